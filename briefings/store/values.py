"""How Python's values are kept in columns: instants as integer UTC seconds, the model's dataclasses as JSON."""

from __future__ import annotations

import math
from datetime import UTC, datetime


def to_seconds(at: datetime) -> int:
    """The whole second in which the aware instant `at` falls; ValueError for a naive one, which could mean any hour."""
    return math.floor(_timestamp(at))


def to_seconds_up(at: datetime) -> int:
    """The first whole second not before `at`: for "not before" columns, where rounding down would be too early."""
    return math.ceil(_timestamp(at))


def to_instant(seconds: int) -> datetime:
    """The aware UTC instant of a column."""
    return datetime.fromtimestamp(seconds, UTC)


def to_seconds_or_none(at: datetime | None) -> int | None:
    """Like to_seconds, for a column that may be NULL."""
    return None if at is None else to_seconds(at)


def to_instant_or_none(seconds: int | None) -> datetime | None:
    """Like to_instant, for a column that may be NULL."""
    return None if seconds is None else to_instant(seconds)


def _timestamp(at: datetime) -> float:
    if at.tzinfo is None:
        raise ValueError(f"the instant {at!r} has no time zone")
    return at.timestamp()
