"""Claims that only a value tells apart: the hour of an event, the injured part of a body, doing a thing or not doing it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefings.facts.hours import find_hours
from briefings.facts.injuries import find_injuries
from briefings.facts.pipeline import Parsed
from briefings.facts.slots import Slot, terms
from briefings.facts.stances import Stance, find_stances
from briefings.facts.transfers import find_transfers
from briefings.model import Claim, Facet, Sentence


def find_assertions(parsed: Parsed) -> Iterator[Claim]:
    """The hours, injuries and stances of an article as claims; `scope` holds what their values are compared by."""
    for hour in find_hours(parsed):
        slot = Slot("clock", hour.what)
        scope = (f"{hour.low} {hour.high}", *(("either",) if hour.either else ()))
        label = f"time of the {hour.what}"
        yield replace(_claim(parsed, hour.sentence, hour.start, hour.end, slot, Facet.WHEN, label, scope), terms=hour.things)
    for injury in find_injuries(parsed):
        slot = Slot("injury", "", injury.whose)
        yield _claim(
            parsed, injury.sentence, injury.start, injury.end, slot, Facet.WHAT, f"injury of {injury.whose.title()}", (injury.part,)
        )
    stances = list(find_stances(parsed))
    for stance in stances:
        yield _stance_claim(parsed, stance, len({other.whose for other in stances if other.axis == stance.axis}) == 1)

    transfers = list(find_transfers(parsed))
    for transfer in transfers:
        sole = len({other.whose for other in transfers if other.kind == transfer.kind}) == 1
        marks = [mark for mark, holds in (("person", True), ("named", transfer.named), ("sole", sole)) if holds]
        slot = Slot("taken", transfer.kind, transfer.whose)
        claim = _claim(parsed, transfer.sentence, transfer.start, transfer.end, slot, Facet.WHERE, transfer.kind, tuple(marks))
        yield replace(claim, terms=transfer.names)


def _stance_claim(parsed: Parsed, stance: Stance, sole: bool) -> Claim:
    """`scope` holds what is done or not done, whether it is of one person, and whether the article tells it of nobody else."""
    slot = Slot("stance", stance.axis, stance.whose, "ahead" if stance.ahead else "")
    does = "does" if stance.does else "does not"
    label = f"{stance.whose}: {stance.axis}" if stance.whose else stance.axis
    marks = [mark for mark, holds in (("named", stance.named), ("person", stance.person), ("sole", sole)) if holds]
    facet = Facet.NEXT if stance.ahead else Facet.WHAT
    return _claim(parsed, stance.sentence, stance.start, stance.end, slot, facet, label, (does, *marks))


def _claim(parsed: Parsed, sentence: Sentence, start: int, end: int, slot: Slot, facet: Facet, label: str, scope: tuple[str, ...]) -> Claim:
    passage = parsed.article.passage(sentence.start, sentence.end)
    text = parsed.article.text[start:end]
    return Claim(parsed.article.id, facet, str(slot), label, text, passage, terms=terms(passage.quote), scope=scope)
