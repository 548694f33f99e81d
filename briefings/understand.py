"""Understand: articles → readings → one digest revision.

Each article is read once, by the engine, into claims pinned to its passages; the readings of a story are then reconciled into facts that
show where the sources agree and where they cannot all be right. Only what is not known yet is read: the rest of the work is pure.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from itertools import chain

from briefings.articles.same import shared_among
from briefings.engines import Engine
from briefings.facts.keypoints import key_points
from briefings.facts.ledger import in_order, reconcile
from briefings.facts.merging import merge_people
from briefings.facts.places import merge_places
from briefings.facts.quotes import name_speakers
from briefings.facts.timeline import merge_events
from briefings.facts.where import place_facts
from briefings.facts.who import people_facts
from briefings.facts.witnesses import Shared
from briefings.model import Article, ArticleNote, Digest, Reading, SharedText


async def understand(
    engine: Engine, story: str, timezone: str, revision: int, articles: Sequence[Article], known: Mapping[str, Reading]
) -> tuple[Digest, list[Reading]]:
    """The digest of a story, and the readings that it rests on; articles whose reading by this engine is `known` are not read again."""
    fresh = [article for article in articles if article.id not in known or known[article.id].engine != engine.name]
    read = {reading.article: reading for reading in await engine.read(fresh, timezone)} if fresh else {}
    readings = [read.get(article.id) or known[article.id] for article in articles]
    # It takes about a second, which nobody else need wait for.
    digest = await asyncio.to_thread(build_digest, story, timezone, revision, articles, readings)
    return digest, readings


def build_digest(story: str, timezone: str, revision: int, articles: Sequence[Article], readings: Sequence[Reading]) -> Digest:
    """The digest that these readings make together; `readings` may come in any order, one per article."""
    by_article = {reading.article: reading for reading in readings}
    ordered = [by_article[article.id] for article in articles]
    shared = _shared(articles)
    people = merge_people([reading.people for reading in ordered])
    places = merge_places([reading.places for reading in ordered])
    claims = list(chain.from_iterable(reading.claims for reading in ordered))
    facts = reconcile(claims, {article.id: article.published for article in articles}, shared)
    return Digest(
        story=story,
        timezone=timezone,
        revision=revision,
        articles=tuple(_note(article, shared) for article in articles),
        facts=in_order((*place_facts(places, shared), *people_facts(people, shared), *facts)),
        people=people,
        places=places,
        timeline=merge_events([reading.events for reading in ordered]),
        quotes=name_speakers(chain.from_iterable(reading.quotes for reading in ordered), people),
        key_points=key_points(articles, {reading.article: reading.sentences for reading in ordered}),
    )


def _shared(articles: Sequence[Article]) -> Shared:
    return {pair: tuple((found.here.start, found.here.end) for found in shared) for pair, shared in shared_among(articles).items()}


def _note(article: Article, shared: Shared) -> ArticleNote:
    return ArticleNote(
        id=article.id,
        outlet=article.outlet,
        title=article.title,
        published=article.published,
        paragraphs=sum(1 for _ in article.body()),
        removed=article.removed,
        shares_text_with=tuple(SharedText(other, len(spans)) for (one, other), spans in shared.items() if one == article.id and spans),
        url=article.url,
        byline=article.byline,
        original=article.original,
        retold=article.retold,
        warnings=article.warnings,
    )
