"""What adding an article would do, before it counts: what was read, what was cut, which facts it changes (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.present.cards import Card, Tone
from bot.present.limits import clip
from briefings.model import Article, Change, Cut, Digest, Story
from briefings.templates import dates
from briefings.templates.filters import counted, listed
from briefings.templates.markdown import bold, escape, italic

_KINDS = {"disputed": "⚠ Disagrees with what is known", "new": "Adds", "superseded": "Changes", "withdrawn": "Takes away"}
_CUTS_SHOWN = 8
_CUT_ROOM = 90
_CHANGES_SHOWN = 10
_VALUES_SHOWN = 4
_VALUE_ROOM = 80
_LABEL_ROOM = 60


def preview_card(article: Article, story: Story, changes: Sequence[Change]) -> Card:
    """The private preview of an article that somebody proposes."""
    blocks = (_read(article), _doubts(article.warnings), _changes(changes), _cuts(article.removed))
    own = "This server gets its own copy of the story, as the built-in one stays as it is. " if story.built_in else ""
    return Card(f"Add this to “{escape(story.title)}”?", tuple(filter(None, blocks)), f"{own}Nothing counts before you press Add.")


def added_card(story: Story, digest: Digest) -> Card:
    """What is said once the article counts."""
    newest = digest.articles[-1]
    text = f"{bold(newest.outlet)} is now a source of {bold(story.title)}: {counted(len(digest.articles), 'source')} in all."
    return Card("Added", (text, "The next answers and briefings use it."), f"Revision {digest.revision}", Tone.DONE)


def removed_card(story: Story, digest: Digest) -> Card:
    """What is said once an article counts no more."""
    left = listed(bold(note.outlet) for note in digest.articles)
    text = f"It no longer counts for {bold(story.title)}, which now rests on {left}."
    return Card("Removed", (text,), f"Revision {digest.revision}", Tone.DONE)


def _read(article: Article) -> str:
    day = dates.day(article.published) if article.published else "date unknown"
    size = f"{counted(len(list(article.body())), 'paragraph')}, {len(article.text.split())} words"
    facts = [bold(article.outlet), day, size, *([f"taken from {escape(article.original)}"] if article.original else [])]
    return f"{bold(article.title)}\n{' · '.join(facts)}"


def _doubts(warnings: Iterable[str]) -> str:
    lines = [f"- {escape(warning)}" for warning in warnings]
    return "\n".join(["**Please check**", *lines]) if lines else ""


def _changes(changes: Sequence[Change]) -> str:
    """The changes in their order, what matters most first; what is only confirmed is named, not told."""
    if not changes:
        return "**What it changes**\nNo fact: it says nothing that the story does not have already."
    telling = [change for change in changes if change.kind != "confirmed"]
    confirmed = [change.fact.label for change in changes if change.kind == "confirmed"]
    lines = [_change(change) for change in telling[:_CHANGES_SHOWN]] + _more(len(telling) - _CHANGES_SHOWN, "change")
    if confirmed:
        named = "; ".join(escape(clip(label, _LABEL_ROOM)) for label in confirmed[:_CHANGES_SHOWN])
        lines.append(f"- Confirms {counted(len(confirmed), 'fact')}: {named}")
    return "\n".join(["**What it changes**", *lines])


def _change(change: Change) -> str:
    values = listed(italic(clip(value.text, _VALUE_ROOM)) for value in change.fact.values[:_VALUES_SHOWN])
    return f"- {_KINDS[change.kind]}: {escape(clip(change.fact.label, _LABEL_ROOM))}: {values}"


def _cuts(removed: Sequence[Cut]) -> str:
    if not removed:
        return "**What was cut**\nNothing."
    lines = [f"- {escape(clip(cut.text, _CUT_ROOM))} ({escape(cut.kind.replace('_', ' '))})" for cut in removed[:_CUTS_SHOWN]]
    return "\n".join(["**What was cut**", *lines, *_more(len(removed) - _CUTS_SHOWN, "piece")])


def _more(count: int, noun: str) -> list[str]:
    return [f"-# and {counted(count, noun)} more"] if count > 0 else []
