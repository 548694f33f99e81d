"""Custom ids come from outside: a page is shown only of what the server may see."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import AnswerGone
from bot.present import PageId
from bot.views.pages import card_for
from briefings.model import Article, Digest
from briefings.store import Database, digests, open_store


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty store."""
    async with open_store(tmp_path / "dateline.db") as opened:
        yield opened


@pytest.fixture
async def own_digest(
    db: Database, put_story: Callable[..., Awaitable[int]], ferry_digest: Digest, ferry_articles: Sequence[Article]
) -> int:
    """The digest of a story of server 1."""
    newest = await digests.latest(db, await put_story(db, ferry_digest, ferry_articles, guild_id=1))
    assert newest is not None
    return newest[0]


@pytest.mark.parametrize("topic", ["who", "who.1", "where", "when", "staffing", "sources", "briefing.long"])
async def test_every_topic_has_its_card_and_its_passages(db: Database, own_digest: int, topic: str) -> None:
    assert (await card_for(db, 1, PageId("answer", own_digest, topic))).blocks
    assert (await card_for(db, 1, PageId("passages", own_digest, topic))).title == "Passages"


async def test_another_servers_digest_is_gone(db: Database, own_digest: int) -> None:
    with pytest.raises(AnswerGone):
        await card_for(db, 2, PageId("answer", own_digest, "who"))
    with pytest.raises(AnswerGone):
        await card_for(db, 2, PageId("passages", own_digest, "cited.0-0-5"))


@pytest.mark.parametrize("topic", ["who.99", "who.x", "who.-1", "nothing", "briefing.endless", "cited.0-0-5", "where.1"])
async def test_a_topic_that_does_not_exist_is_gone(db: Database, own_digest: int, topic: str) -> None:
    with pytest.raises(AnswerGone):
        await card_for(db, 1, PageId("answer", own_digest, topic))


async def test_an_unknown_digest_is_gone(db: Database, own_digest: int) -> None:
    with pytest.raises(AnswerGone):
        await card_for(db, 1, PageId("answer", own_digest + 1, "who"))


async def test_the_passages_of_an_earlier_revision_stay_what_they_were(db: Database, own_digest: int, ferry_digest: Digest) -> None:
    async with db.write() as tx:
        await digests.add(tx, 1, replace(ferry_digest, revision=2, facts=()), datetime(2026, 3, 28, tzinfo=UTC))
    assert "would employ 40 people" in "".join((await card_for(db, 1, PageId("passages", own_digest, "staffing"))).blocks)
