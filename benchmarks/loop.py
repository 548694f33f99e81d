"""How long the bot's event loop is kept from its work while articles are read, a digest is rebuilt and questions are asked.

Two things keep it: work of its own at one stretch, counted in its thread's processor time, which a busy machine does not change; and other
threads that hold Python's lock, counted by the clock, of a thousand waits the 999th, as a busy machine may stop any process for longer.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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


class Lag:
    """How late each tick came, and the loop's longest own work between two ticks, in milliseconds."""

    def __init__(self) -> None:
        self.late: list[float] = [0.0]
        self.own = 0.0

    @property
    def most(self) -> float:
        """Of a thousand ticks the 999th."""
        return sorted(self.late)[int(len(self.late) * 0.999)]


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
    parts = (("articles are read", reading), (f"a story of {count} is rebuilt", rebuilding), (f"a story of {count} is asked about", asking))
    return [
        *(Figure(f"loop late while {part}, 999th of 1000", lag.most, "ms", MILLISECONDS, note) for part, lag in parts),
        *(Figure(f"loop at work at a stretch while {part}, most", lag.own, "ms", MILLISECONDS, "processor time") for part, lag in parts),
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
        begun, worked = time.perf_counter(), time.thread_time()
        await asyncio.sleep(TICK)
        lag.late.append((time.perf_counter() - begun - TICK) * 1000)
        lag.own = max(lag.own, (time.thread_time() - worked) * 1000)
