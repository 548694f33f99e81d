"""The day's work, by a clock that is an argument."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.daily import Daily
from briefings.errors import BackupFailed
from briefings.model import DeliveryState, Digest, Template
from briefings.schedule import Every
from briefings.store import Database, deliveries, digests, open_store, stories, subscriptions
from briefings.store.deliveries import NewDelivery

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_store(tmp_path / "dateline.db") as database:
        yield database


def backups(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("*.db"))


async def skipped(db: Database, due: list[datetime]) -> int:
    """A subscription that was skipped at these times; its id."""
    async with db.write() as tx:
        story = await stories.add(tx, guild_id=1, key="ferry", title="The ferry", timezone="UTC", now=NOW)
        await digests.add(tx, story.id, Digest("The ferry", "UTC", 1, ()), NOW)
        one = await subscriptions.add(
            tx,
            guild_id=1,
            channel_id=11,
            story_id=story.id,
            rule=Every(60, NOW),
            zone="UTC",
            template=Template.SHORT,
            role_id=None,
            next_run_at=NOW,
            created_by=1,
            now=NOW,
        )
        rows = [NewDelivery(one.id, at, None, Template.SHORT, DeliveryState.SKIPPED, "missed", finished_at=at) for at in due]
        await deliveries.enqueue(tx, rows)
    return one.id


async def test_the_database_is_backed_up_once_a_day_however_often_it_is_asked_for_or_started(db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first = Daily(db, folder, 7)
    assert [await first(NOW), await first(NOW + HOUR)] == [True, False]
    assert not await Daily(db, folder, 7)(NOW + 2 * HOUR), "after a restart on the same day"
    assert await first(NOW + DAY)
    assert backups(folder) == ["dateline-2026-03-02.db", "dateline-2026-03-03.db"]


async def test_only_so_many_backups_are_kept_and_none_is_made_for_none(db: Database, tmp_path: Path) -> None:
    some, none = Daily(db, tmp_path / "some", 2), Daily(db, tmp_path / "none", 0)
    for day in range(3):
        assert await some(NOW + day * DAY)
    assert await none(NOW + 3 * DAY)
    assert backups(tmp_path / "some") == ["dateline-2026-03-03.db", "dateline-2026-03-04.db"]
    assert not (tmp_path / "none").exists()


async def test_what_became_of_deliveries_is_forgotten_after_ninety_days(db: Database, tmp_path: Path) -> None:
    id = await skipped(db, [NOW - 91 * DAY, NOW - 89 * DAY])
    await Daily(db, tmp_path, 0)(NOW)
    assert [record.due_at for record in await deliveries.of_subscription(db, id, 10)] == [NOW - 89 * DAY]


async def test_a_backup_that_failed_is_said_and_tried_again_an_hour_later(db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.write_text("in the way")
    daily = Daily(db, folder, 7)
    with pytest.raises(BackupFailed):
        await daily(NOW)
    assert not await daily(NOW + HOUR / 2), "no full disk is tried every second"
    folder.unlink()
    assert await daily(NOW + HOUR)
    assert backups(folder) == ["dateline-2026-03-02.db"]
