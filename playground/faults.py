"""The weather: what goes wrong between a bot and Discord, on demand.

    play.weather.rate_limit("/messages", times=2, retry_after=0.2)      the next two requests whose method or path holds "/messages" get 429
    play.weather.reset_after_create()                                   the next created message is stored, then the connection is cut

A route is named by any part of "POST /channels/{channel_id}/messages" or of the path as asked ("POST /channels/123/messages").
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from playground.limits import limited
from playground.permissions import Permission
from playground.state import State
from playground.world import Channel, Guild, Member, Role

CLOUDFLARE_PAGE = "<!DOCTYPE html><title>Access denied | discord.com used Cloudflare to restrict access</title>error code: 1015"


@dataclass
class Fault:
    """An answer in place of the real one."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)
    via: bool = True


@dataclass
class _Spell:
    route: str
    times: int
    make: Callable[[], Fault] | None = None
    delay: float = 0.0

    def hits(self, names: Sequence[str]) -> bool:
        return self.times > 0 and any(self.route in name for name in names)


class Weather:
    """Faults to come, each for a number of requests; and mishaps that happen at once."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._spells: list[_Spell] = []
        self._resets: list[_Spell] = []

    # ------------------------------------------------------------ requests to come

    def rate_limit(
        self, route: str = "", times: int = 1, retry_after: float = 0.2, *, global_: bool = False, via: bool = True, scope: str = "user"
    ) -> None:
        """The next requests of a route get 429; without `via` it is Cloudflare's own page, not Discord's JSON."""

        def fault() -> Fault:
            if not via:
                return Fault(429, CLOUDFLARE_PAGE, {"Retry-After": str(retry_after)}, via=False)
            headers = {"Retry-After": f"{retry_after:.3f}", "X-RateLimit-Scope": "global" if global_ else scope}
            if global_:
                headers["X-RateLimit-Global"] = "true"
            else:
                headers |= {
                    "X-RateLimit-Limit": "5",
                    "X-RateLimit-Remaining": "0",
                    "X-RateLimit-Reset": f"{time.time() + retry_after:.3f}",
                    "X-RateLimit-Reset-After": f"{retry_after:.3f}",
                    "X-RateLimit-Bucket": "weather",
                }
            return Fault(429, limited(retry_after, whole=global_), headers)

        self._spells.append(_Spell(route, times, fault))

    def server_error(self, route: str = "", times: int = 1, status: int = 503) -> None:
        """The next requests of a route get a 5xx and are not carried out."""
        body = {"message": f"{status}: Server Error", "code": 0}
        self._spells.append(_Spell(route, times, lambda: Fault(status, body)))

    def refuse(self, route: str, code: int, message: str, status: int = 403, times: int = 1) -> None:
        """The next requests of a route get this error."""
        self._spells.append(_Spell(route, times, lambda: Fault(status, {"message": message, "code": code})))

    def slow(self, route: str = "", seconds: float = 1.0, times: int = 1) -> None:
        """The next requests of a route wait before they are carried out."""
        self._spells.append(_Spell(route, times, None, seconds))

    def reset_after_create(self, times: int = 1, route: str = "POST /channels/{channel_id}/messages") -> None:
        """The next messages are stored and announced, but the connection is cut before the answer."""
        self._resets.append(_Spell(route, times))

    def clear(self) -> None:
        """Fair weather again: forget every fault to come."""
        self._spells.clear()
        self._resets.clear()

    # ------------------------------------------------------------ at once

    def drop_gateway(self) -> None:
        """Cut the gateway's connections without a word; the bot may resume."""
        self._state.gateway.drop()

    async def close_gateway(self, code: int = 1001) -> None:
        """Close the gateway's connections with a close code."""
        await self._state.gateway.close(code)

    def reconnect(self) -> None:
        """Ask the bot to reconnect (opcode 7)."""
        self._state.gateway.ask_to_reconnect()

    def invalid_session(self, *, resumable: bool = False) -> None:
        """Tell the bot that its session is invalid (opcode 9)."""
        self._state.gateway.invalidate(resumable=resumable)

    def revoke(self, channel: Channel | str, permission: str, role: Role | None = None) -> None:
        """Deny a permission ("SEND_MESSAGES") in a channel: to the bot itself, or to a role."""
        self._overwrite(self._channel(channel), permission, role, deny=True)

    def grant(self, channel: Channel | str, permission: str, role: Role | None = None) -> None:
        """Allow a permission in a channel: to the bot itself, or to a role."""
        self._overwrite(self._channel(channel), permission, role, deny=False)

    def close_directs(self, member: Member) -> None:
        """A member takes no direct messages from here on: 403/50007."""
        member.user.takes_directs = False

    def open_directs(self, member: Member) -> None:
        """A member takes direct messages again."""
        member.user.takes_directs = True

    def delete_channel(self, channel: Channel | str) -> None:
        """Somebody deletes a channel."""
        self._state.delete_channel(self._channel(channel))

    def delete_role(self, role: Role, guild: Guild | None = None) -> None:
        """Somebody deletes a role."""
        self._state.delete_role(guild or self._state.world.home, role)

    def kick(self, guild: Guild | None = None) -> None:
        """The bot is removed from a guild (the first one by default)."""
        self._state.bot_leaves(guild or self._state.world.home)

    def outage(self, guild: Guild | None = None) -> None:
        """A guild becomes unavailable for a while; the bot stays in it."""
        self._state.outage(guild or self._state.world.home)

    def outage_over(self, guild: Guild | None = None) -> None:
        """The guild is back."""
        self._state.outage(guild or self._state.world.home, over=True)

    def _channel(self, channel: Channel | str) -> Channel:
        return self._state.world.home.channel(channel) if isinstance(channel, str) else channel

    def _overwrite(self, channel: Channel, permission: str, role: Role | None, *, deny: bool) -> None:
        world = self._state.world
        bot = world.people_of(channel)[world.bot.id]
        self._state.overwrite(channel, role or bot, Permission[permission], not deny)

    # ------------------------------------------------------------ what REST asks

    async def strike(self, names: Sequence[str]) -> Fault | None:
        """Use up the faults that this request meets: wait out the slow ones, return the first that answers in place of Discord."""
        for spell in tuple(self._spells):
            if not spell.hits(names):
                continue
            spell.times -= 1
            if spell.times <= 0:
                self._spells.remove(spell)
            if spell.make:
                return spell.make()
            await asyncio.sleep(spell.delay)
        return None

    def resets(self, names: Sequence[str]) -> bool:
        """Whether the connection is to be cut before this request is answered."""
        for spell in self._resets:
            if spell.hits(names):
                spell.times -= 1
                return True
        return False
