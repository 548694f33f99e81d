"""Statements that stand alone, and the nearest thing that another source says."""

from __future__ import annotations

from briefings.facts.echoes import with_echoes
from briefings.facts.match import Words
from briefings.facts.slots import terms
from briefings.model import Claim, Facet, Passage


def statement(article: str, text: str) -> Claim:
    return Claim(article, Facet.BACKGROUND, "statement", text, text, Passage(article, 0, len(text), text), terms=terms(text))


FERRY = statement("A", "The ferry captain rescued two sailors from the reef at dawn.")
REEF = statement("B", "Two sailors clung to the reef until a ferry captain rescued them.")
BAKER = statement("B", "The baker's union praised the minister.")


def groups_of(*groups: list[Claim]) -> list[list[str]]:
    words = Words([claim.terms for group in groups for claim in group])
    return [[claim.article for claim in group] for group in with_echoes(groups, words)]


def test_a_lone_statement_is_set_beside_its_echo_once() -> None:
    assert groups_of([FERRY], [REEF]) == [["A", "B"]]


def test_a_statement_without_an_echo_stays_alone() -> None:
    assert groups_of([FERRY], [BAKER]) == [["A"], ["B"]]


def test_an_echo_may_stand_in_a_group_of_its_own_too() -> None:
    other = statement("C", "A captain of the ferry line retired.")
    assert groups_of([FERRY], [REEF, other]) == [["A", "B"], ["B", "C"]]
