"""What templates say about sources: outlets by name, and whose words a sentence is in.

A retold article is in our own words, so nothing of it is shown as a quotation of its outlet: it is credited as "retold from" it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context

from briefings.model import ArticleNote, Digest, Quote, SharedText
from briefings.templates import dates, telling
from briefings.templates.markdown import Safe, bold, escape, italic, link
from briefings.templates.telling import Line

if TYPE_CHECKING:
    from jinja2.runtime import Context

_MOST_WORDS_IN_BOLD = 6
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
    """The outlets of these article ids in italics; "all three sources" where there are that many and none is missing."""
    digest = _digest(context)
    names = _names(digest, articles)
    everybody = _names(digest, (note.id for note in digest.articles))
    return italic(f"all {counted(len(names), 'source')}" if len(names) == len(everybody) >= 3 else listed(names))


@pass_context
def fresh(context: Context, lines: Iterable[Line], most: int) -> list[Line]:
    """The first so many lines that tell something new to this briefing, each left with a sentence that was not told yet."""
    seen: set[str] = context["seen"]
    chosen: list[Line] = []
    for line in lines:
        untold = [passage for passage in line.passages if passage.quote not in seen]
        if len(chosen) == most or not (untold or line.values or _adds(line)):
            continue
        alike = tuple(passage for passage in untold if passage.quote == untold[0].quote)
        seen.update(passage.quote for passage in alike)
        chosen.append(replace(line, passages=alike))
    return chosen


def tell(line: Line) -> Safe:
    """The line's sentence with its value in bold: within the sentence where it stands there, else before it."""
    sentence = escape(line.passages[0].quote if line.passages else line.label)
    if line.value is None:
        return sentence
    value = _standing(escape(line.value))
    if len(line.value.split()) > _MOST_WORDS_IN_BOLD and value.search(sentence):
        return sentence
    marked, found = value.subn(lambda match: f"**{match[0]}**", sentence, count=1)
    return Safe(marked) if found else Safe(f"{bold(capital(line.value))}: {sentence}")


def _standing(value: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(value)}(?!\w)", re.IGNORECASE)


def _adds(line: Line) -> bool:
    """Whether a line whose sentences are told still says something: a resolved date, where they say "on Friday", and in brief of what."""
    if line.value is None or len(line.label.split()) > _MOST_WORDS_IN_BOLD:
        return False
    return not any(_standing(line.value).search(passage.quote) for passage in line.passages)


@pass_context
def credit(context: Context, said: Line | Quote) -> Safe:
    """Whose words the sentence is in, retold ones told apart, and who else states the same."""
    digest = _digest(context)
    worded = [said.article] if isinstance(said, Quote) else [passage.article for passage in said.passages]
    others = [] if isinstance(said, Quote) else [id for id in said.sources if id not in worded]
    printed = _names(digest, (id for id in worded if not digest.article(id).retold))
    retold = _names(digest, (id for id in worded if digest.article(id).retold))
    also = _names(digest, others)
    parts = [
        *([listed(printed)] if printed else []),
        *([Safe(f"retold from {listed(retold)}")] if retold else []),
        *([Safe(f"{'also ' if worded else ''}{listed(also)}")] if also else []),
    ]
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
    said = [f"from {note.original}"] if note.original else []
    if note.retold:
        said.append("retold in our own words")
    earlier = [other.id for other in takewhile(lambda other: other.id != note.id, digest.articles)]
    return said + [_shared(digest, shared) for shared in note.shares_text_with if shared.article in earlier]


def _shared(digest: Digest, shared: SharedText) -> str:
    outlet = digest.article(shared.article).outlet
    return f"{counted(shared.passages, 'passage')} word for word as in {outlet}, so no second source for them"


@pass_context
def named(context: Context, note: str | None) -> str | None:
    """A fact's note as `note_told` has it; None for none."""
    return note and note_told(_digest(context), note)


def note_told(digest: Digest, note: str) -> str:
    """A fact's note with the outlet's name where the ledger begins with an article's id: "B corrects an earlier value"."""
    first, _, rest = note.partition(" ")
    names = {article.id: article.outlet for article in digest.articles}
    return f"{names[first]} {rest}" if first in names else note


def _digest(context: Context) -> Digest:
    digest = context["digest"]
    assert isinstance(digest, Digest)
    return digest


def _names(digest: Digest, articles: Iterable[str]) -> Sequence[str]:
    return list(dict.fromkeys(digest.article(id).outlet for id in articles))


FILTERS: dict[str, Callable[..., Any]] = {
    "bold": bold,
    "capital": capital,
    "conflicts": telling.conflicts,
    "counted": counted,
    "credit": credit,
    "day": dates.day,
    "figures": telling.figures,
    "fresh": fresh,
    "happenings": telling.happenings,
    "italic": italic,
    "link": link,
    "listed": listed,
    "main_places": telling.main_places,
    "named": named,
    "outlets": outlets,
    "points": telling.points,
    "quotation": quotation,
    "remarks": remarks,
    "roles": telling.roles,
    "tell": tell,
    "told": telling.told,
    "voices": telling.voices,
}
