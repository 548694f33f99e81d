"""People as facts, posts that exclude each other, places as facts, and who counts as a witness."""

from __future__ import annotations

import pytest

from briefings.facts.where import place_facts
from briefings.facts.who import people_facts, posts_exclude
from briefings.facts.witnesses import count_witnesses
from briefings.model import Facet, Passage, Person, Place, Role, State


def passage(article: str, quote: str) -> Passage:
    return Passage(article, 0, len(quote), quote)


def person(*roles: Role, sources: tuple[str, ...] = ("A", "B")) -> Person:
    evidence = tuple(passage(source, f"Rosa Delgado spoke to {source}") for source in sources)
    return Person("Rosa Delgado", (), roles, sources, evidence)


@pytest.mark.parametrize(
    ("one", "other", "exclude"),
    [
        ("chief engineer", "deputy chief engineer", True),
        ("vice minister of trade", "minister of trade", True),
        ("governor", "lieutenant governor", True),
        ("Sergeant", "Inspector", True),
        ("former chief executive of the harbour company", "the company's former finance director", True),
        ("the region's fire chief", "deputy head of fire", True),
        ("minister", "vice minister of trade", False),
        ("foreign minister", "defence minister", True),
        ("general manager", "captain of the team", False),
        ("the brewery's chief accountant", "former finance director of the brewery", True),
        ("captain of the tanker", "first officer of the tanker", True),
        ("defence lawyer", "prosecutor", True),
        ("the firm's lawyer", "chief accountant", False),
        ("chairman of the bank", "chief executive of the charity", False),
        ("Detective Sergeant", "sergeant", False),
        ("chief engineer", "head of the delegation", False),
        ("Vice Minister", "deputy minister", False),
        ("secretary general", "secretary general", False),
    ],
)
def test_a_post_and_its_deputy_s_exclude_each_other(one: str, other: str, exclude: bool) -> None:
    assert posts_exclude(Role(one, ("A",)), Role(other, ("B",))) is exclude


def test_a_source_that_gives_both_posts_explains_them() -> None:
    assert not posts_exclude(Role("minister", ("A", "B")), Role("deputy minister", ("B",)))


def test_people_are_facts_with_a_state() -> None:
    people = [
        person(Role("mayor", ("A", "B"))),
        person(Role("mayor", ("A",)), Role("head of the council", ("B",))),
        person(Role("chief engineer", ("A",)), Role("deputy chief engineer", ("B",))),
        person(Role("mayor", ("A",)), sources=("A",)),
    ]
    facts = people_facts(people, {})
    assert [fact.state for fact in facts] == [State.AGREE, State.COMPLEMENTARY, State.CONFLICT, State.SINGLE_SOURCE]
    assert facts[0].values[0].text == "Rosa Delgado, mayor"


def test_a_source_that_gives_no_post_still_names_the_person() -> None:
    (fact,) = people_facts([person(Role("mayor", ("A",)))], {})
    assert [(value.text, value.sources) for value in fact.values] == [("Rosa Delgado, mayor", ("A",)), ("Rosa Delgado", ("B",))]


def test_only_the_main_place_is_where_it_happened() -> None:
    evidence = (passage("A", "in Lunda"), passage("B", "at Lunda"))
    places = [Place("Lunda", "town", True, ("A", "B"), evidence), Place("Oslo", "town", False, ("A",), evidence[:1])]
    (fact,) = place_facts(places, {})
    assert (fact.facet, fact.state, [value.evidence[0].article for value in fact.values]) == (Facet.WHERE, State.AGREE, ["A", "B"])


def test_witnesses_are_counted_without_copies() -> None:
    evidence = [passage(article, "the same words") for article in "ABC"]
    copied = {("A", "B"): ((0, 20),), ("B", "A"): ((0, 20),)}
    assert (count_witnesses(evidence, {}), count_witnesses(evidence, copied), count_witnesses([], {})) == (3, 2, 0)


def test_an_outlet_with_words_of_its_own_is_a_witness_of_its_own() -> None:
    evidence = [passage("A", "the same words"), Passage("A", 50, 60, "own words!"), Passage("B", 90, 104, "different text")]
    assert count_witnesses(evidence, {("A", "B"): ((0, 20),)}) == 2


@pytest.mark.parametrize(
    ("name", "role", "conflict"),
    [
        ("Marta Delgado", "chief engineer", True),
        ("Rosalind Delgado", "chief engineer", False),
        ("R. Delgado", "chief engineer", False),
        ("Marta Delgado", "nurse", False),
        ("Marta Quist", "chief engineer", False),
    ],
)
def test_one_post_under_two_first_names_is_a_conflict(name: str, role: str, conflict: bool) -> None:
    one = person(Role("chief engineer", ("A",)), sources=("A",))
    other = Person(name, (), (Role(role, ("B",)),), ("B",), (passage("B", f"{name} spoke"),))
    assert [fact.label for fact in people_facts([one, other], {}) if fact.state is State.CONFLICT] == ["first name of Delgado"] * conflict
