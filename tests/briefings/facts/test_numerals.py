"""Numbers in text: digits, words, ranges, modifiers, and what is no number at all."""

from __future__ import annotations

import pytest

from briefings.facts.numerals import find_numerals, words_to_number

INTERVALS = [
    ("up to 35 crew", None, 35),
    ("no more than six cats", None, 6),
    ("fewer than 400 remained", None, 400),
    ("just under 70 people", None, 70),
    ("at least nine people", 9, None),
    ("more than 60 guests", 60, None),
    ("six or more calls", 6, None),
    ("about 35 to 45 officers", 35, 45),
    ("between 70 and 90 flats", 70, 90),
    ("a crowd of 10,000-12,000", 10_000, 12_000),
    ("a dozen eggs", 12, 12),
    ("two dozen eggs", 24, 24),
    ("two hundred and sixty", 260, 260),
    ("a hundred and ten", 110, 110),
    ("twenty-one guns", 21, 21),
    ("1.3 million voters", 1_300_000, 1_300_000),
    ("3 to 5 million birds", 3_000_000, 5_000_000),
    ("$1.2-1.4 billion", 1_200_000_000, 1_400_000_000),
    ("a 27-member crew", 27, 27),
    ("a six-story block", 6, 6),
    ("about a decade", 10, 10),
    ("a third of the homes", 0.3333, 0.3333),
    ("fewer than two thirds of the seats", None, 0.6667),
    ("half the seats", 0.5, 0.5),
    ("the fifth summit", 5, 5),
    ("the 41st minute", 41, 41),
]


@pytest.mark.parametrize(("text", "low", "high"), INTERVALS, ids=[text for text, *_ in INTERVALS])
def test_a_number_is_read_as_the_interval_that_its_modifier_makes(text: str, low: float | None, high: float | None) -> None:
    (numeral,) = find_numerals(text)
    assert (numeral.low, numeral.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "in 1987 and 2021",
        "on March 3 and 4 April",
        "on June 14, 2012",
        "at 7:20 a.m. and 9pm",
        "No one came, and one of them left",
        "World War II",
        "Flight 370 and Route 66",
        "call +44 20 7946 0018",
        "2024-05-17",
    ],
)
def test_dates_years_clock_times_and_names_are_no_quantities(text: str) -> None:
    assert find_numerals(text) == []


def test_two_numbers_joined_by_and_are_no_range() -> None:
    assert [(one.low, one.high) for one in find_numerals("killed 12 and 15 others")] == [(12, 12), (15, 15)]


def test_about_and_some_make_a_number_approximate() -> None:
    assert [one.approximate for one in find_numerals("about 40 men, some 30 women, 20 or so dogs, and 9 cats")] == [True, True, True, False]


@pytest.mark.parametrize(("text", "currency"), [("£3m", "GBP"), ("US$2.5 million", "USD"), ("A$40", "AUD"), ("€9", "EUR"), ("9", None)])
def test_a_sign_names_the_currency(text: str, currency: str | None) -> None:
    assert [one.currency for one in find_numerals(text)] == [currency]


def test_a_numeral_stands_where_it_says() -> None:
    text = "They sent more than 60 boats."
    (numeral,) = find_numerals(text)
    assert (text[numeral.start : numeral.end], text[numeral.core : numeral.end]) == ("more than 60", "60")


def test_words_that_are_no_number_have_no_value() -> None:
    assert words_to_number("many") is None
