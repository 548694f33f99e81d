"""Briefings on their way: a crowd of them under Discord's real limits, and as many as go without limits against bare discord.py.

The playground, the bot and this scenario are three processes. Under limits, everything is due at one moment, one briefing a channel, and
people ask `/where` meanwhile; the loop is watched from inside (`benchmarks.probe`). How long other work on the machine kept a process that
only ticks from ticking is told beside it. Without limits the two sides post in turns, each to a fresh playground, the same text.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from benchmarks.apart import Apart, Post, playground_apart
from benchmarks.bots import dateline, sender
from benchmarks.loop import bare_loop, ticks
from benchmarks.report import Figure
from bot.present import briefing_card, paged
from bot.settings import Settings
from briefings.model import ArticleNote, DeliveryState, Digest, KeyPoint, Template
from briefings.schedule import Once
from briefings.store import Transaction, deliveries, digests, open_store, stories, subscriptions
from briefings.store.deliveries import NewDelivery
from briefings.templates.render import render
from playground import Playground

Place = tuple[int, int]
"""A channel: its server's id and its own."""

PACE = float(Settings.model_fields["sends_per_second"].default)
HELD, RATIO = 0.95, 0.8
"""How much of the pace has to be held, and how much of a bare loop's rate to be reached; the figures are told the other way round."""

LATE_MILLISECONDS, ANSWER_MILLISECONDS, GROWN_MEGABYTES = 20.0, 100.0, 50.0
HEAD_START = timedelta(seconds=20)
"""From the first subscription to the moment when all is due: the bot is connected by then, and its memory has settled."""

ASK_EVERY = 0.25
_NOTE = ArticleNote("A", "Harbour Post", "Gale warnings", None, 3)
_POINTS = tuple(KeyPoint(f"Gust {number} " + "went over the harbour wall " * 4, ("A",), ()) for number in range(5))
DIGEST = Digest("Gale over the harbour", "UTC", 1, (_NOTE,), key_points=_POINTS)


def run(*, full: bool) -> list[Figure]:
    """`full`: 10,000 channels under limits, and three rounds of 3,000 without; else 60, and one round of 60."""
    return asyncio.run(_run(*((10_000, 3_000, 3) if full else (60, 60, 1)), full=full))


async def _run(crowd: int, many: int, rounds: int, *, full: bool) -> list[Figure]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        await _built_in_story(folder / "limited.db")
        limited = await _limited(folder, crowd, full=full)
        rates = [await _both(folder / f"unlimited-{number}.db", many) for number in range(rounds)]
    ratio = statistics.median(theirs / mine for mine, theirs in rates)
    ours, bares = (statistics.median(column) for column in zip(*rates, strict=True))
    return [
        *limited,
        Figure("messages a second, a bare discord.py loop's against ours", ratio, "×", 1 / RATIO if full else None, "median of the turns"),
        Figure("messages a second without limits, ours", ours, "/s"),
        Figure("messages a second without limits, bare discord.py", bares, "/s"),
    ]


async def _built_in_story(database: Path) -> None:
    async with Playground(limits="off") as play, dateline(play, database):
        pass


# ---------------------------------------------------------------- under limits


async def _limited(folder: Path, crowd: int, *, full: bool) -> list[Figure]:
    waited: list[float] = []
    async with playground_apart("discord", crowd) as play:
        places = await play.channels()
        due = datetime.now(UTC).replace(microsecond=0) + HEAD_START
        await _subscribe(folder / "limited.db", places, due)
        async with bare_loop(folder / "bare"), dateline(play, folder / "limited.db", probe=folder / "bot") as (process, _):
            memory = psutil.Process(process.pid).memory_info
            await asyncio.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds() - 1))
            before, begun = memory().rss, time.time()
            asking = asyncio.create_task(_ask(play, waited))
            await play.posted(crowd, timeout=3 * crowd / PACE + 90)
            grown, ended = (memory().rss - before) / 1e6, time.time()
            asking.cancel()
        posts, refused = await play.posts(), await play.refused()
    assert sorted(channel for _, channel in posts) == sorted(channel for _, channel in places), "one in every channel"
    late, own = _watched(folder / "bot", begun, ended)
    idle, _ = _watched(folder / "bare", begun, ended)
    slowest = min(_rate(posts[start : start + crowd // 10]) for start in range(0, crowd, crowd // 10))
    return [
        Figure(f"{crowd:,} channels due at once, the pace against what was held", PACE / _rate(posts), "×", 1 / HELD if full else None),
        Figure("the slowest tenth of them", PACE / slowest, "×", 1 / HELD if full else None, f"{slowest:.1f} a second"),
        Figure("requests that met a rate limit, and one more", refused + 1, "", 1),
        Figure("loop late meanwhile, worst of ten seconds", late, "ms", LATE_MILLISECONDS, f"a bare loop at the same time: {idle:.1f} ms"),
        Figure("loop at work meanwhile, longest", own, "ms", LATE_MILLISECONDS, "processor time"),
        Figure("memory grown meanwhile", max(grown, 0.001), "MB", GROWN_MEGABYTES),
        Figure("/where meanwhile, 99th of 100", _99th(waited) * 1000, "ms", ANSWER_MILLISECONDS, f"of {len(waited)}"),
    ]


async def _subscribe(database: Path, places: Sequence[Place], due: datetime) -> None:
    """A subscription in every channel, due once at that moment."""
    async with open_store(database) as db, db.write() as tx:
        story_id, _ = await _story(tx)
        for place in places:
            await _add(tx, place, story_id, due)


async def _ask(play: Apart, waited: list[float]) -> None:
    """Ask where it happened, over and over, as the first server's owner; adds the seconds that each answer took."""
    guild = (await play.get("state"))["guilds"][0]
    who, channel = guild["members"][0]["id"], guild["channels"][0]["id"]
    commands = await play.get("commands", channel=channel, **{"as": who})
    command = next(command["id"] for command in commands if command["name"] == "where")
    while True:
        begun = time.perf_counter()
        await play.act("slash", channel=channel, command=command, options={"private": True}, **{"as": who})
        waited.append(time.perf_counter() - begun)
        await asyncio.sleep(ASK_EVERY)


def _watched(file: Path, begun: float, ended: float) -> tuple[float, float]:
    """How late the loop was at worst in ten seconds, the median of all; and its longest own work in all; in milliseconds."""
    worst = [0.01] * (1 + int(ended - begun) // 10)
    longest = 0.01
    for at, late, own in ticks(file):
        if begun <= at < ended:
            slice_ = int(at - begun) // 10
            worst[slice_], longest = max(worst[slice_], late), max(longest, own)
    return statistics.median(worst), longest


# ---------------------------------------------------------------- without limits


async def _both(database: Path, many: int) -> tuple[float, float]:
    """Messages a second, ours and a bare loop's, in two turns."""
    async with playground_apart("off", many) as play:
        await _owe(database, await play.channels())
        async with sender(play, "ours", database):
            await play.posted(many, timeout=60 + many / 20)
        mine = _rate(await play.posts())
    bare = database.with_suffix(".json")
    async with playground_apart("off", many) as play:
        _tell_bare(bare, await play.channels())
        async with sender(play, "bare", bare):
            await play.posted(many, timeout=60 + many / 20)
        theirs = _rate(await play.posts())
    return mine, theirs


async def _owe(database: Path, places: Sequence[Place]) -> None:
    """A briefing in every channel, ready to be sent."""
    now = datetime.now(UTC).replace(microsecond=0)
    async with open_store(database) as db, db.write() as tx:
        story_id, digest_id = await _story(tx)
        ids = [await _add(tx, place, story_id, None) for place in places]
        owed = [NewDelivery(id, now, digest_id, Template.SHORT, DeliveryState.PENDING, None) for id in ids]
        await deliveries.enqueue(tx, owed)


def _tell_bare(file: Path, places: Sequence[Place]) -> None:
    (page,) = paged(briefing_card(render(1, 1, DIGEST, Template.SHORT)))
    file.write_text(json.dumps({"texts": [page.title, *page.blocks], "places": places}))


# ---------------------------------------------------------------- both


async def _story(tx: Transaction) -> tuple[int, int]:
    """The ids of a story for all servers and of its digest."""
    now = datetime.now(UTC)
    story = await stories.add(tx, guild_id=None, key="gale", title=DIGEST.story, timezone="UTC", now=now)
    return story.id, await digests.add(tx, story.id, DIGEST, now)


async def _add(tx: Transaction, place: Place, story_id: int, due: datetime | None) -> int:
    guild_id, channel_id = place
    now = datetime.now(UTC).replace(microsecond=0)
    rule = Once((due or now).replace(tzinfo=None))
    added = await subscriptions.add(
        tx,
        guild_id=guild_id,
        channel_id=channel_id,
        story_id=story_id,
        rule=rule,
        zone="UTC",
        template=Template.SHORT,
        role_id=None,
        next_run_at=due,
        created_by=1,
        now=now,
    )
    return added.id


def _rate(posts: Sequence[Post]) -> float:
    """Messages a second from the first to the last one."""
    return (len(posts) - 1) / (posts[-1][0] - posts[0][0]).total_seconds()


def _99th(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]
