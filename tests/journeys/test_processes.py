"""The rows of the failure matrix that are about processes: SIGTERM, a token that is no longer taken, a damaged file, a kill."""

from __future__ import annotations

import asyncio
import signal
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from playground import Playground
from playground.driver import NoAnswer

if TYPE_CHECKING:
    from tests.journeys.conftest import Bot

pytestmark = pytest.mark.model

HOURLY = "/subscribe every:60 channel:news length:short"
POSTS = "POST /channels/{channel_id}/messages"
DUE = timedelta(minutes=61)


async def asked(play: Playground) -> None:
    """Wait until a briefing is on its way: Discord has been asked to post it, and has not answered yet."""
    for _ in range(1_000):
        if any(request.startswith("POST /channels/") for request in play.requests):
            return
        await asyncio.sleep(0.02)
    raise AssertionError("nothing was sent")


async def test_sigterm_ends_it_within_five_seconds_and_what_was_on_its_way_comes_once(playground: Playground, bot: Bot) -> None:
    await playground.slash(HOURLY)
    playground.weather.slow(POSTS, seconds=20)
    playground.clock.move(DUE)
    await asked(playground)
    begun = time.monotonic()
    assert await bot.stop(signal.SIGTERM) == 0
    assert time.monotonic() - begun < 5
    playground.weather.clear()
    await bot.start()
    for _ in range(3):  # past its lease, and past what Discord remembers of nonces
        playground.clock.move(timedelta(minutes=2))
        await asyncio.sleep(0.5)
    await playground.channel("news").next_message(timeout=10)
    with pytest.raises(NoAnswer):
        await playground.channel("news").next_message(timeout=1)


async def test_a_token_that_is_no_longer_taken_ends_it_without_asking_on_and_on(playground: Playground, bot: Bot) -> None:
    await playground.slash(HOURLY)
    playground.weather.refuse("/", 0, "401: Unauthorized", 401, times=1_000)
    before = len(playground.requests)
    playground.clock.move(DUE)
    assert await bot.exit_code() == 2
    assert "Discord refuses the bot's token" in bot.log
    assert len(playground.requests) - before < 10


async def test_a_damaged_database_is_left_as_it_is_and_the_way_to_a_backup_told(playground: Playground, bot: Bot) -> None:
    await bot.stop()
    damaged = bytearray(bot.database.read_bytes())
    damaged[4096:40960] = b"\x5a" * (40960 - 4096)
    bot.database.write_bytes(damaged)
    await bot.start(wait=False)
    assert await bot.exit_code() == 2
    assert "dateline restore" in bot.log
    assert bot.database.read_bytes() == bytes(damaged)


async def test_a_kill_while_discord_answers_neither_loses_nor_repeats_it(playground: Playground, bot: Bot) -> None:
    """Neither message is taken yet when the process is killed; Discord takes both all the same."""
    await playground.slash(HOURLY)
    await playground.slash("/subscribe every:60 channel:desk length:short")
    playground.weather.slow(POSTS, seconds=3, times=2)
    playground.clock.move(DUE)
    await asked(playground)
    await bot.kill()
    await bot.start()
    for _ in range(3):
        playground.clock.move(timedelta(minutes=2))
        await asyncio.sleep(0.5)
    for channel in ("news", "desk"):
        await playground.channel(channel).next_message(timeout=10)
        with pytest.raises(NoAnswer):
            await playground.channel(channel).next_message(timeout=1)
