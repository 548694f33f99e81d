"""Whether the sources agree on something: yes or no first, then what each of them says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefings.facts.words import stem, tokens, word_set
from briefings.model import Answer, AnswerValue, Fact, Passage, State
from briefings.questions.compare import state_of
from briefings.questions.finder import Candidate, Finder, Findings
from briefings.questions.kinds import Kind, kinds_of
from briefings.questions.ledger import Ledger
from briefings.questions.parse import parse
from briefings.questions.reply import clip

_ABOUT = re.compile(
    r"\b(?:agree|disagree|differ|conflict|contradict|consistent|match)\w*(?: with (?:each other|one another))? (?:on|about|over|in"
    r"|as to|regarding|concerning)\s+(?P<topic>.+?)\??$",
    re.IGNORECASE,
)
_MEANT = (
    (r"\b(?:number|figures?|staff\w*|toll|count|size|dead|injured|how many)\b", Kind.COUNT),
    (r"\b(?:cost|price|money|pay)\b", Kind.MONEY),
    (r"\b(?:date|day|time|when)\b", Kind.WHEN),
    (r"\b(?:reason|cause|why)\b", Kind.WHY),
    (r"\b(?:place|where|address|street|location)\b", Kind.WHERE),
)
_AGREEING = frozenset(
    map(
        stem,
        word_set(
            "agree disagree differ conflict contradict consistent fit together match same figure number three two all compatible odds"
        ),
    )
)
_UNLIKE = re.compile(r"\b(?:disagree|differ|conflict\w*|contradict\w*|at odds)\b", re.IGNORECASE)


def answer_about_agreement(finder: Finder, findings: Findings, ledger: Ledger) -> Answer | None:
    """Yes or no, with the values of each source and their passages; None where nothing comparable is found."""
    topic = _topic(findings.question.text)
    inner = parse(topic, finder.outlets)
    terms = tuple(term for term in inner.terms if term.stem not in _AGREEING)
    kind = next((kind for pattern, kind in _MEANT if re.search(pattern, topic, re.IGNORECASE)), None)
    if kind is Kind.COUNT:
        terms = tuple(replace(term, focus=True) for term in terms)
    asked = replace(
        inner, terms=terms or inner.terms, kinds=(kind,) if kind and inner.kind in {Kind.WHAT, Kind.YES_NO} else kinds_of(topic)
    )
    fact = _fact(finder, asked.kind, [term.stem for term in asked.terms])
    if fact is not None:
        return _from_fact(finder, findings, fact)
    return _from_candidates(finder, findings, finder.find(asked), asked.kind)


def _topic(question: str) -> str:
    about = _ABOUT.search(question)
    return about["topic"] if about else question


def _fact(finder: Finder, kind: Kind, wanted: Sequence[str]) -> Fact | None:
    """The fact of several sources whose label and values hold most of the topic's words; conflicts before the rest."""

    forms = [{one, *finder.passages.forms(one)} for one in wanted]

    def share(fact: Fact) -> float:
        held = {token.stem for token in tokens(f"{fact.label} {fact.slot} {fact.facet.value} {' '.join(v.text for v in fact.values)}")}
        return sum(bool(held & each) for each in forms) / max(1, len(forms))

    several = [fact for fact in finder.digest.facts if len({s for v in fact.values for s in v.sources}) > 1 and _is_of(fact, kind)]
    scored = sorted(((share(fact), fact.state is State.CONFLICT, len(fact.values), i) for i, fact in enumerate(several)), reverse=True)
    return several[scored[0][3]] if scored and scored[0][0] >= 0.6 else None


def _is_of(fact: Fact, kind: Kind) -> bool:
    family = fact.slot.split("/")[0]
    if kind is Kind.WHEN:
        return family == "date"
    if kind in {Kind.COUNT, Kind.MONEY, Kind.DURATION, Kind.DISTANCE, Kind.PERCENT, Kind.MEASURE}:
        return any(value.min is not None or value.max is not None for value in fact.values)
    return family not in {"statement", "person"}


def _from_fact(finder: Finder, findings: Findings, fact: Fact) -> Answer:
    values = tuple(AnswerValue(value.text, value.sources) for value in fact.values)
    evidence = tuple(dict.fromkeys(passage for value in fact.values for passage in value.evidence))
    return _reply(finder, findings, values, evidence, fact.state)


def _from_candidates(finder: Finder, findings: Findings, inner: Findings, kind: Kind) -> Answer | None:
    best: dict[str, Candidate] = {}
    for candidate in inner.candidates:
        if candidate.value() is not None and candidate.score >= 0.6 * inner.candidates[0].score:
            best.setdefault(candidate.article, candidate)
    if len(best) < 2:
        return _figures(finder, findings, inner)
    sources = list(best.values())
    texts = [value.text for candidate in sources if (value := candidate.value())]
    values = tuple(AnswerValue(text, (candidate.article,)) for text, candidate in zip(texts, sources, strict=True))
    passages = tuple(candidate.hit.unit.passage for candidate in sources)
    return _reply(finder, findings, values, passages, state_of(kind, sources, texts))


def _figures(finder: Finder, findings: Findings, inner: Findings) -> Answer | None:
    """Two figures that the question sets side by side: the sources hold each, and the ledger has found them at odds or not."""
    figures = [term.stem for term in inner.question.terms if term.stem[0].isdigit()]
    holding = [next((c for c in inner.candidates if one in c.hit.unit.stems), None) for one in figures]
    if len(figures) < 2 or not all(holding):
        return None
    values = tuple(AnswerValue(clip(c.hit.unit.text), (c.article,)) for c in holding if c)
    passages = tuple(dict.fromkeys(c.hit.unit.passage for c in holding if c))
    at_odds = any(
        fact.state is State.CONFLICT and set(figures) <= {token.stem for value in fact.values for token in tokens(value.text)}
        for fact in finder.digest.facts
    )
    return _reply(finder, findings, values, passages, State.CONFLICT if at_odds else State.COMPLEMENTARY)


def _reply(finder: Finder, findings: Findings, values: tuple[AnswerValue, ...], passages: tuple[Passage, ...], state: State) -> Answer:
    differ = state is State.CONFLICT
    said = "; ".join(f"{value.text} ({finder.outlets.names(value.sources)})" for value in values)
    verdict = "Yes" if differ == bool(_UNLIKE.search(findings.question.text)) else "No"
    text = clip(f"{verdict}: {said}")
    return Answer(findings.question.text, True, text, state, values, passages[: len(values) + 3])
