"""The reply to a question: the direct line, the value of each source, and the passages, best first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from briefings.model import Answer, AnswerValue, BlockKind, Fact, Passage, State
from briefings.questions.compare import alike, at_odds, state_of
from briefings.questions.counterparts import AS_GOOD, by_source, counterparts
from briefings.questions.finder import Candidate, Finder, Findings
from briefings.questions.kinds import Kind
from briefings.questions.ledger import Known, Ledger, relevance
from briefings.questions.negation import only_planned
from briefings.questions.outlets import Outlets
from briefings.questions.yesno import verdict

NOT_STATED = "Not in the sources."
_WORDS = 40
_SHORT = 20
_LONG = 80
_WORTH_CITING = 0.5
_MOSTLY = 0.5
_EXTRA = 3
_SAME_WORDS = 0.5
_NUMERIC = frozenset({Kind.MONEY, Kind.MEASURE, Kind.DURATION, Kind.DISTANCE, Kind.PERCENT, Kind.WHY})


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


def evidence(findings: Findings, sources: Sequence[Candidate], most: int) -> tuple[Passage, ...]:
    """The passages: the best, then the best of each further source, then the next best, at most so many."""
    ranked = findings.candidates
    others = by_source(findings, _WORTH_CITING)
    first = [*ranked[:1], *sources, *ranked[1:2], *others, *ranked]
    return tuple(dict.fromkeys(candidate.hit.unit.passage for candidate in first))[:most]


def value_text(candidate: Candidate) -> str:
    """What one source says in a few words: the typed values, else the sentence."""
    found = [candidate.value(part) for part in range(len(candidate.offers))]
    if found and all(found):
        return clip(", ".join(re.sub(r"\s+", " ", one.text) for one in found if one))
    return clip(candidate.hit.unit.text)


def yes_or_no(finder: Finder, findings: Findings) -> Answer | None:
    """Yes or no first, then the passage that says so; None where no passage decides."""
    for candidate in [one for one in findings.candidates if one.hit.unit.kind is BlockKind.BODY][:4]:
        decided = verdict(finder, findings, candidate)
        if decided is None:
            continue
        findings.candidates.remove(candidate)
        findings.candidates.insert(0, candidate)
        sources = by_source(findings)
        text = clip(f"{'Yes' if decided else 'No'}: {candidate.hit.unit.text}")
        values = tuple(AnswerValue(clip(one.hit.unit.text), (one.article,)) for one in sources)
        state = _stand(finder, findings, sources, decided)
        return Answer(findings.question.text, True, text, state, values, evidence(findings, sources, len(sources) + _EXTRA))
    return None


def _stand(finder: Finder, findings: Findings, sources: Sequence[Candidate], decided: bool) -> State:
    """How the sources stand to a yes or no: at odds where one of them says the other."""
    if len(sources) == 1:
        return State.SINGLE_SOURCE
    said = {verdict(finder, findings, candidate) for candidate in sources}
    return State.CONFLICT if (not decided) in said else State.COMPLEMENTARY


def assemble(finder: Finder, findings: Findings, ledger: Ledger) -> Answer:
    """The reply from the ranked candidates, and from the ledger where it holds a fact that the best of them states."""
    question = findings.question
    outlets = finder.outlets
    _prefer_exact(findings)
    sources = counterparts(finder, findings)
    known = _known(findings, sources, ledger) if len(question.kinds) == 1 and not question.scope else None
    grouped: dict[str, list[str]] = {}
    for candidate in sources:
        grouped.setdefault(value_text(candidate), []).append(candidate.article)
    passages = evidence(findings, sources, len(sources) + _EXTRA)
    state = state_of(question.kind, sources, list(grouped))
    if known and len(_stating(known.fact)) > 1:
        grouped = _with_fact(grouped, known.fact)
        passages = _with_evidence(passages, known.fact)
        state = state if state is State.CONFLICT else _ledger_state(findings, known.fact)
        if state is State.CONFLICT and not at_odds(question.kind, sources) and not _holds_lead(known.fact, sources[0]):
            state = State.COMPLEMENTARY  # the others disagree on something near, the best passage says more exactly what is asked
    values = tuple(AnswerValue(text, tuple(ids)) for text, ids in grouped.items())
    odds = at_odds(question.kind, sources) or (_stating(known.fact) if known else frozenset())
    differing = [value for value in values if set(value.sources) & odds] or values
    text = disagreement(differing, outlets) if state is State.CONFLICT else values[0].text
    return Answer(question.text, True, text, state, values, passages)


def disagreement(values: Sequence[AnswerValue], outlets: Outlets) -> str:
    """The direct line where the sources cannot all be right: each value with its outlets, as many as go into _LONG words."""
    if len(values) < 2:
        return values[0].text
    line = "The sources disagree: "
    told: list[str] = []
    for value in values:
        one = f"{clip(value.text, _SHORT)} ({outlets.names(value.sources)})"
        if told and len((line + ", ".join([*told, one])).split()) > _LONG:
            break
        told.append(one)
    return f"{line}{', '.join(told)}."


def _ledger_state(findings: Findings, fact: Fact) -> State:
    """The ledger's state; its conflict only where the sentences at odds carry the same words of the question."""
    said = [passage.quote for value in fact.values for passage in value.evidence]
    if findings.question.kind is Kind.WHEN and any(only_planned(findings.question.text, quote) for quote in said):
        return State.COMPLEMENTARY if fact.state is State.CONFLICT else fact.state
    if fact.state is not State.CONFLICT or findings.question.kind not in _NUMERIC:
        return fact.state
    best = findings.candidates[0]
    passages = [passage for value in fact.values for passage in value.evidence]
    stating = [one for one in findings.candidates if any(_overlap(one.hit.unit.passage, passage) for passage in passages)]
    others = [one for one in stating if one.article != best.article and alike(best, one, _SAME_WORDS)]
    return State.CONFLICT if others else State.COMPLEMENTARY


def _prefer_exact(findings: Findings) -> None:
    """A sentence that names the day goes before one that names its week or month, where both speak of what is asked."""
    best = findings.candidates[0]
    broad = _days(best)
    if findings.question.kind is not Kind.WHEN or broad is None:
        return
    for candidate in findings.candidates[1:8]:
        exact = _days(candidate) if candidate.score >= AS_GOOD * best.score else None
        if exact and broad[0] <= exact[0] and exact[1] <= broad[1] and exact != broad:
            findings.candidates.remove(candidate)
            findings.candidates.insert(0, candidate)
            return


def _days(candidate: Candidate) -> tuple[date, date] | None:
    found = candidate.value()
    when = found.when if found else None
    return (when.start, when.end) if when and when.start and when.end else None


def _known(findings: Findings, sources: Sequence[Candidate], ledger: Ledger) -> Known | None:
    """The fact that the best sentences state: one of several sources, all of whose passages speak of what is asked."""
    kind = findings.question.kind
    scores = {candidate.hit.unit.passage: candidate.score for candidate in findings.candidates}
    least = 0.45 * findings.candidates[0].score
    found = [known for candidate in sources if (known := ledger.fact(kind, candidate, candidate.value(), findings.forms))]
    if kind is Kind.AGE:
        return found[0] if found else None  # the slot of an age names its person: every passage is about the one asked
    fitting = [
        known
        for known in found
        if sum(_speaks(value.evidence, scores) >= least for value in known.fact.values) >= 2 or _is_asked(known.fact, findings)
    ]
    return max(fitting, key=lambda known: len(_stating(known.fact)), default=None)


def _is_asked(fact: Fact, findings: Findings) -> bool:
    """Whether the words of a fact's slot and label are those of the question, so that it holds however a source words it."""
    terms = [term for term in findings.question.terms if findings.forms[term.stem]]
    counted = {term.stem: findings.forms[term.stem] for term in terms if term.focus}
    if fact.slot.count("/") < 2 or not terms or relevance(fact, counted) < len(counted):
        return False
    return relevance(fact, findings.forms) >= (_MOSTLY if counted else 1.0) * len(terms)


def _holds_lead(fact: Fact, lead: Candidate) -> bool:
    """Whether a fact rests on the best candidate's sentence, or that one has no value of its own."""
    unit = lead.hit.unit.passage
    return lead.value() is None or any(_overlap(unit, passage) for value in fact.values for passage in value.evidence)


def _speaks(passages: Sequence[Passage], scores: dict[Passage, float]) -> float:
    """The best score of a sentence in which one of these passages lies."""
    return max(
        (
            score
            for unit, score in scores.items()
            for one in passages
            if one.article == unit.article and one.start < unit.end and one.end > unit.start
        ),
        default=0.0,
    )


def _stating(fact: Fact) -> set[str]:
    return {source for value in fact.values for source in value.sources}


def _with_fact(grouped: dict[str, list[str]], fact: Fact) -> dict[str, list[str]]:
    """The values of the fact, which the ledger has compared, and those of the sources that it lacks."""
    stating = _stating(fact)
    lead = next(iter(grouped))
    first = next((value for value in fact.values if set(value.sources) & set(grouped[lead])), None)
    merged: dict[str, list[str]] = {} if first else {lead: list(grouped[lead])}
    for value in sorted(fact.values, key=lambda value: value is not first):
        text = lead if value is first else clip(value.text)
        held = {id for ids in merged.values() for id in ids}
        merged.setdefault(text, []).extend(source for source in dict.fromkeys(value.sources) if source not in held)
    for text, ids in grouped.items():
        rest = [id for id in ids if id not in stating]
        if rest:
            merged.setdefault(text, []).extend(rest)
    return {text: ids for text, ids in merged.items() if ids}


def _with_evidence(passages: tuple[Passage, ...], fact: Fact) -> tuple[Passage, ...]:
    """The best passage, then the fact's own for each source, then the rest."""
    own: dict[str, Passage] = {}
    for value in fact.values:
        for passage in value.evidence:
            own.setdefault(passage.article, passage)
    lead = passages[0]
    ordered = [lead, *(passage for article, passage in own.items() if article != lead.article or not _overlap(passage, lead)), *passages]
    distinct: list[Passage] = []
    for passage in ordered:
        if not any(_overlap(passage, other) for other in distinct):
            distinct.append(passage)
    return tuple(distinct[: len(own) + _EXTRA])


def _overlap(one: Passage, other: Passage) -> bool:
    return one.article == other.article and one.start < other.end and other.start < one.end
