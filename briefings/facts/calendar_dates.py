"""Dates that name a day, month, season, quarter, year or decade of the calendar; a missing year comes from the publication day.

"Last November" is the latest November that nobody would call "last month"; "last summer" the last one that is over; "next summer" the
one of the year after. Numeric dates that two countries read differently (3/4/2024) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from briefings.facts import date_words as words
from briefings.facts import days
from briefings.facts.date_words import Frame, Rule, Tense, at_edge, group, in_part, month_number, nearest, rule, stated_year, step
from briefings.model import When


def _dates_of(number_of_month: int, day_of_month: int, around: int) -> Iterator[date]:
    for year in range(around - 1, around + 2):
        if day_of_month <= days.last_day(year, number_of_month).day:
            yield date(year, number_of_month, day_of_month)


# ---------------------------------------------------------------- days of a month


def _day_of_month(match: re.Match[str], number_of_month: int, day_of_month: int, frame: Frame) -> date | None:
    if (year := stated_year(match, frame)) is not None:
        return date(year, number_of_month, day_of_month)
    if frame.anchor is None:
        return None
    candidates = list(_dates_of(number_of_month, day_of_month, frame.anchor.year))
    coming = nearest(candidates, frame) if frame.tense is Tense.FUTURE else None
    if coming and (coming - frame.anchor).days <= _FURTHEST:
        return coming
    # Reported speech, and the present in which much is told, mislead more than the distance.
    return nearest(candidates, replace(frame, tense=Tense.PLANNED if frame.tense is Tense.PLANNED else None))


_FURTHEST = 300
"""Days ahead at which a date without its year is still to come: of what lay weeks back, no reader thinks the next year's."""


def _full_day(match: re.Match[str], frame: Frame) -> When | None:
    on = _day_of_month(match, month_number(match["month"]), int(match["day"]), frame)
    return days.day(on) if on else None


def _iso_day(match: re.Match[str], frame: Frame) -> When | None:
    return days.day(date(int(match["year"]), int(match["number"]), int(match["day"])))


def _numeric_day(match: re.Match[str], frame: Frame) -> When | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first <= 12 and second <= 12 and first != second:
        return None  # 3/4/2024 is March in one country and April in another
    return days.day(date(year, first, second) if second > 12 else date(year, second, first))


def _days_of_month(match: re.Match[str], frame: Frame) -> When | None:
    end = _day_of_month(match, month_number(match["month"]), int(match["day2"]), frame)
    return days.span(end.replace(day=int(match["day"])), end) if end and int(match["day"]) < end.day else None


def _bare_day(match: re.Match[str], frame: Frame) -> When | None:
    """ "On the 14th": of this month, or of the one before or after it as the tense says."""
    if frame.anchor is None:
        return None
    months = [days.month(frame.anchor.year, frame.anchor.month + step).start for step in (-1, 0, 1)]
    wanted = int(match["day"])
    fitting = [start.replace(day=wanted) for start in months if start and wanted <= days.last_day(start.year, start.month).day]
    on = nearest(fitting, frame)
    return days.day(on) if on else None


def _feast(match: re.Match[str], frame: Frame) -> When | None:
    on = _day_of_month(match, *words.FEASTS[group(match, "feast").replace("’", "'")], frame)
    return days.day(on) if on else None


_MOST_BACK = {Tense.PAST: 11, Tense.FUTURE: 0, Tense.PLANNED: 5}


def _month(match: re.Match[str], frame: Frame) -> When | None:
    """ "March 2021", "March of last year"; a month alone lies where the tense says, and by itself no more than nine months back."""
    wanted, year = month_number(match["month"]), stated_year(match, frame)
    if year is None:
        if frame.anchor is None:
            return None
        back = (frame.anchor.month - wanted) % 12
        ahead = back > (_MOST_BACK[frame.tense] if frame.tense else 9)
        year = frame.anchor.year - (wanted > frame.anchor.month) + ahead
    return in_part(match, days.month(year, wanted))


def _which_month(match: re.Match[str], frame: Frame) -> When | None:
    """ "Last November", "next March", "this June"."""
    if frame.anchor is None:
        return None
    wanted, anchor = month_number(match["month"]), frame.anchor
    years = {-1: -(anchor.month - wanted < 2), 0: 0, 1: wanted - anchor.month < 2}[step(match)]
    return in_part(match, days.month(anchor.year + years, wanted))


def _edge_of_month(match: re.Match[str], frame: Frame) -> When | None:
    return at_edge(match, _month(match, frame))


_NTH = {"first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "final": -1}


def _nth_of_month(match: re.Match[str], frame: Frame) -> When | None:
    """ "The last week of August", "the first Sunday in May", "the second weekend of next month"."""
    this = days.shift(frame.anchor, step(match), "month") if frame.anchor else None
    whole = _month(match, frame) if group(match, "month") else this
    if whole is None or whole.start is None:
        return None
    nth, what, month = _NTH[group(match, "nth")], group(match, "what"), (whole.start.year, whole.start.month)
    if what == "week":
        return days.nth_week(*month, nth)
    if what == "weekend":
        return days.weekend(days.nth_weekday(*month, nth, 5))
    return days.day(days.nth_weekday(*month, nth, words.WEEKDAYS.index(what)))


def _season_of_year(match: re.Match[str], frame: Frame) -> When | None:
    return in_part(match, days.season(int(match["year"]), group(match, "season")))


def _season(match: re.Match[str], frame: Frame) -> When | None:
    """ "Last summer" is the last one that is over, "this summer" the one of this year, "next summer" the one of the year after."""
    anchor, which = frame.anchor, group(match, "which")
    if anchor is None:
        return None
    seasons = [days.season(anchor.year + years, group(match, "season")) for years in (-2, -1, 0, 1)]
    over = [one for one in seasons if one.end and one.end < anchor]
    current = [one for one in seasons if one.start and one.end and one.start <= anchor <= one.end]
    coming = [one for one in seasons if one.start and one.start > anchor]
    past = frame.tense is Tense.PAST
    if step(match) < 0 or (past and which in {"the", ""}) or (past and which == "this" and not current):
        return in_part(match, over[-1])
    if step(match) > 0:
        return in_part(match, coming[-1] if len(coming) > 1 else coming[0])
    return in_part(match, (current or coming)[0])


def _quarter(match: re.Match[str], frame: Frame) -> When | None:
    which = int(match["digit"]) if match["digit"] else words.ORDINALS[group(match, "ordinal")]
    if (year := stated_year(match, frame)) is not None:
        return days.quarter(year, which)
    if frame.anchor is None:
        return None
    now = (frame.anchor.month - 1) // 3 + 1
    return days.quarter(frame.anchor.year - (which > now and frame.tense is not Tense.FUTURE), which)


def _year(match: re.Match[str], frame: Frame) -> When | None:
    return in_part(match, days.year(int(match["year"])))


def _years(match: re.Match[str], frame: Frame) -> When | None:
    """ "2013-14" and "1998–2004"."""
    first, last = int(match["year"]), match["year2"]
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return days.span(date(first, 1, 1), date(second, 12, 31)) if first < second <= first + 150 else None


def _decade(match: re.Match[str], frame: Frame) -> When | None:
    tens = match["year"]
    return in_part(match, days.decade(int(tens) if len(tens) == 4 else 1900 + int(tens)))


def _edge_of_year(match: re.Match[str], frame: Frame) -> When | None:
    return at_edge(match, days.year(int(match["year"])))


_WEEKDAY_BEFORE = rf"(?:{words.WEEKDAY_SHORT},?\s+(?:the\s+)?)?"
_FEAST = r"(?P<feast>New Year['’]s (?:Day|Eve)|Valentine['’]s Day|Halloween|Christmas(?: (?:Eve|Day))?|Boxing Day)"
_WHICH = r"(?:(?P<which>[Ll]ast|[Tt]his past|[Tt]his coming|[Tt]his|[Nn]ext|[Tt]he)\s+)"
_NTH_WORD = rf"(?:[Tt]he\s+)?(?P<nth>{'|'.join(_NTH)})\s+(?P<what>week|weekend|{'|'.join(day.title() for day in words.WEEKDAYS)})"
_QUARTER = r"(?:(?:[Tt]he\s+)?(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]+quarter|Q(?P<digit>[1-4]))"

RULES: tuple[Rule, ...] = (
    rule("iso day", r"(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)", _iso_day),
    rule("numeric day", r"(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>(?:19|20)\d\d)", _numeric_day),
    rule("days of month", rf"{words.DAY}{words.TO}{words.DAY_2}\s+(?:of\s+)?{words.MONTH}{words.OF_YEAR}", _days_of_month),
    rule("month and days", rf"{words.MONTH}\s+{words.DAY}{words.TO}{words.DAY_2}(?!\s+[A-Z]){words.OF_YEAR}", _days_of_month),
    rule("day of month", rf"{_WEEKDAY_BEFORE}{words.DAY}\s+(?:of\s+)?{words.MONTH}{words.OF_YEAR}", _full_day),
    rule(
        "month and day",
        rf"{_WEEKDAY_BEFORE}{words.MONTH}\s+(?:the\s+)?{words.DAY}(?!:\d|[.,]\d|\s*(?:%|percent|per cent)){words.OF_YEAR}",
        _full_day,
    ),
    rule("bare day", r"(?<=[Oo]n\s)the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)(?=\s*(?:[,.;]|$|of\s+(?:the|this)\s+month))", _bare_day),
    rule("feast", rf"{_FEAST}{words.OF_YEAR}", _feast),
    rule("edge of month", rf"(?:[Tt]he\s+)?{words.EDGE}\s+of\s+{words.MONTH_FULL}{words.OF_YEAR}", _edge_of_month),
    rule("edge of year", rf"(?:[Tt]he\s+)?{words.EDGE}\s+of\s+{words.YEAR}", _edge_of_year),
    rule("nth of month", rf"{_NTH_WORD}\s+(?:of|in)\s+{words.MONTH_FULL}{words.OF_YEAR}", _nth_of_month),
    rule("nth of this month", rf"{_NTH_WORD}\s+(?:of|in)\s+(?P<which>the|this|last|next)\s+month", _nth_of_month),
    rule("month of year", rf"{words.PART}{words.MONTH}(?:\s+(?:of\s+)?|,\s+){words.YEAR}", _month),
    rule("month of that year", rf"{words.PART}{words.MONTH_FULL}\s+(?:of\s+)?{words.THAT_YEAR}", _month),
    rule(
        "which month",
        rf"{words.PART}(?P<which>[Ll]ast|[Tt]his past|[Tt]his coming|[Tt]his|[Nn]ext)\s+{words.MONTH_FULL}(?!\s+\d)",
        _which_month,
    ),
    rule("month", rf"{words.PART}{words.MONTH_FULL}", _month),
    rule("short month", rf"{words.PART}(?P<month>Sept\b|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)", _month),
    rule("season of year", rf"(?:[Tt]he\s+)?{words.PART}{words.SEASON}\s+(?:of\s+)?{words.YEAR}", _season_of_year),
    rule("season", rf"{words.PART}{_WHICH}{words.SEASON}", _season),
    rule("part of season", rf"(?P<part>[Ee]arly|[Mm]id|[Ll]ate)(?:[\s-]+|\s+in\s+the\s+){words.SEASON}", _season),
    rule("bare season", rf"(?<=[Bb]y\s){words.SEASON}", _season),
    rule("quarter of year", rf"{_QUARTER}\s+(?:of\s+)?(?:{words.YEAR}|{words.THAT_YEAR})", _quarter),
    rule("quarter", _QUARTER, _quarter),
    rule("years", rf"{words.YEAR}[-–/](?P<year2>\d{{4}}|\d\d)(?![\d-])", _years),
    rule("year", rf"{words.PART}{words.YEAR}(?!-\d|\s*(?:%|percent))", _year),
    rule("decade", rf"(?:[Tt]he\s+)?{words.PART}(?P<year>(?:1[5-9]|20)\d0)s", _decade),
    rule("short decade", rf"[Tt]he\s+{words.PART}['’](?P<year>\d0)s", _decade),
)
