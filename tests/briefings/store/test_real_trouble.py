"""A disk that is really full, and a database that another process really holds."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from briefings.errors import DatabaseBusy
from briefings.store import Database, kv

ROOT = Path(__file__).parents[3]

ON_A_SMALL_DISK = """
import asyncio, pathlib, sys
from datetime import UTC, datetime
from briefings.errors import DatelineError
from briefings.store import kv, open_store
from briefings.store.backup import nightly

folder = pathlib.Path(sys.argv[1])
path, filler = folder / "dateline.db", folder / "filler"
now = datetime(2026, 3, 2, tzinfo=UTC)

def fill():
    with filler.open("ab", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            pass

async def attempt(what, work):
    try:
        await work
        print(what, "well", flush=True)
    except DatelineError as error:
        print(what, type(error).__name__, flush=True)

async def put(db, word):
    async with db.write() as tx:
        await kv.put(tx, "word", word * 3000)

async def start():
    async with open_store(path):
        pass

async def main():
    async with open_store(path) as db:
        await attempt("write", put(db, "a"))
        fill()
        for _ in range(3):
            await attempt("full", put(db, "b" * 100))
        print("read", (await kv.get(db, "word"))[:2], flush=True)
        await attempt("backup", nightly(db, folder, 7, now))
        filler.unlink()
        await attempt("room", put(db, "c"))
        print("read", (await kv.get(db, "word"))[:2], flush=True)
        await attempt("backup", nightly(db, folder, 7, now))
    fill()
    await attempt("start", start())
    filler.unlink()
    await attempt("start", start())
    print(*sorted(file.name for file in folder.iterdir()), flush=True)

asyncio.run(main())
"""

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.rollback()
print("let go", flush=True)
sys.stdin.readline()
"""


def test_on_a_full_disk_nothing_is_lost_and_all_goes_on_once_there_is_room(tmp_path: Path) -> None:
    """In a mount namespace of its own, which ends with the process."""
    script = 'mount -t tmpfs -o size=1m tmpfs "$1" && exec "$2" -c "$3" "$1"'
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", str(tmp_path), sys.executable, ON_A_SMALL_DISK]
    try:
        probe = subprocess.run([*command[:4], "true"], capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no unshare here to make a small disk with")
    if probe.returncode:
        pytest.skip("this machine lets nobody make a small disk")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "write well",
        "full DiskFull",
        "full DiskFull",
        "full DiskFull",
        "read aa",
        "backup BackupFailed",
        "room well",
        "read cc",
        "backup well",
        "start DiskFull",
        "start well",
        "dateline-2026-03-02.db dateline.db dateline.db.lock",
    ]


async def test_while_another_process_writes_ours_wait_and_then_go_on(db: Database) -> None:
    command = [sys.executable, "-c", HOLD, str(db.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"

        async def put(word: str) -> None:
            async with db.write() as tx:
                await kv.put(tx, "word", word)

        await db._writer.execute_fetchall("PRAGMA busy_timeout = 50")
        with pytest.raises(DatabaseBusy, match="close it"):
            await put("too soon")
        assert await kv.get(db, "word") is None, "reading never waits"
        await db._writer.execute_fetchall("PRAGMA busy_timeout = 5000")
        waiting = asyncio.create_task(put("in the end"))
        await asyncio.sleep(0)
        other.stdin.write("\n")
        other.stdin.flush()
        await waiting
        assert await kv.get(db, "word") == "in the end"
        other.communicate("\n")
