"""What is made ready for questions is made once and kept."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import indexes
from bot.indexes import Indexes
from briefings.articles.read import read_article
from briefings.errors import NoArticles
from briefings.model import Reading
from briefings.store import Database, articles, digests, open_store, stories
from briefings.understand import build_digest

NOW = datetime(2026, 3, 27, 12, tzinfo=UTC)


async def add_story(db: Database, key: str) -> int:
    article = read_article("The new ferry terminal opened on Monday, the port said. Some 40 people work there.", name="a.txt", id="A")
    digest = build_digest(key, "UTC", 1, [article], [Reading("A", "none", ())])
    async with db.write() as tx:
        story = await stories.add(tx, guild_id=1, key=key, title=key, timezone="UTC", now=NOW)
        await articles.add(tx, story.id, article, NOW)
        return await digests.add(tx, story.id, digest, NOW)


async def test_many_who_ask_at_once_share_one_index(tmp_path: Path) -> None:
    async with open_store(tmp_path / "d.db") as db:
        id = await add_story(db, "ferry")
        digest, kept = await digests.get(db, id), Indexes()
        assert digest is not None
        first, second = await asyncio.gather(kept.of(db, id, digest), kept.of(db, id, digest))
        assert first is second
        assert first.articles[0].id == "A"
        assert first.index.ask("How many people work there?").answered


async def test_only_the_latest_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexes, "MOST", 1)
    async with open_store(tmp_path / "d.db") as db:
        one, two = await add_story(db, "ferry"), await add_story(db, "bridge")
        digest, kept = await digests.get(db, one), Indexes()
        assert digest is not None
        before = await kept.of(db, one, digest)
        await kept.of(db, two, digest)
        assert await kept.of(db, one, digest) is not before


async def test_one_that_failed_is_tried_again(tmp_path: Path) -> None:
    async with open_store(tmp_path / "d.db") as db:
        id = await add_story(db, "ferry")
        digest, kept = await digests.get(db, id), Indexes()
        assert digest is not None
        async with db.write() as tx:
            await tx.run("DELETE FROM digest_articles")
        for _ in range(2):
            with pytest.raises(NoArticles):
                await kept.of(db, id, digest)
