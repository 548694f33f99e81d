"""Each further source answers with its own passage, and values that exclude each other are shown as a conflict."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.articles.read import read_article
from briefings.ask import Index
from briefings.model import Digest, State

WIRE = """Lantern parade at Brill

The parade drew 4,200 lanterns to the quay of Brill on Friday, the harbour master said.

The barge left the lock at 9:40 p.m. and the rope held for three hours.

The committee sold 900 tickets, and volunteers swept up six tonnes of wax. It was the fourth parade in a row for the piper.
"""
PAPER = """A night of lights

By the count of the paper the parade drew 5,600 lanterns to the quay, and nobody fell in.

The barge left the lock at 10.20pm, and the rope was cut after 40 minutes.

The committee sold 350 programmes at the gate.
"""


@pytest.fixture(scope="module")
def index() -> Index:
    texts = {"A": WIRE, "B": PAPER}
    articles = [read_article(text, name=f"{id}.txt", id=id, outlet=id, published=date(2024, 9, 7)) for id, text in texts.items()]
    return Index(Digest("The parade", "Europe/London", 1, ()), articles)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("How many lanterns did the parade draw to the quay?", ["4,200 lanterns", "5,600 lanterns"]),
        ("At what time did the barge leave the lock?", ["9:40 p.m.", "10.20pm"]),
    ],
)
def test_values_of_two_sources_that_exclude_each_other_are_a_conflict_without_a_fact_of_the_ledger(
    index: Index, question: str, values: list[str]
) -> None:
    answer = index.ask(question)
    assert answer.state is State.CONFLICT
    assert [value.text for value in answer.values] == values
    assert [value.sources for value in answer.values] == [("A",), ("B",)]


def test_what_counts_another_thing_contradicts_nothing(index: Index) -> None:
    answer = index.ask("How many tickets did the committee sell?")
    assert answer.values[0].text.startswith("900 tickets")
    assert answer.state is not State.CONFLICT


def test_values_many_times_apart_are_of_two_things(index: Index) -> None:
    assert index.ask("How long did the rope hold?").state is not State.CONFLICT


def test_how_much_may_be_told_by_weight(index: Index) -> None:
    assert index.ask("How much wax was swept up?").values[0].text.startswith("six tonnes")
