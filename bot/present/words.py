"""The words that answers are told in: who states a value, how the sources stand to each other (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from briefings.model import Digest, Fact, State
from briefings.templates.filters import counted, listed
from briefings.templates.markdown import Safe, escape, italic

STATES = {
    State.AGREE: "The sources agree",
    State.COMPLEMENTARY: "The sources add to each other",
    State.CONFLICT: "⚠ The sources disagree",
    State.SINGLE_SOURCE: "Only one source says so",
}


def state_words(fact: Fact) -> str:
    """How the sources of a fact stand to each other; outlets that print the same text are told for the one witness that they are."""
    if fact.state is State.AGREE and fact.witnesses == 1:
        return "Several outlets, but the same text: one independent source"
    return STATES[fact.state]


def outlets(digest: Digest, articles: Iterable[str]) -> Safe:
    """The outlets of these articles, in italics, each once."""
    return italic(listed(dict.fromkeys(digest.article(id).outlet for id in articles)))


def credit(digest: Digest, articles: Iterable[str]) -> Safe:
    """Whose words a sentence is in: outlets that print it, and those that it is retold from."""
    notes = [digest.article(id) for id in articles]
    printed = dict.fromkeys(note.outlet for note in notes if not note.retold)
    retold = dict.fromkeys(note.outlet for note in notes if note.retold)
    parts = [listed(printed)] * bool(printed) + [Safe(f"retold from {listed(retold)}")] * bool(retold)
    return italic(Safe("; ".join(parts)))


def timestamp(at: datetime, style: str = "F") -> str:
    """An instant that Discord shows in the reader's own time."""
    return f"<t:{int(at.timestamp())}:{style}>"


def footing(digest: Digest) -> str:
    """The line at the foot of an answer: which story, from how many sources, at which revision."""
    sources = counted(len(digest.articles), "source")
    return f"{escape(digest.story)} · {sources} · revision {digest.revision}"
