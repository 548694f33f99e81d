"""Who is told of trouble, where, and how it is taken back: through the playground's Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from briefings.store import guilds, notices, subscriptions
from briefings.store.notices import Notice
from briefings.store.subscriptions import SubscriptionState

POSTS = "POST /channels/{channel_id}/messages"
HOURLY = "/subscribe every:60 channel:news length:short"


async def trouble(stage: Any) -> None:
    """A briefing is refused, as Dateline may not post in #news any more."""
    await stage.play.slash(HOURLY)
    stage.play.weather.revoke("news", "SEND_MESSAGES")
    await stage.play.slash("/where private:true")  # answered after the client has seen the new permissions
    stage.play.clock.move(timedelta(minutes=61))


async def open_notice(stage: Any) -> Notice | None:
    found = await notices.unresolved(stage.db, stage.play.home.id)
    return found[0] if found else None


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(500):
        if await holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come about in time")


async def in_state(stage: Any, state: str) -> Notice:
    """Wait until the notice is in this state."""

    async def holds() -> bool:
        found = await open_notice(stage)
        return found is not None and found.state == state

    await until(holds)
    found = await open_notice(stage)
    assert found is not None
    return found


async def test_who_made_the_subscription_is_told_directly_where_the_server_set_no_channel(stage: Any) -> None:
    await trouble(stage)
    told = await stage.play.direct(stage.play.member("Ada")).next_message()
    assert "A ferry terminal opens" in told.text
    assert "Dateline lacks Send Messages" in told.text
    assert "Dateline Newsroom" in told.text, "a direct message says which server it is about"
    assert told.labels == ["Check again"]


async def test_the_channel_that_the_server_set_comes_first(stage: Any) -> None:
    async with stage.db.write() as tx:
        await guilds.set_notice_channel(tx, stage.play.home.id, stage.play.channel("desk").channel.id)
    await trouble(stage)
    assert "Dateline lacks" in (await stage.play.channel("desk").next_message()).text
    assert stage.play.direct(stage.play.member("Ada")).messages == []


async def test_a_notice_channel_that_cannot_be_posted_in_is_passed_over(stage: Any) -> None:
    async with stage.db.write() as tx:
        await guilds.set_notice_channel(tx, stage.play.home.id, stage.play.channel("news").channel.id)
    await trouble(stage)
    assert "Dateline lacks" in (await stage.play.direct(stage.play.member("Ada")).next_message()).text


async def test_where_nobody_takes_it_the_notice_stays_for_status(stage: Any) -> None:
    stage.play.weather.close_directs(stage.play.member("Ada"))
    await trouble(stage)
    notice = await in_state(stage, "failed")
    assert notice.reason == "nobody here takes messages from Dateline"


async def test_a_notice_that_meets_trouble_is_sent_again_later(stage: Any) -> None:
    async with stage.db.write() as tx:
        await guilds.set_notice_channel(tx, stage.play.home.id, stage.play.channel("desk").channel.id)
    desk = stage.play.channel("desk")
    stage.play.weather.server_error(f"POST /channels/{desk.channel.id}/messages", status=503)
    await trouble(stage)

    async def put_off() -> bool:
        notice = await open_notice(stage)
        return notice is not None and notice.state == "pending" and notice.reason is not None

    await until(put_off)
    stage.play.clock.move(timedelta(seconds=30))
    await desk.next_message()
    assert len(desk.messages) == 1


async def test_a_notice_says_when_it_is_over(stage: Any) -> None:
    await trouble(stage)
    told = await stage.play.direct(stage.play.member("Ada")).next_message()
    stage.play.weather.grant("news", "SEND_MESSAGES")

    async def over() -> bool:
        return "This is over" in told.text

    await until(over)
    assert told.labels == []
    assert await open_notice(stage) is None


async def test_a_notice_is_over_once_its_subscription_is_ended(stage: Any) -> None:
    await trouble(stage)
    told = await stage.play.direct(stage.play.member("Ada")).next_message()
    await in_state(stage, "delivered")
    ((_, value),) = await stage.play.complete("/unsubscribe subscription:news", by=stage.play.member("Ada"))
    await stage.play.slash(f"/unsubscribe subscription:{value}")

    async def over() -> bool:
        return "This is over" in told.text

    await until(over)
    assert await open_notice(stage) is None


async def test_the_button_works_in_a_direct_message_too(stage: Any) -> None:
    await trouble(stage)
    told = await stage.play.direct(stage.play.member("Ada")).next_message()
    await in_state(stage, "delivered")
    assert "still lacks **Send Messages**" in (await told.press("Check again", by=stage.play.member("Ada"))).text


async def test_a_button_of_another_server_finds_nothing_here(stage: Any, foreign: int) -> None:
    await trouble(stage)
    told = await stage.play.direct(stage.play.member("Ada")).next_message()
    await in_state(stage, "delivered")
    async with stage.db.write() as tx:
        await tx.run("UPDATE notices SET guild_id = :foreign", {"foreign": foreign})
    assert "no such subscription here" in (await told.press("Check again", by=stage.play.member("Ada"))).text


@pytest.fixture
def foreign(stage: Any) -> int:
    """The id of another server that Dateline is in."""
    return int(stage.play.add_guild("Elsewhere").id)


async def test_a_subscription_that_somebody_paused_is_not_taken_up_by_the_button(stage: Any) -> None:
    await trouble(stage)
    told = await stage.play.direct(stage.play.member("Ada")).next_message()
    await in_state(stage, "delivered")
    (found,) = await subscriptions.of_guild(stage.db, stage.play.home.id)
    async with stage.db.write() as tx:
        await subscriptions.pause(tx, found.guild_id, found.id, by="Ada", now=stage.play.clock.now())
    stage.play.weather.grant("news", "SEND_MESSAGES")
    await stage.play.slash("/where private:true")
    assert "the subscription is paused" in (await told.press("Check again", by=stage.play.member("Ada"))).text
    (after,) = await subscriptions.of_guild(stage.db, stage.play.home.id)
    assert after.state is SubscriptionState.PAUSED
