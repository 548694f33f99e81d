"""A subscription that paused for a missing right goes on when the right is back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from briefings.store import subscriptions
from briefings.store.subscriptions import SubscriptionState


async def test_a_right_that_comes_back_lets_the_subscription_go_on(stage: Any) -> None:
    await stage.play.slash("/subscribe every:60 channel:news")
    stage.play.weather.revoke("news", "SEND_MESSAGES")
    for _ in range(3):
        stage.play.clock.move(timedelta(minutes=61))
        await _refused(stage)
    assert "paused: Dateline lacks Send Messages in the channel" in (await stage.play.slash("/subscriptions")).text
    stage.play.weather.grant("news", "SEND_MESSAGES")
    stage.play.clock.move(timedelta(minutes=61))
    assert "A ferry terminal opens" in (await stage.play.channel("news").next_message(timeout=5)).text
    (found,) = await subscriptions.of_guild(stage.db, stage.play.home.id)
    assert found.state is SubscriptionState.ACTIVE


async def _refused(stage: Any) -> None:
    """Wait, command by command, until the briefing that fell due has been refused."""
    for _ in range(200):
        await stage.play.slash("/where private:true")
        owed = await stage.db.read("SELECT id FROM deliveries WHERE state IN ('pending', 'sending')")
        due = await stage.db.read("SELECT id FROM subscriptions WHERE state = 'active' AND next_run_at <= :now", {"now": _seconds(stage)})
        if not owed and not due:
            return
    raise AssertionError("the briefing was not refused in time")


def _seconds(stage: Any) -> int:
    return int(stage.play.clock.now().timestamp())
