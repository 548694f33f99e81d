"""Claims: what one article says, typed, slotted and pinned to the sentence it says it in.

Numbers, dated events, causes and sites each become claims of their own slot; every sentence of the running text also makes one statement,
so that the ledger can set beside each other what the sources tell of the same matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from briefings.facts.assertions import find_assertions
from briefings.facts.events import FORMER, PLANNED, Dated, event_words, find_dated
from briefings.facts.labels import count_label, date_label, site_label
from briefings.facts.pipeline import Parsed, governing_verb
from briefings.facts.quantities import Measure, find_measures
from briefings.facts.reasons import Reason, find_reasons
from briefings.facts.sites import Site, find_sites
from briefings.facts.slots import STAFF, Slot, terms
from briefings.facts.wording import say_when
from briefings.model import BlockKind, Claim, Facet, Passage, Sentence, When

LONGEST_PASSAGE = 80  # words
_SEASON = timedelta(days=60)
_YEAR = timedelta(days=300)
_FUTURE = re.compile(
    r"\b(?:will|would|plans? to|is due|are due|is expected|are expected|aims? to|hopes? to|intends? to|is to|are to|set to|scheduled)\b",
    re.I,
)
_WHY = re.compile(r"\b(?:because|due to|owing to|as a result|in order to|so that|aimed at|intended to|blamed?)\b", re.I)
_HOW = re.compile(r"\b(?:by means of|using|via|through|by \w+ing)\b", re.I)
_PAST = re.compile(r"\b(?:1[5-9]\d\d|200\d|ago|decades?|formerly|previously|used to|had been|history|dates? from|since)\b", re.I)
_CONDITION = re.compile(r"\b(?:if|unless|provided(?: that)?|subject to|as long as|on condition that)\b[^.;]*", re.I)
_ACCORDING = re.compile(r"\b[Aa]ccording to ([^,.;]+)")


def find_claims(parsed: Parsed) -> tuple[Claim, ...]:
    """All claims of an article, in the order of their passages."""
    dated = list(find_dated(parsed))
    found = [
        *_counts(parsed, find_measures(parsed), dated),
        *_dates(parsed, dated),
        *_reasons(parsed, find_reasons(parsed)),
        *_sites(parsed, find_sites(parsed)),
        *find_assertions(parsed),
        *_statements(parsed),
    ]
    return tuple(sorted(found, key=lambda claim: (claim.passage.start, claim.facet is not Facet.STAFFING)))


def passage_of(parsed: Parsed, sentence: Sentence, start: int, end: int) -> Passage:
    """The sentence as evidence; of a very long one, the words around `start:end`."""
    text = parsed.article.text
    if len(text[sentence.start : sentence.end].split()) <= LONGEST_PASSAGE:
        return parsed.article.passage(sentence.start, sentence.end)
    left, right = max(sentence.start, start - 220), min(sentence.end, end + 220)
    left = text.rfind(" ", sentence.start, left) + 1 if left > sentence.start else left
    right = text.find(" ", right, sentence.end) if right < sentence.end else right
    return parsed.article.passage(max(left, sentence.start), right if right > 0 else sentence.end)


# ---------------------------------------------------------------- numbers


def _counts(parsed: Parsed, measures: Sequence[Measure], dated: Sequence[Dated]) -> Iterator[Claim]:
    amounts = {(measure.slot, measure.quantity.low, measure.quantity.high) for measure in measures}
    known = Counter(slot for slot, _, _ in amounts)
    for measure in measures:
        if measure.sentence.kind not in {BlockKind.BODY, BlockKind.STANDFIRST}:
            continue
        sentence = measure.sentence
        also = (parsed.article.passage(measure.equal_to.start, measure.equal_to.end),) if measure.equal_to is not None else ()
        when = _when(measure, dated) if measure.slot.kind != "age" else None
        scope = [
            "past" if _is_past(parsed, when, _SEASON) else "",
            f"of {measure.whole:g}" if measure.whole is not None else "",
            f"per {measure.per}" if measure.per else "",
            measure.taken,
            "total" if measure.is_whole else "",
            "part" if measure.is_part else "",
            "sole" if known[measure.slot] == 1 else "",
            f"length {measure.length:.6g}" if measure.length is not None else "",
        ]
        yield Claim(
            article=parsed.article.id,
            facet=_count_facet(measure),
            slot=str(measure.slot),
            label=count_label(parsed, measure),
            text=parsed.article.text[measure.start : measure.end].strip(" ,"),
            passage=passage_of(parsed, sentence, measure.start, measure.end),
            quantity=measure.quantity,
            when=when,
            attribution=_attribution(parsed, sentence),
            condition=_condition(parsed, sentence),
            terms=terms(_around(parsed, measure)),
            scope=tuple(part for part in scope if part),
            also=also,
        )


def _when(measure: Measure, dated: Sequence[Dated]) -> When | None:
    """The date that a number is of: the one that its sentence gives to the number's own noun or verb."""
    of, token = {measure.root.i}, measure.noun if measure.noun is not None else measure.root
    while token.head.i != token.i and token.pos_ not in {"VERB", "AUX"}:
        of.add(token.i)
        token = token.head
    of.add(token.i)
    near = [item for item in dated if item.sentence == measure.sentence and item.status != FORMER and item.head.i in of]
    return min(near, key=lambda item: abs(item.mention.start - measure.start)).mention.when if near else None


def _is_past(parsed: Parsed, when: When | None, distance: timedelta) -> bool:
    """Whether something is of another time than the story: dated this long before the article."""
    return bool(parsed.anchor and when and when.end and when.end < parsed.anchor - distance)


def _count_facet(measure: Measure) -> Facet:
    slot = measure.slot
    posts = slot.what in {"post", "vacancy", "position"} or slot.outcome in {"filled", "vacant"}
    return Facet.STAFFING if slot.kind in {"count", "share"} and (slot.what == STAFF or posts) else Facet.NUMBERS


def _around(parsed: Parsed, measure: Measure) -> str:
    """The words that tell what a number is of: its noun's phrase and the clause of its verb."""
    root = parsed.span(measure.start, measure.end).root
    verb = governing_verb(root)
    words = (
        list(event_words(verb, measure.start, measure.end)) if verb is not None and parsed.sentence_of(verb.idx) == measure.sentence else []
    )
    noun = [token.text for token in measure.noun.subtree] if measure.noun is not None else []
    counted = parsed.article.text[measure.start : measure.end] if measure.slot.kind in {"count", "rank", "share"} else ""
    return " ".join([*words, *noun, counted])


# ---------------------------------------------------------------- dates, causes, sites


def _dates(parsed: Parsed, dated: Iterable[Dated]) -> Iterator[Claim]:
    for item in dated:
        words = terms(" ".join(item.words))
        yield Claim(
            article=parsed.article.id,
            facet=Facet.NEXT if item.status == PLANNED and _after(parsed, item) else Facet.WHEN,
            slot=str(Slot("date", " ".join(item.keys), "", FORMER if item.status == FORMER else "")),
            label=date_label(parsed, item),
            text=say_when(item.mention.when),
            passage=passage_of(parsed, item.sentence, item.mention.start, item.mention.end),
            when=item.mention.when,
            attribution=_attribution(parsed, item.sentence),
            condition=_condition(parsed, item.sentence),
            status=item.status,
            terms=words,
            scope=("past",) if _is_past(parsed, item.mention.when, _YEAR) else (),
        )


def _after(parsed: Parsed, item: Dated) -> bool:
    end = item.mention.when.end
    return parsed.anchor is not None and end is not None and end > parsed.anchor


def _reasons(parsed: Parsed, reasons: Iterable[Reason]) -> Iterator[Claim]:
    for reason in reasons:
        also = (parsed.article.passage(reason.also.start, reason.also.end),) if reason.also is not None else ()
        yield Claim(
            article=parsed.article.id,
            facet=Facet.WHY,
            slot=str(Slot("reason", "", "", reason.effect)),
            label=f"reason for the {reason.effect}" if reason.effect else "reason",
            scope=("lead",) if reason.leads else (),
            text=parsed.article.text[reason.start : reason.end],
            passage=passage_of(parsed, reason.sentence, reason.start, reason.end),
            attribution=_attribution(parsed, reason.sentence),
            terms=terms(reason.explained),
            also=also,
        )


def _sites(parsed: Parsed, sites: Iterable[Site]) -> Iterator[Claim]:
    for site in sites:
        yield Claim(
            article=parsed.article.id,
            facet=Facet.HOW if site.kind == "only" else Facet.WHERE,
            slot=str(Slot(site.kind)),
            label=site_label(site.kind, site.what),
            text=parsed.article.text[site.start : site.end],
            passage=passage_of(parsed, site.sentence, site.start, site.end),
            attribution=_attribution(parsed, site.sentence),
            terms=terms(" ".join(site.what)),
        )


# ---------------------------------------------------------------- statements


def _statements(parsed: Parsed) -> Iterator[Claim]:
    running = list(parsed.running())
    for at, sentence in enumerate(running):
        text = parsed.text_of(sentence)
        if len(text.split()) < 4:
            continue
        yield Claim(
            article=parsed.article.id,
            facet=_statement_facet(text, at),
            slot="statement",
            label=_topic(text),
            text=text if len(text.split()) <= 40 else " ".join(text.split()[:40]),
            passage=passage_of(parsed, sentence, sentence.start, sentence.end),
            attribution=_attribution(parsed, sentence),
            condition=_condition(parsed, sentence),
            terms=terms(text),
        )


def _statement_facet(text: str, at: int) -> Facet:
    if at == 0:
        return Facet.WHAT
    checks: Sequence[tuple[re.Pattern[str], Facet]] = (
        (_WHY, Facet.WHY),
        (_FUTURE, Facet.NEXT),
        (_PAST, Facet.BACKGROUND),
        (_HOW, Facet.HOW),
    )
    return next((facet for pattern, facet in checks if pattern.search(text)), Facet.BACKGROUND)


def _topic(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + ("…" if len(words) > 8 else "")


def _attribution(parsed: Parsed, sentence: Sentence) -> str | None:
    if match := _ACCORDING.search(parsed.text_of(sentence)):
        return match[1].strip()
    for verb in parsed.span_of(sentence):
        if verb.lemma_.lower() in {"say", "claim", "announce", "report", "insist", "estimate", "state"} and verb.pos_ == "VERB":
            subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
            if subject is not None:
                return " ".join(token.text for token in subject.subtree if token.dep_ not in {"relcl", "appos", "punct"})[:80] or None
    return None


def _condition(parsed: Parsed, sentence: Sentence) -> str | None:
    match = _CONDITION.search(parsed.text_of(sentence))
    return match[0].strip() if match else None
