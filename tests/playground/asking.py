"""Bare requests, to the REST API for what a well-behaved library would not send, and to the API of the page."""

from __future__ import annotations

from typing import Any

import aiohttp

from playground import Playground


async def ask(play: Playground, method: str, path: str, body: Any = None, *, token: str | None = None) -> tuple[int, Any]:
    """One request as the bot, or with another token: status and JSON (None for 204)."""
    headers = {"Authorization": f"Bot {play.token if token is None else token}"}
    async with aiohttp.ClientSession() as session, session.request(method, play.api_url + path, json=body, headers=headers) as answer:
        return answer.status, await answer.json() if answer.status != 204 else None


def faults(answer: Any) -> dict[str, str]:
    """The faults of a 50035 answer, flat: "embeds.0.title" → code."""
    found: dict[str, str] = {}

    def walk(place: dict[str, Any], path: str) -> None:
        for key, inner in place.items():
            if key == "_errors":
                found[path] = inner[0]["code"]
            else:
                walk(inner, f"{path}.{key}".lstrip("."))

    walk(answer.get("errors") or {}, "")
    return found


class Page:
    """A page opened by one member."""

    def __init__(self, play: Playground, session: aiohttp.ClientSession, name: str) -> None:
        self.play, self.session = play, session
        self.me = str(play.member(name).user.id)
        self.channel = str(play.channel("general").channel.id)

    async def get(self, what: str, **query: str) -> Any:
        where = f"{self.play.page_url}playground/api/{what}"
        async with self.session.get(where, params={"as": self.me, "channel": self.channel, **query}) as answer:
            return await answer.json()

    async def post(self, what: str, status: int = 200, **body: Any) -> Any:
        where = f"{self.play.page_url}playground/api/{what}"
        async with self.session.post(where, json={"as": self.me, "channel": self.channel, **body}) as answer:
            assert answer.status == status, await answer.text()
            return await answer.json()

    async def command(self, name: str) -> str:
        found: str = next(command["id"] for command in await self.get("commands") if command["name"] == name)
        return found
