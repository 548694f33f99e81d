"""Deliveries, the outbox: a row for each briefing owed, until Discord's message id is known or there is a reason why it never will be.

enqueue → PENDING ──claim──▶ SENDING (leased) ──delivered──▶ DELIVERED
             ▲                │ ▲ posted │ └──failed, uncertain──▶ FAILED, UNCERTAIN
             └─────later──────┘ └────────┘      a lease that runs out is claimed again
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from briefings.model import DeliveryState, Template
from briefings.schedule import LATE_AT_MOST
from briefings.store.database import Reader, Row, Transaction
from briefings.store.values import to_instant, to_instant_or_none, to_seconds, to_seconds_or_none, to_seconds_up


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A row for the outbox, PENDING or SKIPPED; only a SKIPPED one may be without a digest.

    `due_at` is the nominal time. It may be sent from `ready_at` on (by default when due), in its `turn` among those of its server, and
    until `expires_at` (by default two hours after it was due). `since_at` is when the readers were last told, for one that says that
    nothing is new.
    """

    subscription_id: int
    due_at: datetime
    digest_id: int | None
    template: Template
    state: DeliveryState
    reason: str | None
    ready_at: datetime | None = None
    expires_at: datetime | None = None
    since_at: datetime | None = None
    turn: int = 0
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that the caller may now send, with where to; `attempt` counts from 1.

    `part` is the message that comes next: all before it are posted. `doubtful`: an earlier try, the first one at `first_try_at`, may have
    posted this one too.
    """

    id: int
    subscription_id: int
    guild_id: int
    channel_id: int
    role_id: int | None
    story_id: int
    due_at: datetime
    digest_id: int
    template: Template
    attempt: int
    first_try_at: datetime
    expires_at: datetime
    since_at: datetime | None = None
    turn: int = 0
    part: int = 0
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """What became of a delivery, for people; channel and message are those of its first posted part.

    `next_try_at` is None once it is final. One that was posted has no message where somebody deleted that before it was put on record.
    """

    id: int
    subscription_id: int
    due_at: datetime
    digest_id: int | None
    template: Template
    state: DeliveryState
    attempts: int
    reason: str | None
    finished_at: datetime | None
    channel_id: int | None
    message_id: int | None
    next_try_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many due deliveries are still owed, and since when the oldest of them is due (None where there are none)."""

    count: int
    oldest: datetime | None


async def enqueue(tx: Transaction, rows: Iterable[NewDelivery]) -> None:
    """Put deliveries into the outbox; one that is there already (same subscription, same due time) stays as it is."""
    await tx.run_many(
        """
        INSERT INTO deliveries
            (subscription_id, due_at, digest_id, template, state, reason, ready_at, expires_at, since_at, turn, finished_at)
        VALUES
            (:subscription_id, :due_at, :digest_id, :template, :state, :reason, :ready_at, :expires_at, :since_at, :turn, :finished_at)
        ON CONFLICT (subscription_id, due_at) DO NOTHING
        """,
        [
            {
                "subscription_id": row.subscription_id,
                "due_at": to_seconds(row.due_at),
                "digest_id": row.digest_id,
                "template": row.template.value,
                "state": row.state.value,
                "reason": row.reason,
                "ready_at": to_seconds(row.ready_at or row.due_at),
                "expires_at": to_seconds(row.expires_at or row.due_at + LATE_AT_MOST),
                "since_at": to_seconds_or_none(row.since_at),
                "turn": row.turn,
                "finished_at": to_seconds_or_none(row.finished_at),
            }
            for row in rows
        ],
    )


# SQLite's RETURNING sees only the updated table, so the subscription's columns come by subqueries, which PostgreSQL takes too.
CLAIM = """
    UPDATE deliveries
    SET state = 'sending', ready_at = :lease_until, attempts = attempts + 1, first_try_at = COALESCE(first_try_at, :now),
        doubtful = CASE WHEN state = 'sending' THEN 1 ELSE doubtful END
    WHERE id IN (
        SELECT id FROM deliveries
        WHERE state IN ('pending', 'sending') AND ready_at <= :now AND TRUE
        ORDER BY turn, ready_at, id LIMIT :limit
    )
    RETURNING id, subscription_id, due_at, digest_id, template, attempts, first_try_at, expires_at, since_at, turn, doubtful,
        (SELECT count(*) FROM delivery_messages WHERE delivery_messages.delivery_id = deliveries.id) AS part,
        (SELECT guild_id FROM subscriptions WHERE subscriptions.id = subscription_id) AS guild_id,
        (SELECT channel_id FROM subscriptions WHERE subscriptions.id = subscription_id) AS channel_id,
        (SELECT role_id FROM subscriptions WHERE subscriptions.id = subscription_id) AS role_id,
        (SELECT story_id FROM subscriptions WHERE subscriptions.id = subscription_id) AS story_id
"""


async def claim(tx: Transaction, now: datetime, lease: timedelta, limit: int, *, but: Collection[int] = ()) -> list[Claim]:
    """Take up to `limit` deliveries that are ready, or whose sender's lease ran out; they are the caller's until now + lease.

    `but` are those that the caller is sending just now, whatever its clock says of their leases.
    """
    others = {f"other_{number}": id for number, id in enumerate(but)}
    sql = CLAIM.replace("AND TRUE", f"AND id NOT IN ({', '.join(f':{name}' for name in others)})") if others else CLAIM
    rows = await tx.run(sql, {"now": to_seconds(now), "lease_until": to_seconds_up(now + lease), "limit": limit, **others})
    return sorted((_claim(row) for row in rows), key=lambda claim: (claim.turn, claim.due_at, claim.id))


async def is_owed(tx: Reader, subscription_id: int, at: datetime) -> bool:
    """Whether a briefing of this subscription is on its way, or was due at this very instant."""
    rows = await tx.read(
        """
        SELECT id FROM deliveries
        WHERE subscription_id = :subscription_id AND (state IN ('pending', 'sending') OR due_at = :at) LIMIT 1
        """,
        {"subscription_id": subscription_id, "at": to_seconds(at)},
    )
    return bool(rows)


async def is_held(tx: Reader, claim: Claim) -> bool:
    """Whether nobody else has claimed the delivery since, and it is not final either."""
    rows = await tx.read(
        "SELECT id FROM deliveries WHERE id = :id AND state = 'sending' AND attempts = :attempt",
        {"id": claim.id, "attempt": claim.attempt},
    )
    return bool(rows)


async def posted(
    tx: Transaction, claim: Claim, channel_id: int, message_id: int | None, now: datetime, lease: timedelta, *, doubt: bool = False
) -> Claim | None:
    """Record that a claimed delivery's next message is posted and another one follows; the claim on that, None where it is no longer held.

    The lease begins anew. Unless there is `doubt` left, nothing can have been posted of what follows.
    """
    await _add_message(tx, claim.id, claim.part, channel_id, message_id)
    further = replace(claim, part=claim.part + 1, first_try_at=claim.first_try_at if doubt else now, doubtful=doubt)
    rows = await tx.run(
        """
        UPDATE deliveries SET ready_at = :lease_until, first_try_at = :first_try_at, doubtful = :doubt
        WHERE id = :id AND state = 'sending' AND attempts = :attempt RETURNING id
        """,
        {
            "id": claim.id,
            "attempt": claim.attempt,
            "lease_until": to_seconds_up(now + lease),
            "first_try_at": to_seconds(further.first_try_at),
            "doubt": int(doubt),
        },
    )
    return further if rows else None


async def delivered(tx: Transaction, id: int, channel_id: int, message_id: int | None, now: datetime, *, part: int = 0) -> None:
    """Record that a delivery's last message is posted; true whatever was recorded before. `message_id` None: it is deleted by now."""
    await tx.run(
        "UPDATE deliveries SET state = 'delivered', reason = NULL, finished_at = :now WHERE id = :id",
        {"id": id, "now": to_seconds(now)},
    )
    await _add_message(tx, id, part, channel_id, message_id)


async def _add_message(tx: Transaction, id: int, part: int, channel_id: int, message_id: int | None) -> None:
    """Keep where a part is, unless the subscription was removed while its briefing was on the way."""
    await tx.run(
        """
        INSERT INTO delivery_messages (delivery_id, part, channel_id, message_id)
        SELECT id, :part, :channel_id, :message_id FROM deliveries WHERE id = :id
        ON CONFLICT (delivery_id, part) DO UPDATE SET channel_id = excluded.channel_id, message_id = excluded.message_id
        """,
        {"id": id, "part": part, "channel_id": channel_id, "message_id": message_id},
    )


async def later(tx: Transaction, id: int, not_before: datetime, reason: str, counts_attempt: bool, *, doubt: bool = False) -> None:
    """Give a claimed delivery back until `not_before`; a try that does not count (a rate limit) is taken off its attempts.

    `doubt`: this try may have posted it.
    """
    await tx.run(
        """
        UPDATE deliveries
        SET state = 'pending', ready_at = :not_before, reason = :reason, attempts = attempts - :uncounted,
            doubtful = CASE WHEN :doubt = 1 THEN 1 ELSE doubtful END,
            first_try_at = CASE WHEN :doubt = 1 OR doubtful = 1 THEN first_try_at ELSE NULL END
        WHERE id = :id AND state = 'sending'
        """,
        {
            "id": id,
            "not_before": to_seconds_up(not_before),
            "reason": reason,
            "uncounted": 0 if counts_attempt else 1,
            "doubt": int(doubt),
        },
    )


async def failed(tx: Transaction, id: int, reason: str, now: datetime) -> None:
    """Record that a delivery will never be posted, and why; one that is final already stays as it is."""
    await _end(tx, id, DeliveryState.FAILED, reason, now)


async def uncertain(tx: Transaction, id: int, reason: str, now: datetime) -> None:
    """Record that a delivery may be posted and that nobody can make sure, and why; one that is final already stays as it is."""
    await _end(tx, id, DeliveryState.UNCERTAIN, reason, now)


async def _end(tx: Transaction, id: int, state: DeliveryState, reason: str, now: datetime) -> None:
    await tx.run(
        """
        UPDATE deliveries SET state = :state, reason = :reason, finished_at = :now
        WHERE id = :id AND state IN ('pending', 'sending')
        """,
        {"id": id, "state": state.value, "reason": reason, "now": to_seconds(now)},
    )


async def skip_owed(tx: Transaction, subscription_id: int, reason: str, now: datetime) -> None:
    """Skip all that is still owed to a subscription; what may be posted already is uncertain, unless `delivered` comes after all."""
    await tx.run(
        """
        UPDATE deliveries
        SET state = CASE WHEN doubtful = 1 OR state = 'sending' THEN 'uncertain' ELSE 'skipped' END, reason = :reason, finished_at = :now
        WHERE subscription_id = :subscription_id AND state IN ('pending', 'sending')
        """,
        {"subscription_id": subscription_id, "reason": reason, "now": to_seconds(now)},
    )


async def last_told(tx: Reader, subscription_ids: Sequence[int]) -> dict[int, tuple[int, datetime]]:
    """Of each of these subscriptions that has one, the last posted briefing's digest id, and when it was posted."""
    names = {f"id{place}": id for place, id in enumerate(subscription_ids)}
    rows = await tx.read(
        f"""
        SELECT d.subscription_id, d.digest_id, d.finished_at FROM subscriptions AS s JOIN deliveries AS d ON d.id = (
            SELECT id FROM deliveries WHERE subscription_id = s.id AND state = 'delivered' ORDER BY due_at DESC LIMIT 1
        )
        WHERE s.id IN ({", ".join(f":{name}" for name in names)})
        """,  # noqa: S608 - only the parameters' names
        names,
    )
    return {row["subscription_id"]: (row["digest_id"], to_instant(row["finished_at"])) for row in rows}


async def prune(tx: Transaction, before: datetime, limit: int) -> int:
    """Forget up to `limit` deliveries that were final before this instant, but no subscription's last posted one; how many."""
    rows = await tx.run(
        """
        DELETE FROM deliveries WHERE id IN (
            SELECT id FROM deliveries AS old WHERE finished_at < :before AND (state != 'delivered' OR EXISTS (
                SELECT 1 FROM deliveries WHERE subscription_id = old.subscription_id AND state = 'delivered' AND due_at > old.due_at
            ))
            ORDER BY finished_at LIMIT :limit
        )
        RETURNING id
        """,
        {"before": to_seconds(before), "limit": limit},
    )
    return len(rows)


async def set_back(tx: Transaction, now: datetime) -> None:
    """The clock was set back to `now`: a try of what is still owed counts as long past, as nobody knows any more how long ago it was.

    So the channel is looked through before the next one. What waits for its next try, or a lease for its end, waits a minute at most.
    """
    await tx.run(
        """
        UPDATE deliveries
        SET first_try_at = CASE WHEN first_try_at > :long_ago THEN :long_ago ELSE first_try_at END,
            ready_at = CASE WHEN attempts > 0 AND due_at <= :now AND ready_at > :soon THEN :soon ELSE ready_at END
        WHERE state IN ('pending', 'sending')
        """,
        {"now": to_seconds(now), "long_ago": to_seconds(now - LATE_AT_MOST), "soon": to_seconds(now + timedelta(minutes=1))},
    )


async def forget_skipped(tx: Transaction, after: datetime) -> None:
    """Take back what was skipped, after this instant, of what is due after it: the clock was set back, so both are yet to come."""
    sql = "DELETE FROM deliveries WHERE state = 'skipped' AND due_at > :after AND finished_at > :after"
    await tx.run(sql, {"after": to_seconds(after)})


_RECORDS = """
    SELECT d.id, d.subscription_id, d.due_at, d.digest_id, d.template, d.state, d.attempts, d.ready_at, d.reason, d.finished_at,
        m.channel_id, m.message_id
    FROM deliveries AS d LEFT JOIN delivery_messages AS m ON m.delivery_id = d.id AND m.part = 0
"""
_OF_SUBSCRIPTION = f"{_RECORDS} WHERE d.subscription_id = :subscription_id ORDER BY d.due_at DESC LIMIT :limit"
_IN_TROUBLE = f"""
    {_RECORDS} JOIN subscriptions AS s ON s.id = d.subscription_id
    WHERE s.guild_id = :guild_id AND d.reason IS NOT NULL AND d.state NOT IN ('delivered', 'skipped')
    ORDER BY d.due_at DESC, d.id DESC LIMIT 1
"""


async def of_subscription(db: Reader, subscription_id: int, limit: int) -> list[DeliveryRecord]:
    """The latest deliveries of a subscription, newest first."""
    rows = await db.read(_OF_SUBSCRIPTION, {"subscription_id": subscription_id, "limit": limit})
    return [_record(row) for row in rows]


async def last_trouble(db: Reader, guild_id: int) -> DeliveryRecord | None:
    """The newest delivery of a server that failed, is uncertain, or waits for another try, with why; None where all went well."""
    rows = await db.read(_IN_TROUBLE, {"guild_id": guild_id})
    return _record(rows[0]) if rows else None


async def waiting(db: Reader, now: datetime, guild_id: int | None = None) -> Waiting:
    """What is due by `now` and not yet final: of one server, or of all."""
    (row,) = await db.read(
        """
        SELECT count(*) AS count, min(due_at) AS oldest FROM deliveries
        WHERE state IN ('pending', 'sending') AND due_at <= :now
            AND (:guild_id IS NULL OR subscription_id IN (SELECT id FROM subscriptions WHERE guild_id = :guild_id))
        """,
        {"now": to_seconds(now), "guild_id": guild_id},
    )
    return Waiting(row["count"], to_instant_or_none(row["oldest"]))


def _claim(row: Row) -> Claim:
    return Claim(
        id=row["id"],
        subscription_id=row["subscription_id"],
        guild_id=row["guild_id"],
        channel_id=row["channel_id"],
        role_id=row["role_id"],
        story_id=row["story_id"],
        due_at=to_instant(row["due_at"]),
        digest_id=row["digest_id"],
        template=Template(row["template"]),
        attempt=row["attempts"],
        first_try_at=to_instant(row["first_try_at"]),
        expires_at=to_instant(row["expires_at"]),
        since_at=to_instant_or_none(row["since_at"]),
        turn=row["turn"],
        part=row["part"],
        doubtful=bool(row["doubtful"]),
    )


def _record(row: Row) -> DeliveryRecord:
    return DeliveryRecord(
        id=row["id"],
        subscription_id=row["subscription_id"],
        due_at=to_instant(row["due_at"]),
        digest_id=row["digest_id"],
        template=Template(row["template"]),
        state=DeliveryState(row["state"]),
        attempts=row["attempts"],
        reason=row["reason"],
        finished_at=to_instant_or_none(row["finished_at"]),
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        next_try_at=to_instant(row["ready_at"]) if row["finished_at"] is None else None,
    )
