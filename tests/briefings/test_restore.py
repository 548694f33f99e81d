"""A backup takes the database's place, and the channel sees nothing of it: no briefing twice, none lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefings.compose import tick
from briefings.deliver import Outcome, Sent, deliver_due
from briefings.errors import BackupUnusable, DatabaseCorrupt, RestoreFailed, StoreInUse
from briefings.model import Delivery, DeliveryState, Digest, Template
from briefings.restore import restore
from briefings.schedule import Every
from briefings.store import Database, deliveries, digests, kv, open_store, stories, subscriptions
from briefings.store.backup import backup
from briefings.store.deliveries import DeliveryRecord

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass
class Channel:
    """A channel that keeps its posts, whatever becomes of the database; `find` looks for the nonce, as the real one does."""

    posts: list[Delivery] = field(default_factory=list)

    async def send(self, delivery: Delivery) -> Outcome:
        self.posts.append(delivery)
        return Sent(len(self.posts), delivery.channel_id)

    async def find(self, delivery: Delivery) -> Outcome | None:
        found = [number for number, post in enumerate(self.posts, 1) if post.nonce == delivery.nonce]
        return Sent(found[0], delivery.channel_id) if found else None

    def due_times(self) -> list[datetime]:
        return [post.due_at for post in self.posts]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dateline.db"


@asynccontextmanager
async def subscribed(path: Path) -> AsyncIterator[Database]:
    """A database whose one subscription posts every hour from nine on."""
    async with open_store(path) as db:
        async with db.write() as tx:
            story = await stories.add(tx, guild_id=None, key="ferry", title="The ferry", timezone="UTC", now=NINE)
            await digests.add(tx, story.id, Digest("The ferry", "UTC", 1, ()), NINE)
            await subscriptions.add(
                tx,
                guild_id=10,
                channel_id=100,
                story_id=story.id,
                rule=Every(60, NINE),
                zone="UTC",
                template=Template.SHORT,
                role_id=None,
                next_run_at=NINE,
                created_by=1,
                now=NINE,
            )
        yield db


async def work(db: Database, channel: Channel, now: datetime) -> None:
    await tick(db, now)
    await deliver_due(db, channel, lambda: now)


async def history(db: Database) -> list[DeliveryRecord]:
    (subscription,) = await subscriptions.of_guild(db, 10)
    return await deliveries.of_subscription(db, subscription.id, 10)


@pytest.mark.parametrize("posted_by_the_lost_one", [True, False])
async def test_what_fell_due_since_the_backup_is_posted_once_whether_the_lost_database_had_posted_it_or_not(
    path: Path, tmp_path: Path, posted_by_the_lost_one: bool
) -> None:
    channel = Channel()
    async with subscribed(path) as db:
        await work(db, channel, NINE)
        copy = backup(path, tmp_path / "copy.db")
        if posted_by_the_lost_one:
            await work(db, channel, NINE + HOUR)
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(DatabaseCorrupt):
        async with open_store(path):
            pass
    await restore(copy, path, NINE + HOUR + 20 * MINUTE)
    async with open_store(path) as db:
        await work(db, channel, NINE + HOUR + 21 * MINUTE)
        assert channel.due_times() == [NINE, NINE + HOUR]
        assert [(record.state, record.message_id) for record in await history(db)] == [
            (DeliveryState.DELIVERED, 2),
            (DeliveryState.DELIVERED, 1),
        ]
        await work(db, channel, NINE + 2 * HOUR)
    assert channel.due_times() == [NINE, NINE + HOUR, NINE + 2 * HOUR]


async def test_what_was_being_sent_when_the_backup_was_made_is_not_sent_again(path: Path, tmp_path: Path) -> None:
    channel = Channel()
    async with subscribed(path) as db:
        await work(db, channel, NINE)
        await tick(db, NINE + HOUR)
        async with db.write() as tx:
            await deliveries.claim(tx, NINE + HOUR, MINUTE, 10)
        copy = backup(path, tmp_path / "copy.db")
        await work(db, channel, NINE + HOUR + 2 * MINUTE)
    await restore(copy, path, NINE + HOUR + 20 * MINUTE)
    async with open_store(path) as db:
        await work(db, channel, NINE + HOUR + 21 * MINUTE)
        assert [record.state for record in await history(db)] == [DeliveryState.DELIVERED] * 2
    assert channel.due_times() == [NINE, NINE + HOUR]


async def test_what_became_of_the_restore_is_told(path: Path, tmp_path: Path) -> None:
    async with subscribed(path) as db:
        await work(db, Channel(), NINE)
        copy = backup(path, tmp_path / "copy.db")
    done = await restore(copy, path, NINE + HOUR)
    assert done.database == path
    assert done.replaced == tmp_path / "dateline.db.replaced-2026-03-02T100000Z"
    assert (done.contents.subscriptions, done.contents.stories, done.contents.last_delivery) == (1, 1, NINE)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copy.db", "dateline.db", "dateline.db.lock", done.replaced.name]


async def test_the_restored_database_may_lie_where_none_was(path: Path, tmp_path: Path) -> None:
    async with subscribed(tmp_path / "other.db"):
        pass
    done = await restore(tmp_path / "other.db", tmp_path / "new" / "dateline.db", NINE)
    assert done.replaced is None
    async with open_store(done.database) as db:
        assert len(await subscriptions.of_guild(db, 10)) == 1


async def test_while_a_bot_uses_the_database_it_is_not_replaced(path: Path, tmp_path: Path) -> None:
    async with subscribed(path) as db:
        copy = backup(path, tmp_path / "copy.db")
        with pytest.raises(StoreInUse, match="stop that one first"):
            await restore(copy, path, NINE)
        async with db.write() as tx:
            await kv.put(tx, "word", "kept")
    async with open_store(path) as db:
        assert await kv.get(db, "word") == "kept"


async def test_what_fails_on_the_way_leaves_the_database_as_it_was(path: Path, tmp_path: Path) -> None:
    async with subscribed(path):
        copy = backup(path, tmp_path / "copy.db")
    before = path.read_bytes()
    (tmp_path / "notes.txt").write_text("Dear diary")
    with pytest.raises(BackupUnusable, match="choose another backup"):
        await restore(tmp_path / "notes.txt", path, NINE)
    (tmp_path / "dateline.db.replaced-2026-03-02T090000Z").touch()
    with pytest.raises(RestoreFailed, match="as it was"):
        await restore(copy, path, NINE)
    assert path.read_bytes() == before
    assert not (tmp_path / "dateline.db.restoring").exists()
