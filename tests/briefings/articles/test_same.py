"""What two articles print word for word."""

from __future__ import annotations

from briefings.articles.read import read_article
from briefings.articles.same import shared_passages
from briefings.model import Article

LEDE = "The council of the town voted on Monday to sell the old harbor, which had been closed for years, to a company from the coast."
HISTORY = "The harbor was built by prisoners in 1871. It was last dredged in 1990, when the ferries still called there twice a day."
OWN = "Fishermen stood outside the hall for hours, and some of them wept when the result of the vote was read out to them."
FAR = "Dr. Jane Doe, who teaches history, said that the sale would end a story of a hundred and fifty years of fishing."


def article(id: str, *paragraphs: str) -> Article:
    return read_article("\n\n".join(["A title of five words", *paragraphs]), name="a.txt", id=id)


def shared(a: Article, b: Article) -> list[str]:
    passages = shared_passages(a, b)
    for passage in passages:
        assert passage.here.quote == a.text[passage.here.start : passage.here.end]
        assert passage.there.quote == b.text[passage.there.start : passage.there.end]
        assert (passage.here.article, passage.there.article) == (a.id, b.id)
    return [passage.here.quote for passage in passages]


def test_a_whole_paragraph_is_one_passage() -> None:
    assert shared(article("A", LEDE, HISTORY), article("B", OWN, HISTORY)) == [HISTORY]


def test_two_paragraphs_are_two_passages() -> None:
    assert shared(article("A", LEDE, HISTORY, FAR), article("B", HISTORY, FAR, OWN)) == [HISTORY, FAR]


def test_one_sentence_within_a_paragraph_counts() -> None:
    second = HISTORY.split(". ", 1)[1]
    assert shared(article("A", LEDE, HISTORY), article("B", OWN, f"{OWN} {second}")) == [second]


def test_sentences_that_stand_apart_are_two_passages() -> None:
    one, two = LEDE, FAR
    assert shared(article("A", f"{one} It rained. {two}"), article("B", f"{one} It snowed. {two}")) == [one, two]


def test_quotation_marks_and_spaces_may_differ() -> None:
    here, there = (
        f"{LEDE} “It’s\u00a0over and done with for all of us,” she said.",
        f'{LEDE} "It\'s over and done with for all of us," she said.',
    )
    assert shared(article("A", here), article("B", there)) == [here.replace("\u00a0", " ")]


def test_one_other_number_makes_another_passage() -> None:
    assert shared(article("A", OWN, LEDE.replace("years", "9 years")), article("B", HISTORY, LEDE.replace("years", "8 years"))) == []


def test_short_sentences_are_alike_by_chance() -> None:
    assert shared(article("A", LEDE, "He did not say why."), article("B", OWN, "He did not say why.")) == []


def test_a_caption_does_not_count() -> None:
    caption = "PHOTO: " + LEDE
    assert shared(article("A", caption, OWN), article("B", LEDE, HISTORY)) == []


def test_a_title_s_abbreviation_does_not_cut_a_sentence() -> None:
    assert shared(article("A", FAR), article("B", OWN, FAR)) == [FAR]
