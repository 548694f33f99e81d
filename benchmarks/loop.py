"""How long the bot's event loop is kept from its work while articles are read, a digest is rebuilt and questions are asked."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.ask import QUESTIONS
from benchmarks.report import Figure
from benchmarks.stories import TIMEZONE, TITLE, flood
from bot.indexes import Indexes
from bot.shelf import Shelf
from briefings.collect import load_story
from briefings.engines.rules import RulesEngine
from briefings.model import StoryFolder
from briefings.store import open_store
from briefings.understand import understand

MILLISECONDS = 20.0
TICK = 0.001
NOW = datetime(2026, 3, 27, 12, tzinfo=UTC)


@dataclass
class Lag:
    """The longest that a tick came late, in milliseconds."""

    most: float = 0.0


def run(*, full: bool) -> list[Figure]:
    """`full`: a story of 50 articles, else of four."""
    return asyncio.run(_run(50 if full else 4))


async def _run(count: int) -> list[Figure]:
    articles, engine = tuple(flood(count + 1)), RulesEngine()
    idle, reading, rebuilding, asking = Lag(), Lag(), Lag(), Lag()
    folder = StoryFolder("bench", TITLE, TIMEZONE, articles[:count])
    with tempfile.TemporaryDirectory() as place:
        async with open_store(Path(place) / "bench.db") as db:
            async with _ticking(idle):
                await asyncio.sleep(1.0 if count >= 50 else 0.05)
            async with _ticking(reading):
                readings = await engine.read(articles[:-1], TIMEZONE)
            async with _ticking(rebuilding):
                known = {reading.article: reading for reading in readings}
                await understand(engine, TITLE, TIMEZONE, 2, articles, known)
            await load_story(db, engine, folder, guild_id=1, now=NOW)
            async with _ticking(asking):
                shelf, indexes = Shelf(db), Indexes()
                for question in QUESTIONS:
                    told = await shelf.told(1, "bench")
                    ready = await indexes.of(db, told.digest_id, told.digest)
                    await asyncio.to_thread(ready.index.ask, question)
    await engine.close()
    note = f"an idle loop in the same run: {idle.most:.1f} ms"
    return [
        Figure("loop kept waiting while articles are read", reading.most, "ms", MILLISECONDS, note),
        Figure(f"loop kept waiting while a story of {count} is rebuilt", rebuilding.most, "ms", MILLISECONDS, note),
        Figure(f"loop kept waiting while a story of {count} is asked about", asking.most, "ms", MILLISECONDS, note),
    ]


@asynccontextmanager
async def _ticking(lag: Lag) -> AsyncIterator[None]:
    ticker = asyncio.create_task(_tick(lag))
    try:
        yield
    finally:
        ticker.cancel()


async def _tick(lag: Lag) -> None:
    while True:
        begun = time.perf_counter()
        await asyncio.sleep(TICK)
        lag.most = max(lag.most, (time.perf_counter() - begun - TICK) * 1000)
