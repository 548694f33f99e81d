"""The reply to a question: the direct line, the value of each source, and the passages, best first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.model import Answer, AnswerValue, Passage, State
from briefings.questions.finder import Candidate, Findings
from briefings.questions.outlets import Outlets
from briefings.questions.yesno import verdict

NOT_STATED = "Not in the sources."
_WORDS = 40
_COMPARED_WORDS = 80
_AS_GOOD = 0.72
_EXTRA = 3


def not_stated(question: str, nearest: str | None) -> Answer:
    """The answer where no source says what is asked."""
    return Answer(question, False, NOT_STATED, nearest=nearest)


def clip(text: str, words: int = _WORDS) -> str:
    """A text cut to at most so many words, at a clause's end where one is near."""
    parts = text.split()
    if len(parts) <= words:
        return text
    cut = " ".join(parts[: words - 1])
    clause = max(cut.rfind(", "), cut.rfind("; "))
    return (cut[:clause] if clause > len(cut) * 0.6 else cut) + " …"


def by_source(findings: Findings, least: float = _AS_GOOD) -> list[Candidate]:
    """The best candidate of each source whose score comes near the best one, best first."""
    seen: dict[str, Candidate] = {}
    for candidate in findings.candidates:
        if candidate.score >= least * findings.candidates[0].score:
            seen.setdefault(candidate.article, candidate)
    return list(seen.values())


def evidence(findings: Findings, sources: Sequence[Candidate], most: int) -> tuple[Passage, ...]:
    """The passages: the best, then the best of each further source, then the next best, at most so many."""
    ranked = findings.candidates
    first = [*ranked[:1], *[one for one in sources if one not in ranked[:1]], *ranked[1:]]
    passages = dict.fromkeys(candidate.hit.unit.passage for candidate in first)
    return tuple(passages)[:most]


def value_text(candidate: Candidate) -> str:
    """What one source says in a few words: the typed values, else the sentence."""
    found = [candidate.value(part) for part in range(len(candidate.offers))]
    if found and all(found):
        return clip(", ".join(re.sub(r"\s+", " ", one.text) for one in found if one))
    return clip(candidate.hit.unit.text)


def yes_or_no(findings: Findings) -> Answer | None:
    """Yes or no first, then the passage that says so; None where no passage decides."""
    for candidate in findings.candidates[:3]:
        decided = verdict(findings, candidate)
        if decided is None:
            continue
        findings.candidates.remove(candidate)
        findings.candidates.insert(0, candidate)
        sources = by_source(findings)
        text = clip(f"{'Yes' if decided else 'No'}: {candidate.hit.unit.text}")
        values = (AnswerValue(clip(candidate.hit.unit.text), (candidate.article,)),)
        return Answer(findings.question.text, True, text, State.SINGLE_SOURCE, values, evidence(findings, sources, len(sources) + _EXTRA))
    return None


def assemble(findings: Findings, outlets: Outlets) -> Answer:
    """The reply from the ranked candidates alone."""
    sources = by_source(findings)
    grouped: dict[str, list[str]] = {}
    for candidate in sources:
        grouped.setdefault(value_text(candidate), []).append(candidate.article)
    values = tuple(AnswerValue(text, tuple(ids)) for text, ids in grouped.items())
    state = State.SINGLE_SOURCE if len(sources) == 1 else State.AGREE if len(values) == 1 else State.COMPLEMENTARY
    return Answer(findings.question.text, True, values[0].text, state, values, evidence(findings, sources, len(sources) + _EXTRA))
