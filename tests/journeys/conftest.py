"""The whole product as a person runs it: `dateline run` in a process of its own, against the playground, whose clock it follows."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from playground import Playground

ROOT = Path(__file__).parents[2]
START = datetime(2026, 3, 27, 7, 30, tzinfo=UTC)
FIRST_START_SECONDS = 60.0


class Bot:
    """A bot process that can be started, stopped politely and killed; `log` is what it said so far."""

    def __init__(self, play: Playground, database: Path) -> None:
        self._play, self.database = play, database
        self._process: asyncio.subprocess.Process | None = None
        self.log_file = database.with_suffix(".log")

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8")

    async def start(self, *, wait: bool = True) -> None:
        """Start it, and wait until it is connected."""
        origin = self._play.page_url.rstrip("/")
        settings = {
            "DISCORD_TOKEN": self._play.token,
            "DISCORD_API_URL": self._play.api_url,
            "DATELINE_DATABASE": str(self.database),
            "DATELINE_CLOCK_URL": f"{origin}/playground/clock",
            "DATELINE_TICK_SECONDS": "0.1",
        }
        with self.log_file.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=ROOT, env={**os.environ, **settings}, stdout=log, stderr=log
            )
        if wait:
            await self._play.ready(timeout=FIRST_START_SECONDS)

    async def kill(self) -> None:
        """kill -9: nothing is cleaned up."""
        await self._end(signal.SIGKILL)

    async def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Ctrl-C; the exit code."""
        return await self._end(number)

    async def exit_code(self) -> int:
        """Wait for the process to end by itself."""
        assert self._process is not None
        async with asyncio.timeout(30):
            return await self._process.wait()

    async def _end(self, number: signal.Signals) -> int:
        assert self._process is not None
        with suppress(ProcessLookupError):
            self._process.send_signal(number)
        code = await self.exit_code()
        self._process = None
        return code

    async def gone(self) -> None:
        """Whatever became of it, nothing is left running."""
        if self._process is not None and self._process.returncode is None:
            await self.kill()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which the built-in story was already read, so that only two journeys pay for that."""
    path = tmp_path_factory.mktemp("seeded") / "dateline.db"

    async def first_start() -> None:
        async with Playground(limits="off") as play:
            first = Bot(play, path)
            await first.start()
            await first.stop()

    asyncio.run(first_start())
    return path


@pytest.fixture
async def bot(playground: Playground, tmp_path: Path, seeded: Path) -> AsyncIterator[Bot]:
    """A running bot with the built-in story."""
    playground.clock.set(START)
    database = tmp_path / "dateline.db"
    shutil.copy(seeded, database)
    made = Bot(playground, database)
    await made.start()
    yield made
    await made.gone()


@pytest.fixture
async def new_bot(playground: Playground, tmp_path: Path) -> AsyncIterator[Bot]:
    """A bot that was never started: no database, nothing read."""
    playground.clock.set(START)
    made = Bot(playground, tmp_path / "data" / "dateline.db")
    made.database.parent.mkdir()
    yield made
    await made.gone()
