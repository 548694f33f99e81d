"""A question gets an answer from the passages and the ledger, or "not in the sources"."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.articles.read import read_article
from briefings.ask import LIMIT, Index, ask
from briefings.errors import NoArticles, QuestionEmpty, QuestionTooLong
from briefings.model import (
    Answer,
    Article,
    ArticleNote,
    Digest,
    Facet,
    Fact,
    Passage,
    Person,
    Place,
    Precision,
    Quote,
    Role,
    SharedText,
    State,
    TimelineEntry,
    Value,
    When,
)

ECHO = """Gale closes the harbour bridge

TOLLMOUTH, Jan 24 (Tollmouth Echo) - A gale closed the harbour bridge at Tollmouth on Tuesday and cut power to about 4,200 homes.

Harbour master Edwin Sayle said the bridge would stay shut for now. "I would not walk a goat across it," Mr Sayle said.

Two people were hurt when a scaffold fell in Quay Street, the ambulance service said. The shelter in the Drill Hall can hold 150 people.

The bridge, which opened in 1961, carries 9,000 cars a day, twice as many as the old ferry.

Ferry tickets cost £4.50. The ferry sails every two hours.
"""
RADIO = """Tollmouth counts the cost

The storm that hit Tollmouth on Tuesday left 5,100 homes without power, the grid company said.

The bridge was closed because gusts of 85mph had loosened two cables.

Mayor Ines Okell, 52, will visit the town on Friday for a two-day stay. She denied that warnings had been ignored.

The shelter in the Drill Hall is not open to pets. In all, 31 roofs were damaged and 12 destroyed.

The bridge, which opened in 1961, carries 9,000 cars a day, twice as many as the old ferry.
"""


def cut(articles: tuple[Article, ...], id: str, words: str) -> Passage:
    article = next(article for article in articles if article.id == id)
    start = article.text.index(words)
    return article.passage(start, start + len(words))


@pytest.fixture(scope="module")
def articles() -> tuple[Article, ...]:
    return (
        read_article(ECHO, name="a.txt", id="A", outlet="Tollmouth Echo", published=date(2024, 1, 24)),
        read_article(RADIO, name="b.txt", id="B", outlet="Coast Radio", published=date(2024, 1, 25)),
    )


@pytest.fixture(scope="module")
def digest(articles: tuple[Article, ...]) -> Digest:
    goat = cut(articles, "A", "I would not walk a goat across it,")
    homes = (
        Value("about 4,200 homes", ("A",), (cut(articles, "A", "about 4,200 homes"),), 4200, 4200, "home"),
        Value("5,100 homes", ("B",), (cut(articles, "B", "5,100 homes"),), 5100, 5100, "home"),
    )
    sayle, okell = cut(articles, "A", "Edwin Sayle"), cut(articles, "B", "Ines Okell")
    tuesday = When(date(2024, 1, 23), date(2024, 1, 23), Precision.DAY)
    return Digest(
        "The gale at Tollmouth",
        "Europe/London",
        1,
        (
            ArticleNote(
                "A", "Tollmouth Echo", "Gale closes the harbour bridge", date(2024, 1, 24), 5, shares_text_with=(SharedText("B", 1),)
            ),
            ArticleNote("B", "Coast Radio", "Tollmouth counts the cost", date(2024, 1, 25), 5, shares_text_with=(SharedText("A", 1),)),
        ),
        facts=(Fact(Facet.NUMBERS, "homes without power", State.CONFLICT, 2, homes, "count/home//power"),),
        people=(
            Person("Edwin Sayle", ("Sayle",), (Role("Harbour master", ("A",)),), ("A",), (sayle,)),
            Person("Ines Okell", ("Okell",), (Role("Mayor", ("B",)),), ("B",), (okell,)),
        ),
        places=(Place("Tollmouth", "town", True, ("A", "B"), ()), Place("Drill Hall", "site", False, ("A", "B"), ())),
        timeline=(TimelineEntry(tuesday, "gale", ("A",), (cut(articles, "A", "on Tuesday"),)),),
        quotes=(Quote("Edwin Sayle", goat.quote, "A", goat.start, goat.end),),
    )


@pytest.fixture(scope="module")
def index(digest: Digest, articles: tuple[Article, ...]) -> Index:
    return Index(digest, articles)


def quotes(answer: Answer) -> str:
    return " | ".join(passage.quote for passage in answer.evidence)


def test_an_answer_cites_the_passage_word_for_word(index: Index, articles: tuple[Article, ...]) -> None:
    answer = index.ask("Why was the bridge closed?")
    assert answer.answered
    assert "gusts of 85mph" in answer.evidence[0].quote
    for passage in answer.evidence:
        article = next(article for article in articles if article.id == passage.article)
        assert article.text[passage.start : passage.end] == passage.quote


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When did the gale close the bridge?", "Tuesday 23 January 2024"),
        ("How many people were hurt?", "Two people"),
        ("How many people can the shelter hold?", "150 people"),
        ("In which street did the scaffold fall?", "Quay Street"),
        ("How old is Ines Okell?", "52"),
        ("How much do ferry tickets cost?", "£4.50"),
        ("How often does the ferry sail?", "every two hours"),
        ("Where is the shelter?", "Drill Hall"),
        ("When did the bridge open?", "1961"),
    ],
)
def test_the_value_asked_for_is_the_direct_line(index: Index, question: str, text: str) -> None:
    answer = index.ask(question)
    assert answer.answered
    assert answer.text == text


def test_values_at_odds_are_all_shown_with_their_sources(index: Index) -> None:
    answer = index.ask("How many homes were without power?")
    assert answer.state is State.CONFLICT
    assert {(value.text, value.sources) for value in answer.values} == {("about 4,200 homes", ("A",)), ("5,100 homes", ("B",))}
    assert answer.text == "The sources disagree: about 4,200 homes (Tollmouth Echo), 5,100 homes (Coast Radio)."


def test_a_disagreement_on_something_near_is_not_one_on_what_is_asked(digest: Digest) -> None:
    text = ECHO + "\nOn Friday evening 900 homes in the harbour district were still without power.\n"
    exact = read_article(text, name="a.txt", id="A", outlet="Tollmouth Echo", published=date(2024, 1, 27))
    other = read_article(RADIO, name="b.txt", id="B", outlet="Coast Radio", published=date(2024, 1, 25))
    answer = Index(digest, (exact, other)).ask("How many homes in the harbour district were without power on Friday evening?")
    assert answer.text == "900 homes"
    assert answer.state is not State.CONFLICT


@pytest.mark.parametrize(
    "question", ["Do the sources agree on the number of homes without power?", "Do they agree on the homes without power?"]
)
def test_disagreement_is_answered_with_no_and_both_values(index: Index, question: str) -> None:
    answer = index.ask(question)
    assert answer.text.startswith("No: ")
    assert "about 4,200 homes (Tollmouth Echo)" in answer.text
    assert "5,100 homes (Coast Radio)" in answer.text


def test_a_person_is_known_by_role_and_a_role_by_its_bearer(index: Index) -> None:
    assert index.ask("Who is Edwin Sayle?").text == "Edwin Sayle: Harbour master"
    assert index.ask("Who is the mayor?").text == "Ines Okell"


def test_words_are_traced_to_their_speaker_and_a_speaker_to_the_words(index: Index) -> None:
    assert index.ask("Who spoke of a goat?").text == "Edwin Sayle"
    assert "walk a goat" in index.ask("What did Sayle say about the bridge?").text
    assert not index.ask("What did the president say about the bridge?").answered


def test_yes_and_no_come_first_with_the_passage(index: Index) -> None:
    yes = index.ask("Was the bridge closed?")
    assert yes.text.startswith("Yes: ")
    no = index.ask("Is the shelter open to pets?")
    assert no.text.startswith("No: ")
    assert "not open to pets" in quotes(no)
    assert not index.ask("Did the mayor resign?").answered


def test_a_title_is_confirmed_of_its_bearer_alone(index: Index) -> None:
    assert index.ask("Is Ines Okell the mayor?").text.startswith("Yes: Mayor Ines Okell")
    assert not index.ask("Is Ines Okell the harbour master?").answered


def test_a_source_is_answered_by_its_outlet(index: Index) -> None:
    assert index.ask("Which source mentions a scaffold?").text == "Tollmouth Echo"
    shared = index.ask("Which outlets share word-for-word passages?")
    assert {source for value in shared.values for source in value.sources} == {"A", "B"}
    assert "carries 9,000 cars a day" in quotes(shared)


def test_a_question_can_be_limited_to_one_source(index: Index) -> None:
    answer = index.ask("How many homes were without power according to Coast Radio?")
    assert answer.values[0].text == "5,100 homes"
    assert {passage.article for passage in answer.evidence[:1]} == {"B"}


def test_what_one_sentence_implies_is_marked_as_computed(index: Index) -> None:
    assert index.ask("How many cars did the old ferry carry?").text == "4,500 (computed: 9,000 is twice as many)"
    assert index.ask("How many roofs were damaged or destroyed altogether?").text == "43 (computed: 31 + 12)"
    assert index.ask("On which date does the mayor's stay end?").text.startswith("Saturday 27 January 2024 (computed: ")


@pytest.mark.parametrize(
    "question",
    [
        "How old is Edwin Sayle?",
        "What is the phone number of the harbour?",
        "Where did the Prime Minister go?",
        "How many dogs are in the shelter?",
        "On which day in May did the ferry sink?",
        "What is the name of the ferry?",
        "Who will succeed Ines Okell?",
        "Who wrote the Echo article?",
        "Is Edwin Sayle the mayor?",
        "Did Edwin Sayle visit Tollmouth?",
        "Was Ines Okell in Quay Street?",
    ],
)
def test_what_no_passage_says_is_not_in_the_sources(index: Index, question: str) -> None:
    answer = index.ask(question)
    assert not answer.answered
    assert answer.text == "Not in the sources."
    assert answer.evidence == ()


def test_the_nearest_known_thing_is_offered_where_nothing_answers(index: Index) -> None:
    assert index.ask("How old is Edwin Sayle?").nearest is not None


def test_without_a_digest_the_passages_still_answer(articles: tuple[Article, ...]) -> None:
    answer = ask("Why was the bridge closed?", Digest("The gale", "Europe/London", 1, ()), articles)
    assert "gusts of 85mph" in answer.evidence[0].quote


def test_an_empty_question_is_refused(index: Index) -> None:
    with pytest.raises(QuestionEmpty):
        index.ask("  ?! ")


def test_a_question_longer_than_the_limit_is_refused(index: Index) -> None:
    with pytest.raises(QuestionTooLong):
        index.ask("why " * LIMIT)


def test_a_story_without_articles_cannot_be_asked() -> None:
    with pytest.raises(NoArticles):
        ask("When?", Digest("Nothing yet", "UTC", 1, ()), ())
