"""Stories: a server sees its own and the built-in ones; its own copy of a built-in story stands in that one's place."""

from __future__ import annotations

from datetime import datetime

from briefings.model import Story
from briefings.store.database import Reader, Row, Transaction
from briefings.store.values import to_seconds


async def visible(db: Reader, guild_id: int) -> list[Story]:
    """The stories that this server sees, by title: its own, and the built-in ones of which it has no copy."""
    rows = await db.read(
        """
        SELECT * FROM stories
        WHERE guild_id = :guild_id
            OR guild_id IS NULL AND key NOT IN (SELECT key FROM stories WHERE guild_id = :guild_id)
        ORDER BY title, id
        """,
        {"guild_id": guild_id},
    )
    return [_story(row) for row in rows]


async def get(db: Reader, guild_id: int, story_id: int) -> Story | None:
    """The story with this id if it is this server's or built in, else None."""
    rows = await db.read(
        "SELECT * FROM stories WHERE id = :id AND (guild_id = :guild_id OR guild_id IS NULL)",
        {"id": story_id, "guild_id": guild_id},
    )
    return _story(rows[0]) if rows else None


async def by_key(db: Reader, guild_id: int, key: str) -> Story | None:
    """The story that this server sees under this key: its own before a built-in one."""
    return await owned(db, guild_id, key) or await owned(db, None, key)


async def owned(db: Reader, guild_id: int | None, key: str) -> Story | None:
    """The story that exactly this owner has under this key; None as owner asks for the built-in one."""
    of_guild = "SELECT * FROM stories WHERE key = :key AND guild_id = :guild_id"
    built_in = "SELECT * FROM stories WHERE key = :key AND guild_id IS NULL"
    rows = await db.read(built_in if guild_id is None else of_guild, {"key": key, "guild_id": guild_id})
    return _story(rows[0]) if rows else None


async def add(
    tx: Transaction, *, guild_id: int | None, key: str, title: str, timezone: str, now: datetime, copied_from: int | None = None
) -> Story:
    """Add a story for this owner, who has none under this key yet."""
    rows = await tx.run(
        """
        INSERT INTO stories (guild_id, key, title, timezone, copied_from, created_at)
        VALUES (:guild_id, :key, :title, :timezone, :copied_from, :now)
        RETURNING *
        """,
        {
            "guild_id": guild_id,
            "key": key,
            "title": title,
            "timezone": timezone,
            "copied_from": copied_from,
            "now": to_seconds(now),
        },
    )
    return _story(rows[0])


async def update(tx: Transaction, story_id: int, *, title: str, timezone: str) -> Story:
    """Give a story another title and time zone."""
    rows = await tx.run(
        "UPDATE stories SET title = :title, timezone = :timezone WHERE id = :id RETURNING *",
        {"id": story_id, "title": title, "timezone": timezone},
    )
    return _story(rows[0])


def _story(row: Row) -> Story:
    return Story(row["id"], row["guild_id"], row["key"], row["title"], row["timezone"], row["copied_from"])
