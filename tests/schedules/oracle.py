"""When rules are due, found without any knowledge of gaps and folds: walk through UTC minute by minute and watch the clock on the wall.

Only the way from UTC to the wall is used here, never the way back, which is the one that the product's own rule has to get right.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from briefings.schedule import AtTimes

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def transitions(zone: str, year: int) -> list[datetime]:
    """Every minute of the year, in UTC, from which the zone's clocks stand differently."""
    start = datetime(year, 1, 1, tzinfo=UTC)
    hours = [start + timedelta(hours=n) for n in range(366 * 24 + 1)]
    changed = [before for before, after in pairwise(hours) if _offset(before, zone) != _offset(after, zone)]
    return [next(at for n in range(1, 61) if _offset(at := hour + n * MINUTE, zone) != _offset(hour, zone)) for hour in changed]


def _offset(instant: datetime, zone: str) -> timedelta | None:
    return instant.astimezone(ZoneInfo(zone)).utcoffset()


@lru_cache(64)
def walls(zone: str, start: datetime, days: int) -> dict[datetime, datetime]:
    """Wall minute → the instant it is due: when the clock first shows it, or as long after a jump as it lies behind the jump's start.

    A jump over a whole day leaves its minutes out.
    """
    due: dict[datetime, datetime] = {}
    previous: datetime | None = None
    place = ZoneInfo(zone)
    for step in range(days * 24 * 60):
        instant = start + step * MINUTE
        shown = instant.astimezone(place).replace(tzinfo=None, fold=0)
        if previous and (jump := shown - previous - MINUTE) > timedelta(0):
            skipped = [previous + MINUTE + n * MINUTE for n in range(jump // MINUTE)]
            due.update({w: instant + n * MINUTE for n, w in enumerate(skipped) if jump < DAY and w not in due})
        due.setdefault(shown, instant)
        previous = shown
    return due


@lru_cache(64)
def _by_time(zone: str, start: datetime, days: int) -> dict[time, list[tuple[int, datetime]]]:
    """Time of day → (weekday, instant) of each of the days."""
    found: dict[time, list[tuple[int, datetime]]] = {}
    for minute, at in walls(zone, start, days).items():
        found.setdefault(minute.time(), []).append((minute.weekday(), at))
    return found


def expected(zone: str, start: datetime, days: int, rule: AtTimes) -> list[datetime]:
    """All runs of the rule within so many days from start on, in order."""
    due = _by_time(zone, start, days)
    return sorted({at for clock in rule.times for weekday, at in due.get(clock, []) if weekday in rule.weekdays})
