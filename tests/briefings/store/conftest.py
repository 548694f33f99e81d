"""A database in a real file, open for one test, and an instant to call now."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefings.store import Database, open_store


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dateline.db"


@pytest.fixture
async def db(path: Path) -> AsyncIterator[Database]:
    async with open_store(path) as database:
        yield database
