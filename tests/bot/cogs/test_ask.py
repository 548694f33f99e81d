"""Free questions through a real client: answered from the sources, or not at all."""

from __future__ import annotations

from typing import Any


async def test_an_answer_names_its_source_and_opens_its_passages(stage: Any) -> None:
    reply = await stage.play.slash('/ask question:"Who paid for the building?"')
    assert "**The port**" in reply.text
    assert "The Harbour Herald" in reply.text
    passages = await reply.press("Passages")
    assert "> The port paid for the building" in passages.text
    assert "— **The Harbour Herald**, 20 March 2026" in passages.text


async def test_what_no_source_says_is_said_plainly_with_the_nearest_thing_and_its_source(stage: Any) -> None:
    reply = await stage.play.slash('/ask question:"What does the terminal cost?"')
    assert "**Not in the sources.**" in reply.text
    assert "The nearest thing they say" in reply.text
    assert "*The Harbour Herald*" in reply.text
    assert "Passages" not in reply.labels


async def test_an_empty_question_gets_a_sentence(stage: Any) -> None:
    reply = await stage.play.slash('/ask question:"???"')
    assert reply.ephemeral
    assert reply.text.startswith("There is no question here")


async def test_a_huge_question_gets_a_sentence(stage: Any) -> None:
    reply = await stage.play.slash(f'/ask question:"{"why " * 200}"')
    assert reply.ephemeral
    assert "at most 500 are read" in reply.text


async def test_marks_in_a_question_stay_what_they_are(stage: Any) -> None:
    reply = await stage.play.slash('/ask question:"Who is @everyone and **bold**?"')
    assert "@everyone" not in reply.text
    assert r"\*\*bold\*\*" in reply.text
