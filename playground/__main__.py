"""A playground as a process of its own: `python -m playground [--port N] [--limits off] [--channels N]`.

Prints one JSON line once it listens ({"api_url", "gateway_url", "page_url", "token"}), then serves until it is interrupted or terminated.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path

from playground import Playground


async def serve(options: argparse.Namespace) -> None:
    """Serve until a signal says stop."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with Playground(options.port, options.openapi, limits=options.limits, channels=options.channels) as play:
        where = {"api_url": play.api_url, "gateway_url": play.gateway_url, "page_url": play.page_url, "token": play.token}
        sys.stdout.write(json.dumps(where) + "\n")
        sys.stdout.flush()
        await stop.wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m playground", description="A local Discord on loopback.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--limits", choices=["discord", "off"], default="discord", help="rate limits as Discord's, or none")
    parser.add_argument("--channels", type=int, default=3, help="how many text channels there are; past 500 in further servers")
    parser.add_argument("--openapi", type=Path, default=None, help="Discord's OpenAPI document, to check requests and replies against")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
