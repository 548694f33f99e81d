from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from briefings.model import Article, BlockKind, Claim, Event, Facet, Mention, Precision, Quantity, Quote, Reading, Sentence, Story, When
from briefings.store import Database, articles, readings, stories


@pytest.fixture
def reading(article: Article) -> Reading:
    where = article.passage(46, 57)
    claim = Claim(
        "A", Facet.NUMBERS, "boats", "boats", "40", where, Quantity(40, None, "boat", True), When(None, date(2026, 3, 2), Precision.DAY)
    )
    return Reading(
        article="A",
        engine="rules 1",
        sentences=(Sentence(17, 45, BlockKind.BODY, 1),),
        claims=(claim,),
        people=(Mention("Ann Wright", "person", ("reporter",), where),),
        events=(Event(When(date(2026, 3, 2), date(2026, 3, 2), Precision.DAY), "reopened", where),),
        quotes=(Quote(None, "in", "A", 55, 57),),
    )


async def test_a_reading_comes_back_as_it_was_made(db: Database, story: Story, reading: Reading) -> None:
    async with db.write() as tx:
        await readings.add(tx, story.id, [reading])
    assert await readings.of_story(db, story.id, "rules 1") == {"A": reading}


async def test_another_engine_or_version_has_not_read_the_article(db: Database, story: Story, reading: Reading) -> None:
    async with db.write() as tx:
        await readings.add(tx, story.id, [reading])
    assert await readings.of_story(db, story.id, "rules 2") == {}


async def test_another_time_zone_makes_a_reading_of_no_use_as_it_resolved_the_dates(db: Database, story: Story, reading: Reading) -> None:
    async with db.write() as tx:
        await readings.add(tx, story.id, [reading])
        await stories.update(tx, story.id, title=story.title, timezone="Asia/Tokyo")
    assert await readings.of_story(db, story.id, "rules 1") == {}


async def test_a_reading_belongs_to_one_text_and_is_kept_once(
    db: Database, story: Story, article: Article, reading: Reading, now: datetime
) -> None:
    async with db.write() as tx:
        await readings.add(tx, story.id, [reading])
        await readings.add(tx, story.id, [replace(reading, claims=())])
        assert await readings.of_story(tx, story.id, "rules 1") == {"A": reading}
        await articles.remove(tx, story.id, "A", now)
        await articles.add(tx, story.id, replace(article, text="Another text."), now)
    assert await readings.of_story(db, story.id, "rules 1") == {}


async def test_a_copy_need_not_be_read_again(db: Database, story: Story, reading: Reading, now: datetime) -> None:
    async with db.write() as tx:
        await readings.add(tx, story.id, [reading])
        copy = await stories.add(tx, guild_id=1, key="harbour", title="Copy", timezone=story.timezone, now=now, copied_from=story.id)
        await articles.copy(tx, story.id, copy.id)
        await readings.copy(tx, story.id, copy.id)
    assert await readings.of_story(db, copy.id, "rules 1") == {"A": reading}
