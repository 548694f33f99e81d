"""Answers worked out from one sentence: a total of both sides, a sum, a double, the last day of a visit; always marked as computed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from briefings.facts.numerals import find_numerals
from briefings.model import Answer, AnswerValue, State
from briefings.questions.counterparts import by_source
from briefings.questions.dates import dates_in, spoken_day
from briefings.questions.finder import Candidate, Finder, Findings
from briefings.questions.kinds import Kind
from briefings.questions.reply import evidence

_TOTAL = re.compile(r"\b(?:total|altogether|in all|combined|together|both)\b", re.IGNORECASE)
_EACH = re.compile(r"\b(?:each|apiece|per side|on each side|from both)\b", re.IGNORECASE)
_TWO = re.compile(r"\b(?:two|both)\b", re.IGNORECASE)
_TIMES = re.compile(
    r"\b(?:(?P<by>twice|three times)\s+(?:as many as|as much as|that of|the number of)|(?P<double>double)\s+(?:that of"
    r"|the number of))\s+(?P<than>[^,.;]*)",
    re.IGNORECASE,
)
_FACTORS = {"twice": 2.0, "double": 2.0, "three times": 3.0}
_ENDS = re.compile(r"\b(?:end|ends|finish|finishes|over|conclude|last day|close)\b", re.IGNORECASE)
_STAY = re.compile(
    r"\b(?P<count>\d+|two|three|four|five|six|seven|eight|nine|ten)[- ](?P<unit>day|week)s?\b[- ]?(?P<what>visit|trip"
    r"|tour|stay|event|festival|conference|strike|summit)?"
)
_RUNS = re.compile(r"\b(?:run|runs|last|lasts|continue|stay open)s?\s+for\s+$")
_COUNTS = {word: n for n, word in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 2)}
_LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class Computed:
    """A worked-out value and how it was worked out."""

    text: str
    working: str


def answer_computed(finder: Finder, findings: Findings) -> Answer | None:
    """The answer worked out from one sentence, where the question asks for what no sentence says but one implies; else None."""
    for candidate in findings.candidates[:_LOOKED_AT]:
        computed = next(_computed(finder, findings, candidate), None)
        if computed is None:
            continue
        findings.candidates.remove(candidate)
        findings.candidates.insert(0, candidate)
        value = AnswerValue(computed.text, (candidate.article,))
        text = f"{computed.text} (computed: {computed.working})"
        return Answer(findings.question.text, True, text, State.SINGLE_SOURCE, (value,), evidence(findings, by_source(findings), 4))
    return None


def _computed(finder: Finder, findings: Findings, candidate: Candidate) -> Iterator[Computed]:
    question, text = findings.question, candidate.hit.unit.text
    if question.kind is Kind.COUNT and _TOTAL.search(question.text):
        yield from _both_sides(text)
        yield from _sum(findings, candidate)
    if question.kind is Kind.COUNT:
        yield from _multiple(findings, candidate)
    if question.kind is Kind.WHEN and _ENDS.search(question.text):
        yield from _last_day(text, finder.published.get(candidate.article))


def _both_sides(text: str) -> Iterator[Computed]:
    """ "Up to 12 from each of the two sides" are 24 in all."""
    if not (_EACH.search(text) and _TWO.search(text)):
        return
    for numeral in find_numerals(text):
        near = text[numeral.end : numeral.end + 40]
        if numeral.form == "cardinal" and numeral.high and numeral.high > 2 and _EACH.search(near):
            most = "up to " if numeral.low is None else ""
            yield Computed(f"{most}{_plain(2 * numeral.high)}", f"2 × {_plain(numeral.high)}")


def _sum(findings: Findings, candidate: Candidate) -> Iterator[Computed]:
    """ "610 were damaged and 48 destroyed" for "damaged or destroyed altogether": each number stands beside a word of the question."""
    forms = set(candidate.hit.matched.values())
    parts = []
    for numeral in find_numerals(candidate.hit.unit.text):
        after = [token.stem for token in candidate.hit.unit.tokens if token.start >= numeral.end][:2]
        if numeral.form == "cardinal" and numeral.low is not None and numeral.low == numeral.high and set(after) & forms:
            parts.append(numeral.low)
    asked = [term.word for term in findings.question.terms if not term.focus]
    if len(parts) == 2 and re.search(r"\b(?:or|and)\b", findings.question.text) and len(asked) >= 2:
        yield Computed(_plain(sum(parts)), " + ".join(map(_plain, parts)))


def _multiple(findings: Findings, candidate: Candidate) -> Iterator[Computed]:
    """ "It has 60 beds, twice as many as the old ward" for "how many beds did the old ward have?"."""
    match = _TIMES.search(candidate.hit.unit.text)
    if not match:
        return
    asked = {form for term in findings.question.terms if not term.focus for form in findings.forms[term.stem]}
    than = [token.stem for token in candidate.hit.unit.tokens if match.start("than") <= token.start < match.end("than")]
    before = [n for n in find_numerals(candidate.hit.unit.text[: match.start()]) if n.form == "cardinal" and n.low and n.low == n.high]
    if before and asked and sum(one in than for one in asked) >= 0.5 * len({t.stem for t in findings.question.terms if not t.focus}):
        number = before[-1].low or 0.0
        times = (match["by"] or match["double"]).lower()
        yield Computed(_plain(number / _FACTORS[times]), f"{_plain(number)} is {times} as many")


def _last_day(text: str, published: date | None) -> Iterator[Computed]:
    """ "Due on Tuesday for a three-day visit" ends on Thursday; "opens on Friday and runs for three weeks" three weeks on."""
    days = [dated for dated in dates_in(text, published) if dated.when.start and dated.when.start == dated.when.end]
    for match in _STAY.finditer(text):
        runs = bool(_RUNS.search(text, 0, match.start()))
        starts = [dated.when.start for dated in days if dated.end <= match.start()]
        if starts and starts[-1] and (match["what"] or runs):
            count = int(_COUNTS.get(match["count"], match["count"]))
            length = count * (7 if match["unit"] == "week" else 1) - (1 if match["unit"] == "day" and not runs else 0)
            yield Computed(spoken_day(starts[-1] + timedelta(days=length)), f"{spoken_day(starts[-1])}, {match[0].strip()}")


def _plain(number: float) -> str:
    return f"{number:,.10g}"
