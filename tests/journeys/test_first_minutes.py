"""A newcomer's first minutes: the bot starts, answers about the built-in story, takes a further article, and stops cleanly."""

from __future__ import annotations

import signal
import sqlite3
from typing import TYPE_CHECKING

import pytest

from playground import Playground

if TYPE_CHECKING:
    from tests.journeys.conftest import Bot

pytestmark = pytest.mark.model

FOURTH = """Liaison office at Kaesong opens with a staff of 50

SEOUL - South Korea will send 45 officials to the liaison office that opened at Kaesong on Friday, a government spokesman said.

The office in the border town gives both Koreas a place to talk at any hour. It will be staffed by 45 South Korean officials,
he said, and its work begins on Monday.

The spokesman, Park Ji-hoon, said the staff would take turns and go home every second week."""


async def test_the_three_counts_of_the_staff_are_shown_with_their_outlets(playground: Playground, new_bot: Bot) -> None:
    await new_bot.start()
    reply = await playground.slash("/staffing")
    lines = [line for line in reply.text.splitlines() if "Straits Times" in line or "Al Jazeera" in line or "Pulse" in line]
    assert any("30" in line and "Pulse" in line for line in lines)
    assert any("p to 20" in line and "Straits Times" in line for line in lines)
    assert any("15 to 20" in line and "Al Jazeera" in line for line in lines)
    assert "disagree" in reply.text
    passages = await reply.press("Passages")
    assert passages.ephemeral
    assert "retold from" in passages.text.lower()
    assert await new_bot.stop() == 0
    assert "Stopped." in new_bot.log


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("/who", "Cho Myoung-gyon"),
        ("/who person:Chun", "Chun Hae-sung"),
        ("/where", "Kaesong"),
        ("/when", "14 September 2018"),
        ("/briefing", "Kaesong"),
        ("/briefing length:long", "Al Jazeera"),
        ("/sources", "The Straits Times"),
        ('/ask question:"Who heads the southern team?"', "Chun"),
        ('/ask question:"What is the phone number of the office?"', "ot in the sources"),
    ],
)
async def test_every_question_is_answered(playground: Playground, bot: Bot, command: str, expected: str) -> None:
    reply = await playground.slash(command)
    assert expected in reply.text


async def test_a_fourth_article_counts_once_confirmed_and_changes_the_answer(playground: Playground, bot: Bot) -> None:
    before = await playground.slash("/staffing")
    form = await playground.slash("/source add")
    preview = await form.submit({"Outlet": "The Harbour Post", "Published": "2018-09-15", "Text": FOURTH}, timeout=60)
    assert preview.ephemeral
    assert "45" in preview.text
    unchanged = await playground.slash("/staffing")
    assert unchanged.text == before.text
    await preview.press("Add", timeout=60)
    after = await playground.slash("/staffing")
    assert "45" in after.text
    assert "The Harbour Post" in after.text


async def test_a_members_own_article_stays_in_its_server(playground: Playground, bot: Bot) -> None:
    other = playground.add_guild("Other", owner="Cem")
    form = await playground.slash("/source add")
    preview = await form.submit({"Outlet": "The Harbour Post", "Published": "2018-09-15", "Text": FOURTH}, timeout=60)
    await preview.press("Add", timeout=60)
    seen = await playground.slash("/sources", by=playground.member("Cem", other))
    assert "The Harbour Post" not in seen.text


async def test_sigterm_stops_within_five_seconds_and_leaves_a_whole_database(playground: Playground, bot: Bot) -> None:
    assert await bot.stop(signal.SIGTERM) == 0
    with sqlite3.connect(bot.database) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()


async def test_a_second_bot_on_the_same_file_says_so_and_exits(playground: Playground, bot: Bot) -> None:
    second = type(bot)(playground, bot.database)
    second.log_file = bot.database.with_suffix(".second.log")
    await second.start(wait=False)
    assert await second.exit_code() == 2
    assert "Another Dateline" in second.log
