"""When an article was published, as its text prints it: time stamps, and dates written out in full."""

from __future__ import annotations

import re
from datetime import date

from briefings.articles.line import ends_sentence, words

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DAY = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH})(?:,?\s+\d{{4}})?"
"""A day of a month in words, with or without its year."""

_STAMP_WORD = re.compile(
    rf"(?:{_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)|\d{{1,4}}(?:st|nd|rd|th)?"
    r"|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?)?|\d{1,2}[ap]m|[ap]\.?m\.?|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}t\d{1,2}|\d{2}z"
    r"|gmt|utc|[ecmp][sd]?t|bst|ist|kst|jst|sgt|aest|aedt|cet|cest|wat|eat|hrs?|h|\d{1,2}[hdm]|hours?|min(?:ute)?s?|m|seconds?|days?|d|weeks?|months?|ago\d*"
    r"|today|yesterday|at|on|the|of|and|published|posted|updated?|modified|last|first|created|date|time|read|reading|issued|release[ds]?|edited|from)",
    re.IGNORECASE,
)
_TIMELY = re.compile(
    rf"\b\d{{1,2}}[:.]\d{{2}}\b|\d\s?{_MONTH}|{_MONTH}\s\d|\b\d{{4}}-\d{{2}}|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}"
    r"|\d\s?[ap]m\b|\bago\b|\d[ -]?min|\b(?:published|posted|updated|read|today|yesterday)\b.*\d",
    re.IGNORECASE,
)
_PARTICLES = frozenset(("a", "at", "on", "the", "of", "and", "from", "last", "first"))
_SPLIT = re.compile(r"[\s,;:|•·()\-–—]+")
_LONGEST_STAMP = 20
_DESK_WORDS = 3

_FULL_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<name>{_MONTH}),?\s+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<name>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})", re.IGNORECASE),
)


def is_timestamp(text: str) -> bool:
    """Whether the line says nothing but when it was published or how long it takes to read."""
    if words(text) > _LONGEST_STAMP or not _TIMELY.search(text):
        return False
    if ends_sentence(text.replace("a.m.", "am").replace("p.m.", "pm")):
        return False
    # "The Outlet / Mar 3, 2025, 22:14 IST": a short name beside the time is the desk's.
    parts = [part for part in re.split(r"\s?[/|•·]\s", text) if part]
    timed = [part for part in parts if only_time(part) and any(c.isdigit() for c in part)]
    return bool(timed) and all(part in timed or words(part) <= _DESK_WORDS for part in parts)


def only_time(text: str) -> bool:
    """Whether every word of the text belongs to a date, a time or the label of one."""
    return all(_STAMP_WORD.fullmatch(token) for token in _SPLIT.split(text) if token)


def half_time(text: str) -> bool:
    """Whether at least half of a short line is date and time, the rest being names: a time stamp where only furniture stands."""
    tokens = [token for token in _SPLIT.split(text) if any(c.isalnum() for c in token) and token.lower() not in _PARTICLES]
    timed = sum(bool(_STAMP_WORD.fullmatch(token)) for token in tokens)
    dated = full_date(text) is not None or re.search(r"\b\d{1,2}:\d{2}\b", text) is not None
    return dated and len(tokens) <= _LONGEST_STAMP and timed * 2 >= len(tokens) and not ends_sentence(text)


def full_date(text: str) -> date | None:
    """The first date with day, month and year that is written unmistakably in the text (never 3/4/2025), or None."""
    found = [match for pattern in _FULL_DATES for match in pattern.finditer(text)]
    for match in sorted(found, key=lambda match: match.start()):
        parts = match.groupdict()
        month = int(parts["month"]) if parts.get("month") else _MONTHS.index(parts["name"][:3].lower()) + 1
        try:
            return date(int(parts["year"]), month, int(parts["day"]))
        except ValueError:
            continue
    return None
