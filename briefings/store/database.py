"""The open database: one connection for all writes behind a lock, another one for reads, and no way to leave either of them open.

SQLite before 3.51.3 can lose data when two connections of a WAL database write, so only one ever does; the reading connection is opened
read-only. A transaction begins with BEGIN IMMEDIATE, and once its end has begun, no cancellation can come between.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

import aiosqlite

from briefings.store import files

Value = str | int | float | bytes | None
Params = Mapping[str, Value]
Row = sqlite3.Row
NOTHING: Params = {}

T = TypeVar("T")


class Reader(Protocol):
    """What answers a question: the database (as last committed) or a transaction (with its own changes)."""

    async def read(self, sql: str, params: Params = NOTHING) -> list[Row]:
        """The rows of one statement with named parameters (`:name`)."""


class Transaction:
    """The changes of one `async with db.write()` block; unusable after it."""

    def __init__(self, connection: aiosqlite.Connection, path: Path) -> None:
        self._connection: aiosqlite.Connection | None = connection
        self._path = path

    async def read(self, sql: str, params: Params = NOTHING) -> list[Row]:
        """The rows of one statement, as this transaction sees the database."""
        return await self.run(sql, params)

    async def run(self, sql: str, params: Params = NOTHING) -> list[Row]:
        """Execute one statement and return its rows: those of a RETURNING clause, else none."""
        with files.plain_errors(self._path):
            return list(await self._open().execute_fetchall(sql, params))

    async def run_many(self, sql: str, rows: Iterable[Params]) -> None:
        """Execute one statement once for each row of parameters."""
        with files.plain_errors(self._path):
            async with self._open().executemany(sql, rows):
                pass

    def _open(self) -> aiosqlite.Connection:
        if self._connection is None:
            raise RuntimeError("this transaction is over: open another one with db.write()")
        return self._connection

    def end(self) -> None:
        """Refuse everything that follows."""
        self._connection = None


class Database:
    """An open database, as open_store gives it.

    `changes` counts the transactions that changed something: what was read after it was looked at stays true while it stays the same.
    """

    def __init__(self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self.path = path
        self._writer = writer
        self._reader = reader
        self._lock = asyncio.Lock()
        self._holder: asyncio.Task[Any] | None = None
        self._rows_changed = writer.total_changes
        self.changes = 0

    async def read(self, sql: str, params: Params = NOTHING) -> list[Row]:
        """The rows of one SELECT, as last committed."""
        with files.plain_errors(self.path):
            return list(await self._reader.execute_fetchall(sql, params))

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """One transaction: committed and on the disk when the block ends, rolled back when it raises.

        If the task is cancelled while the commit runs, the commit still completes, and the cancellation is raised after it.
        Raises DiskFull, DatabaseBusy, DatabaseCorrupt, StoreNotWritable; RuntimeError for a block within a block, which would
        wait for ever.
        """
        if self._holder is not None and self._holder is asyncio.current_task():
            raise RuntimeError("a transaction within a transaction: hand the open one down as an argument")
        async with self._lock:
            self._holder = asyncio.current_task()
            transaction = Transaction(self._writer, self.path)
            try:
                await transaction.run("BEGIN IMMEDIATE")
                yield transaction
            except BaseException:
                await to_the_end(self._writer.rollback())
                raise
            else:
                await to_the_end(self._commit())
            finally:
                transaction.end()
                self._holder = None

    async def _commit(self) -> None:
        try:
            with files.plain_errors(self.path):
                await self._writer.commit()
        except BaseException:
            await self._writer.rollback()
            raise
        if self._writer.total_changes != self._rows_changed:
            self._rows_changed = self._writer.total_changes
            self.changes += 1


@asynccontextmanager
async def open_store(path: str | Path) -> AsyncIterator[Database]:
    """The database at `path`, made or migrated where needed, closed with both its threads however the block ends.

    Raises StoreInUse, StorePathIsDirectory, StoreNotWritable, ForeignDatabase, DatabaseCorrupt, DatabaseTooNew, SqliteTooOld, DiskFull,
    each with a sentence that says what to do; a file that is not sound and ours is left as it is.
    """
    file = files.place(path)
    with files.locked(file):
        await to_the_end(asyncio.to_thread(files.prepare, file))
        async with _connected(file, "rw", WRITER) as writer, _connected(file, "ro", READER) as reader:
            yield Database(file, writer, reader)


WRITER = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    f"PRAGMA application_id = {files.APPLICATION_ID}",  # a write, to prove at the start that the file can be written
)
READER = ("PRAGMA query_only = ON", "PRAGMA trusted_schema = OFF")


@asynccontextmanager
async def _connected(path: Path, mode: str, opening: Iterable[str]) -> AsyncIterator[aiosqlite.Connection]:
    connection = aiosqlite.connect(files.uri(path, mode), uri=True, isolation_level=None, timeout=files.BUSY_SECONDS)
    try:
        with files.plain_errors(path):
            await to_the_end(_begin(connection, opening))
        yield connection
    finally:
        await to_the_end(connection.close())


async def _begin(connection: aiosqlite.Connection, opening: Iterable[str]) -> None:
    await connection
    connection.row_factory = sqlite3.Row
    for statement in opening:
        await connection.execute_fetchall(statement)


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Wait until `work` is done even if this task is cancelled meanwhile; the cancellation is raised afterwards, in place of the result."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        task.exception()  # seen, so that asyncio does not report it as never retrieved
        raise cancelled
    return task.result()
