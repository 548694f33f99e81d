"""Questions about words spoken: who said it, what somebody said of something."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.facts.words import tokens
from briefings.model import Answer, AnswerValue, State
from briefings.questions.counterparts import by_source
from briefings.questions.finder import Candidate, Finder, Findings
from briefings.questions.kinds import Kind
from briefings.questions.names import speaker, unquoted
from briefings.questions.passages import Hit
from briefings.questions.reply import clip, evidence, not_stated

_IN_QUOTES = 0.4
_BY_ASKED = 0.5
_LEAST = 0.5
_ASKED = re.compile(
    r"\bdid (?:the |a |an )?(?P<who>[\w'’ -]+?) (?:say|tell|describe|call|compare|answer|reply|warn"
    r"|argue)\b",
    re.IGNORECASE,
)
_POSSESSED = re.compile(r"(?<![\w'’-])[A-Z][\w-]*['’]s?\s+(?=[a-z])")
_QUOTATION = re.compile(r"“([^”]+)(?:”|$)|\"([^\"]+)(?:\"|$)|(?<!\w)‘([^’]{3,})’(?!\w)")


def answer_about_words(finder: Finder, findings: Findings) -> Answer | None:
    """The answer to "who said …" and "what did … say"; None where the question is neither."""
    if findings.question.kind is Kind.SPEAKER:
        return _who_said(finder, findings)
    if findings.question.kind is Kind.WORDS:
        return _what_was_said(finder, findings)
    return None


def _who_said(finder: Finder, findings: Findings) -> Answer:
    for candidate in findings.candidates:
        candidate.score += _IN_QUOTES * _share_quoted(candidate)
    findings.candidates.sort(key=lambda candidate: -candidate.score)
    spoken = [(candidate, said_by(finder, candidate)) for candidate in findings.candidates[:8]]
    found = [(candidate, who) for candidate, who in spoken if who and candidate.hit.coverage >= _LEAST]
    if not found or any(term.name for term in findings.unknown):
        return not_stated(findings.question.text, None)
    best, who = found[0]
    agreeing = [c for c, other in found if other == who and c.score >= 0.8 * best.score]
    ids = tuple(dict.fromkeys(candidate.article for candidate in agreeing))
    findings.candidates.sort(key=lambda candidate: candidate not in agreeing)
    value = AnswerValue(clip(who), ids)
    state = State.SINGLE_SOURCE if len(ids) == 1 else State.AGREE
    return Answer(findings.question.text, True, value.text, state, (value,), evidence(findings, by_source(findings), len(ids) + 3))


def _what_was_said(finder: Finder, findings: Findings) -> Answer | None:
    """The passage that the asked person speaks; None where no passage is known to be theirs, so that the words alone decide."""
    asked = finder.people.person(_POSSESSED.sub(" ", findings.question.text)) or _by_role(finder, findings.question.text)
    if any(term.name for term in findings.unknown) or (asked is None and _is_stranger(findings)):
        return not_stated(findings.question.text, None)
    if asked is None:
        return _said_nearby(finder, findings)
    own = _own_words(finder, findings, asked)
    if not own:
        return not_stated(findings.question.text, None)
    return _spoken(findings, own)


def _spoken(findings: Findings, own: Sequence[Candidate]) -> Answer:
    """The answer from the sentences that the asked one speaks."""
    for candidate in own:
        candidate.score += _BY_ASKED + _IN_QUOTES * bool(quotation(candidate.hit.unit.text))
    findings.candidates[:] = sorted([*own, *(one for one in findings.candidates if one not in own)], key=lambda one: -one.score)
    sources = by_source(findings)
    spoken = [one for one in sources if one in own]
    values = tuple(AnswerValue(clip(one.hit.unit.text), (one.article,)) for one in spoken)
    state = State.SINGLE_SOURCE if len(spoken) == 1 else State.COMPLEMENTARY
    return Answer(findings.question.text, True, values[0].text, state, values, evidence(findings, spoken, len(spoken) + 3))


def _said_nearby(finder: Finder, findings: Findings) -> Answer | None:
    """The quotation on the topic in the paragraph that tells of the one described ("the pilot"), or in the paragraph after it.

    None where the question describes nobody, or no such quotation is there.
    """
    match = _ASKED.search(findings.question.text)
    named = {token.stem for token in tokens(match["who"])} if match else set()
    who = [term.stem for term in findings.question.terms if term.stem in named]
    topic = [term for term in findings.question.terms if term.stem not in named]
    if not who or not topic:
        return None
    told = [one.hit for one in findings.candidates if all(one.hit.matched.get(stem) for stem in who)]
    blocks = {(hit.unit.article, hit.unit.block + after) for hit in told for after in (0, 1)}
    own = [
        candidate
        for candidate in findings.candidates
        if (candidate.article, candidate.hit.unit.block) in blocks
        and quotation(candidate.hit.unit.text)
        and any(term.stem in candidate.hit.matched for term in topic)
    ]
    return _spoken(findings, own) if own else None


def _is_stranger(findings: Findings) -> bool:
    """Whether the one who should have spoken is not in the sources at all."""
    match = _ASKED.search(findings.question.text)
    asked = {token.stem for token in tokens(match["who"])} if match else set()
    return any(term.stem in asked for term in findings.unknown)


def _by_role(finder: Finder, question: str) -> str | None:
    """Whom "the bus driver" means: the person of that role, or the speaker whom the quotes call so."""
    match = _ASKED.search(question)
    wanted = [token.stem for token in tokens(match["who"])] if match else []
    if not wanted:
        return None
    for person in finder.digest.people:
        if finder.people.role_share(person.name, wanted) == 1.0:
            return person.name
    return next(
        (quote.speaker for quote in finder.digest.quotes if quote.speaker and wanted == [t.stem for t in tokens(quote.speaker)]), None
    )


def _own_words(finder: Finder, findings: Findings, asked: str) -> list[Candidate]:
    """The sentences that the asked person speaks: among the candidates, and in the paragraphs that name the person."""
    have = {candidate.hit.at: candidate for candidate in findings.candidates}
    blocks = {
        (candidate.article, candidate.hit.unit.block)
        for candidate in findings.candidates
        if any(name.full == asked for name in finder.people.names(candidate.hit.unit.text))
    }
    blocks |= {
        block for quote in finder.digest.quotes if quote.speaker == asked for block in finder.passages.blocks_at(quote.article, quote.start)
    }
    for at, unit in finder.passages.of_blocks(blocks):
        have.setdefault(at, Candidate(Hit(unit, at, 0.0, 0.0, 0.0), ((),), 0.3))
    return [candidate for candidate in have.values() if said_by(finder, candidate) == asked]


def said_by(finder: Finder, candidate: Candidate) -> str | None:
    """Who speaks in a candidate's sentence: by the digest's quotes where one lies in it, else by the verbs of saying around it."""
    unit = candidate.hit.unit
    for quote in finder.digest.quotes:
        if quote.article == unit.article and quote.speaker and quote.start < unit.end and quote.end > unit.start:
            return quote.speaker
    return speaker(finder.people, finder.passages, candidate.hit.at)


def _share_quoted(candidate: Candidate) -> float:
    """The share of the question's matched words that stands between quotation marks."""
    bare = {token.stem for token in tokens(unquoted(candidate.hit.unit.text))}
    forms = set(candidate.hit.matched.values())
    return len(forms - bare) / len(forms) if forms else 0.0


def quotation(text: str, wanted: Sequence[str] = ()) -> str | None:
    """The longest quotation in a sentence, or the one that holds a wanted word."""
    quotes = [next(group for group in match.groups() if group) for match in _QUOTATION.finditer(text)]
    holding = [quote for quote in quotes if any(token.stem in wanted for token in tokens(quote))]
    return max(holding or quotes, key=len, default=None)
