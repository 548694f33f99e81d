"""Fixtures that every part of the tests may use."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import pytest

from playground import Playground
from tests.playground.running import OPENAPI, redirected


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not checked."""
    if not OPENAPI.exists() and not os.environ.get("DISCORD_OPENAPI"):
        terminalreporter.section("Discord's OpenAPI document is not at hand", yellow=True)
        terminalreporter.line(f"Requests and replies passed the hand checks only. Put it at {OPENAPI}, or name it in DISCORD_OPENAPI.")


@pytest.fixture
async def playground(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Playground]:
    """A started playground to which discord.py is redirected."""
    async with redirected(monkeypatch) as play:
        yield play
