"""The passage of each further source that answers a question, found by the question's words and those of the first source's passage."""

from __future__ import annotations

from briefings.questions.compare import unit_of
from briefings.questions.finder import Candidate, Finder, Findings
from briefings.questions.found import Found
from briefings.questions.kinds import Kind
from briefings.questions.numbers import PEOPLE
from briefings.questions.typed import LEAST_FIT, STRICT

AS_GOOD = 0.72
_LEAST = 0.4
_LIKENESS = 0.5
_LEAST_LIKE = 0.12
_SOURCES = 12


def by_source(findings: Findings, least: float = AS_GOOD) -> list[Candidate]:
    """The best candidate of each source whose score comes near the best one, best first, at most _SOURCES of them."""
    seen: dict[str, Candidate] = {}
    for candidate in findings.candidates:
        if candidate.score >= least * findings.candidates[0].score:
            seen.setdefault(candidate.article, candidate)
    return list(seen.values())[:_SOURCES]


def counterparts(finder: Finder, findings: Findings) -> list[Candidate]:
    """The best candidate, then for each other source the one most like it that holds a value of the same sort, else its best."""
    lead = findings.candidates[0]
    value = lead.value()
    near = by_source(findings)
    if value is None or value.fit < LEAST_FIT or len(findings.question.kinds) > 1 or findings.question.kind not in STRICT | {Kind.MEASURE}:
        return near
    chosen = {candidate.article: candidate for candidate in near}
    likeness: dict[str, float] = {}
    counted = {term.stem for term in findings.question.terms if term.focus} - PEOPLE
    for candidate in findings.candidates[1:]:
        other = _same_sort(candidate, value)
        if counted & set(lead.hit.matched) - set(candidate.hit.matched):
            continue  # what is counted there is another thing
        if candidate.article == lead.article or other is None or candidate.score < _LEAST * lead.score:
            continue
        like = candidate.score + _LIKENESS * _like(finder, lead, candidate)
        if like > likeness.get(candidate.article, 0.0):
            likeness[candidate.article] = like
            chosen[candidate.article] = Candidate(candidate.hit, (other,), candidate.score)
    return sorted(chosen.values(), key=lambda candidate: (candidate is not lead, -candidate.score))[:_SOURCES]


def _same_sort(candidate: Candidate, value: Found) -> list[Found] | None:
    same = [found for found in candidate.offers[0] if found.fit >= LEAST_FIT and sort_of(found) == sort_of(value)]
    return same or None


def sort_of(found: Found) -> str:
    """What a value is to be compared with: a date, a clock time, the unit of a number, or words."""
    if found.when is not None:
        return "date"
    return unit_of(found)


def _like(finder: Finder, lead: Candidate, other: Candidate) -> float:
    """The share of the first passage's rarer words that another one holds."""
    weights = {one: finder.passages.idf(one) for one in lead.hit.unit.stems if finder.passages.frequency(one) > 1}
    return sum(weight for one, weight in weights.items() if one in other.hit.unit.stems) / (sum(weights.values()) or 1.0)
