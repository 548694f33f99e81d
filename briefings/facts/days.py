"""Calendar arithmetic on `When`: inclusive days of a week, a third of a month, a season and so on; no text is read here.

Weeks run from Monday to Sunday; early, mid and late in a month are its days 1-10, 11-20 and 21 to the last; seasons are northern
and begin in March, June, September and December; the thirds of a year are its four-month parts, those of a season its months.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from briefings.model import Precision, When

SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
FIRST_YEAR, LAST_YEAR = 1000, 9990


def day(on: date) -> When:
    """One day."""
    return When(on, on, Precision.DAY)


def week(on: date) -> When:
    """The week, Monday to Sunday, in which a day lies."""
    monday = on - timedelta(days=on.weekday())
    return When(monday, monday + timedelta(days=6), Precision.WEEK)


def weekend(on: date) -> When:
    """The Saturday and Sunday of the week in which a day lies."""
    saturday = on + timedelta(days=5 - on.weekday())
    return When(saturday, saturday + timedelta(days=1), Precision.SPAN)


def month(year: int, number: int) -> When:
    """A calendar month; `number` may lie outside 1-12 and then counts on into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return When(date(year, number, 1), last_day(year, number), Precision.MONTH)


def last_day(year: int, number: int) -> date:
    """The last day of a month."""
    return date(year, number, monthrange(year, number)[1])


def season(year: int, name: str) -> When:
    """A season by the year in which it begins: the winter of 2013 ends in February 2014."""
    first = SEASON_STARTS[name]
    return When(month(year, first).start, month(year, first + 2).end, Precision.SEASON)


def quarter(year: int, number: int) -> When:
    """A calendar quarter; `number` may lie outside 1-4 and then counts on into other years."""
    first = 3 * number - 2
    return When(month(year, first).start, month(year, first + 2).end, Precision.QUARTER)


def year(number: int) -> When:
    """A calendar year."""
    return When(date(number, 1, 1), date(number, 12, 31), Precision.YEAR)


def decade(first: int) -> When:
    """The ten years from a year that ends in 0."""
    return When(date(first, 1, 1), date(first + 9, 12, 31), Precision.DECADE)


def span(start: date, end: date) -> When:
    """The days from start to end, whichever way round they are given."""
    return When(min(start, end), max(start, end), Precision.SPAN)


def deadline(when: When) -> When:
    """The open interval that ends with `when`; "by the summer" already ends in the first month of a season."""
    end = when.end
    if when.precision is Precision.SEASON and when.start is not None:
        end = last_day(when.start.year, when.start.month)
    return When(None, end, Precision.DEADLINE)


def third(when: When, part: str) -> When | None:
    """The early, mid or late third of a month, a season, a year or a decade; None of anything shorter."""
    if when.start is None or when.end is None:
        return None
    position = ("early", "mid", "late").index(part)
    if when.precision is Precision.MONTH:
        first = when.start.replace(day=10 * position + 1)
        return When(first, when.end if part == "late" else first + timedelta(days=9), Precision.PART_OF_MONTH)
    if when.precision is Precision.SEASON:
        whole = month(when.start.year, when.start.month + position)
        return When(whole.start, whole.end, Precision.SPAN)
    if when.precision is Precision.YEAR:
        months = 4 * position + 1
        return When(date(when.start.year, months, 1), last_day(when.start.year, months + 3), Precision.SPAN)
    if when.precision is Precision.DECADE:
        first_year, last_year = ((0, 3), (4, 6), (7, 9))[position]
        return When(date(when.start.year + first_year, 1, 1), date(when.start.year + last_year, 12, 31), Precision.SPAN)
    return None


def half(when: When, *, second: bool) -> When | None:
    """The first or second half of a month (to the 15th, from the 16th) or of a year; None of anything else."""
    if when.start is None or when.end is None:
        return None
    if when.precision is Precision.MONTH:
        return span(when.start.replace(day=16), when.end) if second else span(when.start, when.start.replace(day=15))
    if when.precision is Precision.YEAR:
        return span(when.start.replace(month=7), when.end) if second else span(when.start, when.end.replace(month=6, day=30))
    return None


def nth_week(year: int, number: int, nth: int) -> When:
    """The nth seven days of a month, -1 for the last: whoever writes "the last week of August" seldom counts from a Monday."""
    first = last_day(year, number) - timedelta(days=6) if nth < 0 else date(year, number, 7 * nth - 6)
    return span(first, first + timedelta(days=6))


def nth_weekday(year: int, number: int, nth: int, weekday: int) -> date:
    """The nth Monday (0) to Sunday (6) of a month, -1 for the last; ValueError where the month has no such one."""
    if nth < 0:
        last = last_day(year, number)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, number, 1)
    return first.replace(day=1 + (weekday - first.weekday()) % 7 + 7 * (nth - 1))


def shift(on: date, count: int, unit: str) -> When:
    """The day, week, month … `count` units after a day (before it, where negative)."""
    if unit == "day":
        return day(on + timedelta(days=count))
    if unit in {"week", "fortnight"}:
        return week(on + timedelta(weeks=count * (2 if unit == "fortnight" else 1)))
    if unit == "weekend":
        return weekend(on + timedelta(weeks=count))
    if unit == "month":
        return month(on.year, on.month + count)
    if unit == "quarter":
        return quarter(on.year, (on.month - 1) // 3 + 1 + count)
    if unit == "year":
        return year(on.year + count)
    return decade((on.year // 10 + count) * 10)


def later(on: date, count: int, unit: str) -> date:
    """The same day of the month, so far as there is one, `count` units after a day."""
    if unit in {"day", "week", "fortnight"}:
        return on + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    target = month(on.year, on.month + months)
    assert target.start is not None
    assert target.end is not None
    return min(target.start + timedelta(days=on.day - 1), target.end)
