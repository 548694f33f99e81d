"""What is kept at hand is never older than the database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import NoStories
from bot.shelf import Shelf, story_named
from briefings.errors import NoArticles, UnknownStory
from briefings.model import Article, Digest
from briefings.store import Database, digests, open_store, stories

NOW = datetime(2026, 3, 27, 12, tzinfo=UTC)
PutStory = Callable[..., Awaitable[int]]


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty store."""
    async with open_store(tmp_path / "dateline.db") as opened:
        yield opened


async def test_a_new_revision_is_told_at_once(
    db: Database, put_story: PutStory, ferry_digest: Digest, ferry_articles: Sequence[Article]
) -> None:
    story = await put_story(db, ferry_digest, ferry_articles)
    shelf = Shelf(db)
    assert (await shelf.told(1, None)).digest.revision == 1
    assert await shelf.told(1, None) is await shelf.told(1, None)
    async with db.write() as tx:
        await digests.add(tx, story, replace(ferry_digest, revision=2), NOW)
    assert (await shelf.told(1, None)).digest.revision == 2


async def test_a_server_is_told_its_own_story_and_no_other_servers(
    db: Database, put_story: PutStory, ferry_digest: Digest, ferry_articles: Sequence[Article]
) -> None:
    built_in = await put_story(db, ferry_digest, ferry_articles)
    own = await put_story(db, ferry_digest, ferry_articles, guild_id=1, key="ours")
    shelf = Shelf(db)
    assert (await shelf.told(1, None)).story.id == own
    assert (await shelf.told(2, None)).story.id == built_in
    with pytest.raises(UnknownStory):
        await shelf.told(2, "ours")


async def test_the_newest_of_a_servers_stories_is_meant_when_none_is_named(
    db: Database, put_story: PutStory, ferry_digest: Digest, ferry_articles: Sequence[Article]
) -> None:
    await put_story(db, ferry_digest, ferry_articles, guild_id=1, key="older")
    await put_story(db, replace(ferry_digest, story="Another one"), ferry_articles, guild_id=1, key="newer")
    assert (await story_named(db, 1, None)).key == "newer"
    assert (await story_named(db, 1, " a ferry TERMINAL opens ")).key == "older"


async def test_an_empty_database_says_so(db: Database) -> None:
    with pytest.raises(NoStories):
        await Shelf(db).told(1, None)


async def test_a_story_without_articles_says_so(db: Database) -> None:
    async with db.write() as tx:
        await stories.add(tx, guild_id=1, key="new", title="Nothing yet", timezone="UTC", now=NOW)
    with pytest.raises(NoArticles, match="Nothing yet"):
        await Shelf(db).told(1, None)
