"""Yes or no, with the passage: yes where a passage says what is asked, no where it denies it, nothing where it says something else."""

from __future__ import annotations

import re

from briefings.questions.finder import Candidate, Findings
from briefings.questions.thesaurus import opposites

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|nobody|nothing|cannot|without|denied|denies|refused|declined|rejected|failed to|yet to"
    r"|dismissed|ruled out|unlikely|instead of|rather than)\b|n['’]t\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|due|plans?|planned|expected|scheduled|set to|is to|are to|hopes?|intends?|should|could|may|might|begin voting"
    r"|ballot on|whether|to be held|by the)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"^(?:did|was|were|has|have|had)\b", re.IGNORECASE)
_ALREADY = re.compile(r"\b(?:already|yet|now|still)\b", re.IGNORECASE)
_LEAST_OWN = 0.6


def verdict(findings: Findings, best: Candidate) -> bool | None:
    """True for yes, False for no, None where the passage does not decide."""
    question, text = findings.question.text, best.hit.unit.text
    if best.hit.own < _LEAST_OWN or (findings.unknown and any(term.name for term in findings.unknown)):
        return None
    ahead = bool(_AHEAD.search(text))
    if ahead and _ALREADY.search(question):
        return False
    if ahead and _DONE.search(question):
        return None
    negated = _is_negated(best) or _is_opposite(findings, best)
    asked_negated = bool(_NEGATION.search(question))
    return negated == asked_negated


def _is_negated(best: Candidate) -> bool:
    """Whether a negation stands before a matched word in its clause, at most six words away."""
    text = best.hit.unit.text
    forms = set(best.hit.matched.values())
    spots = [token.start for token in best.hit.unit.tokens if token.stem in forms]
    for match in _NEGATION.finditer(text):
        after = [spot for spot in spots if spot >= match.end()]
        between = text[match.end() : after[0]] if after else ""
        if after and len(between.split()) <= 6 and not re.search(r"[,;:.]\s", between):
            return True
    return False


def _is_opposite(findings: Findings, best: Candidate) -> bool:
    stems = best.hit.unit.stems
    return any(term.stem not in stems and opposites(term.stem) & stems for term in findings.question.terms)
