"""The dates that a sentence speaks of, resolved without a parse: the rules of `facts`, with the tense told from the verbs around."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from briefings.facts import calendar_dates, days, relative_dates
from briefings.facts.date_words import MONTHS, Frame, Rule, Tense
from briefings.model import Precision, When

__all__ = ["MONTHS", "Dated", "dates_in", "spoken", "spoken_day"]

RULES: tuple[Rule, ...] = calendar_dates.RULES + relative_dates.RULES
_FUTURE = re.compile(
    r"\b(?:will|would|shall|won['’]t|plans?|due|expects?|expected|is to|are to|set to|scheduled|hopes?|aims?|next|upcoming|tomorrow"
    r"|should|may)\b|\buntil (?:\w+ ){1,5}(?:has|have)\b|\b(?:beginning|starting)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|did|\w{3,}ed|said|told|began|met|held|won|lost|left|took|came|went|made|struck|fell|rose|led|built"
    r"|shut|hit|broke|killed|sent|gave|found|became)\b",
    re.IGNORECASE,
)
_FAR_AHEAD = 183
_SAYING = re.compile(r"\b(?:said|told|added|announced|reported)\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|no later than)\s+(?:the\s+)?$", re.IGNORECASE)
_REPEATED = re.compile(r"\b(?:every|each|most|alternate)\s+(?:other\s+)?$", re.IGNORECASE)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|from|until|by|of|during|before|after|to|and|season|year|late|early|for)\s+|[(–—/]\s*)$", re.IGNORECASE
)
_CLAUSE = re.compile(r"[,;:]\s|\s[–—]\s|\b(?:but|while|which|who|and said)\b")


@dataclass(frozen=True, slots=True)
class Dated:
    """One date expression of a sentence, `text == sentence[start:end]`, with the days it means."""

    start: int
    end: int
    text: str
    when: When


@lru_cache(maxsize=8192)
def dates_in(sentence: str, published: date | None) -> tuple[Dated, ...]:
    """The dates of one sentence in order; relative ones count from the day of publication, and are left out without one."""
    found: list[Dated] = []
    for rule, match in _readings(sentence):
        previous = found[-1].when if found else None
        tense = _tense(sentence, match.start(), match.end())
        when = rule.when(match, Frame(published, tense, previous))
        if tense is None and published and when and when.start and (when.start - published).days > _FAR_AHEAD:
            when = rule.when(match, Frame(published, Tense.PAST, previous))  # no verb tells: the nearer of the two years
        if when is not None:
            _join(sentence, found, _with_deadline(sentence, Dated(match.start(), match.end(), match[0], when)))
    return tuple(found)


def _readings(sentence: str) -> list[tuple[Rule, re.Match[str]]]:
    every = [(rule, match) for rule in RULES for match in rule.pattern.finditer(sentence)]
    every.sort(key=lambda reading: (reading[1].start(), -reading[1].end()))
    kept: list[tuple[Rule, re.Match[str]]] = []
    for rule, match in every:
        free = not kept or match.start() >= kept[-1][1].end()
        if free and not _REPEATED.search(sentence, 0, match.start()) and _is_date(rule, match, sentence):
            kept.append((rule, match))
    return kept


def _is_date(rule: Rule, match: re.Match[str], sentence: str) -> bool:
    before = sentence[max(0, match.start() - 16) : match.start()]
    if rule.name == "year":
        return bool(_BEFORE_YEAR.search(before))
    if rule.name in {"month", "short month"} and match[0] in {"May", "March"}:
        return bool(re.search(r"\b(?:in|since|until|by|last|next|this|of|early|late|mid|from)[\s-]+$", before, re.IGNORECASE))
    return rule.name != "quarter"


def _tense(sentence: str, start: int, end: int) -> Tense | None:
    left = [match.end() for match in _CLAUSE.finditer(sentence, 0, start)]
    right = _CLAUSE.search(sentence, end)
    clause = sentence[left[-1] if left else 0 : right.start() if right else len(sentence)]
    future = _FUTURE.search(_SAYING.sub(" ", clause))
    if future:
        return Tense.FUTURE
    return Tense.PAST if _PAST.search(clause) else None


def _with_deadline(sentence: str, dated: Dated) -> Dated:
    by = _BY.search(sentence, max(0, dated.start - 20), dated.start)
    if by is None or dated.when.precision is Precision.DEADLINE:
        return dated
    return Dated(by.start(), dated.end, sentence[by.start() : dated.end], days.deadline(dated.when))


def _join(sentence: str, found: list[Dated], dated: Dated) -> None:
    """Add a date, or make it one with the date before it: "Tuesday (Nov 3)" is one day."""
    if found and re.fullmatch(r"\s*[(,]\s*", sentence[found[-1].end : dated.start]) and found[-1].when.precision is Precision.DAY:
        first = found[-1]
        if dated.when.precision is Precision.DAY:
            found[-1] = Dated(first.start, dated.end, sentence[first.start : dated.end], dated.when)
            return
    found.append(dated)


def spoken(when: When) -> str:
    """A date in full: "Friday 14 September 2018", "September 2018", "by August 2018", "10 to 16 September 2018", "2018"."""
    if when.start is None or when.end is None:
        return f"by {_by(when.end)}" if when.end else f"from {_day(when.start)}" if when.start else ""
    if when.start == when.end:
        return spoken_day(when.start)
    return _named(when) or _span(when.start, when.end)


def _named(when: When) -> str:
    assert when.start is not None
    start, precision = when.start, when.precision
    if precision is Precision.MONTH:
        return f"{start:%B %Y}"
    if precision is Precision.YEAR:
        return f"{start:%Y}"
    if precision is Precision.DECADE:
        return f"the {start:%Y}s"
    if precision is Precision.PART_OF_MONTH:
        return f"{'early' if start.day == 1 else 'mid' if start.day < 21 else 'late'} {start:%B %Y}"
    if precision is Precision.SEASON:
        return f"{('spring', 'summer', 'autumn', 'winter')[(start.month // 3 - 1) % 4]} {start:%Y}"
    if precision is Precision.QUARTER:
        return f"the {('first', 'second', 'third', 'fourth')[(start.month - 1) // 3]} quarter of {start:%Y}"
    return ""


def _span(start: date, end: date) -> str:
    if start.day == 1 and (end - start).days > 300 and start.month == 1:
        return f"{start:%Y} to {end:%Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {_day(end)}"
    return f"{start.day} {start:%B} to {_day(end)}" if start.year == end.year else f"{_day(start)} to {_day(end)}"


def _by(on: date) -> str:
    return f"{on:%B %Y}" if days.last_day(on.year, on.month) == on else _day(on)


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def spoken_day(on: date) -> str:
    """One day in full: "Friday 14 September 2018"."""
    return f"{on:%A} {_day(on)}"
