from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from briefings.errors import BackupFailed, BackupTargetTaken, DatabaseCorrupt, StoreNotWritable
from briefings.store import Database, files, kv, open_store
from briefings.store.backup import all_nightly, backup, is_backup, nightly


async def put(db: Database, value: str) -> None:
    async with db.write() as tx:
        await kv.put(tx, "word", value)


async def word_in(path: Path) -> str | None:
    async with open_store(path) as db:
        return await kv.get(db, "word")


@contextmanager
def unchanged(*paths: Path) -> Iterator[None]:
    before = [path.read_bytes() for path in paths]
    yield
    assert [path.read_bytes() for path in paths] == before


async def test_a_backup_holds_all_that_was_committed_and_opens_as_a_database(db: Database, tmp_path: Path) -> None:
    await put(db, "kept")
    copy = backup(db.path, tmp_path / "saved" / "monday.db")
    await put(db, "later")
    assert [file.name for file in copy.parent.iterdir()] == ["monday.db"]
    assert await word_in(copy) == "kept"
    assert await kv.get(db, "word") == "later"


async def test_a_backup_is_made_by_path_whether_the_database_is_open_or_not(path: Path, tmp_path: Path) -> None:
    async with open_store(path) as db:
        await put(db, "kept")
        backup(path, tmp_path / "open.db")
    backup(str(path), str(tmp_path / "closed.db"))
    assert await word_in(tmp_path / "open.db") == await word_in(tmp_path / "closed.db") == "kept"


async def test_a_backup_replaces_an_earlier_one(db: Database, tmp_path: Path) -> None:
    for value in ("old", "new"):
        await put(db, value)
        backup(db.path, tmp_path / "backup.db")
    assert await word_in(tmp_path / "backup.db") == "new"


async def test_writers_go_on_while_a_backup_is_made_and_it_is_the_state_of_one_instant(db: Database, tmp_path: Path) -> None:
    async def write() -> None:
        for number in range(200):
            async with db.write() as tx:
                await kv.put(tx, "first", str(number))
                await kv.put(tx, "second", str(number))

    writing = asyncio.create_task(write())
    copies = [await asyncio.to_thread(backup, db.path, tmp_path / f"{number}.db") for number in range(5)]
    await writing
    for copy in copies:
        async with open_store(copy) as saved:
            assert await kv.get(saved, "first") == await kv.get(saved, "second")


async def test_a_file_that_is_no_backup_is_never_written_over(db: Database, tmp_path: Path) -> None:
    diary, foreign, live = tmp_path / "diary.txt", tmp_path / "foreign.db", tmp_path / "live.db"
    diary.write_text("Dear diary")
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    async with open_store(live):
        pass
    with unchanged(diary, foreign, live, db.path):
        for target in (diary, foreign, live, db.path):
            with pytest.raises(BackupTargetTaken, match="choose another file name"):
                backup(db.path, target)
        with pytest.raises(BackupTargetTaken):
            backup(db.path, tmp_path)


async def test_what_goes_wrong_on_the_way_leaves_the_earlier_backup_and_nothing_half_written(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = backup(db.path, tmp_path / "backup.db")

    def stop_half_way(source: Path, part: Path) -> None:
        part.write_bytes(source.read_bytes()[:1000])
        raise OSError("No space left on device")

    with monkeypatch.context() as broken, unchanged(target):
        broken.setattr("briefings.store.backup._copy", stop_half_way)
        with pytest.raises(BackupFailed, match="No space left on device"):
            backup(db.path, target)
        broken.setattr("briefings.store.backup._copy", lambda source, part: part.write_bytes(source.read_bytes()[:5000]))
        with pytest.raises(BackupFailed, match="damaged"):
            backup(db.path, target)
    assert not files.beside(target, ".part").exists()


async def test_a_place_that_cannot_be_written_is_said(db: Database, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BackupFailed, match="could not be written"):
        backup(db.path, tmp_path / "file" / "backup.db")


async def test_a_damaged_or_missing_database_is_not_backed_up(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreNotWritable, match="No such file"):
        backup(path, tmp_path / "backup.db")
    async with open_store(path):
        pass
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(DatabaseCorrupt):
        backup(path, tmp_path / "backup.db")
    assert not (tmp_path / "backup.db").exists()


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


async def test_every_night_has_its_backup_and_the_oldest_go(db: Database, tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "backups"
    for day in range(5):
        await put(db, f"day {day}")
        made = await nightly(db, folder, 3, now + timedelta(days=day))
    assert names(folder) == ["dateline-2026-03-04.db", "dateline-2026-03-05.db", "dateline-2026-03-06.db"]
    assert made == all_nightly(db.path, folder)[0] == folder / "dateline-2026-03-06.db"
    assert [await word_in(path) for path in all_nightly(db.path, folder)] == ["day 4", "day 3", "day 2"]


async def test_a_second_backup_of_a_day_takes_the_place_of_the_first(db: Database, tmp_path: Path, now: datetime) -> None:
    for word in ("morning", "evening"):
        await put(db, word)
        made = await nightly(db, tmp_path / "backups", 3, now)
    assert names(tmp_path / "backups") == ["dateline-2026-03-02.db"]
    assert await word_in(made) == "evening"


async def test_rotation_touches_nothing_but_this_databases_nightly_backups(db: Database, tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    others = ["dateline-2020-01-01.db.old", "dateline-before-moving.db", "other-2020-01-01.db", "dateline.db"]
    for name in others:
        (folder / name).write_text("mine")
    for day in range(2):
        await nightly(db, folder, 1, now + timedelta(days=day))
    assert names(folder) == sorted([*others, "dateline-2026-03-03.db"])


async def test_todays_backup_is_kept_although_the_clock_had_gone_ahead(db: Database, tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "backups"
    for day in (400, 401, 0):
        await nightly(db, folder, 2, now + timedelta(days=day))
    assert "dateline-2026-03-02.db" in names(folder)


async def test_where_tonights_backup_fails_the_earlier_ones_stay(db: Database, tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "backups"
    await nightly(db, folder, 1, now)
    (folder / "dateline-2026-03-03.db.part").mkdir()  # in the way
    with pytest.raises(BackupFailed):
        await nightly(db, folder, 1, now + timedelta(days=1))
    assert await word_in(folder / "dateline-2026-03-02.db") is None


async def test_a_damaged_backup_is_none(db: Database, tmp_path: Path, now: datetime) -> None:
    made = await nightly(db, tmp_path, 3, now)
    assert is_backup(made)
    made.write_bytes(made.read_bytes()[:5000])
    assert not is_backup(made)
    assert not is_backup(db.path), "a database in use is no backup"
