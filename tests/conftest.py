"""Fixtures that every part of the tests may use."""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterator
from pathlib import Path

import discord.gateway
import discord.http
import pytest
import yarl

from playground import Playground

OPENAPI = Path(__file__).parents[2] / "shared" / "discord" / "openapi.json"


@pytest.fixture
async def playground(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Playground]:
    """A started playground to which discord.py is redirected; at the end it must not have answered anything that Discord would not."""
    if not OPENAPI.exists():
        warnings.warn_explicit("Discord's OpenAPI document is not at hand: replies are not checked", pytest.PytestWarning, __file__, 1)
    async with Playground(openapi=OPENAPI if OPENAPI.exists() else None, limits="off") as play:
        monkeypatch.setattr(discord.http.Route, "BASE", play.api_url)
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(play.gateway_url))
        yield play
    assert play.violations == []
