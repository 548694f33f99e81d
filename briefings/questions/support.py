"""Whether the sources answer a question at all: better "not in the sources" than a sentence that only shares its words."""

from __future__ import annotations

from briefings.questions.finder import Candidate, Findings
from briefings.questions.kinds import Kind
from briefings.questions.parse import Question
from briefings.questions.typed import STRICT

_LEAST_COVERAGE = 0.5
_LEAST_OWN = 0.34
_LEAST_FIT = 0.34
_CLOSE = 0.75


def supported(findings: Findings) -> bool:
    """Whether some sentence carries what is asked: its names, its subject, and a value of the type asked beside them."""
    question, best = findings.question, findings.best
    if best is None or any(_is_needed(term.name, term.focus, term.stem, question) for term in findings.unknown):
        return False
    if best.hit.coverage < _LEAST_COVERAGE or best.hit.own < _LEAST_OWN:
        return False
    if question.names_a_thing:
        return _has_value(best)
    return question.kind not in STRICT or _has_value(best)


def _is_needed(name: bool, focus: bool, one: str, question: Question) -> bool:
    return name or one.isdigit() or (focus and question.kind in {Kind.COUNT, Kind.WHAT, Kind.SOURCE})


def _has_value(best: Candidate) -> bool:
    value = best.value()
    return value is not None and value.fit >= _LEAST_FIT
