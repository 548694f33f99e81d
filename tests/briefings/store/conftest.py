"""A database in a real file, open for one test; an instant to call now; and one of each noun to put in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from briefings.model import (
    Article,
    ArticleNote,
    Block,
    BlockKind,
    Cut,
    Digest,
    Facet,
    Fact,
    Quote,
    State,
    Story,
    Template,
    Value,
)
from briefings.schedule import Every
from briefings.store import Database, articles, digests, open_store, stories, subscriptions
from briefings.store.subscriptions import Subscription


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dateline.db"


@pytest.fixture
async def db(path: Path) -> AsyncIterator[Database]:
    async with open_store(path) as database:
        yield database


@pytest.fixture
def article() -> Article:
    """A short article with something in every column."""
    text = "Harbour reopens\n\nThe harbour reopened on Monday. Forty boats came in."
    return Article(
        id="A",
        outlet="The Coast",
        title="Harbour reopens",
        text=text,
        blocks=(Block(BlockKind.TITLE, 0, 15), Block(BlockKind.BODY, 17, len(text))),
        published=date(2026, 3, 2),
        url="https://coast.example/harbour",
        byline="Ann Wright",
        original="Wire",
        dateline="PORT ELLEN",
        retold=True,
        removed=(Cut("Sign up for our letter", "newsletter"),),
        warnings=("No date was given.",),
    )


@pytest.fixture
async def story(db: Database, article: Article, now: datetime) -> Story:
    """A built-in story with that article."""
    async with db.write() as tx:
        added = await stories.add(tx, guild_id=None, key="harbour", title="The harbour", timezone="Europe/London", now=now)
        await articles.add(tx, added.id, article, now)
    return added


@pytest.fixture
def digest(article: Article) -> Digest:
    """A first revision of that story's digest."""
    where = article.passage(46, 57)
    fact = Fact(Facet.NUMBERS, "boats", State.SINGLE_SOURCE, 1, (Value("40", ("A",), (where,), 40, 40, "boat"),), "boats|harbour")
    note = ArticleNote("A", article.outlet, article.title, article.published, 1, article.removed)
    return Digest("The harbour", "Europe/London", 1, (note,), (fact,), quotes=(Quote(None, "in", "A", 55, 57),))


@pytest.fixture
async def digest_id(db: Database, story: Story, digest: Digest, now: datetime) -> int:
    async with db.write() as tx:
        return await digests.add(tx, story.id, digest, now, engine="rules 1")


@pytest.fixture
async def subscription(db: Database, story: Story, now: datetime) -> Subscription:
    """Server 1's hourly subscription to that story, due now."""
    async with db.write() as tx:
        return await subscriptions.add(
            tx,
            guild_id=1,
            channel_id=11,
            story_id=story.id,
            rule=Every(60, now),
            zone="Europe/Berlin",
            template=Template.STANDARD,
            role_id=7,
            next_run_at=now,
            created_by=42,
            now=now,
        )
