"""How long a person waits for /staffing, against a bare discord.py command that says its text back, in turns in the same run."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.bots import bare, dateline
from benchmarks.report import Figure
from playground import Playground

LIMIT = 1.5
"""Of the medians' ratio; both sides go through the same playground, whose own time is part of both."""


def run(*, full: bool) -> list[Figure]:
    """Round trips, `full`: 400 of each after 40 to warm up."""
    return asyncio.run(_run(400 if full else 5, 40 if full else 2))


async def _run(rounds: int, warm: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        async with (
            Playground(limits="off") as ours,
            Playground(limits="off") as theirs,
            dateline(ours, Path(folder) / "bench.db"),
            bare(theirs),
        ):
            staffing, echo = [], []
            for n in range(warm + rounds):
                staffing.append(await _round_trip(ours, "/staffing"))
                echo.append(await _round_trip(theirs, f"/echo text:{n}"))
    mine, bares = (sorted(times[warm:]) for times in (staffing, echo))
    ratio = statistics.median(mine) / statistics.median(bares)
    return [
        Figure("/staffing against a bare echo, medians", ratio, "×", LIMIT),
        Figure("/staffing, median", statistics.median(mine) * 1000, "ms"),
        Figure("/staffing, 99th of 100", mine[int(len(mine) * 0.99)] * 1000, "ms"),
        Figure("bare echo, median", statistics.median(bares) * 1000, "ms"),
    ]


async def _round_trip(play: Playground, line: str) -> float:
    begun = time.perf_counter()
    await play.slash(line)
    return time.perf_counter() - begun
