"""How values are put into words: dates with their weekday, months and spans as people write them."""

from __future__ import annotations

from datetime import date

from briefings.model import Precision, When

UNNAMED_DATE = "date"
"""The label of a date of which its sentence says too little to name what happened then."""
_THIRDS = {1: "early", 11: "mid", 21: "late"}
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


def say_when(when: When) -> str:
    """A resolved date in English: "Monday 5 May 2008", "late June 2008", "by 31 July 2008", "autumn 2007", "1999"."""
    start, end = when.start, when.end
    if start is None or end is None:
        known = end or start
        return f"{'by' if start is None else 'from'} {_day(known)}" if known else "undated"
    if when.precision is Precision.DEADLINE:
        return f"by {_day(end)}"
    if start == end:
        return f"{start:%A} {_day(start)}"
    return _named(when.precision, start, end) or f"any time from {_day(start)} to {_day(end)}"


def _named(precision: Precision, start: date, end: date) -> str | None:
    """A span by its name, where it has one."""
    if precision is Precision.PART_OF_MONTH and start.day in _THIRDS:
        return f"{_THIRDS[start.day]} {start:%B} {start.year}"
    if precision is Precision.MONTH:
        return f"{start:%B} {start.year}"
    if precision is Precision.WEEK:
        return f"in the week of {start:%A} {_day(start)}"
    if precision is Precision.SEASON:
        return f"{_SEASONS[start.month]} {start.year}" if start.month in _SEASONS else None
    if precision is Precision.DECADE:
        return f"the {start.year}s"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    return None


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
