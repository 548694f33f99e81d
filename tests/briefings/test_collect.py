from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from briefings.articles.folder import read_story_folder
from briefings.articles.read import read_article
from briefings.collect import cancel, confirm, load_story, propose, remove_article
from briefings.errors import ArticleAlreadyThere, DraftGone, LastArticle, StoryReadOnly, UnknownArticle, UnknownStory
from briefings.facts.slots import Slot
from briefings.model import Article, Claim, Digest, Facet, Quantity, Reading, Sentence, Story, StoryFolder, Template
from briefings.schedule import Every, OnChange
from briefings.store import Database, articles, digests, open_store, stories, subscriptions

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HERE, ELSEWHERE, ADA = 1, 2, 42


class CountingEngine:
    """An engine for stories about boats: "40 boats" is its one kind of claim. It keeps what it was given to read."""

    def __init__(self, version: int = 1) -> None:
        self.name = f"boats {version}"
        self.read_ids: list[str] = []

    async def read(self, articles: Sequence[Article], timezone: str) -> list[Reading]:
        await asyncio.sleep(0)
        self.read_ids += [article.id for article in articles]
        return [self._reading(article) for article in articles]

    async def close(self) -> None:
        pass

    def _reading(self, article: Article) -> Reading:
        blocks = list(enumerate(article.blocks))
        sentences = tuple(Sentence(block.start, block.end, block.kind, number) for number, block in blocks)
        claims = tuple(
            Claim(
                article=article.id,
                facet=Facet.NUMBERS,
                slot=str(Slot("count", "boat")),
                label="boats",
                text=found[0],
                passage=article.passage(found.start(), found.end()),
                quantity=Quantity(float(found[1]), float(found[1]), "boat"),
            )
            for found in re.finditer(r"\b(\d+) boats\b", article.text)
        )
        return Reading(article.id, self.name, sentences, claims)


def report(id: str, outlet: str, boats: int) -> Article:
    """An article of two paragraphs, each outlet in its own words."""
    text = f"""Harbour reopens after the storm, says {outlet}

The harbour opened again on Monday after the storm, and {outlet} counted {boats} boats at the quay before noon.

People told {outlet} that they had waited for this day since the winter, and that the ferry will sail again soon.
"""
    return read_article(text, name="article.txt", id=id, outlet=outlet, published=date(2026, 3, 2))


FOLDER = StoryFolder("harbour", "The harbour", "Europe/London", (report("A", "The Coast", 40), report("B", "Evening Mail", 40)))


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_store(tmp_path / "dateline.db") as database:
        yield database


@pytest.fixture
def engine() -> CountingEngine:
    return CountingEngine()


@pytest.fixture
async def story(db: Database, engine: CountingEngine) -> Story:
    """A built-in story of two articles."""
    loaded = await load_story(db, engine, FOLDER, guild_id=None, now=NOW)
    engine.read_ids.clear()
    return loaded


async def newest(db: Database, story: Story) -> Digest:
    found = await digests.latest(db, story.id)
    assert found is not None
    return found[1]


async def draft(db: Database, engine: CountingEngine, story: Story, article: Article, guild_id: int = HERE) -> int:
    preview = await propose(db, engine, guild_id=guild_id, story_id=story.id, user_id=ADA, article=article, now=NOW)
    return preview.draft_id


async def add(db: Database, engine: CountingEngine, story: Story, article: Article) -> tuple[Story, Digest]:
    draft_id = await draft(db, engine, story, article)
    return await confirm(db, engine, guild_id=HERE, draft_id=draft_id, user_id=ADA, now=NOW)


def ids(digest: Digest) -> list[str]:
    return [note.id for note in digest.articles]


class TestLoadStory:
    async def test_a_folder_becomes_a_story_with_its_first_digest(self, db: Database, story: Story) -> None:
        assert story == Story(story.id, None, "harbour", "The harbour", "Europe/London")
        assert await articles.of_story(db, story.id) == list(FOLDER.articles)
        digest = await newest(db, story)
        assert (digest.story, digest.timezone, digest.revision, ids(digest)) == ("The harbour", "Europe/London", 1, ["A", "B"])
        assert [fact.values[0].sources for fact in digest.facts] == [("A", "B")]

    async def test_a_real_folder_on_the_disk_is_read_and_loaded(self, db: Database, engine: CountingEngine, tmp_path: Path) -> None:
        folder = tmp_path / "harbour"
        folder.mkdir()
        (folder / "story.yaml").write_text(
            "title: The harbour\ntimezone: Europe/London\narticles:\n  - {id: A, file: a.txt, outlet: The Coast, published: 2026-03-02}\n"
        )
        (folder / "a.txt").write_text(FOLDER.articles[0].text)
        loaded = await load_story(db, engine, read_story_folder(folder), guild_id=None, now=NOW)
        assert (loaded.key, ids(await newest(db, loaded))) == ("harbour", ["A"])

    async def test_loading_it_again_reads_nothing_and_makes_no_revision(self, db: Database, engine: CountingEngine, story: Story) -> None:
        before = await digests.latest(db, story.id)
        assert await load_story(db, engine, FOLDER, guild_id=None, now=NOW + timedelta(days=1)) == story
        assert await digests.latest(db, story.id) == before
        assert engine.read_ids == []

    async def test_only_a_changed_article_is_read_and_the_old_digest_keeps_the_old_text(
        self, db: Database, engine: CountingEngine, story: Story
    ) -> None:
        first = await digests.latest_id(db, story.id)
        changed = replace(FOLDER, articles=(FOLDER.articles[0], report("B", "Evening Mail", 30)))
        await load_story(db, engine, changed, guild_id=None, now=NOW)
        assert engine.read_ids == ["B"]
        assert (await newest(db, story)).revision == 2
        assert await articles.of_story(db, story.id) == list(changed.articles)
        assert first is not None
        assert await articles.of_digest(db, first) == list(FOLDER.articles)

    async def test_an_article_that_the_folder_no_longer_names_leaves_the_story(
        self, db: Database, engine: CountingEngine, story: Story
    ) -> None:
        await load_story(db, engine, replace(FOLDER, articles=FOLDER.articles[:1]), guild_id=None, now=NOW)
        assert engine.read_ids == []
        assert ids(await newest(db, story)) == ["A"]

    async def test_a_new_version_of_the_engine_reads_all_of_it_again(self, db: Database, story: Story) -> None:
        engine = CountingEngine(version=2)
        await load_story(db, engine, FOLDER, guild_id=None, now=NOW)
        assert engine.read_ids == ["A", "B"]
        assert (await newest(db, story)).revision == 2

    async def test_going_back_to_an_engine_makes_a_revision_from_its_kept_readings(
        self, db: Database, engine: CountingEngine, story: Story
    ) -> None:
        await load_story(db, CountingEngine(version=2), FOLDER, guild_id=None, now=NOW)
        await load_story(db, engine, FOLDER, guild_id=None, now=NOW)
        assert engine.read_ids == []
        assert (await newest(db, story)).revision == 3

    async def test_another_time_zone_reads_all_of_it_again(self, db: Database, engine: CountingEngine, story: Story) -> None:
        moved = await load_story(db, engine, replace(FOLDER, timezone="Asia/Tokyo"), guild_id=None, now=NOW)
        assert (moved.id, moved.timezone) == (story.id, "Asia/Tokyo")
        assert engine.read_ids == ["A", "B"]

    async def test_a_servers_story_is_its_own_beside_a_built_in_one_of_the_same_key(
        self, db: Database, engine: CountingEngine, story: Story
    ) -> None:
        own = await load_story(db, engine, replace(FOLDER, title="Ours"), guild_id=HERE, now=NOW)
        assert own.guild_id == HERE
        assert await stories.visible(db, HERE) == [own]
        assert await stories.visible(db, ELSEWHERE) == [story]

    async def test_loaded_twice_at_once_it_is_one_story_with_one_revision(self, db: Database, engine: CountingEngine) -> None:
        first, second = await asyncio.gather(*(load_story(db, engine, FOLDER, guild_id=None, now=NOW) for _ in range(2)))
        assert first == second
        assert (await newest(db, first)).revision == 1

    async def test_when_the_engine_fails_nothing_is_written(self, db: Database, engine: CountingEngine) -> None:
        class BrokenEngine(CountingEngine):
            async def read(self, articles: Sequence[Article], timezone: str) -> list[Reading]:
                raise ArithmeticError

        with pytest.raises(ArithmeticError):
            await load_story(db, BrokenEngine(), FOLDER, guild_id=None, now=NOW)
        assert await stories.visible(db, HERE) == []


class TestPropose:
    async def test_it_tells_what_the_article_would_change_and_nothing_is_public(
        self, db: Database, engine: CountingEngine, story: Story
    ) -> None:
        before = await digests.latest(db, story.id)
        preview = await propose(db, engine, guild_id=HERE, story_id=story.id, user_id=ADA, article=report("?", "The Globe", 55), now=NOW)
        assert (preview.article.id, preview.story) == ("C", story)
        assert engine.read_ids == ["C"]
        (change,) = preview.changes
        assert change.kind == "disputed"
        assert {value.sources for value in change.fact.values} == {("A", "B"), ("C",)}
        assert await digests.latest(db, story.id) == before
        assert await stories.visible(db, HERE) == [story]
        assert await articles.of_story(db, story.id) == list(FOLDER.articles)

    async def test_the_next_id_is_the_first_letter_that_was_never_used(self, db: Database, engine: CountingEngine, story: Story) -> None:
        own, _ = await add(db, engine, story, report("?", "The Globe", 55))
        await remove_article(db, engine, guild_id=HERE, story_id=own.id, article_id="C", now=NOW)
        preview = await propose(db, engine, guild_id=HERE, story_id=own.id, user_id=ADA, article=report("?", "Tide", 50), now=NOW)
        assert preview.article.id == "D"

    async def test_after_z_comes_aa(self, db: Database, engine: CountingEngine) -> None:
        letters = tuple(replace(report(letter, f"Outlet {letter}", 40)) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        loaded = await load_story(db, engine, replace(FOLDER, articles=letters), guild_id=HERE, now=NOW)
        preview = await propose(db, engine, guild_id=HERE, story_id=loaded.id, user_id=ADA, article=report("?", "Tide", 50), now=NOW)
        assert preview.article.id == "AA"

    async def test_the_same_article_of_the_same_outlet_is_refused(self, db: Database, engine: CountingEngine, story: Story) -> None:
        for again in (report("?", "the coast", 40), replace(FOLDER.articles[0], title="Another title")):
            with pytest.raises(ArticleAlreadyThere, match="source A from The Coast"):
                await draft(db, engine, story, replace(again, text=FOLDER.articles[0].text, blocks=FOLDER.articles[0].blocks))

    async def test_a_newer_version_that_says_more_is_not_a_copy(self, db: Database, engine: CountingEngine, story: Story) -> None:
        text = FOLDER.articles[0].text + "\n\nLater in the day the harbour master said that the last of the ropes had been found as well."
        await draft(db, engine, story, read_article(text, name="a.txt", id="?", outlet="The Coast", published=date(2026, 3, 3)))

    async def test_a_copy_in_another_outlet_is_taken_with_a_word_on_witnesses(
        self, db: Database, engine: CountingEngine, story: Story
    ) -> None:
        copy = replace(FOLDER.articles[0], outlet="Wire Weekly")
        preview = await propose(db, engine, guild_id=HERE, story_id=story.id, user_id=ADA, article=copy, now=NOW)
        assert preview.article.warnings[-1] == "A (The Coast) prints nearly all of it word for word, so both count as one witness."

    async def test_another_servers_story_does_not_exist_here(self, db: Database, engine: CountingEngine, story: Story) -> None:
        theirs = await load_story(db, engine, replace(FOLDER, key="theirs"), guild_id=ELSEWHERE, now=NOW)
        with pytest.raises(UnknownStory, match="Choose one of these: harbour"):
            await draft(db, engine, theirs, report("?", "The Globe", 55))

    async def test_where_no_story_is_loaded_it_says_so(self, db: Database, engine: CountingEngine) -> None:
        nowhere = Story(9, None, "nowhere", "Nowhere", "UTC")
        with pytest.raises(UnknownStory, match="No story has been loaded yet"):
            await draft(db, engine, nowhere, report("?", "The Globe", 55))


class TestConfirm:
    async def test_a_built_in_story_is_copied_to_the_server_and_stays_as_it_was_for_others(
        self, db: Database, engine: CountingEngine, story: Story
    ) -> None:
        original = await digests.latest(db, story.id)
        own, digest = await add(db, engine, story, report("?", "The Globe", 55))
        assert (own.guild_id, own.key, own.copied_from) == (HERE, "harbour", story.id)
        assert (digest.revision, ids(digest)) == (2, ["A", "B", "C"])
        assert await newest(db, own) == digest
        assert await stories.visible(db, HERE) == [own]
        assert await stories.visible(db, ELSEWHERE) == [story]
        assert await digests.latest(db, story.id) == original
        assert engine.read_ids == ["C"], "the copy's articles and the draft are not read again"

    async def test_the_copy_keeps_the_digest_it_came_from_to_compare_with(self, db: Database, engine: CountingEngine, story: Story) -> None:
        own, _ = await add(db, engine, story, report("?", "The Globe", 55))
        rows = await db.read("SELECT id FROM digests WHERE story_id = :id ORDER BY revision", {"id": own.id})
        assert await digests.get(db, rows[0]["id"]) == await newest(db, story)

    async def test_the_servers_subscriptions_follow_to_the_copy(self, db: Database, engine: CountingEngine, story: Story) -> None:
        async with db.write() as tx:
            for guild_id in (HERE, ELSEWHERE):
                await subscriptions.add(
                    tx,
                    guild_id=guild_id,
                    channel_id=11,
                    story_id=story.id,
                    rule=Every(60, NOW),
                    zone="UTC",
                    template=Template.SHORT,
                    role_id=None,
                    next_run_at=NOW,
                    created_by=ADA,
                    now=NOW,
                )
        own, _ = await add(db, engine, story, report("?", "The Globe", 55))
        assert [one.story_id for one in await subscriptions.of_guild(db, HERE)] == [own.id]
        assert [one.story_id for one in await subscriptions.of_guild(db, ELSEWHERE)] == [story.id]

    async def test_what_runs_on_change_is_due_ten_minutes_after_an_article_tells_something_new(
        self, db: Database, engine: CountingEngine, story: Story
    ) -> None:
        async with db.write() as tx:
            for guild_id in (HERE, ELSEWHERE):
                await subscriptions.add(
                    tx,
                    guild_id=guild_id,
                    channel_id=11,
                    story_id=story.id,
                    rule=OnChange(),
                    zone="UTC",
                    template=Template.SHORT,
                    role_id=None,
                    next_run_at=None,
                    created_by=ADA,
                    now=NOW,
                )
        await add(db, engine, story, report("?", "The Globe", 55))
        assert [one.next_run_at for one in await subscriptions.of_guild(db, HERE)] == [NOW + timedelta(minutes=10)]
        assert [one.next_run_at for one in await subscriptions.of_guild(db, ELSEWHERE)] == [None], "their story has not changed"

    async def test_two_drafts_for_the_built_in_story_end_in_one_copy_under_two_ids(
        self, db: Database, engine: CountingEngine, story: Story
    ) -> None:
        drafts = [await draft(db, engine, story, report("?", outlet, 55)) for outlet in ("The Globe", "Tide")]
        results = await asyncio.gather(*(confirm(db, engine, guild_id=HERE, draft_id=id, user_id=ADA, now=NOW) for id in drafts))
        (own,) = {story.id for story, _ in results}
        assert sorted(digest.revision for _, digest in results) == [2, 3]
        assert [(one.id, one.outlet) for one in await articles.of_story(db, own)][2:] in (
            [("C", "The Globe"), ("D", "Tide")],
            [("C", "Tide"), ("D", "The Globe")],
        )

    async def test_a_draft_is_confirmed_once_however_often_the_button_is_pressed(
        self, db: Database, engine: CountingEngine, story: Story
    ) -> None:
        id = await draft(db, engine, story, report("?", "The Globe", 55))
        results = await asyncio.gather(
            *(confirm(db, engine, guild_id=HERE, draft_id=id, user_id=ADA, now=NOW) for _ in range(3)), return_exceptions=True
        )
        assert sorted(type(result).__name__ for result in results) == ["DraftGone", "DraftGone", "tuple"]

    async def test_the_same_article_proposed_twice_counts_once(self, db: Database, engine: CountingEngine, story: Story) -> None:
        first, second = [await draft(db, engine, story, report("?", "The Globe", 55)) for _ in range(2)]
        await confirm(db, engine, guild_id=HERE, draft_id=first, user_id=ADA, now=NOW)
        with pytest.raises(ArticleAlreadyThere):
            await confirm(db, engine, guild_id=HERE, draft_id=second, user_id=ADA, now=NOW)

    async def test_a_draft_read_by_an_older_engine_is_read_again(self, db: Database, engine: CountingEngine, story: Story) -> None:
        id = await draft(db, engine, story, report("?", "The Globe", 55))
        newer = CountingEngine(version=2)
        await confirm(db, newer, guild_id=HERE, draft_id=id, user_id=ADA, now=NOW)
        assert newer.read_ids == ["A", "B", "C"]

    async def test_a_draft_of_another_server_a_cancelled_or_an_old_one_is_gone(
        self, db: Database, engine: CountingEngine, story: Story
    ) -> None:
        id = await draft(db, engine, story, report("?", "The Globe", 55))
        for guild_id, when in ((ELSEWHERE, NOW), (HERE, NOW + timedelta(days=1))):
            with pytest.raises(DraftGone, match="no longer open"):
                await confirm(db, engine, guild_id=guild_id, draft_id=id, user_id=ADA, now=when)
        await cancel(db, guild_id=ELSEWHERE, draft_id=id)
        await confirm(db, engine, guild_id=HERE, draft_id=id, user_id=ADA, now=NOW)

    async def test_what_is_cancelled_cannot_be_confirmed(self, db: Database, engine: CountingEngine, story: Story) -> None:
        id = await draft(db, engine, story, report("?", "The Globe", 55))
        for _ in range(2):
            await cancel(db, guild_id=HERE, draft_id=id)
        with pytest.raises(DraftGone):
            await confirm(db, engine, guild_id=HERE, draft_id=id, user_id=ADA, now=NOW)

    async def test_what_is_cancelled_while_it_is_being_confirmed_does_not_count(
        self, db: Database, engine: CountingEngine, story: Story
    ) -> None:
        id = await draft(db, engine, story, report("?", "The Globe", 55))

        class SlowEngine(CountingEngine):
            async def read(self, articles: Sequence[Article], timezone: str) -> list[Reading]:
                await cancel(db, guild_id=HERE, draft_id=id)
                return await super().read(articles, timezone)

        with pytest.raises(DraftGone):
            await confirm(db, SlowEngine(version=2), guild_id=HERE, draft_id=id, user_id=ADA, now=NOW)
        assert await stories.visible(db, HERE) == [story]

    async def test_who_added_an_article_is_kept(self, db: Database, engine: CountingEngine, story: Story) -> None:
        own, _ = await add(db, engine, story, report("?", "The Globe", 55))
        rows = await db.read("SELECT key, added_by FROM articles WHERE story_id = :id AND added_by IS NOT NULL", {"id": own.id})
        assert [tuple(row) for row in rows] == [("C", ADA)]


class TestRemoveArticle:
    async def test_the_article_leaves_the_story_and_a_digest_follows(self, db: Database, engine: CountingEngine, story: Story) -> None:
        own, _ = await add(db, engine, story, report("?", "The Globe", 55))
        engine.read_ids.clear()
        again, digest = await remove_article(db, engine, guild_id=HERE, story_id=own.id, article_id="A", now=NOW)
        assert (again, digest.revision, ids(digest)) == (own, 3, ["B", "C"])
        assert await newest(db, own) == digest
        assert engine.read_ids == []

    async def test_the_built_in_story_is_read_only(self, db: Database, engine: CountingEngine, story: Story) -> None:
        with pytest.raises(StoryReadOnly, match="gives this server its own copy"):
            await remove_article(db, engine, guild_id=HERE, story_id=story.id, article_id="A", now=NOW)

    async def test_the_built_in_storys_id_stands_for_the_servers_copy(self, db: Database, engine: CountingEngine, story: Story) -> None:
        own, _ = await add(db, engine, story, report("?", "The Globe", 55))
        assert (await remove_article(db, engine, guild_id=HERE, story_id=story.id, article_id="A", now=NOW))[0] == own

    async def test_an_article_that_is_not_there_is_said_with_those_that_are(
        self, db: Database, engine: CountingEngine, story: Story
    ) -> None:
        own, _ = await add(db, engine, story, report("?", "The Globe", 55))
        with pytest.raises(UnknownArticle, match="choose one of A, B, C"):
            await remove_article(db, engine, guild_id=HERE, story_id=own.id, article_id="Q", now=NOW)

    async def test_the_last_article_stays(self, db: Database, engine: CountingEngine) -> None:
        own = await load_story(db, engine, replace(FOLDER, articles=FOLDER.articles[:1]), guild_id=HERE, now=NOW)
        with pytest.raises(LastArticle, match="add another source first"):
            await remove_article(db, engine, guild_id=HERE, story_id=own.id, article_id="A", now=NOW)
        assert (await newest(db, own)).revision == 1

    async def test_another_servers_story_cannot_be_touched(self, db: Database, engine: CountingEngine) -> None:
        theirs = await load_story(db, engine, FOLDER, guild_id=ELSEWHERE, now=NOW)
        with pytest.raises(UnknownStory):
            await remove_article(db, engine, guild_id=HERE, story_id=theirs.id, article_id="A", now=NOW)

    async def test_two_removed_at_once_are_both_gone(self, db: Database, engine: CountingEngine) -> None:
        three = replace(FOLDER, articles=(*FOLDER.articles, report("C", "The Globe", 55)))
        own = await load_story(db, engine, three, guild_id=HERE, now=NOW)
        await asyncio.gather(*(remove_article(db, engine, guild_id=HERE, story_id=own.id, article_id=id, now=NOW) for id in ("A", "B")))
        digest = await newest(db, own)
        assert (digest.revision, ids(digest)) == (3, ["C"])
