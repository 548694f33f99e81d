"""The storm of `make storm`, short: some sixty briefings, and the bot killed eight times, alone and beside a second process."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.journeys.storm import storm

pytestmark = pytest.mark.model


@pytest.mark.parametrize("processes", [1, 2])
async def test_nothing_is_lost_and_nothing_seen_twice_however_often_the_bot_is_killed(tmp_path: Path, seeded: Path, processes: int) -> None:
    database = tmp_path / "dateline.db"
    shutil.copy(seeded, database)
    count = await storm(tmp_path, database, briefings=60, kills=8, processes=processes, seed=processes)
    assert count.good, str(count)
