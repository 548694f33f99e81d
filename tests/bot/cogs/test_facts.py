"""What people see of a story's facts, through a real client in the playground."""

from __future__ import annotations

from typing import Any

import pytest


async def test_staffing_shows_every_figure_with_its_outlet_and_marks_the_conflict(stage: Any) -> None:
    reply = await stage.play.slash("/staffing")
    assert "The sources disagree" in reply.text
    for value, outlet in (("**40**", "The Harbour Herald"), ("**up to 25**", "Coast Courier"), ("**about 40**", "Island Echo")):
        assert any(value in line and outlet in line for line in reply.text.splitlines())
    assert not reply.ephemeral


async def test_the_passages_open_privately_and_a_retold_one_is_no_quotation(stage: Any) -> None:
    reply = await stage.play.slash("/staffing")
    passages = await reply.press("Passages", by=stage.play.member("Ben"))
    assert passages.ephemeral
    assert "> would employ 40 people\n— **The Harbour Herald**, 20 March 2026" in passages.text
    assert "About 40 people work there\n— *retold from Island Echo*" in passages.text
    assert "> About" not in passages.text


async def test_an_answer_can_be_private(stage: Any) -> None:
    assert (await stage.play.slash("/where private:true")).ephemeral


@pytest.mark.parametrize(
    ("command", "shown"),
    [("/who", "Ingrid Dahl"), ("/where", "the old harbour"), ("/when", "20 March 2026"), ("/sources", "retold in our own words")],
)
async def test_every_topic_answers(stage: Any, command: str, shown: str) -> None:
    assert shown in (await stage.play.slash(command)).text


async def test_one_person_alone(stage: Any) -> None:
    reply = await stage.play.slash("/who person:berg")
    assert "Jonas Berg" in reply.text
    assert "the port's director" in reply.text
    assert "Ingrid" not in reply.text


async def test_an_unknown_person_gets_a_sentence_with_known_ones(stage: Any) -> None:
    reply = await stage.play.slash("/who person:Zebedee")
    assert reply.ephemeral
    assert reply.text == 'No source names "Zebedee". They name Ingrid Dahl, Jonas Berg.'


async def test_an_unknown_story_gets_a_sentence_with_known_ones(stage: Any) -> None:
    reply = await stage.play.slash("/who story:volcano")
    assert reply.ephemeral
    assert reply.text == 'There is no story "volcano" here. Choose one of these: A ferry terminal opens.'


async def test_what_was_typed_comes_back_escaped_and_within_a_message(stage: Any) -> None:
    reply = await stage.play.slash('/where story:"[free](https://example.org) @everyone"')
    assert reply.ephemeral
    assert r"\[free\]" in reply.text
    assert "@everyone" not in reply.text
    endless = await stage.play.slash(f"/where story:{'_' * 5_000}")
    assert endless.ephemeral
    assert endless.text.endswith("Choose one of these: A ferry terminal opens.")


async def test_nobody_of_an_unknown_story_is_suggested(stage: Any, caplog: pytest.LogCaptureFixture) -> None:
    assert await stage.play.complete("/who story:volcano person:x") == []
    assert caplog.records == []


async def test_people_and_stories_are_suggested(stage: Any) -> None:
    assert await stage.play.complete("/who person:direc") == [("Jonas Berg, the port's director", "Jonas Berg")]
    assert await stage.play.complete("/where story:ferry") == [("A ferry terminal opens", "ferry")]


async def test_buttons_answer_after_a_restart(stage: Any) -> None:
    reply = await stage.play.slash("/staffing")
    await stage.stop()
    await stage.start()
    assert "would employ 40 people" in (await reply.press("Passages")).text
