"""Serves the page: the files of `web/`, and nothing beside them."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from aiohttp import web

WEB = Path(__file__).with_name("web")
POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; form-action 'none'; base-uri 'none'"


async def serve(request: web.Request) -> web.Response:
    """One file of the page; "/" is index.html."""
    name = request.match_info.get("name") or "index.html"
    path = WEB / name
    if path.parent != WEB or not path.is_file():
        raise web.HTTPNotFound
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if kind == "application/javascript":
        kind = "text/javascript"
    headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache", "Content-Type": kind}
    return web.Response(body=path.read_bytes(), headers=headers)


def mount(app: web.Application) -> None:
    """Add the page's routes; they come last, since "/{name}" matches much."""
    app.router.add_get("/", serve)
    app.router.add_get("/{name}", serve)
