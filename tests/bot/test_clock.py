"""The ticker goes on whatever happens, and the time can be another clock's."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.clock import FollowedClock, Ticker, follow
from briefings.deliver import Outcome, Sent
from briefings.errors import DiskFull
from briefings.model import Delivery, Digest, Template
from briefings.schedule import AtTimes, Once, Rule
from briefings.store import Database, digests, open_store, stories, subscriptions
from playground import Playground

NOW = datetime(2026, 3, 27, 12, tzinfo=UTC)


class Postbox:
    """A sender that takes everything."""

    async def send(self, delivery: Delivery) -> Outcome:
        """Posted at once."""
        return Sent(delivery.id, delivery.channel_id)

    async def find(self, delivery: Delivery) -> Outcome | None:
        """Never asked, as every first try succeeds."""
        return None


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty store."""
    async with open_store(tmp_path / "dateline.db") as opened:
        yield opened


async def test_a_tick_that_fails_is_told_once_and_the_next_ones_go_on(db: Database, caplog: pytest.LogCaptureFixture) -> None:
    ticks, enough = 0, asyncio.Event()

    async def refresh() -> None:
        nonlocal ticks
        ticks += 1
        if ticks == 5:
            enough.set()
        if ticks in (2, 3):
            raise DiskFull(path="dateline.db")

    caplog.set_level(logging.INFO)
    ticker = Ticker(db, Postbox(), lambda: NOW, seconds=0.01, refresh=refresh)
    ticker.start()
    async with asyncio.timeout(5):
        await enough.wait()
    await ticker.stop(grace=1)
    told = [record.message for record in caplog.records if record.name == "bot.clock"]
    assert [message[:9] for message in told] == ["composing", "composing"]
    assert "is full" in told[0]
    assert told[1] == "composing goes on"


async def test_an_unexpected_error_is_logged_with_its_trace(db: Database, caplog: pytest.LogCaptureFixture) -> None:
    failed = asyncio.Event()

    async def refresh() -> None:
        failed.set()
        raise ZeroDivisionError

    ticker = Ticker(db, Postbox(), lambda: NOW, seconds=60, refresh=refresh)
    ticker.start()
    async with asyncio.timeout(5):
        await failed.wait()
    await ticker.stop(grace=1)
    (record,) = [record for record in caplog.records if record.name == "bot.clock"]
    assert record.message == "composing failed; the next tick tries again"
    assert record.exc_info


async def test_channels_that_are_slow_keep_nobody_else_waiting(db: Database) -> None:
    posted: list[int] = []

    class SlowFor(Postbox):
        async def send(self, delivery: Delivery) -> Outcome:
            """Channels 100 to 104 hang; the others are served at once."""
            if delivery.channel_id < 105:
                await asyncio.Event().wait()
            posted.append(delivery.channel_id)
            return await super().send(delivery)

    time = NOW
    for minute in range(6):
        await _subscribed(db, channel_id=100 + minute, at=NOW + timedelta(minutes=minute))
    ticker = Ticker(db, SlowFor(), lambda: time, seconds=0.01)
    ticker.start()
    for minute in range(6):
        time = NOW + timedelta(minutes=minute)
        await _until(partial(_begun, db, minute + 1))
    await _until(partial(_delivered, db))
    await ticker.stop(grace=0)
    assert posted == [105]


async def test_a_clock_that_is_set_back_has_next_runs_counted_anew(db: Database, caplog: pytest.LogCaptureFixture) -> None:
    time, daily = NOW, AtTimes((NOW.time(),), frozenset(range(7)))
    await _subscribed(db, channel_id=1, at=NOW + timedelta(days=1), rule=daily)
    ticker = Ticker(db, Postbox(), lambda: time, seconds=0.01)
    ticker.start()
    for ahead, next_run in ((0, 1), (9, 10), (0.5, 1)):
        time = NOW + timedelta(days=ahead)
        await _until(partial(_runs_next, db, NOW + timedelta(days=next_run)))
    await ticker.stop(grace=1)
    assert [record.message for record in caplog.records if record.name == "bot.clock"][-1].startswith("the clock was set back by 8 days")


async def test_stopping_cuts_off_what_outlasts_its_grace(db: Database) -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def refresh() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    ticker = Ticker(db, Postbox(), lambda: NOW, seconds=60, refresh=refresh)
    ticker.start()
    await begun.wait()
    async with asyncio.timeout(2):
        await ticker.stop(grace=0.05)
        await ended.wait()


async def test_a_ticker_that_never_started_stops_too(db: Database) -> None:
    await Ticker(db, Postbox(), lambda: NOW).stop(grace=1)


async def test_a_playgrounds_clock_is_followed(playground: Playground) -> None:
    async with follow(playground.api_url.removesuffix("/api/v10") + "/playground/clock") as clock:
        assert _close(clock(), playground.clock.now())
        playground.clock.move(timedelta(days=40))
        await clock.refresh()
        assert _close(clock(), playground.clock.now())


async def test_a_clock_that_falls_silent_goes_on_from_its_last_time(caplog: pytest.LogCaptureFixture) -> None:
    answers: list[Any] = [{"now": (datetime.now(UTC) + timedelta(days=3)).isoformat()}, {"then": 1}, {"now": "soon"}]

    async def tell(request: web.Request) -> web.Response:
        return web.json_response(answers.pop(0))

    app = web.Application()
    app.router.add_get("/clock", tell)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    async with follow(f"http://127.0.0.1:{port}/clock") as clock:
        await _refreshed(clock, times=2)
        await runner.cleanup()
        await clock.refresh()
        assert _close(clock(), datetime.now(UTC) + timedelta(days=3))
    warnings = [record for record in caplog.records if record.name == "bot.clock"]
    assert len(warnings) == 1


async def _subscribed(db: Database, *, channel_id: int, at: datetime, rule: Rule | None = None) -> None:
    """A channel with a subscription that is due then, and by no other rule only then."""
    async with db.write() as tx:
        story = await stories.add(tx, guild_id=1, key=f"of-{channel_id}", title="A ferry terminal opens", timezone="UTC", now=NOW)
        await digests.add(tx, story.id, Digest(story.title, "UTC", 1, ()), NOW)
        await subscriptions.add(
            tx,
            guild_id=1,
            channel_id=channel_id,
            story_id=story.id,
            rule=rule or Once(at.replace(tzinfo=None)),
            zone="UTC",
            template=Template.SHORT,
            role_id=None,
            next_run_at=at,
            created_by=1,
            now=NOW,
        )


async def _until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Let the ticker tick until the database shows it, for ten seconds at most."""
    for _ in range(1_000):
        if await holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come about in time")


async def _begun(db: Database, count: int) -> bool:
    return len(await db.read("SELECT id FROM deliveries WHERE state != 'pending'")) == count


async def _delivered(db: Database) -> bool:
    return bool(await db.read("SELECT id FROM deliveries WHERE state = 'delivered'"))


async def _runs_next(db: Database, at: datetime) -> bool:
    (found,) = await subscriptions.of_guild(db, 1)
    return found.next_run_at == at


async def _refreshed(clock: FollowedClock, times: int) -> None:
    for _ in range(times):
        await clock.refresh()


def _close(one: datetime, other: datetime) -> bool:
    return abs(one - other) < timedelta(seconds=1)
