"""Rules and their next run, on the standard library's zoneinfo alone.

A clock change never loses or repeats a run. A wall time that the change skips runs as much later as the clock jumps (02:30 shows as 03:30);
one that comes twice runs the first time only; a local day that a zone left out altogether (Apia, 30 December 2011) has no run.
That is what PEP 495 calls fold=0, and RFC 5545 (3.3.5) asks for the same.

The rules of the zones come from the system's time zone files where there are any, else from the `tzdata` package. To use the package
always, start Python with PYTHONTZPATH set to nothing: changing the search path from here would change it for the whole process.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, NaiveDatetime, PlainSerializer, TypeAdapter

from briefings.errors import IntervalTooShort
from briefings.schedule.quiet import Quiet, quiet_around

SHORTEST_INTERVAL = timedelta(minutes=15)
LATE_AT_MOST = timedelta(hours=2)
"""How long after its due time a briefing is still worth posting."""

GATHERED = timedelta(minutes=10)
"""How long changes of a story are gathered before what runs on change tells them."""

REMEMBERED = 4096
"""How many rules, policies and answers about them are remembered: a crowd that is due at once shares most of them."""

_DAY = timedelta(days=1)
# A weekday comes round within 7 days, or within 14 where the zone skipped it; each end has a day to spare for shifted times.
_SEARCH = range(-1, 16)


@dataclass(frozen=True, slots=True)
class AtTimes:
    """At one or more wall times on chosen weekdays (0 = Monday)."""

    times: tuple[time, ...]
    weekdays: Annotated[frozenset[int], PlainSerializer(sorted)]
    _: KW_ONLY
    kind: Literal["at_times"] = field(default="at_times", repr=False)

    def __post_init__(self) -> None:
        if not self.times or not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("a rule needs a time and a weekday from 0 to 6")
        object.__setattr__(self, "times", tuple(sorted(set(self.times))))


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many minutes of elapsed time, counted from `anchor`, which is itself a run; clock changes do not touch it.

    Raises IntervalTooShort under 15 minutes.
    """

    minutes: int
    anchor: AwareDatetime
    _: KW_ONLY
    kind: Literal["every"] = field(default="every", repr=False)

    def __post_init__(self) -> None:
        if timedelta(minutes=self.minutes) < SHORTEST_INTERVAL:
            raise IntervalTooShort(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Once:
    """Once, at a wall time of the subscription's zone."""

    at: NaiveDatetime
    _: KW_ONLY
    kind: Literal["once"] = field(default="once", repr=False)


@dataclass(frozen=True, slots=True)
class OnChange:
    """When the story changes: no time of its own; whoever stores the change sets the next run (`GATHERED` later)."""

    _: KW_ONLY
    kind: Literal["on_change"] = field(default="on_change", repr=False)


Rule = AtTimes | Every | Once | OnChange

_RULE: TypeAdapter[Rule] = TypeAdapter(Annotated[Rule, Field(discriminator="kind")])


def rule_to_json(rule: Rule) -> str:
    """The rule as one JSON object, with its kind; equal rules give equal texts."""
    return _RULE.dump_json(rule).decode()


@lru_cache(REMEMBERED)
def rule_from_json(text: str) -> Rule:
    """The rule that `rule_to_json` wrote; pydantic's ValidationError (a ValueError) on anything else."""
    return _RULE.validate_json(text)


@dataclass(frozen=True, slots=True)
class Run:
    """One coming run: the instant (UTC), the local wall time that was asked for, and whether a clock change or quiet hours moved it."""

    at: datetime
    wall: datetime
    moved: bool
    quiet: bool = False


def next_run(rule: Rule, zone: ZoneInfo, after: datetime, quiet: Quiet | None = None) -> datetime | None:
    """The rule's first run strictly after the instant `after`, in UTC; None where there is none any more.

    A run inside the quiet hours is at their end instead, and several of them are one.
    """
    run = _next(rule, zone, after, quiet)
    return run.at if run else None


def upcoming(rule: Rule, zone: ZoneInfo, after: datetime, count: int, quiet: Quiet | None = None) -> list[Run]:
    """The next runs strictly after `after`, at most `count` of them, soonest first."""
    runs: list[Run] = []
    while len(runs) < count and (run := _next(rule, zone, after, quiet)):
        runs.append(run)
        after = run.at
    return runs


def out_of_quiet(at: datetime, zone: ZoneInfo, quiet: Quiet | None) -> datetime:
    """The instant itself, or the end of the quiet hours in which it lies."""
    hours = quiet_around(quiet, zone, at) if quiet else None
    return hours[1] if hours else at


def _next(rule: Rule, zone: ZoneInfo, after: datetime, quiet: Quiet | None) -> Run | None:
    if quiet is None:
        return _next_nominal(rule, zone, after)
    if hours := quiet_around(quiet, zone, after):
        after = hours[0] - timedelta.resolution  # what the quiet hours held back until now is yet to come
    run = _next_nominal(rule, zone, after)
    at = out_of_quiet(run.at, zone, quiet) if run else None
    return replace(run, at=at, quiet=True) if run and at and at != run.at else run


def _next_nominal(rule: Rule, zone: ZoneInfo, after: datetime) -> Run | None:
    match rule:
        case AtTimes():
            return _next_at_times(rule, zone, after)
        case Every():
            return _next_every(rule, zone, after)
        case Once():
            run = _run(rule.at, zone)
            return run if run and run.at > after else None
        case OnChange():
            return None


def _next_at_times(rule: AtTimes, zone: ZoneInfo, after: datetime) -> Run | None:
    """The earliest coming run; the search goes on to the end of the best one's local day, as a shifted time may overtake another."""
    best: Run | None = None
    for day in _days(rule.weekdays, after.astimezone(zone).date()):
        if best and day > best.at.astimezone(zone).date():
            break
        for run in _runs_of(day, rule.times, zone):
            if run.at > after and (best is None or (run.at, run.moved) < (best.at, best.moved)):
                best = run
    return best


def _days(weekdays: frozenset[int], today: date) -> Iterator[date]:
    return (day for ahead in _SEARCH if (day := today + timedelta(days=ahead)).weekday() in weekdays)


def _runs_of(day: date, times: tuple[time, ...], zone: ZoneInfo) -> Iterator[Run]:
    return (run for wall in times if (run := _run(datetime.combine(day, wall), zone)))


def _next_every(rule: Every, zone: ZoneInfo, after: datetime) -> Run:
    step = timedelta(minutes=rule.minutes)
    steps = max(0, (after - rule.anchor) // step + 1)
    at = (rule.anchor + steps * step).astimezone(UTC)
    return Run(at, at.astimezone(zone).replace(tzinfo=None, fold=0), moved=False)


def _run(wall: datetime, zone: ZoneInfo) -> Run | None:
    """The run at a wall time: None if its whole day was skipped."""
    at = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    shift = at.astimezone(zone).replace(tzinfo=None, fold=0) - wall
    return None if shift >= _DAY else Run(at, wall, moved=shift != timedelta(0))
