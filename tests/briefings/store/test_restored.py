from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefings.errors import BackupUnusable
from briefings.model import DeliveryState, Story, Template
from briefings.store import Database, deliveries, files, kv, open_store, restored, stories
from briefings.store.backup import backup
from briefings.store.deliveries import NewDelivery
from briefings.store.migrate import newest
from briefings.store.restored import Contents
from briefings.store.subscriptions import Subscription


async def made(path: Path, word: str) -> Path:
    async with open_store(path) as db, db.write() as tx:
        await kv.put(tx, "word", word)
    return path


async def word_in(path: Path) -> str | None:
    async with open_store(path) as db:
        return await kv.get(db, "word")


async def test_the_replaced_database_stays_whole_beside_the_new_one(path: Path, tmp_path: Path, now: datetime) -> None:
    copy = backup(await made(path, "old"), tmp_path / "copy.db")
    await made(path, "new")
    aside = restored.put_in_place(restored.stage(copy, path), path, now)
    assert aside is not None
    assert aside.name == "dateline.db.replaced-2026-03-02T090000Z"
    assert await word_in(path) == "old"
    assert await word_in(aside) == "new"


async def test_a_log_that_was_not_written_back_goes_with_the_database_it_belongs_to(path: Path, tmp_path: Path, now: datetime) -> None:
    """As after a crash: the last commits are in the log alone, and must neither be lost nor get into the restored database."""
    copy = backup(await made(path, "old"), tmp_path / "copy.db")
    async with open_store(path) as db:
        async with db.write() as tx:
            await kv.put(tx, "word", "in the log")
        crashed = {suffix: files.beside(path, suffix).read_bytes() for suffix in ("", "-wal")}
    for suffix, content in crashed.items():
        files.beside(path, suffix).write_bytes(content)
    aside = restored.put_in_place(restored.stage(copy, path), path, now)
    assert aside is not None
    assert await word_in(path) == "old"
    assert await word_in(aside) == "in the log"


async def test_where_there_was_no_database_none_is_kept(path: Path, tmp_path: Path, now: datetime) -> None:
    copy = await made(tmp_path / "copy.db", "old")
    assert restored.put_in_place(restored.stage(copy, path), path, now) is None
    assert await word_in(path) == "old"


async def test_a_disk_without_hard_links_keeps_a_copy(path: Path, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(source: Path, target: Path) -> None:
        raise PermissionError("Operation not permitted")

    monkeypatch.setattr("os.link", no_links)
    copy = backup(await made(path, "old"), tmp_path / "copy.db")
    await made(path, "new")
    aside = restored.put_in_place(restored.stage(copy, path), path, now)
    assert aside is not None
    assert (await word_in(path), await word_in(aside)) == ("old", "new")


async def test_what_is_kept_beside_is_never_written_over(path: Path, tmp_path: Path, now: datetime) -> None:
    copy = backup(await made(path, "old"), tmp_path / "copy.db")
    restored.put_in_place(restored.stage(copy, path), path, now)
    with pytest.raises(FileExistsError):
        restored.put_in_place(restored.stage(copy, path), path, now)


async def test_a_backup_that_cannot_be_used_is_refused_with_the_reason(path: Path, tmp_path: Path) -> None:
    await made(path, "kept")
    text, short, newer = tmp_path / "notes.txt", tmp_path / "short.db", tmp_path / "newer.db"
    text.write_text("Dear diary")
    short.write_bytes(backup(path, tmp_path / "copy.db").read_bytes()[:5000])
    with closing(files.connect(backup(path, newer))) as connection:
        connection.execute(f"PRAGMA user_version = {newest() + 1}")
    reasons = {
        text: "not a database of Dateline",
        short: "it is damaged",
        newer: f"a newer Dateline wrote it: schema {newest() + 1}",
        tmp_path / "nowhere.db": "No such file",
        path: "it is the database itself",
    }
    for file, reason in reasons.items():
        with pytest.raises(BackupUnusable, match=reason):
            restored.stage(file, path)
    assert not files.beside(path, ".restoring").exists()
    assert await word_in(path) == "kept"


async def test_ids_that_the_lost_database_may_have_given_out_are_not_given_out_again(db: Database, story: Story, now: datetime) -> None:
    async with db.write() as tx:
        await restored.give_no_id_twice(tx, now)
        first = await stories.add(tx, guild_id=1, key="first", title="First", timezone="UTC", now=now)
        await restored.give_no_id_twice(tx, now + timedelta(minutes=1))
        second = await stories.add(tx, guild_id=1, key="second", title="Second", timezone="UTC", now=now)
        tables = await tx.read("SELECT min(seq) AS least, count(*) AS count FROM sqlite_sequence")
    assert story.id < first.id == int(now.timestamp()) + 1
    assert second.id == first.id + 60
    assert tables[0]["least"] > now.timestamp(), "tables that were empty begin there too"
    assert tables[0]["count"] >= 7


async def test_what_is_owed_is_looked_for_first_and_its_first_try_may_have_been_when_it_was_due(
    db: Database, subscription: Subscription, digest_id: int, now: datetime
) -> None:
    owed = NewDelivery(subscription.id, now, digest_id, Template.SHORT, DeliveryState.PENDING, None)
    async with db.write() as tx:
        await deliveries.enqueue(tx, [owed])
        await restored.look_before_sending(tx)
        (claim,) = await deliveries.claim(tx, now + timedelta(hours=1), timedelta(minutes=1), 10)
    assert claim.first_try_at == now
    (row,) = await db.read("SELECT doubtful FROM deliveries")
    assert row["doubtful"] == 1


async def test_what_a_database_holds_is_told(db: Database, subscription: Subscription, digest_id: int, now: datetime) -> None:
    assert await restored.contents(db) == Contents(subscriptions=1, stories=1, last_delivery=None)
    async with db.write() as tx:
        await deliveries.enqueue(tx, [NewDelivery(subscription.id, now, digest_id, Template.SHORT, DeliveryState.PENDING, None)])
        (claim,) = await deliveries.claim(tx, now, timedelta(minutes=1), 10)
        await deliveries.delivered(tx, claim.id, 11, 5, now)
    assert (await restored.contents(db)).last_delivery == datetime(2026, 3, 2, 9, tzinfo=UTC)
