"""Bots in processes of their own, for scenarios: ours as people run it, and a bare discord.py one beside it."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal, Protocol

ROOT = Path(__file__).parents[1]
READY_SECONDS = 120.0


class Discord(Protocol):
    """A playground, here or in another process."""

    @property
    def api_url(self) -> str:
        """For a bot's REST calls."""

    @property
    def gateway_url(self) -> str:
        """For its gateway."""

    @property
    def token(self) -> str:
        """The bot's."""

    async def ready(self, timeout: float) -> None:  # noqa: ASYNC109 - as the driver's
        """Wait until the bot is connected."""


BARE = """
import os, discord
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
import yarl

Route.BASE = os.environ["DISCORD_API_URL"]
DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["GATEWAY"])

class Bare(discord.Client):
    def __init__(self):
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self):
        @self.tree.command(description="Say it back")
        async def echo(interaction: discord.Interaction, text: str):
            await interaction.response.send_message(text)
        await self.tree.sync()

Bare().run(os.environ["DISCORD_TOKEN"], log_handler=None)
"""


@asynccontextmanager
async def dateline(play: Discord, database: Path, *, probe: Path | None = None) -> AsyncIterator[tuple[asyncio.subprocess.Process, float]]:
    """`dateline run` against the playground: its process, and the seconds from its start until its commands stood.

    With `probe` its event loop is watched, and that file tells what was seen once it has ended.
    """
    settings = {"DISCORD_API_URL": play.api_url, "DATELINE_DATABASE": str(database), "DATELINE_LOG_LEVEL": "ERROR"}
    async with _bot(play, ["-m", "benchmarks.probe", str(probe), "run"] if probe else ["-m", "bot", "run"], settings) as started:
        yield started


@asynccontextmanager
async def bare(play: Discord) -> AsyncIterator[tuple[asyncio.subprocess.Process, float]]:
    """A discord.py client with one command that says its text back."""
    async with _bot(play, ["-c", BARE], {"DISCORD_API_URL": play.api_url, "GATEWAY": play.gateway_url}) as started:
        yield started


@asynccontextmanager
async def sender(play: Discord, which: Literal["ours", "bare"], file: Path) -> AsyncIterator[None]:
    """A process that posts what FILE owes as fast as it can; see benchmarks.senders."""
    settings = {"DISCORD_API_URL": play.api_url, "GATEWAY": play.gateway_url}
    async with _bot(play, ["-m", "benchmarks.senders", which, str(file)], settings):
        yield


@asynccontextmanager
async def _bot(play: Discord, command: list[str], settings: dict[str, str]) -> AsyncIterator[tuple[asyncio.subprocess.Process, float]]:
    environment = {**os.environ, **settings, "DISCORD_TOKEN": play.token}
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, cwd=ROOT, env=environment, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        await play.ready(READY_SECONDS)
        yield process, time.perf_counter() - begun
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
