"""Whether the sources answer a question at all: better "not in the sources" than a sentence that only shares its words."""

from __future__ import annotations

import re

from briefings.questions.finder import Candidate, Finder, Findings
from briefings.questions.kinds import Kind
from briefings.questions.numbers import GENERIC, PEOPLE, TIMES
from briefings.questions.parse import Question, Term
from briefings.questions.passages import Hit
from briefings.questions.typed import LEAST_FIT, STRICT
from briefings.questions.yesno import predicate

_LEAST_COVERAGE = 0.5
_LEAST_OWN = 0.34
_SURE_FIT = 0.8
_PLAIN_COUNT = 0.55
_COUNT_OWN = 0.4
_RARE_OWN = 0.25
_RARE = 3
_FROM_NEIGHBOUR = 0.1
_SOON = 25
_SURE_OWN = 0.75
_PLACE_FIT = 0.5
_NEAR_OWN = 0.25
_HALF = 0.5
_AHEAD_ASKED = re.compile(r"^where (?:will|is .* (?:due|going|planned) to)\b", re.IGNORECASE)
_DISCLAIMED = re.compile(
    r"\b(?:(?:would|did|could) not (?:say|give|name|comment|disclose)|declined to|refused to (?:say|name|comment|give)|(?:gave|given"
    r"|giving) no"
    r"|not (?:yet )?(?:known|clear|disclosed|decided)|unclear|undisclosed|no (?:dates?|details?|figures?|decision)\b)",
    re.IGNORECASE,
)
_DEED = re.compile(r"^what (?P<asked>(?:did|does|do) .+)", re.IGNORECASE)
_DID = re.compile(r"^(?:what|which \w+) (?:did|was|were)\b", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:plan\w*|due|expect\w*|mean\w*|hop\w*|offer\w*|promise\w*|want\w*|propos\w*|schedul\w*|suppos\w*|said?"
    r"|say)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:will|would|is due to|are due to|is to|are to|plans? to|expected to)\b", re.IGNORECASE)


def supported(finder: Finder, findings: Findings) -> bool:
    """Whether some sentence carries what is asked: its names, its subject, and a value of the type asked beside them."""
    question, best = findings.question, findings.best
    if best is None or any(_is_needed(term, question) for term in findings.unknown):
        return False
    if _lacks_deed(findings, best):
        return False
    if _is_unknown_deed(findings) or _is_denied(question, best) or not _holds_focus(finder, findings, best):
        return False
    if question.kind in STRICT or question.names_a_thing:
        return _has_value(best) and _is_enough(finder, findings, best)
    if question.kind is Kind.WHERE and _AHEAD_ASKED.match(question.text) and not _has_value(best, _PLACE_FIT):
        return False  # where something will be: a place named near it in the sentence is not enough
    if question.kind is Kind.MEASURE and _has_value(best, _SURE_FIT) and not findings.unknown:
        return best.hit.own >= _RARE_OWN
    return best.hit.coverage >= _LEAST_COVERAGE and best.hit.own >= _LEAST_OWN


def nearest(findings: Findings) -> str | None:
    """The sentence to offer where nothing answers: one that speaks of a thing or a name asked about, or of most that is asked."""
    best = findings.best
    if best is None:
        return None
    subject = {term.stem for term in findings.question.terms if term.name or term.focus} & set(best.hit.matched)
    return best.hit.unit.text if best.hit.own >= (_NEAR_OWN if subject else _HALF) else None


def _is_needed(term: Term, question: Question) -> bool:
    """Whether nothing answers without this word: a name, a number, each word of what is counted, the noun after "which"."""
    focus = [one for one in question.terms if one.focus]
    head = question.kind in {Kind.WHAT, Kind.SOURCE} and focus[-1:] == [term]
    return term.name or term.stem.isdigit() or head or (term.focus and question.kind is Kind.COUNT)


def _lacks_deed(findings: Findings, best: Candidate) -> bool:
    """Whether "what did the inquiry find" is met with a sentence on the inquiry that tells of no finding."""
    asked = _DEED.match(findings.question.text)
    if findings.question.kind is not Kind.WHAT or not asked:
        return False
    deed = next((term for term in findings.question.terms if term.word == predicate(asked["asked"])), None)
    return deed is not None and deed.stem not in best.hit.matched


def _is_unknown_deed(findings: Findings) -> bool:
    """Whether "who will succeed Ann Lee" asks for a deed of which no source speaks, though they name the person."""
    question = findings.question
    terms = question.terms
    return question.kind is Kind.WHO and not question.is_copula and any(t.name for t in terms) and terms[0] in findings.unknown


def _is_enough(finder: Finder, findings: Findings, best: Candidate) -> bool:
    """A count of a rare thing needs little more; one of plain people must be of those who did what is asked."""
    question, hit = findings.question, best.hit
    focus = [term for term in question.terms if term.focus]
    if question.kind is Kind.COUNT and focus:
        if len(focus) == 1 and focus[0].stem in GENERIC:
            return hit.own >= _PLAIN_COUNT and _says_deed(question, hit)
        special = [term.stem for term in focus if term.stem not in PEOPLE | {TIMES}]
        if not set(special) <= set(hit.matched):
            return False
        rare = min((finder.passages.frequency(one) for one in special), default=9)
        return hit.own >= (_RARE_OWN if rare <= _RARE else _COUNT_OWN)
    if question.kind in {Kind.MONEY, Kind.AGE, Kind.PERCENT} and findings.unknown and hit.own < _SURE_OWN:
        return False
    return hit.coverage >= _LEAST_COVERAGE and hit.own >= _LEAST_OWN


def _says_deed(question: Question, hit: Hit) -> bool:
    """Whether the first word after "how many people", mostly what they did, is said in the sentence or next to it."""
    first = next((term.stem for term in question.terms if not term.focus), None)
    return first is None or first in hit.matched or hit.own >= _SURE_OWN or hit.coverage > hit.own + _FROM_NEIGHBOUR


def _has_value(best: Candidate, least: float = LEAST_FIT) -> bool:
    value = best.value()
    return value is not None and value.fit >= least


def _is_denied(question: Question, best: Candidate) -> bool:
    """Whether the sentence says that this is not known, or speaks of what is to come where the question asks what came of it."""
    text = best.hit.unit.text
    if _DISCLAIMED.search(text) and (best.value() is None or question.kind is Kind.YES_NO):
        return True
    asks_outcome = question.kind is Kind.WHAT and _DID.match(question.text) and not _PLANNED.search(question.text)
    forms = set(best.hit.matched.values())
    spots = [token.start for token in best.hit.unit.tokens if token.stem in forms]
    if not asks_outcome or not _AHEAD.search(text):
        return False
    missed = not question.terms or question.terms[-1].stem not in best.hit.matched
    return missed or any(0 <= spot - ahead.end() <= _SOON for ahead in _AHEAD.finditer(text) for spot in spots)


def _holds_focus(finder: Finder, findings: Findings, best: Candidate) -> bool:
    """Whether "which risk" finds a risk, in the sentence or beside it."""
    focus = [term.stem for term in findings.question.terms if term.focus]
    if findings.question.kind is not Kind.WHAT or not focus:
        return True
    near = best.hit.unit.stems.union(*(unit.stems for unit in finder.passages.neighbours(best.hit.at)))
    return any(set(findings.forms[one]) & near for one in focus)
