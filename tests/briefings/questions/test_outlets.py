"""A question may name a source by any of its names."""

from __future__ import annotations

import pytest

from briefings.model import Article
from briefings.questions.outlets import Outlets

OUTLETS = Outlets(
    [
        Article("A", "Coast Wire (The Harbour Journal)", "", "", ()),
        Article("B", "The Tollmouth Evening Post", "", "", ()),
        Article("C", "Radio Five Bays", "", "", (), original="Northern Press Agency"),
    ]
)


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("How many were hurt according to Coast Wire?", {"A"}),
        ("What does the Harbour Journal report?", {"A"}),
        ("How many were hurt according to the Evening Post?", {"B"}),
        ("When did it sink, according to B?", {"B"}),
        ("What does the Northern Press Agency say?", {"C"}),
        ("Which condition is named in article C?", {"C"}),
        ("Was there a post in the harbour?", set()),
    ],
)
def test_a_source_named_limits_the_question(question: str, ids: set[str]) -> None:
    assert OUTLETS.scope(question)[0] == ids


def test_the_words_that_name_a_source_are_not_looked_for() -> None:
    assert "Post" not in OUTLETS.scope("How many were hurt according to the Evening Post?")[1]


def test_several_outlets_are_told_as_a_list() -> None:
    assert OUTLETS.names(["A"]) == "Coast Wire (The Harbour Journal)"
    assert OUTLETS.names(["B", "C", "B"]) == "The Tollmouth Evening Post and Radio Five Bays"
    assert OUTLETS.names([]) == ""
