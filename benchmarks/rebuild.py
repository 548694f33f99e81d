"""A story of 50 articles after one more: only that one is read, and all are reconciled anew."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from benchmarks.report import Figure
from benchmarks.stories import TIMEZONE, TITLE, flood
from briefings.engines.rules import RulesEngine
from briefings.model import Article, Reading
from briefings.understand import build_digest, understand

SECONDS = 1.0
"""Of processor time to reconcile the whole story: what a person who confirms an article waits beside its reading."""


class Counting:
    """The rules engine, which counts what it is asked to read."""

    def __init__(self) -> None:
        self._engine = RulesEngine(in_process=True)
        self.name = self._engine.name
        self.asked = 0

    async def read(self, articles: Sequence[Article], timezone: str) -> list[Reading]:
        """As the engine reads."""
        self.asked += len(articles)
        return await self._engine.read(articles, timezone)

    async def close(self) -> None:
        """As the engine closes."""
        await self._engine.close()


def run(*, full: bool) -> list[Figure]:
    """One article more for a story of 50 articles and, `full` or not, for one of half as many."""
    count = 50 if full else 6
    articles, engine = flood(count + 1), Counting()
    known = asyncio.run(engine.read(articles[:count], TIMEZONE))
    half = min(_reconciled(articles[: count // 2], known) for _ in range(3))
    whole = min(_reconciled(articles[:count], known) for _ in range(3))
    engine.asked = 0
    begun = time.process_time()
    asyncio.run(understand(engine, TITLE, TIMEZONE, 2, articles, {reading.article: reading for reading in known}))
    rebuilt = time.process_time() - begun
    return [
        Figure("articles read for one more in a story", engine.asked, "", 1),
        Figure(f"a story of {count} and one more, reading and all", rebuilt, "s", note="processor time"),
        Figure(f"a story of {count} reconciled, best of three", whole, "s", SECONDS, note="processor time, in a thread"),
        Figure(f"a story of {count} against one of {count // 2}, reconciled", whole / half, "×", 4 if full else None, "2 is linear"),
    ]


def _reconciled(articles: Sequence[Article], readings: Sequence[Reading]) -> float:
    begun = time.process_time()
    build_digest(TITLE, TIMEZONE, 1, articles, readings[: len(articles)])
    return time.process_time() - begun
