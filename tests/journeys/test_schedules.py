"""Subscribe, let the clock move, see the briefing arrive: once, on time, whatever happens to the bot in between."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from playground import Playground
from playground.driver import NoAnswer

if TYPE_CHECKING:
    from tests.journeys.conftest import Bot

pytestmark = pytest.mark.model

DAILY = "/subscribe times:09:00 zone:Europe/Berlin channel:news length:short"
DUE = datetime(2026, 3, 27, 8, tzinfo=UTC)  # half an hour after the journeys' clock starts
HOUR = timedelta(hours=1)
MORE = """Office staff

SEOUL - The liaison office at Kaesong opened on Friday with a staff of 45 South Korean officials, a spokesman said.

More officials may follow in the autumn, he said, but no number was given for them on Friday."""


async def subscribed(play: Playground, line: str = DAILY) -> None:
    """Ada subscribes #news to the built-in story; it is 08:30 in Berlin, so the first run is in half an hour."""
    reply = await play.slash(line)
    assert "<t:" in reply.text


async def nothing_more(play: Playground) -> None:
    """Two ticks and more go by without a further post."""
    with pytest.raises(NoAnswer):
        await play.channel("news").next_message(timeout=1.0)


async def test_a_briefing_is_posted_within_two_seconds_of_its_due_time(playground: Playground, bot: Bot) -> None:
    await subscribed(playground)
    playground.clock.set(DUE - timedelta(seconds=30))
    await nothing_more(playground)
    playground.clock.set(DUE)
    begun = time.monotonic()
    posted = await playground.channel("news").next_message()
    assert time.monotonic() - begun < 2
    assert "Kaesong" in posted.text
    await nothing_more(playground)


async def test_a_clock_change_moves_the_instant_and_not_the_hour(playground: Playground, bot: Bot) -> None:
    """On 29 March 2026 Berlin's clocks go forward: its 09:00 comes an hour earlier in UTC."""
    await subscribed(playground)
    for due in (DUE, DUE + 24 * HOUR, DUE + 47 * HOUR):
        playground.clock.set(due - timedelta(seconds=30))
        await nothing_more(playground)
        playground.clock.set(due)
        await playground.channel("news").next_message()


async def test_a_restart_between_due_and_sent_loses_nothing_and_repeats_nothing(playground: Playground, bot: Bot) -> None:
    await subscribed(playground)
    await bot.kill()
    playground.clock.set(DUE + timedelta(minutes=5))
    await bot.start()
    await playground.channel("news").next_message()
    await bot.kill()
    await bot.start()
    await nothing_more(playground)


async def test_a_kill_after_discord_took_the_message_does_not_repeat_it(playground: Playground, bot: Bot) -> None:
    """The answer never reaches the bot: it asks again after its lease, with the same nonce, and later looks in the history first."""
    await subscribed(playground)
    playground.weather.slow("POST /channels/{channel_id}/messages", seconds=5)
    playground.weather.reset_after_create()
    playground.clock.set(DUE)
    await playground.channel("news").next_message(timeout=10)
    await bot.kill()
    await bot.start()
    playground.clock.move(timedelta(minutes=10))
    await nothing_more(playground)


@pytest.mark.parametrize("status", [500, 503])
async def test_trouble_at_discord_delays_a_briefing_but_does_not_lose_it(playground: Playground, bot: Bot, status: int) -> None:
    await subscribed(playground)
    playground.weather.server_error("POST /channels/{channel_id}/messages", times=2, status=status)
    playground.clock.set(DUE)
    for _ in range(3):  # the outbox waits between tries: let that time pass in the world
        try:
            await playground.channel("news").next_message(timeout=3)
            break
        except NoAnswer:
            playground.clock.move(timedelta(minutes=2))
    await nothing_more(playground)
    assert len(playground.channel("news").messages) == 1


async def test_a_rate_limit_is_waited_out(playground: Playground, bot: Bot) -> None:
    await subscribed(playground)
    playground.weather.rate_limit("POST /channels/{channel_id}/messages", times=2, retry_after=0.3)
    playground.clock.set(DUE)
    await playground.channel("news").next_message(timeout=10)
    await nothing_more(playground)


async def test_a_gateway_that_drops_is_resumed_and_briefings_go_on(playground: Playground, bot: Bot) -> None:
    await subscribed(playground)
    playground.weather.drop_gateway()
    playground.clock.set(DUE)
    await playground.channel("news").next_message(timeout=10)
    await playground.ready(timeout=30)
    reply = await playground.slash("/where")
    assert "Kaesong" in reply.text


async def test_the_next_briefing_tells_the_new_revision(playground: Playground, bot: Bot) -> None:
    await subscribed(playground, "/subscribe every:60 channel:news length:standard")
    playground.clock.move(HOUR)
    first = await playground.channel("news").next_message()
    form = await playground.slash("/source add")
    preview = await form.submit({"Outlet": "The Harbour Post", "Published": "2018-09-15", "Text": MORE}, timeout=60)
    await preview.press("Add", timeout=60)
    playground.clock.move(HOUR)
    second = await playground.channel("news").next_message()
    assert "The Harbour Post" not in first.text
    assert "The Harbour Post" in second.text


async def test_what_runs_on_change_tells_a_new_article_after_ten_minutes_and_once(playground: Playground, bot: Bot) -> None:
    await subscribed_on_change(playground)
    form = await playground.slash("/source add")
    preview = await form.submit({"Outlet": "The Harbour Post", "Published": "2018-09-15", "Text": MORE}, timeout=60)
    await preview.press("Add", timeout=60)
    playground.clock.move(timedelta(minutes=9))
    await nothing_more(playground)
    playground.clock.move(timedelta(minutes=2))
    assert "The Harbour Post" in (await playground.channel("news").next_message()).text
    playground.clock.move(HOUR)
    await nothing_more(playground)
    assert "✓" in (await playground.slash("/subscriptions")).text


async def subscribed_on_change(play: Playground) -> None:
    """Ada has #news told of changes."""
    reply = await play.slash("/subscribe on_change:True channel:news length:short")
    assert "10 minutes after the story changes" in reply.text
