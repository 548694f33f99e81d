"""Digests: the immutable revisions of a story's ledger, each with the very articles that it was made of."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import from_json

from briefings.model import Digest, Fact, KeyPoint, Person, Place, Quote, TimelineEntry
from briefings.store.database import Reader, Transaction
from briefings.store.values import to_seconds

DIGEST = TypeAdapter(Digest)
_PARTS: dict[str, TypeAdapter[Any]] = {
    "facts": TypeAdapter(Fact),
    "people": TypeAdapter(Person),
    "places": TypeAdapter(Place),
    "timeline": TypeAdapter(TimelineEntry),
    "quotes": TypeAdapter(Quote),
    "key_points": TypeAdapter(KeyPoint),
}


async def latest(db: Reader, story_id: int) -> tuple[int, Digest] | None:
    """The row id and the digest of a story's newest revision; None where it has none yet."""
    rows = await db.read(
        "SELECT id, digest FROM digests WHERE story_id = :story_id ORDER BY revision DESC LIMIT 1",
        {"story_id": story_id},
    )
    return (rows[0]["id"], await asyncio.to_thread(_digest, rows[0]["digest"])) if rows else None


async def latest_id(db: Reader, story_id: int) -> int | None:
    """The row id alone of a story's newest revision."""
    rows = await db.read(
        "SELECT id FROM digests WHERE story_id = :story_id ORDER BY revision DESC LIMIT 1",
        {"story_id": story_id},
    )
    return rows[0]["id"] if rows else None


async def latest_ids(db: Reader, story_id: int, limit: int) -> list[int]:
    """The row ids of a story's newest revisions, the newest first."""
    rows = await db.read(
        "SELECT id FROM digests WHERE story_id = :story_id ORDER BY revision DESC LIMIT :limit",
        {"story_id": story_id, "limit": limit},
    )
    return [row["id"] for row in rows]


async def article_ids(db: Reader, digest_id: int) -> frozenset[int]:
    """The row ids of the articles that a digest was made of; another text under the same key has another one."""
    rows = await db.read("SELECT article_id FROM digest_articles WHERE digest_id = :id", {"id": digest_id})
    return frozenset(row["article_id"] for row in rows)


async def get(db: Reader, digest_id: int) -> Digest | None:
    """The digest with this row id, of whichever story; None where there is no such one."""
    rows = await db.read("SELECT digest FROM digests WHERE id = :id", {"id": digest_id})
    return await asyncio.to_thread(_digest, rows[0]["digest"]) if rows else None


async def story_of(db: Reader, digest_id: int) -> int | None:
    """The id of the story that a digest belongs to, to be checked with stories.get; None where there is no such digest."""
    rows = await db.read("SELECT story_id FROM digests WHERE id = :id", {"id": digest_id})
    return int(rows[0]["story_id"]) if rows else None


async def add(tx: Transaction, story_id: int, digest: Digest, now: datetime, *, engine: str = "") -> int:
    """Keep a new revision, made of the story's present articles that the digest names; its row id."""
    rows = await tx.run(
        """
        INSERT INTO digests (story_id, revision, engine, digest, created_at)
        VALUES (:story_id, :revision, :engine, :digest, :now) RETURNING id
        """,
        {
            "story_id": story_id,
            "revision": digest.revision,
            "engine": engine,
            "digest": (await asyncio.to_thread(DIGEST.dump_json, digest)).decode(),
            "now": to_seconds(now),
        },
    )
    digest_id = int(rows[0]["id"])
    await tx.run_many(
        """
        INSERT INTO digest_articles (digest_id, article_id)
        SELECT :digest_id, id FROM articles WHERE story_id = :story_id AND key = :key AND removed_at IS NULL
        """,
        [{"digest_id": digest_id, "story_id": story_id, "key": note.id} for note in digest.articles],
    )
    return digest_id


async def newest_revision(db: Reader, story_id: int) -> tuple[int, str]:
    """The newest revision's number and the engine it was made with; (0, "") where the story has no digest yet."""
    rows = await db.read(
        "SELECT revision, engine FROM digests WHERE story_id = :story_id ORDER BY revision DESC LIMIT 1",
        {"story_id": story_id},
    )
    return (rows[0]["revision"], rows[0]["engine"]) if rows else (0, "")


@lru_cache(maxsize=16)
def _digest(text: str) -> Digest:
    """Parsed once: a revision never changes, and every command about a story reads the same one.

    Piece by piece, as the parser holds Python's lock: a thousand facts at once would keep every other thread waiting.
    """
    kept = from_json(text)
    parts: dict[str, Any] = {name: tuple(map(part.validate_python, kept.pop(name, ()))) for name, part in _PARTS.items()}
    return replace(DIGEST.validate_python(kept), **parts)
