"""The clock's work: APScheduler ticks, the truth stays in tables; and the time itself, the machine's or a playground's.

Several jobs, so that a channel that Discord is slow to answer for never keeps the others' due times from being noticed: one composes what
is due, one works off the outbox, others may be given. A tick that fails is logged, and the next one goes on where the tables stand.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

import aiohttp
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.health import Health, Jump, Trouble
from briefings.compose import count_anew, tick
from briefings.deliver import Outbox, Sender
from briefings.errors import DatelineError
from briefings.store import Database

log = logging.getLogger(__name__)

Work = Callable[[datetime], Awaitable[object]]
"""A further job: called at every tick with the time, never again before it has ended."""

_SENDING = {"composing", "delivering"}

JUMP = timedelta(seconds=30)
"""From so much on, a clock that went ahead of or fell behind the event loop's was set, and does not merely run unevenly."""


class Ticker:
    """Ticks every so many seconds between `start` and `stop`; `also` are further jobs, by what they do ("telling managers")."""

    def __init__(
        self,
        db: Database,
        sender: Sender,
        now: Callable[[], datetime],
        *,
        seconds: float = 1.0,
        workers: int = 20,
        refresh: Callable[[], Awaitable[None]] | None = None,
        health: Health | None = None,
        also: Mapping[str, Work] | None = None,
    ) -> None:
        self._db, self._now, self._seconds, self._refresh = db, now, seconds, refresh
        self._workers, self._outbox = workers, Outbox(db, sender, now, workers=workers, stopping=lambda: self._stopping)
        self._health, self._also = health or Health(), also or {}
        self._scheduler: AsyncIOScheduler | None = None
        self._running: set[asyncio.Task[object]] = set()
        self._trouble: dict[str, str] = {}
        self._offset: timedelta | None = None
        self._stopping = False

    def start(self) -> None:
        """From now on; a second start changes nothing."""
        if self._scheduler is not None:
            return
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it warns of every tick that finds the one before still at work
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None})
        # The outbox may be at work several times over: while some workers wait for slow channels, others serve what falls due meanwhile.
        jobs = [(self._compose, 1), (self._deliver, self._workers + 1), *((partial(self._do, what), 1) for what in self._also)]
        for job, at_once in jobs:
            self._scheduler.add_job(job, "interval", seconds=self._seconds, max_instances=at_once, next_run_time=datetime.now(UTC))
        self._scheduler.start()

    async def stop(self, grace: float) -> None:
        """No further tick; those under way get `grace` seconds to end, then they are cancelled (their leases run out, nothing is lost)."""
        if self._scheduler is None:
            return
        self._stopping = True
        self._scheduler.remove_all_jobs()
        if self._running:
            await asyncio.wait(self._running, timeout=grace)
        self._scheduler.shutdown(wait=False)
        self._scheduler = None

    async def _compose(self) -> None:
        async with self._guarded("composing"):
            if self._refresh:
                await self._refresh()
            now = self._now()
            if self._jumped(now) < -JUMP:
                await count_anew(self._db, now)
            await tick(self._db, now)

    def _jumped(self, now: datetime) -> timedelta:
        """How far the clock was set forward (or back, below zero) since the tick before."""
        elapsed = timedelta(seconds=asyncio.get_running_loop().time())
        offset = now - datetime.min.replace(tzinfo=UTC) - elapsed
        jump = offset - self._offset if self._offset is not None else timedelta()
        self._offset = offset
        if abs(jump) > JUMP:
            self._health.last_jump = Jump(now, jump)
            log.warning("the clock was set %s by %s", "forward" if jump > timedelta() else "back", abs(jump))
        return jump

    async def _deliver(self) -> None:
        async with self._guarded("delivering"):
            await self._outbox.work_off()

    async def _do(self, what: str) -> None:
        async with self._guarded(what):
            await self._also[what](self._now())

    @asynccontextmanager
    async def _guarded(self, what: str) -> AsyncIterator[None]:
        """Logs what goes wrong, the same trouble once; remembers the task for `stop`."""
        task = asyncio.current_task()
        assert task is not None, "the scheduler runs jobs as tasks"
        self._running.add(task)
        try:
            yield
        except DatelineError as error:
            if self._trouble.get(what) != str(error):
                log.error("%s: %s", what, error)
            self._trouble[what] = str(error)
            if what in _SENDING:
                self._health.store = self._health.store or Trouble(self._now(), str(error))
        except Exception:
            log.exception("%s failed; the next tick tries again", what)
        else:
            if self._trouble.pop(what, None):
                log.info("%s goes on", what)
            if not self._trouble.keys() & _SENDING:
                self._health.store = None
        finally:
            self._running.discard(task)


class FollowedClock:
    """Another clock, asked over HTTP at every refresh; in between it runs on as the machine's does. Call it for the time."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url, self._session = url, session
        self._offset = timedelta()
        self._reached = True

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._offset

    async def refresh(self) -> None:
        """Ask for the time; where nobody answers, the last known offset stays."""
        try:
            async with self._session.get(self._url) as response:
                response.raise_for_status()
                told = datetime.fromisoformat((await response.json())["now"])
        except (aiohttp.ClientError, TimeoutError, KeyError, ValueError) as error:
            if self._reached:
                log.warning("the clock at %s cannot be read (%s): going on from its last time", self._url, error)
            self._reached = False
            return
        self._offset = told - datetime.now(UTC)
        self._reached = True


@asynccontextmanager
async def follow(url: str) -> AsyncIterator[FollowedClock]:
    """The clock at `url`, which answers GET with {"now": "2026-03-29T01:00:00+00:00"}; read once before it is handed out."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session:
        clock = FollowedClock(url, session)
        await clock.refresh()
        yield clock
