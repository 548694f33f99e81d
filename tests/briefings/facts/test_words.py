"""Words that mean the same are compared as the same."""

from __future__ import annotations

import pytest

from briefings.facts.thesaurus import opposites, phrase_stems, related
from briefings.facts.words import is_date_word, is_saying, stem, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kenya's", "Kenyans"),
        ("modernise", "modernization"),
        ("programmes", "program"),
        ("chairwoman", "chairman"),
        ("northern", "North"),
        ("twelve", "12"),
        ("1,200", "1200"),
        ("people", "person"),
        ("storeys", "floor"),
        ("colour", "color"),
        ("closure", "closed"),
        ("visitors", "visits"),
        ("U.S.", "US"),
    ],
)
def test_spellings_and_forms_of_one_word_come_out_alike(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("party", "part"), ("second", "seconds"), ("woman", "man"), ("first", "third")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_a_hyphenated_word_counts_as_its_parts() -> None:
    assert [token.stem for token in tokens("a 30-member crew")] == [stem("a"), "30", stem("member"), stem("crew")]


def test_kindred_words_and_opposites_are_known() -> None:
    assert stem("postpone") in related(stem("delay"))
    assert stem("north") in opposites(stem("southern"))
    assert opposites(stem("bridge")) == frozenset()


def test_a_turn_of_phrase_is_read_as_its_word() -> None:
    assert stem("delay") in phrase_stems("The launch was pushed back to May.")
    assert stem("euro") in phrase_stems("It cost €5.")


def test_months_and_years_are_date_words() -> None:
    assert is_date_word("April")
    assert is_date_word("1998")
    assert not is_date_word("bridge")


def test_verbs_of_saying_are_known() -> None:
    assert is_saying(stem("said"))
    assert not is_saying(stem("opened"))
