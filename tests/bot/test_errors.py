"""What went wrong, in words: the error's own sentence, or an apology with an id that the log knows."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.errors import sentence
from briefings.errors import UnknownStory


def test_a_dateline_error_is_told_by_its_own_sentence() -> None:
    told = sentence(UnknownStory(name="volcano", hint="Choose one."), where="/who")
    assert told == 'There is no story "volcano" here. Choose one.'


def test_anything_else_gets_an_apology_whose_id_the_log_knows(caplog: pytest.LogCaptureFixture) -> None:
    told = sentence(ZeroDivisionError("secret detail"), where="/who")
    found = re.search(r"incident ([0-9a-f]{8})", told)
    assert found
    assert "secret" not in told
    (record,) = caplog.records
    assert found[1] in record.message
    assert "/who" in record.message
    assert record.exc_info


async def test_a_broken_command_apologises_to_one_person_alone(stage: Any, caplog: pytest.LogCaptureFixture) -> None:
    async with stage.db.write() as tx:
        await tx.run("UPDATE digests SET digest = 'not a digest'")
    reply = await stage.play.slash("/staffing")
    assert reply.ephemeral
    assert "Sorry, something went wrong" in reply.text
    assert "incident" in caplog.text


async def test_a_broken_button_apologises_too(stage: Any) -> None:
    answer = await stage.play.slash("/staffing")
    async with stage.db.write() as tx:
        await tx.run("UPDATE digests SET digest = 'not a digest'")
    reply = await answer.press("Passages")
    assert reply.ephemeral
    assert "Sorry, something went wrong" in reply.text
