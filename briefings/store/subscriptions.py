"""Subscriptions: which channel gets which story, by which rule; `next_run_at` is the column that the clock asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefings.errors import NothingToSkip, UnknownStory, UnknownZone
from briefings.model import DeliveryState, Template
from briefings.schedule import (
    DEFAULT_POLICY,
    Due,
    OnChange,
    Policy,
    Rule,
    Run,
    due_times,
    next_run,
    out_of_quiet,
    parse_zone,
    policy_from_json,
    policy_to_json,
    rule_from_json,
    rule_to_json,
    upcoming,
)
from briefings.store import deliveries
from briefings.store.database import Params, Reader, Row, Transaction
from briefings.store.deliveries import NewDelivery
from briefings.store.values import to_instant, to_instant_or_none, to_seconds, to_seconds_or_none

GUILD_LEFT = "Dateline left the server"


class SubscriptionState(StrEnum):
    """ACTIVE runs; PAUSED waits for something or somebody (the reason says for what); ENDED has no further run."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


ACTIVE, PAUSED, ENDED = SubscriptionState


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

    @property
    def on_change(self) -> bool:
        """Whether it runs when its story changes: then it may be active with no next run."""
        return isinstance(self.rule, OnChange)

    def run_after(self, after: datetime) -> datetime | None:
        """Its first run strictly after an instant, out of its quiet hours; raises UnknownZone where its zone is no longer known."""
        return next_run(self.rule, self._zone(), after, self.policy.quiet)

    def upcoming(self, after: datetime, count: int) -> list[Run]:
        """Its next runs after an instant, at most `count` of them; raises UnknownZone."""
        return upcoming(self.rule, self._zone(), after, count, self.policy.quiet)

    def due(self, now: datetime) -> Due:
        """What its runs that have come by `now` come to under its policy; raises UnknownZone."""
        assert self.next_run_at is not None, "only a subscription with a next run is ever due"
        return due_times(self.rule, self._zone(), self.policy, self.next_run_at, now)

    def out_of_quiet(self, at: datetime) -> datetime:
        """The instant, or the end of the quiet hours it lies in; raises UnknownZone."""
        return out_of_quiet(at, self._zone(), self.policy.quiet)

    def _zone(self) -> ZoneInfo:
        try:
            return ZoneInfo(self.zone)
        except ZoneInfoNotFoundError:
            return parse_zone(self.zone)  # which says what else there is


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
            (guild_id, channel_id, story_id, rule, zone, template, role_id, next_run_at, state, created_by, created_at, policy, on_change)
        SELECT :guild_id, :channel_id, id, :rule, :zone, :template, :role_id, :next_run_at, 'active', :created_by, :now, :policy, :on_change
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
            "on_change": int(isinstance(rule, OnChange)),
        },
    )
    if not rows:
        raise UnknownStory(name=story_id, hint="Choose one of the stories offered.")
    return _subscription(rows[0])


async def edit(tx: Transaction, changed: Subscription, now: datetime) -> Subscription | None:
    """Give a server's subscription another channel, rule, zone, template, role or policy; None where the server has no such one.

    It keeps its id, its story and its history, and what is owed already is posted as it was made. Where rule, zone or quiet hours change,
    it runs next at its first time after `now`; one that had ended goes on if it has such a time, one that is paused stays so.
    Raises UnknownZone.
    """
    before = await get(tx, changed.guild_id, changed.id)
    if before is None:
        return None
    next_run_at = _run_after_edit(before, changed, now)
    runs = next_run_at is not None or changed.on_change
    state = before.state if before.state is PAUSED else ACTIVE if runs else ENDED
    rows = await tx.run(
        """
        UPDATE subscriptions
        SET channel_id = :channel_id, rule = :rule, zone = :zone, template = :template, role_id = :role_id, policy = :policy,
            on_change = :on_change, next_run_at = :next_run_at, state = :state, state_reason = :reason
        WHERE id = :id RETURNING *
        """,
        {
            "id": changed.id,
            "channel_id": changed.channel_id,
            "rule": rule_to_json(changed.rule),
            "zone": changed.zone,
            "template": changed.template.value,
            "role_id": changed.role_id,
            "policy": policy_to_json(changed.policy),
            "on_change": int(changed.on_change),
            "next_run_at": to_seconds_or_none(next_run_at),
            "state": state.value,
            "reason": before.state_reason if state is before.state else None,
        },
    )
    return _subscription(rows[0])


def _run_after_edit(before: Subscription, changed: Subscription, now: datetime) -> datetime | None:
    """The run on record where the edit leaves the times alone, else the first one after now; gathered changes are still told."""
    timed = (before.rule, before.zone, before.policy.quiet) == (changed.rule, changed.zone, changed.policy.quiet)
    if timed and before.state is not ENDED:
        return before.next_run_at
    if before.on_change and changed.on_change:
        return changed.out_of_quiet(before.next_run_at) if before.next_run_at else None
    return changed.run_after(now)


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


async def waiting_for_change(tx: Reader, story_id: int) -> list[Subscription]:
    """Active subscriptions that run on change of this story and have no run ahead."""
    sql = "SELECT * FROM subscriptions WHERE story_id = :story_id AND on_change = 1 AND state = 'active' AND next_run_at IS NULL"
    return [_subscription(row) for row in await tx.read(sql, {"story_id": story_id})]


async def count_due(tx: Reader, now: datetime) -> int:
    """How many active subscriptions there are whose next run has come."""
    (row,) = await tx.read(
        "SELECT count(*) AS count FROM subscriptions WHERE state = 'active' AND next_run_at <= :now", {"now": to_seconds(now)}
    )
    return int(row["count"])


async def active(tx: Reader, after_id: int, limit: int) -> list[Subscription]:
    """So many active subscriptions of all servers, by id, after this one."""
    sql = "SELECT * FROM subscriptions WHERE state = 'active' AND id > :after_id ORDER BY id LIMIT :limit"
    return [_subscription(row) for row in await tx.read(sql, {"after_id": after_id, "limit": limit})]


async def set_next_run(tx: Transaction, runs: Iterable[tuple[int, datetime | None]]) -> None:
    """Set when subscriptions run next; one that has no further run ends, unless it runs on change.

    What is already in the outbox is still delivered.
    """
    coming: list[Params] = []
    over: list[Params] = []
    for id, at in runs:
        if at is None:
            over.append({"id": id})
        else:
            coming.append({"id": id, "at": to_seconds(at)})
    await tx.run_many("UPDATE subscriptions SET next_run_at = :at WHERE id = :id", coming)
    await tx.run_many(
        """
        UPDATE subscriptions
        SET next_run_at = NULL, state = CASE WHEN state = 'active' AND on_change = 0 THEN 'ended' ELSE state END
        WHERE id = :id
        """,
        over,
    )


async def set_state(
    tx: Transaction, id: int, state: SubscriptionState, *, reason: str | None = None, until: datetime | None = None, now: datetime
) -> None:
    """Pause (for good or until an instant), end or take up a subscription again.

    Unless it becomes active, what the outbox still owes it is skipped for this reason.
    """
    await tx.run(
        "UPDATE subscriptions SET state = :state, state_reason = :reason, resume_at = :until WHERE id = :id",
        {"id": id, "state": state.value, "reason": reason, "until": to_seconds_or_none(until)},
    )
    if state is not ACTIVE:
        await deliveries.skip_owed(tx, id, reason or f"the subscription is {state.value}", now)


async def pause(tx: Transaction, guild_id: int, id: int, *, by: str, until: datetime | None = None, now: datetime) -> Subscription | None:
    """Pause a server's subscription because somebody (`by`, a name) wants it so, for good or until an instant; None for no such one.

    What the outbox owes it is skipped; it goes on by `resume`, or with its first run not before `until`.
    """
    if await get(tx, guild_id, id) is None:
        return None
    await set_state(tx, id, PAUSED, reason=f"{by} paused it", until=until, now=now)
    return await get(tx, guild_id, id)


async def resume(tx: Transaction, guild_id: int, id: int, now: datetime) -> Subscription | None:
    """Let a server's subscription go on with its first run after `now`; without one it ends. None where there is no such one.

    What fell due while it was paused is not made up for. Raises UnknownZone.
    """
    found = await get(tx, guild_id, id)
    if found is None:
        return None
    await _go_on(tx, found, found.run_after(now))
    return await get(tx, guild_id, id)


RESUMABLE = """
    SELECT * FROM subscriptions
    WHERE resume_at <= :now AND state = 'paused' AND guild_id NOT IN (SELECT id FROM guilds WHERE left_at IS NOT NULL)
    ORDER BY resume_at, id LIMIT :limit
"""


async def resume_due(tx: Transaction, now: datetime, limit: int) -> int:
    """Let go on what was paused until now or earlier, with the first run not before the end of its pause; how many there were.

    One whose zone is no longer known stays paused.
    """
    rows = await tx.read(RESUMABLE, {"now": to_seconds(now), "limit": limit})
    for found in map(_subscription, rows):
        assert found.resume_at is not None, "the question asks for those that have one"
        try:
            await _go_on(tx, found, found.run_after(found.resume_at - timedelta.resolution))
        except UnknownZone as gone:
            await set_state(tx, found.id, PAUSED, reason=str(gone), now=now)
    return len(rows)


async def _go_on(tx: Transaction, found: Subscription, next_run_at: datetime | None) -> None:
    state = ACTIVE if next_run_at is not None or found.on_change else ENDED
    await tx.run(
        "UPDATE subscriptions SET state = :state, state_reason = NULL, resume_at = NULL, next_run_at = :next_run_at WHERE id = :id",
        {"id": found.id, "state": state.value, "next_run_at": to_seconds_or_none(next_run_at)},
    )


async def skip_next(tx: Transaction, guild_id: int, id: int, *, by: str, now: datetime) -> Subscription | None:
    """Leave out the coming run of a server's subscription, with whom (`by`, a name) on record; None where there is no such one.

    It runs next at the time after that; without one it ends. Raises NothingToSkip where no run is coming, UnknownZone.
    """
    found = await get(tx, guild_id, id)
    if found is None:
        return None
    if found.state is not ACTIVE or found.next_run_at is None:
        raise NothingToSkip
    skipped = NewDelivery(id, found.next_run_at, None, found.template, DeliveryState.SKIPPED, f"{by} skipped it", finished_at=now)
    await deliveries.enqueue(tx, [skipped])
    await set_next_run(tx, [(id, found.run_after(found.next_run_at))])
    return await get(tx, guild_id, id)


async def pause_guild(tx: Transaction, guild_id: int, now: datetime) -> None:
    """Pause a server's active subscriptions because Dateline is no longer in it."""
    for subscription in await of_guild(tx, guild_id):
        if subscription.state is ACTIVE:
            await set_state(tx, subscription.id, PAUSED, reason=GUILD_LEFT, now=now)


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
    )
