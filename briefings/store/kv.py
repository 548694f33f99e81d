"""Small settings of Dateline itself, such as the hash of the commands that were last synced."""

from __future__ import annotations

from briefings.store.database import Reader, Transaction


async def get(db: Reader, key: str) -> str | None:
    """The value kept under `key`; None where there is none."""
    rows = await db.read("SELECT value FROM kv WHERE key = :key", {"key": key})
    return str(rows[0]["value"]) if rows else None


async def put(tx: Transaction, key: str, value: str) -> None:
    """Keep `value` under `key`, in place of an earlier one."""
    await tx.run(
        "INSERT INTO kv (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        {"key": key, "value": value},
    )
