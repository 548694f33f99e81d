"""What can be done to a connection below HTTP."""

from __future__ import annotations

import asyncio
import socket
import struct

from aiohttp import web


def cut(request: web.Request) -> None:
    """Reset the request's TCP connection (RST, not FIN), as a failing network does; what was not yet sent is lost."""
    transport = request.transport
    if not isinstance(transport, asyncio.Transport):
        return
    wire = transport.get_extra_info("socket")
    if wire is not None:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
