"""Passages that two articles print word for word: they share them from a third, or from each other, and are one witness for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefings.articles.line import key, words
from briefings.model import Article, Passage

LEAST_WORDS = 8
"""Shorter sentences are alike by chance."""

_SENTENCE = re.compile(r"\S.*?(?:[.!?…][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9])|$)", re.DOTALL)
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Sen|Rep|Gov|Lt|Sgt|St|Jr|Sr|No|vs|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$"
)


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """One passage as each of the two articles prints it."""

    here: Passage
    there: Passage


def shared_passages(a: Article, b: Article) -> tuple[SharedPassage, ...]:
    """The passages of running text that both articles print word for word, in the order of the first.

    A paragraph that both print whole is one passage; in other paragraphs each run of adjoining sentences that stand side by side in both is
    one. Case, quotation marks and white space may differ, digits and words may not; captions, titles and credits do not count.
    """
    return tuple(_merged(a, b, _indexed(a), _indexed(b)))


def shared_among(articles: Sequence[Article]) -> dict[tuple[str, str], tuple[SharedPassage, ...]]:
    """`shared_passages` of every two of these articles, either way round, by their ids: (here, there)."""
    indexes = [(article, _indexed(article)) for article in articles]
    return {(a.id, b.id): tuple(_merged(a, b, here, there)) for a, here in indexes for b, there in indexes if a.id != b.id}


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence of a body block: `block` and `place` number the two within the article."""

    start: int
    end: int
    block: int
    place: int
    form: str


class _Index:
    """The body sentences of an article, in order and by their form."""

    def __init__(self, article: Article) -> None:
        self.units = tuple(_units(article))
        self.by_form = {unit.form: unit for unit in reversed(self.units)}


@lru_cache(maxsize=1024)
def _indexed(article: Article) -> _Index:
    """Worked out once: an article is compared with every other one of its story."""
    return _Index(article)


def _units(article: Article) -> Iterator[_Unit]:
    for number, block in enumerate(article.body()):
        text = article.text[block.start : block.end]
        for place, (start, end) in enumerate(_sentences(text)):
            yield _Unit(block.start + start, block.start + end, number, place, key(text[start:end]))


def _sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of a paragraph, by punctuation alone: both articles are cut alike, so a wrong cut does no harm."""
    spans: list[tuple[int, int]] = []
    open_at: int | None = None
    for found in _SENTENCE.finditer(text):
        start = found.start() if open_at is None else open_at
        if _ABBREVIATED.search(text[start : found.end()]) and found.end() < len(text):
            open_at = start
            continue
        spans.append((start, found.end()))
        open_at = None
    if open_at is not None:
        spans.append((open_at, len(text)))
    return spans


def _merged(a: Article, b: Article, here: _Index, there: _Index) -> Iterator[SharedPassage]:
    """Pairs of equal sentences, adjoining ones joined; a run must hold a sentence long enough not to be alike by chance."""
    if here.by_form.keys().isdisjoint(there.by_form.keys()):
        return
    run: list[tuple[_Unit, _Unit]] = []
    for unit in here.units:
        other = there.by_form.get(unit.form)
        if run and not (other and _adjoin(run[-1], (unit, other))):
            yield from _passage(a, b, run)
            run = []
        if other:
            run.append((unit, other))
    yield from _passage(a, b, run)


def _adjoin(one: tuple[_Unit, _Unit], two: tuple[_Unit, _Unit]) -> bool:
    return all(second.block == first.block and second.place == first.place + 1 for first, second in zip(one, two, strict=True))


def _passage(a: Article, b: Article, run: list[tuple[_Unit, _Unit]]) -> Iterator[SharedPassage]:
    if run and max(words(unit.form) for unit, _ in run) >= LEAST_WORDS:
        (first, first_there), (last, last_there) = run[0], run[-1]
        yield SharedPassage(a.passage(first.start, last.end), b.passage(first_there.start, last_there.end))
