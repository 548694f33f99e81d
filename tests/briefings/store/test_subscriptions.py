from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from briefings.errors import UnknownStory
from briefings.model import DeliveryState, Story, Template
from briefings.schedule import AtTimes, Once, Rule
from briefings.store import Database, Transaction, deliveries, stories, subscriptions
from briefings.store.deliveries import NewDelivery
from briefings.store.subscriptions import Subscription, SubscriptionState


async def add(tx: Transaction, guild_id: int, story_id: int, rule: Rule, at: datetime | None, now: datetime) -> Subscription:
    return await subscriptions.add(
        tx,
        guild_id=guild_id,
        channel_id=11,
        story_id=story_id,
        rule=rule,
        zone="Asia/Tokyo",
        template=Template.LONG,
        role_id=None,
        next_run_at=at,
        created_by=42,
        now=now,
    )


@pytest.mark.parametrize(
    "rule",
    [AtTimes((time(9), time(17, 30)), frozenset({0, 4})), Once(datetime(2026, 12, 24, 18))],  # noqa: DTZ001 - a wall time
)
async def test_a_subscription_comes_back_as_it_was_added(db: Database, story: Story, rule: Rule, now: datetime) -> None:
    async with db.write() as tx:
        added = await add(tx, 1, story.id, rule, now, now)
    assert (added.rule, added.zone, added.template, added.next_run_at) == (rule, "Asia/Tokyo", Template.LONG, now)
    assert (added.state, added.state_reason, added.created_at) == (SubscriptionState.ACTIVE, None, now)
    assert await subscriptions.get(db, 1, added.id) == added
    assert await subscriptions.of_guild(db, 1) == [added]


async def test_no_other_server_sees_or_removes_it(db: Database, subscription: Subscription) -> None:
    assert await subscriptions.get(db, 2, subscription.id) is None
    assert await subscriptions.of_guild(db, 2) == []
    async with db.write() as tx:
        assert not await subscriptions.remove(tx, 2, subscription.id)
        assert await subscriptions.remove(tx, 1, subscription.id)
        assert not await subscriptions.remove(tx, 1, subscription.id)
    assert await subscriptions.of_guild(db, 1) == []


async def test_nobody_subscribes_to_another_servers_story(db: Database, subscription: Subscription, now: datetime) -> None:
    async with db.write() as tx:
        theirs = await stories.add(tx, guild_id=2, key="theirs", title="Theirs", timezone="UTC", now=now)
        for id in (theirs.id, 999):
            with pytest.raises(UnknownStory):
                await add(tx, 1, id, subscription.rule, now, now)
        await add(tx, 2, theirs.id, subscription.rule, now, now)


async def test_due_are_the_active_ones_whose_time_has_come_longest_due_first(
    db: Database, subscription: Subscription, now: datetime
) -> None:
    minute = timedelta(minutes=1)
    async with db.write() as tx:
        later, earlier, paused, never = [
            await add(tx, 1, subscription.story_id, subscription.rule, at, now) for at in (now + minute, now - minute, now - minute, None)
        ]
        await subscriptions.set_state(tx, paused.id, SubscriptionState.PAUSED, now=now)
        assert await subscriptions.due(tx, now, 10) == [earlier, subscription]
        assert await subscriptions.due(tx, now, 1) == [earlier]
        assert await subscriptions.due(tx, now + minute, 10) == [earlier, subscription, later]
        assert never.next_run_at is None


async def test_the_next_run_moves_and_without_one_the_subscription_ends(db: Database, subscription: Subscription, now: datetime) -> None:
    hour = timedelta(hours=1)
    async with db.write() as tx:
        once = await add(tx, 1, subscription.story_id, subscription.rule, now, now)
        await subscriptions.set_next_run(tx, [(subscription.id, now + hour), (once.id, None)])
    assert await subscriptions.of_guild(db, 1) == [
        replace(subscription, next_run_at=now + hour),
        replace(once, next_run_at=None, state=SubscriptionState.ENDED),
    ]


async def test_the_last_run_of_a_subscription_that_ended_by_itself_is_still_owed(
    db: Database, subscription: Subscription, digest_id: int, now: datetime
) -> None:
    async with db.write() as tx:
        await deliveries.enqueue(tx, [NewDelivery(subscription.id, now, digest_id, Template.SHORT, DeliveryState.PENDING, None)])
        await subscriptions.set_next_run(tx, [(subscription.id, None)])
        assert len(await deliveries.claim(tx, now, timedelta(minutes=1), 10)) == 1


async def test_what_is_owed_to_a_paused_subscription_is_skipped_with_the_reason(
    db: Database, subscription: Subscription, digest_id: int, now: datetime
) -> None:
    async with db.write() as tx:
        await deliveries.enqueue(tx, [NewDelivery(subscription.id, now, digest_id, Template.SHORT, DeliveryState.PENDING, None)])
        await subscriptions.set_state(tx, subscription.id, SubscriptionState.PAUSED, reason="the channel is closed", now=now)
        assert await deliveries.claim(tx, now, timedelta(minutes=1), 10) == []
    (record,) = await deliveries.of_subscription(db, subscription.id, 10)
    assert (record.state, record.reason, record.finished_at) == (DeliveryState.SKIPPED, "the channel is closed", now)
    async with db.write() as tx:
        await subscriptions.set_state(tx, subscription.id, SubscriptionState.ACTIVE, now=now)
    assert await subscriptions.of_guild(db, 1) == [subscription]


async def test_subscriptions_follow_to_the_servers_copy_and_other_servers_stay(
    db: Database, subscription: Subscription, now: datetime
) -> None:
    async with db.write() as tx:
        other = await add(tx, 2, subscription.story_id, subscription.rule, now, now)
        copy = await stories.add(tx, guild_id=1, key="harbour", title="Copy", timezone="UTC", now=now)
        await subscriptions.move(tx, 1, subscription.story_id, copy.id)
    assert (await subscriptions.of_guild(db, 1))[0].story_id == copy.id
    assert await subscriptions.of_guild(db, 2) == [other]


async def test_the_clocks_question_is_answered_by_an_index(db: Database) -> None:
    plan = await db.read(f"EXPLAIN QUERY PLAN {subscriptions.DUE}", {"now": 0, "limit": 10})
    assert [row["detail"] for row in plan] == ["SEARCH subscriptions USING INDEX subscriptions_due (next_run_at<?)"]
