from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from briefings.model import DeliveryState, Template
from briefings.schedule import LATE_AT_MOST
from briefings.store import Database, deliveries, subscriptions
from briefings.store.deliveries import Claim, DeliveryRecord, NewDelivery, Waiting
from briefings.store.subscriptions import Subscription

LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)


@pytest.fixture
async def owed(db: Database, subscription: Subscription, digest_id: int, now: datetime) -> DeliveryRecord:
    """One delivery, due now."""
    async with db.write() as tx:
        await deliveries.enqueue(tx, [NewDelivery(subscription.id, now, digest_id, Template.SHORT, DeliveryState.PENDING, None)])
    return (await deliveries.of_subscription(db, subscription.id, 1))[0]


async def claim(db: Database, now: datetime, limit: int = 10) -> list[Claim]:
    async with db.write() as tx:
        return await deliveries.claim(tx, now, LEASE, limit)


async def record(db: Database, id: int) -> DeliveryRecord:
    rows = await db.read("SELECT subscription_id FROM deliveries WHERE id = :id", {"id": id})
    return next(one for one in await deliveries.of_subscription(db, rows[0]["subscription_id"], 100) if one.id == id)


async def test_a_delivery_is_owed_once_for_a_subscription_and_a_due_time(
    db: Database, subscription: Subscription, digest_id: int, owed: DeliveryRecord, now: datetime
) -> None:
    async with db.write() as tx:
        await deliveries.enqueue(
            tx,
            [
                NewDelivery(subscription.id, now, digest_id, Template.LONG, DeliveryState.SKIPPED, "again"),
                NewDelivery(subscription.id, now - SECOND, None, Template.LONG, DeliveryState.SKIPPED, "too late"),
            ],
        )
    first, second = await deliveries.of_subscription(db, subscription.id, 10)
    assert first == owed
    assert (second.state, second.reason, second.digest_id) == (DeliveryState.SKIPPED, "too late", None)
    assert await deliveries.of_subscription(db, subscription.id, 1) == [owed]


async def test_only_what_is_skipped_may_be_without_a_digest(db: Database, subscription: Subscription, now: datetime) -> None:
    async with db.write() as tx:
        with pytest.raises(sqlite3.IntegrityError):
            await deliveries.enqueue(tx, [NewDelivery(subscription.id, now, None, Template.SHORT, DeliveryState.PENDING, None)])


async def test_a_claim_brings_all_that_a_sender_needs(
    db: Database, subscription: Subscription, digest_id: int, owed: DeliveryRecord, now: datetime
) -> None:
    assert await claim(db, now - SECOND) == []
    assert await claim(db, now + SECOND) == [
        Claim(
            id=owed.id,
            subscription_id=subscription.id,
            guild_id=1,
            channel_id=11,
            role_id=7,
            story_id=subscription.story_id,
            due_at=now,
            digest_id=digest_id,
            template=Template.SHORT,
            attempt=1,
            first_try_at=now + SECOND,
            expires_at=now + LATE_AT_MOST,
        )
    ]


async def test_what_is_claimed_is_claimed_again_only_when_its_lease_runs_out(db: Database, owed: DeliveryRecord, now: datetime) -> None:
    (first,) = await claim(db, now)
    assert await claim(db, now + LEASE - SECOND) == []
    (second,) = await claim(db, now + LEASE)
    assert (second.id, second.attempt, second.first_try_at) == (first.id, 2, now)


async def test_claims_take_those_longest_ready_up_to_the_limit(
    db: Database, subscription: Subscription, digest_id: int, owed: DeliveryRecord, now: datetime
) -> None:
    async with db.write() as tx:
        rows: Sequence[deliveries.NewDelivery] = [
            NewDelivery(subscription.id, now - SECOND * age, digest_id, Template.SHORT, DeliveryState.PENDING, None) for age in (1, 3, 2)
        ]
        await deliveries.enqueue(tx, rows)
    assert [one.due_at for one in await claim(db, now, limit=3)] == [now - SECOND * 3, now - SECOND * 2, now - SECOND]
    assert [one.id for one in await claim(db, now, limit=3)] == [owed.id]


async def test_a_delivery_that_is_posted_is_done_and_its_message_kept(db: Database, owed: DeliveryRecord, now: datetime) -> None:
    (claimed,) = await claim(db, now)
    async with db.write() as tx:
        await deliveries.later(tx, claimed.id, now, "try again", counts_attempt=True)
        await deliveries.delivered(tx, claimed.id, 11, 900, now + SECOND)
        await deliveries.delivered(tx, claimed.id, 11, 901, now + SECOND, part=1)
    done = await record(db, claimed.id)
    assert (done.state, done.reason, done.finished_at) == (DeliveryState.DELIVERED, None, now + SECOND)
    assert (done.channel_id, done.message_id) == (11, 900)
    assert await claim(db, now + timedelta(days=1)) == []
    parts = await db.read("SELECT part, message_id FROM delivery_messages ORDER BY part")
    assert [tuple(row) for row in parts] == [(0, 900), (1, 901)]


async def test_a_delivery_comes_back_after_its_wait_and_no_earlier(db: Database, owed: DeliveryRecord, now: datetime) -> None:
    await claim(db, now)
    async with db.write() as tx:
        await deliveries.later(tx, owed.id, now + timedelta(seconds=4, milliseconds=200), "server error 503", counts_attempt=True)
    waiting = await record(db, owed.id)
    assert (waiting.state, waiting.reason, waiting.attempts) == (DeliveryState.PENDING, "server error 503", 1)
    assert await claim(db, now + SECOND * 4) == []
    assert [one.attempt for one in await claim(db, now + SECOND * 5)] == [2]


async def test_a_rate_limit_is_not_an_attempt(db: Database, owed: DeliveryRecord, now: datetime) -> None:
    await claim(db, now)
    async with db.write() as tx:
        await deliveries.later(tx, owed.id, now, "rate limited", counts_attempt=False)
    (again,) = await claim(db, now + SECOND)
    assert (again.attempt, again.first_try_at, again.doubtful) == (1, now + SECOND, False)


async def test_a_try_that_may_have_posted_leaves_doubt_until_the_message_is_on_record(
    db: Database, owed: DeliveryRecord, now: datetime
) -> None:
    (first,) = await claim(db, now)
    assert not first.doubtful
    async with db.write() as tx:
        await deliveries.later(tx, owed.id, now + SECOND, "the connection broke", counts_attempt=True, doubt=True)
    (second,) = await claim(db, now + SECOND)
    assert (second.doubtful, second.first_try_at) == (True, now)
    async with db.write() as tx:
        await deliveries.later(tx, owed.id, now + LEASE, "rate limited", counts_attempt=False)
    (third,) = await claim(db, now + LEASE)
    assert (third.doubtful, third.first_try_at) == (True, now)
    async with db.write() as tx:
        further = await deliveries.posted(tx, third, 11, 900, now + LEASE, LEASE)
    assert further is not None
    assert (further.part, further.doubtful, further.first_try_at) == (1, False, now + LEASE)


async def test_a_lease_that_ran_out_leaves_doubt(db: Database, owed: DeliveryRecord, now: datetime) -> None:
    await claim(db, now)
    (again,) = await claim(db, now + LEASE)
    assert (again.doubtful, again.first_try_at) == (True, now)


async def test_a_delivery_of_several_messages_goes_on_after_the_last_one_on_record(
    db: Database, owed: DeliveryRecord, now: datetime
) -> None:
    (first,) = await claim(db, now)
    async with db.write() as tx:
        assert await deliveries.posted(tx, first, 11, 900, now, LEASE)
    (again,) = await claim(db, now + LEASE)
    assert (again.part, again.doubtful) == (1, True)
    async with db.write() as tx:
        assert await deliveries.posted(tx, first, 11, 900, now + LEASE, LEASE) is None, "whoever lost the lease does not go on"
        await deliveries.delivered(tx, owed.id, 11, None, now + LEASE, part=1)
    done = await record(db, owed.id)
    assert (done.state, done.message_id) == (DeliveryState.DELIVERED, 900)


async def test_an_uncertain_delivery_is_final(db: Database, owed: DeliveryRecord, now: datetime) -> None:
    await claim(db, now)
    async with db.write() as tx:
        await deliveries.uncertain(tx, owed.id, "the channel cannot be read", now)
        await deliveries.failed(tx, owed.id, "another reason", now)
    kept = await record(db, owed.id)
    assert (kept.state, kept.reason, kept.finished_at) == (DeliveryState.UNCERTAIN, "the channel cannot be read", now)
    assert await claim(db, now + timedelta(days=1)) == []


async def test_a_delivery_that_failed_is_final_but_a_message_that_turns_up_counts(
    db: Database, owed: DeliveryRecord, now: datetime
) -> None:
    await claim(db, now)
    async with db.write() as tx:
        await deliveries.failed(tx, owed.id, "the channel is gone", now)
        await deliveries.failed(tx, owed.id, "another reason", now + SECOND)
        await deliveries.later(tx, owed.id, now, "too late to wait", counts_attempt=True)
    gone = await record(db, owed.id)
    assert (gone.state, gone.reason, gone.finished_at) == (DeliveryState.FAILED, "the channel is gone", now)
    assert await claim(db, now + timedelta(days=1)) == []
    async with db.write() as tx:
        await deliveries.delivered(tx, owed.id, 11, 900, now)
    assert (await record(db, owed.id)).state is DeliveryState.DELIVERED


async def test_a_briefing_posted_after_its_subscription_was_removed_is_no_error(
    db: Database, subscription: Subscription, owed: DeliveryRecord, now: datetime
) -> None:
    await claim(db, now)
    async with db.write() as tx:
        await subscriptions.remove(tx, 1, subscription.id)
        await deliveries.delivered(tx, owed.id, 11, 900, now)
    assert await db.read("SELECT * FROM deliveries") == await db.read("SELECT * FROM delivery_messages") == []


async def test_waiting_counts_what_is_due_and_not_final(
    db: Database, subscription: Subscription, digest_id: int, owed: DeliveryRecord, now: datetime
) -> None:
    hour = timedelta(hours=1)
    async with db.write() as tx:
        rows: Sequence[deliveries.NewDelivery] = [
            NewDelivery(subscription.id, now + hour * number, digest_id, Template.SHORT, DeliveryState.PENDING, None) for number in (1, 2)
        ]
        await deliveries.enqueue(tx, rows)
    assert await deliveries.waiting(db, now - SECOND) == Waiting(0, None)
    await claim(db, now)
    assert await deliveries.waiting(db, now + hour) == Waiting(2, now)
    async with db.write() as tx:
        await deliveries.delivered(tx, owed.id, 11, 900, now)
    assert await deliveries.waiting(db, now + hour) == Waiting(1, now + hour)


async def test_what_was_told_last_is_the_latest_posted_briefing(
    db: Database, subscription: Subscription, digest_id: int, owed: DeliveryRecord, now: datetime
) -> None:
    assert await deliveries.last_told(db, []) == await deliveries.last_told(db, [subscription.id]) == {}
    async with db.write() as tx:
        rows = [NewDelivery(subscription.id, now + SECOND, digest_id, Template.SHORT, DeliveryState.SKIPPED, "Ada skipped it")]
        await deliveries.enqueue(tx, rows)
        await deliveries.delivered(tx, owed.id, 11, 900, now + SECOND)
    assert await deliveries.last_told(db, [subscription.id, 999]) == {subscription.id: (digest_id, now + SECOND)}


async def test_old_records_are_forgotten_but_not_what_was_told_last(
    db: Database, subscription: Subscription, digest_id: int, now: datetime
) -> None:
    day = timedelta(days=1)
    async with db.write() as tx:
        rows = [
            NewDelivery(subscription.id, now + number * day, digest_id, Template.SHORT, state, None, finished_at=now + number * day)
            for number, state in enumerate((DeliveryState.DELIVERED, DeliveryState.DELIVERED, DeliveryState.SKIPPED, DeliveryState.FAILED))
        ]
        pending = NewDelivery(subscription.id, now - day, digest_id, Template.SHORT, DeliveryState.PENDING, None)
        await deliveries.enqueue(tx, [*rows, pending])
        assert await deliveries.prune(tx, now + 3 * day, 1) == 1
        assert await deliveries.prune(tx, now + 3 * day, 10) == 1
    kept = await deliveries.of_subscription(db, subscription.id, 10)
    assert [(one.due_at, one.state) for one in kept] == [
        (now + 3 * day, DeliveryState.FAILED),
        (now + day, DeliveryState.DELIVERED),
        (now - day, DeliveryState.PENDING),
    ]


async def test_a_briefing_is_owed_while_it_is_on_its_way(db: Database, owed: DeliveryRecord, now: datetime) -> None:
    assert await deliveries.is_owed(db, owed.subscription_id, now + SECOND)
    async with db.write() as tx:
        await deliveries.delivered(tx, owed.id, 11, 900, now)
    assert not await deliveries.is_owed(db, owed.subscription_id, now + SECOND)
    assert await deliveries.is_owed(db, owed.subscription_id, now), "its due time is taken"


async def test_after_the_clock_was_set_back_a_try_counts_as_long_past_and_waits_a_minute_at_most(
    db: Database, owed: DeliveryRecord, now: datetime
) -> None:
    hour = timedelta(hours=1)
    (claimed,) = await claim(db, now + hour)
    async with db.write() as tx:
        await deliveries.later(tx, claimed.id, now + 2 * hour, "no answer", counts_attempt=True, doubt=True)
        await deliveries.set_back(tx, now + SECOND)
    assert await claim(db, now + SECOND) == []
    (again,) = await claim(db, now + 61 * SECOND)
    assert (again.doubtful, again.first_try_at) == (True, now + SECOND - LATE_AT_MOST)


async def test_two_senders_never_claim_the_same_delivery(db: Database, subscription: Subscription, digest_id: int, now: datetime) -> None:
    async with db.write() as tx:
        rows: Sequence[deliveries.NewDelivery] = [
            NewDelivery(subscription.id, now - SECOND * number, digest_id, Template.SHORT, DeliveryState.PENDING, None)
            for number in range(50)
        ]
        await deliveries.enqueue(tx, rows)
    claims = [one.id for _ in range(10) for one in await claim(db, now, limit=7)]
    assert len(claims) == len(set(claims)) == 50


async def test_the_outboxes_question_is_answered_by_an_index(db: Database) -> None:
    async with db.write() as tx:
        plan = await tx.read(f"EXPLAIN QUERY PLAN {deliveries.CLAIM}", {"now": 0, "lease_until": 60, "limit": 10})
    details = [row["detail"] for row in plan]
    assert [detail for detail in details if detail.startswith("SCAN")] == ["SCAN deliveries USING INDEX deliveries_ready"]  # in its order
    assert not [detail for detail in details if "TEMP B-TREE" in detail]


async def test_what_waits_can_be_asked_for_one_server(
    db: Database, subscription: Subscription, owed: DeliveryRecord, now: datetime
) -> None:
    assert await deliveries.waiting(db, now, subscription.guild_id) == Waiting(1, now)
    assert await deliveries.waiting(db, now, subscription.guild_id + 1) == Waiting(0, None)


async def test_the_last_trouble_of_a_server_is_what_failed_or_waits_for_another_try(
    db: Database, subscription: Subscription, owed: DeliveryRecord, now: datetime
) -> None:
    assert await deliveries.last_trouble(db, subscription.guild_id) is None
    await claim(db, now)
    async with db.write() as tx:
        await deliveries.later(tx, owed.id, now + LEASE, "Discord had trouble", counts_attempt=True)
    waiting = await deliveries.last_trouble(db, subscription.guild_id)
    assert waiting is not None
    assert (waiting.id, waiting.reason, waiting.next_try_at) == (owed.id, "Discord had trouble", now + LEASE)
    assert await deliveries.last_trouble(db, subscription.guild_id + 1) is None
    async with db.write() as tx:
        await deliveries.failed(tx, owed.id, "the channel is gone", now)
    failed = await deliveries.last_trouble(db, subscription.guild_id)
    assert failed is not None
    assert (failed.state, failed.reason, failed.next_try_at) == (DeliveryState.FAILED, "the channel is gone", None)
