"""The movable clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from playground import Playground
from playground.clock import Clock
from playground.world import DISCORD_EPOCH_MS, World
from tests.playground.echo import EchoBot


def test_it_runs_from_wherever_it_was_set() -> None:
    clock = Clock()
    noon = datetime(2026, 3, 29, 12, tzinfo=UTC)
    assert noon <= clock.set(noon) <= clock.now() < noon + timedelta(minutes=1)
    assert clock.move(timedelta(days=1)) >= noon + timedelta(days=1)


def test_it_must_know_the_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Clock().set(datetime(2026, 3, 29, 12))  # noqa: DTZ001 -- what the test is about


def test_ids_carry_the_instant_and_grow_even_when_the_clock_goes_back() -> None:
    clock = Clock()
    world = World(clock)
    world.founding = False
    clock.set(datetime(2030, 1, 1, tzinfo=UTC))
    ids = [world.new_id(), world.new_id()]
    assert ((ids[0] >> 22) + DISCORD_EPOCH_MS) // 1000 == int(datetime(2030, 1, 1, tzinfo=UTC).timestamp())
    clock.set(datetime(2020, 1, 1, tzinfo=UTC))
    ids.append(world.new_id())
    assert sorted(set(ids)) == ids


async def test_messages_bear_the_time_of_the_world(playground: Playground, bot: EchoBot) -> None:
    playground.clock.set(datetime(2026, 12, 24, 18, tzinfo=UTC))
    message = await bot.text_channel("news").send("merry")
    assert message.created_at.date().isoformat() == "2026-12-24"
