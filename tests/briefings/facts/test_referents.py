"""Pronouns told by what they stand for, and left alone where that is not plain."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefings.facts.pipeline import Parsed
from briefings.facts.referents import referent

Parse = Callable[..., Parsed]

PLAIN = [
    ("Ana Cruz runs the harbour. She opened the gate on Friday.", "She", "Ana Cruz"),
    ("The storm weakened overnight. It crossed the coast on Friday.", "It", "The storm"),
    ("The ferries were sold. They left in May.", "They", "The ferries"),
    ("Ana Cruz lost a boat. Her brother died in May.", "Her", "Ana Cruz"),
]
DOUBTFUL = [
    ("Ana Cruz met Rosa Vale in the harbour with Dana Holt. She left on Friday.", "She", "Dana Holt"),
    ("The council bought a ferry from a yard. It closed in May.", "It", "a yard"),
]


def _pronoun(parsed: Parsed, word: str) -> str | None:
    return referent(next(token for token in parsed.doc if token.text == word))


@pytest.mark.parametrize(("text", "word", "meant"), PLAIN)
def test_a_pronoun_stands_for_the_only_one_that_it_can_mean(parsed: Parse, text: str, word: str, meant: str) -> None:
    assert _pronoun(parsed(text), word) == meant


@pytest.mark.parametrize(("text", "word", "other"), DOUBTFUL)
def test_nobody_is_named_where_it_could_be_another(parsed: Parse, text: str, word: str, other: str) -> None:
    assert _pronoun(parsed(text), word) != other
