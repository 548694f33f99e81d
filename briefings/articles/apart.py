"""Reading an article in a process of its own: a large or a strange one costs the caller neither memory nor the event loop's time.

The process lives for one article. It is killed where that takes too long, so no text can keep Dateline busy for good.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from functools import partial

from briefings.errors import ArticleTakesTooLong
from briefings.model import Article

SECONDS = 60.0


async def read_apart(
    data: bytes | str,
    *,
    name: str,
    id: str,
    outlet: str | None = None,
    title: str | None = None,
    published: date | None = None,
    seconds: float = SECONDS,
) -> Article:
    """What `read_article` returns or raises; ArticleTakesTooLong after so many seconds, or where the process dies."""
    work = partial(_read, data, name=name, id=id, outlet=outlet, title=title, published=published)
    pool = worker_pool()
    try:
        async with asyncio.timeout(seconds):
            return await asyncio.get_running_loop().run_in_executor(pool, work)
    except (TimeoutError, BrokenProcessPool) as error:
        raise ArticleTakesTooLong(name=name) from error
    finally:
        kill_pool(pool)


def worker_pool() -> ProcessPoolExecutor:
    """A pool of one process, started with the first work; it ends with the one that started it, however that ends."""
    return ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


def kill_pool(pool: ProcessPoolExecutor) -> None:
    """End the pool's process at once; what it was doing is lost."""
    for process in list((pool._processes or {}).values()):
        process.kill()
    pool.shutdown(wait=False, cancel_futures=True)


def _read(data: bytes | str, *, name: str, id: str, outlet: str | None, title: str | None, published: date | None) -> Article:
    from briefings.articles.read import read_article  # here, so that a bot that only hands articles on starts without the cleaning's rules

    return read_article(data, name=name, id=id, outlet=outlet, title=title, published=published)


def _begin() -> None:
    """Ctrl-C reaches the whole process group: this process ends with its parent, also where that is killed and can say nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None, "only ever run in a process that another one started"
    parent.join()
    os._exit(1)
