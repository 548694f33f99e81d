"""Quiet hours: local wall times between which nothing is posted; what falls due inside them waits for their end.

Their ends are kept by the same rule as a briefing's times: one that a clock change skips comes as much later as the clock jumps, one that
comes twice counts the first time only. So they begin and end once a day, whatever the clocks do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
# A local day may begin after midnight, end twice, or be left out, so the quiet hours of the days around count too.
_DAYS_AROUND = range(-2, 2)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Quiet from `start` on and up to `end`, which is the next day's where it is before the start. ValueError where both are the same."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start == self.end:
            raise ValueError("quiet hours begin and end at different times")


def quiet_around(quiet: Quiet, zone: ZoneInfo, at: datetime) -> tuple[datetime, datetime] | None:
    """The quiet hours in which the instant lies, from their first instant to the first one after them, in UTC; None outside of them."""
    span = _containing(quiet, zone, at)
    if span is None:
        return None
    begin, end = span
    while before := _containing(quiet, zone, begin - timedelta.resolution):  # a clock change may push two nights into one another
        begin = before[0]
    while beyond := _containing(quiet, zone, end):
        end = beyond[1]
    return begin, end


def _containing(quiet: Quiet, zone: ZoneInfo, at: datetime) -> tuple[datetime, datetime] | None:
    today = at.astimezone(zone).date()
    spans = (_hours(quiet, zone, today + ahead * _DAY) for ahead in _DAYS_AROUND)
    return next(((begin, end) for begin, end in spans if begin <= at < end), None)


def _hours(quiet: Quiet, zone: ZoneInfo, day: date) -> tuple[datetime, datetime]:
    """The quiet hours that begin on this local day; empty (the end first) where a clock change leaves nothing of them."""
    overnight = quiet.end < quiet.start
    begin = datetime.combine(day, quiet.start, zone).astimezone(UTC)
    return begin, datetime.combine(day + overnight * _DAY, quiet.end, zone).astimezone(UTC)
