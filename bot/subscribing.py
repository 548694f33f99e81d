"""What people do with a server's subscriptions, by command, button or form alike: who may is checked first, then the store is asked.

Whoever may not subscribe here is told so; a subscription of another server, or of a channel that the member cannot see, is not there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING

import discord

from bot.errors import (
    ChannelGone,
    MomentPassed,
    NothingToEdit,
    NotPaused,
    SubscriptionEnded,
    SubscriptionGone,
    TooManySubscriptions,
)
from bot.present.schedules import RUNS_SHOWN, Told, moment
from bot.resume import check_again
from bot.rights import Postable, may_see, require_pingable, require_postable, require_subscriber
from briefings import compose
from briefings.store import Transaction, deliveries, notices, stories, subscriptions
from briefings.store.subscriptions import Subscription, SubscriptionState

if TYPE_CHECKING:
    from bot.client import DatelineClient

    Interaction = discord.Interaction[DatelineClient]

MOST_SUBSCRIPTIONS = 50
_LOOKED_AT = 5
"""Of the latest deliveries: those that are skipped beforehand come first among them."""

ACTIVE, PAUSED, ENDED = SubscriptionState

Act = Callable[["Interaction", Subscription], Awaitable[str]]
"""Does something to a subscription; the sentence that says what was done."""


# ---------------------------------------------------------------- what is there


async def of_guild(interaction: Interaction) -> list[Subscription]:
    """All of the server's, oldest first."""
    return await subscriptions.of_guild(interaction.client.db, _guild(interaction).id)


async def seen(interaction: Interaction) -> list[Subscription]:
    """Those of channels that the member sees."""
    return [found for found in await of_guild(interaction) if may_see(interaction, found.channel_id)]


async def chosen(interaction: Interaction, id: str) -> Subscription:
    """The one with this id, for somebody who may subscribe and sees its channel; raises NotAllowed, SubscriptionGone."""
    guild_id = _guild(interaction).id
    await require_subscriber(interaction, interaction.client.db, guild_id)
    typed = id.strip()
    found = await subscriptions.get(interaction.client.db, guild_id, int(typed)) if typed.isdecimal() and len(typed) < 19 else None
    if found is None or not may_see(interaction, found.channel_id):
        raise SubscriptionGone
    return found


async def told(interaction: Interaction, found: Subscription, *, runs: int = RUNS_SHOWN) -> Told:
    """A subscription with its story, its next runs, and its latest delivery: one that has come due, where there is any."""
    db, now = interaction.client.db, interaction.client.now()
    story = await stories.get(db, found.guild_id, found.story_id)
    assert story is not None, "a subscription is to a story that its server sees"
    latest = await deliveries.of_subscription(db, found.id, _LOOKED_AT)
    last = next((record for record in latest if record.due_at <= now), latest[0] if latest else None)
    coming = found.upcoming(_before_next(found, now), runs) if runs and found.state is ACTIVE else []
    return Told(found, story, last, coming)


async def require_room(interaction: Interaction) -> None:
    """Raises TooManySubscriptions where the server has as many as it may have; those that have ended do not count."""
    running = [found for found in await of_guild(interaction) if found.state is not ENDED]
    if len(running) >= MOST_SUBSCRIPTIONS:
        raise TooManySubscriptions(limit=MOST_SUBSCRIPTIONS)


def require_place(interaction: Interaction, channel: object, role: discord.Role | None = None) -> Postable:
    """The channel, once both the member and Dateline may post there, and ping the role; raises ChannelGone and those of rights."""
    member = interaction.user
    assert isinstance(member, discord.Member), "commands are for servers only"
    if not isinstance(channel, Postable):
        raise ChannelGone
    require_postable(channel, member)
    if role:
        require_pingable(role, channel, member)
    return channel


# ---------------------------------------------------------------- what is done


async def run_now(interaction: Interaction, found: Subscription) -> str:
    """Post a briefing at once, whatever its times are."""
    _require_own_place(interaction, found)
    async with interaction.client.db.write() as tx:
        await compose.run_now(tx, await _still(tx, found), interaction.client.now())
    return f"A briefing is on its way to <#{found.channel_id}>. The times stay as they are."


async def skip_next(interaction: Interaction, found: Subscription) -> str:
    """Leave out the next briefing."""
    async with interaction.client.db.write() as tx:
        skipped = (await _still(tx, found)).next_run_at
        by = interaction.user.display_name
        await subscriptions.skip_next(tx, found.guild_id, found.id, by=by, now=interaction.client.now())
    assert skipped is not None, "without a run ahead there is nothing to skip"
    return f"The briefing of {moment(skipped)} is left out."


async def pause(interaction: Interaction, found: Subscription, until: datetime | None = None) -> str:
    """Post nothing until it is resumed, or until an instant."""
    async with interaction.client.db.write() as tx:
        if (await _still(tx, found)).state is ENDED:
            raise SubscriptionEnded
        by = interaction.user.display_name
        await subscriptions.pause(tx, found.guild_id, found.id, by=by, until=until, now=interaction.client.now())
    return f"Paused. It goes on by itself {moment(until)}." if until else "Paused. Nothing is posted until somebody resumes it."


async def resume(interaction: Interaction, found: Subscription) -> str:
    """Go on with the first run from now on, where Dateline may post."""
    if found.state is ENDED:
        raise SubscriptionEnded
    if found.state is ACTIVE:
        raise NotPaused
    _require_own_place(interaction, found)
    now = interaction.client.now()
    async with interaction.client.db.write() as tx:
        await subscriptions.resume(tx, found.guild_id, found.id, now)
    await check_again(interaction.client.db, _guild(interaction), found, now)
    return "It goes on. What fell due while it was paused is not made up for."


async def edit(interaction: Interaction, before: Subscription, changed: Subscription) -> str:
    """Give it another channel, rule, zone, length, role or policy; raises NothingToEdit, MomentPassed, and those of rights."""
    guild, now, db = _guild(interaction), interaction.client.now(), interaction.client.db
    if changed == before:
        raise NothingToEdit
    role = guild.get_role(changed.role_id) if changed.role_id and changed.role_id != before.role_id else None
    require_place(interaction, guild.get_channel_or_thread(changed.channel_id), role)
    timed = (changed.rule, changed.zone) != (before.rule, before.zone)
    if timed and not changed.on_change and changed.run_after(now) is None:
        raise MomentPassed(moment="That moment", zone=changed.zone)
    if before.state is ENDED:
        await require_room(interaction)
    async with db.write() as tx:
        after = await subscriptions.edit(tx, changed, now)
    if after is None:
        raise SubscriptionGone
    await check_again(db, guild, after, now)  # what paused for a right in the old channel goes on in the new one
    return "It keeps its history; what was on its way already comes as it was."


async def remove(interaction: Interaction, found: Subscription) -> None:
    """End it and forget it; what the managers were told about it is over."""
    async with interaction.client.db.write() as tx:
        await notices.resolve_delivered(tx, found.guild_id, found.id, f"failing:{found.id}", interaction.client.now())
        await subscriptions.remove(tx, found.guild_id, found.id)


def _require_own_place(interaction: Interaction, found: Subscription) -> None:
    require_place(interaction, _guild(interaction).get_channel_or_thread(found.channel_id))


async def _still(tx: Transaction, found: Subscription) -> Subscription:
    """The subscription as it is by now; SubscriptionGone where somebody removed it meanwhile."""
    still = await subscriptions.get(tx, found.guild_id, found.id)
    if still is None:
        raise SubscriptionGone
    return still


def _before_next(found: Subscription, now: datetime) -> datetime:
    """From where the next runs are counted: the one on record is the first of them, as a skipped one is none."""
    return max(now, found.next_run_at - datetime.resolution) if found.next_run_at else now


def _guild(interaction: Interaction) -> discord.Guild:
    assert interaction.guild is not None, "the command tree allows no other context"
    return interaction.guild
