"""/status through a real client: the queue, trouble, open notices, and the last deliveries with links."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from briefings.store import subscriptions

HOUR = timedelta(minutes=61)


async def _posted(stage: Any) -> Any:
    """An hourly subscription in #news that has posted once."""
    await stage.play.slash("/subscribe every:60 channel:news length:short")
    stage.play.clock.move(HOUR)
    post = await stage.play.channel("news").next_message()
    await _in_table(stage, "SELECT id FROM deliveries WHERE state = 'delivered'")
    return post


async def _in_table(stage: Any, question: str) -> None:
    """Wait until the outbox has such a row."""
    for _ in range(1_000):
        if await stage.db.read(question):
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"in vain: {question}")


async def test_where_all_is_well_it_says_so(stage: Any) -> None:
    status = await stage.play.slash("/status")
    assert status.ephemeral
    assert "**Sending works.**" in status.text
    assert "**No briefings** of this server are due and not posted yet." in status.text
    assert "No delivery has failed." in status.text


async def test_the_last_deliveries_of_a_subscription_have_links(stage: Any) -> None:
    post = await _posted(stage)
    status = await stage.play.slash("/status")
    (menu,) = status.menus
    history = await status.select(menu["options"][0]["value"])
    channel = stage.play.channel("news").channel
    assert f"https://discord.com/channels/{stage.play.home.id}/{channel.id}/{post.id}" in history.text
    assert "✓" in history.text
    (found,) = await subscriptions.of_guild(stage.db, stage.play.home.id)
    assert (await stage.play.slash(f"/status subscription:{found.id}")).text == history.text


async def test_what_waits_and_why_is_told(stage: Any) -> None:
    await stage.play.slash("/subscribe every:60 channel:news")
    stage.play.weather.rate_limit("POST /channels/{channel_id}/messages", times=2, retry_after=60)
    stage.play.clock.move(HOUR)
    await _in_table(stage, "SELECT id FROM deliveries WHERE reason IS NOT NULL")
    status = await stage.play.slash("/status")
    assert "**One briefing** of this server is due and not posted yet, the oldest since <t:" in status.text
    assert "on its way" in status.text
    assert "next try <t:" in status.text


async def test_a_missing_right_stands_in_the_status_until_it_is_back(stage: Any) -> None:
    await _posted(stage)
    stage.play.weather.revoke("news", "SEND_MESSAGES")
    await stage.play.slash("/where private:true")
    ada = stage.play.member("Ada")
    stage.play.clock.move(HOUR)
    await stage.play.direct(ada).next_message()
    status = await stage.play.slash("/status")
    assert "Dateline lacks Send Messages in the channel" in status.text
    assert "**Last error here**" in status.text
    assert "✗" in status.text
    stage.play.weather.grant("news", "SEND_MESSAGES")
    stage.play.clock.move(HOUR)
    await stage.play.channel("news").next_message()
    assert "⚠" not in (await stage.play.slash("/status")).text


async def test_the_channel_for_notices_gets_them(stage: Any) -> None:
    assert "is told in" in (await stage.play.slash("/settings notice_channel channel:desk")).text
    await _posted(stage)
    stage.play.weather.revoke("news", "SEND_MESSAGES")
    await stage.play.slash("/where private:true")
    stage.play.clock.move(HOUR)
    assert "lacks Send Messages" in (await stage.play.channel("desk").next_message()).text


async def test_members_without_the_right_or_the_role_get_no_status(stage: Any) -> None:
    assert "You need the right Manage Server" in (await stage.play.slash("/status", by=stage.play.member("Ben"))).text
