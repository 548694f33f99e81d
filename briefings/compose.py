"""Due subscriptions become rows of the outbox: which briefing is owed, for which due time, from which revision of the digest.

One transaction a batch writes the rows and moves `next_run_at` past now, so a crash repeats the whole batch or nothing of it, and the
outbox's unique (subscription, due time) keeps a repeated or turned-back clock from owing anything twice. After a time of standing still
only the latest briefing is made up for, and only if it is at most two hours late; what was missed before it is put on record as skipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefings.errors import AlreadyOnItsWay, NothingToPost
from briefings.model import DeliveryState
from briefings.schedule import LATE_AT_MOST, next_run
from briefings.store import Database, Transaction, deliveries, digests, subscriptions
from briefings.store.deliveries import NewDelivery
from briefings.store.subscriptions import Subscription, SubscriptionState
from briefings.templates.render import render

__all__ = ["count_anew", "render", "run_now", "tick"]

_MISSED = "missed while Dateline was not running, and too late by now"
_OVERTAKEN = "missed while Dateline was not running; only the latest is made up for"
_NO_DIGEST = "the story has no articles to brief on yet"
_SECOND = timedelta(seconds=1)


async def tick(db: Database, now: datetime, limit: int = 500) -> int:
    """Put every briefing that is due by `now` into the outbox, `limit` subscriptions a transaction; how many are now owed."""
    owed = 0
    while True:
        async with db.write() as tx:
            due = await subscriptions.due(tx, now, limit)
            owed += await _compose(tx, due, now)
        if len(due) < limit:
            return owed


async def count_anew(db: Database, now: datetime, limit: int = 500) -> None:
    """After the clock was set back, have every subscription run next at its first time after `now`, `limit` of them a transaction.

    What was posted stays posted, by its due time; what was skipped as missed and is yet to come is owed again.
    """
    async with db.write() as tx:
        await deliveries.forget_skipped(tx, now)
    last: int | None = 0
    while last is not None:
        async with db.write() as tx:
            batch = await subscriptions.active(tx, last, limit)
            await subscriptions.set_next_run(tx, [(one.id, at) for one in batch if (at := _sooner(one, now))])
        last = batch[-1].id if batch else None


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


def _sooner(subscription: Subscription, now: datetime) -> datetime | None:
    """The subscription's first run after `now` if that is before its next one on record, else None."""
    zone, on_record = _zone(subscription.zone), subscription.next_run_at
    at = next_run(subscription.rule, zone, now) if zone else None
    return at if at and on_record and at < on_record else None


async def _compose(tx: Transaction, due: Sequence[Subscription], now: datetime) -> int:
    newest = {story: await digests.latest_id(tx, story) for story in {subscription.story_id for subscription in due}}
    rows: list[NewDelivery] = []
    next_runs: list[tuple[int, datetime | None]] = []
    for subscription in due:
        zone = _zone(subscription.zone)
        if zone is None:
            reason = f"the time zone {subscription.zone} is no longer known: subscribe again with another one"
            await subscriptions.set_state(tx, subscription.id, SubscriptionState.PAUSED, reason=reason, now=now)
            continue
        rows.extend(_rows(subscription, zone, newest[subscription.story_id], now))
        next_runs.append((subscription.id, next_run(subscription.rule, zone, now)))
    await deliveries.enqueue(tx, rows)
    await subscriptions.set_next_run(tx, next_runs)
    return sum(row.state is DeliveryState.PENDING for row in rows)


def _zone(key: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(key)
    except ZoneInfoNotFoundError:
        return None


def _rows(subscription: Subscription, zone: ZoneInfo, digest_id: int | None, now: datetime) -> Iterator[NewDelivery]:
    """The row for the latest due time, and one on record for all that were missed before it, under the first of their due times."""
    first = subscription.next_run_at
    assert first is not None, "only a subscription with a next run is ever due"
    latest = _latest(subscription, zone, first, now)
    if latest != first:
        yield NewDelivery(subscription.id, first, digest_id, subscription.template, DeliveryState.SKIPPED, _OVERTAKEN, finished_at=now)
    reason = _MISSED if now - latest > LATE_AT_MOST else _NO_DIGEST if digest_id is None else None
    state = DeliveryState.SKIPPED if reason else DeliveryState.PENDING
    yield NewDelivery(subscription.id, latest, digest_id, subscription.template, state, reason, finished_at=now if reason else None)


def _latest(subscription: Subscription, zone: ZoneInfo, first: datetime, now: datetime) -> datetime:
    """The last run up to `now` that is not too late, `first` if there is none: years of standing still cost no more than two hours."""
    latest, after = first, max(first, now - LATE_AT_MOST - _SECOND)
    while (run := next_run(subscription.rule, zone, after)) and run <= now:
        latest = after = run
    return latest
