from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from briefings.store.values import to_instant, to_seconds, to_seconds_up


def test_an_instant_survives_whatever_zone_it_was_said_in() -> None:
    at = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=8, minutes=30)))
    assert to_instant(to_seconds(at)) == at
    assert to_instant(to_seconds(at)).tzinfo is UTC


def test_a_part_of_a_second_is_rounded_down_or_up() -> None:
    at = datetime(2026, 3, 2, 9, 0, 0, 1, tzinfo=UTC)
    assert to_seconds_up(at) == to_seconds(at) + 1
    assert to_seconds_up(at.replace(microsecond=0)) == to_seconds(at)


def test_a_naive_instant_is_refused_because_it_could_mean_any_hour() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        to_seconds(datetime(2026, 3, 2))  # noqa: DTZ001
