"""Calendar arithmetic."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.facts import days
from briefings.model import Precision, When


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9990, 1, 1)))
def test_a_week_runs_from_monday_to_sunday_around_its_day(on: date) -> None:
    week = days.week(on)
    assert week.start is not None
    assert week.end is not None
    assert week.start.weekday() == 0
    assert (week.end - week.start).days == 6
    assert week.start <= on <= week.end


@given(st.integers(min_value=1, max_value=9000), st.integers(min_value=1, max_value=12))
def test_the_thirds_of_a_month_cover_it_without_a_gap(year: int, month: int) -> None:
    whole = days.month(year, month)
    early, mid, late = (days.third(whole, part) for part in ("early", "mid", "late"))
    assert early is not None
    assert mid is not None
    assert late is not None
    assert (early.start, late.end) == (whole.start, whole.end)
    assert early.end is not None
    assert mid.end is not None
    assert (mid.start, late.start) == (date(year, month, 11), date(year, month, 21))


def test_months_count_on_into_other_years() -> None:
    assert days.month(2023, 14) == days.month(2024, 2)
    assert days.month(2023, 0) == days.month(2022, 12)


def test_a_winter_ends_in_the_next_year() -> None:
    assert days.season(2023, "winter") == When(date(2023, 12, 1), date(2024, 2, 29), Precision.SEASON)


def test_by_a_season_is_by_the_end_of_its_first_month() -> None:
    assert days.deadline(days.season(2024, "summer")) == When(None, date(2024, 6, 30), Precision.DEADLINE)


@pytest.mark.parametrize(
    ("count", "unit", "then"),
    [(1, "month", "2024-02-29"), (6, "month", "2024-07-31"), (3, "week", "2024-02-21"), (1, "year", "2025-01-31")],
)
def test_a_term_ends_on_the_same_day_of_the_month_so_far_as_there_is_one(count: int, unit: str, then: str) -> None:
    assert days.later(date(2024, 1, 31), count, unit) == date.fromisoformat(then)
