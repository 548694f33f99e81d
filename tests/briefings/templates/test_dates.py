from datetime import date

import pytest

from briefings.model import Precision, When
from briefings.templates.dates import day, told


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2026-03-02", "2026-03-02", Precision.DAY, "2 March 2026"),
        ("2026-03-02", "2026-03-08", Precision.WEEK, "the week of 2 March 2026"),
        ("2026-03-01", "2026-03-10", Precision.PART_OF_MONTH, "early March 2026"),
        ("2026-03-11", "2026-03-20", Precision.PART_OF_MONTH, "mid-March 2026"),
        ("2026-03-21", "2026-03-31", Precision.PART_OF_MONTH, "late March 2026"),
        ("2026-03-01", "2026-03-31", Precision.MONTH, "March 2026"),
        ("2026-06-01", "2026-08-31", Precision.SEASON, "summer 2026"),
        ("2025-12-01", "2026-02-28", Precision.SEASON, "winter 2025–26"),
        ("2026-05-01", "2026-08-31", Precision.SEASON, "1 May – 31 August 2026"),
        ("2026-04-01", "2026-06-30", Precision.QUARTER, "the second quarter of 2026"),
        ("2026-01-01", "2026-12-31", Precision.YEAR, "2026"),
        ("1990-01-01", "1999-12-31", Precision.DECADE, "the 1990s"),
        ("2026-03-02", "2026-03-04", Precision.SPAN, "2–4 March 2026"),
        ("2026-03-30", "2026-04-02", Precision.SPAN, "30 March – 2 April 2026"),
        ("2025-12-30", "2026-01-02", Precision.SPAN, "30 December 2025 – 2 January 2026"),
        ("2026-03-01", "2026-03-08", Precision.DEADLINE, "by 8 March 2026"),
        (None, "2026-03-08", Precision.DEADLINE, "by 8 March 2026"),
        ("2026-03-08", None, Precision.SPAN, "since 8 March 2026"),
        (None, None, Precision.DAY, "undated"),
    ],
)
def test_dates_are_told_as_exactly_as_the_text_does(start: str | None, end: str | None, precision: Precision, words: str) -> None:
    assert told(When(start and date.fromisoformat(start), end and date.fromisoformat(end), precision)) == words  # type: ignore[arg-type]


def test_a_day_has_no_leading_zero() -> None:
    assert day(date(2026, 3, 2)) == "2 March 2026"
