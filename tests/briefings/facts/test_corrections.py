"""What a later article takes back."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.facts.corrections import corrects
from briefings.model import Claim, Facet, Passage, Quantity

DAYS = {"A": date(2024, 5, 15), "B": date(2024, 5, 16), "C": None}


def toll(article: str, number: int, quote: str) -> Claim:
    passage = Passage(article, 0, len(quote), quote)
    return Claim(article, Facet.NUMBERS, "count/person//dead", "dead", f"{number} people", passage, Quantity(number, number))


FIRST = toll("A", 14, "The crash killed 14 people.")


@pytest.mark.parametrize(
    "quote",
    [
        "The crash killed 12 people, correcting an earlier figure of 14.",
        "Police revised the toll to 12 from fourteen.",
        "The crash killed 12 people, not 14 as first reported.",
        "Twelve people died, down from 14.",
        "Twelve people died instead of 14, the police initially reported.",
    ],
)
def test_a_later_article_that_names_the_old_number_corrects_it(quote: str) -> None:
    assert corrects(FIRST, toll("B", 12, quote), DAYS) == "B corrects an earlier value: 12 people, not 14 people"


def test_a_correction_of_something_else_is_none() -> None:
    assert corrects(FIRST, toll("B", 12, "The crash killed 12 people, correcting an earlier figure of 31."), DAYS) is None


def test_another_number_alone_is_no_correction() -> None:
    assert corrects(FIRST, toll("B", 12, "The crash killed 12 people."), DAYS) is None


def test_an_earlier_or_undated_article_corrects_nothing() -> None:
    quote = "The crash killed 12 people, correcting an earlier figure of 14."
    assert corrects(toll("B", 14, "14 people died."), toll("A", 12, quote), DAYS) is None
    assert corrects(FIRST, toll("C", 12, quote), DAYS) is None
    assert corrects(FIRST, toll("A", 12, quote), DAYS) is None
