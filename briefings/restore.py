"""Restore: a backup in the database's place, so that no briefing is seen twice for it.

    backup ──copy beside──▶ migrated, due briefings composed and marked "look first" ──rename──▶ database (the old one kept beside it)

What fell due between the backup and now may have been posted by the database that is replaced. So it is put into the outbox before the copy
is in place, as something to be looked for in the channel first; a bot that starts afterwards cannot tell the difference any more.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefings.compose import tick
from briefings.errors import BackupUnusable, DatelineError, RestoreFailed
from briefings.store import files, open_store, restored
from briefings.store.restored import Contents


@dataclass(frozen=True, slots=True)
class Restored:
    """The database's path, where the replaced one is kept (None where there was none), and what is in the new one."""

    database: Path
    replaced: Path | None
    contents: Contents


async def restore(backup: Path, database: Path, now: datetime) -> Restored:
    """Put a backup in the place of the database, which no bot may be using; whatever is there is kept beside it.

    Raises StoreInUse, BackupUnusable, and RestoreFailed, after which the database is as it was.
    """
    target = files.place(database)
    with files.locked(target):
        try:
            staged = await asyncio.to_thread(restored.stage, backup, target)
            contents = await _brought_up_to(staged, now)
            return Restored(target, restored.put_in_place(staged, target, now), contents)
        except BackupUnusable:
            raise
        except (OSError, DatelineError) as error:
            raise RestoreFailed(backup=backup, path=target, problem=error) from error
        finally:
            restored.discard(files.beside(target, ".restoring"))


async def _brought_up_to(staged: Path, now: datetime) -> Contents:
    async with open_store(staged) as db:
        async with db.write() as tx:
            await restored.give_no_id_twice(tx, now)
        await tick(db, now)
        async with db.write() as tx:
            await restored.look_before_sending(tx)
        return await restored.contents(db)
