"""`make storm`: the bot is killed over and over while briefings fall due, and Discord has trouble; whatever comes, each is seen once.

Every life of the bot ends with SIGKILL at a moment drawn by a fixed seed: while it starts, just as Discord took a message, or later.
Meanwhile Discord answers with 5xx, and cuts connections after it took a message; between two lives the clock moves, at times past leases
and past what Discord remembers of nonces. A third of the briefings take several messages. With two processes on one file, one always waits
for the other's lock, so that they take turns. The test beside it is short; this one takes some twenty minutes, and says what it counted.
"""

from __future__ import annotations

import asyncio
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from briefings.model import ArticleNote, Digest, KeyPoint, Template
from briefings.schedule import Once
from briefings.store import digests, open_store, stories, subscriptions
from playground import Playground
from playground.driver import NoAnswer, visible_text
from tests.journeys.conftest import Bot

START = datetime(2026, 3, 27, 7, 30, tzinfo=UTC)
PER_CHANNEL = 20
MOVES = [0, 1, 10, 61, 150, 400]
"""Seconds by which the clock moves between two lives: within a lease, past it, past the two minutes that a nonce is counted on."""

START_SECONDS, LIFE_SECONDS = 120.0, 1.5
"""How long a start, on a machine that has much else to do, and a life after it may take at most."""

CALM_SECONDS = 180.0
"""How long the last life may take, in the end, to post what is still owed."""

POSTS = "POST /channels/{channel_id}/messages"
HISTORY = "GET /channels/{channel_id}/messages"
_PAGE = re.compile(r"page (\d+) of (\d+)")
_TITLE = re.compile(r"### (Storm report \d+)")


@dataclass
class Count:
    """What was counted: briefings never seen whole, messages seen again, briefings with messages out of order."""

    briefings: int
    messages: int = 0
    lost: int = 0
    twice: int = 0
    disordered: int = 0
    kills: int = 0
    states: Counter[str] = field(default_factory=Counter)
    retried: int = 0
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Whether every briefing was seen once, whole and in order, and is on record so."""
        return not (self.lost or self.twice or self.disordered) and self.states == Counter(delivered=self.briefings)

    def __str__(self) -> str:
        return (
            f"{self.briefings} briefings in {self.messages} messages, {self.kills} kills, {self.retried} briefings tried more than once, "
            f"{self.seconds:.0f} s: {self.lost} lost, {self.twice} seen twice, {self.disordered} disordered; on record {dict(self.states)}"
        )


async def storm(folder: Path, database: Path, *, briefings: int, kills: int, processes: int, seed: int) -> Count:
    """One storm over a database that a bot has been started on before; deterministic but for the machine's own timing."""
    chance, begun = random.Random(seed), time.monotonic()
    moves = [chance.choice(MOVES) for _ in range(kills)]
    channels = max(3, briefings // PER_CHANNEL)
    async with Playground(limits="off", channels=channels) as play:
        play.clock.set(START)
        places = [channel.id for channel in play.home.channels.values()][:channels]
        await _owe(database, play.home.id, places, briefings, chance, over=timedelta(seconds=sum(moves) * 0.9 + kills))
        bots = [Bot(play, database, log=folder / f"bot-{number}.log") for number in range(processes)]
        keepers = [asyncio.create_task(bot.keep_running()) for bot in bots]
        try:
            for move in moves:
                _weather(play, chance)
                await _moment(play, chance)
                await chance.choice(bots).kill()
                play.clock.move(timedelta(seconds=move))
            play.weather.clear()
            await _calm(play, database)
        finally:
            for keeper in keepers:
                keeper.cancel()
            for bot in bots:
                await bot.gone()
        assert not play.violations, play.violations[0]
        count = _counted(play, places, briefings)
    count.kills, count.seconds = kills, time.monotonic() - begun
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as db:
        count.states.update(dict(db.execute("SELECT state, count(*) FROM deliveries GROUP BY state").fetchall()))
        (count.retried,) = db.execute("SELECT count(*) FROM deliveries WHERE attempts > 1").fetchone()
    return count


async def _owe(database: Path, guild_id: int, places: Sequence[int], briefings: int, chance: random.Random, *, over: timedelta) -> None:
    """So many subscriptions, each due once within this time, no two of a channel to one story."""
    async with open_store(database) as db, db.write() as tx:
        told = []
        for number in range(-(-briefings // len(places))):
            digest = _digest(number)
            story = await stories.add(tx, guild_id=guild_id, key=f"storm-{number}", title=digest.story, timezone="UTC", now=START)
            await digests.add(tx, story.id, digest, START)
            told.append(story.id)
        for number in range(briefings):
            at = START + timedelta(seconds=int(chance.uniform(1, over.total_seconds())))
            await subscriptions.add(
                tx,
                guild_id=guild_id,
                channel_id=places[number % len(places)],
                story_id=told[number // len(places)],
                rule=Once(at.replace(tzinfo=None)),
                zone="UTC",
                template=Template.LONG,
                role_id=None,
                next_run_at=at,
                created_by=1,
                now=START,
            )


def _digest(number: int) -> Digest:
    """A story of its own; the briefing on every third one names so many sources that it takes several messages."""
    notes = tuple(ArticleNote(f"S{one}", "Harbour Post", "Over the harbour wall " * 11, None, 3) for one in range(1 if number % 3 else 35))
    return Digest(f"Storm report {number}", "UTC", 1, notes, key_points=(KeyPoint("It blew.", ("S0",), ()),))


def _weather(play: Playground, chance: random.Random) -> None:
    play.weather.clear()
    if chance.random() < 0.5:
        play.weather.reset_after_create(times=chance.randint(1, 4))
    if chance.random() < 0.4:
        play.weather.server_error(POSTS, times=chance.randint(1, 4), status=chance.choice([500, 502, 503]))
    if chance.random() < 0.3:
        play.weather.slow(POSTS, seconds=chance.uniform(0.1, 2.0), times=chance.randint(1, 10))
    if chance.random() < 0.2:
        play.weather.server_error(HISTORY, times=chance.randint(1, 3))


async def _moment(play: Playground, chance: random.Random) -> None:
    """Wait for the moment of the kill: while the bot starts, when Discord has just taken some message, or some time later."""
    kind = chance.random()
    if kind < 0.15:
        await asyncio.sleep(chance.uniform(0.3, 1.5))
        return
    messages = chance.randint(1, 6)
    taken = 0

    def listen(change: dict[str, Any]) -> None:
        nonlocal taken
        taken += change["type"] == "MESSAGE_CREATE"

    gateway, listeners = play.server.state.gateway, play.server.state.changes.listeners
    listeners.add(listen)
    with suppress(NoAnswer):  # where the one that waited for the lock was killed
        await play.wait(lambda: not gateway.connected, "nobody hung up", timeout=0.5)
    await play.wait(lambda: taken >= messages or gateway.connected, "the bot did not start", timeout=START_SECONDS)
    with suppress(NoAnswer):  # fewer were due, or Discord is in trouble
        await play.wait(lambda: taken >= messages, "too few messages", timeout=LIFE_SECONDS)
    listeners.discard(listen)
    await asyncio.sleep(chance.choice([0, 0, chance.uniform(0, 0.1), chance.uniform(0, 1)]))


async def _calm(play: Playground, database: Path) -> None:
    """Fair weather: the clock moves on until nothing is owed, and then far enough for whatever might come twice."""
    deadline = time.monotonic() + CALM_SECONDS
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as db:
        while time.monotonic() < deadline:
            await asyncio.sleep(1)
            play.clock.move(timedelta(seconds=20))
            (owed,) = db.execute("SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending')").fetchone()
            (ahead,) = db.execute("SELECT count(*) FROM subscriptions WHERE state = 'active'").fetchone()
            if not owed and not ahead:
                break
    play.clock.move(timedelta(minutes=10))
    await asyncio.sleep(3)


def _counted(play: Playground, places: Sequence[int], briefings: int) -> Count:
    count = Count(briefings)
    seen: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for place in places:
        for message in play.world.channels[place].messages.values():
            text = visible_text(message)
            title, page = _TITLE.search(text), _PAGE.search(text)
            assert title, text
            seen[place, title[1]].append((int(page[1]), int(page[2])) if page else (1, 1))
            count.messages += 1
    count.lost = briefings - len(seen)
    for pages in seen.values():
        whole = [number for number, _ in pages]
        count.lost += set(whole) != set(range(1, pages[0][1] + 1))
        count.twice += len(whole) - len(set(whole))
        count.disordered += whole != sorted(whole)
    return count


async def main() -> int:
    """The whole storm, with one process and with two; 1 where anything is lost or seen twice."""
    good = True
    for processes in (1, 2):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            database = folder / "dateline.db"
            await started_once(database)
            count = await storm(folder, database, briefings=2_000, kills=200, processes=processes, seed=processes)
        sys.stdout.write(f"{processes} process{'es' if processes > 1 else ''}: {count}\n")
        sys.stdout.flush()
        good = good and count.good
    return 0 if good else 1


async def started_once(database: Path) -> None:
    """A database in which the built-in story was already read, so that a start takes a second or two."""
    async with Playground(limits="off") as play:
        first = Bot(play, database)
        await first.start()
        await first.stop()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(asyncio.run(main()))
