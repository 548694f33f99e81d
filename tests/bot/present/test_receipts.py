"""What somebody sees before an article counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.present.receipts import added_card, preview_card, removed_card
from briefings.model import Article, Change, Cut, Digest, Facet, Fact, State, Story, Value

STORY = Story(1, None, "ferry", "A ferry terminal opens", "Europe/Oslo")


def _change(kind: str, label: str, *values: str) -> Change:
    state = State.CONFLICT if kind == "disputed" else State.AGREE
    return Change(kind, Fact(Facet.NUMBERS, label, state, 1, tuple(Value(text, ("A",), ()) for text in values)))


def _text(article: Article, story: Story, changes: Sequence[Change] = ()) -> str:
    card = preview_card(article, story, changes)
    return "\n".join((card.title, *card.blocks, card.note))


def test_it_tells_what_was_read_and_what_was_cut(ferry_articles: Sequence[Article]) -> None:
    article = replace(ferry_articles[0], removed=(Cut("Subscribe now", "newsletter"),) * 9, warnings=("The date is a guess.",))
    text = _text(article, STORY)
    assert "**The Harbour Herald** · 20 March 2026 · three paragraphs" in text
    assert "- Subscribe now (newsletter)" in text
    assert "-# and one piece more" in text
    assert "- The date is a guess." in text


def test_disputes_are_told_and_confirmations_only_named(ferry_articles: Sequence[Article]) -> None:
    changes = [_change("disputed", "staff", "40", "12"), _change("new", "ships", "two"), _change("confirmed", "opening day", "20 March")]
    text = _text(ferry_articles[0], STORY, changes)
    assert "- ⚠ Disagrees with what is known: staff: *40* and *12*" in text
    assert "- Adds: ships: *two*" in text
    assert "- Confirms one fact: opening day" in text
    assert "20 March*" not in text


def test_an_article_that_changes_nothing_says_so(ferry_articles: Sequence[Article]) -> None:
    assert "No fact: it says nothing that the story does not have already." in _text(ferry_articles[0], STORY)


def test_only_a_built_in_story_is_copied(ferry_articles: Sequence[Article]) -> None:
    assert "its own copy" in _text(ferry_articles[0], STORY)
    assert "its own copy" not in _text(ferry_articles[0], replace(STORY, guild_id=5))


def test_afterwards_the_revision_is_told(ferry_digest: Digest) -> None:
    added, removed = added_card(STORY, ferry_digest), removed_card(STORY, ferry_digest)
    assert added.note == removed.note == "Revision 1"
    assert "**Island Echo** is now a source" in added.blocks[0]
    assert "rests on **The Harbour Herald**, **Coast Courier** and **Island Echo**" in removed.blocks[0]
