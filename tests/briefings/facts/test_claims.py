"""Claims of one article: facets, labels, scope, and the passage each rests on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefings.facts.claims import LONGEST_PASSAGE, find_claims
from briefings.facts.pipeline import Parsed
from briefings.model import BlockKind, Claim, Facet

Parse = Callable[..., Parsed]


def of(article: Parsed, kind: str) -> list[Claim]:
    return [claim for claim in find_claims(article) if claim.slot.split("/")[0] == kind]


@pytest.mark.parametrize(
    ("text", "kind", "facet"),
    [
        ("The plant employs 640 people.", "count", Facet.STAFFING),
        ("Only 7 of the 12 teaching posts are filled.", "count", Facet.STAFFING),
        ("The crash killed 12 people.", "count", Facet.NUMBERS),
        ("The bridge opened on Monday.", "date", Facet.WHEN),
        ("The bridge will open next Monday.", "date", Facet.NEXT),
        ("The concert was postponed because the singer fell ill.", "reason", Facet.WHY),
        ("It replaces the old bakery on Lime Street.", "street", Facet.WHERE),
        ("The only link between the islands has been a ferry.", "only", Facet.HOW),
    ],
)
def test_a_claim_has_the_facet_of_its_kind(parsed: Parse, text: str, kind: str, facet: Facet) -> None:
    assert of(parsed(text), kind)[0].facet is facet


def test_every_sentence_of_the_running_text_is_a_statement_and_the_first_is_what_happened(parsed: Parse) -> None:
    article = parsed(
        "A bridge fell into the river.",
        "It will be rebuilt by spring, the mayor said.",
        "The bridge dates from 1874 and was closed twice.",
        (BlockKind.CAPTION, "The bridge before it fell into the river"),
    )
    assert [claim.facet for claim in of(article, "statement")] == [Facet.WHAT, Facet.NEXT, Facet.BACKGROUND]


def test_who_says_it_and_on_what_condition_stay_with_the_claim(parsed: Parse) -> None:
    (claim,) = of(parsed("The mayor said that 40 homes would be built if the state paid."), "count")
    assert (claim.attribution, claim.condition) == ("The mayor", "if the state paid")
    (claim,) = of(parsed("According to the police, 40 homes burned."), "count")
    assert claim.attribution == "the police"


def test_a_number_of_long_ago_says_so(parsed: Parse) -> None:
    (claim,) = of(parsed("In 2011, a storm killed 22 people there."), "count")
    assert "past" in claim.scope


def test_an_equal_number_rests_on_two_passages(parsed: Parse) -> None:
    article = parsed("Some 40 French officials work at the bureau.", "They deal with an equal number of Spanish officials.")
    spanish = of(article, "count")[-1]
    assert [passage.quote for passage in spanish.also] == ["Some 40 French officials work at the bureau."]


def test_numbers_of_captions_are_no_claims(parsed: Parse) -> None:
    assert of(parsed("A bridge fell.", (BlockKind.CAPTION, "Some 40 cars on the bridge")), "count") == []


def test_of_a_very_long_sentence_the_words_around_the_value_are_the_passage(parsed: Parse) -> None:
    article = parsed("The mayor spoke of " + ", ".join(["the river and its bridges"] * 30) + ", and 40 people listened to her.")
    (claim,) = of(article, "count")
    assert "40 people" in claim.passage.quote
    assert len(claim.passage.quote.split()) < LONGEST_PASSAGE
    assert claim.passage.quote == article.article.text[claim.passage.start : claim.passage.end]
