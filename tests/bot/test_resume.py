"""A subscription that paused for a missing right goes on when the right is back."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from briefings.store import guilds, subscriptions
from briefings.store.subscriptions import SubscriptionState


async def test_a_right_that_comes_back_lets_the_subscription_go_on(stage: Any) -> None:
    await stage.play.slash("/subscribe every:60 channel:news")
    stage.play.weather.revoke("news", "SEND_MESSAGES")
    await stage.play.slash("/where private:true")  # answered after the client has seen the new permissions
    for _ in range(3):
        stage.play.clock.move(timedelta(minutes=61))
        await _refused(stage)
    assert "paused: Dateline lacks Send Messages in the channel" in (await stage.play.slash("/subscriptions")).text
    stage.play.weather.grant("news", "SEND_MESSAGES")
    await _goes_on(stage)


async def test_a_role_that_dateline_is_given_lets_the_subscription_go_on(stage: Any) -> None:
    await _ready(stage)
    everybody = stage.play.home.roles[stage.play.home.id]
    await stage.play.slash("/subscribe every:60 channel:news")
    stage.play.weather.revoke("news", "SEND_MESSAGES", everybody)
    await stage.play.slash("/where private:true")
    for _ in range(3):
        stage.play.clock.move(timedelta(minutes=61))
        await _refused(stage)
    assert "paused: Dateline lacks" in (await stage.play.slash("/subscriptions")).text
    role = stage.play.add_role("Newsroom")
    stage.play.weather.grant("news", "SEND_MESSAGES", role)
    await stage.play.slash("/where private:true")
    stage.play.give_role(stage.play.home.members[stage.play.world.bot.id], role)
    await _goes_on(stage)


async def _goes_on(stage: Any) -> None:
    """The next briefing is posted."""
    await stage.play.slash("/where private:true")
    stage.play.clock.move(timedelta(minutes=61))
    assert "A ferry terminal opens" in (await stage.play.channel("news").next_message(timeout=5)).text
    (found,) = await subscriptions.of_guild(stage.db, stage.play.home.id)
    assert found.state is SubscriptionState.ACTIVE


async def _ready(stage: Any) -> None:
    """Wait until the look at every start is over, so that it is not what lets the subscription go on."""
    for _ in range(1_000):
        if await guilds.present(stage.db):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the client was not ready in time")


async def _refused(stage: Any) -> None:
    """Wait until the briefing that fell due has been refused."""
    for _ in range(1_000):
        await asyncio.sleep(0.01)
        owed = await stage.db.read("SELECT id FROM deliveries WHERE state IN ('pending', 'sending')")
        due = await stage.db.read("SELECT id FROM subscriptions WHERE state = 'active' AND next_run_at <= :now", {"now": _seconds(stage)})
        if not owed and not due:
            return
    raise AssertionError("the briefing was not refused in time")


def _seconds(stage: Any) -> int:
    return int(stage.play.clock.now().timestamp())
