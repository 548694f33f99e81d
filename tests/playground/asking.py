"""Bare requests to the REST API, for what a well-behaved library would not send."""

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
