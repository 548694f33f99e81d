"""The words of news dates: names, numbers and pattern pieces, and the frame in which an expression is resolved.

A rule is a pattern with the function that turns its match into days; `calendar_dates` and `relative_dates` hold the rules. A bare weekday
or month lies on the side of the publication day that the tense says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefings.facts import days
from briefings.model import When


class Tense(StrEnum):
    """Which side of the publication day a clause speaks of; PLANNED is a plan that may be over, of which the distance tells."""

    PAST = "past"
    FUTURE = "future"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is resolved against; `previous` is the last dated thing before it ("the following day").

    `year` is the year that the sentence sets for all its dates ("next year's race is on 5 May").
    """

    anchor: date | None
    tense: Tense | None = None
    previous: When | None = None
    year: int | None = None


Resolver = Callable[[re.Match[str], Frame], When | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, and the function from its match and the frame to days; None where the words give no date in that frame."""

    name: str
    pattern: re.Pattern[str]
    resolve: Resolver

    def when(self, match: re.Match[str], frame: Frame) -> When | None:
        """The days a match means in a frame; None too where they lie outside the calendar."""
        try:
            return self.resolve(match, frame)
        except (ValueError, OverflowError):
            return None


def rule(name: str, pattern: str, resolve: Resolver) -> Rule:
    """A rule whose pattern begins and ends with whole words."""
    return Rule(name, re.compile(rf"(?<![\w$£€-])(?:{pattern})(?!\w)"), resolve)


MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UP_TO_TWENTY = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
NUMBERS = {word: at for at, word in enumerate(_UP_TO_TWENTY)} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
NUMBERS |= {"a": 1, "an": 1, "a couple of": 2}
STEPS = {"last": -1, "this past": -1, "next": 1, "this coming": 1, "the coming": 1}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
FEASTS = {
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}

MONTH_FULL = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)"
MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|Jul(?:y|\.)?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|"
    r"Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
WEEKDAY_SHORT = r"(?:(?:Mon|Tue|Tues|Wed|Weds|Thu|Thur|Thurs|Fri|Sat|Sun)\.?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
DAY_2 = r"(?P<day2>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?P<year>1\d{3}|20\d\d)(?![\d,.]\d)"
THAT_YEAR = r"(?P<ofyear>last|this|next)\s+year"
OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?:{YEAR}|{THAT_YEAR}))?"
COUNT = (
    r"(?P<count>(?i:\d{1,3}|a couple of|an?|" + "|".join(word for word in NUMBERS if word not in {"zero", "a", "an", "a couple of"}) + "))"
)
UNIT = r"(?P<unit>day|week|fortnight|month|quarter|year|decade)"
SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
PART = r"(?:(?P<part>[Ee]arly|[Mm]id|[Mm]iddle|[Ll]ate)(?:\s+in\s+|[\s-]+(?:of\s+)?)(?:the\s+)?)?"
EDGE = r"(?P<edge>end|close|start|beginning|middle|first half|second half)"
TIME = (
    r"(?:,?\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|lunchtime|dawn)\b|\s+at\s+\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b|"
    r"\s+at\s+(?:noon|midday|midnight|dawn|dusk)\b)?"
)
TO = r"\s*(?:-|–|—|to|and|until|through)\s*"


def number(words: str) -> int:
    """The number that digits or a number word up to sixty stand for."""
    words = " ".join(words.lower().split())
    return int(words) if words.isdigit() else NUMBERS[words]


def month_number(name: str) -> int:
    """1 for January, Jan or Jan. and so on."""
    return next(at for at, full in enumerate(MONTHS, 1) if full.startswith(name.lower().rstrip(".")[:3]))


def nearest(candidates: list[date], frame: Frame) -> date | None:
    """The candidate on the side that the tense says; without a tense the nearest one, a day in the past at half its distance."""
    anchor = frame.anchor
    if anchor is None or not candidates:
        return None
    if frame.tense is Tense.PAST:
        candidates = [on for on in candidates if on <= anchor] or candidates
    elif frame.tense is Tense.FUTURE:
        candidates = [on for on in candidates if on >= anchor] or candidates
    further = 1 if frame.tense is Tense.PLANNED else 2
    return min(candidates, key=lambda on: (anchor - on).days if on <= anchor else further * (on - anchor).days)


def group(match: re.Match[str], name: str) -> str:
    """What a named group of a match holds, in lower case and single spaces; empty where the pattern has no such group."""
    return " ".join((match.groupdict().get(name) or "").lower().split())


def step(match: re.Match[str], name: str = "which") -> int:
    """How many units "last", "this" or "next" lies from the present one: -1, 0 or 1."""
    return STEPS.get(group(match, name), 0)


def stated_year(match: re.Match[str], frame: Frame) -> int | None:
    """The year that an expression says in figures or as "last year", else the one that its sentence sets."""
    if written := group(match, "year"):
        return int(written)
    if group(match, "ofyear"):
        return frame.anchor.year + step(match, "ofyear") if frame.anchor else None
    return frame.year


def in_part(match: re.Match[str], when: When | None) -> When | None:
    """The early, mid or late part of days, where the expression says one."""
    part = group(match, "part").replace("middle", "mid")
    return (days.third(when, part) or when) if when and part else when


def at_edge(match: re.Match[str], when: When | None) -> When | None:
    """The last day at an "end of", the first at a "start of", the mid third at a "middle of", a half where one is named."""
    if when is None or when.start is None or when.end is None:
        return None
    edge = group(match, "edge")
    if edge == "middle":
        return days.third(when, "mid") or when
    if edge.endswith("half"):
        return days.half(when, second=edge.startswith("second"))
    return days.day(when.end if edge in {"end", "close"} else when.start)
