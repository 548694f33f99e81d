"""Backups: a copy of the database made while it is in use, proved sound, and moved into place only once it is whole.

A backup is a single file in SQLite's rollback mode, while a database that Dateline opened is in WAL mode: by that a backup is told from a
database that must never be written over.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from briefings.errors import BackupFailed, BackupTargetTaken, DatelineError
from briefings.store import files
from briefings.store.database import Database, to_the_end


async def backup(source: Database | str | Path, target: str | Path) -> Path:
    """Copy the database to `target`, in place of an earlier backup there; the absolute path of the copy.

    `source` may be open in this process or in another one, which goes on working meanwhile; the copy is the state of one instant.
    Raises what files.check raises for the source, BackupTargetTaken, and BackupFailed, after which `target` is as it was.
    """
    path = source.path if isinstance(source, Database) else Path(source)
    return await to_the_end(asyncio.to_thread(_backup, path, Path(target)))


def _backup(source: Path, target: Path) -> Path:
    source, target = source.expanduser().resolve(), target.expanduser().resolve()
    files.check(source)
    if target.exists() and not _is_backup(target):
        raise BackupTargetTaken(path=target)
    part = files.beside(target, ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        _copy(source, part)
        files.check(part)
        files.move_into_place(part, target)
    except (OSError, sqlite3.Error, DatelineError) as error:
        raise BackupFailed(path=target, problem=error) from error
    finally:
        if part.is_file():
            part.unlink()
    return target


def _copy(source: Path, part: Path) -> None:
    with closing(files.connect(source, "ro")) as original, closing(files.connect(part, "rwc")) as copy:
        original.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def _is_backup(path: Path) -> bool:
    try:
        files.check(path)
    except DatelineError:
        return False
    with closing(files.connect(path, "ro")) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    return str(mode) == "delete"
