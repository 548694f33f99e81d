"""The database as a file: where it may lie, who may have it, whether it is ours and whole, and how it comes into being.

Nothing here ever writes to a file that it did not recognise as a sound database of ours.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from briefings.errors import (
    DatabaseBusy,
    DatabaseCorrupt,
    DatabaseTooNew,
    DiskFull,
    ForeignDatabase,
    SqliteTooOld,
    StoreInUse,
    StoreNotWritable,
    StorePathIsDirectory,
)
from briefings.store.migrate import migrate, newest, version_of

APPLICATION_ID = 0x44617465  # "Date", in the header field that SQLite reserves for telling file types apart
OLDEST_SQLITE = (3, 37, 0)  # STRICT tables; RETURNING came with 3.35
HEADER = b"SQLite format 3\0"
BUSY_SECONDS = 5.0
LEAST_ROOM = 64 * 1024
"""SQLite needs half of this for the index of its log, and calls it an I/O error where a full disk has no room for that."""


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about the file itself (full, busy, damaged, not writable) into our errors; the rest passes."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        known = _known(error, path)
        if known is None:
            raise
        raise known from error


def _known(error: sqlite3.DatabaseError, path: Path) -> Exception | None:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:  # the low byte is the primary code
        case sqlite3.SQLITE_FULL:
            return DiskFull(path=path)
        case sqlite3.SQLITE_IOERR if shutil.disk_usage(path.parent).free < LEAST_ROOM:
            return DiskFull(path=path)
        case sqlite3.SQLITE_BUSY:
            return DatabaseBusy(path=path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return DatabaseCorrupt(path=path, problem=error)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_IOERR:
            return StoreNotWritable(path=path, problem=error)
    return None


def place(path: str | Path) -> Path:
    """The absolute path of the database file, symbolic links followed, its folder made where it is missing.

    Raises StorePathIsDirectory, StoreNotWritable.
    """
    file = Path(path).expanduser().resolve()
    if file.is_dir():
        raise StorePathIsDirectory(path=file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreNotWritable(path=file, problem=error.strerror) from error
    return file


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the operating system's lock on `path`.lock, which ends with the process however it ends; raises StoreInUse."""
    lock = FileLock(f"{path}.lock", thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise StoreInUse(path=path) from None
    except OSError as error:
        raise StoreNotWritable(path=path, problem=error.strerror) from error
    try:
        yield
    finally:
        lock.release()


def prepare(path: Path) -> None:
    """Leave a sound database of the newest schema at `path`: made, migrated, or found as it should be. The caller holds the lock."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise SqliteTooOld(found=sqlite3.sqlite_version, needed=".".join(map(str, OLDEST_SQLITE)))
    if not path.exists():
        _create(path)
    elif check(path) < newest():
        with plain_errors(path), closing(connect(path)) as connection:
            migrate(connection)


def check(path: Path) -> int:
    """The schema version of the database at `path`, read without changing a byte of it, also while it is in use.

    Raises ForeignDatabase, DatabaseCorrupt, DatabaseTooNew, StoreNotWritable (which also stands for not readable).
    """
    try:
        with path.open("rb") as file:
            header = file.read(len(HEADER))
    except OSError as error:
        raise StoreNotWritable(path=path, problem=error.strerror) from error
    if header != HEADER:
        raise ForeignDatabase(path=path)
    with plain_errors(path), closing(connect(path, "ro")) as connection:
        return _check_contents(path, connection)


def _check_contents(path: Path, connection: sqlite3.Connection) -> int:
    if application_id(connection) != APPLICATION_ID:
        raise ForeignDatabase(path=path)
    version = version_of(connection)
    if version > newest():
        raise DatabaseTooNew(path=path, found=version, known=newest())
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise DatabaseCorrupt(path=path, problem=" ".join(str(verdict).split()))
    if _cut_short(path, connection):  # SQLite takes what is missing of the last page for zeros
        raise DatabaseCorrupt(path=path, problem="the end of the file is missing")
    return version


def _cut_short(path: Path, connection: sqlite3.Connection) -> bool:
    """Whether the file is shorter than its pages; a log that is not empty may still hold the end of it."""
    (whole,) = connection.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()
    log = beside(path, "-wal")
    return path.stat().st_size < whole and not (log.exists() and log.stat().st_size)


def application_id(connection: sqlite3.Connection) -> int:
    """The number that tells whose database this is."""
    (number,) = connection.execute("PRAGMA application_id").fetchone()
    return int(number)


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """An autocommit connection to an existing file (mode "ro" or "rw"), or to a new one ("rwc")."""
    return sqlite3.connect(uri(path, mode), uri=True, isolation_level=None, timeout=BUSY_SECONDS)


def uri(path: Path, mode: str) -> str:
    """The address by which SQLite opens `path` in the given mode and never makes a file by accident."""
    return f"{path.as_uri()}?mode={mode}"


def beside(path: Path, suffix: str) -> Path:
    """The file next to the database whose name is the database's with a suffix ("-wal", ".new")."""
    return path.with_name(path.name + suffix)


def _create(path: Path) -> None:
    """Make the database aside and move it into place whole, so that an empty or half-made file is never ours."""
    if beside(path, "-wal").exists():
        raise DatabaseCorrupt(path=path, problem="the file itself is missing, but its write-ahead log is there")
    new = beside(path, ".new")
    try:
        new.unlink(missing_ok=True)
        with plain_errors(path), closing(connect(new, "rwc")) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(connection)
        move_into_place(new, path)
    except OSError as error:
        raise StoreNotWritable(path=path, problem=error.strerror) from error


def move_into_place(new: Path, path: Path) -> None:
    """Rename `new` to `path`, both on the disk when this returns."""
    _sync(new)
    os.replace(new, path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":  # Windows can neither open nor flush a folder
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
