"""The sweep of `make sweep`, over a few zones drawn by a fixed seed beside those with odd clocks."""

import random
from zoneinfo import available_timezones

from tests.schedules.sweep import QUARTERS, sweep

ODD = ("Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Gaza", "America/Scoresbysund")
"""An hour, half an hour, back for Ramadan, on days drawn anew each year, and around midnight."""


def test_no_run_is_missed_and_none_too_many_around_the_clock_changes_of_two_years() -> None:
    draw = random.Random(2026)
    zones = [*ODD, *draw.sample(sorted(available_timezones()), 5)]
    swept = sweep(zones, draw.sample(QUARTERS, 16) + list(QUARTERS[:12]))
    assert swept.wrong == []
    assert swept.changes >= 4 * len(ODD)
    assert swept.runs > swept.rules, "a rule runs more than once in the days looked at, on the whole"
