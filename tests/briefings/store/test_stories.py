from __future__ import annotations

import sqlite3
from datetime import datetime

import pytest

from briefings.model import Story
from briefings.store import Database, Transaction, stories


async def add(tx: Transaction, guild_id: int | None, key: str, now: datetime, copied_from: int | None = None) -> Story:
    return await stories.add(tx, guild_id=guild_id, key=key, title=key.title(), timezone="Europe/London", now=now, copied_from=copied_from)


async def test_a_story_comes_back_as_it_was_added(db: Database, story: Story) -> None:
    assert story == Story(story.id, None, "harbour", "The harbour", "Europe/London")
    assert story.built_in
    assert await stories.get(db, 1, story.id) == story


async def test_a_server_sees_its_own_and_the_built_in_stories_and_no_other_servers(db: Database, story: Story, now: datetime) -> None:
    async with db.write() as tx:
        mine, theirs = await add(tx, 1, "bridge", now), await add(tx, 2, "bridge", now)
    assert await stories.visible(db, 1) == [mine, story]
    assert await stories.get(db, 1, theirs.id) is None
    assert await stories.by_key(db, 1, "bridge") == mine
    assert await stories.by_key(db, 3, "bridge") is None


async def test_a_servers_copy_stands_in_the_place_of_the_built_in_story_for_it_alone(db: Database, story: Story, now: datetime) -> None:
    async with db.write() as tx:
        copy = await add(tx, 1, "harbour", now, copied_from=story.id)
    assert copy.copied_from == story.id
    assert await stories.visible(db, 1) == [copy]
    assert await stories.by_key(db, 1, "harbour") == copy
    assert await stories.visible(db, 2) == [story]
    assert await stories.by_key(db, 2, "harbour") == story
    assert await stories.owned(db, None, "harbour") == story
    assert await stories.owned(db, 2, "harbour") is None


@pytest.mark.parametrize("guild_id", [None, 1])
async def test_a_key_is_given_once_per_owner(db: Database, now: datetime, guild_id: int | None) -> None:
    async with db.write() as tx:
        await add(tx, guild_id, "bridge", now)
        with pytest.raises(sqlite3.IntegrityError):
            await add(tx, guild_id, "bridge", now)


async def test_title_and_zone_can_be_changed(db: Database, story: Story) -> None:
    async with db.write() as tx:
        changed = await stories.update(tx, story.id, title="The port", timezone="Asia/Tokyo")
    assert (changed.title, changed.timezone) == ("The port", "Asia/Tokyo")
    assert await stories.get(db, 1, story.id) == changed


async def test_the_id_of_a_deleted_story_is_never_given_out_again(db: Database, now: datetime) -> None:
    async with db.write() as tx:
        first = await add(tx, 1, "bridge", now)
        await tx.run("DELETE FROM stories")
        second = await add(tx, 1, "bridge", now)
    assert second.id > first.id
