"""What is done once a day: old deliveries are forgotten, and the database is backed up.

The day (UTC) that is done is on record in the database, so a bot that is started ten times a day backs up once, and one that was off at
midnight does it as soon as it is back.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefings.compose import prune
from briefings.store import Database, kv
from briefings.store.backup import nightly

log = logging.getLogger(__name__)

TRY_AGAIN = timedelta(hours=1)
_DONE = "daily"


class Daily:
    """The day's work, for the ticker to call as often as it likes: `keep` nightly backups in `folder`, none for 0."""

    def __init__(self, db: Database, folder: Path, keep: int) -> None:
        self._db, self._folder, self._keep = db, folder, keep
        self._not_before: datetime | None = None

    async def __call__(self, now: datetime) -> bool:
        """Do today's work unless it is done; whether it was done just now. What fails is raised, and tried again after an hour.

        Raises DatabaseBusy, DatabaseCorrupt, DiskFull, BackupFailed, BackupTargetTaken.
        """
        today = now.astimezone(UTC).date().isoformat()
        if (self._not_before and now < self._not_before) or await kv.get(self._db, _DONE) == today:
            return False
        self._not_before = now + TRY_AGAIN
        if pruned := await prune(self._db, now):
            log.info("%d old deliveries were forgotten", pruned)
        if self._keep:
            copy = await nightly(self._db, self._folder, self._keep, now)
            log.info("the database is backed up to %s", copy)
        async with self._db.write() as tx:
            await kv.put(tx, _DONE, today)
        self._not_before = None
        return True
