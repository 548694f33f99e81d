"""The small bot of `echo`, running."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from playground import Playground
from tests.playground.echo import EchoBot


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[EchoBot]:
    """The small bot, connected and ready."""
    client = EchoBot()
    running = asyncio.create_task(client.start(playground.token))
    await playground.ready()
    await asyncio.wait_for(client.ready.wait(), 5)
    yield client
    await client.close()
    await running
