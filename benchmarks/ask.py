"""/ask on stored digests: in a server with ten articles, in one with a thousand, and about one story of a hundred."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.report import Figure
from benchmarks.stories import TIMEZONE, TITLE, flood
from bot.indexes import MOST, Indexes
from bot.shelf import Shelf
from briefings.engines.rules import RulesEngine
from briefings.model import Article, Digest
from briefings.store import Database, articles, digests, open_store, stories
from briefings.understand import build_digest

NOW = datetime(2026, 3, 27, 12, tzinfo=UTC)
SERVER, OTHER, LARGE = 1, 2, 3
A_STORY = 10
MILLISECONDS = 150.0
QUESTIONS = (
    "How many people left their homes?",
    "When did the river burst its banks?",
    "Who is Ruth Calloway?",
    "Why did the embankment give way?",
    "Which source says 30 people were injured?",
    "Do the sources agree on the damage?",
    "How much will the repairs cost?",
    "Where are people without power?",
    "Did the council approve money for the bridge?",
    "What did Tom Ashdown say?",
    "Which articles share text?",
    "How long is the bridge?",
    "How many soldiers were sent?",
    "Is the mayor a hydrologist?",
    "What colour was the car?",
)


def run(*, full: bool) -> list[Figure]:
    """Questions of every kind, `full`: ten rounds of them in servers of 10, 1,000 and (one story) 100 articles; else of 10, 20 and 12."""
    return asyncio.run(_run(*((10, 100, 100) if full else (1, 2, 12))))


async def _run(rounds: int, many: int, large: int) -> list[Figure]:
    texts = flood(max(A_STORY, large))
    readings = await RulesEngine(in_process=True).read(texts, TIMEZONE)
    small = build_digest(TITLE, TIMEZONE, 1, texts[:A_STORY], readings[:A_STORY])
    whole = build_digest(TITLE, TIMEZONE, 1, texts[:large], readings[:large])
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(Path(folder) / "bench.db") as db:
            await _add(db, SERVER, texts[:A_STORY], small, 1)
            await _add(db, OTHER, texts[:A_STORY], small, many)
            await _add(db, LARGE, texts[:large], whole, 1)
            few, thousand, one = [await _asked(db, guild, rounds) for guild in (SERVER, OTHER, LARGE)]
            first = await _first(db, LARGE)
    flat = statistics.median(thousand) / statistics.median(few)
    return [
        Figure(f"/ask, {A_STORY} articles in the server, 95th of 100", _95th(few), "ms", MILLISECONDS),
        Figure(f"/ask, {many * A_STORY} articles in the server, 95th of 100", _95th(thousand), "ms", MILLISECONDS),
        Figure(f"/ask, {many * A_STORY} against {A_STORY} articles, medians", flat, "×", 1.5 if rounds > 1 else None, "1 is flat"),
        Figure(f"/ask, a story of {large} articles, 95th of 100", _95th(one), "ms", MILLISECONDS),
        Figure(f"/ask, a story of {large} articles, the first question", first, "ms", note="digest and articles read, indexed"),
    ]


async def _add(db: Database, guild: int, texts: Sequence[Article], digest: Digest, count: int) -> None:
    for number in range(count):
        async with db.write() as tx:
            story = await stories.add(tx, guild_id=guild, key=f"s{number}", title=f"{TITLE} {number}", timezone=TIMEZONE, now=NOW)
            for article in texts:
                await articles.add(tx, story.id, article, NOW)
            await digests.add(tx, story.id, digest, NOW)


async def _asked(db: Database, guild: int, rounds: int) -> list[float]:
    """The milliseconds of every question, in turn about as many stories as are kept at hand, once each was asked about."""
    shelf, indexes = Shelf(db), Indexes()
    names = [story.key for story in await stories.visible(db, guild)][:MOST]
    for name in names:
        await _ask(db, shelf, indexes, guild, name, QUESTIONS[0])
    return [
        await _ask(db, shelf, indexes, guild, names[number % len(names)], question)
        for number, question in enumerate(QUESTIONS * (rounds + 1))
    ][len(QUESTIONS) :]


async def _first(db: Database, guild: int) -> float:
    return await _ask(db, Shelf(db), Indexes(), guild, "s0", QUESTIONS[0])


async def _ask(db: Database, shelf: Shelf, indexes: Indexes, guild: int, name: str, question: str) -> float:
    """As the command asks, without Discord."""
    begun = time.perf_counter()
    told = await shelf.told(guild, name)
    ready = await indexes.of(db, told.digest_id, told.digest)
    await asyncio.to_thread(ready.index.ask, question)
    return (time.perf_counter() - begun) * 1000


def _95th(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]
