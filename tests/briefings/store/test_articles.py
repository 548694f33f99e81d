from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from briefings.model import Article, Digest, Story
from briefings.store import Database, articles, digests, stories


async def ids(db: Database, story: Story) -> list[str]:
    return [article.id for article in await articles.of_story(db, story.id)]


async def test_an_article_comes_back_as_it_was_added(db: Database, story: Story, article: Article) -> None:
    assert await articles.of_story(db, story.id) == [article]


async def test_an_article_with_nothing_optional_comes_back_too(db: Database, story: Story, article: Article, now: datetime) -> None:
    bare = Article("B", article.outlet, article.title, article.text, ())
    async with db.write() as tx:
        await articles.add(tx, story.id, bare, now)
    assert (await articles.of_story(db, story.id))[1] == bare


async def test_articles_stand_in_the_order_of_their_letters(db: Database, story: Story, article: Article, now: datetime) -> None:
    async with db.write() as tx:
        for id in ("AA", "Z", "B"):
            await articles.add(tx, story.id, replace(article, id=id), now)
    assert await ids(db, story) == ["A", "B", "Z", "AA"]


async def test_a_removed_article_is_gone_from_the_story_but_not_from_the_digests_made_of_it(
    db: Database, story: Story, article: Article, digest_id: int, now: datetime
) -> None:
    async with db.write() as tx:
        assert await articles.remove(tx, story.id, "A", now)
        assert not await articles.remove(tx, story.id, "A", now)
        assert await articles.used_ids(tx, story.id) == {"A"}
    assert await ids(db, story) == []
    assert await articles.of_digest(db, digest_id) == [article]


async def test_a_digest_keeps_the_text_that_it_was_made_of_when_an_id_gets_a_new_text(
    db: Database, story: Story, article: Article, digest: Digest, digest_id: int, now: datetime
) -> None:
    corrected = replace(article, text=article.text.replace("Forty", "Fifty"))
    async with db.write() as tx:
        await articles.remove(tx, story.id, "A", now)
        await articles.add(tx, story.id, corrected, now)
        second = await digests.add(tx, story.id, replace(digest, revision=2), now)
    assert await articles.of_digest(db, digest_id) == [article]
    assert await articles.of_digest(db, second) == [corrected]


async def test_a_copy_takes_the_present_articles_along(db: Database, story: Story, article: Article, now: datetime) -> None:
    async with db.write() as tx:
        await articles.add(tx, story.id, replace(article, id="B"), now)
        await articles.remove(tx, story.id, "A", now)
        copy = await stories.add(tx, guild_id=1, key="harbour", title="Copy", timezone="UTC", now=now, copied_from=story.id)
        await articles.copy(tx, story.id, copy.id)
    assert await articles.of_story(db, copy.id) == [replace(article, id="B")]
