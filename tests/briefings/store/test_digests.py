from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime

import pytest

from briefings.model import Digest, Story
from briefings.store import Database, digests


async def test_a_digest_comes_back_as_it_was_added(db: Database, story: Story, digest: Digest, digest_id: int) -> None:
    assert await digests.latest(db, story.id) == (digest_id, digest)
    assert await digests.latest_id(db, story.id) == digest_id
    assert await digests.get(db, digest_id) == digest
    assert await digests.story_of(db, digest_id) == story.id
    assert await digests.newest_revision(db, story.id) == (1, "rules 1")


async def test_the_latest_is_the_highest_revision_and_earlier_ones_stay(
    db: Database, story: Story, digest: Digest, digest_id: int, now: datetime
) -> None:
    async with db.write() as tx:
        second = await digests.add(tx, story.id, replace(digest, revision=2, facts=()), now)
    assert await digests.latest(db, story.id) == (second, replace(digest, revision=2, facts=()))
    assert await digests.get(db, digest_id) == digest


async def test_a_revision_is_never_written_over(db: Database, story: Story, digest: Digest, digest_id: int, now: datetime) -> None:
    async with db.write() as tx:
        with pytest.raises(sqlite3.IntegrityError):
            await digests.add(tx, story.id, replace(digest, facts=()), now)
    assert await digests.get(db, digest_id) == digest


async def test_a_story_without_a_digest_has_none(db: Database, story: Story) -> None:
    assert await digests.latest(db, story.id) is None
    assert await digests.latest_id(db, story.id) is None
    assert await digests.get(db, 999) is None
    assert await digests.story_of(db, 999) is None
    assert await digests.newest_revision(db, story.id) == (0, "")


async def test_a_digest_read_twice_is_parsed_once(db: Database, digest_id: int) -> None:
    assert await digests.get(db, digest_id) is await digests.get(db, digest_id)
