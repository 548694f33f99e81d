"""Fixtures that every part of the tests may use."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import discord.gateway
import discord.http
import pytest
import yarl

from playground import Playground

OPENAPI = Path(__file__).parents[2] / "shared" / "discord" / "openapi.json"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not checked."""
    if not OPENAPI.exists() and not os.environ.get("DISCORD_OPENAPI"):
        terminalreporter.section("Discord's OpenAPI document is not at hand", yellow=True)
        terminalreporter.line(f"Requests and replies passed the hand checks only. Put it at {OPENAPI}, or name it in DISCORD_OPENAPI.")


@pytest.fixture
async def playground(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Playground]:
    """A started playground to which discord.py is redirected; at the end it must not have answered anything that Discord would not."""
    async with Playground(openapi=OPENAPI if OPENAPI.exists() else None, limits="off") as play:
        monkeypatch.setattr(discord.http.Route, "BASE", play.api_url)
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(play.gateway_url))
        yield play
    assert play.violations == []
