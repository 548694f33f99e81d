"""Briefings into Discord: one pacer for all sends, the same nonce at every try, and every failure told as delivered, later or never.

Discord drops a second message with a nonce that it saw in the past few minutes; it shows no nonces in a channel's history, though. So every
briefing carries its nonce in the id of its own "Passages" button as well, and `find` looks for exactly that: no other post, of the same
digest at another time or by another bot, can be taken for it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

import aiohttp
import discord
from discord import AllowedMentions, ui

from bot.present import PageId, answer_buttons, briefing_card, layout, paged
from bot.rights import Postable, missing_rights
from briefings.deliver import Later, Never, Outcome, Sent
from briefings.model import Delivery

log = logging.getLogger(__name__)

SEND_SECONDS = 25.0
"""A try's limit: with both waits before it, it ends within its lease of 60 seconds."""

FIND_SECONDS = 15.0
HISTORY = 500
"""Messages of a channel that are looked through, from the first try on."""

CLOCK_SKEW = timedelta(minutes=5)
LONGEST_TURN = 15.0
"""How long a try waits for a free slot, and then for its turn, before it goes back to the outbox."""

BLOCKED_SECONDS = 600.0
"""How long all sending rests after Cloudflare refused a request: a 429 without the header Via."""

LACKS = "Dateline lacks"
"""How the reason begins for which a subscription pauses until Dateline may post again."""

# Discord's error codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
_UNKNOWN_CHANNEL = 10003


class Pacer:
    """Gives out turns, evenly, at most so many a second."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._next = 0.0

    def wait(self) -> float:
        """Seconds until the next free turn."""
        return max(0.0, self._next - asyncio.get_running_loop().time())

    async def turn(self) -> None:
        """Take the next free turn and wait for it."""
        wait = self.wait()
        self._next = asyncio.get_running_loop().time() + wait + self._gap
        await asyncio.sleep(wait)

    def rest(self, seconds: float) -> None:
        """No turn before so many seconds from now."""
        self._next = max(self._next, asyncio.get_running_loop().time() + seconds)


class DiscordSender:
    """Implements briefings.deliver.Sender. `unauthorized` is called when Discord no longer takes the token."""

    def __init__(self, client: discord.Client, pacer: Pacer, *, at_once: int = 20, unauthorized: Callable[[Exception], None]) -> None:
        self._client, self._pacer = client, pacer
        self._slots = asyncio.Semaphore(at_once)
        self._unauthorized = unauthorized
        self._closing = False

    def close(self) -> None:
        """Begin nothing more; sends under way end."""
        self._closing = True

    async def send(self, delivery: Delivery) -> Outcome:
        """Post the first page of the briefing, with a ping where the subscription has a role for it."""
        sent = await self._in_turn(delivery, SEND_SECONDS, self._post)
        assert sent is not None, "a post gives a message or an error"
        return sent

    async def find(self, delivery: Delivery) -> Outcome | None:
        """The bot's own post for this delivery, by the nonce in its button's id; None where the history holds none."""
        return await self._in_turn(delivery, FIND_SECONDS, self._look_up)

    async def _in_turn(
        self, delivery: Delivery, seconds: float, act: Callable[[Delivery], Awaitable[discord.Message | None]]
    ) -> Outcome | None:
        """Do it within so many seconds once its turn has come, and tell what came of it. Waiting for a turn is no attempt."""
        try:
            async with asyncio.timeout(LONGEST_TURN):
                await self._slots.acquire()
        except TimeoutError:
            return Later(1, "too much to send at once", counts=False)
        try:
            if self._closing:
                return Later(1, "Dateline was stopping", counts=False)
            if (wait := self._pacer.wait()) > LONGEST_TURN:
                return Later(wait, "too much to send at once", counts=False)
            await self._pacer.turn()
            async with asyncio.timeout(seconds):
                message = await act(delivery)
            return Sent(message.id, message.channel.id) if message else None
        except discord.RateLimited as limited:
            return Later(limited.retry_after, "Discord asked to wait", counts=False)
        except discord.HTTPException as refusal:
            return self._refused(delivery, refusal)
        except (TimeoutError, OSError, aiohttp.ClientError) as error:
            return Later(None, f"no answer from Discord ({type(error).__name__})", counts=True)
        finally:
            self._slots.release()

    async def _look_up(self, delivery: Delivery) -> discord.Message | None:
        channel = self._client.get_partial_messageable(delivery.channel_id, guild_id=delivery.guild_id)
        async for message in channel.history(limit=HISTORY, after=delivery.first_try_at - CLOCK_SKEW):
            if self._client.user == message.author and delivery.nonce in _marks(message):
                return message
        return None

    async def _post(self, delivery: Delivery) -> discord.Message:
        page = paged(briefing_card(delivery.briefing, late_since=delivery.due_at if delivery.late else None))[0]
        shown = PageId("answer", delivery.briefing.digest_id, f"briefing.{delivery.briefing.template}", mark=delivery.nonce)
        role = discord.Object(delivery.role_id) if delivery.role_id else None
        view = layout(page, answer_buttons(page, shown, passages=True), mention=f"<@&{role.id}>" if role else None)
        mentions = AllowedMentions(everyone=False, users=False, replied_user=False, roles=[role] if role else False)
        channel = self._client.get_partial_messageable(delivery.channel_id, guild_id=delivery.guild_id)
        return await channel.send(view=view, nonce=delivery.nonce, allowed_mentions=mentions)

    def _refused(self, delivery: Delivery, refusal: discord.HTTPException) -> Outcome:
        match refusal.status:
            case 401:
                self._unauthorized(refusal)
                return Later(None, "Discord no longer takes the bot's token", counts=False)
            case 403:
                return Never(self._lacking(delivery.channel_id), refusal.code)
            case 404 if refusal.code == _UNKNOWN_CHANNEL:
                return Never("the channel is gone", refusal.code)
            case 429:
                return self._limited(refusal)
            case status if status >= 500:
                return Later(None, f"Discord had trouble of its own ({status})", counts=True)
            case status:
                log.error("delivery %s was refused for good: %s", delivery.id, refusal)
                return Never(f"Discord refused the message ({status}/{refusal.code})", refusal.code)

    def _limited(self, refusal: discord.HTTPException) -> Outcome:
        headers = refusal.response.headers
        if headers.get("Via"):
            return Later(float(headers.get("Retry-After") or 1), "Discord asked to wait", counts=False)
        log.critical("Discord's network blocks this address (429 from Cloudflare): all sending rests for %.0f s", BLOCKED_SECONDS)
        self._pacer.rest(BLOCKED_SECONDS)
        return Later(BLOCKED_SECONDS, "Discord's network blocks this address for now", counts=False)

    def _lacking(self, channel_id: int) -> str:
        """Which rights are missing, by their names; the same words at every try, as three of the same pause the subscription."""
        channel = self._client.get_channel(channel_id)
        rights = missing_rights(channel) if isinstance(channel, Postable) else []
        return f"{LACKS} {' and '.join(rights) or 'rights'} in the channel"


def _marks(message: discord.Message) -> set[str | None]:
    """The nonces in the ids of a message's buttons."""
    buttons = (item for item in ui.LayoutView.from_message(message).walk_children() if isinstance(item, ui.Button))
    ids: list[PageId | None] = [PageId.parse(button.custom_id or "") for button in buttons]
    return {id.mark for id in ids if id}
