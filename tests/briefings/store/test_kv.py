from __future__ import annotations

from briefings.store import Database, kv


async def test_a_setting_is_kept_and_replaced(db: Database) -> None:
    assert await kv.get(db, "commands") is None
    async with db.write() as tx:
        await kv.put(tx, "commands", "first")
        await kv.put(tx, "commands", "second")
    assert await kv.get(db, "commands") == "second"
