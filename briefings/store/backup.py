"""Backups: a copy of the database made while it is in use, proved sound, and moved into place only once it is whole.

A backup is a single file in SQLite's rollback mode, while a database that Dateline opened is in WAL mode: by that a backup is told from a
database that must never be written over.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from briefings.errors import BackupFailed, BackupTargetTaken, DatelineError
from briefings.store import files


def backup(source: str | Path, target: str | Path) -> Path:
    """Copy the database at `source` to `target`, in place of an earlier backup there; the absolute path of the copy.

    The database may be open, here or in another process, and in the middle of a write: the copy is the state of one instant. This blocks;
    a running event loop gives it a thread. Raises what files.check raises for the source, BackupTargetTaken, and BackupFailed, after which
    `target` is as it was.
    """
    database, copy = Path(source).expanduser().resolve(), Path(target).expanduser().resolve()
    files.check(database)
    if copy.exists() and not _is_backup(copy):
        raise BackupTargetTaken(path=copy)
    part = files.beside(copy, ".part")
    try:
        _write(database, part)
        files.move_into_place(part, copy)
    except (OSError, sqlite3.Error, DatelineError) as error:
        raise BackupFailed(path=copy, problem=error) from error
    finally:
        if part.is_file():
            part.unlink()
    return copy


def _write(database: Path, part: Path) -> None:
    part.parent.mkdir(parents=True, exist_ok=True)
    part.unlink(missing_ok=True)
    _copy(database, part)
    files.check(part)


def _copy(database: Path, part: Path) -> None:
    with closing(files.connect(database, "ro")) as original, closing(files.connect(part, "rwc")) as copy:
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
