from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from briefings.errors import NothingToSkip, UnknownStory, UnknownZone
from briefings.model import DeliveryState, Story, Template
from briefings.schedule import AtTimes, CatchUp, Once, OnChange, Policy, Quiet, Rule
from briefings.store import Database, Transaction, deliveries, guilds, stories, subscriptions
from briefings.store.deliveries import NewDelivery
from briefings.store.subscriptions import Subscription, SubscriptionState

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


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


async def test_what_a_paused_one_may_have_posted_already_is_uncertain_until_it_is_known(
    db: Database, subscription: Subscription, digest_id: int, now: datetime
) -> None:
    async with db.write() as tx:
        rows = [NewDelivery(subscription.id, now - n * HOUR, digest_id, Template.SHORT, DeliveryState.PENDING, None) for n in range(3)]
        await deliveries.enqueue(tx, rows)
        first, second = await deliveries.claim(tx, now, MINUTE, 2)
        await deliveries.later(tx, first.id, now, "no answer from Discord", counts_attempt=True, doubt=True)
        await subscriptions.pause(tx, 1, subscription.id, by="Ada", now=now)
    states = [record.state for record in await deliveries.of_subscription(db, subscription.id, 10)]
    assert states == [DeliveryState.SKIPPED, DeliveryState.UNCERTAIN, DeliveryState.UNCERTAIN]
    async with db.write() as tx:
        await deliveries.delivered(tx, second.id, 11, 900, now)
    assert DeliveryState.DELIVERED in [record.state for record in await deliveries.of_subscription(db, subscription.id, 10)]


async def test_subscriptions_follow_to_the_servers_copy_and_other_servers_stay(
    db: Database, subscription: Subscription, now: datetime
) -> None:
    async with db.write() as tx:
        other = await add(tx, 2, subscription.story_id, subscription.rule, now, now)
        copy = await stories.add(tx, guild_id=1, key="harbour", title="Copy", timezone="UTC", now=now)
        await subscriptions.move(tx, 1, subscription.story_id, copy.id)
    assert (await subscriptions.of_guild(db, 1))[0].story_id == copy.id
    assert await subscriptions.of_guild(db, 2) == [other]


async def test_an_edit_keeps_the_id_and_what_came_of_it_so_far(
    db: Database, subscription: Subscription, digest_id: int, now: datetime
) -> None:
    async with db.write() as tx:
        await deliveries.enqueue(tx, [NewDelivery(subscription.id, now, digest_id, Template.SHORT, DeliveryState.PENDING, None)])
        changed = replace(subscription, channel_id=12, template=Template.LONG, role_id=None, policy=Policy(CatchUp.SKIP))
        assert await subscriptions.edit(tx, changed, now + MINUTE) == changed
    assert await subscriptions.of_guild(db, 1) == [changed]
    (record,) = await deliveries.of_subscription(db, subscription.id, 10)
    assert record.state is DeliveryState.PENDING
    async with db.write() as tx:
        assert [claim.channel_id for claim in await deliveries.claim(tx, now, MINUTE, 10)] == [12]


async def test_another_rule_zone_or_quiet_hours_make_another_next_run(db: Database, subscription: Subscription, now: datetime) -> None:
    daily = AtTimes((time(9),), frozenset(range(7)))
    edits = {
        replace(subscription, rule=daily): datetime(2026, 3, 3, 8, tzinfo=UTC),
        replace(subscription, rule=daily, zone="Asia/Tokyo"): datetime(2026, 3, 3, 0, tzinfo=UTC),
        replace(subscription, rule=daily, policy=Policy(quiet=Quiet(time(7), time(10)))): datetime(2026, 3, 3, 9, tzinfo=UTC),
        replace(subscription, rule=OnChange()): None,
    }
    async with db.write() as tx:
        for changed, next_run_at in edits.items():
            assert await subscriptions.edit(tx, changed, now) == replace(changed, next_run_at=next_run_at)


async def test_an_edit_takes_up_what_had_ended_and_leaves_paused_what_was(db: Database, subscription: Subscription, now: datetime) -> None:
    past, coming = Once(datetime(2020, 1, 1, 9)), Once(datetime(2026, 3, 3, 9))  # noqa: DTZ001 - wall times
    async with db.write() as tx:
        ended = await subscriptions.edit(tx, replace(subscription, rule=past), now)
        assert ended is not None
        assert (ended.state, ended.next_run_at) == (SubscriptionState.ENDED, None)
        on = await subscriptions.edit(tx, replace(ended, rule=coming), now)
        assert on is not None
        assert (on.state, on.next_run_at) == (SubscriptionState.ACTIVE, datetime(2026, 3, 3, 8, tzinfo=UTC))
        await subscriptions.pause(tx, 1, subscription.id, by="Ada", now=now)
        paused = await subscriptions.edit(tx, replace(on, template=Template.SHORT), now)
        assert paused is not None
        assert (paused.state, paused.state_reason) == (SubscriptionState.PAUSED, "Ada paused it")


async def test_gathered_changes_are_still_told_after_an_edit(db: Database, subscription: Subscription, now: datetime) -> None:
    late = datetime(2026, 3, 2, 22, 10, tzinfo=UTC)  # ten past eleven in Berlin
    async with db.write() as tx:
        on_change = await subscriptions.edit(tx, replace(subscription, rule=OnChange()), now)
        assert on_change is not None
        await subscriptions.set_next_run(tx, [(subscription.id, late)])
        longer = await subscriptions.edit(tx, replace(on_change, template=Template.LONG), now)
        assert longer is not None
        assert longer.next_run_at == late
        quiet = await subscriptions.edit(tx, replace(longer, policy=Policy(quiet=Quiet(time(22), time(7)))), now)
        assert quiet is not None
        assert quiet.next_run_at == datetime(2026, 3, 3, 6, tzinfo=UTC)


async def test_nobody_edits_pauses_resumes_or_skips_for_another_server(db: Database, subscription: Subscription, now: datetime) -> None:
    async with db.write() as tx:
        assert await subscriptions.edit(tx, replace(subscription, guild_id=2, channel_id=99), now) is None
        assert await subscriptions.pause(tx, 2, subscription.id, by="Eve", now=now) is None
        assert await subscriptions.resume(tx, 2, subscription.id, now) is None
        assert await subscriptions.skip_next(tx, 2, subscription.id, by="Eve", now=now) is None
    assert await subscriptions.of_guild(db, 1) == [subscription]


async def test_after_a_pause_the_next_run_is_the_first_one_from_then_on(db: Database, subscription: Subscription, now: datetime) -> None:
    async with db.write() as tx:
        paused = await subscriptions.pause(tx, 1, subscription.id, by="Ada", now=now)
        assert paused is not None
        assert (paused.state, paused.state_reason, paused.resume_at) == (SubscriptionState.PAUSED, "Ada paused it", None)
        resumed = await subscriptions.resume(tx, 1, subscription.id, now + 30 * HOUR)
        assert resumed == replace(subscription, next_run_at=now + 31 * HOUR)


async def test_a_pause_with_an_end_is_over_by_itself_with_the_run_at_its_end(
    db: Database, subscription: Subscription, now: datetime
) -> None:
    until = now + 48 * HOUR
    async with db.write() as tx:
        paused = await subscriptions.pause(tx, 1, subscription.id, by="Ada", until=until, now=now)
        assert paused is not None
        assert paused.resume_at == until
        assert await subscriptions.resume_due(tx, until - SECOND, 10) == 0
        assert await subscriptions.resume_due(tx, until + 3 * HOUR, 10) == 1
        assert await subscriptions.resume_due(tx, until + 3 * HOUR, 10) == 0
    assert await subscriptions.of_guild(db, 1) == [replace(subscription, next_run_at=until)]


async def test_a_pause_that_is_put_another_way_has_no_end_any_more(db: Database, subscription: Subscription, now: datetime) -> None:
    async with db.write() as tx:
        await subscriptions.pause(tx, 1, subscription.id, by="Ada", until=now + HOUR, now=now)
        await subscriptions.set_state(tx, subscription.id, SubscriptionState.PAUSED, reason="no rights", now=now)
        assert await subscriptions.resume_due(tx, now + 9 * HOUR, 10) == 0


async def test_in_a_server_that_dateline_left_no_pause_ends(db: Database, subscription: Subscription, now: datetime) -> None:
    async with db.write() as tx:
        await subscriptions.pause(tx, 1, subscription.id, by="Ada", until=now + HOUR, now=now)
        await guilds.left(tx, 1, now)
        assert await subscriptions.resume_due(tx, now + 9 * HOUR, 10) == 0
        await guilds.joined(tx, 1, now + 10 * HOUR)
        assert await subscriptions.resume_due(tx, now + 10 * HOUR, 10) == 1


async def test_a_pause_does_not_end_in_a_zone_that_is_gone(db: Database, subscription: Subscription, now: datetime) -> None:
    async with db.write() as tx:
        await subscriptions.pause(tx, 1, subscription.id, by="Ada", until=now, now=now)
        await tx.run("UPDATE subscriptions SET zone = 'Mars/Olympus'")
        assert await subscriptions.resume_due(tx, now, 10) == 1
        assert await subscriptions.resume_due(tx, now, 10) == 0
        with pytest.raises(UnknownZone, match="Mars/Olympus"):
            await subscriptions.resume(tx, 1, subscription.id, now)
    (paused,) = await subscriptions.of_guild(db, 1)
    assert paused.state_reason is not None
    assert "Mars/Olympus" in paused.state_reason


async def test_a_resumed_one_without_a_run_ahead_has_ended(db: Database, subscription: Subscription, now: datetime) -> None:
    async with db.write() as tx:
        past = Once(datetime(2026, 3, 2, 12))  # noqa: DTZ001 - a wall time
        once = await add(tx, 1, subscription.story_id, past, now + HOUR, now)
        await subscriptions.pause(tx, 1, once.id, by="Ada", now=now)
        ended = await subscriptions.resume(tx, 1, once.id, now + 9 * HOUR)
        assert ended is not None
        assert ended.state is SubscriptionState.ENDED


async def test_skipping_the_next_run_is_on_record_with_who_did_it(db: Database, subscription: Subscription, now: datetime) -> None:
    async with db.write() as tx:
        after = await subscriptions.skip_next(tx, 1, subscription.id, by="Ada", now=now - MINUTE)
    assert after == replace(subscription, next_run_at=now + HOUR)
    (record,) = await deliveries.of_subscription(db, subscription.id, 10)
    assert (record.due_at, record.state, record.reason) == (now, DeliveryState.SKIPPED, "Ada skipped it")
    async with db.write() as tx:
        await deliveries.forget_skipped(tx, now - MINUTE)
    assert await deliveries.of_subscription(db, subscription.id, 10) == [record], "the clock's change does not undo what a person wanted"


async def test_where_nothing_is_coming_there_is_nothing_to_skip(db: Database, subscription: Subscription, now: datetime) -> None:
    async with db.write() as tx:
        on_change = await add(tx, 1, subscription.story_id, OnChange(), None, now)
        await subscriptions.pause(tx, 1, subscription.id, by="Ada", now=now)
        for id in (on_change.id, subscription.id):
            with pytest.raises(NothingToSkip):
                await subscriptions.skip_next(tx, 1, id, by="Ada", now=now)


async def test_what_runs_on_change_goes_on_without_a_next_run(db: Database, subscription: Subscription, now: datetime) -> None:
    async with db.write() as tx:
        on_change = await add(tx, 1, subscription.story_id, OnChange(), None, now)
        assert await subscriptions.waiting_for_change(tx, subscription.story_id) == [on_change]
        await subscriptions.set_next_run(tx, [(on_change.id, now)])
        assert await subscriptions.waiting_for_change(tx, subscription.story_id) == []
        await subscriptions.set_next_run(tx, [(on_change.id, None)])
        assert await subscriptions.waiting_for_change(tx, subscription.story_id) == [on_change]


async def test_those_due_are_counted(db: Database, subscription: Subscription, now: datetime) -> None:
    assert await subscriptions.count_due(db, now - SECOND) == 0
    assert await subscriptions.count_due(db, now) == 1


async def test_the_end_of_pauses_is_found_by_an_index(db: Database) -> None:
    plan = await db.read(f"EXPLAIN QUERY PLAN {subscriptions.RESUMABLE}", {"now": 0, "limit": 10})
    assert "SEARCH subscriptions USING INDEX subscriptions_resume (resume_at<?)" in [row["detail"] for row in plan]


async def test_the_clocks_question_is_answered_by_an_index(db: Database) -> None:
    plan = await db.read(f"EXPLAIN QUERY PLAN {subscriptions.DUE}", {"now": 0, "limit": 10})
    assert [row["detail"] for row in plan] == ["SEARCH subscriptions USING INDEX subscriptions_due (next_run_at<?)"]
