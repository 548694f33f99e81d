from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briefings.store import open_store
from briefings.store.migrate import Migration, migrate, migrations, newest, version_of


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "steps.db", isolation_level=None)) as open_connection:
        yield open_connection


def schema(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Every object of the schema with its SQL, white space and comments aside."""
    rows = connection.execute("SELECT type, name, COALESCE(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'")
    return {(kind, name, " ".join(sql.split())) for kind, name, sql in rows}


def test_migrations_are_numbered_from_one_without_a_gap() -> None:
    assert [step.version for step in migrations()] == list(range(1, newest() + 1))


async def test_a_fresh_database_has_the_schema_that_migrating_step_by_step_from_the_first_version_gives(
    connection: sqlite3.Connection, path: Path
) -> None:
    for step in migrations():
        migrate(connection, [step])
        assert version_of(connection) == step.version
    async with open_store(path) as db, db.write() as tx:
        await tx.run("SELECT 1")
    with closing(sqlite3.connect(path)) as fresh:
        assert schema(fresh) == schema(connection)
        assert version_of(fresh) == newest()


def test_migrating_again_changes_nothing(connection: sqlite3.Connection) -> None:
    migrate(connection)
    before = schema(connection)
    migrate(connection)
    assert schema(connection) == before


def test_a_step_that_fails_leaves_the_version_before_it_whole(connection: sqlite3.Connection) -> None:
    steps = [
        Migration(1, "CREATE TABLE a (x INTEGER);\nINSERT INTO a VALUES (7);"),
        Migration(2, "CREATE TABLE b (x INTEGER);\nDELETE FROM a;\nINSERT INTO nowhere VALUES (1);"),
    ]
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(connection, steps)
    assert version_of(connection) == 1
    assert connection.execute("SELECT x FROM a").fetchall() == [(7,)]
    assert not connection.in_transaction
    migrate(connection, [steps[0], Migration(2, "CREATE TABLE b (x INTEGER);")])
    assert version_of(connection) == 2


def test_a_migration_may_end_in_a_comment(connection: sqlite3.Connection) -> None:
    migrate(connection, [Migration(1, "CREATE TABLE a (x INTEGER);\n-- the last word")])
    assert version_of(connection) == 1


def test_what_was_posted_and_what_is_owed_survives_the_step_to_policies_and_fair_turns(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    migrate(connection, migrations()[:1])
    connection.executescript(
        """
        INSERT INTO stories VALUES (1, 5, 'k', 'Key', 'UTC', NULL, 0);
        INSERT INTO digests VALUES (1, 1, 1, 'rules', '{}', 0);
        INSERT INTO subscriptions VALUES (1, 5, 6, 1, '{}', 'UTC', 'short', NULL, 900, 'active', NULL, 7, 0);
        INSERT INTO deliveries VALUES (1, 1, 100, 1, 'short', 'delivered', 1, 100, 100, NULL, 101);
        INSERT INTO deliveries VALUES (2, 1, 200, 1, 'short', 'sending', 1, 260, 200, NULL, NULL);
        INSERT INTO deliveries VALUES (3, 1, 300, 1, 'short', 'pending', 0, 300, NULL, NULL, NULL);
        INSERT INTO delivery_messages VALUES (1, 0, 6, 77);
        """
    )
    migrate(connection)
    assert connection.execute("SELECT id, state, ready_at, doubtful FROM deliveries ORDER BY id").fetchall() == [
        (1, "delivered", 100, 0), (2, "sending", 260, 1), (3, "pending", 300, 0),
    ]  # fmt: skip
    assert connection.execute("SELECT delivery_id, message_id FROM delivery_messages").fetchall() == [(1, 77)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.execute("DELETE FROM subscriptions")
    assert connection.execute("SELECT count(*) FROM delivery_messages").fetchone() == (0,)
