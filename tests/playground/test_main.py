"""A playground as a process of its own."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from typing import Any

from tests.playground.asking import ask


class _Elsewhere:
    """As much of a playground as a request needs to know."""

    def __init__(self, where: dict[str, str]) -> None:
        self.api_url, self.token = where["api_url"], where["token"]


async def test_it_says_where_it_is_serves_and_ends_when_told() -> None:
    command = (sys.executable, "-m", "playground", "--limits", "off", "--channels", "40")
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    where = json.loads(await asyncio.wait_for(process.stdout.readline(), 20))
    elsewhere: Any = _Elsewhere(where)
    assert where.keys() == {"api_url", "gateway_url", "page_url", "token"}
    guild = (await ask(elsewhere, "GET", "/users/@me/guilds"))[1][0]
    assert len((await ask(elsewhere, "GET", f"/guilds/{guild['id']}/channels"))[1]) == 40
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 10) == 0
