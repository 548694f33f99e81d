"""From the process's start until its commands stand, and what it holds in memory then, once the built-in story was read."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from pathlib import Path

import psutil

from benchmarks.bots import dateline
from benchmarks.report import Figure
from playground import Playground

SECONDS = 2.0
MEGABYTES = 150.0
SETTLING_SECONDS = 3.0


def run(*, full: bool) -> list[Figure]:
    """Starts, `full`: five of them."""
    return asyncio.run(_run(5 if full else 1))


async def _run(starts: int) -> list[Figure]:
    seconds, memory = [], []
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bench.db"
        async with Playground(limits="off") as play, dateline(play, database) as (_, first):
            pass
        for _ in range(starts):
            async with Playground(limits="off") as play, dateline(play, database) as (process, took):
                await asyncio.sleep(SETTLING_SECONDS)
                seconds.append(took)
                memory.append(psutil.Process(process.pid).memory_info().rss / 1e6)
    return [
        Figure("start to ready, median", statistics.median(seconds), "s", SECONDS),
        Figure("resident memory, idle", max(memory), "MB", MEGABYTES),
        Figure("very first start, built-in story read", first, "s"),
    ]
