"""The pairs left out are those that the rules would refuse: in every story of the tests, no likeness is above its reach."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from spacy.language import Language

from briefings.articles.folder import read_story_folder
from briefings.facts.compare import COMPARISONS, Comparison
from briefings.facts.match import Words
from briefings.facts.pairing import ROUNDING, all_reach, pairs
from briefings.facts.reading import read
from briefings.facts.slots import Slot
from briefings.model import Claim, Facet, Passage, Quantity

STORIES = sorted(path.parent for path in (Path(__file__).parents[2] / "stories").glob("*/story.yaml"))


def ids(comparison: Comparison) -> str:
    return min(comparison.kinds)


@pytest.fixture(scope="module")
def claims_of_stories(nlp: Language) -> list[list[Claim]]:
    folders = [read_story_folder(story) for story in STORIES]
    return [[claim for one in folder.articles for claim in read(nlp, one, folder.timezone).claims] for folder in folders]


@pytest.mark.model
@pytest.mark.parametrize("comparison", [one for one in COMPARISONS if one.reach is not all_reach], ids=ids)
def test_no_two_claims_are_more_alike_than_their_reach(comparison: Comparison, claims_of_stories: list[list[Claim]]) -> None:
    compared = 0
    for claims in claims_of_stories:
        words = Words(claim.terms for claim in claims if claim.slot == "statement")
        mine = [claim for claim in claims if Slot.read(claim.slot).kind in comparison.kinds]
        reach = comparison.reach(mine, words) if mine else np.zeros((0, 0), dtype=np.float32)
        for at, one in enumerate(mine):
            for other in range(at + 1, len(mine)):
                alike = comparison.alike(one, mine[other], words)
                assert alike < comparison.join or alike <= reach[at, other] + ROUNDING, (one, mine[other])
                compared += 1
    assert compared


def test_pairs_come_once_each_the_likeliest_first_and_never_a_claim_with_itself() -> None:
    reach = np.array([[1.0, 0.5, 0.1], [0.5, 1.0, 0.7], [0.1, 0.7, 1.0]], dtype=np.float32)
    assert [(one, other) for _, one, other in pairs(reach, 0.5)] == [(1, 2), (0, 1)]


def test_one_claim_alone_has_no_pair() -> None:
    passage, one = Passage("A", 0, 11, "One opened."), Quantity(1, 1)
    statement = Claim("A", Facet.WHAT, "statement", "One opened", "One opened", passage, one, terms=("open",))
    for comparison in COMPARISONS:
        assert not list(pairs(comparison.reach([statement], Words([statement.terms])), comparison.join))
