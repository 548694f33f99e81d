"""The passages behind an answer, verbatim with their outlet; a retold article's are never shown as a quotation (pure)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.present.cards import Card, Tone
from briefings.model import Digest, Passage
from briefings.templates import dates
from briefings.templates.markdown import bold, escape

Supported = tuple[str, tuple[Passage, ...]]
"""Words (Markdown) and the passages that support them; the words may be empty."""


def passages_card(digest: Digest, supported: Iterable[Supported]) -> Card:
    """Each passage once, under the words that it supports first."""
    seen: set[tuple[str, int, int]] = set()
    blocks = []
    for words, passages in supported:
        fresh = [passage for passage in passages if (passage.article, passage.start, passage.end) not in seen]
        seen.update((passage.article, passage.start, passage.end) for passage in fresh)
        shown = [passage_block(digest, passage) for passage in fresh]
        blocks += [f"**{words}**\n{shown[0]}", *shown[1:]] if shown and words else shown
    if not blocks:
        return Card("Passages", ("There are no passages for this.",), tone=Tone.UNKNOWN)
    return Card("Passages", tuple(blocks), _kind(digest, {article for article, _, _ in seen}))


def passage_block(digest: Digest, passage: Passage) -> str:
    """One passage: a quotation of its outlet, or, where the article is retold, plain text "retold from" it."""
    note = digest.article(passage.article)
    day = f", {dates.day(note.published)}" if note.published else ""
    if note.retold:
        return f"{escape(passage.quote)}\n— *retold from {escape(note.outlet)}*{day}"
    return f"> {escape(passage.quote)}\n— {bold(note.outlet)}{day}"


def _kind(digest: Digest, articles: set[str]) -> str:
    retold = {digest.article(id).retold for id in articles}
    if retold == {True}:
        return "Retold in our own words from the sources named: not quotations."
    if retold == {False}:
        return "Word for word as the sources print it."
    return "Quoted passages are word for word; the others are retold in our own words."
