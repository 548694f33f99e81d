"""Of several values in one sentence the one that belongs to the question is taken."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.articles.read import read_article
from briefings.ask import Index
from briefings.model import Digest

TEXT = """The regatta week at Oxley

The regatta was moved from 2.15pm to 3.40pm after fog had come in from the marsh.

The ban on motor boats, which was announced on Monday, runs until 19 August.

It was the third regatta held here this year, after Larkspur in March, Thornfield in April and, weakest of all, Hollin, last month.

Of the 630 people who came, about 140 slept in tents, and the lights were on for all but 72 moorings.

Nine boats, not 12, were lost. The earlier figure of 12 sunken boats was wrong, the harbour office said.

Her rival was taken ashore by the pilot of a ferry, whose name the crew did not know.

He had seen the mast go down. “I thought it was a heron,” he said. “Then it shouted.”

They will sail for the shield again on Monday, if the weather holds and the marsh club agrees, in a borrowed gig.

It is the third time that the Oxley club has won the shield, its first since 1987.
"""


@pytest.fixture(scope="module")
def index() -> Index:
    article = read_article(TEXT, name="a.txt", id="A", outlet="Oxley Mail", published=date(2023, 8, 9))
    return Index(Digest("The regatta", "Europe/London", 1, ()), (article,))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("To what time was the regatta moved?", "3.40pm"),
        ("Until when does the ban on motor boats last?", "Saturday 19 August 2023"),
        ("When was the Hollin regatta?", "July 2023"),
        ("How many moorings had no lights?", "72 moorings"),
        ("How many boats were lost?", "Nine boats"),
        ("When had the Oxley club last won the shield?", "1987"),
        ("How many times has the Oxley club won the shield?", "third time"),
    ],
)
def test_the_value_that_is_asked_for_is_taken(index: Index, question: str, text: str) -> None:
    assert index.ask(question).text == text


def test_a_figure_that_was_taken_back_is_no_longer_valid(index: Index) -> None:
    answer = index.ask("Is the figure of 12 sunken boats still correct?")
    assert answer.text.startswith("No: The earlier figure")


def test_somebody_described_is_quoted_from_the_paragraph_that_carries_on(index: Index) -> None:
    assert "heron" in index.ask("What did the pilot of the ferry say about a heron?").text


def test_a_thing_named_beside_what_is_to_come_is_not_its_place(index: Index) -> None:
    assert not index.ask("Where will they sail for the shield again?").answered
