"""Adding and removing sources through a real client, with the real engine: nothing counts before it is confirmed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from briefings.collect import load_story
from briefings.engines.rules import RulesEngine
from briefings.model import Article, StoryFolder
from playground import Playground

GAZETTE = """The new ferry terminal in Norrvik has 31 employees, the town's Gazette has learned.

Harbour master Nils Aune confirmed the figure on Monday. He said that the ice had held up the works for a month.

Subscribe to our newsletter for more stories like this."""


@pytest.fixture
async def desk(
    playground: Playground,
    tmp_path: Path,
    ferry_articles: Sequence[Article],
    on_stage: Callable[..., AbstractAsyncContextManager[Any]],
) -> AsyncIterator[Any]:
    """The bot with the real engine and the ferry story as that engine reads it."""
    engine = RulesEngine(in_process=True)
    async with on_stage(playground, tmp_path / "dateline.db", engine, story=None) as stage:
        folder = StoryFolder("ferry", "A ferry terminal opens", "Europe/Oslo", tuple(ferry_articles))
        await load_story(stage.db, engine, folder, guild_id=None, now=playground.clock.now())
        yield stage
    await engine.close()


@pytest.mark.model
async def test_a_pasted_article_counts_once_it_is_confirmed(desk: Any) -> None:
    form = await desk.play.slash("/source add")
    preview = await form.submit({"Outlet": "Norrvik Gazette", "Headline": "31 at work", "Published": "2026-03-23", "Text": GAZETTE})
    assert preview.ephemeral
    assert "Add this to “A ferry terminal opens”?" in preview.text
    assert "newsletter" in preview.text.partition("What was cut")[2]
    assert "Gazette" not in (await desk.play.slash("/sources")).text
    added = await preview.press("Add")
    assert "Revision 2" in added.text
    assert added.labels == []
    assert "Norrvik Gazette" in (await desk.play.slash("/sources")).text
    assert "Nils Aune" in (await desk.play.slash("/who")).text


@pytest.mark.model
async def test_a_file_works_like_the_form(desk: Any) -> None:
    line = '/source add file:gazette outlet:"Norrvik Gazette" published:2026-03-23'
    preview = await desk.play.slash(line, files={"file": ("gazette.txt", GAZETTE.encode())})
    await preview.press("Add")
    assert "Norrvik Gazette" in (await desk.play.slash("/sources")).text


@pytest.mark.model
async def test_cancel_keeps_nothing(desk: Any) -> None:
    preview = await _propose(desk)
    assert "Nothing of it was kept." in (await preview.press("Cancel")).text
    assert await desk.db.read("SELECT * FROM drafts") == []
    assert "Gazette" not in (await desk.play.slash("/sources")).text


@pytest.mark.model
async def test_a_draft_can_be_confirmed_after_a_restart(desk: Any) -> None:
    preview = await _propose(desk)
    await desk.stop()
    await desk.start()
    assert "Revision 2" in (await preview.press("Add")).text


@pytest.mark.model
async def test_another_server_sees_nothing_of_it(desk: Any) -> None:
    await (await _propose(desk)).press("Add")
    cem = desk.play.member("Cem", desk.play.add_guild("Elsewhere"))
    assert "Gazette" not in (await desk.play.slash("/sources", by=cem)).text


@pytest.mark.model
async def test_a_source_goes_once_that_is_confirmed(desk: Any) -> None:
    await (await _propose(desk)).press("Add")
    ((label, id),) = await desk.play.complete("/source remove article:gazette")
    assert label == "Norrvik Gazette: 31 at work"
    question = await desk.play.slash(f"/source remove article:{id}")
    assert "Remove this from" in question.text
    assert "stays as it is" in (await question.press("Keep")).text
    removed = await (await desk.play.slash(f"/source remove article:{id}")).press("Remove")
    assert "Revision 3" in removed.text
    assert "Gazette" not in (await desk.play.slash("/sources")).text


async def test_the_built_in_story_loses_no_source(stage: Any) -> None:
    reply = await stage.play.slash("/source remove article:A")
    assert reply.ephemeral
    assert "A ferry terminal opens" in reply.text


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("empty.txt", b"  \n", "is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "is not a text file"),
        ("paper.pdf", b"%PDF-1.7", "is in a form that Dateline does not read"),
        ("huge.txt", b"word " * 1_100_000, "is too large"),
    ],
)
async def test_a_file_that_is_no_article_gets_a_sentence(stage: Any, name: str, data: bytes, sentence: str) -> None:
    reply = await stage.play.slash("/source add file:it outlet:Gazette", files={"file": (name, data)})
    assert reply.ephemeral
    assert sentence in reply.text
    assert await stage.db.read("SELECT * FROM drafts") == []


async def test_a_file_needs_its_outlet_and_a_date_that_is_one(stage: Any) -> None:
    file = {"file": ("gazette.txt", GAZETTE.encode())}
    for outlet in ("", 'outlet:"  "', "outlet:\u200b"):
        reply = await stage.play.slash(f"/source add file:it {outlet}", files=file)
        assert 'Say which outlet the article is from, at "outlet"' in reply.text
    reply = await stage.play.slash("/source add file:it outlet:Gazette published:yesterday", files=file)
    assert '"yesterday" is not a date' in reply.text


@pytest.mark.parametrize(
    ("filled", "sentence"),
    [
        ({"Outlet": " ", "Text": GAZETTE}, "Say which outlet the article is from"),
        ({"Outlet": "Gazette", "Text": "  \n"}, "is empty"),
        ({"Outlet": "Gazette", "Text": GAZETTE, "Published": "yesterday"}, '"yesterday" is not a date'),
    ],
)
async def test_a_form_that_holds_no_article_gets_a_sentence(stage: Any, filled: dict[str, str], sentence: str) -> None:
    reply = await (await stage.play.slash("/source add")).submit(filled)
    assert reply.ephemeral
    assert sentence in reply.text
    assert await stage.db.read("SELECT * FROM drafts") == []


async def test_who_lost_the_right_meanwhile_hands_in_no_form(stage: Any) -> None:
    ben, role = stage.play.member("Ben"), stage.play.add_role("Wire")
    stage.play.give_role(ben, role)
    await stage.play.slash("/settings manager_role role:Wire")
    form = await stage.play.slash("/source add", by=ben)
    stage.play.take_role(ben, role)
    reply = await form.submit({"Outlet": "Gazette", "Text": GAZETTE})
    assert "You need the right Manage Server" in reply.text


@pytest.mark.parametrize("article", ["x", "x" * 3_000])
async def test_an_unknown_source_cannot_be_removed(
    stage: Any, put_story: Any, ferry_digest: Any, ferry_articles: Any, article: str
) -> None:
    await put_story(stage.db, ferry_digest, ferry_articles, guild_id=stage.play.home.id, key="ours")
    reply = await stage.play.slash(f"/source remove article:{article}")
    assert reply.ephemeral
    assert reply.text.endswith("choose one of A, B, C.")


async def test_without_a_language_model_the_reason_is_told(stage: Any) -> None:
    form = await stage.play.slash("/source add")
    reply = await form.submit({"Outlet": "Norrvik Gazette", "Text": GAZETTE})
    assert reply.ephemeral
    assert 'The language model "md" is not installed' in reply.text


async def test_only_managers_add_sources(stage: Any) -> None:
    ben = stage.play.member("Ben")
    assert "You need the right Manage Server" in (await stage.play.slash("/source add", by=ben)).text
    role = stage.play.add_role("Wire")
    await stage.play.slash("/settings manager_role role:Wire")
    stage.play.give_role(ben, role)
    assert (await stage.play.slash("/source add", by=ben)).modal


async def _propose(desk: Any) -> Any:
    form = await desk.play.slash("/source add")
    return await form.submit({"Outlet": "Norrvik Gazette", "Headline": "31 at work", "Published": "2026-03-23", "Text": GAZETTE})
