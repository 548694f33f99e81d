"""What /status says of the bot's health, and how one delivery is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.health import Health, Jump, Mishap, Trouble
from bot.present.cards import Tone
from bot.present.schedules import record_line
from bot.present.status import Status, status_card
from briefings.model import DeliveryState, Template
from briefings.store.deliveries import DeliveryRecord, Waiting
from briefings.store.notices import Notice

NOW = datetime(2026, 3, 27, 12, tzinfo=UTC)
RECORD = DeliveryRecord(1, 2, NOW, 3, Template.SHORT, DeliveryState.DELIVERED, 1, None, NOW, 40, 50)
NOTHING = Waiting(0, None)
NOTICE = Notice(1, 7, "gone:9", "The channel is gone.", None, None, "failed", 1, "nobody here takes messages", None, None, NOW, None)


def _told(health: Health, *notices: Notice, here: Waiting = NOTHING) -> tuple[str, Tone]:
    card = status_card(Status(health, here, Waiting(5, NOW), None, notices), [], NOW)
    return "\n".join(card.blocks), card.tone


def test_a_rest_a_full_disk_and_a_jump_of_the_clock_are_named() -> None:
    health = Health(Trouble(NOW, "The disk is full: make room."), Mishap(NOW, "Discord timed out"), Jump(NOW, timedelta(seconds=-95)))
    health.rest(NOW + timedelta(minutes=10), "Discord's network blocks this address for now")
    text, tone = _told(health)
    assert "Nothing new is sent" in text
    assert "The disk is full: make room." in text
    assert "Discord's network blocks this address for now." in text
    assert "set back by one minute" in text
    assert "Discord timed out" in text
    assert "Sending works" not in text
    assert tone is Tone.DISPUTED


def test_a_rest_that_is_over_is_no_trouble() -> None:
    health = Health()
    health.rest(NOW, "Discord asked for it")
    text, tone = _told(health)
    assert "Sending works" in text
    assert tone is Tone.DONE


def test_a_notice_that_reached_nobody_is_told_here_with_the_reason() -> None:
    text, tone = _told(Health(), NOTICE)
    assert "⚠ The channel is gone." in text
    assert "told here only: nobody here takes messages" in text
    assert tone is Tone.DISPUTED


def test_the_queue_tells_how_much_is_due_and_since_when() -> None:
    text, _ = _told(Health(), here=Waiting(12, NOW))
    assert f"**12 briefings** of this server are due and not posted yet, the oldest since <t:{int(NOW.timestamp())}:F>" in text
    assert "In all of Dateline: 5." in text


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (RECORD, "posted · [see it](https://discord.com/channels/7/40/50)"),
        (replace(RECORD, message_id=None), "posted, deleted since"),
        (replace(RECORD, finished_at=NOW + timedelta(hours=1)), "posted late, <t:"),
        (replace(RECORD, template=Template.UNCHANGED), "said that nothing is new"),
        (replace(RECORD, state=DeliveryState.SKIPPED, reason="nothing *new*"), r"skipped: nothing \*new\*"),
        (replace(RECORD, state=DeliveryState.FAILED, reason="refused", channel_id=None), "not posted: refused"),
        (replace(RECORD, state=DeliveryState.UNCERTAIN, reason="cut off", channel_id=None), "perhaps posted: cut off"),
        (replace(RECORD, state=DeliveryState.PENDING, reason="busy", next_try_at=NOW), "on its way: busy, next try <t:"),
    ],
)
def test_a_delivery_is_told_in_a_line(record: DeliveryRecord, words: str) -> None:
    assert words in record_line(record, 7)
