"""A bot in the playground with one built-in story, "A ferry terminal opens", whose digest is put together by hand: no language model."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.client import DatelineClient
from briefings.articles.read import read_article
from briefings.engines import Engine
from briefings.errors import ModelMissing
from briefings.model import (
    Article,
    ArticleNote,
    Digest,
    Facet,
    Fact,
    KeyPoint,
    Passage,
    Person,
    Place,
    Precision,
    Reading,
    Role,
    State,
    TimelineEntry,
    Value,
    When,
)
from briefings.store import Database, articles, digests, open_store, stories
from playground import Playground

NOW = datetime(2026, 3, 27, 12, tzinfo=UTC)
TITLE = "A ferry terminal opens"

HERALD = """The city of Norrvik opened its new ferry terminal on Friday.

Mayor Ingrid Dahl said the terminal would employ 40 people. She cut the ribbon at the quay in the old harbour.

The port paid for the building, which took two years to finish and stands where the fish market used to be."""

COURIER = """Norrvik's ferry terminal took its first passengers on Friday morning.

The terminal has a staff of up to 25, the port's director Jonas Berg said. He praised the mayor for her patience.

Two ships a day will call there from May, and the port hopes for a third one in the autumn."""

ECHO = """A terminal for ferries now stands in the old harbour of Norrvik.

About 40 people work there, according to the mayor's office. The cafe on the roof is open to everybody."""


def _passage(article: Article, quote: str) -> Passage:
    start = article.text.index(quote)
    return article.passage(start, start + len(quote))


@pytest.fixture(scope="session")
def ferry_articles() -> tuple[Article, ...]:
    """Three articles of one story; the third one is retold."""
    texts = (("A", "The Harbour Herald", HERALD), ("B", "Coast Courier", COURIER), ("C", "Island Echo", ECHO))
    return tuple(
        read_article(
            text, name=f"{id}.txt", id=id, outlet=outlet, title=f"Terminal opens ({id})", published=date(2026, 3, 20), retold=id == "C"
        )
        for id, outlet, text in texts
    )


@pytest.fixture(scope="session")
def ferry_digest(ferry_articles: tuple[Article, ...]) -> Digest:
    """Their digest: the staff is disputed, everything else is not."""
    a, b, c = ferry_articles
    forty, upto, about = (
        _passage(a, "would employ 40 people"),
        _passage(b, "a staff of up to 25"),
        _passage(c, "About 40 people work there"),
    )
    opened = (_passage(a, "opened its new ferry terminal on Friday"), _passage(b, "took its first passengers on Friday morning"))
    day = When(date(2026, 3, 20), date(2026, 3, 20), Precision.DAY)
    return Digest(
        story=TITLE,
        timezone="Europe/Oslo",
        revision=1,
        articles=tuple(ArticleNote(one.id, one.outlet, one.title, one.published, 3, retold=one.retold) for one in ferry_articles),
        facts=(
            Fact(
                Facet.STAFFING,
                "staff of the terminal",
                State.CONFLICT,
                3,
                (
                    Value("40", ("A",), (forty,), 40, 40),
                    Value("up to 25", ("B",), (upto,), None, 25),
                    Value("about 40", ("C",), (about,), 40, 40),
                ),
            ),
            Fact(
                Facet.WHERE,
                "place of the opening",
                State.AGREE,
                2,
                (Value("the old harbour", ("A", "C"), (_passage(a, "the old harbour"),)),),
            ),
            Fact(Facet.WHEN, "day of the opening", State.SINGLE_SOURCE, 1, (Value("20 March 2026", ("A",), opened[:1]),)),
        ),
        people=(
            Person("Ingrid Dahl", (), (Role("Mayor", ("A",)),), ("A",), (_passage(a, "Mayor Ingrid Dahl said"),)),
            Person("Jonas Berg", (), (Role("the port's director", ("B",)),), ("B",), (_passage(b, "director Jonas Berg said"),)),
        ),
        places=(Place("Norrvik", "city", True, ("A", "B", "C"), (_passage(a, "The city of Norrvik"),)),),
        timeline=(TimelineEntry(day, "the terminal opened", ("A", "B"), opened),),
        key_points=(KeyPoint("The city of Norrvik opened its new ferry terminal on Friday.", ("A",), opened[:1]),),
    )


class NoModel:
    """An engine on a machine without a language model: what the real one then says."""

    name = "none-1"

    async def read(self, articles: Sequence[Article], timezone: str) -> list[Reading]:
        """Always ModelMissing."""
        raise ModelMissing(model="md")

    async def close(self) -> None:
        """Nothing to let go of."""


@dataclass
class Stage:
    """A playground with the bot in it; `start` and `stop` play a restart on the same database."""

    play: Playground
    db: Database
    start: Callable[[], Awaitable[DatelineClient]]
    stop: Callable[[], Awaitable[None]]


async def _put_story(db: Database, digest: Digest, texts: Sequence[Article], *, guild_id: int | None = None, key: str = "ferry") -> int:
    """Keep a story with its articles and digest; its id."""
    async with db.write() as tx:
        story = await stories.add(tx, guild_id=guild_id, key=key, title=digest.story, timezone=digest.timezone, now=NOW)
        for article in texts:
            await articles.add(tx, story.id, article, NOW)
        await digests.add(tx, story.id, digest, NOW)
    return story.id


@asynccontextmanager
async def _on_stage(
    playground: Playground, path: Path, engine: Engine, *, story: tuple[Digest, Sequence[Article]] | None
) -> AsyncIterator[Stage]:
    """The bot connected to the playground, whose clock it follows."""
    async with open_store(path) as db, AsyncExitStack() as stack:
        if story:
            await _put_story(db, *story)
        running: list[tuple[DatelineClient, asyncio.Task[None]]] = []

        async def start() -> DatelineClient:
            client = DatelineClient(db, engine, now=playground.clock.now, tick_seconds=0.05)
            await client.__aenter__()
            running.append((client, asyncio.create_task(client.start(playground.token))))
            await playground.ready()
            return client

        async def stop() -> None:
            client, task = running.pop()
            await client.close()
            await task

        playground.clock.set(NOW)
        await start()
        stack.push_async_callback(lambda: stop() if running else asyncio.sleep(0))
        yield Stage(playground, db, start, stop)


@pytest.fixture
def put_story() -> Callable[..., Awaitable[int]]:
    """put_story(db, digest, articles, guild_id=None, key="ferry") keeps a story; its id."""
    return _put_story


@pytest.fixture
def on_stage() -> Callable[..., AbstractAsyncContextManager[Stage]]:
    """For tests that set the stage themselves: on_stage(playground, path, engine, story=…)."""
    return _on_stage


@pytest.fixture
async def stage(playground: Playground, tmp_path: Path, ferry_digest: Digest, ferry_articles: tuple[Article, ...]) -> AsyncIterator[Stage]:
    """The bot in the playground with the ferry story built in."""
    async with _on_stage(playground, tmp_path / "dateline.db", NoModel(), story=(ferry_digest, ferry_articles)) as made:
        yield made
