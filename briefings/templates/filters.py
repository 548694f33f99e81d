"""What templates say about sources: outlets by name, and whose words a sentence is in.

A retold article is in our own words, so nothing of it is shown as a quotation of its outlet: it is credited as "retold from" it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from briefings.model import ArticleNote, Digest, Fact, KeyPoint, Place, Quote, SharedText, State, TimelineEntry
from briefings.templates import dates
from briefings.templates.markdown import Safe, bold, escape, italic, link

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def listed(items: Iterable[object]) -> Safe:
    """The items in one line: "one, two and three"."""
    *most, last = [escape(item) for item in items] or [Safe("")]
    return Safe(f"{', '.join(most)} and {last}" if most else last)


def counted(count: int, noun: str) -> str:
    """A number in words up to nine, with its noun: "three articles"."""
    number = NUMBERS[count] if count < len(NUMBERS) else f"{count}"
    return f"{number} {noun}{'' if count == 1 else 's'}"


def capital(text: str) -> str:
    """The text with a capital first."""
    return text[:1].upper() + text[1:]


@pass_context
def outlets(context: Context, articles: Iterable[str]) -> Safe:
    """The outlets of these article ids in italics; "all five sources" where there are that many and none is missing."""
    digest = _digest(context)
    names = _names(digest, articles)
    everybody = _names(digest, (note.id for note in digest.articles))
    return italic(f"all {counted(len(names), 'source')}" if len(names) == len(everybody) > 3 else listed(names))


@pass_context
def credit(context: Context, said: KeyPoint | TimelineEntry | Quote) -> Safe:
    """Whose words a sentence is in: the outlets that print it, those that it is retold from told apart."""
    digest = _digest(context)
    articles = [said.article] if isinstance(said, Quote) else said.sources
    printed = _names(digest, (id for id in articles if not digest.article(id).retold))
    retold = _names(digest, (id for id in articles if digest.article(id).retold))
    parts = [listed(printed)] * bool(printed) + [Safe(f"retold from {listed(retold)}")] * bool(retold)
    return italic(Safe("; ".join(parts)))


@pass_context
def quotation(context: Context, quote: Quote) -> Safe:
    """What was said and by whom, in quotation marks unless the article is retold."""
    speaker = bold(quote.speaker) if quote.speaker else None
    if _digest(context).article(quote.article).retold:
        return Safe(f"{speaker}: {escape(quote.text)}" if speaker else escape(quote.text))
    return Safe(f"“{escape(quote.text)}”{f' — {speaker}' if speaker else ''}")


@pass_context
def remarks(context: Context, note: ArticleNote) -> list[str]:
    """What a reader should know of an article: where it was taken from, whose words it is in, which earlier one it prints sentences of."""
    digest = _digest(context)
    said = [f"From {note.original}"] if note.original else []
    if note.retold:
        said.append("Retold in our own words")
    earlier = [other.id for other in takewhile(lambda other: other.id != note.id, digest.articles)]
    return said + [_shared(digest, shared) for shared in note.shares_text_with if shared.article in earlier]


def _shared(digest: Digest, shared: SharedText) -> str:
    outlet = digest.article(shared.article).outlet
    return capital(f"{counted(shared.passages, 'passage')} word for word as in {outlet}, so no second source for them")


def conflicts(facts: Iterable[Fact]) -> list[Fact]:
    """The facts on which the sources cannot all be right."""
    return [fact for fact in facts if fact.state is State.CONFLICT]


def about(facts: Iterable[Fact], *facets: str) -> list[Fact]:
    """The facts of these facets that nobody disputes, in the order of the facets."""
    return [fact for facet in facets for fact in facts if fact.facet == facet and fact.state is not State.CONFLICT]


def main_places(places: Iterable[Place]) -> list[Place]:
    """Where the event happened."""
    return [place for place in places if place.main]


def _digest(context: Context) -> Digest:
    digest = context["digest"]
    assert isinstance(digest, Digest)
    return digest


def _names(digest: Digest, articles: Iterable[str]) -> Sequence[str]:
    return list(dict.fromkeys(digest.article(id).outlet for id in articles))


FILTERS: dict[str, Callable[..., Any]] = {
    "about": about,
    "bold": bold,
    "capital": capital,
    "conflicts": conflicts,
    "counted": counted,
    "credit": credit,
    "date": dates.told,
    "day": dates.day,
    "italic": italic,
    "link": link,
    "listed": listed,
    "main_places": main_places,
    "outlets": outlets,
    "quotation": quotation,
    "remarks": remarks,
}
