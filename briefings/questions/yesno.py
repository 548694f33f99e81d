"""Yes or no, with the passage: yes where a passage says what is asked, no where it denies it, nothing where it says something else."""

from __future__ import annotations

import re
from datetime import date

from briefings.facts.thesaurus import opposites
from briefings.facts.words import tokens
from briefings.questions.dates import dates_in
from briefings.questions.finder import Candidate, Finder, Findings
from briefings.questions.negation import NEGATION, is_negated

_AHEAD = re.compile(
    r"\b(?:will|would|due|plans?|planned|expected|scheduled|set to|is to|are to|hopes?|intends?|should|could|may|might|whether"
    r"|to be held)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"^(?:did|was|were|has|have|had)\b", re.IGNORECASE)
_ALREADY = re.compile(r"\b(?:already|yet|now)\b", re.IGNORECASE)
_FIRST_TIME = re.compile(r"\bfor the first time\b|\bfirst\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|previously|earlier|ever)\??$", re.IGNORECASE)
_VALID = re.compile(r"\b(?:still )?(?:valid|correct|right|true|accurate|current|up to date|stand|hold)\??$", re.IGNORECASE)
_WRONG = re.compile(
    r"\b(?:wrong|incorrect|mistaken|inaccurate|untrue|no longer|in error|by mistake|(?:has|have|had|was|were) (?:since )?(?:been )?"
    r"(?:revised|corrected|lowered|cut|withdrawn|raised))\b",
    re.IGNORECASE,
)
_COPULA = re.compile(r"(?:is|was|are|were)\b", re.IGNORECASE)
_IN_PLACE = re.compile(r"\b(?:in|at)\s+(?:the\s+)?([A-Z][\w-]+)\??$")
LEAST_OWN = 0.55
LEAST_DISPUTED = 0.3


def verdict(findings: Findings, candidate: Candidate, published: date | None) -> bool | None:
    """True for yes, False for no, None where the passage does not decide."""
    question, text = findings.question.text, candidate.hit.unit.text
    least = LEAST_DISPUTED if _VALID.search(question) and _WRONG.search(text) else LEAST_OWN
    if candidate.hit.own < least or any(not term.word.endswith("ly") for term in findings.unknown):
        return None
    if any(term.name and term.stem not in candidate.hit.matched for term in findings.question.terms):
        return None  # a sentence about somebody or somewhere else decides nothing
    place = _IN_PLACE.search(question)
    if place and not re.search(rf"\b(?:in|at|into|to|near|of|inside|outside)\s+(?:the\s+)?{re.escape(place[1])}", text):
        return None  # the place is named there for another reason
    if _BEFORE.search(question):
        return None if not _FIRST_TIME.search(text) else False
    if _VALID.search(question) and _WRONG.search(text):
        return False
    opposite = _is_opposite(findings, candidate)
    ahead = _is_ahead(text, published) and not opposite
    if ahead and _ALREADY.search(question):
        return False
    if ahead and _DONE.search(question):
        return None
    negated = is_negated(candidate.hit) != opposite
    return negated == bool(NEGATION.search(question))


def is_known_as(finder: Finder, findings: Findings) -> bool:
    """Whether "is Ann Lee the mayor?" asks for something that a source calls this person; true where the question is another one."""
    question = findings.question
    person = next((one for one in finder.digest.people if one.name == finder.people.person(question.text)), None)
    if person is None or not _COPULA.match(question.text):
        return True
    own = {token.stem for name in (person.name, *person.aliases) for token in tokens(name)}
    asked = {term.stem for term in question.terms} - own
    every = {token.stem for one in finder.digest.people for role in one.roles for token in tokens(role.text)}
    called = [{token.stem for token in tokens(role.text)} for role in person.roles]
    return not asked or not asked <= every or any(asked <= role for role in called)


def _is_ahead(text: str, published: date | None) -> bool:
    """Whether the sentence speaks of what is yet to come, by its verbs or by a date after its publication."""
    later = published and any(dated.when.start and dated.when.start > published for dated in dates_in(text, published))
    return bool(later) or bool(_AHEAD.search(text))


def _is_opposite(findings: Findings, candidate: Candidate) -> bool:
    stems = candidate.hit.unit.stems
    return any(term.stem not in stems and opposites(term.stem) & stems for term in findings.question.terms)
