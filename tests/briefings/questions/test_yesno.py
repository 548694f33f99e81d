"""Yes or no comes only from a passage that states the event, or denies it."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.articles.read import read_article
from briefings.ask import Index
from briefings.model import Digest
from briefings.questions.yesno import predicate

TEXT = """The kiosk at Oxley

The kiosk at Oxley opened on Monday, close to the border with Larkspur, and has been painted green.

The ferry office rejected a plan for a second pier. No one was hurt when the old one fell.

The bakery will close to visitors in May. Swimmers rarely come near it.
"""


@pytest.fixture(scope="module")
def index() -> Index:
    article = read_article(TEXT, name="a.txt", id="A", outlet="Oxley Mail", published=date(2023, 4, 5))
    return Index(Digest("The kiosk", "Europe/London", 1, ()), (article,))


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Did the head of the school resign after the vote?", "resign"),
        ("Is the shelter open to pets?", "open"),
        ("Does the plan cover tenants?", "cover"),
        ("Will the minister pay a subsidy?", "pay"),
        ("Has any worker agreed to move?", "agreed"),
        ("Did Ann Lee visit Oxley?", "visit"),
        ("Did they?", "they"),
    ],
)
def test_the_predicate_is_the_word_that_says_what_happened(question: str, word: str) -> None:
    assert predicate(question) == word


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Did the kiosk open?", "Yes: The kiosk"),
        ("Did the kiosk close?", "Not in the sources."),
        ("Has the kiosk closed?", "Not in the sources."),
        ("Was the kiosk painted green?", "Yes: The kiosk"),
        ("Was anyone hurt?", "No: No one"),
        ("Will the bakery close?", "Yes: The bakery"),
        ("Will the bakery move?", "Not in the sources."),
        ("Did the ferry sink?", "Not in the sources."),
    ],
)
def test_only_the_event_itself_decides(index: Index, question: str, begins: str) -> None:
    assert index.ask(question).text.startswith(begins)


def test_only_what_speaks_of_the_thing_asked_about_is_offered_as_near(index: Index) -> None:
    assert "bakery" in str(index.ask("Will the bakery move?").nearest)
    assert index.ask("Which orchestra won the quiz?").nearest is None
