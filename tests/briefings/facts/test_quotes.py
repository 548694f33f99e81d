"""Who said what: attributions before, after and in the middle of a quotation, pronouns, paragraphs that go on, and what is no quotation."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.facts.pipeline import Parsed
from briefings.facts.quote_spans import spans_of_block
from briefings.facts.quotes import find_quotes, name_speakers
from briefings.model import Passage, Person, Quote

Parse = Callable[..., Parsed]


def said(article: Parsed) -> list[tuple[str | None, str]]:
    return [(quote.speaker, quote.text) for quote in find_quotes(article)]


SPOKEN = [
    ("“The bridge is safe,” said Ana Duarte, the city's engineer.", "Ana Duarte", "The bridge is safe"),
    ("Ana Duarte said: “The bridge is safe.”", "Ana Duarte", "The bridge is safe."),
    ('Ana Duarte called the bridge "a work of art".', "Ana Duarte", "a work of art"),
    ("The mayor's office dismissed the report as “nonsense”.", "mayor's office", "nonsense"),
    ("The bridge is “perfectly safe”, according to Ana Duarte.", "Ana Duarte", "perfectly safe"),
    ("Its chief engineer, Ana Duarte, promised “no more delays”.", "Ana Duarte", "no more delays"),
    ("‘The bridge isn’t safe,’ Ana Duarte told the council.", "Ana Duarte", "The bridge isn’t safe"),
    ("'The bridge is safe,' Ana Duarte said.", "Ana Duarte", "The bridge is safe"),
    ("Ana Duarte backed the repair of the “old town”.", "Ana Duarte", "old town"),
    ("“The bridge is safe,” said the head of Local 12, Ana Duarte.", "Ana Duarte", "The bridge is safe"),
    ("Ana Duarte, who chairs the board, put it in a sentence: “The bridge is safe.”", "Ana Duarte", "The bridge is safe."),
    ("Ana Duarte hoped that the ruling would be read “in every town of the country”.", "Ana Duarte", "in every town of the country"),
    ("The firm, which makes cranes, described the fall as “a freak event”.", "firm", "a freak event"),
]


@pytest.mark.parametrize(("sentence", "speaker", "text"), SPOKEN)
def test_the_speaker_stands_beside_the_quotation(parsed: Parse, sentence: str, speaker: str, text: str) -> None:
    assert said(parsed(sentence)) == [(speaker, text)]


def test_a_split_quotation_has_one_speaker(parsed: Parse) -> None:
    article = parsed("“The bridge is safe,” said Ana Duarte, “and it will stay so. Trust us.”")
    assert said(article) == [("Ana Duarte", "The bridge is safe"), ("Ana Duarte", "and it will stay so. Trust us.")]


def test_what_follows_in_the_paragraph_has_the_same_speaker(parsed: Parse) -> None:
    article = parsed("“The bridge is safe,” Ana Duarte said at a meeting. “I use it myself.”")
    assert [speaker for speaker, _ in said(article)] == ["Ana Duarte", "Ana Duarte"]


def test_a_quotation_goes_on_over_paragraphs(parsed: Parse) -> None:
    article = parsed("“The bridge is safe,” Ana Duarte said. “We looked at every bolt.", "“And we shall look again.”")
    assert said(article)[-1] == ("Ana Duarte", "And we shall look again.")


def test_she_is_whom_the_sentence_before_is_about(parsed: Parse) -> None:
    article = parsed(
        "Ms Duarte said that Leo Cruz had not asked. “Nobody told me,” she said. “He never wrote.”", "Ana Duarte leads the council."
    )
    assert {speaker for speaker, _ in said(article)} == {"Ana Duarte"}


def test_the_office_stands_for_its_holder(parsed: Parse) -> None:
    article = parsed("The engineer Ana Duarte met the mayor, Leo Cruz.", "“It will hold,” the engineer said.")
    assert said(article) == [("Ana Duarte", "It will hold")]


def test_they_are_the_group_that_spoke_last(parsed: Parse) -> None:
    article = parsed("Residents said the street was dark. They called it “a trap for everyone”.")
    assert said(article) == [("Residents", "a trap for everyone")]


def test_titles_and_nicknames_are_no_quotations(parsed: Parse) -> None:
    assert said(parsed('The film "Long Way Home" stars Robert "Bob" Vance.')) == []


def test_apostrophes_are_no_quotation_marks(parsed: Parse) -> None:
    assert said(parsed("The players’ bus left at nine; it’s the club’s own, and the fans’ choice.")) == []


def test_every_quotation_is_verbatim(parsed: Parse) -> None:
    article = parsed("“ The bridge is safe, ” said Ana Duarte. ‘Quite safe.’")
    assert all(article.article.text[quote.start : quote.end] == quote.text for quote in find_quotes(article))


def test_a_speaker_goes_by_the_name_that_the_story_knows() -> None:
    person = Person("Ana Duarte", ("Duarte",), (), ("B",), (Passage("B", 0, 1, "."),))
    quotes = [Quote("Duarte", "x", "B", 0, 1), Quote("Duarte", "x", "A", 0, 1), Quote(None, "x", "B", 0, 1)]
    assert [quote.speaker for quote in name_speakers(quotes, [person])] == ["Ana Duarte", "Duarte", None]


@given(st.text(alphabet="ab .,\"'“”‘’«»\n", max_size=80))
def test_no_marks_break_the_search_for_quotations(text: str) -> None:
    spans = spans_of_block(text, 0, len(text), 0)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
