"""REST: every request passes the same gates, in Discord's order.

weather → token → rate limits → form (hand checks, then the document) → handler → our own answer checked → headers. A handler gets a
`Call` and returns JSON (200), `Answer` (another status) or None (204); it refuses by raising `Refusal`.
"""

from __future__ import annotations

import json
import traceback
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from playground import refusal
from playground.faults import Weather
from playground.limits import Limits
from playground.refusal import Refusal
from playground.validate import Document
from playground.wire import cut
from playground.world import World

PREFIX = "/api/v10"
VIA = "1.1 google"


@dataclass(frozen=True)
class Upload:
    """A file of a multipart form, as sent."""

    name: str
    data: bytes
    content_type: str | None


@dataclass
class Call:
    """One request to one route, read and ready."""

    route: Route
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    files: dict[int, Upload] = field(default_factory=dict)

    def id(self, name: str) -> int:
        """An id from the path; what is no number names nothing."""
        value = self.params[name]
        if not value.isdecimal():
            raise Refusal(
                400,
                50035,
                "Invalid Form Body",
                {name: {"_errors": [{"code": "NUMBER_TYPE_COERCE", "message": f'Value "{value}" is not snowflake.'}]}},
            )
        return int(value)


@dataclass(frozen=True)
class Answer:
    """A success with a status of its own."""

    status: int
    data: Any


Handler = Callable[[Call], Awaitable[Any]]
Check = Callable[[Call], None]


@dataclass(frozen=True)
class Route:
    """One operation: method and path as in Discord's API description, what answers it, and what its form must also satisfy."""

    method: str
    path: str
    handler: Handler
    token: bool = True
    limited: bool = True
    check: Check | None = None


class Rest:
    """The gates, and the routes behind them."""

    def __init__(self, world: World, weather: Weather, limits: Limits, document: Document | None) -> None:
        self._world, self._weather, self._limits, self._document = world, weather, limits, document
        self.violations: list[str] = []
        self.requests: deque[str] = deque(maxlen=100_000)
        self.answered: Counter[int] = Counter()

    def mount(self, app: web.Application, routes: Iterable[Route]) -> None:
        """Add the routes; whatever else is asked for below the prefix is not found."""
        for route in routes:
            app.router.add_route(route.method, PREFIX + route.path, self._gate(route))
        app.router.add_route("*", "/api/{rest:.*}", self._nothing_here)

    async def _nothing_here(self, request: web.Request) -> web.Response:
        self.requests.append(f"{request.method} {request.path}")
        return self._respond(404, refusal.not_found().body, {})

    def _gate(self, route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def pass_gates(request: web.Request) -> web.StreamResponse:
            path = request.path.removeprefix(PREFIX)
            self.requests.append(f"{route.method} {path}")
            names = (f"{route.method} {path}", f"{route.method} {route.path}")
            if fault := await self._weather.strike(names):
                return self._respond(fault.status, fault.body, fault.headers, via=fault.via)
            if route.token and request.headers.get("Authorization") != f"Bot {self._world.token}":
                return self._respond(401, refusal.unauthorized().body, {})
            toll = self._limits.take(route.method, route.path, request.match_info, whole=route.token) if route.limited else None
            if toll and toll.body:
                return self._respond(429, toll.body, toll.headers)
            status, data = await self._answer(route, request)
            if status < 300 and self._weather.resets(names):
                cut(request)
            return self._respond(status, data, toll.headers if toll else {})

        return pass_gates

    async def _answer(self, route: Route, request: web.Request) -> tuple[int, Any]:
        try:
            call = await read(route, request)
            if route.check:
                route.check(call)
            if self._document:
                self._document.check_request(route.method, route.path, call.body)
            result = await route.handler(call)
        except Refusal as no:
            return no.status, no.body
        except web.HTTPRequestEntityTooLarge:
            return 413, refusal.too_large().body
        except ConnectionError:
            return 400, None  # whoever asked is gone, perhaps killed, before all was said
        except Exception:
            self.violations.append(f"{request.method} {request.path}: {traceback.format_exc()}")
            return 500, {"message": "500: Internal Server Error", "code": 0}
        answer = result if isinstance(result, Answer) else Answer(204 if result is None else 200, result)
        if self._document:
            self.violations += self._document.faults_of_reply(route.method, route.path, answer.status, answer.data)
        return answer.status, answer.data

    def _respond(self, status: int, data: Any, headers: Mapping[str, str], *, via: bool = True) -> web.Response:
        self.answered[status] += 1
        every = {**headers, **({"Via": VIA} if via else {})}
        if isinstance(data, str):
            return web.Response(status=status, text=data, content_type="text/html", headers=every)
        if data is None:
            return web.Response(status=status, headers=every)
        # The content type must be this and nothing more: clients compare it as a whole.
        return web.Response(status=status, body=json.dumps(data).encode(), headers=every | {"Content-Type": "application/json"})


async def read(route: Route, request: web.Request) -> Call:
    """The request's form: JSON, or multipart with the JSON beside the files."""
    call = Call(route, request.match_info, request.query)
    if request.content_type.startswith("multipart/"):
        await _read_multipart(call, request)
    elif request.can_read_body:
        call.body = _json(await request.read())
    return call


async def _read_multipart(call: Call, request: web.Request) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        name, data = part.name or "", bytes(await part.read())
        if name == "payload_json":
            call.body = _json(data)
        elif name.startswith("files[") and name[6:-1].isdecimal():
            call.files[int(name[6:-1])] = Upload(part.filename or "file", data, None)
    call.body = call.body if call.body is not None else {}


def _json(data: bytes) -> Any:
    try:
        return json.loads(data) if data else None
    except ValueError:
        raise Refusal(400, 50109, "The request body contains invalid JSON.") from None
