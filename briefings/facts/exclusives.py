""" "The only one" against another source's second one: an exclusive that does not hold if the other source is right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.facts.match import Words
from briefings.facts.slots import Slot, terms
from briefings.facts.witnesses import Shared, count_witnesses
from briefings.model import Claim, Facet, Fact, State, Value

_PAIR = re.compile(r"([\w-]+) and ((?:[\w-]+ ){0,2}[\w-]+)")
LEAST_ALIKE = 0.1
"""How much of a sentence the two statements must share before the second one's list counts."""


def exclusive_facts(claims: Sequence[Claim], words: Words, shared: Shared) -> list[Fact]:
    """One fact for each "only X" that another article's "X and Y" contradicts."""
    facts = []
    for only in claims:
        if Slot.read(only.slot).kind != "only":
            continue
        others = [
            value
            for claim in claims
            if claim.slot == "statement" and claim.article != only.article and (value := _second(only, claim, words))
        ]
        if others:
            values = (Value(only.text, (only.article,), (only.passage,)), *others)
            witnesses = count_witnesses((passage for value in values for passage in value.evidence), shared)
            facts.append(Fact(Facet.HOW, only.label, State.CONFLICT, witnesses, values, only.slot))
    return facts


def _second(only: Claim, statement: Claim, words: Words) -> Value | None:
    """The pair that a statement names where the exclusive claim names one of the two."""
    if words.likeness(terms(only.passage.quote), statement.terms) < LEAST_ALIKE:
        return None
    named = terms(only.text)
    if not words.shared([word for word in only.terms if word not in named], statement.terms):
        return None
    known = {*only.terms, *named}
    for match in _PAIR.finditer(statement.passage.quote):
        first, second = terms(match[1]), terms(match[2])
        if not first or not second:
            continue
        meets = bool(words.shared(first, named)), bool(words.shared(second, named))
        if any(meets) and not all(meets) and not words.shared(second if meets[0] else first, tuple(known)):
            return Value(match[0], (statement.article,), (statement.passage,))
    return None
