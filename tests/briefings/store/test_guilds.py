from __future__ import annotations

from datetime import datetime, timedelta

from briefings.model import DeliveryState, Story, Template
from briefings.store import Database, deliveries, guilds, notices, stories, subscriptions
from briefings.store.deliveries import NewDelivery
from briefings.store.guilds import Guild
from briefings.store.subscriptions import Subscription, SubscriptionState


async def test_a_server_that_set_nothing_has_the_defaults(db: Database) -> None:
    assert await guilds.get(db, 1) == Guild(1)


async def test_roles_are_set_and_taken_away_for_one_server(db: Database) -> None:
    async with db.write() as tx:
        await guilds.set_roles(tx, 1, subscriber_role_id=5, manager_role_id=6)
        await guilds.set_roles(tx, 2, subscriber_role_id=7, manager_role_id=None)
        await guilds.set_roles(tx, 1, subscriber_role_id=5, manager_role_id=None)
    assert await guilds.get(db, 1) == Guild(1, subscriber_role_id=5)
    assert await guilds.get(db, 2) == Guild(2, subscriber_role_id=7)


async def test_where_trouble_is_told_is_set_beside_the_roles(db: Database) -> None:
    async with db.write() as tx:
        await guilds.set_notice_channel(tx, 1, 11)
        await guilds.set_roles(tx, 1, subscriber_role_id=5, manager_role_id=6)
        await guilds.set_notice_channel(tx, 2, 12)
        await guilds.set_notice_channel(tx, 2, None)
    assert await guilds.get(db, 1) == Guild(1, 5, 6, notice_channel_id=11)
    assert await guilds.get(db, 2) == Guild(2)


async def test_joining_again_keeps_the_settings_and_the_first_day(db: Database, now: datetime) -> None:
    async with db.write() as tx:
        await guilds.set_roles(tx, 1, subscriber_role_id=5, manager_role_id=None)
        await guilds.joined(tx, 1, now)
        await guilds.joined(tx, 2, now)
        await guilds.left(tx, 1, now + timedelta(days=1))
    assert await guilds.present(db) == {2}
    assert (await guilds.get(db, 1)).left_at == now + timedelta(days=1)
    async with db.write() as tx:
        await guilds.joined(tx, 1, now + timedelta(days=2))
    assert await guilds.get(db, 1) == Guild(1, subscriber_role_id=5, joined_at=now)
    assert await guilds.present(db) == {1, 2}


async def test_subscriptions_pause_when_dateline_leaves_and_go_on_when_it_is_back(
    db: Database, subscription: Subscription, digest_id: int, now: datetime
) -> None:
    async with db.write() as tx:
        await deliveries.enqueue(tx, [NewDelivery(subscription.id, now, digest_id, Template.SHORT, DeliveryState.PENDING, None)])
        await guilds.left(tx, 1, now)
        assert await subscriptions.due(tx, now, 10) == []
        assert await deliveries.claim(tx, now, timedelta(minutes=1), 10) == []
    (paused,) = await subscriptions.of_guild(db, 1)
    assert (paused.state, paused.state_reason) == (SubscriptionState.PAUSED, subscriptions.GUILD_LEFT)
    async with db.write() as tx:
        await guilds.joined(tx, 1, now)
    assert await subscriptions.of_guild(db, 1) == [subscription]


async def test_a_subscription_that_somebody_paused_stays_paused_when_dateline_is_back(
    db: Database, subscription: Subscription, now: datetime
) -> None:
    async with db.write() as tx:
        await subscriptions.set_state(tx, subscription.id, SubscriptionState.PAUSED, reason="Ada paused it", now=now)
        await guilds.left(tx, 1, now)
        await guilds.joined(tx, 1, now)
    (kept,) = await subscriptions.of_guild(db, 1)
    assert (kept.state, kept.state_reason) == (SubscriptionState.PAUSED, "Ada paused it")


async def test_what_a_server_had_is_deleted_only_after_its_time_and_nobody_elses(
    db: Database, subscription: Subscription, story: Story, now: datetime
) -> None:
    async with db.write() as tx:
        own = await stories.add(tx, guild_id=1, key="own", title="Own", timezone="UTC", now=now)
        other = await stories.add(tx, guild_id=2, key="other", title="Other", timezone="UTC", now=now)
        await guilds.joined(tx, 2, now)
        await guilds.left(tx, 1, now)
        await notices.tell(tx, 1, "rights:5", "Dateline may not post.", now=now)
        assert await guilds.forget_left(tx, now) == 0
        assert await stories.get(tx, 1, own.id) == own
        assert await guilds.forget_left(tx, now + timedelta(seconds=1)) == 1
    assert await stories.visible(db, 1) == [story]
    assert await subscriptions.of_guild(db, 1) == []
    assert await notices.unresolved(db, 1) == []
    assert await guilds.get(db, 1) == Guild(1)
    assert await stories.visible(db, 2) == [other, story]
