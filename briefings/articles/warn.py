"""What is doubtful about an article that could be read: whole sentences for the person who added it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefings.articles.clean import Cleaned
from briefings.articles.cues import corrects
from briefings.articles.dateline import find_dateline
from briefings.articles.line import ends_sentence, key, words
from briefings.articles.meta import Metadata
from briefings.model import Article, BlockKind

_SHORT_WORDS = 60
_LIST_SHARE = 0.5
_TELLING_LETTERS = 4


def doubts(
    article: Article, meta: Metadata, cleaned: Cleaned, *, published: date | None, outlet: str | None, language: str | None
) -> tuple[str, ...]:
    """The warnings of an article; `published` and `outlet` are what was given with it, `language` the one it is in if not English."""
    if language is not None:
        named = f"The article seems to be in {language}, and Dateline reads English only: it is kept, but nothing is learned from it."
        return (named, *_of_dates(article, meta, cleaned, published), *_of_outlet(article, meta, outlet))
    return (*_of_text(article), *_of_parts(article), *_of_dates(article, meta, cleaned, published), *_of_outlet(article, meta, outlet))


def agreed_day(meta: Metadata, cleaned: Cleaned) -> date | None:
    """The day of publication that an article states itself; None where it states two, as either would be a guess."""
    stated = _stated(meta, cleaned)
    if not stated:
        return cleaned.updated
    return stated[0] if all(_same_day(stated[0], day) for day in stated) else None


def _stated(meta: Metadata, cleaned: Cleaned) -> list[date]:
    return list(dict.fromkeys(day for day in (*meta.days, cleaned.stamp) if day))


def _same_day(one: date, other: date) -> bool:
    """A day's difference is the same moment in another time zone."""
    return abs((one - other).days) <= 1


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


def _of_parts(article: Article) -> Iterator[str]:
    """A second dateline, or a second byline below running text, begins another report."""
    for at, block in enumerate(article.blocks):
        if not any(before.kind is BlockKind.BODY for before in article.blocks[:at]):
            continue
        text = article.text[block.start : block.end]
        place = find_dateline(text) if block.kind is BlockKind.BODY else None
        another = place is not None and not place.colon and place.place != article.dateline
        if another or (block.kind is BlockKind.BYLINE and any(one.kind is BlockKind.BYLINE for one in article.blocks[:at])):
            opening = " ".join(text.split()[:8])
            yield f"The text seems to hold more than one report: another one begins at “{opening} …”; add each by itself."
            return


def _of_dates(article: Article, meta: Metadata, cleaned: Cleaned, given: date | None) -> Iterator[str]:
    stated = _stated(meta, cleaned)
    other = next((day for day in stated if not _same_day(day, given or stated[0])), None)
    if given is None and other is not None:
        yield (
            f"The article carries two dates of publication, {stated[0]} and {other}, so neither is taken and "
            f'"on Friday" cannot be resolved; give the right one.'
        )
    elif article.published is None:
        yield 'The article has no date, so "on Friday" cannot be resolved; give the day it was published.'
    elif other is not None:
        yield f"The article was given as published on {given}, but it also carries the date {other}; check which is right."


def _of_outlet(article: Article, meta: Metadata, given: str | None) -> Iterator[str]:
    first = given or meta.outlet
    other = next((name for name in meta.outlets if first and not _alike(first, name)), None)
    if first is None:
        yield "The article does not say which outlet it comes from; give the outlet's name."
    elif other is not None and given:
        yield f"The article was given as one of {given}, but the page names {other}; check which is right."
    elif other is not None:
        yield f"The page names two outlets, {first} and {other}; {first} is taken, so check which is right."


def _alike(one: str, other: str) -> bool:
    """Whether two names may be one outlet's: "The Courier" and "Courier Newspapers Ltd" share a telling word, "BBC" is "BBC News"."""
    a, b = key(one), key(other)
    shared = {word for word in a.split() if len(word) >= _TELLING_LETTERS} & set(b.split())
    return a in b or b in a or bool(shared)
