"""What a fact is called: a noun phrase that names the thing its sources may dispute ("number of dead", "date of the hearing")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.facts.clauses import event_text, shortened
from briefings.facts.events import FORMER
from briefings.facts.owners import Owners
from briefings.facts.referents import THIRD_PERSON
from briefings.facts.slots import PERSON, STAFF
from briefings.facts.wording import UNNAMED_DATE
from briefings.facts.words import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from briefings.facts.events import Dated
    from briefings.facts.pipeline import Parsed
    from briefings.facts.quantities import Measure

_WORDS = 10
_LENGTH = 80
_OUTCOMES = {
    "dead": "number of dead",
    "injured": "number of injured",
    "missing": "number of missing",
    "arrested": "number of arrests",
    "charged": "number of people charged",
    "rescued": "number of people rescued",
    "evacuated": "number of people who left their homes",
    "hospitalised": "number of people in hospital",
    "infected": "number of infections",
    "laid off": "number of jobs lost",
    "without power": "number without power",
    "attending": "attendance",
    "on strike": "number on strike",
    "withdrawn": "earlier figure",
}
_MEASURES = {"money": "amount", "percent": "percentage", "duration": "length of time", "storeys": "number of storeys"} | {
    kind: kind for kind in ("distance", "speed", "weight", "area", "volume", "power", "temperature")
}
_AMOUNTS = {"cost": "cost", "raise": "amount raised", "pay": "amount paid", "damage": "cost of the damage", "fine": "fine"}
_CLOCK = word_set("p.m. a.m. pm am midnight noon midday dawn dusk morning afternoon evening night day week month year time times o'clock")
_UNITS = word_set("metre meter km mile kilometre kilometer percent degree minute hour")
_TIMES = frozenset({"DATE", "TIME", "ORDINAL"})
_LIVE_IN = re.compile(r"^(?:it|he|she|they|we|you|i)$", re.I)


def count_label(parsed: Parsed, measure: Measure) -> str:
    """What a number is the number of."""
    slot = measure.slot
    if slot.kind == "age":
        return f"age of {slot.what.title()}"
    if slot.what == STAFF:
        owner = Owners(tuple(parsed.doc.ents)).name(slot.whose) if slot.whose else ""
        return f"number of staff of {owner}" if owner else "number of staff"
    if slot.kind in _MEASURES:
        return _AMOUNTS.get(slot.what, _MEASURES[slot.kind]) if slot.kind == "money" else _measured(slot.kind, measure.noun)
    thing = _thing(measure)
    if slot.outcome in {"filled", "vacant"}:
        return f"number of {thing} {slot.outcome}" if thing else f"number {slot.outcome}"
    if slot.outcome in _OUTCOMES:
        return _OUTCOMES[slot.outcome]
    if slot.kind == "rank":
        return thing or "rank"
    return f"number of {thing or 'people' if slot.what == PERSON else thing}" if thing or slot.what == PERSON else "figure"


def _measured(kind: str, noun: Token | None) -> str:
    said = noun is not None and noun.tag_ == "NN" and noun.lower_ not in _UNITS | _CLOCK
    return f"{_MEASURES[kind]} of the {noun.text}" if noun is not None and said else _MEASURES[kind]


def _thing(measure: Measure) -> str:
    """The noun counted with what it is compounded with, without its number."""
    noun = measure.noun
    if noun is None or noun.idx >= measure.end:
        return ""
    before = [token for token in noun.lefts if token.dep_ in {"compound", "amod"} and (not token.like_num or measure.slot.kind == "rank")]
    return " ".join(token.text for token in [*before, noun] if token.lower_ not in {"more", "fewer", "less", "other", "such"})


def date_label(parsed: Parsed, item: Dated) -> str:
    """What a date is the date of: a noun, or "when" with its clause; UNNAMED_DATE where the sentence names nothing."""
    if item.status == FORMER:
        return _earlier(item.head)
    head = item.head
    if head.lower_ in _CLOCK | _UNITS or head.lemma_.lower() in _CLOCK | _UNITS or head.like_num:
        return UNNAMED_DATE
    span = parsed.span(item.mention.start, item.mention.end)
    if head.pos_ in {"NOUN", "PROPN"} and not _is_aside(span.root, head):
        before = [token for token in head.lefts if token.dep_ in {"compound", "amod"} and token.ent_type_ not in _TIMES]
        return f"date of the {' '.join(token.text for token in [*before, head])}"[:_LENGTH]
    text = shortened(event_text(span), _WORDS)
    if len(text.split()) < 2 or not _has_subject(head, text):
        return UNNAMED_DATE
    first = next((token for token in head.sent if token.text == text.split()[0]), None)
    small = first is not None and first.pos_ in {"DET", "ADJ", "NOUN", "NUM", "PRON"} and first.text != "I"
    return f"when {text[:1].lower() + text[1:] if small else text}"[:_LENGTH]


def _is_aside(date: Token, noun: Token) -> bool:
    """Whether the noun before a date only ends a phrase of the clause: "in bed with a fever until Thursday" dates no fever."""
    return date.dep_ == "pobj" and date.head.lower_ != "of" and noun.dep_ == "pobj"


def _has_subject(head: Token, text: str) -> bool:
    """Whether the words say who or what, not only that it did: they do not begin with the verb itself."""
    first = text.split()[0]
    if first.lower() in THIRD_PERSON:
        return False
    return first not in {head.text, *(child.text for child in head.children if child.dep_ in {"aux", "auxpass"})} and '"' not in text


def _earlier(head: Token) -> str:
    planned = next((child for child in head.children if child.dep_ in {"nsubjpass", "dobj"} and child.pos_ in {"NOUN", "PROPN"}), None)
    return f"earlier planned date of the {planned.text}" if planned is not None and planned.tag_ != "NNP" else "earlier planned date"


def site_label(kind: str, what: Sequence[str]) -> str:
    """Whose address or lodging a place is; for "the only one" the thing that is said to be alone of its kind."""
    words = " ".join(what)
    if kind == "only":
        return re.sub(r"^(?:its|their|his|her) ", "the ", words)[:_LENGTH]
    if _LIVE_IN.match(words) or not words:
        return "address" if kind == "street" else "place where they live"
    thing = re.split(r" (?:on|in|at|near|off) ", re.sub(r"^(?:an?|the) ", "", words, flags=re.I))[0]
    return f"{'address' if kind == 'street' else 'lodging'} of the {thing}"[:_LENGTH]
