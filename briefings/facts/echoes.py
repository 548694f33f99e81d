"""Echoes: statements that no other source makes as such, set beside the nearest that one says of the same matter. Pure.

Sources divide what they tell differently over their sentences: what one says in a sentence of its own, another may add to a sentence that
the ledger has already matched elsewhere. Such a statement may stand in two facts; sharing rare words keeps the second one honest.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefings.facts.match import Words
from briefings.model import Claim

LEAST_KIN = 0.13
RARE = 6
"""A word is rare that stands in at most this many sentences of the story."""
LEAST_RARE = 3


def with_echoes(groups: Sequence[list[Claim]], words: Words) -> list[list[Claim]]:
    """The groups, each lone statement joined by its nearest echo in every other article that has one; no pair twice."""
    statements = [claim for group in groups for claim in group]
    found: dict[frozenset[int], list[Claim]] = {}
    for group in groups:
        if len(group) == 1:
            group = [*group, *_echoes(group[0], statements, words)]
        found.setdefault(frozenset(map(id, group)), group)
    return list(found.values())


def _echoes(lone: Claim, statements: Sequence[Claim], words: Words) -> list[Claim]:
    best: dict[str, tuple[float, Claim]] = {}
    for other in statements:
        kinship = words.kinship(lone.terms, other.terms) if other.article != lone.article else 0.0
        if kinship >= LEAST_KIN and kinship > best.get(other.article, (0.0, other))[0] and _share_rare(lone, other, words):
            best[other.article] = (kinship, other)
    return [claim for _, claim in best.values()]


def _share_rare(one: Claim, other: Claim, words: Words) -> bool:
    return sum(words.sentences(word) <= RARE for word in set(one.terms) & set(other.terms)) >= LEAST_RARE
