"""Whatever people, the clock, the machine and Discord do: each due time of each active subscription comes to exactly one end.

It is posted once, skipped for a reason on record, failed with a reason, or honestly uncertain. Hypothesis draws the stories, on a database
in a real file; `model.py` says which due times there are.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, precondition, rule

from briefings.compose import count_anew, digest_changed, run_now, tick
from briefings.deliver import Later, Never, Outcome, Sent, database_id, deliver_due, nonce
from briefings.errors import AlreadyOnItsWay, NothingToSkip
from briefings.model import Article, ArticleNote, Delivery, DeliveryState, Digest, Facet, Fact, Passage, State, Template, Value
from briefings.schedule import AtTimes, CatchUp, Every, NothingNew, Once, OnChange, Policy, Rule
from briefings.store import Database, articles, deliveries, digests, open_store, stories, subscriptions
from briefings.store.deliveries import DeliveryRecord
from briefings.store.subscriptions import Subscription, SubscriptionState
from tests.schedules.model import NIGHT, Expected

GUILD = 10
START = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NONCE_KNOWN = 3 * MINUTE
OPEN = (DeliveryState.PENDING, DeliveryState.SENDING)

T = TypeVar("T")

rules = st.sampled_from(
    [
        AtTimes((time(9),), frozenset(range(7))),
        AtTimes((time(9), time(23, 30)), frozenset(range(5))),
        Every(60, START.replace(minute=0)),
        Every(7 * 60, START),
        Once(START.replace(tzinfo=None) + 26 * HOUR),
        OnChange(),
    ]
)
policies = st.builds(
    Policy,
    st.sampled_from(CatchUp),
    st.sampled_from([HOUR, 2 * HOUR, 9 * HOUR]),
    st.integers(1, 3),
    st.sampled_from([None, NIGHT]),
    st.sampled_from(NothingNew),
)
spans = st.sampled_from([timedelta(seconds=1), 3 * MINUTE, 20 * MINUTE, HOUR, 5 * HOUR, DAY, 9 * DAY])


class Killed(BaseException):
    """The process is gone: nothing that it was doing is put on record."""


class Discord:
    """A Sender in a world with weather; it forgets nonces after some minutes of real time, whatever the bot's clock shows."""

    def __init__(self) -> None:
        self.weather = "fine"
        self.elapsed = timedelta(0)
        self.posts: Counter[str] = Counter()
        self._created: dict[str, timedelta] = {}

    def create(self, nonce: str) -> None:
        """Post it, unless a message with this nonce is remembered."""
        if self.elapsed - self._created.get(nonce, -NONCE_KNOWN) >= NONCE_KNOWN:
            self.posts[nonce] += 1
            self._created[nonce] = self.elapsed

    async def send(self, delivery: Delivery) -> Outcome:
        match self.weather:
            case "fine":
                self.create(delivery.nonce)
                return Sent(1, delivery.channel_id)
            case "lost":
                self.create(delivery.nonce)
                return Later(None, "no answer from Discord", counts=True, doubt=True)
            case "kills before":
                raise Killed
            case "kills after":
                self.create(delivery.nonce)
                raise Killed
            case "busy":
                return Later(7, "Discord asked to wait", counts=False)
            case "down":
                return Later(None, "Discord had trouble of its own", counts=True)
            case "forbidden":
                return Never("Dateline lacks Send Messages in the channel", 50013)
            case _:
                return Never("the channel is gone", 10003)

    async def find(self, delivery: Delivery) -> Outcome | None:
        match self.weather:
            case "forbidden" | "gone":
                return Never("the channel cannot be read", 50001)
            case "down" | "busy":
                return Later(None, "Discord had trouble of its own", counts=True)
            case _:
                return Sent(1, delivery.channel_id) if self.posts[delivery.nonce] else None


class Machine(RuleBasedStateMachine):
    """The bot's clock, store and outbox under everything that may happen to them."""

    known = Bundle("subscriptions")

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.discord = Discord()
        self.now = START
        self.revision = 0
        self.expected: dict[int, Expected] = {}

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    @initialize()
    def begin(self) -> None:
        self.do(self._open())
        self.story_id = self.do(self._add_story())

    async def _open(self) -> None:
        self.opened = AsyncExitStack()
        self.db: Database = await self.opened.enter_async_context(open_store(Path(self.folder.name) / "dateline.db"))

    async def _add_story(self) -> int:
        async with self.db.write() as tx:
            story = await stories.add(tx, guild_id=GUILD, key="ferry", title="Ferry strike", timezone="UTC", now=self.now)
            self.own = await database_id(tx)
        await self._add_article(story.id)
        return story.id

    async def _add_article(self, story_id: int) -> None:
        """A further article, and the digest that tells all of them."""
        self.revision += 1
        async with self.db.write() as tx:
            await articles.add(tx, story_id, Article(f"A{self.revision}", "The Post", "Ferry strike", "Nothing sails.", ()), self.now)
            await digests.add(tx, story_id, _digest(self.revision), self.now)
            await digest_changed(tx, story_id, self.now)

    # ------------------------------------------------------------ people

    @precondition(lambda self: len(self.expected) < 4)
    @rule(target=known, rule=rules, policy=policies)
    def subscribe(self, rule: Rule, policy: Policy) -> int:
        made = self.do(self._subscribe(rule, policy))
        self.expected[made.id] = Expected(made.id, rule, policy, self.now)
        self._see_states()
        return made.id

    async def _subscribe(self, rule: Rule, policy: Policy) -> Subscription:
        async with self.db.write() as tx:
            made = await subscriptions.add(
                tx,
                guild_id=GUILD,
                channel_id=100 + len(self.expected) + self.revision * 10,
                story_id=self.story_id,
                rule=rule,
                zone="UTC",
                template=Template.SHORT,
                role_id=None,
                next_run_at=None,
                created_by=1,
                now=self.now,
                policy=policy,
            )
            await subscriptions.resume(tx, GUILD, made.id, self.now)
            return made

    @rule(id=consumes(known))
    def unsubscribe(self, id: int) -> None:
        self.do(self._unsubscribe(id))
        del self.expected[id]

    async def _unsubscribe(self, id: int) -> None:
        async with self.db.write() as tx:
            assert await subscriptions.remove(tx, GUILD, id)

    @rule(id=known, rule=rules, policy=policies)
    def edit(self, id: int, rule: Rule, policy: Policy) -> None:
        before = self._get(id)
        after = self.do(self._edit(replace(before, rule=rule, policy=policy)))
        self.expected[id].edit(rule, policy, self.now, ended=before.state is SubscriptionState.ENDED)
        assert after.id == id
        self._see_states()

    async def _edit(self, changed: Subscription) -> Subscription:
        async with self.db.write() as tx:
            after = await subscriptions.edit(tx, changed, self.now)
        assert after is not None
        return after

    @rule(id=known, span=st.none() | spans)
    def pause(self, id: int, span: timedelta | None) -> None:
        until = self.now + span if span else None
        self.do(self._pause(id, until))
        self.expected[id].active, self.expected[id].paused_until = False, until

    async def _pause(self, id: int, until: datetime | None) -> None:
        async with self.db.write() as tx:
            await subscriptions.pause(tx, GUILD, id, by="Ada", until=until, now=self.now)

    @rule(id=known)
    def resume(self, id: int) -> None:
        self.do(self._resume(id))
        self.expected[id].goes_on(self.now)
        self._see_states()

    async def _resume(self, id: int) -> None:
        async with self.db.write() as tx:
            await subscriptions.resume(tx, GUILD, id, self.now)

    @rule(id=known)
    def skip_next(self, id: int) -> None:
        expected = self.expected[id]
        try:
            after = self.do(self._skip_next(id))
        except NothingToSkip:
            assert not expected.active or expected.skip_next(self.now) is None
            return
        assert after is not None
        assert expected.active
        assert expected.skip_next(self.now) is not None
        self._see_states()

    async def _skip_next(self, id: int) -> Subscription | None:
        async with self.db.write() as tx:
            return await subscriptions.skip_next(tx, GUILD, id, by="Ada", now=self.now)

    @rule(id=known)
    def run_now(self, id: int) -> None:
        try:
            self.do(self._run_now(id))
        except AlreadyOnItsWay:
            assert any(row.state in OPEN or row.due_at == self.now for row in self._rows(id))
        else:
            self.expected[id].must.add(self.now)

    async def _run_now(self, id: int) -> None:
        async with self.db.write() as tx:
            found = await subscriptions.get(tx, GUILD, id)
            assert found is not None
            await run_now(tx, found, self.now)

    @rule()
    def the_story_changes(self) -> None:
        self.do(self._add_article(self.story_id))
        for expected in self.expected.values():
            expected.change(self.now)

    @rule()
    def rights_are_given_back(self) -> None:
        """What the bot paused by itself goes on where it stood, so what fell due meanwhile is made up for by policy."""
        self.do(self._rights_are_given_back())
        self._see_states()

    async def _rights_are_given_back(self) -> None:
        async with self.db.write() as tx:
            for found in await subscriptions.of_guild(tx, GUILD):
                if found.state is SubscriptionState.PAUSED and found.state_reason != "Ada paused it":
                    await subscriptions.set_state(tx, found.id, SubscriptionState.ACTIVE, now=self.now)

    # ------------------------------------------------------------ the clock, the machine and Discord

    @rule(weather=st.sampled_from(["fine", "fine", "lost", "busy", "down", "forbidden", "gone"]))
    def the_weather_turns(self, weather: str) -> None:
        self.discord.weather = weather

    @rule(span=spans)
    def time_passes(self, span: timedelta) -> None:
        self._pass(span)
        self._tick()
        self._deliver()

    @rule(span=spans)
    def time_passes_and_nothing_is_sent(self, span: timedelta) -> None:
        self._pass(span)
        self._tick()

    @rule(span=spans)
    def the_bot_is_down(self, span: timedelta) -> None:
        self.do(self.opened.aclose())
        self._pass(span)
        self.do(self._open())
        self._tick()
        self._deliver()

    @rule(posted=st.booleans())
    def the_bot_is_killed_while_it_sends(self, posted: bool) -> None:
        """It dies between a claim and its record, before or after Discord made the message."""
        weather, self.discord.weather = self.discord.weather, "kills after" if posted else "kills before"
        with suppress(Killed):
            self._deliver()
        self.discord.weather = weather
        self.do(self.opened.aclose())
        self.do(self._open())
        self._see_states()

    @rule(span=st.sampled_from([2 * MINUTE, HOUR, DAY, 3 * DAY]))
    def the_clock_is_set_back(self, span: timedelta) -> None:
        self.now -= span
        self.do(count_anew(self.db, self.now))
        for expected in self.expected.values():
            expected.set_back(self.now)
        self._tick()

    def _pass(self, span: timedelta) -> None:
        self.now += span
        self.discord.elapsed += span

    def _tick(self) -> None:
        self.do(tick(self.db, self.now, limit=3))
        for expected in self.expected.values():
            expected.tick(self.now)
        self._see_states()

    def _deliver(self) -> None:
        self.do(deliver_due(self.db, self.discord, lambda: self.now, workers=1))
        self._see_states()

    def _see_states(self) -> None:
        """The bot pauses and ends subscriptions by itself: when, is for its own tests to say."""
        for found in self.do(subscriptions.of_guild(self.db, GUILD)):
            expected = self.expected[found.id]
            expected.active = found.state is SubscriptionState.ACTIVE
            if found.resume_at is None:
                expected.paused_until = None

    # ------------------------------------------------------------ what must hold

    def _get(self, id: int) -> Subscription:
        found = self.do(subscriptions.get(self.db, GUILD, id))
        assert found is not None
        return found

    def _rows(self, id: int) -> list[DeliveryRecord]:
        return self.do(deliveries.of_subscription(self.db, id, 10_000))

    @invariant()
    def each_due_time_is_on_record_once_and_nothing_else_is(self) -> None:
        for expected in self.expected.values():
            due = [row.due_at for row in self._rows(expected.id)]
            assert len(due) == len(set(due))
            assert expected.must <= set(due), "a due time is missing"
            assert set(due) <= expected.must | expected.may, "what was never due is on record"

    @invariant()
    def nobody_sees_anything_twice(self) -> None:
        assert max(self.discord.posts.values(), default=0) <= 1

    def teardown(self) -> None:
        """In fine weather everything comes to its end, and what is on record is what happened."""
        try:
            if self.expected:
                self._to_the_end()
                for id in self.expected:
                    for row in self._rows(id):
                        self._ended_honestly(row)
        finally:
            self.do(self.opened.aclose())
            self.runner.close()
            self.folder.cleanup()

    def _to_the_end(self) -> None:
        self.discord.weather = "fine"
        for _ in range(50):
            self._tick()
            self._deliver()
            waiting = [row.next_try_at for id in self.expected for row in self._rows(id) if row.state in OPEN]
            if not waiting:
                return
            self._pass(max(MINUTE, min(at for at in waiting if at) - self.now))
        raise AssertionError("something is owed for ever")

    def _ended_honestly(self, row: DeliveryRecord) -> None:
        posts = self.discord.posts[nonce(self.own, row.subscription_id, row.due_at)]
        match row.state:
            case DeliveryState.DELIVERED:
                assert posts == 1
            case DeliveryState.FAILED | DeliveryState.SKIPPED:
                assert posts == 0
                assert row.reason
            case DeliveryState.UNCERTAIN:
                assert row.reason
            case _:
                raise AssertionError(f"{row} is still owed")


def _digest(revision: int) -> Digest:
    """What the first so many articles tell, one fact each."""
    ids = [f"A{number}" for number in range(1, revision + 1)]
    notes = tuple(ArticleNote(id, "The Post", "Ferry strike", None, 1) for id in ids)
    facts = tuple(Fact(Facet.WHAT, id, State.SINGLE_SOURCE, 1, (Value("no", (id,), (Passage(id, 0, 7, "Nothing"),)),), id) for id in ids)
    return Digest("Ferry strike", "UTC", revision, notes, facts)


Machine.TestCase.settings = settings(max_examples=30, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TestSchedules = Machine.TestCase
