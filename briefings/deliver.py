"""The outbox is worked off: claim what is ready, hand it to a Sender, record what became of it.

A claim is a lease. A process that dies, hangs or is cancelled between claiming and recording leaves the row to the next one, which sends it
with the same nonce, so that Discord, which remembers nonces for some minutes, does not post it twice. Where a try of more than two minutes
ago may have posted it, the channel is looked through first; where it cannot be read, the delivery ends as uncertain, and nothing is sent.
In a briefing of several messages each is on record before the next one is sent, and a retry goes on after the last one on record.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Protocol

from briefings.model import Delivery
from briefings.outcome import (
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    MOST_ATTEMPTS,
    UNKNOWN_CHANNEL,
    Later,
    Never,
    Outcome,
    Sent,
    Unsure,
    record,
)
from briefings.store import Database, Transaction, deliveries, digests, kv
from briefings.store.deliveries import Claim
from briefings.templates.render import render

__all__ = [
    "MISSING_ACCESS",
    "MISSING_PERMISSIONS",
    "MOST_ATTEMPTS",
    "UNKNOWN_CHANNEL",
    "Later",
    "Never",
    "Outbox",
    "Outcome",
    "Sender",
    "Sent",
    "database_id",
    "deliver_due",
    "nonce",
]

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
LATE_FROM = timedelta(minutes=5)
NONCE_REMEMBERED = timedelta(minutes=2)

LONGEST_LINE = 3
"""Briefings that wait in memory for the one that is just being posted in their channel."""

LONGEST_IN_LINE = 15.0
"""Seconds in that line; with a send of at most 40 seconds after it, a try ends within its lease."""

CHANNEL_SECONDS = 1.0
"""How far apart those are put off that find a long line: Discord takes five messages in five seconds a channel."""


class Sender(Protocol):
    """Whatever posts briefings; a briefing of several messages comes once a message, each with a nonce of its own."""

    async def send(self, delivery: Delivery) -> Outcome:
        """Post this part with its nonce enforced, and tell in Sent whether another one follows; an exception counts as a failed attempt."""

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
    return await Outbox(db, sender, now, workers=workers, lease=lease, stopping=stopping).work_off()


def nonce(database_id: str, subscription_id: int, due_at: datetime, part: int = 0) -> str:
    """The same for a message at every try, and another one in every other database; at most 25 characters, as Discord takes no more.

    It does not hang on the delivery's id: a database restored from a backup owes the same due time again, under another id, and must find
    what the lost one posted.
    """
    whole = blake2b(f"{database_id} {subscription_id} {due_at.timestamp():.0f}".encode(), digest_size=11).hexdigest()
    return f"{whole}-{part}" if part else whole


# ---------------------------------------------------------------- claiming


@dataclass(frozen=True, slots=True)
class _Job:
    """A claimed delivery; its lease ends at `deadline` of the event loop's clock, and so must the try."""

    claim: Claim
    database_id: str
    deadline: float


class Outbox:
    """At most so many workers, each of which sends one delivery after the other; claims are made in small batches just before the sends.

    `work_off` may be called again while it is at work: it then adds the workers that are free, so that what falls due meanwhile does not
    wait for channels that are slow. Claims go by turn: ahead of what falls due for a server is no more than a batch and what is under way,
    however much is owed to another server.
    """

    def __init__(
        self,
        db: Database,
        sender: Sender,
        now: Callable[[], datetime],
        *,
        workers: int = 20,
        lease: timedelta = LEASE,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._db, self._sender, self._now, self._lease, self._stopping = db, sender, now, lease, stopping
        self._workers = workers
        self._busy = 0
        self._jobs: deque[_Job] = deque()
        self._under_way: set[int] = set()
        self._claiming = asyncio.Lock()
        self._lines = _Lines()
        self._broken: Exception | None = None
        self._unrecorded: deque[tuple[Claim, Outcome | Unsure]] = deque()

    async def work_off(self) -> int:
        """Send all that is ready; how many these workers delivered. Raises the store's errors, once what is under way has ended."""
        async with self._claiming:
            while self._unrecorded:  # as the disk was full: nothing new is sent until this can be written
                await self._write(*self._unrecorded[0])
                self._unrecorded.popleft()
            self._broken = None
        first = await self._next() if self._busy < self._workers else None
        if first is None:
            return 0
        free = self._workers - self._busy
        jobs = (first, *[None] * (free - 1))
        delivered = await asyncio.gather(*(self._work(job) for job in jobs))
        if self._broken:
            raise self._broken
        return sum(delivered)

    async def _work(self, job: _Job | None) -> int:
        """Send one delivery after the other until none is ready; how many were delivered."""
        self._busy += 1
        delivered = 0
        try:
            while job := job or await self._next():
                try:
                    delivered += await self._deliver(job)
                finally:
                    self._under_way.discard(job.claim.id)
                job = None
        except Exception as broken:  # of the store: whoever is sending goes on to the end, and nobody claims any more
            self._broken = self._broken or broken
        finally:
            self._busy -= 1
        return delivered

    async def _next(self) -> _Job | None:
        """The next claimed delivery; None where none is ready."""
        async with self._claiming:
            if not self._jobs and not self._stopping() and not self._broken:
                await self._claim()
            return self._jobs.popleft() if self._jobs else None

    async def _claim(self) -> None:
        deadline = self._deadline()
        async with self._db.write() as tx:
            claims = await deliveries.claim(tx, self._now(), self._lease, self._workers, but=self._under_way)
            own = await database_id(tx) if claims else ""
        self._jobs.extend(_Job(claim, own, deadline) for claim in claims)
        self._under_way.update(claim.id for claim in claims)

    def _deadline(self) -> float:
        return asyncio.get_running_loop().time() + self._lease.total_seconds()

    # ------------------------------------------------------------ sending

    async def _deliver(self, job: _Job) -> bool:
        """Send a delivery, message after message, each on record before the next; whether it is all posted now."""
        async with self._lines.turn(job.claim.channel_id, job.deadline) as wait:
            if wait is not None:
                await self._record(job.claim, Later(wait, "other briefings are being posted in the channel", counts=False))
                return False
            while True:
                outcome = await self._try(job)
                further = await self._record(job.claim, outcome)
                if further is None:
                    return isinstance(outcome, Sent) and not outcome.more
                job = replace(job, claim=further, deadline=self._deadline())

    async def _try(self, job: _Job) -> Outcome | Unsure:
        """One try, cut off where its lease ends, as another worker may take the delivery from then on."""
        doubt = False
        try:
            async with asyncio.timeout_at(job.deadline):
                delivery = await _delivery(self._db, job, self._now())
                doubt = True
                return await _find_or_send(self._sender, delivery, job.claim, self._now())
        except TimeoutError:
            return Later(None, "Discord did not answer in time", counts=True, doubt=doubt)
        except Exception as error:
            log.exception("delivery %s: the sender failed", job.claim.id)
            return Later(None, f"an unexpected error ({type(error).__name__})", counts=True, doubt=doubt)

    async def _record(self, claim: Claim, outcome: Outcome | Unsure) -> Claim | None:
        try:
            return await self._write(claim, outcome)
        except Exception:
            self._unrecorded.append((claim, outcome))
            raise

    async def _write(self, claim: Claim, outcome: Outcome | Unsure) -> Claim | None:
        async with self._db.write() as tx:
            return await record(tx, claim, outcome, self._now(), self._lease)


class _Lines:
    """One briefing at a time in a channel, so that those of several messages arrive whole; who finds a long line is put off."""

    def __init__(self) -> None:
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._length: Counter[int] = Counter()
        self._last: dict[int, float] = {}

    @asynccontextmanager
    async def turn(self, channel_id: int, deadline: float) -> AsyncIterator[float | None]:
        """Wait for the channel: None once it is free, else the seconds to wait in the outbox."""
        now = asyncio.get_running_loop().time()
        if self._length[channel_id] > LONGEST_LINE:
            self._last[channel_id] = max(now, self._last.get(channel_id, 0.0)) + CHANNEL_SECONDS
            yield self._last[channel_id] - now
            return
        self._length[channel_id] += 1
        try:
            try:
                async with asyncio.timeout_at(min(now + LONGEST_IN_LINE, deadline)):
                    await self._locks[channel_id].acquire()
            except TimeoutError:
                yield CHANNEL_SECONDS
                return
            try:
                yield None
            finally:
                self._locks[channel_id].release()
        finally:
            self._leave(channel_id, now)

    def _leave(self, channel_id: int, now: float) -> None:
        """Forget what is no longer needed of a channel without a line."""
        self._length[channel_id] -= 1
        if not self._length[channel_id]:
            del self._length[channel_id], self._locks[channel_id]
            if self._last.get(channel_id, now) <= now:
                self._last.pop(channel_id, None)


async def database_id(tx: Transaction) -> str:
    """What this database's nonces are made of: drawn once, and kept with it in every backup."""
    kept = await kv.get(tx, "database_id")
    if kept is None:
        kept = secrets.token_hex(4)
        await kv.put(tx, "database_id", kept)
    return kept


async def _find_or_send(sender: Sender, delivery: Delivery, claim: Claim, now: datetime) -> Outcome | Unsure:
    """Send it, unless it is posted as it is or nobody can tell. What is not worth posting any more is not begun, but it is ended."""
    expired = now > claim.expires_at and claim.part == 0
    if claim.doubtful and (expired or now - claim.first_try_at > NONCE_REMEMBERED) and (found := await _find(sender, delivery)):
        return found
    if expired:
        return Never("too late by now", None)
    outcome = await sender.send(delivery)
    if isinstance(outcome, Never) and claim.doubtful:
        return await _find(sender, delivery) or outcome
    return outcome


async def _find(sender: Sender, delivery: Delivery) -> Outcome | Unsure | None:
    match await sender.find(delivery):
        case Never(reason, code):
            return Unsure(reason, code)
        case Sent() as found:
            return replace(found, found=True)
        case found:
            return found


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
        nonce=nonce(job.database_id, claim.subscription_id, claim.due_at, claim.part),
        role_id=claim.role_id,
        briefing=render(claim.digest_id, claim.story_id, digest, claim.template, since=claim.since_at),
        late=now - claim.due_at > LATE_FROM,
        part=claim.part,
    )
