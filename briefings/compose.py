"""Due subscriptions become rows of the outbox: which briefing is owed, for which due time, from which revision of the digest.

One transaction a batch writes the rows and moves `next_run_at` past now, so a crash repeats the whole batch or nothing of it, and the
outbox's unique (subscription, due time) keeps a repeated or turned-back clock from owing anything twice. What was missed in a time of
standing still is made up for as the subscription's policy says; what is not, is put on record as skipped, one row for all of it.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from briefings.errors import AlreadyOnItsWay, NothingToPost, UnknownZone
from briefings.facts.changes import diff
from briefings.model import DeliveryState, Template
from briefings.schedule import GATHERED, ON_TIME, CatchUp, Due, NothingNew, delay, expiry
from briefings.store import Database, Reader, Transaction, deliveries, digests, notices, subscriptions
from briefings.store.deliveries import NewDelivery
from briefings.store.subscriptions import Subscription, SubscriptionState
from briefings.templates.markdown import escape
from briefings.templates.render import render

__all__ = ["count_anew", "digest_changed", "prune", "render", "run_now", "tick", "told_at"]

KEPT = timedelta(days=90)
"""How long it stays on record what became of a delivery."""

_TOO_LATE = "missed while Dateline was not running, and too late by now"
_OVERTAKEN = "missed while Dateline was not running; only the latest is made up for"
_TOO_MANY = "missed while Dateline was not running; only the last {most} are made up for"
_NOT_MADE_UP = "missed while Dateline was not running; missed briefings are not made up for"
_NO_DIGEST = "the story has no articles to brief on yet"
_NOTHING_NEW = "nothing new since the last briefing"


async def tick(db: Database, now: datetime, limit: int = 500) -> int:
    """Put every briefing that is due by `now` into the outbox, `limit` subscriptions a transaction; how many were due and not skipped.

    Pauses that end by `now` end first.
    """
    owed = 0
    crowd: _Crowd | None = None
    while True:
        async with db.write() as tx:
            resumed = await subscriptions.resume_due(tx, now, limit)
            due = await subscriptions.due(tx, now, limit)
            crowd = crowd or _Crowd(len(due) if len(due) < limit else await subscriptions.count_due(tx, now))
            owed += await _compose(tx, due, crowd, now)
        if len(due) < limit and resumed < limit:
            return owed


async def run_now(tx: Transaction, subscription: Subscription, now: datetime) -> None:
    """Owe a briefing at once, whatever the state of the subscription; its own times stay as they are.

    Raises AlreadyOnItsWay where one is owed as it is, NothingToPost where the story has no digest yet.
    """
    digest_id = await digests.latest_id(tx, subscription.story_id)
    if digest_id is None:
        raise NothingToPost
    if await deliveries.is_owed(tx, subscription.id, now):
        raise AlreadyOnItsWay
    await deliveries.enqueue(tx, [NewDelivery(subscription.id, now, digest_id, subscription.template, DeliveryState.PENDING, None)])


async def told_at(db: Reader, subscription: Subscription) -> datetime | None:
    """When a subscription's readers were told all that the newest digest tells; None where they were not, or where it does not matter."""
    newest = await digests.latest_id(db, subscription.story_id)
    return (await _told(db, [subscription], {subscription.story_id: newest})).get(subscription.id)


async def digest_changed(tx: Transaction, story_id: int, now: datetime) -> None:
    """A story's next digest was stored: if it tells something new, what runs on change is due once further changes are gathered."""
    waiting = await subscriptions.waiting_for_change(tx, story_id)
    if not waiting:
        return
    newest, *before = await digests.latest_ids(tx, story_id, 2)
    if before and not await _is_news(tx, before[0], newest):
        return
    next_runs: list[tuple[int, datetime | None]] = []
    for subscription in waiting:
        try:
            next_runs.append((subscription.id, subscription.out_of_quiet(now + GATHERED)))
        except UnknownZone:
            await _pause_without_zone(tx, subscription, now)
    await subscriptions.set_next_run(tx, next_runs)


async def count_anew(db: Database, now: datetime, limit: int = 500) -> None:
    """After the clock was set back, have every subscription run next at its first time after `now`, `limit` of them a transaction.

    What was posted stays posted, by its due time; what was skipped as missed and is yet to come is owed again.
    """
    async with db.write() as tx:
        await deliveries.forget_skipped(tx, now)
        await deliveries.set_back(tx, now)
    last: int | None = 0
    while last is not None:
        async with db.write() as tx:
            batch = await subscriptions.active(tx, last, limit)
            await subscriptions.set_next_run(tx, [(one.id, at) for one in batch if (at := _sooner(one, now))])
        last = batch[-1].id if batch else None


async def prune(db: Database, now: datetime, limit: int = 500) -> int:
    """Forget what became of deliveries 90 days ago and earlier, `limit` of them a transaction; how many they were. For once a day."""
    pruned = 0
    while True:
        async with db.write() as tx:
            batch = await deliveries.prune(tx, now - KEPT, limit)
        pruned += batch
        if batch < limit:
            return pruned


def _sooner(subscription: Subscription, now: datetime) -> datetime | None:
    """The subscription's first run after `now` if that is before its next one on record, else None."""
    on_record = subscription.next_run_at
    try:
        at = subscription.out_of_quiet(now + GATHERED) if subscription.on_change else subscription.run_after(now)
    except UnknownZone:
        return None
    return at if at and on_record and at < on_record else None


# ---------------------------------------------------------------- what is due


@dataclass(slots=True)
class _Crowd:
    """All that is due at once: how many in the whole bot, and how many of each server have had their turn given out."""

    size: int
    turns: Counter[int] = field(default_factory=Counter)

    def turn(self, guild_id: int) -> int:
        """The server's next turn, from 0."""
        self.turns[guild_id] += 1
        return self.turns[guild_id] - 1


async def _compose(tx: Transaction, due: Sequence[Subscription], crowd: _Crowd, now: datetime) -> int:
    newest = {story: await digests.latest_id(tx, story) for story in {subscription.story_id for subscription in due}}
    told = await _told(tx, due, newest)
    rows: list[NewDelivery] = []
    next_runs: list[tuple[int, datetime | None]] = []
    for subscription in due:
        try:
            times = subscription.due(now)
        except UnknownZone:
            await _pause_without_zone(tx, subscription, now)
            continue
        order = _Order(subscription, newest[subscription.story_id], told.get(subscription.id), now)
        rows += _missed(order, times)
        rows += _posted(order, times, crowd)
        next_runs.append((subscription.id, times.following))
    await deliveries.enqueue(tx, rows)
    await subscriptions.set_next_run(tx, next_runs)
    return sum(row.state is DeliveryState.PENDING for row in rows)


async def _pause_without_zone(tx: Transaction, subscription: Subscription, now: datetime) -> None:
    """Nobody can tell when its times are: it pauses, and the managers are told."""
    reason = f"the time zone {subscription.zone} is no longer known: choose another one"
    await subscriptions.set_state(tx, subscription.id, SubscriptionState.PAUSED, reason=reason, now=now)
    await notices.tell(
        tx,
        subscription.guild_id,
        f"zone:{subscription.id}",
        f"Dateline's briefings in <#{subscription.channel_id}> are paused: {escape(reason)}.",
        now=now,
        subscription_id=subscription.id,
        user_id=subscription.created_by,
    )


@dataclass(frozen=True, slots=True)
class _Order:
    """A due subscription with the digest to brief on, and when its readers were told all that this digest tells (None: they were not)."""

    subscription: Subscription
    digest_id: int | None
    told_at: datetime | None
    now: datetime

    def skipped(self, due_at: datetime, reason: str) -> NewDelivery:
        """The row that says why nothing is posted for a due time."""
        template = self.subscription.template
        return NewDelivery(self.subscription.id, due_at, self.digest_id, template, DeliveryState.SKIPPED, reason, finished_at=self.now)


def _missed(order: _Order, due: Due) -> Iterator[NewDelivery]:
    """The one row on record for all due times that are not made up for, under the first of them."""
    if due.missed is None:
        return
    policy = order.subscription.policy
    match policy.catch_up:
        case CatchUp.SKIP:
            reason = _NOT_MADE_UP
        case CatchUp.LATEST:
            reason = _OVERTAKEN if due.posted else _TOO_LATE
        case CatchUp.ALL:
            reason = _TOO_MANY.format(most=policy.most)
    yield order.skipped(due.missed, reason)


def _posted(order: _Order, due: Due, crowd: _Crowd) -> Iterator[NewDelivery]:
    """A row for each due time that is posted, or that is skipped because there is nothing, or nothing new, to post."""
    subscription, told_at = order.subscription, order.told_at
    for due_at in due.posted:
        nothing_new = NothingNew.SILENT if subscription.on_change else subscription.policy.nothing_new
        if order.digest_id is None:
            yield order.skipped(due_at, _NO_DIGEST)
        elif told_at is not None and nothing_new is NothingNew.SILENT:
            yield order.skipped(due_at, _NOTHING_NEW)
        else:
            says_so = told_at is not None and nothing_new is NothingNew.SAY
            yield _owed(order, due_at, told_at if says_so else None, crowd)
            told_at = told_at or due_at


def _owed(order: _Order, due_at: datetime, since: datetime | None, crowd: _Crowd) -> NewDelivery:
    """The row of a briefing, or (`since`) of the line that nothing is new; one that is late waits for the end of the quiet hours."""
    subscription = order.subscription
    ready_at = due_at if subscription.on_change else due_at + delay(subscription.id, crowd.size)
    if order.now - due_at > ON_TIME:
        ready_at = max(ready_at, subscription.out_of_quiet(order.now))
    expires_at = expiry(subscription.rule, subscription.policy, due_at, max(ready_at, order.now))
    if ready_at > expires_at:
        return order.skipped(due_at, _TOO_LATE)
    return NewDelivery(
        subscription.id,
        due_at,
        order.digest_id,
        Template.UNCHANGED if since else subscription.template,
        DeliveryState.PENDING,
        None,
        ready_at,
        expires_at,
        since,
        crowd.turn(subscription.guild_id),
    )


# ---------------------------------------------------------------- what is new


async def _told(tx: Reader, due: Sequence[Subscription], newest: Mapping[int, int | None]) -> dict[int, datetime]:
    """Subscription id → when its readers were told all that the newest digest tells, for those where that matters and is so."""
    asking = [one for one in due if one.on_change or one.policy.nothing_new is not NothingNew.POST]
    last = await deliveries.last_told(tx, [one.id for one in asking])
    news: dict[tuple[int, int], bool] = {}
    told: dict[int, datetime] = {}
    for subscription in asking:
        digest_id = newest[subscription.story_id]
        if digest_id is None or subscription.id not in last:
            continue
        before, at = last[subscription.id]
        if (before, digest_id) not in news:
            news[before, digest_id] = await _is_news(tx, before, digest_id)
        if not news[before, digest_id]:
            told[subscription.id] = at
    return told


async def _is_news(tx: Reader, before_id: int, after_id: int) -> bool:
    """Whether a later digest tells what an earlier one did not: other articles, and from them other facts.

    The same articles read by a better engine are no news: nothing has happened.
    """
    if before_id == after_id or await digests.article_ids(tx, before_id) == await digests.article_ids(tx, after_id):
        return False
    before, after = await digests.get(tx, before_id), await digests.get(tx, after_id)
    return after is not None and bool(await asyncio.to_thread(diff, before, after))
