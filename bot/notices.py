"""What a server's managers are told, brought to them: in the channel that the server set for it, else to who made the subscription, else to
the server's owner. A notice has a button to check again, and says so itself once the trouble is over.

Where none of them can be told, as of a server that Dateline has left, the notice stays for /status.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.present import Card, Tone, layout, paged
from bot.rights import Postable, missing_rights
from bot.views.recheck import check_button
from briefings.deliver import LEASE, database_id
from briefings.store import Transaction, guilds, notices
from briefings.store.notices import Notice
from briefings.templates.markdown import escape

if TYPE_CHECKING:
    from bot.client import DatelineClient

log = logging.getLogger(__name__)

AT_ONCE = 10
MOST_ATTEMPTS = 10
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)


Record = Callable[[Transaction], Awaitable[None]]
"""Puts on record what came of it."""


class Messenger:
    """Sends notices, and marks those that are over; at most a few at a time, so that briefings hardly notice."""

    def __init__(self, client: DatelineClient) -> None:
        self._client = client

    async def __call__(self, now: datetime) -> None:
        """Send what is ready. Raises the store's errors."""
        db = self._client.db
        if self._client.sender.rests() or not await notices.are_ready(db, now):
            return
        async with db.write() as tx:
            claimed = await notices.claim(tx, now, LEASE, AT_ONCE)
            nonce = f"{await database_id(tx)}-notice-"
        for notice in claimed:
            try:
                record = await (self._tell_over(notice) if notice.resolved_at else self._tell(notice, f"{nonce}{notice.id}"[:25]))
            except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError) as error:
                record = self._put_off(notice, error, now)
            async with db.write() as tx:
                await record(tx)

    # ------------------------------------------------------------ telling

    async def _tell(self, notice: Notice, nonce: str) -> Record:
        """Post it at the first place that takes it."""
        guild = self._client.get_guild(notice.guild_id)
        if guild is None:
            return partial(notices.failed, id=notice.id, reason="Dateline is not in the server")
        card = Card("Dateline needs a hand", (notice.text,), f"{escape(guild.name)} · told once, until it is over", Tone.DISPUTED)
        buttons = [check_button(notice.subscription_id)] if notice.subscription_id else []
        async for place in self._places(guild, notice):
            await self._client.sender.turn()
            try:
                view = layout(paged(card)[0], buttons)
                posted = await place.send(view=view, nonce=nonce, allowed_mentions=discord.AllowedMentions.none())
                return partial(notices.delivered, id=notice.id, channel_id=posted.channel.id, message_id=posted.id)
            except (discord.Forbidden, discord.NotFound) as refused:
                log.info("notice %s: %s does not take it (%s)", notice.id, place, refused)
        return partial(notices.failed, id=notice.id, reason="nobody here takes messages from Dateline")

    async def _places(self, guild: discord.Guild, notice: Notice) -> AsyncIterator[discord.abc.Messageable]:
        """Where the notice may go, best first. Who has left the server is told nothing of it any more."""
        settings = await guilds.get(self._client.db, guild.id)
        channel = guild.get_channel_or_thread(settings.notice_channel_id) if settings.notice_channel_id else None
        if isinstance(channel, Postable) and not missing_rights(channel):
            yield channel
        for user_id in dict.fromkeys(id for id in (notice.user_id, guild.owner_id) if id):
            try:
                await self._client.sender.turn()
                yield await (await guild.fetch_member(user_id)).create_dm()
            except (discord.Forbidden, discord.NotFound) as refused:
                log.info("notice %s: nobody to tell at %s (%s)", notice.id, user_id, refused)

    async def _tell_over(self, notice: Notice) -> Record:
        """Have the message of a notice say that the trouble is over; one that is deleted or out of reach is let be."""
        done = partial(notices.closed, id=notice.id)
        if notice.channel_id is None or notice.message_id is None:
            return done
        card = over_card(notice)
        await self._client.sender.turn()
        try:
            message = self._client.get_partial_messageable(notice.channel_id).get_partial_message(notice.message_id)
            await message.edit(view=layout(paged(card)[0]))
        except (discord.Forbidden, discord.NotFound) as refused:
            log.info("notice %s: its message cannot be changed (%s)", notice.id, refused)
        return done

    def _put_off(self, notice: Notice, error: Exception, now: datetime) -> Record:
        log.warning("notice %s could not be sent: %s", notice.id, error)
        if notice.attempts < MOST_ATTEMPTS:
            wait = min(FIRST_WAIT * (1 << notice.attempts - 1), LONGEST_WAIT)
            return partial(notices.later, id=notice.id, not_before=now + wait, reason=str(error))
        return partial(notices.closed, id=notice.id) if notice.resolved_at else partial(notices.failed, id=notice.id, reason=str(error))


def over_card(notice: Notice) -> Card:
    """What the message of a notice says once the trouble is over, be it mended or its subscription gone."""
    return Card("This is over", (f"-# Before: {notice.text}",), tone=Tone.DONE)
