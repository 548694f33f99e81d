"""`make sweep`: every zone × every clock change of two years × every quarter of an hour × every kind of days, against the oracle.

The test beside it sweeps a few zones; the whole takes some minutes, and says what it compared.
"""

from __future__ import annotations

import sys
import time as clock
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from rich.console import Console

from briefings.schedule import AtTimes, next_run
from tests.schedules.oracle import MINUTE, expected, transitions

YEARS = (2026, 2027)
QUARTERS = tuple(time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45))
DAYS = {"daily": frozenset(range(7)), "weekdays": frozenset(range(5)), **{f"day {day}": frozenset({day}) for day in range(7)}}
BEFORE, LOOKED_AT = timedelta(days=2), 5
"""Days before a clock change, and days in all, that are looked at around it."""


@dataclass(slots=True)
class Swept:
    """What was compared, and every rule with which runs were missed or too many."""

    zones: int = 0
    changes: int = 0
    rules: int = 0
    runs: int = 0
    wrong: list[str] = field(default_factory=list)


def sweep(zones: Iterable[str], quarters: Collection[time] = QUARTERS) -> Swept:
    """Compare all runs of all rules around every change of these zones; a zone without any is looked at in one week of winter."""
    swept = Swept()
    for zone in zones:
        changes = [at for year in YEARS for at in transitions(zone, year)]
        swept.zones += 1
        swept.changes += len(changes)
        for change in changes or [datetime(YEARS[0], 1, 14, tzinfo=UTC)]:
            _compare(swept, zone, change - BEFORE, quarters)
    return swept


def _compare(swept: Swept, zone: str, start: datetime, quarters: Collection[time]) -> None:
    for quarter in quarters:
        for name, days in DAYS.items():
            rule = AtTimes((quarter,), days)
            right, found = expected(zone, start, LOOKED_AT, rule), list(_runs(rule, zone, start))
            swept.rules += 1
            swept.runs += len(right)
            if right != found:
                swept.wrong.append(f"{zone}, {name} at {quarter:%H:%M} from {start}: {found} instead of {right}")


def _runs(rule: AtTimes, zone: str, start: datetime) -> Iterator[datetime]:
    """The rule's runs from start, itself included, to the end of the days looked at."""
    place, end = ZoneInfo(zone), start + timedelta(days=LOOKED_AT)
    at = next_run(rule, place, start - MINUTE)
    while at and at < end:
        yield at
        at = next_run(rule, place, at)


def main() -> int:
    """The whole sweep; 1 where anything is wrong."""
    begun = clock.perf_counter()
    swept = sweep(sorted(available_timezones()))
    out = Console()
    for wrong in swept.wrong[:50]:
        out.print(wrong)
    out.print(
        f"{swept.zones} zones, {swept.changes} clock changes in {YEARS[0]} and {YEARS[-1]}, {swept.rules:,} rules around them, "
        f"{swept.runs:,} runs: {len(swept.wrong)} rules with a run missed, moved or too many ({clock.perf_counter() - begun:.0f} s)."
    )
    return 1 if swept.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
