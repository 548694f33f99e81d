"""Briefings into Discord: one pacer for all sends, the same nonce at every try, and every failure told as delivered, later or never.

Discord drops a second message with a nonce that it saw in the past few minutes; it shows no nonces in a channel's history, though. So every
message carries a mark of its nonce as the id of its container, which Discord keeps, and `find` looks for exactly that: no other post, of
the same digest at another time or by another bot, can be taken for it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import blake2s

import aiohttp
import discord
from discord import AllowedMentions

from bot.health import Health, Mishap
from bot.present import Page, PageId, answer_buttons, briefing_card, layout, paged
from bot.rights import Postable, missing_rights
from briefings.deliver import MISSING_ACCESS, UNKNOWN_CHANNEL, Later, Never, Outcome, Sent
from briefings.model import Delivery

log = logging.getLogger(__name__)

MOST_MESSAGES = 5
"""A briefing that takes more than one message is posted as so many at most; the last one has a button for the rest."""

SEND_SECONDS = 25.0
"""A try's limit: with the wait for its turn before it, it ends within its lease of 60 seconds."""

FIND_SECONDS = 15.0
HISTORY = 500
"""Messages of a channel that are looked through, from the first try on; where there are more, nobody can tell."""

CLOCK_SKEW = timedelta(minutes=5)
LONGEST_TURN = 15.0
"""How long a try waits for its turn before it goes back to the outbox."""

BLOCKED_SECONDS = 600.0
"""How long all sending rests after Cloudflare refused a request: a 429 without the header Via."""

LACKS = "Dateline lacks"
"""How the reason begins for which a subscription pauses until Dateline may post again."""

UNKNOWN_MESSAGE = 10008


class Pacer:
    """Gives out turns one after the other, evenly, at most so many a second.

    Turns that the event loop was too late for are caught up on only a few at a time: all at once, they would break Discord's limit for the
    whole bot.
    """

    CAUGHT_UP = 2

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._next = 0.0
        self._waiting = 0
        self._first = asyncio.Lock()

    def wait(self) -> float:
        """Seconds until the next free turn."""
        return max(0.0, self._next - asyncio.get_running_loop().time()) + self._waiting * self._gap

    async def turn(self) -> None:
        """Take the next free turn and wait for it."""
        now = asyncio.get_running_loop().time
        if not self._waiting:
            self._next = max(self._next, now())
        self._waiting += 1
        try:
            async with self._first:
                while (wait := self._next - now()) > 0:  # noqa: ASYNC110 - a rest may come meanwhile
                    await asyncio.sleep(wait)
                self._next = max(self._next, now() - self.CAUGHT_UP * self._gap) + self._gap
        finally:
            self._waiting -= 1

    def rest(self, seconds: float) -> None:
        """No turn before so many seconds from now, for those who wait already either."""
        self._next = max(self._next, asyncio.get_running_loop().time() + seconds)


class DiscordSender:
    """Implements briefings.deliver.Sender. `unauthorized` is called when Discord no longer takes the token."""

    def __init__(
        self,
        client: discord.Client,
        pacer: Pacer,
        *,
        unauthorized: Callable[[Exception], None],
        health: Health | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._client, self._pacer = client, pacer
        self._unauthorized = unauthorized
        self._health, self._now = health or Health(), now
        self._closing = False

    def close(self) -> None:
        """Begin nothing more; sends under way end."""
        self._closing = True

    async def send(self, delivery: Delivery) -> Outcome:
        """Post this part of the briefing; the first one pings the subscription's role, the last one has the buttons."""
        sent = await self._in_turn(delivery, SEND_SECONDS, self._post)
        assert sent is not None, "a post gives a message or an error"
        return sent

    async def find(self, delivery: Delivery) -> Outcome | None:
        """The bot's own post of this part, by its mark; None where the history holds none, Never where it cannot be read."""
        return await self._in_turn(delivery, FIND_SECONDS, self._look_up)

    async def _in_turn(self, delivery: Delivery, seconds: float, act: Callable[[Delivery], Awaitable[Outcome | None]]) -> Outcome | None:
        """Do it within so many seconds once its turn has come, and tell what came of it. Waiting for a turn is no attempt."""
        if self._closing:
            return Later(1, "Dateline was stopping", counts=False)
        if (wait := self._pacer.wait()) > LONGEST_TURN:
            return Later(wait, "too much to send at once", counts=False)
        await self._pacer.turn()
        try:
            async with asyncio.timeout(seconds):
                return await act(delivery)
        except discord.RateLimited as limited:
            return Later(limited.retry_after, "Discord asked to wait", counts=False)
        except discord.HTTPException as refusal:
            return self._refused(delivery, refusal)
        except aiohttp.ClientConnectorError as error:
            return self._trouble(f"Discord cannot be reached ({type(error).__name__})", doubt=False)
        except (TimeoutError, OSError, aiohttp.ClientError) as error:
            return self._trouble(f"no answer from Discord ({type(error).__name__})", doubt=True)

    # ------------------------------------------------------------ a part of a briefing

    async def _post(self, delivery: Delivery) -> Outcome:
        page, more = _pages(delivery)[delivery.part], _more(delivery)
        shown = PageId("answer", delivery.briefing.digest_id, f"briefing.{delivery.briefing.template}")
        buttons = [] if more else answer_buttons(page, shown, passages=True)
        role = discord.Object(delivery.role_id) if delivery.role_id and not delivery.part else None
        late = delivery.due_at if delivery.late and not delivery.part else None
        view = layout(page, buttons, mention=f"<@&{role.id}>" if role else None, late_since=late, id=_mark(delivery.nonce))
        mentions = AllowedMentions(everyone=False, users=False, replied_user=False, roles=[role] if role else False)
        channel = self._client.get_partial_messageable(delivery.channel_id, guild_id=delivery.guild_id)
        message = await channel.send(view=view, nonce=delivery.nonce, allowed_mentions=mentions)
        return Sent(message.id, message.channel.id, more)

    async def _look_up(self, delivery: Delivery) -> Outcome | None:
        channel = self._client.get_channel(delivery.channel_id) or await self._client.fetch_channel(delivery.channel_id)
        if not isinstance(channel, Postable) or not channel.permissions_for(channel.guild.me).read_message_history:
            return Never(self._lacking(delivery.channel_id), MISSING_ACCESS)  # Discord would show an empty history instead
        mark, seen = _mark(delivery.nonce), 0
        async for message in channel.history(limit=HISTORY, after=delivery.first_try_at - CLOCK_SKEW, oldest_first=True):
            seen += 1
            if message.author == self._client.user and mark in _marks(message):
                return Sent(message.id, message.channel.id, _more(delivery))
        return None if seen < HISTORY else Never("too much was written in the channel since to find it again", None)

    # ------------------------------------------------------------ what goes wrong

    def _refused(self, delivery: Delivery, refusal: discord.HTTPException) -> Outcome:
        match refusal.status:
            case 401:
                self._unauthorized(refusal)
                return Later(None, "Discord no longer takes the bot's token", counts=False)
            case 403:
                return Never(self._lacking(delivery.channel_id), refusal.code)
            case 404 if refusal.code == UNKNOWN_CHANNEL:
                return Never("the channel is gone", refusal.code)
            case 404 if refusal.code == UNKNOWN_MESSAGE and delivery.attempt > 1:  # an earlier try posted it, and somebody deleted it
                return Sent(None, delivery.channel_id, _more(delivery))
            case 429:
                return self.limited(refusal.response.headers)
            case status if status >= 500:
                return self._trouble(f"Discord had trouble of its own ({status})", doubt=True)
            case status:
                log.error("delivery %s was refused for good: %s", delivery.id, refusal)
                return Never(f"Discord refused the message ({status}/{refusal.code})", refusal.code)

    def _trouble(self, what: str, *, doubt: bool) -> Later:
        """What is Discord's or the network's trouble, and so the whole bot's."""
        self._health.last_mishap = Mishap(self._now(), what)
        return Later(None, what, counts=True, doubt=doubt)

    def limited(self, headers: Mapping[str, str]) -> Later:
        """Heed a 429: one of Cloudflare's (it lacks the header Via), or of Discord's for all routes, has all sending rest."""
        if "Via" not in headers:
            self._rest(BLOCKED_SECONDS, why := "Discord's network blocks this address for now")
            return Later(BLOCKED_SECONDS, why, counts=False)
        seconds = float(headers.get("Retry-After") or 1)
        if headers.get("X-RateLimit-Global"):
            self._rest(seconds, "Discord asked to wait with everything")
        return Later(seconds, "Discord asked to wait", counts=False)

    def rests(self) -> bool:
        """Whether nothing is to be sent for now."""
        return self._closing or self._pacer.wait() > LONGEST_TURN

    async def turn(self) -> None:
        """Wait for a turn, for what is sent beside briefings."""
        await self._pacer.turn()

    def _rest(self, seconds: float, why: str) -> None:
        if not self._health.resting(self._now()):
            log.critical("%s: all sending rests for %.0f s", why, seconds)
        self._pacer.rest(seconds)
        self._health.rest(self._now() + timedelta(seconds=seconds), why)

    def _lacking(self, channel_id: int) -> str:
        """Which rights are missing, by their names; the same words at every try, as three of the same pause the subscription."""
        channel = self._client.get_channel(channel_id)
        rights = missing_rights(channel) if isinstance(channel, Postable) else []
        return f"{LACKS} {' and '.join(rights) or 'rights'} in the channel"


def _pages(delivery: Delivery) -> tuple[Page, ...]:
    """The same at every try: what a page adds of its own, such as that it is late, moves none of the briefing to another one."""
    return paged(briefing_card(delivery.briefing))


def _more(delivery: Delivery) -> bool:
    """Whether a further message follows this one."""
    return delivery.part + 1 < min(len(_pages(delivery)), MOST_MESSAGES)


def _marks(message: discord.Message) -> set[int | None]:
    """The ids of a message's containers."""
    return {part.id for part in message.components if isinstance(part, discord.components.Container)}


def _mark(nonce: str) -> int:
    """The nonce as a component's id: 31 bits, and larger than the ids that Discord gives out itself."""
    return int.from_bytes(blake2s(nonce.encode(), digest_size=4).digest()) >> 2 | 1 << 30
