"""Where: one fact for each main place of a story, with the passages of every source that puts the event there. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.facts.witnesses import Shared, count_witnesses
from briefings.model import Facet, Fact, Place, State, Value

MOST_PASSAGES = 6
"""Passages a source: enough to hold the town, the side and the distance, which are seldom told in one sentence."""


def place_facts(places: Sequence[Place], shared: Shared) -> tuple[Fact, ...]:
    """One fact for each main place, in the order given; sources that name the same place agree."""
    return tuple(_fact(place, shared) for place in places if place.main)


def _fact(place: Place, shared: Shared) -> Fact:
    values = tuple(
        Value(place.name, (source,), tuple(passage for passage in place.evidence if passage.article == source)[:MOST_PASSAGES])
        for source in place.sources
    )
    state = State.AGREE if len(values) > 1 else State.SINGLE_SOURCE
    return Fact(Facet.WHERE, place.name, state, count_witnesses(place.evidence, shared), values, f"place/{place.name}")
