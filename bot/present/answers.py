"""An answer to a free question, and a briefing, as cards (pure)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.present.cards import Card, Tone
from bot.present.words import STATES, credit, footing
from briefings.model import Answer, Article, Briefing, Digest, State
from briefings.templates.markdown import bold, escape


def answer_card(answer: Answer, digest: Digest, articles: Iterable[Article]) -> Card:
    """The direct line, what each source says, how they stand to each other; or that the sources do not say, and the nearest thing known."""
    title = escape(answer.question)
    if not answer.answered:
        nearest = (_nearest(answer.nearest, digest, articles),) if answer.nearest else ()
        return Card(title, ("**Not in the sources.** None of them says.", *nearest), footing(digest), Tone.UNKNOWN)
    values = "\n".join(f"- {escape(value.text)} — {credit(digest, value.sources)}" for value in answer.values)
    alone = len(answer.values) == 1 and answer.values[0].text == answer.text
    direct = f"{bold(answer.text)} — {credit(digest, answer.values[0].sources)}" if alone else bold(answer.text)
    state = STATES[answer.state] if answer.state else ""
    disputed = answer.state is State.CONFLICT
    blocks = (direct, state if disputed else "", "" if alone else values, "" if disputed or not state else f"-# {state}")
    return Card(title, tuple(filter(None, blocks)), footing(digest), Tone.DISPUTED if disputed else Tone.PLAIN)


def _nearest(text: str, digest: Digest, articles: Iterable[Article]) -> str:
    """The nearest thing known, with the articles that say it: it is a sentence of theirs."""
    sources = [article.id for article in articles if text in article.text]
    return f"The nearest thing they say: {escape(text)}{f' — {credit(digest, sources)}' if sources else ''}"


def briefing_card(briefing: Briefing) -> Card:
    """The briefing, whose title and blocks are Markdown already."""
    return Card(briefing.title, briefing.blocks)
