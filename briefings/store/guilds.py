"""Guilds: what a server set, and whether Dateline is still in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefings.store import subscriptions
from briefings.store.database import Reader, Transaction
from briefings.store.values import to_instant_or_none, to_seconds


@dataclass(frozen=True, slots=True)
class Guild:
    """A server's settings: the roles that may subscribe and that may manage sources beside those who manage the server.

    Its managers are told of trouble in `notice_channel_id`; without one, whoever made the subscription is.
    """

    id: int
    subscriber_role_id: int | None = None
    manager_role_id: int | None = None
    joined_at: datetime | None = None
    left_at: datetime | None = None
    notice_channel_id: int | None = None


async def get(db: Reader, guild_id: int) -> Guild:
    """A server's settings; a server that set nothing has the defaults."""
    rows = await db.read("SELECT * FROM guilds WHERE id = :id", {"id": guild_id})
    if not rows:
        return Guild(guild_id)
    row = rows[0]
    joined, left = to_instant_or_none(row["joined_at"]), to_instant_or_none(row["left_at"])
    return Guild(row["id"], row["subscriber_role_id"], row["manager_role_id"], joined, left, row["notice_channel_id"])


async def set_roles(tx: Transaction, guild_id: int, *, subscriber_role_id: int | None, manager_role_id: int | None) -> None:
    """Set both roles; None takes a role's right away."""
    await tx.run(
        """
        INSERT INTO guilds (id, subscriber_role_id, manager_role_id) VALUES (:id, :subscriber, :manager)
        ON CONFLICT (id) DO UPDATE
        SET subscriber_role_id = excluded.subscriber_role_id, manager_role_id = excluded.manager_role_id
        """,
        {"id": guild_id, "subscriber": subscriber_role_id, "manager": manager_role_id},
    )


async def set_notice_channel(tx: Transaction, guild_id: int, channel_id: int | None) -> None:
    """Set where the server's managers are told of trouble; None leaves it to whoever made the subscription."""
    await tx.run(
        """
        INSERT INTO guilds (id, notice_channel_id) VALUES (:id, :channel_id)
        ON CONFLICT (id) DO UPDATE SET notice_channel_id = excluded.notice_channel_id
        """,
        {"id": guild_id, "channel_id": channel_id},
    )


async def joined(tx: Transaction, guild_id: int, now: datetime) -> None:
    """Dateline is in this server (again): the first time is kept, and what stopped when it left goes on."""
    await tx.run(
        """
        INSERT INTO guilds (id, joined_at) VALUES (:id, :now)
        ON CONFLICT (id) DO UPDATE SET joined_at = COALESCE(guilds.joined_at, excluded.joined_at), left_at = NULL
        """,
        {"id": guild_id, "now": to_seconds(now)},
    )
    await subscriptions.resume_guild(tx, guild_id)


async def left(tx: Transaction, guild_id: int, now: datetime) -> None:
    """Dateline was removed from this server: its subscriptions pause, and all that it has is kept until `forget_left`."""
    await tx.run(
        "INSERT INTO guilds (id, left_at) VALUES (:id, :now) ON CONFLICT (id) DO UPDATE SET left_at = excluded.left_at",
        {"id": guild_id, "now": to_seconds(now)},
    )
    await subscriptions.pause_guild(tx, guild_id, now)


async def present(db: Reader) -> set[int]:
    """The ids of the servers that Dateline joined and has not left, to compare with those that Discord names at a start."""
    return {row["id"] for row in await db.read("SELECT id FROM guilds WHERE joined_at IS NOT NULL AND left_at IS NULL")}


async def forget_left(tx: Transaction, before: datetime) -> int:
    """Delete everything of the servers that Dateline left before this instant; how many they are."""
    gone = await tx.run("DELETE FROM guilds WHERE left_at < :before RETURNING id", {"before": to_seconds(before)})
    owners = [{"guild_id": row["id"]} for row in gone]
    await tx.run_many("DELETE FROM notices WHERE guild_id = :guild_id", owners)
    await tx.run_many("DELETE FROM subscriptions WHERE guild_id = :guild_id", owners)
    await tx.run_many("DELETE FROM drafts WHERE guild_id = :guild_id", owners)
    await tx.run_many("DELETE FROM stories WHERE guild_id = :guild_id", owners)
    return len(gone)
