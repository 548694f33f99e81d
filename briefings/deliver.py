"""The outbox is worked off: claim what is ready, hand it to a Sender, record what became of it.

A claim is a lease. A process that dies, hangs or is cancelled between claiming and recording leaves the row to the next one, which sends it
with the same nonce, so that Discord, which remembers nonces for some minutes, does not post it twice. A try more than two minutes after the
first one therefore looks into the channel first, for a post that was made and never recorded; where the channel cannot be read, nothing is
sent. Whoever's lease ran out has nothing to say any more, except that the briefing is posted.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Protocol

from briefings.model import Delivery, DeliveryState
from briefings.store import Database, Transaction, deliveries, digests, kv, subscriptions
from briefings.store.deliveries import Claim
from briefings.store.subscriptions import SubscriptionState
from briefings.templates.render import render

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
LATE_FROM = timedelta(minutes=5)
NONCE_REMEMBERED = timedelta(minutes=2)
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
MOST_ATTEMPTS = 12  # with the waits between them, a little over an hour
REFUSALS_BEFORE_PAUSE = 3

# Discord's error codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
UNKNOWN_CHANNEL = 10003
MISSING_ACCESS = 50001
MISSING_PERMISSIONS = 50013

_SHORTEST_WAIT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Sent:
    """Discord has the briefing as this message."""

    message_id: int
    channel_id: int


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: try again after so many seconds, or after a growing wait; a rate limit does not count as an attempt."""

    seconds: float | None
    reason: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Never:
    """Refused for good, with a reason for people and Discord's error code where it gave one."""

    reason: str
    code: int | None


Outcome = Sent | Later | Never


class Sender(Protocol):
    """Whatever posts briefings. `Delivery.nonce` leaves three characters of Discord's 25 for a suffix a part, if it posts several."""

    async def send(self, delivery: Delivery) -> Outcome:
        """Post it with its nonce enforced; an exception counts as a failed attempt."""

    async def find(self, delivery: Delivery) -> Outcome | None:
        """What an earlier try came to, by the channel's history: Sent, None if the bot's post is not there, else why it cannot be read."""


async def deliver_due(
    db: Database,
    sender: Sender,
    now: Callable[[], datetime],
    *,
    workers: int = 20,
    lease: timedelta = LEASE,
    stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Send all that is ready, at most `workers` at a time; how many were delivered. Raises the store's errors, such as DiskFull.

    Once `stopping` says so, nothing more is claimed; what is claimed already is still sent.
    """
    outbox = _Outbox(db, now, workers, lease, stopping)
    waiting = await outbox.refill()
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(_work(db, outbox, sender, now)) for _ in range(workers if waiting else 0)]
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None
    return sum(task.result() for task in tasks)


def nonce(database_id: str, subscription_id: int, due_at: datetime) -> str:
    """The same for a subscription's due time at every try, and another one in every other database; 22 characters.

    It does not hang on the delivery's id: a database restored from a backup owes the same due time again, under another id, and must find
    what the lost one posted.
    """
    return blake2b(f"{database_id} {subscription_id} {due_at.timestamp():.0f}".encode(), digest_size=11).hexdigest()


# ---------------------------------------------------------------- claiming


@dataclass(frozen=True, slots=True)
class _Job:
    """A claimed delivery; its lease ends at `deadline` of the event loop's clock, and so must the try."""

    claim: Claim
    nonce: str
    deadline: float


class _Outbox:
    """Claims deliveries in small batches, so that none waits long under its lease; each worker takes the next one."""

    def __init__(self, db: Database, now: Callable[[], datetime], batch: int, lease: timedelta, stopping: Callable[[], bool]) -> None:
        self._db = db
        self._now = now
        self._batch = batch
        self._lease = lease
        self._stopping = stopping
        self._jobs: deque[_Job] = deque()
        self._refilling = asyncio.Lock()
        self._empty = False

    async def next(self) -> _Job | None:
        """The next claimed delivery; None once nothing was ready."""
        async with self._refilling:
            if not self._jobs and not self._empty and not self._stopping():
                await self.refill()
            return self._jobs.popleft() if self._jobs else None

    async def refill(self) -> int:
        """Claim a batch; how many there are."""
        deadline = asyncio.get_running_loop().time() + self._lease.total_seconds()
        async with self._db.write() as tx:
            claims = await deliveries.claim(tx, self._now(), self._lease, self._batch)
            database_id = await _database_id(tx) if claims else ""
        self._jobs.extend(_Job(claim, nonce(database_id, claim.subscription_id, claim.due_at), deadline) for claim in claims)
        self._empty = not claims
        return len(claims)


async def _database_id(tx: Transaction) -> str:
    """What this database's nonces are made of: drawn once, and kept with it in every backup."""
    kept = await kv.get(tx, "database_id")
    if kept is None:
        kept = secrets.token_hex(4)
        await kv.put(tx, "database_id", kept)
    return kept


# ---------------------------------------------------------------- sending


async def _work(db: Database, outbox: _Outbox, sender: Sender, now: Callable[[], datetime]) -> int:
    """Send one delivery after the other until there is none left; how many were delivered."""
    delivered = 0
    while job := await outbox.next():
        outcome = await _try(db, sender, job, now())
        await _record(db, job.claim, outcome, now())
        delivered += isinstance(outcome, Sent)
    return delivered


async def _try(db: Database, sender: Sender, job: _Job, now: datetime) -> Outcome:
    """One try, cut off where its lease ends, as another worker may take the delivery from then on."""
    try:
        async with asyncio.timeout_at(job.deadline):
            return await _find_or_send(sender, await _delivery(db, job, now), now, job.claim.expires_at)
    except TimeoutError:
        return Later(None, "Discord did not answer in time", counts=True)
    except Exception as error:
        log.exception("delivery %s: the sender failed", job.claim.id)
        return Later(None, f"an unexpected error ({type(error).__name__})", counts=True)


async def _find_or_send(sender: Sender, delivery: Delivery, now: datetime, expires_at: datetime) -> Outcome:
    if now - delivery.first_try_at > NONCE_REMEMBERED and (found := await sender.find(delivery)):
        return found
    if now > expires_at:
        return Never("too late by now", None)
    return await sender.send(delivery)


async def _delivery(db: Database, job: _Job, now: datetime) -> Delivery:
    claim = job.claim
    digest = await digests.get(db, claim.digest_id)
    assert digest is not None, "the schema keeps a digest as long as a delivery names it"
    return Delivery(
        id=claim.id,
        subscription_id=claim.subscription_id,
        guild_id=claim.guild_id,
        channel_id=claim.channel_id,
        due_at=claim.due_at,
        attempt=claim.attempt,
        first_try_at=claim.first_try_at,
        nonce=job.nonce,
        role_id=claim.role_id,
        briefing=render(claim.digest_id, claim.story_id, digest, claim.template, since=claim.since_at),
        late=now - claim.due_at > LATE_FROM,
    )


# ---------------------------------------------------------------- recording


async def _record(db: Database, claim: Claim, outcome: Outcome, now: datetime) -> None:
    async with db.write() as tx:
        if not isinstance(outcome, Sent) and not await deliveries.is_held(tx, claim):
            return
        match outcome:
            case Sent(message_id, channel_id):
                await deliveries.delivered(tx, claim.id, channel_id, message_id, now)
            case Later(counts=True, reason=reason) if claim.attempt >= MOST_ATTEMPTS:
                await deliveries.failed(tx, claim.id, f"given up after {claim.attempt} attempts: {reason}", now)
            case Later(seconds, reason, counts):
                await deliveries.later(tx, claim.id, now + _wait(seconds, claim.attempt), reason, counts)
            case Never():
                await _refused(tx, claim, outcome, now)


def _wait(seconds: float | None, attempt: int) -> timedelta:
    """What the sender asks for, else twice as long after every attempt; never so short that the same pass would claim it again."""
    if seconds is not None:
        return max(timedelta(seconds=seconds), _SHORTEST_WAIT)
    return min(FIRST_WAIT * (1 << min(attempt - 1, 16)), LONGEST_WAIT)


async def _refused(tx: Transaction, claim: Claim, refusal: Never, now: datetime) -> None:
    """A refused delivery has failed; a channel that is gone ends its subscription, a right that is missing three times over pauses it."""
    await deliveries.failed(tx, claim.id, refusal.reason, now)
    if refusal.code == UNKNOWN_CHANNEL:
        state = SubscriptionState.ENDED
    elif refusal.code in (MISSING_ACCESS, MISSING_PERMISSIONS) and await _refused_before(tx, claim, refusal):
        state = SubscriptionState.PAUSED
    else:
        return
    await subscriptions.set_state(tx, claim.subscription_id, state, reason=refusal.reason, now=now)


async def _refused_before(tx: Transaction, claim: Claim, refusal: Never) -> bool:
    """Whether this subscription's latest sends, this one included, were all refused for the same reason."""
    records = await deliveries.of_subscription(tx, claim.subscription_id, 4 * REFUSALS_BEFORE_PAUSE)
    tried = [record for record in records if record.state in (DeliveryState.DELIVERED, DeliveryState.FAILED)]
    latest = tried[:REFUSALS_BEFORE_PAUSE]
    return len(latest) == REFUSALS_BEFORE_PAUSE and all(record.reason == refusal.reason for record in latest)
