"""The small bot of `echo`, running."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from playground import Playground
from tests.playground.echo import EchoBot
from tests.playground.running import connected


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[EchoBot]:
    """The small bot, connected and ready."""
    async with connected(playground) as client:
        yield client
