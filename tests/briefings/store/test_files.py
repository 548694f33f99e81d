from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from briefings.errors import (
    DatabaseCorrupt,
    DatabaseTooNew,
    DatelineError,
    ForeignDatabase,
    SqliteTooOld,
    StoreInUse,
    StoreNotWritable,
    StorePathIsDirectory,
)
from briefings.store import Database, files, kv, open_store
from briefings.store.migrate import newest

HOLD = """
import asyncio, sys
from briefings.store import open_store

async def hold():
    async with open_store(sys.argv[1]):
        print("open", flush=True)
        await asyncio.to_thread(sys.stdin.read)

asyncio.run(hold())
"""


async def refusal(path: Path, expected: type[DatelineError]) -> str:
    """The sentence with which the database is refused; its file must be the same before and after."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(expected) as caught:
        async with open_store(path):
            pass
    assert (path.read_bytes() if path.is_file() else None) == before
    return str(caught.value)


async def made(path: Path, value: str = "kept") -> None:
    """A database with enough in it that it has many pages."""
    async with open_store(path) as db, db.write() as tx:
        await kv.put(tx, "word", value)
        for number in range(200):
            await kv.put(tx, f"key {number}", "x" * 500)


async def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "data" / "deep" / "dateline.db"
    async with open_store(path) as db:
        assert db.path == path
    assert files.check(path) == newest()


async def test_any_file_name_will_do(tmp_path: Path) -> None:
    path = tmp_path / "mein büro?" / "date line #1 100%.db"
    await made(path)
    assert files.check(path) == newest()


async def test_what_was_written_is_there_after_a_restart(path: Path) -> None:
    await made(path)
    async with open_store(path) as db:
        assert await kv.get(db, "word") == "kept"
    assert sorted(file.name for file in path.parent.iterdir()) == ["dateline.db", "dateline.db.lock"]


async def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    assert "is a folder" in await refusal(tmp_path, StorePathIsDirectory)


async def test_a_place_that_cannot_be_written_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert "check the permissions" in await refusal(tmp_path / "file" / "dateline.db", StoreNotWritable)


async def test_a_lock_file_that_cannot_be_written_is_refused_with_a_sentence(path: Path) -> None:
    files.beside(path, ".lock").mkdir()
    await refusal(path, StoreNotWritable)


async def test_a_database_that_cannot_be_made_is_refused_with_a_sentence(path: Path) -> None:
    files.beside(path, ".new").mkdir()
    await refusal(path, StoreNotWritable)


async def test_a_new_database_that_was_never_finished_is_begun_again(path: Path) -> None:
    files.beside(path, ".new").write_bytes(b"half of a database")
    await made(path)
    assert files.check(path) == newest()


async def test_a_second_opening_in_the_same_process_is_refused(db: Database) -> None:
    assert "Another Dateline is using" in await refusal(db.path, StoreInUse)


async def test_a_name_that_links_to_a_database_in_use_is_refused(db: Database, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(db.path)
    await refusal(link, StoreInUse)


async def test_a_second_process_is_refused_until_the_first_ends(path: Path) -> None:
    first = subprocess.Popen([sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "open\n"
        second = subprocess.run([sys.executable, "-c", HOLD, path], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        assert second.returncode == 1
        assert "StoreInUse: Another Dateline is using the database" in second.stderr
        assert files.check(path) == newest(), "a check is possible while it is in use"
        first.kill()
    finally:
        first.communicate()
    async with open_store(path):
        pass


async def test_a_text_file_is_foreign(path: Path) -> None:
    path.write_text("Dear diary, today I set up a bot.")
    assert "is not a database of Dateline" in await refusal(path, ForeignDatabase)


async def test_an_empty_file_is_foreign_and_no_database_is_made_over_it(path: Path) -> None:
    path.touch()
    await refusal(path, ForeignDatabase)


async def test_another_programs_database_is_foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    await refusal(path, ForeignDatabase)


async def test_a_database_of_a_newer_version_is_refused(path: Path) -> None:
    await made(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {newest() + 1}")
    sentence = await refusal(path, DatabaseTooNew)
    assert f"schema {newest() + 1}, this one knows {newest()}" in sentence


async def test_a_database_of_an_older_version_is_migrated(path: Path) -> None:
    with closing(files.connect(path, "rwc")) as connection:
        connection.execute(f"PRAGMA application_id = {files.APPLICATION_ID}")
        connection.execute("CREATE TABLE from_before (x INTEGER)")
    async with open_store(path) as db:
        assert await kv.get(db, "anything") is None
        assert await db.read("SELECT * FROM from_before") == []
    assert files.check(path) == newest()


async def test_flipped_bytes_are_found_at_the_start_and_the_sentence_says_how_to_restore(path: Path) -> None:
    await made(path)
    content = bytearray(path.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 : page * 4096 + 16] = bytes(byte ^ 0xFF for byte in content[page * 4096 : page * 4096 + 16])
    path.write_bytes(content)
    sentence = await refusal(path, DatabaseCorrupt)
    assert "`dateline restore BACKUP`" in sentence
    assert "It was left as it is" in sentence


async def test_one_flipped_page_is_found_too(path: Path) -> None:
    await made(path)
    content = bytearray(path.read_bytes())
    content[-4096:-4080] = bytes(16)
    path.write_bytes(content)
    await refusal(path, DatabaseCorrupt)


async def test_a_flipped_header_field_is_found(path: Path) -> None:
    await made(path)
    content = bytearray(path.read_bytes())
    content[16:24] = bytes(8)  # the size of a page
    path.write_bytes(content)
    await refusal(path, DatabaseCorrupt)


@pytest.mark.parametrize("kept", [100, 4096, 10_000, -1])
async def test_a_truncated_file_is_found(path: Path, kept: int) -> None:
    await made(path)
    path.write_bytes(path.read_bytes()[:kept])
    await refusal(path, DatabaseCorrupt)


async def test_a_log_without_its_database_is_not_given_a_new_one(path: Path) -> None:
    files.beside(path, "-wal").write_bytes(b"what was committed last")
    assert "the file itself is missing" in await refusal(path, DatabaseCorrupt)
    assert not path.exists()


async def test_a_file_that_cannot_be_read_is_refused(path: Path) -> None:
    with pytest.raises(StoreNotWritable, match="No such file"):
        files.check(path)


async def test_an_sqlite_that_lacks_what_is_needed_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    assert "needs 3.37.0 or later" in await refusal(path, SqliteTooOld)
    assert not path.exists()
