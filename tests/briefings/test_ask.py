"""A question gets an answer from the passages, or "not in the sources"."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.articles.read import read_article
from briefings.ask import LIMIT, Index, ask
from briefings.errors import NoArticles, QuestionEmpty, QuestionTooLong
from briefings.model import Article, Digest

GALE = """Gale closes the harbour bridge

A gale closed the harbour bridge at Tollmouth on Tuesday and cut power to about 4,200 homes.

Harbour master Edwin Sayle said the bridge would stay shut until its cables had been checked. "I would not walk a goat across it," Mr Sayle said.

Two people were hurt when a scaffold fell in Quay Street, the ambulance service said.
"""
LATER = """Tollmouth counts the cost

The storm that hit Tollmouth on Tuesday left 5,100 homes without power, the grid company said.

The bridge was closed because gusts of 85mph had loosened two cables.
"""


@pytest.fixture(scope="module")
def articles() -> tuple[Article, ...]:
    return (
        read_article(GALE, name="a.txt", id="A", outlet="Tollmouth Echo", published=date(2024, 1, 24)),
        read_article(LATER, name="b.txt", id="B", outlet="Coast Radio", published=date(2024, 1, 25)),
    )


@pytest.fixture(scope="module")
def index(articles: tuple[Article, ...]) -> Index:
    return Index(Digest("The gale at Tollmouth", "Europe/London", 1, ()), articles)


def test_an_answer_cites_the_passage_word_for_word(index: Index, articles: tuple[Article, ...]) -> None:
    answer = index.ask("Why was the bridge closed?")
    assert answer.answered
    assert "gusts of 85mph" in answer.evidence[0].quote
    for passage in answer.evidence:
        article = next(article for article in articles if article.id == passage.article)
        assert article.text[passage.start : passage.end] == passage.quote


def test_a_date_is_resolved_in_full(index: Index) -> None:
    assert index.ask("When did the gale close the bridge?").text == "Tuesday 23 January 2024"


def test_the_number_asked_for_comes_with_its_source(index: Index) -> None:
    answer = index.ask("How many people were hurt?")
    assert answer.text.startswith("Two people")
    assert answer.values[0].sources == ("A",)


def test_what_no_passage_says_is_not_in_the_sources(index: Index) -> None:
    for question in ("How old is Edwin Sayle?", "What is the phone number of the harbour?", "Where did the Prime Minister go?"):
        answer = index.ask(question)
        assert not answer.answered, question
        assert answer.evidence == ()


def test_an_empty_question_is_refused(index: Index) -> None:
    with pytest.raises(QuestionEmpty):
        index.ask("  ?! ")


def test_a_question_longer_than_the_limit_is_refused(index: Index) -> None:
    with pytest.raises(QuestionTooLong):
        index.ask("why " * LIMIT)


def test_a_story_without_articles_cannot_be_asked() -> None:
    with pytest.raises(NoArticles):
        ask("When?", Digest("Nothing yet", "UTC", 1, ()), ())
