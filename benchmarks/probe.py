"""`python -m benchmarks.probe FILE COMMAND…`: `dateline COMMAND…` with its event loop watched; without a command, a loop that only ticks.

At its end FILE gets one line for each late tick: when it came (Unix time), how late it was, and the loop's own work since the tick before
(its thread's processor time), both in milliseconds.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from pathlib import Path

TICK = 0.001
LEAST = 1.0
"""Ticks that come less than this late, in milliseconds, are not worth a line."""


class Watch(asyncio.DefaultEventLoopPolicy):
    """Makes loops that tick and keep how late each tick came."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        """A loop that ticks from its first moment."""
        loop = super().new_event_loop()
        loop.call_soon(self._tick, loop, time.perf_counter(), time.thread_time())
        return loop

    def _tick(self, loop: asyncio.AbstractEventLoop, due: float, worked: float) -> None:
        late, own = (time.perf_counter() - due) * 1000, (time.thread_time() - worked) * 1000
        if max(late, own) > LEAST:
            self.lines.append(f"{time.time()} {late} {own}")
        loop.call_later(TICK, self._tick, loop, time.perf_counter() + TICK, time.thread_time())


async def _wait() -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()


def main(file: str, *command: str) -> None:
    """Runs the command, and writes down what was seen."""
    watch = Watch()
    asyncio.set_event_loop_policy(watch)
    try:
        if command:
            from bot.__main__ import app

            app(list(command), standalone_mode=False)
        else:
            asyncio.run(_wait())
    finally:
        Path(file).write_text("\n".join(watch.lines))


if __name__ == "__main__":
    main(*sys.argv[1:])
