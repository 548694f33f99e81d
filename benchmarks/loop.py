"""How long the event loop of a running bot is kept from its work while an article is added to a story and questions are asked about it.

The bot runs in a process of its own, watched from inside (`benchmarks.probe`), and is driven through the playground as people drive it.
What counts is the worst of a whole run, the median of several runs: other work on the machine may stop any process for a while, and how
long it stopped one that only ticks meanwhile is told beside it. The loop's own longest work is counted in processor time.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.ask import QUESTIONS
from benchmarks.bots import ROOT, dateline
from benchmarks.report import Figure
from benchmarks.stories import TIMEZONE, TITLE, flood
from briefings.collect import load_story
from briefings.engines.rules import RulesEngine
from briefings.model import Article, StoryFolder
from briefings.store import open_store
from playground import Playground

MILLISECONDS = 20.0
NOW = datetime(2026, 3, 27, 12, tzinfo=UTC)
PATIENCE = 120.0

Seen = tuple[float, float]
"""The worst tick of a phase and the loop's longest own work in it, in milliseconds."""


def run(*, full: bool) -> list[Figure]:
    """`full`: a story of 50 articles, in three runs; else one of four."""
    return asyncio.run(_run(50 if full else 4, 3 if full else 1))


async def _run(count: int, runs: int) -> list[Figure]:
    articles = flood(count + runs)
    seen: dict[str, list[Seen]] = {}
    with tempfile.TemporaryDirectory() as place:
        database = Path(place) / "bench.db"
        async with Playground(limits="off") as play:
            await _load(database, play.home.id, articles[:count])
        for article in articles[count:]:
            for phase, worst in await _watched(Path(place), database, article):
                seen.setdefault(phase, []).append(worst)
    idle = statistics.median(late for late, _ in seen.pop("bare"))
    note = f"a bare loop at the same time: {idle:.1f} ms"
    medians = {phase: [statistics.median(column) for column in zip(*all, strict=True)] for phase, all in seen.items()}
    return [
        *(Figure(f"loop late while {phase}, worst", late, "ms", MILLISECONDS, note) for phase, (late, _) in medians.items()),
        *(Figure(f"loop at work while {phase}, longest", own, "ms", MILLISECONDS, "processor time") for phase, (_, own) in medians.items()),
    ]


async def _load(database: Path, guild_id: int, articles: Sequence[Article]) -> None:
    engine = RulesEngine()
    async with open_store(database) as db:
        await load_story(db, engine, StoryFolder("bench", TITLE, TIMEZONE, tuple(articles)), guild_id=guild_id, now=NOW)
    await engine.close()


async def _watched(place: Path, database: Path, article: Article) -> list[tuple[str, Seen]]:
    """One run of a bot on the database, and what was seen in each of its phases."""
    times: dict[str, tuple[float, float]] = {}
    async with (
        Playground(limits="off") as play,
        bare_loop(place / "bare"),
        dateline(play, database, probe=place / "bot"),
    ):
        for phase, work in (("an article is added", _add(play, article)), ("questions are asked", _ask(play))):
            begun = time.time()
            await work
            times[phase] = begun, time.time()
    whole = min(begun for begun, _ in times.values()), max(ended for _, ended in times.values())
    return [*((phase, _worst(place / "bot", *span)) for phase, span in times.items()), ("bare", _worst(place / "bare", *whole))]


async def _add(play: Playground, article: Article) -> None:
    line = f'/source add story:bench file:it outlet:"{article.outlet}" published:{article.published}'
    preview = await play.slash(line, files={"file": ("it.txt", article.text.encode())}, timeout=PATIENCE)
    await preview.press("Add", timeout=PATIENCE)


async def _ask(play: Playground) -> None:
    for question in QUESTIONS:
        await play.slash(f'/ask story:bench question:"{question}"', timeout=PATIENCE)


@asynccontextmanager
async def bare_loop(file: Path) -> AsyncIterator[None]:
    """A loop in a process of its own that only ticks; `file` tells afterwards how late."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "benchmarks.probe", str(file), cwd=ROOT)
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


def _worst(file: Path, begun: float, ended: float) -> Seen:
    seen = [(0.01, 0.01), *((late, own) for at, late, own in ticks(file) if begun <= at <= ended)]
    return max(late for late, _ in seen), max(own for _, own in seen)


def ticks(file: Path) -> Iterator[tuple[float, float, float]]:
    """The late ticks that a watched process wrote down: when, how late, and the loop's own work before it, in milliseconds."""
    for line in file.read_text().splitlines():
        at, late, own = map(float, line.split())
        yield at, late, own
