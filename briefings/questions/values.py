"""The typed values that a sentence holds, each with how well it fits what the question counts or asks (0 to 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefings.facts.numerals import Numeral, find_numerals
from briefings.model import When
from briefings.questions.kinds import Kind
from briefings.questions.passages import Unit
from briefings.questions.thesaurus import opposites
from briefings.questions.words import Token, stem, word_set

_DURATION = frozenset(map(stem, word_set("second minute hour day week month year decade century night")))
_DISTANCE = frozenset(map(stem, word_set("kilometre km mile metre meter m yard foot feet inch block")))
_MEASURE = frozenset(
    map(
        stem,
        word_set("""
        mph kph knot degree ton tonne kilogram kg litre acre hectare megawatt mw gw gwh mwh inch centimetre cm mm magnitude
        """),
    )
)
_MONEY = frozenset(map(stem, word_set("pound dollar euro yen pence cent franc yuan rupee naira won")))
_PEOPLE = frozenset(
    map(
        stem,
        word_set("""
        people person man woman child member official worker resident visitor passenger patient guest employee staff officer
        soldier troop student pupil player fan victim survivor nurse doctor volunteer firefighter protester delegate juror witness
        defendant customer driver adult family household participant crew personnel
        """),
    )
)
_CLOCK = re.compile(
    r"(?<![\d.:£$€])(?:\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\b\.?)?(?:\s?GMT|\s?BST|\s?ET)?|\d{1,2}\s?[ap]\.?m\b\.?)|\b(?:noon|midday|midnight"
    r"|dawn|dusk)\b"
    r"|\b24 hours(?: a day)?\b(?:(?:,| and)? (?:every day of the year|365 days|seven days a week))?",
    re.IGNORECASE,
)
_FREQUENCY = re.compile(
    r"\b(?:(?:once|twice|thrice|[\w-]+ times)(?: or \w+)? (?:a|an|per|each|every) (?:\w+ )?(?:hour|day|week|fortnight|month|year"
    r"|season)|every (?:\w+ ){0,2}(?:hour|day|week|month|year|morning|night|"
    r"weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?|(?:hourly|daily|nightly|weekly|fortnightly|monthly|quarterly"
    r"|yearly|annual(?:ly)?|biweekly)|[\w-]+ days a week)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"\b(?:aged|age) (\d{1,3})\b|\b(\d{1,3})[- ]years?[- ]old\b|,\s(\d{1,2})(?=[,.])|\((\d{1,2})\)")
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\bhttps?://\S+|\bwww\.\S+|(?<!\d)\+?\d[\d\s()-]{6,}\d(?!\d)")
_STREET = re.compile(
    r"\b(?:[A-Z][\w'’]+ ){1,3}(?:Street|Road|Avenue|Lane|Square|Row|Drive|Boulevard|Way|Place|Close|Crescent|Terrace|Highway|Quay|Hill)\b"
)
_ORDINAL = re.compile(
    r"\b(?:the )?(?:ground|top|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d+(?:st|nd|rd"
    r"|th))\b(?: (?:and (?:\w+) )?\w+)?",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(r"^\s*[.;:]|\b(?:who|which|that|while|and|but)\b")


@dataclass(frozen=True, slots=True)
class Found:
    """A typed value in a sentence, at `sentence[start:end]`; `fit` says how well it answers what is asked."""

    text: str
    start: int
    end: int
    fit: float
    low: float | None = None
    high: float | None = None
    when: When | None = None


Forms = Mapping[str, Mapping[str, float]]


def numbers(unit: Unit, kind: Kind, focus: Sequence[str], forms: Forms) -> list[Found]:
    """The numbers of a sentence that are of the kind asked: counts of the focus, money, percentages, durations, distances or measures."""
    numerals = [numeral for numeral in find_numerals(unit.text) if numeral.form != "ordinal"]
    found = []
    for i, numeral in enumerate(numerals):
        after = _after(unit, numeral, numerals[i + 1].core if i + 1 < len(numerals) else len(unit.text))
        fit = _fit(unit, numeral, kind, after, focus, forms)
        if fit > 0:
            end = _noun_end(unit.text, numeral.end, after, kind)
            found.append(Found(unit.text[numeral.start : end].strip(), numeral.start, end, fit, numeral.low, numeral.high))
    return found


def _after(unit: Unit, numeral: Numeral, limit: int) -> list[Token]:
    """The words that follow a number in its clause, up to the next number unless that one belongs to it ("84 of the 112 posts")."""
    end = len(unit.text) if re.match(r"\s+(?:out )?of\b", unit.text[numeral.end : numeral.end + 8]) else limit
    stop = re.compile(r"[,;:.!?](?:\s|$)").search(unit.text, numeral.end)
    end = min(end, stop.start() if stop else len(unit.text))
    return [token for token in unit.tokens if numeral.end <= token.start < end][:9]


def _fit(unit: Unit, numeral: Numeral, kind: Kind, after: Sequence[Token], focus: Sequence[str], forms: Forms) -> float:
    first = [token.stem for token in after[:2]]
    text = unit.text[numeral.start : numeral.end + 12]
    if kind is Kind.MONEY:
        return 1.0 if numeral.currency or any(one in _MONEY for one in first) else 0.0
    if kind is Kind.PERCENT:
        share = (
            re.search(r"%|\bper ?cent\b", text)
            or numeral.form == "fraction"
            or re.match(r"\s+(?:in|out of)\s+(?:every )?\w+", unit.text[numeral.end :])
        )
        return 1.0 if share else 0.0
    if kind is Kind.DURATION:
        return 1.0 if any(one in _DURATION for one in first[:1]) else 0.0
    if kind is Kind.DISTANCE:
        near = [token.stem for token in after[:3]]
        return (
            1.0
            if first[:1] and first[0] in _DISTANCE
            else 0.9
            if first[:1] and first[0] in _DURATION and {"drive", "walk", "flight", "journey", "away", "rid"} & set(near)
            else 0.0
        )
    if kind is Kind.MEASURE:
        return (
            1.0
            if (first[:1] and (first[0] in _MEASURE or first[0] in _DISTANCE)) or re.search(r"%|per ?cent", text) or numeral.currency
            else 0.6
        )
    return _count_fit(unit, numeral, after, focus, forms)


def _count_fit(unit: Unit, numeral: Numeral, after: Sequence[Token], focus: Sequence[str], forms: Forms) -> float:
    """How much of what is counted follows the number; nothing where the words beside it name the opposite thing."""
    if numeral.currency or re.match(r"\s?(?:%|per ?cent\b)", unit.text[numeral.end :]):
        return 0.0
    stems = [token.stem for token in after]
    if not focus:
        return 0.5
    wanted = list(focus)
    if any(opposites(one) & set(stems[:4]) and one not in stems for one in wanted):
        return 0.0
    hit = 0.0
    for one in wanted:
        places = [stems.index(form) for form in forms.get(one, {one: 1.0}) if form in stems]
        if places:
            hit += 1.0 - 0.06 * min(places)
        elif one in _PEOPLE and any(other in _PEOPLE for other in stems[:4]):
            hit += 0.6
    return hit / len(wanted)


def _noun_end(text: str, start: int, after: Sequence[Token], kind: Kind) -> int:
    """Where the counted thing ends: the words up to the first verb or function word, six at most."""
    match = re.match(
        r"(?:[-\s](?!(?:have|has|had|is|are|was|were|will|would|said|who|that|which|by|at|with|for|from|to|as|and|but|or|when|while|on"
        r"|in)\b)[\w'’%-]+){0,6}",
        text[start:],
    )
    return start + (match.end() if match else 0)


def patterned(unit: Unit, kind: Kind) -> Iterator[Found]:
    """The values of a sentence that a pattern tells: clock times, frequencies, ages, addresses, streets, ordinals."""
    pattern = {
        Kind.CLOCK: _CLOCK,
        Kind.FREQUENCY: _FREQUENCY,
        Kind.AGE: _AGE,
        Kind.CONTACT: _CONTACT,
        Kind.STREET: _STREET,
        Kind.ORDINAL: _ORDINAL,
    }[kind]
    for match in pattern.finditer(unit.text):
        text = next((group for group in match.groups() if group), match[0])
        yield Found(text, match.start(), match.end(), 1.0)
