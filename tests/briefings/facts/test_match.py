"""When two numbers measure the same thing, and when they cannot both be true."""

from __future__ import annotations

import pytest

from briefings.facts.match import Words, amounts_exclude, counted_alike, same_amount
from briefings.facts.slots import terms
from briefings.model import Claim, Facet, Passage, Quantity


def count(
    text: str, slot: str, low: float | None, high: float | None, *scope: str, unit: str | None = None, approximate: bool = False
) -> Claim:
    """A claim about a number, its words those of the text."""
    quantity = Quantity(low, high, unit, approximate)
    return Claim("A", Facet.NUMBERS, slot, text, text, Passage("A", 0, len(text), text), quantity, terms=terms(text), scope=scope)


EXCLUDE = [
    ((35, 35), (20, 25), True),
    ((35, 35), (None, 40), False),
    ((60, None), (61, 61), False),
    ((60, None), (35, 35), True),
    ((None, 40), (None, 10), False),
    ((31_400, 31_400), (32_000, 32_000), False),
    ((120, 120), (150, 150), True),
]


@pytest.mark.parametrize(("one", "other", "exclude"), EXCLUDE)
def test_numbers_exclude_each_other_where_their_intervals_have_nothing_in_common(
    one: tuple[float | None, float | None], other: tuple[float | None, float | None], exclude: bool
) -> None:
    first, second = count("a", "count/x//", *one), count("b", "count/x//", *other)
    assert amounts_exclude(first, second) is exclude
    assert amounts_exclude(second, first) is exclude


def test_about_allows_a_tenth_either_way() -> None:
    near, far = (count("about", "count/x//", value, value, approximate=True) for value in (100, 125))
    assert not amounts_exclude(near, count("b", "count/x//", 108, 108))
    assert amounts_exclude(near, far)


def test_a_distance_is_compared_across_units() -> None:
    miles = count("a", "distance/lie//", 10, 10, unit="mile")
    assert not amounts_exclude(miles, count("b", "distance/lie//", 16, 16, unit="km"))
    assert amounts_exclude(miles, count("b", "distance/lie//", 30, 30, unit="km"))


def test_a_share_of_a_known_whole_is_compared_with_a_count_of_it() -> None:
    share = count("three quarters of 12 posts filled", "share/post//filled", 0.75, 0.75, "of 12", approximate=True)
    nine, five = (count(f"{n} of 12 posts filled", "count/post//filled", n, n, "of 12") for n in (9, 5))
    words = Words([])
    assert counted_alike(share, nine, words) > 0.6
    assert not amounts_exclude(share, nine)
    assert amounts_exclude(share, five)


@pytest.mark.parametrize(
    ("slot", "other"),
    [
        ("count/person//dead", "count/person//injured"),
        ("count/staff/france/", "count/staff/spain/"),
        ("count/nursing post//", "count/teaching post//"),
        ("count/person//", "money///"),
        ("count/boat//", "count/house//"),
    ],
)
def test_things_owners_and_outcomes_that_differ_are_never_the_same(slot: str, other: str) -> None:
    words = Words([])
    assert counted_alike(count("the same words here", slot, 9, 9), count("the same words here", other, 9, 9), words) == 0


@pytest.mark.parametrize("mark", ["total", "past", "per week"])
def test_totals_the_past_and_rates_are_not_compared_with_plain_counts(mark: str) -> None:
    plain = count("guests in the hall", "count/guest//", 9, 9)
    assert counted_alike(plain, count("guests in the hall", "count/guest//", 9, 9, mark), Words([])) == 0


def test_two_is_no_telling_number() -> None:
    pairs = [(count("a", "count/x//", n, n), count("b", "count/x//", n, n)) for n in (2, 35)]
    assert [same_amount(one, other) for one, other in pairs] == [False, True]


def test_rare_words_weigh_more_and_synonyms_less() -> None:
    words = Words([terms("the storm hit"), terms("the storm passed"), terms("the quarry flooded")])
    assert words.weight("storm") < words.weight("quarr")
    same = words.likeness(terms("storm"), terms("storm"))
    assert 0 < words.likeness(terms("storm"), terms("hurricane")) < same == 1
    assert words.likeness((), terms("storm")) == 0


def test_a_part_meets_a_number_not_called_one_only_where_more_than_the_outcome_is_the_same() -> None:
    part = count("six of the dead were in the lift", "count/person//dead", 6, 6, "part")
    lift, fire = (count(text, "count/person//dead", 5, 5) for text in ("the lift cost five lives", "the storm killed five people"))
    words = Words(terms(claim.text) for claim in (part, lift, fire))
    assert counted_alike(part, lift, words) > 0
    assert counted_alike(part, fire, words) == 0


def test_the_only_amount_of_a_thing_in_each_article_is_the_same_amount_sooner() -> None:
    one, other = (count(text, "speed/wind//", 90, 90, "sole", unit="km/h") for text in ("winds of 90 km/h", "the wind blew at 90 km/h"))
    words = Words(terms(claim.text) for claim in (one, other))
    among_others = count(other.text, other.slot, 90, 90, unit="km/h")
    assert counted_alike(one, other, words) > counted_alike(one, among_others, words)
