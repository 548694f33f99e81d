"""Dates put into words."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.facts.wording import say_when
from briefings.model import Precision, When


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        (date(2008, 5, 5), date(2008, 5, 5), Precision.DAY, "Monday 5 May 2008"),
        (date(2008, 6, 21), date(2008, 6, 30), Precision.PART_OF_MONTH, "late June 2008"),
        (None, date(2008, 7, 31), Precision.DEADLINE, "by 31 July 2008"),
        (date(2008, 7, 1), None, Precision.SPAN, "from 1 July 2008"),
        (None, None, Precision.SPAN, "undated"),
        (date(2008, 7, 1), date(2008, 7, 31), Precision.MONTH, "July 2008"),
        (date(2008, 5, 5), date(2008, 5, 11), Precision.WEEK, "in the week of Monday 5 May 2008"),
        (date(2007, 9, 1), date(2007, 11, 30), Precision.SEASON, "autumn 2007"),
        (date(1999, 1, 1), date(1999, 12, 31), Precision.YEAR, "1999"),
        (date(1990, 1, 1), date(1999, 12, 31), Precision.DECADE, "the 1990s"),
        (date(1911, 1, 1), date(1938, 12, 31), Precision.SPAN, "1911 to 1938"),
        (date(2008, 5, 5), date(2008, 5, 9), Precision.SPAN, "any time from 5 May 2008 to 9 May 2008"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(start: date | None, end: date | None, precision: Precision, words: str) -> None:
    assert say_when(When(start, end, precision)) == words
