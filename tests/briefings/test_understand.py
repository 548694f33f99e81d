"""From articles to a digest: read once, reconciled, every passage verbatim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from briefings.articles.folder import read_story_folder
from briefings.engines.rules import RulesEngine
from briefings.model import Article, Digest, Reading, State, StoryFolder
from briefings.public import digest_json
from briefings.understand import build_digest, understand

STORIES = Path(__file__).parents[1] / "stories"


class Counting:
    """The rules engine, counting what it is asked to read."""

    def __init__(self) -> None:
        self.rules = RulesEngine(in_process=True)
        self.asked: list[str] = []

    @property
    def name(self) -> str:
        return self.rules.name

    async def read(self, articles: Sequence[Article], timezone: str) -> list[Reading]:
        self.asked += [article.id for article in articles]
        return await self.rules.read(articles, timezone)

    async def close(self) -> None:
        await self.rules.close()


@pytest.fixture(scope="module")
def storm() -> StoryFolder:
    return read_story_folder(STORIES / "storm")


async def digest_of(folder: StoryFolder, engine: Counting | None = None) -> tuple[Digest, list[Reading]]:
    return await understand(engine or Counting(), folder.title, folder.timezone, 1, folder.articles, {})


async def test_an_article_is_read_once_however_often_its_story_is_understood(storm: StoryFolder) -> None:
    engine = Counting()
    _, readings = await understand(engine, storm.title, storm.timezone, 1, storm.articles[:2], {})
    known = {reading.article: reading for reading in readings}
    digest, again = await understand(engine, storm.title, storm.timezone, 2, storm.articles, known)
    assert engine.asked == ["A", "B", "C"]
    assert [reading.article for reading in again] == ["A", "B", "C"]
    assert digest.revision == 2


async def test_a_reading_of_other_rules_is_read_again(storm: StoryFolder) -> None:
    _, (reading,) = await understand(Counting(), storm.title, storm.timezone, 1, storm.articles[:1], {})
    engine = Counting()
    await understand(engine, storm.title, storm.timezone, 2, storm.articles[:1], {"A": replace(reading, engine="rules-0")})
    assert engine.asked == ["A"]


async def test_the_order_of_the_readings_does_not_matter(storm: StoryFolder) -> None:
    digest, readings = await digest_of(storm)
    assert build_digest(storm.title, storm.timezone, 1, storm.articles, readings[::-1]) == digest


async def test_every_passage_is_verbatim(storm: StoryFolder) -> None:
    digest, _ = await digest_of(storm)
    texts = {article.id: article.text for article in storm.articles}
    passages = [passage for fact in digest.facts for value in fact.values for passage in value.evidence]
    passages += [
        passage for part in (digest.people, digest.places, digest.timeline, digest.key_points) for one in part for passage in one.evidence
    ]
    assert len(passages) > 100
    assert all(texts[passage.article][passage.start : passage.end] == passage.quote for passage in passages)
    assert all(texts[quote.article][quote.start : quote.end] == quote.text for quote in digest.quotes)


async def test_a_digest_holds_every_part(storm: StoryFolder) -> None:
    digest, _ = await digest_of(storm)
    assert all((digest.facts, digest.people, digest.places, digest.timeline, digest.quotes, digest.key_points))
    assert [note.outlet for note in digest.articles] == ["Coast Wire", "Harbor Ledger", "The Inland Times"]


async def test_a_story_without_articles_is_an_empty_digest() -> None:
    digest, readings = await understand(Counting(), "Nothing yet", "UTC", 1, [], {})
    assert (digest.facts, digest.articles, readings) == ((), (), [])


async def test_one_source_alone_never_conflicts(storm: StoryFolder) -> None:
    digest, _ = await understand(Counting(), storm.title, storm.timezone, 1, storm.articles[:1], {})
    assert {fact.state for fact in digest.facts} == {State.SINGLE_SOURCE}


async def test_the_public_form_is_plain_json_of_the_same_digest(storm: StoryFolder) -> None:
    digest, _ = await digest_of(storm)
    public = digest_json(digest)
    assert public["version"] == 1
    assert len(public["facts"]) == len(digest.facts)
    assert public["articles"][0]["published"] == "2023-10-05"
