"""A backup put in the database's place: the file's part of it, and what a database must be told that lost its latest days.

The replaced database stays beside the new one, whole, with its write-ahead log; nothing is deleted.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from briefings.errors import BackupUnusable, DatabaseCorrupt, DatabaseTooNew, DatelineError, ForeignDatabase
from briefings.store import files
from briefings.store.backup import copy_whole
from briefings.store.database import Reader, Transaction
from briefings.store.values import to_instant_or_none, to_seconds


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a database, for whoever restored it: how many subscriptions and stories, and when it last delivered."""

    subscriptions: int
    stories: int
    last_delivery: datetime | None


def stage(backup: Path, database: Path) -> Path:
    """Copy a backup beside the database that it is to replace; the copy's path. Raises BackupUnusable, DiskFull, OSError."""
    source = backup.expanduser().resolve()
    if source == database:
        raise BackupUnusable(path=backup, problem="it is the database itself")
    try:
        files.check(source)
    except DatelineError as error:
        raise BackupUnusable(path=backup, problem=_problem(error)) from error
    staged = files.beside(database, ".restoring")
    with files.plain_errors(staged):
        copy_whole(source, staged)
    return staged


def _problem(error: DatelineError) -> object:
    """The trouble with a backup, without the advice that is meant for the database itself."""
    match error:
        case ForeignDatabase():
            return "it is not a database of Dateline"
        case DatabaseTooNew():
            return f"a newer Dateline wrote it: schema {error.details['found']}, this one knows {error.details['known']}"
        case DatabaseCorrupt():
            return f"it is damaged: {error.details['problem']}"
    return error.details.get("problem", error)


def discard(staged: Path) -> None:
    """Delete what is left of a staged copy."""
    for suffix in ("", "-wal", "-shm", ".lock"):
        files.beside(staged, suffix).unlink(missing_ok=True)


def put_in_place(staged: Path, database: Path, now: datetime) -> Path | None:
    """Have the staged copy be the database; where the replaced one is from now on, None where there was none.

    At no moment is there no database, as the bot would make a new one there. The caller holds the lock. Raises OSError.
    """
    aside = files.beside(database, f".replaced-{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}")
    there = database.exists()
    if there:
        _second_name(database, aside)
    for suffix in ("-wal", "-shm"):  # they belong to the replaced one: SQLite would write them into the new one
        if files.beside(database, suffix).exists():
            os.replace(files.beside(database, suffix), files.beside(aside, suffix))
    files.move_into_place(staged, database)
    return aside if there else None


def _second_name(path: Path, name: Path) -> None:
    try:
        os.link(path, name)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        shutil.copy2(path, name)


async def look_before_sending(tx: Transaction) -> None:
    """Mark all that is owed as perhaps posted already, by the database that was lost: the channel's history is looked at first."""
    await tx.run("UPDATE deliveries SET doubtful = 1, first_try_at = COALESCE(first_try_at, due_at) WHERE state IN ('pending', 'sending')")


async def give_no_id_twice(tx: Transaction, now: datetime) -> None:
    """Have new rows begin at ids that the lost database cannot have given out: no button or nonce of its posts may come to mean another.

    The second of the restore is such an id, and a later one at the next restore, as long as ids are used up more slowly than one a second.
    """
    tables = await tx.read("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'")
    for table in tables:
        at = {"name": table["name"], "now": to_seconds(now)}
        known = await tx.run("UPDATE sqlite_sequence SET seq = MAX(seq, :now) WHERE name = :name RETURNING name", at)
        if not known:
            await tx.run("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :now)", at)


async def contents(db: Reader) -> Contents:
    """What this database holds."""
    (row,) = await db.read(
        """
        SELECT (SELECT count(*) FROM subscriptions WHERE state != 'ended') AS subscriptions, (SELECT count(*) FROM stories) AS stories,
            (SELECT max(finished_at) FROM deliveries WHERE state = 'delivered') AS last_delivery
        """
    )
    return Contents(row["subscriptions"], row["stories"], to_instant_or_none(row["last_delivery"]))
