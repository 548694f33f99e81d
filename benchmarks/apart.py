"""A playground in a process of its own, as Discord is apart from the bot; driven through its page's API, as a browser drives it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Literal

import aiohttp

from benchmarks.bots import ROOT

Post = tuple[datetime, int]
"""When the bot posted something, and in which channel."""


class Apart:
    """What scenarios need of a playground that they cannot reach into."""

    def __init__(self, where: dict[str, str], session: aiohttp.ClientSession) -> None:
        self.api_url, self.gateway_url, self.token = where["api_url"], where["gateway_url"], where["token"]
        self._base, self._session = f"{where['page_url']}playground/api/", session

    async def get(self, what: str, **query: str) -> Any:
        """What the page's API answers."""
        async with self._session.get(self._base + what, params=query) as answer:
            answer.raise_for_status()
            return await answer.json()

    async def act(self, what: str, **body: Any) -> Any:
        """Do something as a member, and wait for the bot's first answer."""
        async with self._session.post(self._base + what, json=body) as answer:
            answer.raise_for_status()
            return await answer.json()

    async def ready(self, timeout: float) -> None:  # noqa: ASYNC109 - as the driver's
        """Wait until the bot is connected; TimeoutError after so many seconds."""
        async with asyncio.timeout(timeout):
            while not (await self.get("traffic"))["connected"]:  # noqa: ASYNC110 - another process tells of no event
                await asyncio.sleep(0.1)

    async def channels(self) -> list[tuple[int, int]]:
        """The ids of every server's channels, each with its server's."""
        state = await self.get("state")
        return [(int(guild["id"]), int(channel["id"])) for guild in state["guilds"] for channel in guild["channels"]]

    async def posted(self, count: int, timeout: float) -> None:  # noqa: ASYNC109 - as the driver's
        """Wait until the bot has posted so much; TimeoutError after so many seconds."""
        async with asyncio.timeout(timeout):
            while (await self.get("traffic"))["posts"] < count:  # noqa: ASYNC110
                await asyncio.sleep(0.5)

    async def refused(self) -> int:
        """How many of the bot's requests met a rate limit."""
        traffic = await self.get("traffic")
        assert traffic["violations"] == []
        return int(traffic["answers"].get("429", 0))

    async def posts(self) -> list[Post]:
        """What the bot has posted, in the order of posting."""
        return [(datetime.fromisoformat(post["sent"]), int(post["channel_id"])) for post in await self.get("posts")]


@asynccontextmanager
async def playground_apart(limits: Literal["discord", "off"], channels: int) -> AsyncIterator[Apart]:
    """Start `python -m playground`, and stop it at the end."""
    command = ["-m", "playground", "--limits", limits, "--channels", str(channels)]
    process = await asyncio.create_subprocess_exec(sys.executable, *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        where = json.loads(await process.stdout.readline())
        async with aiohttp.ClientSession() as session:
            yield Apart(where, session)
    finally:
        process.terminate()
        await process.wait()
