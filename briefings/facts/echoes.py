"""Echoes: statements that no other source makes as such, set beside the nearest that one says of the same matter. Pure.

Sources divide what they tell differently over their sentences: what one says in a sentence of its own, another may add to a sentence that
the ledger has already matched elsewhere. Such a statement may stand in two facts; sharing rare words keeps the second one honest.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from briefings.facts.match import Words
from briefings.facts.pairing import kinships
from briefings.model import Claim

Row = npt.NDArray[np.float32]

LEAST_KIN = 0.13
RARE = 6
"""A word is rare that stands in at most this many sentences of the story."""
LEAST_RARE = 3


def with_echoes(groups: Sequence[list[Claim]], words: Words) -> list[list[Claim]]:
    """The groups, each lone statement joined by its nearest echo in every other article that has one; no pair twice."""
    statements = [claim for group in groups for claim in group]
    if not statements:
        return []
    kin = kinships([claim.terms for claim in statements], words)
    place = {id(claim): at for at, claim in enumerate(statements)}
    found: dict[frozenset[int], list[Claim]] = {}
    for group in groups:
        if len(group) == 1:
            group = [*group, *_echoes(group[0], kin[place[id(group[0])]], statements, words)]
        found.setdefault(frozenset(map(id, group)), group)
    return list(found.values())


def _echoes(lone: Claim, kin: Row, statements: Sequence[Claim], words: Words) -> list[Claim]:
    """The nearest statement of each other article; `kin` holds how near each statement is."""
    best: dict[str, Claim] = {}
    for at in sorted(np.nonzero(kin >= LEAST_KIN)[0].tolist(), key=lambda at: -kin[at]):
        other = statements[at]
        if other.article != lone.article and other.article not in best and _share_rare(lone, other, words):
            best[other.article] = other
    return list(best.values())


def _share_rare(one: Claim, other: Claim, words: Words) -> bool:
    return sum(words.sentences(word) <= RARE for word in set(one.terms) & set(other.terms)) >= LEAST_RARE
