""" "The only one" against another source's second one."""

from __future__ import annotations

from briefings.facts.exclusives import exclusive_facts
from briefings.facts.match import Words
from briefings.facts.slots import terms
from briefings.model import Claim, Facet, Passage, State


def claim(article: str, slot: str, text: str, quote: str, of: str) -> Claim:
    return Claim(article, Facet.HOW, slot, of, text, Passage(article, 0, len(quote), quote), terms=terms(of))


ONLY = claim("A", "only///", "a ferry", "The only link between the islands has been a ferry.", "the only link between the islands")


def test_a_second_one_contradicts_the_only_one() -> None:
    quote = "The islands were linked by ferry and seaplane for years."
    (fact,) = exclusive_facts([ONLY, claim("B", "statement", quote, quote, quote)], Words([]), {})
    assert (fact.state, [value.text for value in fact.values]) == (State.CONFLICT, ["a ferry", "ferry and seaplane for years"])


def test_two_names_of_the_same_one_do_not() -> None:
    quote = "The islands were linked by a small ferry and a large ferry."
    assert exclusive_facts([ONLY, claim("B", "statement", quote, quote, quote)], Words([]), {}) == []


def test_what_another_source_says_of_other_things_does_not() -> None:
    quote = "The minister praised cheese and ferry captains in a speech at noon."
    assert exclusive_facts([ONLY, claim("B", "statement", quote, quote, quote)], Words([]), {}) == []
