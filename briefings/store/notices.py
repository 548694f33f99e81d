"""Notices: what a server's managers are told about trouble, once a subject until it is over; sent from here as deliveries are.

tell → pending ──claim──▶ sending ──delivered──▶ delivered ──resolve──▶ over ──claim──▶ (its message says so) ──closed──▶ closed
          ▲                  │ └──failed──▶ failed (nobody could be told)
          └──────later───────┘
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from briefings.store.database import Reader, Row, Transaction
from briefings.store.values import to_instant, to_instant_or_none, to_seconds, to_seconds_up


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell, in Markdown; `user_id` is whom to tell where the server has set no channel for notices."""

    id: int
    guild_id: int
    subject: str
    text: str
    subscription_id: int | None
    user_id: int | None
    state: str
    attempts: int
    reason: str | None
    channel_id: int | None
    message_id: int | None
    created_at: datetime
    resolved_at: datetime | None


async def tell(
    tx: Transaction,
    guild_id: int,
    subject: str,
    text: str,
    *,
    now: datetime,
    subscription_id: int | None = None,
    user_id: int | None = None,
) -> bool:
    """Have the managers told; False where they were told of this subject already and it is not over yet."""
    rows = await tx.run(
        """
        INSERT INTO notices (guild_id, subject, text, subscription_id, user_id, state, ready_at, created_at)
        VALUES (:guild_id, :subject, :text, :subscription_id, :user_id, 'pending', :now, :now)
        ON CONFLICT (guild_id, subject) WHERE resolved_at IS NULL DO NOTHING RETURNING id
        """,
        {
            "guild_id": guild_id,
            "subject": subject,
            "text": text,
            "subscription_id": subscription_id,
            "user_id": user_id,
            "now": to_seconds(now),
        },
    )
    return bool(rows)


_RESOLVED = """
    UPDATE notices
    SET resolved_at = :now, ready_at = CASE state WHEN 'sending' THEN ready_at ELSE :now END, attempts = 0,
        state = CASE state WHEN 'delivered' THEN 'over' WHEN 'sending' THEN 'sending' ELSE 'closed' END
    WHERE guild_id = :guild_id AND resolved_at IS NULL
"""


async def resolve(tx: Transaction, guild_id: int, subject: str, now: datetime) -> bool:
    """The trouble is over: the next one of this subject is told anew. False where none was open."""
    sql = f"{_RESOLVED} AND subject = :subject RETURNING id"
    return bool(await tx.run(sql, {"guild_id": guild_id, "subject": subject, "now": to_seconds(now)}))


async def resolve_delivered(tx: Transaction, guild_id: int, subscription_id: int, subject: str, now: datetime) -> None:
    """All trouble with a subscription is over, as its briefing is posted, and so is what this subject names."""
    await tx.run(
        f"{_RESOLVED} AND (subject = :subject OR subscription_id = :subscription_id)",
        {"guild_id": guild_id, "subject": subject, "subscription_id": subscription_id, "now": to_seconds(now)},
    )


async def claim(tx: Transaction, now: datetime, lease: timedelta, limit: int) -> list[Notice]:
    """Take up to `limit` notices that are to be sent, or whose messages are to say that it is over; the caller's until now + lease."""
    rows = await tx.run(
        """
        UPDATE notices SET state = CASE state WHEN 'over' THEN 'over' ELSE 'sending' END, ready_at = :lease_until, attempts = attempts + 1
        WHERE id IN (
            SELECT id FROM notices WHERE state IN ('pending', 'sending', 'over') AND ready_at <= :now ORDER BY ready_at, id LIMIT :limit
        )
        RETURNING *
        """,
        {"now": to_seconds(now), "lease_until": to_seconds_up(now + lease), "limit": limit},
    )
    return sorted((_notice(row) for row in rows), key=lambda notice: notice.id)


async def are_ready(db: Reader, now: datetime) -> bool:
    """Whether a claim would find any: a question that writes nothing."""
    sql = "SELECT id FROM notices WHERE state IN ('pending', 'sending', 'over') AND ready_at <= :now LIMIT 1"
    return bool(await db.read(sql, {"now": to_seconds(now)}))


async def delivered(tx: Transaction, id: int, channel_id: int, message_id: int) -> None:
    """Record where a notice was posted; one that was resolved meanwhile is over."""
    await tx.run(
        """
        UPDATE notices
        SET state = CASE WHEN resolved_at IS NULL THEN 'delivered' ELSE 'over' END,
            ready_at = COALESCE(resolved_at, ready_at), reason = NULL, channel_id = :channel_id, message_id = :message_id
        WHERE id = :id
        """,
        {"id": id, "channel_id": channel_id, "message_id": message_id},
    )


async def later(tx: Transaction, id: int, not_before: datetime, reason: str) -> None:
    """Give a claimed notice back until `not_before`."""
    await tx.run(
        """
        UPDATE notices SET state = CASE state WHEN 'over' THEN 'over' ELSE 'pending' END, ready_at = :not_before, reason = :reason
        WHERE id = :id AND state IN ('sending', 'over')
        """,
        {"id": id, "not_before": to_seconds_up(not_before), "reason": reason},
    )


async def failed(tx: Transaction, id: int, reason: str) -> None:
    """Record that nobody could be told; it still shows in /status."""
    await tx.run("UPDATE notices SET state = 'failed', reason = :reason WHERE id = :id", {"id": id, "reason": reason})


async def closed(tx: Transaction, id: int) -> None:
    """Record that nothing is left to do about a resolved notice."""
    await tx.run("UPDATE notices SET state = 'closed' WHERE id = :id", {"id": id})


async def at_message(db: Reader, message_id: int) -> Notice | None:
    """The notice that was posted as this message."""
    rows = await db.read("SELECT * FROM notices WHERE message_id = :message_id", {"message_id": message_id})
    return _notice(rows[0]) if rows else None


async def unresolved(db: Reader, guild_id: int) -> list[Notice]:
    """What still troubles a server, oldest first."""
    rows = await db.read("SELECT * FROM notices WHERE guild_id = :guild_id AND resolved_at IS NULL ORDER BY id", {"guild_id": guild_id})
    return [_notice(row) for row in rows]


def _notice(row: Row) -> Notice:
    return Notice(
        id=row["id"],
        guild_id=row["guild_id"],
        subject=row["subject"],
        text=row["text"],
        subscription_id=row["subscription_id"],
        user_id=row["user_id"],
        state=row["state"],
        attempts=row["attempts"],
        reason=row["reason"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        created_at=to_instant(row["created_at"]),
        resolved_at=to_instant_or_none(row["resolved_at"]),
    )
