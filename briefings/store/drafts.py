"""Drafts: articles that somebody proposed and has not confirmed yet; they expire after a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from briefings.model import Article, Reading
from briefings.store.database import Reader, Transaction
from briefings.store.readings import READING
from briefings.store.values import to_seconds

ARTICLE = TypeAdapter(Article)
LIFETIME = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed article with its reading, which was made in `timezone`."""

    id: int
    guild_id: int
    story_id: int
    user_id: int
    article: Article
    reading: Reading
    timezone: str


async def add(
    tx: Transaction, *, guild_id: int, story_id: int, user_id: int, article: Article, reading: Reading, timezone: str, now: datetime
) -> int:
    """Keep a draft for a day, and forget the drafts whose day is over; its id."""
    await tx.run("DELETE FROM drafts WHERE expires_at <= :now", {"now": to_seconds(now)})
    rows = await tx.run(
        """
        INSERT INTO drafts (guild_id, story_id, user_id, article, reading, timezone, expires_at)
        VALUES (:guild_id, :story_id, :user_id, :article, :reading, :timezone, :expires_at) RETURNING id
        """,
        {
            "guild_id": guild_id,
            "story_id": story_id,
            "user_id": user_id,
            "article": ARTICLE.dump_json(article).decode(),
            "reading": READING.dump_json(reading).decode(),
            "timezone": timezone,
            "expires_at": to_seconds(now + LIFETIME),
        },
    )
    return int(rows[0]["id"])


async def get(db: Reader, guild_id: int, draft_id: int, now: datetime) -> Draft | None:
    """This server's draft with this id, unless its day is over."""
    rows = await db.read(
        "SELECT * FROM drafts WHERE id = :id AND guild_id = :guild_id AND expires_at > :now",
        {"id": draft_id, "guild_id": guild_id, "now": to_seconds(now)},
    )
    if not rows:
        return None
    row = rows[0]
    article, reading = ARTICLE.validate_json(row["article"]), READING.validate_json(row["reading"])
    return Draft(row["id"], row["guild_id"], row["story_id"], row["user_id"], article, reading, row["timezone"])


async def remove(tx: Transaction, guild_id: int, draft_id: int) -> bool:
    """Forget this server's draft; False where it is gone already."""
    sql = "DELETE FROM drafts WHERE id = :id AND guild_id = :guild_id RETURNING id"
    return bool(await tx.run(sql, {"id": draft_id, "guild_id": guild_id}))
