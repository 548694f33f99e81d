from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from briefings.model import Article, Reading, Story
from briefings.store import Database, drafts


@pytest.fixture
async def draft_id(db: Database, story: Story, article: Article, now: datetime) -> int:
    return await add(db, story, article, now)


async def add(db: Database, story: Story, article: Article, now: datetime) -> int:
    async with db.write() as tx:
        return await drafts.add(
            tx,
            guild_id=1,
            story_id=story.id,
            user_id=42,
            article=article,
            reading=Reading("A", "rules 1", ()),
            timezone="Europe/London",
            now=now,
        )


async def test_a_draft_comes_back_as_it_was_added(db: Database, story: Story, article: Article, draft_id: int, now: datetime) -> None:
    draft = await drafts.get(db, 1, draft_id, now)
    assert draft == drafts.Draft(draft_id, 1, story.id, 42, article, Reading("A", "rules 1", ()), "Europe/London")


async def test_no_other_server_sees_or_removes_it(db: Database, draft_id: int, now: datetime) -> None:
    assert await drafts.get(db, 2, draft_id, now) is None
    async with db.write() as tx:
        assert not await drafts.remove(tx, 2, draft_id)
    assert await drafts.get(db, 1, draft_id, now) is not None


async def test_it_is_removed_once(db: Database, draft_id: int, now: datetime) -> None:
    async with db.write() as tx:
        assert await drafts.remove(tx, 1, draft_id)
        assert not await drafts.remove(tx, 1, draft_id)
    assert await drafts.get(db, 1, draft_id, now) is None


async def test_it_expires_after_a_day(db: Database, draft_id: int, now: datetime) -> None:
    assert await drafts.get(db, 1, draft_id, now + timedelta(hours=23, minutes=59)) is not None
    assert await drafts.get(db, 1, draft_id, now + timedelta(days=1)) is None


async def test_expired_drafts_are_swept_when_another_is_added(
    db: Database, story: Story, article: Article, draft_id: int, now: datetime
) -> None:
    second = await add(db, story, article, now + timedelta(hours=2))
    assert len(await db.read("SELECT * FROM drafts")) == 2
    third = await add(db, story, article, now + timedelta(days=1))
    assert [row["id"] for row in await db.read("SELECT id FROM drafts ORDER BY id")] == [second, third]
