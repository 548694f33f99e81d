"""`python -m benchmarks.senders ours|bare FILE`: a process that posts what is owed, as fast as it can, until it is terminated.

`ours` is the whole bot without a pace, on the database FILE. `bare` is a discord.py client with as many workers on one queue; FILE holds,
as JSON, the parts of one message's text and the ids of the channels (server, channel) that get it.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import discord
import yarl
from discord import ui
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.client import DatelineClient
from bot.responsive import stay_responsive
from briefings.engines.rules import RulesEngine
from briefings.store import open_store

WORKERS = 20
UNPACED = 1e9


class Bare(discord.Client):
    """Posts one message to every channel once it is connected."""

    def __init__(self, texts: list[str], places: list[tuple[int, int]]) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self._texts, self._places = texts, places
        self._work: asyncio.Future[list[None]] | None = None

    async def on_ready(self) -> None:
        if self._work is None:
            self._work = asyncio.gather(*(self._post() for _ in range(WORKERS)))

    async def _post(self) -> None:
        while self._places:
            guild_id, channel_id = self._places.pop()
            channel = self.get_partial_messageable(channel_id, guild_id=guild_id)
            await channel.send(view=self._view(), nonce=str(channel_id), allowed_mentions=discord.AllowedMentions.none())

    def _view(self) -> ui.LayoutView:
        container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=0x336699)
        for text in self._texts:
            container.add_item(ui.TextDisplay(text))
        view = ui.LayoutView(timeout=None)
        view.add_item(container)
        view.stop()
        return view


async def ours(database: Path, token: str) -> None:
    """The bot, with its outbox, but without a pace."""
    async with open_store(database) as db:
        engine = RulesEngine()
        now = lambda: datetime.now(UTC)  # noqa: E731
        client = DatelineClient(db, engine, now=now, api_url=os.environ["DISCORD_API_URL"], sends_per_second=UNPACED, send_workers=WORKERS)
        await _until_terminated(client, token)
        await engine.close()


async def bare(file: Path, token: str) -> None:
    """discord.py by itself."""
    told = json.loads(await asyncio.to_thread(file.read_text, "utf-8"))
    Route.BASE = os.environ["DISCORD_API_URL"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["GATEWAY"])
    await _until_terminated(Bare(told["texts"], told["places"]), token)


async def _until_terminated(client: discord.Client, token: str) -> None:
    closing: list[asyncio.Future[None]] = []
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, lambda: closing.append(asyncio.ensure_future(client.close())))
    stay_responsive()
    async with client:
        await client.start(token)


if __name__ == "__main__":
    which, file = sys.argv[1:]
    asyncio.run({"ours": ours, "bare": bare}[which](Path(file), os.environ["DISCORD_TOKEN"]))
