"""Whose a count is: one key for a country however it is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefings.facts.owners import Owners, owner_key
from briefings.facts.pipeline import Parsed


@pytest.mark.parametrize(
    "names",
    [
        ("France", "French", "the French"),
        ("Britain", "British", "UK", "U.K."),
        ("Mexico", "Mexican", "Mexicans"),
        ("South Sudan", "South Sudanese"),
        ("United States", "American", "Americans", "U.S."),
        ("Poland", "Polish"),
    ],
)
def test_a_country_and_its_people_have_one_key(names: tuple[str, ...]) -> None:
    assert len({owner_key(name) for name in names}) == 1


def test_neighbours_keep_their_own_keys() -> None:
    assert len({owner_key(name) for name in ("North Sudan", "South Sudan", "Sudan", "Niger", "Nigeria")}) >= 4


def test_the_south_is_the_country_that_the_article_named(parsed: Callable[..., Parsed]) -> None:
    doc = parsed("South Sudan sent a team. The South's officials said so.").doc
    owners = Owners(tuple(doc.ents))
    assert owners.of([token for token in doc if token.text == "South" and token.idx > 20]) == owners.of(list(doc[:2]))
