"""The worker process that holds the language model: how soon it reads, how much memory it takes, and that it goes when idle."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

import psutil

from benchmarks.report import Figure
from benchmarks.stories import TIMEZONE, flood
from briefings.engines.rules import RulesEngine
from briefings.model import Article

MEGABYTES = 700.0
IDLE_SECONDS = 0.5
RELEASED_SECONDS = 2.0


def run(*, full: bool) -> list[Figure]:
    """`full`: 60 articles read, else two."""
    return asyncio.run(_run(flood(60 if full else 2)))


async def _run(articles: Sequence[Article]) -> list[Figure]:
    before = set(psutil.Process().children(recursive=True))
    engine = RulesEngine(idle_seconds=IDLE_SECONDS)
    try:
        begun = time.perf_counter()
        await engine.read(articles[:1], TIMEZONE)
        started = time.perf_counter() - begun
        reading = asyncio.create_task(engine.read(articles[1:], TIMEZONE))
        most = 0.0
        while not reading.done():
            await asyncio.sleep(0.02)
            most = max(most, _megabytes(before))
        await reading
        released = await asyncio.wait_for(_until_gone(before), 10 * RELEASED_SECONDS) - IDLE_SECONDS
    finally:
        await engine.close()
    return [
        Figure("the worker's memory while it reads, most", most, "MB", MEGABYTES),
        Figure("the worker's start and first article", started, "s"),
        Figure("the worker gone after its idle time", max(released, 0.001), "s", RELEASED_SECONDS),
    ]


async def _until_gone(before: set[psutil.Process]) -> float:
    begun = time.perf_counter()
    while True:
        await asyncio.sleep(0.02)
        if not _megabytes(before):
            return time.perf_counter() - begun


def _megabytes(before: set[psutil.Process]) -> float:
    """The resident memory of the children that were not there before, those that ended left out; the resource tracker holds no model."""
    total = 0.0
    for child in set(psutil.Process().children(recursive=True)) - before:
        try:
            if child.status() != psutil.STATUS_ZOMBIE and "resource_tracker" not in " ".join(child.cmdline()):
                total += child.memory_info().rss / 1e6
        except psutil.NoSuchProcess:
            continue
    return total
