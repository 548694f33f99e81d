"""Readings: what an engine found in an article, kept so that a text is never read twice by the same engine."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from pydantic import TypeAdapter

from briefings.model import Reading
from briefings.store.database import Reader, Row, Transaction

READING = TypeAdapter(Reading)


async def of_story(db: Reader, story_id: int, engine: str) -> dict[str, Reading]:
    """What this engine found in the story's present articles, by article id; an engine's name holds its version."""
    rows = await db.read(
        """
        SELECT articles.key, readings.reading
        FROM articles
            JOIN stories ON stories.id = articles.story_id
            JOIN readings ON readings.article_id = articles.id AND readings.timezone = stories.timezone
        WHERE articles.story_id = :story_id AND articles.removed_at IS NULL AND readings.engine = :engine
        """,
        {"story_id": story_id, "engine": engine},
    )
    return await asyncio.to_thread(_readings, rows)


async def add(tx: Transaction, story_id: int, readings: Iterable[Reading]) -> None:
    """Keep readings of a story's present articles, made in the story's time zone; one that is there already stays."""
    await tx.run_many(
        """
        INSERT INTO readings (article_id, engine, timezone, reading)
        SELECT articles.id, :engine, stories.timezone, :reading
        FROM articles JOIN stories ON stories.id = articles.story_id
        WHERE articles.story_id = :story_id AND articles.key = :key AND articles.removed_at IS NULL
        ON CONFLICT (article_id, engine, timezone) DO NOTHING
        """,
        [
            {"story_id": story_id, "key": reading.article, "engine": reading.engine, "reading": READING.dump_json(reading).decode()}
            for reading in readings
        ],
    )


def _readings(rows: list[Row]) -> dict[str, Reading]:
    """Made in a thread: those of a large story take longer than anybody else should wait."""
    return {row["key"]: READING.validate_json(row["reading"]) for row in rows}


async def copy(tx: Transaction, from_story: int, to_story: int) -> None:
    """Give the articles that articles.copy made the readings of those they were copied from."""
    await tx.run(
        """
        INSERT INTO readings (article_id, engine, timezone, reading)
        SELECT copied.id, readings.engine, readings.timezone, readings.reading
        FROM articles AS copied
            JOIN articles AS source ON source.story_id = :from_story AND source.key = copied.key AND source.removed_at IS NULL
            JOIN readings ON readings.article_id = source.id
        WHERE copied.story_id = :to_story
        """,
        {"from_story": from_story, "to_story": to_story},
    )
