"""When two spellings are one name, and what a name in short is short for."""

from __future__ import annotations

import pytest

from briefings.facts import names

SAME = [
    ("Park Min-jun", "Park Min Jun"),
    ("Wei Zhang", "Zhang Wei"),
    ("José Núñez", "Jose Nunez"),
    ("Søren Bøgh", "Soren Bogh"),
    ("Elizabeth Crane", "Liz Crane"),
    ("Benjamin Osei", "Ben Osei"),
    ("J. Whitfield", "Joan Whitfield"),
    ("Maria Teresa Alves", "Maria Alves"),
    ("Sergei Volkov", "Sergey Volkov"),
    ("Martin Luther King Jr.", "Martin Luther King"),
    ("Dr. Ana Cruz", "Ana Cruz"),
]
DIFFERENT = [
    ("Maria Lopez", "Mario Lopez"),
    ("Park Min-jun", "Park Min-seo"),
    ("Anna Schmidt", "Anna Keller"),
    ("Peter Hall", "Petra Hill"),
    ("Chen Jie", "Cheng Jun"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_are_one_person(one: str, other: str) -> None:
    assert names.same_person(one, other)
    assert names.same_person(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_near_names_are_two_people(one: str, other: str) -> None:
    assert not names.same_person(one, other)
    assert not names.same_person(other, one)


def test_a_surname_with_its_particles_is_a_name_in_short() -> None:
    assert not names.is_full("van der Berg")
    assert names.is_part_of("van der Berg", "Lotte van der Berg")
    assert names.is_part_of("Berg", "Lotte van der Berg")
    assert not names.is_part_of("Bergman", "Lotte van der Berg")


def test_a_hyphened_surname_may_lose_its_hyphen() -> None:
    assert names.is_part_of("Arroyo Finch", "Luis Arroyo-Finch")


def test_the_surname_stands_first_where_the_given_name_is_hyphened() -> None:
    assert names.is_surname("Park", "Park Min-jun")
    assert not names.is_surname("Cruz", "Cruz Min-jun Park")
    assert names.is_surname("Berg", "Lotte Berg")


def test_a_courtesy_word_tells_a_gender_only_where_it_does() -> None:
    assert [names.gender_of(word) for word in ("Mrs", "Sir", "Dr.")] == ["f", "m", None]
