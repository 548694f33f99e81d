"""Numbered migrations, migrations/0001_….sql and up: each is applied in one transaction together with the version that it leads to.

A fresh database runs all of them, so there is no second description of the schema that could differ.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema: its SQL statements lead from version - 1 to version."""

    version: int
    sql: str


@cache
def migrations() -> tuple[Migration, ...]:
    """All migrations that ship with this version of Dateline, in order."""
    folder = files(__package__).joinpath("migrations")
    scripts = (script for script in folder.iterdir() if script.name.endswith(".sql"))
    steps = (Migration(int(script.name.partition("_")[0]), script.read_text("utf-8")) for script in scripts)
    return tuple(sorted(steps, key=lambda step: step.version))


def newest() -> int:
    """The schema version that this version of Dateline works with."""
    return migrations()[-1].version


def version_of(connection: sqlite3.Connection) -> int:
    """The schema version of an open database; 0 where no migration ran yet."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection, steps: Sequence[Migration] | None = None) -> None:
    """Apply the steps that the database lacks; a step that fails leaves it at the version before.

    The connection must be in autocommit mode (`isolation_level=None`), as each step brings its own transaction.
    """
    at = version_of(connection)
    for step in migrations() if steps is None else steps:
        if step.version > at:
            _apply(connection, step)


def _apply(connection: sqlite3.Connection, step: Migration) -> None:
    try:
        connection.executescript(f"BEGIN IMMEDIATE;\n{step.sql}\n;PRAGMA user_version = {step.version};\nCOMMIT;")
    except BaseException:
        connection.rollback()
        raise
