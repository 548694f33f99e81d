"""The Discord client: what it asks of Discord, its commands and buttons, and an orderly start and stop.

async with DatelineClient(db, engine, now=now) as client:
    await client.start(token)       # until client.close(), or until Discord refuses the token for good
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord
import yarl
from discord import AllowedMentions, Intents, MemberCacheFlags, app_commands
from discord.backoff import ExponentialBackoff
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot import errors
from bot.clock import Ticker, Work
from bot.cogs import all_cogs
from bot.health import Health
from bot.notices import Messenger
from bot.resume import resume_where_allowed
from bot.sender import DiscordSender, Pacer
from bot.shelf import Shelf
from bot.views import BUTTONS
from briefings.engines import Engine
from briefings.outcome import channel_gone
from briefings.store import Database, guilds, kv

log = logging.getLogger(__name__)
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # Dateline never speaks

CLOSING_SECONDS = 3.5
HANG_UP_SECONDS = 1.0
"""When Dateline stops, sends under way get the one and the gateway's last words the other: five seconds in all."""

LONGEST_WAIT = 30.0
"""Seconds between two tries to reach Discord, at most."""

LONGEST_RATE_LIMIT = 15.0
"""discord.py waits out shorter rate limits by itself, within the time of a send; longer ones go back to the outbox."""

GUILD_PAUSE = 0.5
"""Seconds without a further server after which discord.py takes a new session for ready; its own 2 would be most of a start."""

ARTICLES_AT_ONCE = 2
"""Articles that are read at a time, each in a process of its own; whoever comes later waits."""

KEPT_AFTER_LEAVING = timedelta(days=30)
"""How long what belongs to a server is kept once Dateline was removed from it, should it come back."""

LOOK_EVERY = timedelta(days=1)

_UNREACHED = (aiohttp.ClientError, OSError, TimeoutError, discord.DiscordServerError, discord.GatewayNotFound)


class Tree(app_commands.CommandTree["DatelineClient"]):
    """Commands for servers only; what goes wrong in them is told in words."""

    def __init__(self, client: DatelineClient) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )

    async def on_error(self, interaction: discord.Interaction[DatelineClient], error: app_commands.AppCommandError, /) -> None:
        """Called by discord.py with whatever a command raised."""
        await errors.tell(interaction, error)


class DatelineClient(commands.Bot):
    """Dateline on Discord. `now` tells the time (UTC); `refresh`, where given, is awaited before every tick (a clock that is followed), and
    `daily` called at every tick, to do the day's work if it is not done yet. `looked_at` is when it last looked at all permissions.

    `api_url` is another Discord-compatible server's REST address, for the whole process, as discord.py keeps it globally; its gateway is
    the one that it names at /gateway/bot.
    """

    def __init__(
        self,
        db: Database,
        engine: Engine,
        *,
        now: Callable[[], datetime],
        refresh: Callable[[], Awaitable[None]] | None = None,
        api_url: str | None = None,
        sends_per_second: float = 45,
        send_workers: int = 20,
        tick_seconds: float = 1,
        daily: Work | None = None,
    ) -> None:
        super().__init__(
            commands.when_mentioned,  # no text command exists; this prefix alone asks for no message content
            help_command=None,
            tree_cls=Tree,
            intents=Intents(guilds=True),
            allowed_mentions=AllowedMentions.none(),
            member_cache_flags=MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            guild_ready_timeout=GUILD_PAUSE,
            max_ratelimit_timeout=LONGEST_RATE_LIMIT,
            http_trace=self._heeding_limits(),
        )
        self.db, self.engine, self.now, self.shelf, self.health = db, engine, now, Shelf(db), Health()
        self.reading = asyncio.Semaphore(ARTICLES_AT_ONCE)
        self.sender = DiscordSender(self, Pacer(sends_per_second), unauthorized=self._give_up, health=self.health, now=now)
        also: dict[str, Work] = {"telling managers": Messenger(self), "looking at permissions": self._look_daily}
        self._ticker = Ticker(
            db,
            self.sender,
            now,
            seconds=tick_seconds,
            workers=send_workers,
            refresh=refresh,
            health=self.health,
            also=also | ({"the day's work": daily} if daily else {}),
        )
        self.looked_at: datetime | None = None
        self._redirected = api_url is not None
        self._failure: Exception | None = None
        self._closing: asyncio.Task[None] | None = None
        self._work: asyncio.Task[None] | None = None
        if api_url is not None:
            Route.BASE = api_url

    # ------------------------------------------------------------ start and stop

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        """Run until closed. Raises discord.LoginFailure for a token that Discord refuses, at once or later on."""
        self._work = asyncio.create_task(self._login_and_connect(token, reconnect))
        try:
            await self._work
        except asyncio.CancelledError:
            if not self.is_closed():
                raise
        if self._failure:
            raise discord.LoginFailure("Discord no longer takes the bot's token.") from self._failure

    async def connect(self, *, reconnect: bool = True) -> None:
        """Stay connected to the gateway. Where the first connection fails, discord.py's own loop breaks off: then it begins anew."""
        backoff = ExponentialBackoff[Any]()
        while not self.is_closed():
            if self._redirected:
                await self._until_reached(self._find_gateway)
            try:
                await super().connect(reconnect=reconnect)
            except AttributeError:
                if self.ws is not None:  # None until the first connection stands, whatever its annotation says
                    raise
                await asyncio.sleep(min(backoff.delay(), LONGEST_WAIT))  # type: ignore[unreachable]

    async def close(self) -> None:
        """Send nothing new, let sends under way end, hang up; five seconds at most. A second call waits for the first one."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close())
        await asyncio.shield(self._closing)

    async def setup_hook(self) -> None:
        """Called by discord.py between login and the first connection; a second login finds everything in place."""
        if not self.cogs:
            for cog in all_cogs():
                await self.add_cog(cog)
            self.add_dynamic_items(*BUTTONS)
        await self._sync_commands()
        self._ticker.start()

    async def _login_and_connect(self, token: str, reconnect: bool) -> None:
        await self._until_reached(lambda: self.login(token))
        await self.connect(reconnect=reconnect)

    async def _close(self) -> None:
        self.sender.close()
        await self._ticker.stop(CLOSING_SECONDS)
        try:
            async with asyncio.timeout(HANG_UP_SECONDS):
                await super().close()
        except TimeoutError:
            await self.http.close()
        if self._work:
            self._work.cancel()  # it may be waiting for its next try to reach Discord

    def _give_up(self, failure: Exception) -> None:
        """Discord took the token once and does not any more: stop instead of asking on and on."""
        log.critical("Discord no longer takes the bot's token: Dateline stops. Set a new one, then start again.")
        self._failure = failure
        if self._closing is None:
            self._closing = asyncio.create_task(self._close())

    async def _until_reached(self, act: Callable[[], Awaitable[None]]) -> None:
        """Do it; where Discord cannot be reached, again after a growing wait."""
        backoff = ExponentialBackoff[Any]()
        while not self.is_closed():
            try:
                await act()
            except _UNREACHED as error:
                wait = min(backoff.delay(), LONGEST_WAIT)
                log.warning("Discord cannot be reached (%s): next try in %.0f s", error, wait)
                await self._drop_session()
                await asyncio.sleep(wait)
            else:
                return

    async def _drop_session(self) -> None:
        """A new login opens a session of its own, and discord.py would leave this one unclosed."""
        if self.user is None:
            await self.http.close()
            self.http.clear()
            self.http.connector = discord.utils.MISSING

    def _heeding_limits(self) -> aiohttp.TraceConfig:
        """discord.py waits for a limit of all routes only where it is short, and tells of none: so its answers are looked at here."""

        async def look(session: aiohttp.ClientSession, context: Any, end: aiohttp.TraceRequestEndParams) -> None:
            headers = end.response.headers
            if end.response.status == 429 and ("Via" not in headers or "X-RateLimit-Global" in headers):
                self.sender.limited(headers)

        trace = aiohttp.TraceConfig()
        trace.on_request_end.append(look)
        return trace

    async def _find_gateway(self) -> None:
        _, url, _ = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)

    # ------------------------------------------------------------ commands

    async def _sync_commands(self) -> None:
        """Register the commands with Discord where they changed, or where Discord does not have them (any more)."""
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
        key = f"commands:{self.application_id}"
        if await kv.get(self.db, key) == digest:
            known = {command.name for command in await self.tree.fetch_commands()}
            if known == {command["name"] for command in payload}:
                return
        await self.tree.sync()
        async with self.db.write() as tx:
            await kv.put(tx, key, digest)

    # ------------------------------------------------------------ servers

    async def on_ready(self) -> None:
        """Called by discord.py after every new session: servers joined or left while Dateline was away are put on record."""
        here = {guild.id for guild in self.guilds}
        known = await guilds.present(self.db)
        async with self.db.write() as tx:
            for id in here - known:
                await guilds.joined(tx, id, self.now())
            for id in known - here:
                await guilds.left(tx, id, self.now())
            await guilds.forget_left(tx, self.now() - KEPT_AFTER_LEAVING)
        await self._look_at_permissions()
        log.info("ready: %d servers", len(here))

    async def _look_at_permissions(self) -> None:
        now = self.now()
        for guild in self.guilds:
            await resume_where_allowed(self.db, guild, now)
        self.looked_at = now

    async def _look_daily(self, now: datetime) -> None:
        """A permission may come back without an event that Dateline hears of; the first look is at the start."""
        if self.looked_at and now - self.looked_at >= LOOK_EVERY:
            await self._look_at_permissions()

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Called by discord.py when a server is back after an outage: what changed meanwhile had no event."""
        await resume_where_allowed(self.db, guild, self.now())

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Called by discord.py when a channel is deleted: its subscriptions end at once, not only when a briefing is due."""
        async with self.db.write() as tx:
            await channel_gone(tx, channel.guild.id, channel.id, self.now(), name=channel.name)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Called by discord.py when Dateline is added to a server."""
        async with self.db.write() as tx:
            await guilds.joined(tx, guild.id, self.now())

    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """Called by discord.py when a channel changes: its permissions may have."""
        if before.overwrites != after.overwrites:
            await resume_where_allowed(self.db, after.guild, self.now())

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Called by discord.py when a role changes: its permissions may have."""
        if before.permissions != after.permissions:
            await resume_where_allowed(self.db, after.guild, self.now())

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Called by discord.py when a member changes, without the members intent only for Dateline itself: it may have a further role."""
        if before.roles != after.roles and after == after.guild.me:
            await resume_where_allowed(self.db, after.guild, self.now())

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Called by discord.py when Dateline is removed from a server; one that is only unavailable does not come here."""
        async with self.db.write() as tx:
            await guilds.left(tx, guild.id, self.now())
