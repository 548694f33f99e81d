"""Yes or no, with the passage: yes where a passage says what is asked, no where it denies it, nothing where it says something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from briefings.facts.thesaurus import opposites
from briefings.facts.words import is_date_word, stem, tokens
from briefings.questions.dates import dates_in
from briefings.questions.finder import Candidate, Finder, Findings
from briefings.questions.negation import NEGATION, is_negated
from briefings.questions.parse import Term

_AHEAD = re.compile(
    r"\b(?:will|would|due|plans?|planned|expected|scheduled|set to|is to|are to|hopes?|intends?|should|could|may|might|whether"
    r"|to be held)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(r"^(?:did|do|does|will|would|has|have|had|can|could)\b", re.IGNORECASE)
_PLAIN_VERB = re.compile(r"^(?:did|do|does|will|would|can|could)\b", re.IGNORECASE)
_NOUN = re.compile(r"(?:[^s]s|ion|ity|ness|ment|al)$")
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
_STARTS_ANEW = re.compile(
    r"(?:the|an?|his|her|its|their|our|any|some|this|that|these|those|of|in|on|at|for|from|to|by|with|about|over|after|before|during|into"
    r"|against|between|because|if|as|than)$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:He|She|It|They|All|Both|None|Nobody|No one)\b")
_ANAPHOR = re.compile(r"\b(?:he|she|it|they|his|her|its|their|the (?!\w+ of\b)[a-z]+)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w'’-]+")
# "Close to the border" tells where something is, "will close to traffic" what happens.
_NEAR = re.compile(r"\s+(?:to|by)\b")
_BEFORE_VERB = re.compile(
    r"\b(?:to|will|would|shall|should|can|could|may|might|must|did|do|does|not|never|and|n['’]t|ll)\s+$", re.IGNORECASE
)
_REFUSAL = re.compile(r"\b(?:ruled out|ruling out|rejected|refused|declined|dismissed|denied|denies|no plans? (?:for|to))\b", re.IGNORECASE)
_SUCCESSIVE = {stem("open"), stem("close")}  # what was opened may have been closed since: the one does not deny the other
LEAST_OWN = 0.45
LEAST_DISPUTED = 0.3


def verdict(finder: Finder, findings: Findings, candidate: Candidate) -> bool | None:
    """True for yes, False for no, None where the passage does not decide."""
    question, text = findings.question.text, candidate.hit.unit.text
    least = LEAST_DISPUTED if _VALID.search(question) and _WRONG.search(text) else LEAST_OWN
    if candidate.hit.own < least or any(not term.word.endswith("ly") for term in findings.unknown):
        return None
    missing = [term for term in findings.question.terms if term.stem not in candidate.hit.matched]
    if any(_tells_apart(term) and not _is_meant(finder, candidate, term, missing) for term in missing):
        return None  # a sentence about somebody, somewhere or some time else decides nothing
    if not _states_event(findings, candidate) and not _BEFORE.search(question):
        return False if _REFUSAL.search(text) and candidate.hit.own >= LEAST_OWN else None
    place = _IN_PLACE.search(question)
    if place and not re.search(rf"\b(?:in|at|into|to|near|of|inside|outside)\s+(?:the\s+)?{re.escape(place[1])}", text):
        return None  # the place is named there for another reason
    if _BEFORE.search(question):
        return None if not _FIRST_TIME.search(text) else False
    if _VALID.search(question) and _WRONG.search(text):
        return False
    opposite = _is_opposite(findings, candidate)
    ahead = _is_ahead(text, finder.published.get(candidate.article)) and not opposite
    if ahead and _ALREADY.search(question):
        return False
    if ahead and _DONE.search(question):
        return None
    negated = is_negated(candidate.hit) != opposite
    return negated == bool(NEGATION.search(question))


def _tells_apart(term: Term) -> bool:
    return term.name or term.stem.isdigit() or is_date_word(term.word)


def _is_meant(finder: Finder, candidate: Candidate, term: Term, missing: Sequence[Term]) -> bool:
    """Whether a name stands in the sentence before, or in the article's first one where all else that is asked is said here."""
    passages, at = finder.passages, candidate.hit.at
    before = passages.units[at - 1] if at and passages.units[at - 1].article == candidate.article else None
    if term.name and before is not None and _ANAPHOR.search(candidate.hit.unit.text) and term.stem in before.stems:
        return True
    return term.name and missing == [term] and term.stem in passages.units[passages.lede(candidate.article)].stems


def predicate(question: str) -> str:
    """The word of a yes/no question that says what happened or what holds: the last of the first run of words that can end in a verb.

    "Did the head of the school resign after the vote?" → "resign"; "Is the shelter open to pets?" → "open".
    """
    run: list[str] = []
    verb = _PLAIN_VERB.match(question)
    words = [match[0] for match in _WORD.finditer(question)][1:]
    for word in [*words, "the"]:
        if not _STARTS_ANEW.match(word):
            run.append(word)
            continue
        said = [one for one in run if not one.endswith("ly")]
        plain = [one for one in said if not one[0].isupper() and not (verb and _NOUN.search(one))]
        if plain and (len(said) > 1 or word is words[-1]):
            return plain[-1]
        run = []
    return words[-1] if words else ""


def _states_event(findings: Findings, candidate: Candidate) -> bool:
    """Whether a sentence holds the question's predicate as such a word, and somebody or something of its subject."""
    question, hit = findings.question, candidate.hit
    word = predicate(question.text)
    at = next((i for i, term in enumerate(question.terms) if term.word == word), None)
    if at is None:
        return True  # only a helping verb: "did they?", "was it so?"
    if not _occurs(word, question.terms[at].stem, findings, candidate):
        return False
    subject = question.terms[:at]
    return not subject or any(term.stem in hit.matched for term in subject) or _PRONOUN.match(hit.unit.text) is not None


def _occurs(word: str, one: str, findings: Findings, candidate: Candidate) -> bool:
    unit, event = candidate.hit.unit, _EVENT.match(findings.question.text)
    forms = findings.forms.get(one, {})
    for token in unit.tokens:
        said = unit.text[token.start : token.end].casefold()
        if token.stem not in forms or said.endswith("ly") != word.endswith("ly") or (event and {one, token.stem} == _SUCCESSIVE):
            continue
        aside = (
            word.casefold().startswith(said) and _NEAR.match(unit.text, token.end) and not _BEFORE_VERB.search(unit.text, 0, token.start)
        )
        if not (event and aside):
            return True
    return any(form in unit.stems and not any(token.stem == form for token in unit.tokens) for form in forms)  # a turn of phrase


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
