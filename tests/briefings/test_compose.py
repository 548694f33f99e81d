"""Due subscriptions become outbox rows; every test runs on a database in a real file."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from briefings.compose import count_anew, tick
from briefings.model import DeliveryState, Digest, Story, Template
from briefings.schedule import AtTimes, Every, Once, Rule
from briefings.store import Database, deliveries, digests, open_store, stories, subscriptions
from briefings.store.deliveries import DeliveryRecord
from briefings.store.subscriptions import Subscription, SubscriptionState

GUILD, CHANNEL = 10, 20
MORNING = AtTimes((time(9),), frozenset(range(7)))
DUE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_store(tmp_path / "dateline.db") as database:
        yield database


@pytest.fixture
async def story(db: Database) -> Story:
    """A story with two revisions of its digest."""
    async with db.write() as tx:
        story = await stories.add(tx, guild_id=GUILD, key="ferry", title="Ferry strike", timezone="UTC", now=DUE)
        for revision in (1, 2):
            await digests.add(tx, story.id, Digest("Ferry strike", "UTC", revision, ()), DUE)
    return story


async def subscribe(db: Database, story: Story, rule: Rule = MORNING, *, zone: str = "UTC", due: datetime = DUE) -> Subscription:
    async with db.write() as tx:
        return await subscriptions.add(
            tx,
            guild_id=GUILD,
            channel_id=CHANNEL,
            story_id=story.id,
            rule=rule,
            zone=zone,
            template=Template.SHORT,
            role_id=None,
            next_run_at=due,
            created_by=1,
            now=DUE - DAY,
        )


async def again(db: Database, subscription: Subscription) -> Subscription:
    found = await subscriptions.get(db, GUILD, subscription.id)
    assert found is not None
    return found


async def outbox(db: Database, subscription: Subscription) -> list[DeliveryRecord]:
    """The subscription's deliveries, oldest due time first."""
    return (await deliveries.of_subscription(db, subscription.id, 1000))[::-1]


async def test_a_due_briefing_is_owed_once_from_the_newest_digest(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story)
    newest = await digests.latest_id(db, story.id)
    assert await tick(db, DUE - timedelta(seconds=1)) == 0
    assert await tick(db, DUE) == 1
    assert await tick(db, DUE) == 0
    (row,) = await outbox(db, subscription)
    assert (row.due_at, row.digest_id, row.template, row.state) == (DUE, newest, Template.SHORT, DeliveryState.PENDING)
    assert (await again(db, subscription)).next_run_at == DUE + DAY


@pytest.mark.parametrize("late", [HOUR, 2 * HOUR])
async def test_a_briefing_up_to_two_hours_late_is_made_up_for(db: Database, story: Story, late: timedelta) -> None:
    subscription = await subscribe(db, story)
    assert await tick(db, DUE + late) == 1
    assert [row.due_at for row in await outbox(db, subscription)] == [DUE]


async def test_a_later_one_is_skipped_with_a_reason(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story)
    assert await tick(db, DUE + 2 * HOUR + timedelta(seconds=1)) == 0
    (row,) = await outbox(db, subscription)
    assert (row.state, row.reason) == (DeliveryState.SKIPPED, "missed while Dateline was not running, and too late by now")
    assert (await again(db, subscription)).next_run_at == DUE + DAY


async def test_a_clock_moved_on_a_month_owes_one_briefing_not_thirty(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story)
    assert await tick(db, DUE + 30 * DAY + HOUR) == 1
    missed, latest = await outbox(db, subscription)
    assert (missed.due_at, missed.state) == (DUE, DeliveryState.SKIPPED)
    assert missed.reason == "missed while Dateline was not running; only the latest is made up for"
    assert (latest.due_at, latest.state) == (DUE + 30 * DAY, DeliveryState.PENDING)
    assert (await again(db, subscription)).next_run_at == DUE + 31 * DAY


async def test_years_of_standing_still_cost_two_rows(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story, Every(15, DUE))
    now = DUE + 2000 * DAY + timedelta(minutes=7)
    assert await tick(db, now) == 1
    assert [row.due_at for row in await outbox(db, subscription)] == [DUE, DUE + 2000 * DAY]
    assert (await again(db, subscription)).next_run_at == DUE + 2000 * DAY + timedelta(minutes=15)


async def test_a_clock_turned_back_owes_nothing_twice(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story)
    await tick(db, DUE)
    async with db.write() as tx:
        await subscriptions.set_next_run(tx, [(subscription.id, DUE)])
    await tick(db, DUE)
    assert len(await outbox(db, subscription)) == 1


@pytest.mark.parametrize(("now", "state"), [(DUE, DeliveryState.PENDING), (DUE + 3 * HOUR, DeliveryState.SKIPPED)])
async def test_once_ends_after_its_run(db: Database, story: Story, now: datetime, state: DeliveryState) -> None:
    subscription = await subscribe(db, story, Once(DUE.replace(tzinfo=None)))
    await tick(db, now)
    assert [row.state for row in await outbox(db, subscription)] == [state]
    ended = await again(db, subscription)
    assert (ended.state, ended.next_run_at) == (SubscriptionState.ENDED, None)
    assert await tick(db, now + 365 * DAY) == 0


async def test_a_clock_that_was_wrong_for_a_while_loses_nothing_and_repeats_nothing(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story)
    assert await tick(db, DUE + 3 * DAY) == 1
    await count_anew(db, DUE - HOUR)
    for day in range(5):
        await tick(db, DUE + day * DAY)
    assert [(row.due_at, row.state) for row in await outbox(db, subscription)] == [
        (DUE + day * DAY, DeliveryState.PENDING) for day in range(5)
    ]


async def test_counting_anew_goes_over_all_subscriptions_and_postpones_none(db: Database, story: Story) -> None:
    ahead = [await subscribe(db, story, due=DUE + 9 * DAY) for _ in range(5)]
    near = await subscribe(db, story, due=DUE)
    await count_anew(db, DUE, limit=2)
    assert {(await again(db, one)).next_run_at for one in ahead} == {DUE + DAY}
    assert (await again(db, near)).next_run_at == DUE


async def test_a_story_without_a_digest_is_skipped_with_a_reason(db: Database) -> None:
    async with db.write() as tx:
        bare = await stories.add(tx, guild_id=GUILD, key="bare", title="Bare", timezone="UTC", now=DUE)
    subscription = await subscribe(db, bare)
    assert await tick(db, DUE) == 0
    (row,) = await outbox(db, subscription)
    assert (row.state, row.reason, row.digest_id) == (DeliveryState.SKIPPED, "the story has no articles to brief on yet", None)
    assert (await again(db, subscription)).next_run_at == DUE + DAY


async def test_a_zone_that_is_gone_pauses_its_subscription_and_no_other(db: Database, story: Story) -> None:
    lost, fine = await subscribe(db, story, zone="Mars/Olympus"), await subscribe(db, story)
    assert await tick(db, DUE) == 1
    paused = await again(db, lost)
    assert (paused.state, await outbox(db, lost)) == (SubscriptionState.PAUSED, [])
    assert paused.state_reason == "the time zone Mars/Olympus is no longer known: subscribe again with another one"
    assert len(await outbox(db, fine)) == 1


async def test_all_that_is_due_is_composed_in_batches(db: Database, story: Story) -> None:
    every = [await subscribe(db, story) for _ in range(7)]
    await subscribe(db, story, due=DUE + HOUR)
    assert await tick(db, DUE, limit=3) == 7
    assert [len(await outbox(db, subscription)) for subscription in every] == [1] * 7


async def test_a_run_that_a_clock_change_moves_is_owed_at_the_shifted_time(db: Database, story: Story) -> None:
    before = datetime(2026, 3, 28, 1, 30, tzinfo=UTC)
    subscription = await subscribe(db, story, AtTimes((time(2, 30),), frozenset(range(7))), zone="Europe/Berlin", due=before)
    for hours in range(72):
        await tick(db, before + hours * HOUR)
    assert [row.due_at for row in await outbox(db, subscription)] == [
        before,
        before + DAY,
        before + 2 * DAY - HOUR,
        before + 3 * DAY - HOUR,
    ]
