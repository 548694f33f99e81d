"""Dates in the words of a news desk: "14 September 2018", "late July 2018", "by 31 August 2018", "the week of 13 August 2018"."""

from __future__ import annotations

from datetime import date

from briefings.model import Precision, When

SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
QUARTERS = {1: "first", 4: "second", 7: "third", 10: "fourth"}


def day(at: date) -> str:
    """One day, without a leading zero."""
    return f"{at.day} {at:%B %Y}"


def told(when: When) -> str:
    """A resolved date in words; an end that the text leaves open is told as "by" or "since"."""
    start, end = when.start, when.end
    if start is None:
        return f"by {day(end)}" if end else "undated"
    if end is None:
        return f"since {day(start)}"
    return _period(start, end, when.precision)


def _period(start: date, end: date, precision: Precision) -> str:
    match precision:
        case Precision.WEEK:
            return f"the week of {day(start)}"
        case Precision.PART_OF_MONTH:
            return f"{'early ' if start.day <= 10 else 'mid-' if start.day <= 20 else 'late '}{start:%B %Y}"
        case Precision.MONTH:
            return f"{start:%B %Y}"
        case Precision.SEASON if start.month in SEASONS:
            return f"{SEASONS[start.month]} {start.year}{f'–{end:%y}' if end.year > start.year else ''}"
        case Precision.QUARTER if start.month in QUARTERS:
            return f"the {QUARTERS[start.month]} quarter of {start.year}"
        case Precision.YEAR:
            return f"{start.year}"
        case Precision.DECADE:
            return f"the {start.year // 10 * 10}s"
        case Precision.DEADLINE:
            return f"by {day(end)}"
        case _:
            return _span(start, end)


def _span(start: date, end: date) -> str:
    """From start to end, with month and year said once where they are shared."""
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%B} – {day(end)}"
    return f"{day(start)} – {day(end)}"
