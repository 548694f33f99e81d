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
from typing import Any

import pytest

from playground import Playground
from tests.bot.conftest import ferry_articles as ferry_articles
from tests.bot.conftest import ferry_digest as ferry_digest
from tests.bot.conftest import stage as stage

ROOT = Path(__file__).parents[2]
START = datetime(2026, 3, 27, 7, 30, tzinfo=UTC)
FIRST_START_SECONDS = 60.0


class Bot:
    """A bot process that can be started, stopped politely and killed; `log` is what it said so far."""

    def __init__(self, play: Playground, database: Path, *, log: Path | None = None) -> None:
        self._play, self.database = play, database
        self._process: asyncio.subprocess.Process | None = None
        self.log_file = log or database.with_suffix(".log")

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

    async def keep_running(self) -> None:
        """Start it again whenever it ends, until cancelled."""
        while True:
            await self.start(wait=False)
            assert self._process is not None
            await self._process.wait()

    async def kill(self) -> None:
        """kill -9: nothing is cleaned up."""
        await self._end(signal.SIGKILL)

    async def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Ctrl-C; the exit code."""
        return await self._end(number)

    async def exit_code(self) -> int:
        """Wait for the process to end by itself."""
        assert self._process is not None
        return await _ended(self._process)

    async def _end(self, number: signal.Signals) -> int:
        process = self._process
        assert process is not None
        with suppress(ProcessLookupError):
            process.send_signal(number)
        return await _ended(process)

    async def gone(self) -> None:
        """Whatever became of it, nothing is left running."""
        if self._process is not None and self._process.returncode is None:
            await self.kill()


async def _ended(process: asyncio.subprocess.Process) -> int:
    async with asyncio.timeout(30):
        return await process.wait()


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


@pytest.fixture
async def client(stage: Any) -> Any:
    """The bot on the stage, in this process, started anew so that a test may look into it; its first look at permissions is over."""
    await stage.stop()
    started = await stage.start()
    for _ in range(500):
        if started.looked_at is not None:
            return started
        await asyncio.sleep(0.02)
    raise AssertionError("the bot was not ready in time")
