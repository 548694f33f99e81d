"""Subscriptions: which channel gets which story, by which rule; `next_run_at` is the column that the clock asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from briefings.errors import UnknownStory
from briefings.model import Template
from briefings.schedule import DEFAULT_POLICY, Policy, Rule, policy_from_json, policy_to_json, rule_from_json, rule_to_json
from briefings.store import deliveries
from briefings.store.database import Reader, Row, Transaction
from briefings.store.values import to_instant, to_instant_or_none, to_seconds, to_seconds_or_none

GUILD_LEFT = "Dateline left the server"


class SubscriptionState(StrEnum):
    """ACTIVE runs; PAUSED waits for something or somebody (the reason says for what); ENDED has no further run."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Subscription:
    """One channel's briefings on one story; `zone` is an IANA name, `next_run_at` None once no run follows."""

    id: int
    guild_id: int
    channel_id: int
    story_id: int
    rule: Rule
    zone: str
    template: Template
    role_id: int | None
    next_run_at: datetime | None
    state: SubscriptionState
    state_reason: str | None
    created_by: int
    created_at: datetime
    policy: Policy = DEFAULT_POLICY
    resume_at: datetime | None = None
    on_change: bool = False


async def add(
    tx: Transaction,
    *,
    guild_id: int,
    channel_id: int,
    story_id: int,
    rule: Rule,
    zone: str,
    template: Template,
    role_id: int | None,
    next_run_at: datetime | None,
    created_by: int,
    now: datetime,
    policy: Policy = DEFAULT_POLICY,
) -> Subscription:
    """Add an active subscription to a story that this server can see; UnknownStory for any other."""
    rows = await tx.run(
        """
        INSERT INTO subscriptions
            (guild_id, channel_id, story_id, rule, zone, template, role_id, next_run_at, state, created_by, created_at, policy)
        SELECT :guild_id, :channel_id, id, :rule, :zone, :template, :role_id, :next_run_at, 'active', :created_by, :now, :policy
        FROM stories WHERE id = :story_id AND (guild_id IS NULL OR guild_id = :guild_id)
        RETURNING *
        """,
        {
            "guild_id": guild_id,
            "channel_id": channel_id,
            "story_id": story_id,
            "rule": rule_to_json(rule),
            "zone": zone,
            "template": template.value,
            "role_id": role_id,
            "next_run_at": to_seconds_or_none(next_run_at),
            "created_by": created_by,
            "now": to_seconds(now),
            "policy": policy_to_json(policy),
        },
    )
    if not rows:
        raise UnknownStory(name=story_id, hint="Choose one of the stories offered.")
    return _subscription(rows[0])


async def get(db: Reader, guild_id: int, id: int) -> Subscription | None:
    """This server's subscription with this id; None where the server has no such one."""
    rows = await db.read("SELECT * FROM subscriptions WHERE id = :id AND guild_id = :guild_id", {"id": id, "guild_id": guild_id})
    return _subscription(rows[0]) if rows else None


async def of_guild(db: Reader, guild_id: int) -> list[Subscription]:
    """All subscriptions of a server, oldest first."""
    rows = await db.read("SELECT * FROM subscriptions WHERE guild_id = :guild_id ORDER BY id", {"guild_id": guild_id})
    return [_subscription(row) for row in rows]


async def remove(tx: Transaction, guild_id: int, id: int) -> bool:
    """Delete this server's subscription and its deliveries; False where the server has no such one."""
    sql = "DELETE FROM subscriptions WHERE id = :id AND guild_id = :guild_id RETURNING id"
    return bool(await tx.run(sql, {"id": id, "guild_id": guild_id}))


DUE = """
    SELECT * FROM subscriptions
    WHERE state = 'active' AND next_run_at <= :now
    ORDER BY next_run_at, id LIMIT :limit
"""


async def due(tx: Reader, now: datetime, limit: int) -> list[Subscription]:
    """Active subscriptions whose next run has come, longest due first."""
    return [_subscription(row) for row in await tx.read(DUE, {"now": to_seconds(now), "limit": limit})]


async def active(tx: Reader, after_id: int, limit: int) -> list[Subscription]:
    """So many active subscriptions of all servers, by id, after this one."""
    sql = "SELECT * FROM subscriptions WHERE state = 'active' AND id > :after_id ORDER BY id LIMIT :limit"
    return [_subscription(row) for row in await tx.read(sql, {"after_id": after_id, "limit": limit})]


async def set_next_run(tx: Transaction, runs: Iterable[tuple[int, datetime | None]]) -> None:
    """Set when subscriptions run next; one that has no further run ends, and what is already in the outbox is still delivered."""
    await tx.run_many(
        """
        UPDATE subscriptions
        SET next_run_at = :next_run_at,
            state = CASE WHEN :ends = 1 AND state = 'active' THEN 'ended' ELSE state END
        WHERE id = :id
        """,
        [{"id": id, "next_run_at": to_seconds_or_none(at), "ends": int(at is None)} for id, at in runs],
    )


async def set_state(tx: Transaction, id: int, state: SubscriptionState, *, reason: str | None = None, now: datetime) -> None:
    """Pause, end or take up a subscription again; unless it becomes active, what the outbox still owes it is skipped for this reason."""
    await tx.run(
        "UPDATE subscriptions SET state = :state, state_reason = :reason WHERE id = :id",
        {"id": id, "state": state.value, "reason": reason},
    )
    if state is not SubscriptionState.ACTIVE:
        await deliveries.skip_owed(tx, id, reason or f"the subscription is {state.value}", now)


async def pause_guild(tx: Transaction, guild_id: int, now: datetime) -> None:
    """Pause a server's active subscriptions because Dateline is no longer in it."""
    for subscription in await of_guild(tx, guild_id):
        if subscription.state is SubscriptionState.ACTIVE:
            await set_state(tx, subscription.id, SubscriptionState.PAUSED, reason=GUILD_LEFT, now=now)


async def resume_guild(tx: Transaction, guild_id: int) -> None:
    """Take up again what pause_guild paused; a subscription paused for another reason stays so."""
    await tx.run(
        """
        UPDATE subscriptions SET state = 'active', state_reason = NULL
        WHERE guild_id = :guild_id AND state = 'paused' AND state_reason = :reason
        """,
        {"guild_id": guild_id, "reason": GUILD_LEFT},
    )


async def move(tx: Transaction, guild_id: int, from_story: int, to_story: int) -> None:
    """Let a server's subscriptions follow from a built-in story to the server's own copy of it."""
    await tx.run(
        "UPDATE subscriptions SET story_id = :to_story WHERE guild_id = :guild_id AND story_id = :from_story",
        {"guild_id": guild_id, "from_story": from_story, "to_story": to_story},
    )


def _subscription(row: Row) -> Subscription:
    return Subscription(
        id=row["id"],
        guild_id=row["guild_id"],
        channel_id=row["channel_id"],
        story_id=row["story_id"],
        rule=rule_from_json(row["rule"]),
        zone=row["zone"],
        template=Template(row["template"]),
        role_id=row["role_id"],
        next_run_at=to_instant_or_none(row["next_run_at"]),
        state=SubscriptionState(row["state"]),
        state_reason=row["state_reason"],
        created_by=row["created_by"],
        created_at=to_instant(row["created_at"]),
        policy=policy_from_json(row["policy"]),
        resume_at=to_instant_or_none(row["resume_at"]),
        on_change=bool(row["on_change"]),
    )
