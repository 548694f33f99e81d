"""Subscriptions that paused because Dateline lacked a right go on once it has it: looked at when permissions change, and at every start."""

from __future__ import annotations

from datetime import datetime

import discord

from bot.rights import Postable, missing_rights
from bot.sender import LACKS
from briefings.store import Database, subscriptions
from briefings.store.subscriptions import Subscription, SubscriptionState


async def resume_where_allowed(db: Database, guild: discord.Guild, now: datetime) -> int:
    """Take up again what waits for a right that Dateline has by now; how many. What fell due meanwhile counts as after a restart."""
    waiting = [found for found in await subscriptions.of_guild(db, guild.id) if _waits_for_rights(found) and _may_post(guild, found)]
    if waiting:
        async with db.write() as tx:
            for subscription in waiting:
                await subscriptions.set_state(tx, subscription.id, SubscriptionState.ACTIVE, now=now)
    return len(waiting)


def _waits_for_rights(subscription: Subscription) -> bool:
    return subscription.state is SubscriptionState.PAUSED and (subscription.state_reason or "").startswith(LACKS)


def _may_post(guild: discord.Guild, subscription: Subscription) -> bool:
    channel = guild.get_channel_or_thread(subscription.channel_id)
    return isinstance(channel, Postable) and not missing_rights(channel)
