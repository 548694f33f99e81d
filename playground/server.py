"""Puts the parts together and serves them on one loopback port: REST, gateway, files, the page and its API."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from aiohttp import web
from aiohttp.typedefs import Handler

from playground import page
from playground.api import Api
from playground.clock import Clock
from playground.commands import Commands
from playground.faults import Weather
from playground.guilds import Guilds
from playground.interactions import Interactions
from playground.limits import Limits
from playground.messages import Messages
from playground.people import People
from playground.permissions import ORDINARY, Permission
from playground.rest import PREFIX, Rest
from playground.state import State
from playground.validate import Document
from playground.world import Guild, World

MAX_BODY = 64 * 1024 * 1024


class Server:
    """A local Discord; it serves between `start` and `close`."""

    def __init__(
        self, *, port: int = 0, openapi: Path | None = None, limits: Literal["discord", "off"] = "discord", bot_name: str = "Dateline"
    ) -> None:
        self._port = port
        self.clock = Clock()
        self.state = State(self.clock, World(self.clock, bot_name))
        self.weather = Weather(self.state)
        self.commands = Commands(self.state)
        self.interactions = Interactions(self.state)
        self.people = People(self.state, self.commands, self.interactions)
        self.rest = Rest(self.state.world, self.weather, Limits(limits), _document(openapi))
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen on 127.0.0.1; the world must hold a guild by now."""
        self.state.world.founding = False
        app = web.Application(client_max_size=MAX_BODY, middlewares=[self._same_origin])
        parts = (Messages(self.state), Guilds(self.state), self.commands, self.interactions)
        self.rest.mount(app, [route for part in parts for route in part.routes()])
        Api(self.state, self.people, self.interactions, self.rest).mount(app)
        app.router.add_get("/gateway", self.state.gateway.serve)
        app.router.add_get("/{folder:attachments|ephemeral-attachments}/{owner}/{file_id}/{name}", self._file)
        page.mount(app)
        app.on_shutdown.append(self._hang_up)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.state.origin = f"http://127.0.0.1:{self._port}"
        self.state.gateway.url = f"ws://127.0.0.1:{self._port}/gateway"

    async def close(self) -> None:
        """Stop listening; bots still connected are hung up on."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    @property
    def port(self) -> int:
        return self._port

    @property
    def api_url(self) -> str:
        """Where a bot's REST calls go; its gateway follows from /gateway/bot."""
        return f"{self.state.origin}{PREFIX}"

    def new_guild(self, name: str, owner: str, members: Sequence[str], channels: Sequence[str]) -> Guild:
        """A guild with these people and channels, the bot among them, its own managed role included."""
        world = self.state.world
        guild = world.add_guild(name, world.add_user(owner), ORDINARY)
        for member in members:
            world.add_member(guild, world.add_user(member))
        for channel in channels:
            world.add_channel(guild, channel)
        role = world.add_role(guild, world.bot.name, int(ORDINARY & ~Permission.CHANGE_NICKNAME), managed=True)
        world.add_member(guild, world.bot).roles.append(role.id)
        return guild

    async def _hang_up(self, app: web.Application) -> None:
        self.state.closing = True
        self.state.changes.tell("CLOSING")
        await self.state.gateway.close(1001, "The playground is closing.")

    @web.middleware
    async def _same_origin(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Serve this machine only: a page on the internet must not drive the playground through a person's browser."""
        allowed = {f"127.0.0.1:{self._port}", f"localhost:{self._port}"}
        origin = request.headers.get("Origin")
        if request.host not in allowed or (origin is not None and origin.removeprefix("http://") not in allowed):
            raise web.HTTPForbidden(text="The playground answers its own page on this machine only.")
        return await handler(request)

    async def _file(self, request: web.Request) -> web.Response:
        file_id = request.match_info["file_id"]
        file = self.state.world.files.get(int(file_id) if file_id.isdecimal() else 0)
        if file is None:
            raise web.HTTPNotFound
        disposition = "inline" if file.content_type.startswith("image/") else "attachment"
        headers = {"Content-Type": file.content_type, "Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
        return web.Response(body=file.data, headers=headers)


def _document(path: Path | None) -> Document | None:
    if path is None and (named := os.environ.get("DISCORD_OPENAPI")):
        path = Path(named)
    return Document.read(path) if path else None
