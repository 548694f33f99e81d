"""Subscriptions that stopped because Dateline could not post go on once it can: looked at when permissions change, at every start, daily,
and when somebody presses "Check again". What fell due meanwhile counts as after a restart; the notice of the trouble is resolved with it.
"""

from __future__ import annotations

from datetime import datetime

import discord

from bot.rights import Postable, missing_rights
from bot.sender import LACKS
from briefings.outcome import FAILING, GONE, gone_subject, rights_subject
from briefings.store import Database, notices, subscriptions
from briefings.store.subscriptions import Subscription, SubscriptionState

_STOPPED_BY_US = (LACKS, FAILING, GONE)


async def resume_where_allowed(db: Database, guild: discord.Guild, now: datetime) -> int:
    """Take up again what waits for a right that Dateline has by now; how many."""
    waiting = [
        found for found in await subscriptions.of_guild(db, guild.id) if _waits_for_rights(found) and _may_post(guild, found.channel_id)
    ]
    told = [notice.subject for notice in await notices.unresolved(db, guild.id)]
    over = [subject for subject in told if subject.startswith(rights_subject("")) and _may_post(guild, int(subject.partition(":")[2]))]
    if waiting or over:
        async with db.write() as tx:
            for subscription in waiting:
                await subscriptions.set_state(tx, subscription.id, SubscriptionState.ACTIVE, now=now)
            for subject in over:
                await notices.resolve(tx, guild.id, subject, now)
    return len(waiting)


async def check_again(db: Database, guild: discord.Guild, found: Subscription, now: datetime) -> list[str] | None:
    """What Dateline lacks in a subscription's channel, by the names that Discord shows; None where the channel is gone.

    Where it lacks nothing, whatever it had stopped in the channel goes on, and so does the subscription, unless somebody paused it.
    """
    channel = guild.get_channel_or_thread(found.channel_id)
    if not isinstance(channel, Postable):
        return None
    if lacking := missing_rights(channel):
        return lacking
    await resume_where_allowed(db, guild, now)
    async with db.write() as tx:
        if (found.state_reason or "").startswith(_STOPPED_BY_US):
            await subscriptions.set_state(tx, found.id, SubscriptionState.ACTIVE, now=now)
        await notices.resolve_delivered(tx, guild.id, found.id, gone_subject(found.channel_id), now)
    return []


def _waits_for_rights(subscription: Subscription) -> bool:
    return subscription.state is SubscriptionState.PAUSED and (subscription.state_reason or "").startswith(LACKS)


def _may_post(guild: discord.Guild, channel_id: int) -> bool:
    channel = guild.get_channel_or_thread(channel_id)
    return isinstance(channel, Postable) and not missing_rights(channel)
