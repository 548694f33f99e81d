"""The page's JSON API (for now the clock; the rest follows below)."""

from __future__ import annotations

from datetime import datetime

from aiohttp import web

from playground.interactions import Interactions
from playground.people import People
from playground.state import State


class Api:
    """What the page and its clock ask for."""

    def __init__(self, state: State, people: People, interactions: Interactions) -> None:
        self._state, self._people, self._interactions = state, people, interactions

    def mount(self, app: web.Application) -> None:
        app.router.add_get("/playground/clock", self.clock)
        app.router.add_post("/playground/clock", self.set_clock)

    async def clock(self, request: web.Request) -> web.Response:
        return web.json_response({"now": self._state.clock.now().isoformat()})

    async def set_clock(self, request: web.Request) -> web.Response:
        self._state.clock.set(datetime.fromisoformat((await request.json())["now"]))
        self._state.changes.tell("CLOCK")
        return await self.clock(request)
