"""What is doubtful about an article that could be read: whole sentences for the person who added it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefings.articles.cues import corrects
from briefings.articles.line import ends_sentence, words
from briefings.articles.meta import Metadata
from briefings.model import Article

_SHORT_WORDS = 60
_LIST_SHARE = 0.5


def doubts(article: Article, meta: Metadata, stamp: date | None, *, given: date | None) -> tuple[str, ...]:
    """The warnings of an article: `stamp` is the date its text states, `given` the one that came with it."""
    return (*_of_text(article), *_of_dates(article, meta, stamp, given), *_of_outlet(article))


def _of_text(article: Article) -> Iterator[str]:
    body = [article.text[block.start : block.end] for block in article.body()]
    count = sum(words(paragraph) for paragraph in body)
    kinds = {cut.kind for cut in article.removed}
    if count < _SHORT_WORDS:
        yield f"The article has only {count} words of running text, so little can be learned from it; check that all of it was pasted."
    if (count < _SHORT_WORDS and "cookie" in kinds) or (count < _SHORT_WORDS * 2 and "paywall" in kinds):
        yield "The page seems to stop at a cookie notice or a paywall; open it in a browser, and paste the whole article."
    if len(body) >= 4 and sum(not ends_sentence(paragraph) for paragraph in body) > len(body) * _LIST_SHARE:
        yield "The text reads like a list of headlines, not like an article; add the articles one by one."
    for correction in [*(cut.text for cut in article.removed if cut.kind == "correction"), *filter(corrects, body)]:
        yield f"The outlet says that it changed this article: {correction}"


def _of_dates(article: Article, meta: Metadata, stamp: date | None, given: date | None) -> Iterator[str]:
    if article.published is None:
        yield 'The article has no date, so "on Friday" cannot be resolved; give the day it was published.'
        return
    stated = dict.fromkeys(day for day in (*meta.days, stamp) if day)
    # A day's difference is the same moment in another time zone.
    other = next((day for day in stated if abs((day - article.published).days) > 1), None)
    if other is not None:
        source = "was given as published" if given else "says that it was published"
        yield f"The article {source} on {article.published}, but it also carries the date {other}; check which is right."


def _of_outlet(article: Article) -> Iterator[str]:
    if article.outlet == "Unknown outlet":
        yield "The article does not say which outlet it comes from; give the outlet's name."
