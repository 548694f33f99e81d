"""Dates told from the day of publication, or from what was dated before: weekdays, "next week", "three days ago", "the following day".

"Next Tuesday" is the Tuesday of the next week, "last Friday" the latest one before the publication day, "Tuesday week" a week after the
coming one. A count that the text itself calls rough ("some 20 years ago") gives no date.
"""

from __future__ import annotations

import re
from datetime import timedelta

from briefings.facts import date_words as words
from briefings.facts import days
from briefings.facts.date_words import WEEKDAYS, Frame, Rule, Tense, at_edge, group, in_part, number, rule, step
from briefings.model import Precision, When


def _weekday(match: re.Match[str], frame: Frame) -> When | None:
    if frame.anchor is None:
        return None
    ahead = (WEEKDAYS.index(match["weekday"].lower()) - frame.anchor.weekday()) % 7
    coming = frame.tense in {Tense.FUTURE, Tense.PLANNED} or not ahead
    return days.day(frame.anchor + timedelta(days=ahead if coming else ahead - 7))


def _weekday_of(match: re.Match[str], frame: Frame) -> When | None:
    """ "Last Friday", "next Tuesday", "Monday next week"."""
    if frame.anchor is None:
        return None
    at = WEEKDAYS.index(match["weekday"].lower())
    monday = frame.anchor - timedelta(days=frame.anchor.weekday())
    which = group(match, "which")
    if group(match, "week"):
        return days.day(monday + timedelta(days=at + 7 * step(match)))
    if step(match) < 0:
        return days.day(frame.anchor - timedelta(days=(frame.anchor.weekday() - at) % 7 or 7))
    if which == "next":
        return days.day(monday + timedelta(days=7 + at))
    if which in {"this coming", "the coming"}:
        return days.day(frame.anchor + timedelta(days=(at - frame.anchor.weekday()) % 7 or 7))
    return days.day(monday + timedelta(days=at))


def _that_weekday(match: re.Match[str], frame: Frame) -> When | None:
    """ "That Sunday" is the day told before, if it was one."""
    previous = frame.previous
    told = previous.start if previous is not None and previous.precision is Precision.DAY else None
    return days.day(told) if told and told.weekday() == WEEKDAYS.index(group(match, "weekday")) else None


def _weekday_week(match: re.Match[str], frame: Frame) -> When | None:
    """British "Tuesday week" and "a week on Tuesday"."""
    coming = _weekday(match, Frame(frame.anchor, Tense.FUTURE))
    if coming is None or coming.start is None:
        return None
    return days.day(coming.start + timedelta(weeks=1))


_NAMED_DAYS = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1, "the day after tomorrow": 2}


def _named_day(match: re.Match[str], frame: Frame) -> When | None:
    if frame.anchor is None:
        return None
    return days.day(frame.anchor + timedelta(days=_NAMED_DAYS.get(group(match, "name"), 0)))


def _unit(match: re.Match[str], frame: Frame) -> When | None:
    """ "Last week", "early next month", "later this year", "the year before last"."""
    if frame.anchor is None:
        return None
    count = {"before last": -2, "after next": 2}.get(group(match, "twice"), step(match))
    return in_part(match, days.shift(frame.anchor, count, group(match, "unit")))


def _weekend(match: re.Match[str], frame: Frame) -> When | None:
    """ "Over the weekend", "at the weekend": the coming one, or the last one where the tense is past and this week's has not begun."""
    if frame.anchor is None:
        return None
    this = days.weekend(frame.anchor)
    over = frame.tense is Tense.PAST and this.start is not None and frame.anchor < this.start
    return days.shift(frame.anchor, -1, "weekend") if over else this


def _edge_of_unit(match: re.Match[str], frame: Frame) -> When | None:
    """ "The end of the month", "the start of next year"."""
    if frame.anchor is None:
        return None
    return at_edge(match, days.shift(frame.anchor, step(match), group(match, "unit")))


def _ago(match: re.Match[str], frame: Frame) -> When | None:
    if frame.anchor is None or group(match, "vague"):
        return None
    return days.shift(frame.anchor, -number(match["count"]), group(match, "unit"))


def _hence(match: re.Match[str], frame: Frame) -> When | None:
    """ "In three weeks' time", "two days from now"."""
    return days.shift(frame.anchor, number(match["count"]), group(match, "unit")) if frame.anchor else None


def _within(match: re.Match[str], frame: Frame) -> When | None:
    """ "Within six months", "in the next ten days": from the day of publication on; what is over had another beginning."""
    if frame.anchor is None or frame.tense is Tense.PAST:
        return None
    return days.span(frame.anchor, days.later(frame.anchor, number(match["count"]), group(match, "unit")))


def _following(match: re.Match[str], frame: Frame) -> When | None:
    """ "The following day", "the next morning", "two weeks later", "a day earlier": counted from what was dated before."""
    previous = frame.previous
    if previous is None or previous.start is None or previous.end is None:
        return None
    count = number(match["count"]) if group(match, "count") else 1
    backward = group(match, "direction") in {"earlier", "before", "previous", "preceding"}
    unit = _unit_of(match)
    if previous.precision is not Precision.DAY and unit in {"day", "week", "fortnight"}:
        return None
    return days.shift(previous.start if backward else previous.end, -count if backward else count, unit)


def _same(match: re.Match[str], frame: Frame) -> When | None:
    """ "The same day", "that evening", "that year"."""
    if frame.previous is None or frame.previous.start is None:
        return None
    unit = _unit_of(match)
    if unit == "day" and frame.previous.precision is not Precision.DAY:
        return None
    return days.shift(frame.previous.start, 0, unit)


def _unit_of(match: re.Match[str]) -> str:
    """The unit of the calendar that is named; a part of a day counts as its day."""
    unit = group(match, "unit")
    return "day" if unit in {"morning", "afternoon", "evening", "night"} else unit


_APPROXIMATE = r"(?P<vague>(?:(?:[Aa]bout|[Aa]round|[Ss]ome|[Nn]early|[Aa]lmost|[Rr]oughly|[Mm]ore than|[Oo]ver|[Aa]t least|[Uu]p to)\s+)?)"
_THIS = r"(?P<which>[Ll]ast|[Tt]his past|[Tt]his coming|[Tt]his|[Nn]ext|[Tt]he coming)"
_NAME = r"(?P<name>[Tt]he day before yesterday|[Tt]he day after tomorrow|[Yy]esterday|[Tt]omorrow|[Tt]oday|[Tt]onight|[Ll]ast night)"
_SPANS = r"(?P<unit>weekend|week|fortnight|month|quarter|year|decade)"
_TIMES = r"(?P<unit>day|morning|afternoon|evening|night|week|month|year)"
_UNITS = rf"{words.UNIT}s?"

RULES: tuple[Rule, ...] = (
    rule("weekday of week", rf"{words.WEEKDAY}{words.TIME}\s+(?:of\s+)?(?P<which>last|this|next)\s+(?P<week>week)", _weekday_of),
    rule("weekday week", rf"{words.WEEKDAY}\s+week(?!end)", _weekday_week),
    rule("week on weekday", rf"[Aa]\s+week\s+on\s+{words.WEEKDAY}", _weekday_week),
    rule("which weekday", rf"{_THIS}\s+{words.WEEKDAY}{words.TIME}", _weekday_of),
    rule("that weekday", rf"[Tt]hat\s+{words.WEEKDAY}{words.TIME}", _that_weekday),
    rule("weekday", rf"{words.WEEKDAY}{words.TIME}", _weekday),
    rule("named day", rf"(?:(?:[Ee]arlier|[Ll]ater)\s+)?{_NAME}{words.TIME}", _named_day),
    rule("part of today", r"(?P<name>[Tt]his\s+(?:morning|afternoon|evening|lunchtime))", _named_day),
    rule("unit", rf"(?:(?:[Ee]arlier|[Ll]ater)\s+)?{words.PART}{_THIS}\s+{_SPANS}", _unit),
    rule("unit before last", rf"[Tt]he\s+{_SPANS}\s+(?P<twice>before\s+last|after\s+next)", _unit),
    rule("the weekend", r"(?:[Oo]ver|[Aa]t|[Dd]uring)\s+the\s+weekend", _weekend),
    rule(
        "edge of unit",
        rf"(?:[Tt]he\s+)?{words.EDGE}\s+of\s+(?P<which>the|this|last|next)\s+(?P<unit>week|month|quarter|year|decade)",
        _edge_of_unit,
    ),
    rule("ago", rf"{_APPROXIMATE}{words.COUNT}[\s-]{_UNITS}\s+ago", _ago),
    rule("hence", rf"(?:[Ii]n\s+)?{words.COUNT}\s+{_UNITS}(?:['’]s?)?\s+(?:time|from\s+now|from\s+today|hence)", _hence),
    rule("within", rf"(?:[Ww]ithin|[Ii]n|[Oo]ver)\s+the\s+(?:next|coming)\s+{words.COUNT}\s+(?P<unit>day|week|month|year)s?", _within),
    rule("within", rf"[Ww]ithin\s+(?:the\s+next\s+)?{words.COUNT}\s+(?P<unit>day|week|month|year)s?(?!\s+(?:of|after)\b)", _within),
    rule("following", rf"[Tt]he\s+(?P<direction>following|next|previous|preceding)\s+{_TIMES}", _following),
    rule("day before", r"[Tt]he\s+(?P<unit>day|week|month|year)\s+(?P<direction>before|after)(?=\s*[,.;]|\s*$)", _following),
    rule("later", rf"{words.COUNT}\s+(?P<unit>day|week|month|year)s?\s+(?P<direction>earlier|later)(?!\s+than)", _following),
    rule("same", rf"(?:[Tt]he\s+same|[Tt]hat(?:\s+same)?)\s+{_TIMES}", _same),
)
