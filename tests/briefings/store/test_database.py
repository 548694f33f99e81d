from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from briefings.errors import DatabaseBusy, DatabaseCorrupt, DiskFull, StoreNotWritable
from briefings.store import Database, Transaction, files, kv, open_store
from briefings.store.database import to_the_end

WRITE_FOR_EVER = """
import asyncio, sys
from briefings.store import kv, open_store

async def write():
    async with open_store(sys.argv[1]) as db:
        for number in range(1_000_000):
            async with db.write() as tx:
                await kv.put(tx, "begun", str(number))
                await kv.put(tx, "finished", str(number))
            print(number, flush=True)

asyncio.run(write())
"""


async def count(tx: Transaction) -> int:
    """Read and write back a number with time for others in between."""
    number = int(await kv.get(tx, "number") or 0)
    await asyncio.sleep(0)
    await kv.put(tx, "number", str(number + 1))
    return number + 1


async def test_many_coroutines_write_one_after_the_other(db: Database) -> None:
    async def one() -> None:
        async with db.write() as tx:
            await count(tx)

    await asyncio.gather(*(one() for _ in range(50)))
    assert await kv.get(db, "number") == "50"


async def test_a_reader_sees_only_what_is_committed_and_need_not_wait_for_a_writer(db: Database) -> None:
    async with db.write() as tx:
        await kv.put(tx, "word", "new")
        assert await kv.get(tx, "word") == "new"
        assert await kv.get(db, "word") is None
    assert await kv.get(db, "word") == "new"


async def test_a_transaction_that_changes_nothing_is_not_counted_as_a_change(db: Database) -> None:
    before = db.changes
    async with db.write() as tx:
        await tx.run("UPDATE kv SET value = 'none' WHERE key = 'nobody'")
    assert db.changes == before
    async with db.write() as tx:
        await kv.put(tx, "word", "new")
    assert db.changes == before + 1


async def test_an_error_in_the_block_undoes_the_whole_transaction(db: Database) -> None:
    async def fail_half_way() -> None:
        async with db.write() as tx:
            await kv.put(tx, "word", "half")
            raise LookupError

    with pytest.raises(LookupError):
        await fail_half_way()
    assert await kv.get(db, "word") is None
    async with db.write() as tx:
        assert await count(tx) == 1


async def test_a_statement_that_fails_leaves_the_block_free_to_go_on(db: Database) -> None:
    async with db.write() as tx:
        await kv.put(tx, "word", "kept")
        with pytest.raises(sqlite3.IntegrityError):
            await tx.run("INSERT INTO kv (key, value) VALUES ('word', 'twice')")
    assert await kv.get(db, "word") == "kept"


async def test_a_reading_connection_cannot_write(db: Database) -> None:
    with pytest.raises(Exception, match="readonly"):
        await db.read("DELETE FROM kv")


async def test_a_transaction_is_of_no_use_after_its_block(db: Database) -> None:
    async with db.write() as tx:
        pass
    with pytest.raises(RuntimeError, match="is over"):
        await kv.put(tx, "late", "word")


async def test_a_block_within_a_block_is_refused_instead_of_waiting_for_ever(db: Database) -> None:
    async with db.write():
        with pytest.raises(RuntimeError, match="within a transaction"):
            async with db.write():
                pass
    async with db.write() as tx:
        assert await count(tx) == 1


async def test_a_task_cancelled_in_its_block_leaves_nothing_and_no_lock(db: Database) -> None:
    inside = asyncio.Event()

    async def wait_inside() -> None:
        async with db.write() as tx:
            await kv.put(tx, "word", "half")
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(wait_inside())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with db.write() as tx:
        assert await kv.get(tx, "word") is None


@pytest.mark.parametrize("steps", range(12))
async def test_wherever_a_task_is_cancelled_its_transaction_is_whole_or_nothing(db: Database, steps: int) -> None:
    async def write() -> None:
        async with db.write() as tx:
            await kv.put(tx, "first", "x")
            await kv.put(tx, "second", "x")

    task = asyncio.create_task(write())
    for _ in range(steps):
        await asyncio.sleep(0.0002)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await kv.get(db, "first") == await kv.get(db, "second")
    async with db.write() as tx:
        assert await count(tx) == 1


async def test_a_commit_that_has_begun_completes_although_its_task_is_cancelled(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commit is held up in SQLite's own thread until the task that waits for it has been cancelled twice."""
    committing, go_on = asyncio.Event(), threading.Event()
    loop, commit = asyncio.get_running_loop(), db._commit

    async def slow_commit() -> None:
        await db._writer.create_function("hold", 0, hold)
        await db._writer.execute_fetchall("SELECT hold()")
        await commit()

    def hold() -> int:
        loop.call_soon_threadsafe(committing.set)
        return int(go_on.wait(10))

    async def write() -> None:
        async with db.write() as tx:
            await kv.put(tx, "word", "kept")

    monkeypatch.setattr(db, "_commit", slow_commit)
    task = asyncio.create_task(write())
    await committing.wait()
    for _ in range(2):
        task.cancel()
        await asyncio.sleep(0)
    assert not task.done(), "the task waits for its commit"
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await kv.get(db, "word") == "kept"


async def test_a_full_disk_is_said_in_a_sentence_and_what_follows_works_once_there_is_room(db: Database) -> None:
    (pages,) = (await db._writer.execute_fetchall("PRAGMA page_count"))[0]  # type: ignore[index]
    await db._writer.execute_fetchall(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull, match="make room"):
        async with db.write() as tx:
            await kv.put(tx, "word", "x" * 100_000)
    await db._writer.execute_fetchall("PRAGMA max_page_count = 1000000")
    async with db.write() as tx:
        await kv.put(tx, "word", "x" * 100_000)


async def test_another_program_that_writes_keeps_the_database_busy(db: Database) -> None:
    await db._writer.execute_fetchall("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(db.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy, match="close it"):
            async with db.write():
                pass
        other.rollback()
    async with db.write() as tx:
        assert await count(tx) == 1


async def test_a_commit_that_fails_is_rolled_back_and_raised(db: Database) -> None:
    async def leave_a_draft_without_its_story() -> None:
        async with db.write() as tx:
            await tx.run("PRAGMA defer_foreign_keys = ON")
            await tx.run("INSERT INTO drafts VALUES (1, 1, 999, 1, '', '', '', 0)")

    with pytest.raises(sqlite3.IntegrityError):
        await leave_a_draft_without_its_story()
    async with db.write() as tx:
        assert await tx.read("SELECT * FROM drafts") == []


async def test_damage_that_comes_while_it_is_open_is_said_in_the_same_sentence(path: Path) -> None:
    async with open_store(path) as db, db.write() as tx:
        for number in range(500):
            await kv.put(tx, f"key {number}", "x" * 500)
    async with open_store(path) as db:
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(bytes(size - 4096))
        with pytest.raises(DatabaseCorrupt, match="dateline restore BACKUP"):
            await db.read("SELECT * FROM kv")


async def test_the_settings_that_durability_rests_on_are_in_force(db: Database) -> None:
    async with db.write() as tx:
        values = {name: (await tx.read(f"PRAGMA {name}"))[0][0] for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")}
    assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


async def test_kill_nine_in_the_middle_of_writing_loses_nothing_that_was_committed(path: Path) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITE_FOR_EVER, path], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    acknowledged = [int(writer.stdout.readline()) for _ in range(100)]
    writer.kill()
    acknowledged += [int(line) for line in writer.communicate()[0].splitlines() if line]
    async with open_store(path) as db:
        begun, finished = await kv.get(db, "begun"), await kv.get(db, "finished")
    assert begun == finished
    assert int(finished or -1) in (acknowledged[-1], acknowledged[-1] + 1), "the last one may have died before it could say so"


def threads_left() -> list[threading.Thread]:
    """The connections' threads that have not ended, nor do within a moment; each would hang the exit of the process."""
    threads = [thread for thread in threading.enumerate() if "_connection_worker_thread" in thread.name]
    for thread in threads:
        thread.join(2)
    return [thread for thread in threads if thread.is_alive()]


async def test_no_thread_is_left_wherever_opening_is_cancelled(path: Path) -> None:
    async def open_and_wait() -> None:
        async with open_store(path):
            await asyncio.Event().wait()

    for steps in range(40):
        task = asyncio.create_task(open_and_wait())
        for _ in range(steps):
            await asyncio.sleep(0.0005)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert threads_left() == []
    async with open_store(path) as db, db.write() as tx:
        await count(tx)
        assert len([thread for thread in threading.enumerate() if "_connection_worker_thread" in thread.name]) == 2
    assert threads_left() == []


async def test_a_connection_that_cannot_be_opened_leaves_no_thread(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(files, "prepare", lambda path: None)  # as if the file had gone in between
        with pytest.raises(StoreNotWritable, match="unable to open"):
            async with open_store(path):
                pass
    assert threads_left() == []
    async with open_store(path):
        pass


async def test_a_file_that_can_only_be_read_is_refused_at_the_start(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_store(path):
        pass
    uri = files.uri
    monkeypatch.setattr(files, "uri", lambda path, mode: uri(path, "ro"))  # what SQLite does by itself with a write-protected file
    with pytest.raises(StoreNotWritable, match="readonly"):
        async with open_store(path):
            pass
    assert threads_left() == []


async def test_work_that_fails_after_its_waiter_was_cancelled_raises_the_cancellation() -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def fail() -> None:
        begun.set()
        await go_on.wait()
        raise LookupError

    task = asyncio.create_task(to_the_end(fail()))
    await begun.wait()
    task.cancel()
    await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
