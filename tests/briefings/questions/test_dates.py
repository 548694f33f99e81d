"""The dates of a sentence are resolved from the day of publication, and told in full."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.model import Precision, When
from briefings.questions.dates import dates_in, spoken, spoken_day

WEDNESDAY = date(2022, 6, 15)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The ferry sank on Monday.", ["Monday 13 June 2022"]),
        ("The inquiry will open on Monday.", ["Monday 20 June 2022"]),
        ("The pier was built in 1904.", ["1904"]),
        ("It was due to reopen by late August.", ["by August 2022"]),
        ("The council should decide by October 2022.", ["by October 2022"]),
        ("She resigned on Tuesday (June 7).", ["Tuesday 7 June 2022"]),
        ("The buses run every Monday.", []),
        ("The ferry sank yesterday, and divers will go down tomorrow.", ["Tuesday 14 June 2022", "Thursday 16 June 2022"]),
        ("In July 2021 they began.", ["July 2021"]),
        ("They may meet.", []),
    ],
)
def test_a_sentence_gives_its_dates(sentence: str, expected: list[str]) -> None:
    assert [spoken(dated.when) for dated in dates_in(sentence, WEDNESDAY)] == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(date(2022, 6, 13), date(2022, 6, 19), Precision.WEEK), "13 to 19 June 2022"),
        (When(date(2022, 6, 27), date(2022, 7, 3), Precision.WEEK), "27 June to 3 July 2022"),
        (When(date(2022, 12, 30), date(2023, 1, 2), Precision.SPAN), "30 December 2022 to 2 January 2023"),
        (When(date(1931, 1, 1), date(1958, 12, 31), Precision.SPAN), "1931 to 1958"),
        (When(date(2022, 9, 1), date(2022, 11, 30), Precision.SEASON), "autumn 2022"),
        (When(date(2022, 12, 1), date(2023, 2, 28), Precision.SEASON), "winter 2022"),
        (When(date(2022, 4, 1), date(2022, 6, 30), Precision.QUARTER), "the second quarter of 2022"),
        (When(date(1990, 1, 1), date(1999, 12, 31), Precision.DECADE), "the 1990s"),
        (When(date(2022, 8, 21), date(2022, 8, 31), Precision.PART_OF_MONTH), "late August 2022"),
        (When(None, date(2022, 8, 12), Precision.DEADLINE), "by 12 August 2022"),
        (When(date(2022, 8, 12), None, Precision.SPAN), "from 12 August 2022"),
    ],
)
def test_a_date_is_told_at_its_own_precision(when: When, expected: str) -> None:
    assert spoken(when) == expected


def test_a_day_is_told_with_its_weekday() -> None:
    assert spoken_day(date(2022, 6, 15)) == "Wednesday 15 June 2022"
