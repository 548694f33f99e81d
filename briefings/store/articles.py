"""Articles of a story. A row's content never changes; a removed article stays for the digests that were made of it."""

from __future__ import annotations

import asyncio
from datetime import date, datetime

from pydantic import TypeAdapter

from briefings.model import Article, Block, Cut
from briefings.store.database import Reader, Row, Transaction, Value
from briefings.store.values import to_seconds

BLOCKS = TypeAdapter(tuple[Block, ...])
CUTS = TypeAdapter(tuple[Cut, ...])
SENTENCES = TypeAdapter(tuple[str, ...])


async def of_story(db: Reader, story_id: int) -> list[Article]:
    """The present articles of a story, in the order of their ids (A … Z, AA …)."""
    rows = await db.read(
        "SELECT * FROM articles WHERE story_id = :story_id AND removed_at IS NULL ORDER BY length(key), key",
        {"story_id": story_id},
    )
    return await asyncio.to_thread(_articles, rows)


async def of_digest(db: Reader, digest_id: int) -> list[Article]:
    """The articles that a digest was made of, exactly as they were then, in the order of their ids."""
    rows = await db.read(
        """
        SELECT articles.* FROM articles JOIN digest_articles ON article_id = articles.id
        WHERE digest_id = :digest_id ORDER BY length(key), key
        """,
        {"digest_id": digest_id},
    )
    return await asyncio.to_thread(_articles, rows)


async def used_ids(db: Reader, story_id: int) -> set[str]:
    """Every id that an article of this story has or had."""
    rows = await db.read("SELECT DISTINCT key FROM articles WHERE story_id = :story_id", {"story_id": story_id})
    return {row["key"] for row in rows}


async def add(tx: Transaction, story_id: int, article: Article, now: datetime, *, added_by: int | None = None) -> None:
    """Add an article under an id that no present article of the story has; `added_by` is a member's id."""
    await tx.run(
        """
        INSERT INTO articles
            (story_id, key, outlet, title, text, blocks, published, url, byline, original, dateline, retold, receipt,
            warnings, added_by, added_at)
        VALUES
            (:story_id, :key, :outlet, :title, :text, :blocks, :published, :url, :byline, :original, :dateline, :retold, :receipt,
            :warnings, :added_by, :now)
        """,
        {"story_id": story_id, **_columns(article), "added_by": added_by, "now": to_seconds(now)},
    )


async def remove(tx: Transaction, story_id: int, id: str, now: datetime) -> bool:
    """Take an article out of the story from now on; False where it has no such one."""
    rows = await tx.run(
        "UPDATE articles SET removed_at = :now WHERE story_id = :story_id AND key = :key AND removed_at IS NULL RETURNING id",
        {"story_id": story_id, "key": id, "now": to_seconds(now)},
    )
    return bool(rows)


async def copy(tx: Transaction, from_story: int, to_story: int) -> None:
    """Give a story, still empty, the present articles of another one."""
    await tx.run(
        """
        INSERT INTO articles
            (story_id, key, outlet, title, text, blocks, published, url, byline, original, dateline, retold, receipt,
            warnings, added_by, added_at)
        SELECT
            :to_story, key, outlet, title, text, blocks, published, url, byline, original, dateline, retold, receipt,
            warnings, added_by, added_at
        FROM articles
        WHERE story_id = :from_story AND removed_at IS NULL
        """,
        {"from_story": from_story, "to_story": to_story},
    )


def _articles(rows: list[Row]) -> list[Article]:
    """Made in a thread: those of a large story take longer than anybody else should wait."""
    return [_article(row) for row in rows]


def _columns(article: Article) -> dict[str, Value]:
    return {
        "key": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "text": article.text,
        "blocks": BLOCKS.dump_json(article.blocks).decode(),
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "byline": article.byline,
        "original": article.original,
        "dateline": article.dateline,
        "retold": int(article.retold),
        "receipt": CUTS.dump_json(article.removed).decode(),
        "warnings": SENTENCES.dump_json(article.warnings).decode(),
    }


def _article(row: Row) -> Article:
    return Article(
        id=row["key"],
        outlet=row["outlet"],
        title=row["title"],
        text=row["text"],
        blocks=BLOCKS.validate_json(row["blocks"]),
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        url=row["url"],
        byline=row["byline"],
        original=row["original"],
        dateline=row["dateline"],
        retold=bool(row["retold"]),
        removed=CUTS.validate_json(row["receipt"]),
        warnings=SENTENCES.validate_json(row["warnings"]),
    )
