"""Time stamps, and dates that can be read only one way."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.articles.stamps import full_date, half_time, is_timestamp


@pytest.mark.parametrize(
    "text",
    [
        "4th March 2025, 6:00 am",
        "Published: 8:14 PM March 3, 2025",
        "Updated 3 hours ago",
        "3 min read",
        "Tue 4 Mar 2025 06.00 GMT",
        "2025-03-04T06:00:00Z",
        "The Courier / Mar 3, 2025, 22:14 IST",
        "OPINION | 2 March 2025",
        "Posted 6h ago6 hours ago, updated 2h ago2 hours ago",
        "Last updated on Sat 15 Sep 2018 10.42 BST",
    ],
)
def test_time_stamps_are_known(text: str) -> None:
    assert is_timestamp(text)


@pytest.mark.parametrize(
    "text",
    [
        "He left on March 3.",
        "Updated",
        "In 2019 the tower was sold",
        "40 people",
        "March 3: the flood",
        "Six of 22",
        "40",
        "1,204",
        "On 12 of 14",
    ],
)
def test_other_lines_are_none(text: str) -> None:
    assert not is_timestamp(text)


def test_a_desk_s_name_beside_the_time_counts_only_between_furniture() -> None:
    assert half_time("KYOTAN NEWS - Oct 3, 2024 - 18:42 | All, Japan")
    assert not half_time("The flood of Oct 3, 2024 and what came after it")
    assert not half_time("Four people in three boats")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tue 4 Mar 2025 06.00 GMT", date(2025, 3, 4)),
        ("Sept. 14, 2018", date(2018, 9, 14)),
        ("the 3rd of June, 2021", date(2021, 6, 3)),
        ("2025-03-02T22:10:00+11:00", date(2025, 3, 2)),
        ("February 30, 2021, or 1 March 2021", date(2021, 3, 1)),
        ("3/4/2025", None),
        ("March 2025", None),
        ("4 March", None),
    ],
)
def test_only_full_and_plain_dates_are_read(text: str, day: date | None) -> None:
    assert full_date(text) == day
