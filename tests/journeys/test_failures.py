"""The failure matrix, a test a row: what the bot does, what the server's managers are told, what is on record.

The rows about processes (kill -9, SIGTERM, 401, two processes, a damaged file) are in test_processes.py, many of them at once in storm.py.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from briefings.errors import DiskFull
from briefings.model import ArticleNote, DeliveryState, Digest, Template
from briefings.schedule import Every
from briefings.store import deliveries, digests, guilds, notices, stories, subscriptions
from briefings.store.deliveries import DeliveryRecord
from briefings.store.subscriptions import Subscription, SubscriptionState
from playground.world import Channel

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
HOURLY = "/subscribe every:60 channel:news length:short"
POSTS = "POST /channels/{channel_id}/messages"


async def subscribed(stage: Any, line: str = HOURLY) -> None:
    """#news gets a briefing every hour; managers are told of trouble in #desk."""
    await stage.play.slash(line)
    async with stage.db.write() as tx:
        await guilds.set_notice_channel(tx, stage.play.home.id, stage.play.channel("desk").channel.id)


async def due(stage: Any, after: timedelta = 61 * MINUTE) -> None:
    """The next briefing falls due."""
    stage.play.clock.move(after)


async def subscription(stage: Any) -> Subscription:
    (found,) = await subscriptions.of_guild(stage.db, stage.play.home.id)
    return found


async def records(stage: Any) -> list[DeliveryRecord]:
    """What became of the briefings, oldest first."""
    return (await deliveries.of_subscription(stage.db, (await subscription(stage)).id, 100))[::-1]


async def until(holds: Callable[[], Awaitable[Any]], seconds: float = 10) -> None:
    """Let the bot's clock tick until it holds."""
    for _ in range(int(seconds / 0.02)):
        if await holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come about in time")


async def ended(stage: Any, count: int) -> list[DeliveryRecord]:
    """Wait until so many briefings are final; all there are."""

    async def final() -> bool:
        return sum(record.finished_at is not None for record in await records(stage)) >= count

    await until(final)
    return await records(stage)


async def tried(stage: Any) -> None:
    """Wait until the latest briefing's try is over, and it waits for another one."""

    async def waits() -> bool:
        latest = (await records(stage))[-1:]
        return bool(latest) and latest[0].reason is not None

    await until(waits)


async def seen(stage: Any) -> None:
    """An answered command shows that the client has seen every event of the gateway before it."""
    await stage.play.slash("/where private:true")


def posts(stage: Any) -> list[str]:
    """What was posted in #news."""
    return [post.text for post in stage.play.channel("news").messages]


async def settled(stage: Any) -> None:
    """Some ticks go by."""
    for _ in range(5):
        await asyncio.sleep(0.1)


# ---------------------------------------------------------------- trouble that passes


@pytest.mark.parametrize(
    "weather",
    [
        lambda weather: weather.server_error(POSTS, status=503),
        lambda weather: weather.server_error(POSTS, status=503, times=3),
        lambda weather: weather.reset_after_create(),
    ],
    ids=["503", "503 three times", "reset after create"],
)
async def test_trouble_at_discord_delays_a_briefing_which_then_comes_once(stage: Any, weather: Callable[[Any], None]) -> None:
    await subscribed(stage)
    weather(stage.play.weather)
    await due(stage)
    await tried(stage)
    assert (await deliveries.last_trouble(stage.db, stage.play.home.id)) is not None, "/status tells of it"
    for _ in range(4):
        stage.play.clock.move(20 * timedelta(seconds=1))
        await settled(stage)
    assert [record.state for record in await ended(stage, 1)] == [DeliveryState.DELIVERED]
    assert len(posts(stage)) == 1


async def test_past_two_minutes_the_channel_is_looked_through_first(stage: Any) -> None:
    await subscribed(stage)
    stage.play.weather.reset_after_create()
    stage.play.weather.server_error("GET /channels/{channel_id}/messages", times=1)
    await due(stage)
    await tried(stage)
    for _ in range(2):  # the first look at the history fails too
        stage.play.clock.move(4 * MINUTE)
        await settled(stage)
    (record,) = await ended(stage, 1)
    assert (record.state, record.message_id) == (DeliveryState.DELIVERED, stage.play.channel("news").messages[0].message.id)
    assert len(posts(stage)) == 1


async def test_where_nobody_can_tell_whether_it_was_posted_the_record_says_so_and_nothing_is_repeated(stage: Any) -> None:
    await subscribed(stage)
    stage.play.weather.reset_after_create()
    await due(stage)
    await tried(stage)
    stage.play.weather.revoke("news", "READ_MESSAGE_HISTORY")
    await seen(stage)
    stage.play.clock.move(4 * MINUTE)
    (record,) = await ended(stage, 1)
    assert (record.state, record.reason) == (DeliveryState.UNCERTAIN, "Dateline lacks Read Message History in the channel")
    assert len(posts(stage)) == 1
    assert "Read Message History" in (await stage.play.channel("desk").next_message()).text


async def test_a_message_that_was_deleted_before_the_retry_is_done(stage: Any) -> None:
    await subscribed(stage)
    stage.play.weather.reset_after_create()
    await due(stage)
    await tried(stage)
    stage.play.weather.refuse(POSTS, 10008, "Unknown Message", 404)
    stage.play.clock.move(10 * timedelta(seconds=1))
    (record,) = await ended(stage, 1)
    assert (record.state, record.message_id) == (DeliveryState.DELIVERED, None)


# ---------------------------------------------------------------- rate limits


async def test_a_rate_limit_is_waited_out_and_is_no_attempt(stage: Any) -> None:
    await subscribed(stage)
    stage.play.weather.rate_limit(POSTS, retry_after=40)
    await due(stage)
    await tried(stage)
    assert posts(stage) == []
    stage.play.clock.move(41 * timedelta(seconds=1))
    (record,) = await ended(stage, 1)
    assert (record.state, record.attempts, len(posts(stage))) == (DeliveryState.DELIVERED, 1, 1)


async def test_a_limit_of_all_routes_has_all_sending_rest(stage: Any, client: Any) -> None:
    await subscribed(stage)
    await stage.play.slash("/subscribe every:60 channel:general length:short")
    stage.play.weather.rate_limit("POST /channels/", retry_after=40, global_=True)
    await due(stage)

    async def rests() -> bool:
        return client.health.resting(stage.play.clock.now()) is not None

    await until(rests)
    asked = len([request for request in stage.play.requests if request.startswith("POST /channels/")])
    await settled(stage)
    assert len([request for request in stage.play.requests if request.startswith("POST /channels/")]) <= asked + 1
    assert posts(stage) == []
    assert "Kept for" not in (await stage.play.slash("/where")).text, "commands are answered all the same"


async def test_after_cloudflares_refusal_nothing_is_sent_for_ten_minutes(stage: Any, client: Any, caplog: pytest.LogCaptureFixture) -> None:
    await subscribed(stage)
    stage.play.weather.rate_limit(POSTS, via=False)
    await due(stage)
    await tried(stage)
    resting = client.health.resting(stage.play.clock.now())
    assert resting.why == "Discord's network blocks this address for now"
    assert timedelta(minutes=9) < resting.until - stage.play.clock.now() <= timedelta(minutes=10)
    asked = stage.play.requests.count(POSTS)
    await settled(stage)
    assert stage.play.requests.count(POSTS) == asked
    assert [record.levelname for record in caplog.records if "all sending rests" in record.message] == ["CRITICAL"]


# ---------------------------------------------------------------- gateway and servers


async def test_sending_goes_on_while_the_gateway_is_down(stage: Any) -> None:
    await subscribed(stage)
    await stage.play.weather.close_gateway(4000)
    await due(stage)
    assert [record.state for record in await ended(stage, 1)] == [DeliveryState.DELIVERED]
    await stage.play.ready(timeout=30)
    assert len(posts(stage)) == 1


async def test_a_server_that_is_unavailable_is_not_left(stage: Any) -> None:
    await subscribed(stage)
    stage.play.weather.outage()
    await settled(stage)
    assert (await subscription(stage)).state is SubscriptionState.ACTIVE
    stage.play.weather.outage_over()
    await due(stage)
    assert [record.state for record in await ended(stage, 1)] == [DeliveryState.DELIVERED]


async def test_a_server_that_was_left_is_kept_for_thirty_days(stage: Any) -> None:
    guild_id = stage.play.home.id
    await subscribed(stage)
    stage.play.weather.kick()

    async def paused() -> bool:
        found = await subscriptions.of_guild(stage.db, guild_id)
        return bool(found) and found[0].state is SubscriptionState.PAUSED

    await until(paused)
    assert (await subscription(stage)).state_reason == "Dateline left the server"
    for days, kept in ((29, 1), (2, 0)):
        await stage.stop()
        stage.play.clock.move(timedelta(days=days))
        client = await stage.start()
        await until(partial(looked, client))
        assert len(await subscriptions.of_guild(stage.db, guild_id)) == kept


async def looked(client: Any) -> bool:
    """Whether the look at every start is over."""
    return client.looked_at is not None


# ---------------------------------------------------------------- channels and rights


async def test_a_channel_that_is_deleted_ends_its_subscription_and_the_managers_are_told(stage: Any) -> None:
    await subscribed(stage)
    stage.play.weather.delete_channel("news")
    told = await stage.play.channel("desk").next_message()
    assert "#news is gone" in told.text
    assert "A ferry terminal opens" in told.text
    found = await subscription(stage)
    assert (found.state, found.state_reason) == (SubscriptionState.ENDED, "the channel is gone")


async def test_a_channel_that_went_unnoticed_is_found_out_when_a_briefing_is_due(stage: Any) -> None:
    await subscribed(stage)
    stage.play.weather.refuse(POSTS, 10003, "Unknown Channel", 404)
    await due(stage)
    assert [record.state for record in await ended(stage, 1)] == [DeliveryState.FAILED]
    assert "have nowhere to go any more" in (await stage.play.channel("desk").next_message()).text
    assert (await subscription(stage)).state is SubscriptionState.ENDED


async def test_a_missing_right_is_told_once_and_the_button_looks_again(stage: Any) -> None:
    await subscribed(stage)
    stage.play.weather.revoke("news", "SEND_MESSAGES")
    await seen(stage)
    for count in range(1, 4):
        await due(stage)
        await ended(stage, count)
    told = await stage.play.channel("desk").next_message()
    assert "could not be posted in <#" in told.text
    assert "Dateline lacks Send Messages" in told.text
    assert told.labels == ["Check again"]
    found = await subscription(stage)
    assert (found.state, found.state_reason) == (SubscriptionState.PAUSED, "Dateline lacks Send Messages in the channel")
    assert "still lacks **Send Messages**" in (await told.press("Check again")).text
    assert [notice.subject for notice in await notices.unresolved(stage.db, stage.play.home.id)] == [f"rights:{found.channel_id}"]
    stage.play.weather.grant("news", "SEND_MESSAGES")
    await goes_on(stage)
    assert len(stage.play.channel("desk").messages) == 1, "told once"


async def goes_on(stage: Any) -> None:
    """The subscription is active again, the notice says so, and briefings come."""

    async def active() -> bool:
        return (await subscription(stage)).state is SubscriptionState.ACTIVE

    async def says_so() -> bool:
        return "This is over" in stage.play.channel("desk").messages[0].text

    await until(active)
    await until(says_so)
    assert await notices.unresolved(stage.db, stage.play.home.id) == []
    assert stage.play.channel("desk").messages[0].labels == []
    before = len(posts(stage))
    await due(stage)
    await stage.play.channel("news").next_message()
    assert len(posts(stage)) > before


async def test_a_right_that_came_back_unseen_is_found_within_a_day(stage: Any, client: Any) -> None:
    await subscribed(stage)
    for count in range(1, 4):
        stage.play.weather.refuse(f"POST /channels/{stage.play.channel('news').channel.id}", 50013, "Missing Permissions", 403)
        await due(stage)
        await ended(stage, count)
    assert (await subscription(stage)).state is SubscriptionState.PAUSED
    stage.play.clock.move(timedelta(days=1))

    async def active() -> bool:
        return (await subscription(stage)).state is SubscriptionState.ACTIVE

    await until(active)


async def test_five_failures_in_a_row_pause_and_the_button_lets_it_go_on(stage: Any) -> None:
    await subscribed(stage)
    for count in range(1, 6):
        stage.play.weather.refuse(POSTS, 50035, "Invalid Form Body", 400)
        await due(stage)
        await ended(stage, count)
    found = await subscription(stage)
    assert found.state is SubscriptionState.PAUSED
    told = await stage.play.channel("desk").next_message()
    assert "The last 5 of Dateline's briefings" in told.text
    assert "Posting again" in (await told.press("Check again")).text
    assert (await subscription(stage)).state is SubscriptionState.ACTIVE


async def test_only_who_may_subscribe_may_press_the_button(stage: Any) -> None:
    await subscribed(stage)
    stage.play.weather.revoke("news", "SEND_MESSAGES")
    await seen(stage)
    await due(stage)
    told = await stage.play.channel("desk").next_message()
    assert "Manage Server" in (await told.press("Check again", by=stage.play.member("Ben"))).text


# ---------------------------------------------------------------- the database


async def test_a_database_that_another_program_locks_delays_and_loses_nothing(
    stage: Any, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await subscribed(stage)
    async with stage.db.write() as tx:
        await tx.run("PRAGMA busy_timeout = 200")
    released = threading.Event()
    holder = threading.Thread(target=_lock, args=(stage.db.path, released))
    holder.start()
    await due(stage)

    async def told() -> bool:
        return client.health.store is not None

    await until(told)
    assert "keeps the database" in client.health.store.what
    assert posts(stage) == []
    released.set()
    holder.join()
    await stage.play.channel("news").next_message()
    assert [record.state for record in await ended(stage, 1)] == [DeliveryState.DELIVERED]
    await settled(stage)
    assert client.health.store is None


def _lock(path: Any, released: threading.Event) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    released.wait()
    connection.execute("ROLLBACK")
    connection.close()


async def test_a_full_disk_stops_sending_until_there_is_room(stage: Any, client: Any) -> None:
    channels = [stage.play.add_channel(f"feed-{number}") for number in range(80)]
    for channel in channels:
        await _directly_subscribed(stage, channel.id)
    async with stage.db.write() as tx:
        (row,) = await tx.run("PRAGMA page_count")
        await tx.run(f"PRAGMA max_page_count = {row[0]}")  # so many rows of the outbox find no room
    with pytest.raises(DiskFull):
        await _fill(stage)
    await due(stage)

    async def told() -> bool:
        return client.health.store is not None

    await until(told)
    assert "is full" in client.health.store.what
    await settled(stage)
    before = _count(channels)  # what was under way when the disk became full
    await settled(stage)
    assert _count(channels) == before < len(channels)
    async with stage.db.write() as tx:
        await tx.run("PRAGMA max_page_count = 1000000")
    await until(partial(_posted_everywhere, channels), seconds=60)
    await settled(stage)
    assert client.health.store is None
    assert {len(channel.messages) for channel in channels} == {1}


def _count(channels: Sequence[Channel]) -> int:
    return sum(len(channel.messages) for channel in channels)


async def _posted_everywhere(channels: Sequence[Channel]) -> bool:
    return all(channel.messages for channel in channels)


async def _fill(stage: Any) -> None:
    """Use up the pages that are free."""
    for number in range(1_000):
        async with stage.db.write() as tx:
            await tx.run("INSERT INTO kv (key, value) VALUES (:key, :text)", {"key": f"filler-{number}", "text": "x" * 400})


# ---------------------------------------------------------------- time


async def test_a_clock_set_back_repeats_nothing_and_one_set_forward_goes_by_the_policy(stage: Any, client: Any) -> None:
    await subscribed(stage)
    await due(stage)
    await ended(stage, 1)
    stage.play.clock.move(-HOUR)
    await settled(stage)
    assert client.health.last_jump.by < -timedelta(minutes=59)
    stage.play.clock.move(HOUR)
    await settled(stage)
    assert len(posts(stage)) == 1
    stage.play.clock.move(5 * HOUR)
    await stage.play.channel("news").next_message()
    await settled(stage)
    states = [record.state for record in await records(stage)]
    assert states.count(DeliveryState.DELIVERED) == 2, "the latest of those that were missed"
    assert DeliveryState.SKIPPED in states


async def test_after_a_time_of_standing_still_the_latest_comes_and_says_that_it_is_late(stage: Any) -> None:
    await subscribed(stage)
    await stage.stop()
    stage.play.clock.move(5 * HOUR + 30 * MINUTE)
    await stage.start()
    assert "Late: this was due at" in (await stage.play.channel("news").next_message()).text
    await settled(stage)
    assert [record.state for record in await records(stage)] == [DeliveryState.SKIPPED, DeliveryState.DELIVERED]


# ---------------------------------------------------------------- briefings of several messages


@pytest.mark.parametrize(
    "weather",
    [
        lambda weather: None,
        lambda weather: weather.reset_after_create(times=2),
        lambda weather: (weather.slow(POSTS, seconds=0.01), weather.server_error(POSTS, status=503, times=2)),
    ],
    ids=["fair", "two resets", "503 twice"],
)
async def test_a_briefing_of_several_messages_arrives_in_order_whole_and_once(
    stage: Any, ferry_digest: Digest, weather: Callable[[Any], Any]
) -> None:
    await _long_story(stage, ferry_digest, sources=40)
    await subscribed(stage, "/subscribe every:60 channel:news length:long")
    weather(stage.play.weather)
    await due(stage)
    for _ in range(6):
        await settled(stage)
        stage.play.clock.move(15 * timedelta(seconds=1))
    (record,) = await ended(stage, 1)
    assert record.state is DeliveryState.DELIVERED
    pages = [post.text.rpartition("page ")[2] for post in stage.play.channel("news").messages]
    assert len(pages) > 2
    assert pages == [f"{number} of {len(pages)}" for number in range(1, len(pages) + 1)]
    assert [post.labels for post in stage.play.channel("news").messages][:-1] == [[]] * (len(pages) - 1)
    assert stage.play.channel("news").messages[-1].labels == ["Passages"]


async def test_the_longest_briefing_is_five_messages_and_a_button_for_the_rest(stage: Any, ferry_digest: Digest) -> None:
    await _long_story(stage, ferry_digest, sources=120)
    await subscribed(stage, "/subscribe every:60 channel:news length:long")
    await due(stage)
    await ended(stage, 1)
    messages = stage.play.channel("news").messages
    assert len(messages) == 5
    assert messages[-1].labels == ["More", "Passages"]
    assert "page 6 of" in (await messages[-1].press("More")).text


async def test_a_restart_between_two_messages_goes_on_where_it_stopped(stage: Any, ferry_digest: Digest) -> None:
    await _long_story(stage, ferry_digest, sources=40)
    await subscribed(stage, "/subscribe every:60 channel:news length:long")
    await due(stage)
    await stage.play.channel("news").next_message()
    await stage.stop()
    assert len(posts(stage)) < 4
    await stage.start()
    for _ in range(4):
        stage.play.clock.move(31 * timedelta(seconds=1))
        await settled(stage)
    await ended(stage, 1)
    pages = [text.rpartition("page ")[2] for text in posts(stage)]
    assert pages == [f"{number} of {len(pages)}" for number in range(1, len(pages) + 1)]


async def _long_story(stage: Any, digest: Digest, sources: int) -> None:
    """The story's newest revision names so many sources more, some 250 characters each."""
    notes = tuple(ArticleNote(f"S{number}", "The Bay Bugle", "Over the bay again " * 12, None, 3) for number in range(sources))
    (story,) = await stories.visible(stage.db, stage.play.home.id)
    async with stage.db.write() as tx:
        await digests.add(tx, story.id, replace(digest, revision=2, articles=digest.articles + notes), stage.play.clock.now())


# ---------------------------------------------------------------- who waits for whom


async def test_commands_do_not_wait_behind_briefings(stage: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    for number in range(10):
        channel = stage.play.add_channel(f"feed-{number}")
        for _ in range(4):
            await _directly_subscribed(stage, channel.id)
    stage.play.weather.slow(POSTS, seconds=0.5, times=40)
    await due(stage)
    loop, slowest = asyncio.get_running_loop(), 0.0
    for _ in range(10):
        begun = loop.time()
        await stage.play.slash("/where private:true")
        slowest = max(slowest, loop.time() - begun)
    assert slowest < 0.5, "a command was answered while every send took half a second"


async def _directly_subscribed(stage: Any, channel_id: int) -> None:
    """A channel with an hourly subscription, past the limit that a server has."""
    now = stage.play.clock.now().replace(microsecond=0)
    (story,) = await stories.visible(stage.db, stage.play.home.id)
    async with stage.db.write() as tx:
        await subscriptions.add(
            tx,
            guild_id=stage.play.home.id,
            channel_id=channel_id,
            story_id=story.id,
            rule=Every(60, now + HOUR),
            zone="UTC",
            template=Template.SHORT,
            role_id=None,
            next_run_at=now + HOUR,
            created_by=stage.play.home.owner_id,
            now=now,
        )
