"""Backups: a copy of the database made while it is in use, proved sound, and moved into place only once it is whole.

A backup is a single file in SQLite's rollback mode, while a database that Dateline opened is in WAL mode: by that a backup is told from a
database that must never be written over. The nightly ones are named after the database and the day (UTC): `dateline-2026-03-02.db`.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from briefings.errors import BackupFailed, BackupTargetTaken, DatelineError
from briefings.store import files
from briefings.store.database import Database


def backup(source: str | Path, target: str | Path) -> Path:
    """Copy the database at `source` to `target`, in place of an earlier backup there; the absolute path of the copy.

    The database may be open, here or in another process, and in the middle of a write: the copy is the state of one instant. This blocks;
    a running event loop gives it a thread. Raises what files.check raises for the source, BackupTargetTaken, and BackupFailed, after which
    `target` is as it was.
    """
    database, copy = Path(source).expanduser().resolve(), Path(target).expanduser().resolve()
    files.check(database)
    if copy.exists() and not is_backup(copy):
        raise BackupTargetTaken(path=copy)
    part = files.beside(copy, ".part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        copy_whole(database, part)
        files.move_into_place(part, copy)
    except (OSError, sqlite3.Error, DatelineError) as error:
        raise BackupFailed(path=copy, problem=error) from error
    finally:
        if part.is_file():
            part.unlink()
    return copy


async def nightly(db: Database, folder: Path, keep: int, now: datetime) -> Path:
    """Back the database up under today's name, then delete the oldest nightly backups beyond `keep` of them; the new one's path.

    Nothing is deleted before the new one is proved whole, and nothing that is not named as a nightly backup of this database. Raises what
    `backup` raises.
    """
    copy = await asyncio.to_thread(backup, db.path, folder / f"{db.path.stem}-{now.astimezone(UTC):%Y-%m-%d}.db")
    for old in all_nightly(db.path, folder)[keep:]:
        if old != copy:  # after the clock was set back, today's is not the newest
            old.unlink(missing_ok=True)
    return copy


def all_nightly(database: Path, folder: Path) -> list[Path]:
    """The nightly backups of the database at this path, newest first, whole or not."""
    name = re.compile(rf"{re.escape(database.stem)}-\d{{4}}-\d\d-\d\d\.db")
    found = folder.expanduser().resolve().glob("*.db")
    return sorted((path for path in found if name.fullmatch(path.name)), reverse=True)


def is_backup(path: Path) -> bool:
    """Whether there is a whole backup at `path`, one that this version of Dateline can read."""
    try:
        files.check(path)
    except DatelineError:
        return False
    with closing(files.connect(path, "ro")) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    return str(mode) == "delete"


def copy_whole(database: Path, part: Path) -> None:
    """Copy a database that may be in use to a single file, in place of what is there, and prove the copy sound."""
    part.unlink(missing_ok=True)
    _copy(database, part)
    files.check(part)


def _copy(database: Path, part: Path) -> None:
    with closing(files.connect(database, "ro")) as original, closing(files.connect(part, "rwc")) as copy:
        original.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
