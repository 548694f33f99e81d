"""An article read in another process comes back as it would from here, errors too; one that takes too long is stopped."""

from __future__ import annotations

import os
import pickle
import select
import subprocess
import sys
from datetime import date

import pytest

from briefings.articles.apart import read_apart
from briefings.articles.read import read_article
from briefings.errors import ArticleEmpty, ArticleTakesTooLong

TEXT = """The harbour opened on Friday with two ships at its quay, and the mayor cut the ribbon.

The port paid for the building, which stands where the fish market used to be."""


async def test_an_article_comes_back_as_it_would_from_here() -> None:
    day = date(2026, 3, 20)
    here = read_article(TEXT, name="a.txt", id="A", outlet="Harbour Post", title="Open", published=day)
    assert await read_apart(TEXT, name="a.txt", id="A", outlet="Harbour Post", title="Open", published=day) == here


async def test_what_is_wrong_with_it_is_told_as_from_here() -> None:
    with pytest.raises(ArticleEmpty, match=r"The article a\.txt is empty"):
        await read_apart(b" ", name="a.txt", id="A")


async def test_what_takes_too_long_is_stopped() -> None:
    with pytest.raises(ArticleTakesTooLong, match=r"a\.txt took too long"):
        await read_apart(TEXT, name="a.txt", id="A", seconds=0)


def test_an_error_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(ArticleEmpty(name="a.txt")))
    assert isinstance(error, ArticleEmpty)
    assert (str(error), error.details) == (str(ArticleEmpty(name="a.txt")), {"name": "a.txt"})


def test_the_process_ends_with_a_bot_that_is_killed() -> None:
    script = (
        "import os\nfrom briefings.articles.apart import worker_pool\nprint(worker_pool().submit(os.getpid).result(), flush=True)\ninput()"
    )
    bot = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert bot.stdout is not None
    worker = os.pidfd_open(int(bot.stdout.readline()))
    bot.kill()
    bot.communicate()
    ended, _, _ = select.select([worker], [], [], 30)
    os.close(worker)
    assert ended == [worker]
