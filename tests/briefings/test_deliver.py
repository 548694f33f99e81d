"""The outbox meets a channel that behaves like Discord's: it knows a nonce again for five minutes, and forgets it afterwards."""

import asyncio
import dataclasses
import random
import sqlite3
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from briefings.compose import tick
from briefings.deliver import (
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    MOST_ATTEMPTS,
    UNKNOWN_CHANNEL,
    Later,
    Never,
    Outbox,
    Outcome,
    Sent,
    deliver_due,
    nonce,
)
from briefings.model import ArticleNote, Delivery, DeliveryState, Digest, KeyPoint, Story, Template
from briefings.schedule import AtTimes
from briefings.store import Database, deliveries, digests, open_store, stories, subscriptions
from briefings.store.deliveries import DeliveryRecord
from briefings.store.subscriptions import Subscription, SubscriptionState

GUILD = 10
DUE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
MORNING = AtTimes((time(9),), frozenset(range(7)))
DIGEST = Digest(
    "Ferry strike",
    "UTC",
    1,
    (ArticleNote("A", "Harbour Post", "Crews walk out", None, 3),),
    key_points=(KeyPoint("They did.", ("A",), ()),),
)
BROKEN = dataclasses.replace(DIGEST, key_points=(KeyPoint("Who said so?", ("Z",), ()),))


class Clock:
    """A clock that only moves when told to; `at` may do something at the nth look at it."""

    def __init__(self) -> None:
        self.time = DUE
        self.looks = 0
        self.at: dict[int, Callable[[], object]] = {}

    def __call__(self) -> datetime:
        self.looks += 1
        self.at.pop(self.looks, lambda: None)()
        return self.time


@dataclasses.dataclass
class Post:
    id: int
    delivery: Delivery
    at: datetime


class Discord:
    """Channels in memory. `weather` holds what happens to the next sends instead of success, `history` why no history can be read."""

    REMEMBERS = timedelta(minutes=5)

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.posts: list[Post] = []
        self.tries: list[Delivery] = []
        self.searches = 0
        self.weather: deque[Outcome | Exception] = deque()
        self.history: Outcome | None = None
        self.unreadable: set[int] = set()
        self.parts = 1
        self.hooks: list[Callable[[], object]] = []
        self.busy = self.busiest = 0

    async def send(self, delivery: Delivery) -> Outcome:
        self.tries.append(delivery)
        self.busy += 1
        self.busiest = max(self.busy, self.busiest)
        try:
            await self._pause()
            outcome = self.weather.popleft() if self.weather else self._post(delivery)
            await self._pause()
        finally:
            self.busy -= 1
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def find(self, delivery: Delivery) -> Outcome | None:
        self.searches += 1
        await self._pause()
        if delivery.channel_id in self.unreadable:
            return UNREADABLE
        found = (post for post in self.posts if (post.delivery.id, post.delivery.part) == (delivery.id, delivery.part))
        return self.history or next((self._sent(post.id, delivery) for post in found), None)

    def _sent(self, id: int, delivery: Delivery) -> Sent:
        return Sent(id, delivery.channel_id, more=delivery.part + 1 < self.parts)

    def _post(self, delivery: Delivery) -> Sent:
        for post in self.posts:
            if post.delivery.nonce == delivery.nonce and self.clock.time - post.at <= self.REMEMBERS:
                return self._sent(post.id, delivery)
        self.posts.append(Post(1000 + len(self.posts), delivery, self.clock.time))
        return self._sent(self.posts[-1].id, delivery)

    async def _pause(self) -> None:
        """A moment in which the process may die."""
        for hook in self.hooks:
            hook()
        await asyncio.sleep(0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dateline.db"


@pytest.fixture
async def db(path: Path) -> AsyncIterator[Database]:
    async with open_store(path) as database:
        yield database


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def discord(clock: Clock) -> Discord:
    return Discord(clock)


async def add_story(db: Database, digest: Digest = DIGEST) -> Story:
    async with db.write() as tx:
        story = await stories.add(tx, guild_id=GUILD, key=f"ferry{random.random()}", title="Ferry strike", timezone="UTC", now=DUE)
        await digests.add(tx, story.id, digest, DUE)
    return story


async def subscribe(db: Database, count: int = 1, *, story: Story | None = None) -> list[Subscription]:
    """So many subscriptions, each to a channel of its own, due now."""
    story = story or await add_story(db)
    async with db.write() as tx:
        return [
            await subscriptions.add(
                tx,
                guild_id=GUILD,
                channel_id=100 + number,
                story_id=story.id,
                rule=MORNING,
                zone="UTC",
                template=Template.SHORT,
                role_id=5,
                next_run_at=DUE,
                created_by=1,
                now=DUE - DAY,
            )
            for number in range(count)
        ]


async def owe(db: Database, count: int = 1) -> list[Subscription]:
    """So many deliveries in the outbox."""
    made = await subscribe(db, count)
    await tick(db, DUE)
    return made


async def records(db: Database, subscription: Subscription) -> list[DeliveryRecord]:
    """Newest due time first."""
    return await deliveries.of_subscription(db, subscription.id, 100)


async def state_of(db: Database, subscription: Subscription) -> tuple[SubscriptionState, str | None]:
    found = await subscriptions.get(db, GUILD, subscription.id)
    assert found is not None
    return found.state, found.state_reason


# ---------------------------------------------------------------- the usual way


async def test_what_is_owed_is_posted_and_its_message_id_kept(db: Database, discord: Discord, clock: Clock) -> None:
    (subscription,) = await owe(db)
    assert await deliver_due(db, discord, clock) == 1
    (post,) = discord.posts
    assert post.delivery.briefing.title == "Ferry strike"
    assert post.delivery.briefing.blocks[0] == "- They did. — *Harbour Post*"
    assert (post.delivery.channel_id, post.delivery.role_id, post.delivery.due_at, post.delivery.attempt) == (100, 5, DUE, 1)
    (record,) = await records(db, subscription)
    assert (record.state, record.channel_id, record.message_id) == (DeliveryState.DELIVERED, 100, post.id)
    assert await deliver_due(db, discord, clock) == 0
    assert len(discord.posts) == 1


async def test_many_are_sent_at_once_but_not_more_than_there_are_workers(db: Database, discord: Discord, clock: Clock) -> None:
    await owe(db, 30)
    clock.time += MINUTE  # so many at once are spread over a minute
    assert await deliver_due(db, discord, clock, workers=4) == 30
    assert Counter(post.delivery.channel_id for post in discord.posts) == Counter(range(100, 130))
    assert discord.busiest == 4


async def test_a_nonce_is_the_same_at_every_try_and_differs_between_databases(tmp_path: Path, clock: Clock) -> None:
    seen = []
    for name in ("one.db", "two.db"):
        discord = Discord(clock)
        discord.weather.append(Later(1, "busy", counts=True))
        async with open_store(tmp_path / name) as db:
            await owe(db)
            await deliver_due(db, discord, clock)
            clock.time += SECOND
        async with open_store(tmp_path / name) as db:
            assert await deliver_due(db, discord, clock) == 1
        first, second = discord.tries
        assert first.nonce == second.nonce
        seen.append(first.nonce)
        clock.time = DUE
    assert seen[0] != seen[1]


def test_a_nonce_tells_due_times_and_subscriptions_apart_and_leaves_room_for_a_suffix_within_25_characters() -> None:
    nonces = {nonce("a1b2c3d4", id, DUE + timedelta(seconds=seconds)) for id in (1, 11, 2**52) for seconds in range(20)}
    assert len(nonces) == 60
    assert {len(one) for one in nonces} == {22}


# ---------------------------------------------------------------- weather


async def test_a_rate_limit_is_waited_out_and_is_no_attempt(db: Database, discord: Discord, clock: Clock) -> None:
    (subscription,) = await owe(db)
    discord.weather.extend([Later(30, "rate limited", counts=False)] * (MOST_ATTEMPTS + 3))
    for _ in range(MOST_ATTEMPTS + 3):
        assert await deliver_due(db, discord, clock) == 0
        clock.time += 29 * SECOND
        assert await deliver_due(db, discord, clock) == 0, "nothing is tried before the limit is over"
        clock.time += SECOND
    assert await deliver_due(db, discord, clock) == 1
    assert {delivery.attempt for delivery in discord.tries} == {1}
    assert [record.attempts for record in await records(db, subscription)] == [1]


async def test_a_wait_of_nothing_does_not_spin(db: Database, discord: Discord, clock: Clock) -> None:
    await owe(db)
    discord.weather.extend([Later(0, "rate limited", counts=False)] * 5)
    assert await deliver_due(db, discord, clock) == 0
    assert len(discord.tries) == 1


async def test_failures_are_tried_again_after_growing_waits_and_given_up_in_the_end(db: Database, discord: Discord, clock: Clock) -> None:
    (subscription,) = await owe(db)
    discord.weather.extend([Later(None, "Discord answered 503", counts=True)] * MOST_ATTEMPTS)
    tried: list[datetime] = []
    while (await records(db, subscription))[0].state is not DeliveryState.FAILED:
        if len(discord.tries) > len(tried):
            tried.append(clock.time)
        clock.time += 5 * SECOND
        await deliver_due(db, discord, clock)
    tried.append(clock.time)
    waits = [(later - earlier).total_seconds() for earlier, later in pairwise(tried)]
    assert waits[:8] == [5, 10, 20, 40, 80, 160, 320, 640]
    assert waits[8:] == [900] * 3
    assert (await records(db, subscription))[0].reason == "given up after 12 attempts: Discord answered 503"
    assert discord.posts == []


async def test_an_exception_of_the_sender_is_a_failed_attempt_and_stops_nobody_else(
    db: Database, discord: Discord, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    await owe(db, 5)
    discord.weather.append(ConnectionResetError())
    assert await deliver_due(db, discord, clock) == 4
    assert "the sender failed" in caplog.text
    clock.time += 5 * SECOND
    assert await deliver_due(db, discord, clock) == 1


async def test_a_digest_that_cannot_be_rendered_stops_nobody_else(db: Database, discord: Discord, clock: Clock) -> None:
    (lost,) = await subscribe(db, story=await add_story(db, BROKEN))
    await owe(db)
    assert await deliver_due(db, discord, clock) == 1
    (record,) = await records(db, lost)
    assert (record.state, record.reason) == (DeliveryState.PENDING, "an unexpected error (KeyError)")


async def test_a_digest_that_cannot_be_read_stops_nobody_else(db: Database, discord: Discord, clock: Clock) -> None:
    lame = await add_story(db)
    (lost,) = await subscribe(db, story=lame)
    await owe(db)
    async with db.write() as tx:
        await tx.run("UPDATE digests SET digest = '{}' WHERE story_id = :story_id", {"story_id": lame.id})
    assert await deliver_due(db, discord, clock) == 1
    assert (await records(db, lost))[0].state is DeliveryState.PENDING


async def test_who_has_lost_the_lease_does_not_give_the_delivery_back(db: Database, discord: Discord, clock: Clock) -> None:
    (subscription,) = await owe(db)

    class Slow(Discord):
        async def send(self, delivery: Delivery) -> Outcome:
            """Takes so long that the next one claims the delivery meanwhile."""
            clock.time += 61 * SECOND
            async with db.write() as tx:
                assert await deliveries.claim(tx, clock.time, 60 * SECOND, 1)
            return Never("refused", MISSING_PERMISSIONS)

    assert await deliver_due(db, Slow(clock), clock) == 0
    (record,) = await records(db, subscription)
    assert (record.state, record.attempts) == (DeliveryState.SENDING, 2)


async def test_a_send_that_hangs_ends_with_its_lease(db: Database, discord: Discord, clock: Clock) -> None:
    (subscription,) = await owe(db)

    class Hanging(Discord):
        async def send(self, delivery: Delivery) -> Outcome:
            await asyncio.Event().wait()
            return await super().send(delivery)

    assert await deliver_due(db, Hanging(clock), clock, lease=timedelta(milliseconds=50)) == 0
    (record,) = await records(db, subscription)
    assert (record.state, record.attempts, record.reason) == (DeliveryState.PENDING, 1, "Discord did not answer in time")


async def test_a_broken_store_is_the_callers_to_know(db: Database, clock: Clock) -> None:
    await owe(db)

    class Breaking(Discord):
        async def send(self, delivery: Delivery) -> Outcome:
            async with db.write() as tx:
                await tx.run("DROP TABLE delivery_messages")
            return Sent(1, delivery.channel_id)

    with pytest.raises(sqlite3.OperationalError, match="delivery_messages"):
        await deliver_due(db, Breaking(clock), clock)


async def test_a_subscription_removed_while_its_briefing_is_on_the_way_is_no_error(db: Database, clock: Clock) -> None:
    (subscription,) = await owe(db)

    class Removing(Discord):
        async def send(self, delivery: Delivery) -> Outcome:
            async with db.write() as tx:
                await subscriptions.remove(tx, GUILD, subscription.id)
            return await super().send(delivery)

    assert await deliver_due(db, Removing(clock), clock) == 1
    assert await records(db, subscription) == []


# ---------------------------------------------------------------- after two minutes


@pytest.mark.parametrize(("waited", "searches"), [(2 * MINUTE, 0), (2 * MINUTE + SECOND, 1)])
async def test_a_late_retry_looks_for_its_own_post_first(
    db: Database, discord: Discord, clock: Clock, waited: timedelta, searches: int
) -> None:
    await owe(db)
    discord.weather.append(Later(waited.total_seconds(), "no answer", counts=True, doubt=True))
    await deliver_due(db, discord, clock)
    clock.time += waited
    assert await deliver_due(db, discord, clock) == 1
    assert (discord.searches, len(discord.posts)) == (searches, 1)


async def test_a_post_that_was_never_recorded_is_found_and_not_made_again(db: Database, discord: Discord, clock: Clock) -> None:
    (subscription,) = await owe(db)
    discord.weather.append(Later(1, "the connection broke after the post", counts=True, doubt=True))
    await deliver_due(db, discord, clock)
    discord.posts.append(Post(77, discord.tries[0], clock.time))
    clock.time += 10 * MINUTE
    assert await deliver_due(db, discord, clock) == 1
    assert len(discord.posts) == 1
    assert [record.message_id for record in await records(db, subscription)] == [77]


async def test_nothing_is_sent_while_it_cannot_be_known_whether_it_was(db: Database, discord: Discord, clock: Clock) -> None:
    await owe(db)
    discord.weather.append(Later(1, "the connection broke", counts=True, doubt=True))
    discord.history = Later(1, "no answer from Discord", counts=True)
    await deliver_due(db, discord, clock)
    clock.time += 3 * MINUTE
    assert await deliver_due(db, discord, clock) == 0
    assert len(discord.tries) == 1
    discord.history = None
    clock.time += MINUTE
    assert await deliver_due(db, discord, clock) == 1


@pytest.mark.parametrize(("waited", "late"), [(5 * MINUTE, False), (5 * MINUTE + SECOND, True), (120 * MINUTE, True)])
async def test_a_late_briefing_is_marked(db: Database, discord: Discord, clock: Clock, waited: timedelta, late: bool) -> None:
    await owe(db)
    clock.time += waited
    assert await deliver_due(db, discord, clock) == 1
    assert discord.posts[0].delivery.late is late


async def test_what_was_owed_days_ago_is_not_posted_any_more(db: Database, discord: Discord, clock: Clock) -> None:
    (subscription,) = await owe(db)
    clock.time += 3 * DAY
    assert await deliver_due(db, discord, clock) == 0
    (record,) = await records(db, subscription)
    assert (record.state, record.reason, discord.posts) == (DeliveryState.FAILED, "too late by now", [])


async def test_what_was_posted_days_ago_and_never_recorded_is_put_on_record(db: Database, discord: Discord, clock: Clock) -> None:
    (subscription,) = await owe(db)
    discord.weather.append(Later(1, "the connection broke after the post", counts=True, doubt=True))
    await deliver_due(db, discord, clock)
    discord.posts.append(Post(77, discord.tries[0], clock.time))
    clock.time += 3 * DAY
    assert await deliver_due(db, discord, clock) == 1
    assert (await records(db, subscription))[0].state is DeliveryState.DELIVERED


@pytest.mark.parametrize("outcome", [Later(1, "rate limited", counts=False), Later(1, "Discord cannot be reached", counts=True)])
async def test_a_try_that_cannot_have_posted_leaves_nothing_to_look_for(
    db: Database, discord: Discord, clock: Clock, outcome: Outcome
) -> None:
    await owe(db)
    discord.weather.append(outcome)
    await deliver_due(db, discord, clock)
    clock.time += 10 * MINUTE
    assert await deliver_due(db, discord, clock) == 1
    assert discord.searches == 0


UNREADABLE = Never("Dateline lacks Read Message History in the channel", MISSING_ACCESS)


async def test_where_the_channel_cannot_be_read_it_ends_as_uncertain_and_nothing_is_sent(
    db: Database, discord: Discord, clock: Clock
) -> None:
    (subscription,) = await owe(db)
    discord.weather.append(Later(1, "the connection broke", counts=True, doubt=True))
    discord.history = UNREADABLE
    await deliver_due(db, discord, clock)
    clock.time += 3 * MINUTE
    assert await deliver_due(db, discord, clock) == 0
    (record,) = await records(db, subscription)
    assert (record.state, record.reason, len(discord.tries)) == (DeliveryState.UNCERTAIN, UNREADABLE.reason, 1)


async def test_a_refusal_after_a_try_that_may_have_posted_looks_before_it_says_failed(db: Database, discord: Discord, clock: Clock) -> None:
    (posted, lost, unclear) = await owe(db, 3)
    for _ in range(3):
        discord.weather.append(Later(1, "the connection broke", counts=True, doubt=True))
    await deliver_due(db, discord, clock)
    tries = {delivery.subscription_id: delivery for delivery in discord.tries}
    discord.posts.append(Post(77, tries[posted.id], clock.time))
    discord.unreadable.add(unclear.channel_id)
    clock.time += 10 * SECOND
    discord.weather.extend([DENIED] * 3)
    await deliver_due(db, discord, clock)
    states = [(await records(db, one))[0].state for one in (posted, lost, unclear)]
    assert states == [DeliveryState.DELIVERED, DeliveryState.FAILED, DeliveryState.UNCERTAIN]


async def test_who_gives_up_in_doubt_says_so(db: Database, discord: Discord, clock: Clock) -> None:
    (subscription,) = await owe(db)
    while (await records(db, subscription))[0].finished_at is None:
        discord.weather.append(Later(None, "Discord answered 503", counts=True, doubt=True))
        await deliver_due(db, discord, clock)
        clock.time += 5 * SECOND
    (record,) = await records(db, subscription)
    assert (record.state, record.reason) == (DeliveryState.UNCERTAIN, f"given up after {MOST_ATTEMPTS} attempts: Discord answered 503")


async def test_a_message_that_was_deleted_meanwhile_is_done(db: Database, discord: Discord, clock: Clock) -> None:
    (subscription,) = await owe(db)
    discord.weather.append(Sent(None, 100))
    assert await deliver_due(db, discord, clock) == 1
    (record,) = await records(db, subscription)
    assert (record.state, record.channel_id, record.message_id) == (DeliveryState.DELIVERED, 100, None)


# ---------------------------------------------------------------- several messages


async def test_a_briefing_of_several_messages_is_posted_in_order_each_with_its_own_nonce(
    db: Database, discord: Discord, clock: Clock
) -> None:
    (subscription,) = await owe(db)
    discord.parts = 3
    assert await deliver_due(db, discord, clock) == 1
    assert [post.delivery.part for post in discord.posts] == [0, 1, 2]
    assert len({post.delivery.nonce for post in discord.posts}) == 3
    (record,) = await records(db, subscription)
    assert (record.state, record.message_id) == (DeliveryState.DELIVERED, discord.posts[0].id)


async def test_two_briefings_for_one_channel_are_not_mixed(db: Database, discord: Discord, clock: Clock) -> None:
    await subscribe(db)
    await subscribe(db)
    await tick(db, DUE)
    discord.parts = 3
    assert await deliver_due(db, discord, clock) == 2
    assert [post.delivery.part for post in discord.posts] == [0, 1, 2, 0, 1, 2]
    assert len({post.delivery.subscription_id for post in discord.posts[:3]}) == 1


async def test_a_long_line_for_one_channel_waits_in_the_outbox(db: Database, discord: Discord, clock: Clock) -> None:
    for _ in range(12):
        await subscribe(db)
    await tick(db, DUE)
    sent = await deliver_due(db, discord, clock)
    assert 1 <= sent < 12
    for _ in range(15):
        clock.time += SECOND
        sent += await deliver_due(db, discord, clock)
    assert sent == 12
    assert {delivery.attempt for delivery in discord.tries} == {1}, "to wait in line is no attempt"


async def test_a_retry_goes_on_after_the_last_message_on_record(db: Database, discord: Discord, clock: Clock) -> None:
    await owe(db)
    discord.parts = 3
    discord.weather.extend([Sent(500, 100, more=True), Later(1, "the connection broke", counts=True, doubt=True)])
    assert await deliver_due(db, discord, clock) == 0
    clock.time += SECOND
    assert await deliver_due(db, discord, clock) == 1
    assert [delivery.part for delivery in discord.tries] == [0, 1, 1, 2]


async def test_where_one_message_was_found_the_next_one_is_looked_for_too(db: Database, discord: Discord, clock: Clock) -> None:
    """As after a restore: the database that was lost may have posted it all."""
    await owe(db)
    discord.parts = 3
    discord.weather.append(Later(1, "the connection broke", counts=True, doubt=True))
    await deliver_due(db, discord, clock)
    first = discord.tries[0]
    for part in range(2):
        discord.posts.append(Post(70 + part, dataclasses.replace(first, part=part), clock.time))
    clock.time += 10 * MINUTE
    assert await deliver_due(db, discord, clock) == 1
    assert (discord.searches, [post.delivery.part for post in discord.posts]) == (3, [0, 1, 2])


async def test_a_briefing_that_has_begun_is_ended_however_late(db: Database, discord: Discord, clock: Clock) -> None:
    await owe(db)
    discord.parts = 2
    discord.weather.extend([Sent(500, 100, more=True), Later(1, "rate limited", counts=False)])
    await deliver_due(db, discord, clock)
    clock.time += DAY
    assert await deliver_due(db, discord, clock) == 1


# ---------------------------------------------------------------- fairness


async def test_a_server_with_a_single_briefing_does_not_wait_for_one_with_thousands(db: Database, discord: Discord, clock: Clock) -> None:
    story = await add_story(db)
    await subscribe(db, 5_000, story=story)
    await tick(db, DUE)
    clock.time += MINUTE  # all of them are ready
    workers = 20
    late: list[int] = []

    async def another() -> None:
        """When the first few have been sent, somebody else's falls due."""
        async with db.write() as tx:
            mine = await stories.add(tx, guild_id=77, key="mine", title="Mine", timezone="UTC", now=DUE)
            await digests.add(tx, mine.id, DIGEST, DUE)
            await subscriptions.add(
                tx,
                guild_id=77,
                channel_id=7_700,
                story_id=mine.id,
                rule=MORNING,
                zone="UTC",
                template=Template.SHORT,
                role_id=None,
                next_run_at=clock.time,
                created_by=1,
                now=DUE,
            )
        await tick(db, clock.time)
        late.append(len(discord.tries))

    outbox = Outbox(db, discord, clock, workers=workers, stopping=lambda: any(post.delivery.guild_id == 77 for post in discord.posts))
    running = asyncio.create_task(outbox.work_off())
    await another()
    await running
    position = next(index for index, post in enumerate(discord.posts) if post.delivery.guild_id == 77)
    assert position - late[0] <= 3 * workers, "a batch that was claimed already, and what was under way"


# ---------------------------------------------------------------- refusals


async def test_a_channel_that_is_gone_ends_its_subscription(db: Database, discord: Discord, clock: Clock) -> None:
    (subscription,) = await owe(db)
    discord.weather.append(Never("the channel was deleted", UNKNOWN_CHANNEL))
    assert await deliver_due(db, discord, clock) == 0
    assert [(record.state, record.reason) for record in await records(db, subscription)] == [
        (DeliveryState.FAILED, "the channel was deleted"),
    ]
    assert await state_of(db, subscription) == (SubscriptionState.ENDED, "the channel was deleted")


async def days(db: Database, discord: Discord, clock: Clock, weather: list[Outcome | None]) -> None:
    """One day after the other, with this weather for its briefing (None: fine)."""
    for outcome in weather:
        discord.weather.extend([outcome] if outcome else [])
        await tick(db, clock.time)
        await deliver_due(db, discord, clock)
        clock.time += DAY


DENIED = Never("Dateline may not send messages in this channel", MISSING_PERMISSIONS)


async def test_a_missing_right_pauses_after_three_refusals(db: Database, discord: Discord, clock: Clock) -> None:
    (subscription,) = await subscribe(db)
    await days(db, discord, clock, [DENIED, DENIED])
    assert await state_of(db, subscription) == (SubscriptionState.ACTIVE, None)
    await days(db, discord, clock, [DENIED, None])
    assert await state_of(db, subscription) == (SubscriptionState.PAUSED, DENIED.reason)
    assert len(discord.tries) == 3


async def test_a_right_that_came_back_starts_the_count_anew(db: Database, discord: Discord, clock: Clock) -> None:
    (subscription,) = await subscribe(db)
    await days(db, discord, clock, [DENIED, DENIED, None, DENIED, DENIED])
    assert await state_of(db, subscription) == (SubscriptionState.ACTIVE, None)
    await days(db, discord, clock, [DENIED])
    assert (await state_of(db, subscription))[0] is SubscriptionState.PAUSED


async def test_another_refusal_fails_the_briefing_alone(db: Database, discord: Discord, clock: Clock) -> None:
    (subscription,) = await subscribe(db)
    await days(db, discord, clock, [Never("Discord refused the message (50035)", 50035)] * 4)
    assert await state_of(db, subscription) == (SubscriptionState.ACTIVE, None)
    assert {record.state for record in await records(db, subscription)} == {DeliveryState.FAILED}


# ---------------------------------------------------------------- crashes


async def run_until_killed(path: Path, discord: Discord, clock: Clock, kill: Callable[[Callable[[], object]], None]) -> bool:
    """One life of the process; whether it got through."""
    async with open_store(path) as db:
        await tick(db, clock.time, limit=4)
        task = asyncio.ensure_future(deliver_due(db, discord, clock, workers=3))
        kill(task.cancel)
        await asyncio.wait([task])
        return not task.cancelled()


@pytest.mark.parametrize("seed", range(25))
async def test_a_storm_of_crashes_loses_nothing_and_posts_nothing_twice(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    clock = Clock()
    discord = Discord(clock)
    discord.parts = 1 + seed % 3
    async with open_store(path) as db:
        made = await subscribe(db, 12)

    def kill(cancel: Callable[[], object]) -> None:
        """Die at a look at the clock (claiming, trying, recording) or at a moment within a send, before or after the post is made."""
        if chance.random() < 0.5:
            clock.at = {clock.looks + chance.randint(1, 20): cancel}
        else:
            left = chance.randint(0, 20)
            countdown = iter(range(left, -1, -1))
            discord.hooks = [lambda: next(countdown, 1) == 0 and cancel()]

    for _ in range(12):
        await run_until_killed(path, discord, clock, kill)
        clock.at, discord.hooks = {}, []
        clock.time += chance.choice([0, 1, 61, 150, 400]) * SECOND
    clock.time += 61 * SECOND
    assert await run_until_killed(path, discord, clock, lambda cancel: None)

    for subscription in made:
        parts = [post.delivery.part for post in discord.posts if post.delivery.subscription_id == subscription.id]
        assert parts == list(range(discord.parts)), "each message once, in order"
    async with open_store(path) as db:
        kept = [(await records(db, subscription))[0] for subscription in made]
    assert {record.state for record in kept} == {DeliveryState.DELIVERED}
    assert {record.message_id for record in kept} == {post.id for post in discord.posts if not post.delivery.part}
