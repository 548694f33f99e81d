"""A playground and the small bot, started and stopped: what fixtures of whichever loop share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord
import discord.gateway
import discord.http
import pytest
import yarl

from playground import Playground
from tests.playground.echo import EchoBot

OPENAPI = Path(__file__).parents[3] / "shared" / "discord" / "openapi.json"


@asynccontextmanager
async def redirected(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Playground]:
    """A started playground to which discord.py is redirected; at the end it must not have answered anything that Discord would not."""
    async with Playground(openapi=OPENAPI if OPENAPI.exists() else None, limits="off") as play:
        monkeypatch.setattr(discord.http.Route, "BASE", play.api_url)
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(play.gateway_url))
        yield play
    assert play.violations == []


@asynccontextmanager
async def connected(playground: Playground, intents: discord.Intents | None = None) -> AsyncIterator[EchoBot]:
    """The small bot, connected and ready."""
    client = EchoBot(intents)
    running = asyncio.create_task(client.start(playground.token))
    await playground.ready()
    await asyncio.wait_for(client.ready.wait(), 5)
    yield client
    await client.close()
    await running
