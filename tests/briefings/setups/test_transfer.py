from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from briefings.collect import load_story
from briefings.errors import UnknownStory
from briefings.model import BlockKind, Story, StoryFolder, Template
from briefings.schedule import Every, Once, OnChange
from briefings.setups import Outcome, Setup, put_in, take_out
from briefings.setups.form import Channel, ServerSettings, SourceText, StoryTexts
from briefings.store import Database, articles, digests, guilds, open_store, stories, subscriptions
from briefings.store.guilds import Guild
from briefings.store.subscriptions import SubscriptionState
from tests.briefings.setups.anything import NOW, BlindEngine, setups

HERE, THERE = 1, 2
PARAGRAPH = {BlockKind.BODY: "The harbour opened again on Monday after the storm."}
REPORT = SourceText(id="A", outlet="The Coast", title="The harbour", text=(PARAGRAPH,))
HARBOUR = StoryTexts(key="harbour", title="The harbour", timezone="Europe/London", articles=(REPORT,))
HOURLY = Channel(channel=11, story="harbour", rule=Every(60, NOW), zone="Europe/London", length=Template.SHORT, role=7, created_by=42)
SETUP = Setup(server=HERE, settings=ServerSettings(notice_channel=9), stories=(HARBOUR,), subscriptions=(HOURLY,))


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_store(tmp_path / "dateline.db") as database:
        yield database


@pytest.fixture
def engine() -> BlindEngine:
    return BlindEngine()


async def built_in(db: Database, engine: BlindEngine) -> Story:
    """The harbour's story, for every server."""
    folder = StoryFolder("harbour", "The harbour", "Europe/London", (REPORT.article(),))
    return await load_story(db, engine, folder, guild_id=None, now=NOW)


@given(setup=setups())
@settings(max_examples=25, deadline=None)
def test_what_is_put_into_a_new_database_is_what_is_taken_out_of_it(setup: Setup) -> None:
    async def there_and_back() -> None:
        with TemporaryDirectory() as folder:
            async with open_store(Path(folder) / "dateline.db") as db:
                await put_in(db, BlindEngine(), setup, guild_id=setup.server, now=NOW)
                assert await take_out(db, setup.server) == setup
                changes = db.changes
                again = await put_in(db, BlindEngine(), setup, guild_id=setup.server, now=NOW + timedelta(hours=1))
                assert (again.added, again.there) == (0, len(setup.subscriptions))
                assert await take_out(db, setup.server) == setup
                assert db.changes - changes <= 1, "the settings are set again, no more"

    asyncio.run(there_and_back())


async def test_another_server_gets_the_set_up_of_this_one(db: Database, engine: BlindEngine) -> None:
    await put_in(db, engine, SETUP, guild_id=HERE, now=NOW)
    assert await put_in(db, engine, SETUP, guild_id=THERE, now=NOW) == Outcome(stories=1, added=1, there=0, over=0)
    assert await take_out(db, THERE) == SETUP.model_copy(update={"server": THERE})
    here, there = [(await subscriptions.of_guild(db, guild))[0] for guild in (HERE, THERE)]
    assert here.story_id != there.story_id
    assert there.next_run_at == NOW + timedelta(hours=1)


async def test_nothing_that_is_there_beside_it_is_removed(db: Database, engine: BlindEngine) -> None:
    await put_in(db, engine, SETUP, guild_id=HERE, now=NOW)
    other = HARBOUR.model_copy(update={"key": "market"})
    more = Setup(server=HERE, stories=(other,), subscriptions=(HOURLY.model_copy(update={"channel": 12}),))
    assert await put_in(db, engine, more, guild_id=HERE, now=NOW) == Outcome(stories=1, added=1, there=0, over=0)
    found = await take_out(db, HERE)
    assert {story.key for story in found.stories} == {"harbour", "market"}
    assert [one.channel for one in found.subscriptions] == [11, 12]


async def test_a_story_becomes_as_it_is_in_the_file_and_earlier_digests_stay(db: Database, engine: BlindEngine) -> None:
    await put_in(db, engine, SETUP, guild_id=HERE, now=NOW)
    story = await stories.by_key(db, HERE, "harbour")
    assert story is not None
    changed = REPORT.model_copy(update={"outlet": "Evening Mail"})
    await put_in(
        db, engine, SETUP.model_copy(update={"stories": (HARBOUR.model_copy(update={"articles": (changed,)}),)}), guild_id=HERE, now=NOW
    )
    assert [article.outlet for article in await articles.of_story(db, story.id)] == ["Evening Mail"]
    assert (await digests.newest_revision(db, story.id))[0] == 2
    assert engine.read_ids == ["A", "A"]


async def test_of_two_subscriptions_alike_both_are_kept_and_a_paused_one_stays_paused(db: Database, engine: BlindEngine) -> None:
    await put_in(db, engine, SETUP, guild_id=HERE, now=NOW)
    (first,) = await subscriptions.of_guild(db, HERE)
    async with db.write() as tx:
        await subscriptions.set_state(tx, first.id, SubscriptionState.PAUSED, reason="Ada paused it", now=NOW)
    twice = SETUP.model_copy(update={"subscriptions": (HOURLY, HOURLY)})
    assert await put_in(db, engine, twice, guild_id=HERE, now=NOW) == Outcome(stories=1, added=1, there=1, over=0)
    states = [one.state for one in await subscriptions.of_guild(db, HERE)]
    assert states == [SubscriptionState.PAUSED, SubscriptionState.ACTIVE]


async def test_what_has_no_further_run_is_left_out_and_what_waits_for_a_change_is_not(db: Database, engine: BlindEngine) -> None:
    past = HOURLY.model_copy(update={"rule": Once(NOW.replace(tzinfo=None) - timedelta(days=1))})
    waiting = HOURLY.model_copy(update={"rule": OnChange()})
    setup = SETUP.model_copy(update={"subscriptions": (past, waiting)})
    assert await put_in(db, engine, setup, guild_id=HERE, now=NOW) == Outcome(stories=1, added=1, there=0, over=1)
    (found,) = await subscriptions.of_guild(db, HERE)
    assert (found.rule, found.state, found.next_run_at) == (OnChange(), SubscriptionState.ACTIVE, None)


async def test_subscriptions_to_a_built_in_story_need_no_story_in_the_file(db: Database, engine: BlindEngine) -> None:
    story = await built_in(db, engine)
    setup = SETUP.model_copy(update={"stories": ()})
    await put_in(db, engine, setup, guild_id=HERE, now=NOW)
    assert [one.story_id for one in await subscriptions.of_guild(db, HERE)] == [story.id]
    assert await take_out(db, HERE) == setup


async def test_subscriptions_follow_from_the_built_in_story_to_the_files_own_of_that_name(db: Database, engine: BlindEngine) -> None:
    await built_in(db, engine)
    await put_in(db, engine, SETUP.model_copy(update={"stories": ()}), guild_id=HERE, now=NOW)
    assert await put_in(db, engine, SETUP, guild_id=HERE, now=NOW) == Outcome(stories=1, added=0, there=1, over=0)
    own = await stories.owned(db, HERE, "harbour")
    assert own is not None
    assert [one.story_id for one in await subscriptions.of_guild(db, HERE)] == [own.id]


async def test_a_subscription_to_a_story_that_is_nowhere_is_refused_before_anything_is_changed(db: Database, engine: BlindEngine) -> None:
    lost = SETUP.model_copy(update={"subscriptions": (HOURLY.model_copy(update={"story": "lost"}),)})
    with pytest.raises(UnknownStory, match='no story "lost"'):
        await put_in(db, engine, lost, guild_id=HERE, now=NOW)
    assert await take_out(db, HERE) == Setup(server=HERE)


async def test_a_server_keeps_when_it_was_joined(db: Database, engine: BlindEngine) -> None:
    async with db.write() as tx:
        await guilds.joined(tx, HERE, NOW)
    await put_in(db, engine, SETUP, guild_id=HERE, now=NOW)
    assert await guilds.get(db, HERE) == replace(Guild(HERE, notice_channel_id=9), joined_at=NOW)


async def test_what_has_ended_stays_out(db: Database, engine: BlindEngine) -> None:
    await put_in(db, engine, SETUP, guild_id=HERE, now=NOW)
    (found,) = await subscriptions.of_guild(db, HERE)
    async with db.write() as tx:
        await subscriptions.set_next_run(tx, [(found.id, None)])
    assert (await take_out(db, HERE)).subscriptions == ()
