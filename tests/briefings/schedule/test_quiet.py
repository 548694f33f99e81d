"""Quiet hours: what falls due in them waits for their end, also in the nights when the clocks change."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.schedule import AtTimes, Every, Once, Quiet, next_run, out_of_quiet, upcoming
from briefings.schedule.quiet import quiet_around
from tests.schedules.oracle import DAY, MINUTE, transitions, walls

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = Quiet(time(22), time(7))
HOURLY = Every(60, datetime(2026, 1, 1, tzinfo=UTC))
MIDNIGHT = datetime(2026, 3, 2, 23, tzinfo=UTC)  # in Berlin

CHANGES = [
    (zone, at)
    for zone in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "America/Scoresbysund")
    for at in transitions(zone, 2026)
]
NIGHTS = [
    NIGHT,
    Quiet(time(1), time(2, 30)),  # ends, then begins, in the hour that a clock change leaves out or repeats
    Quiet(time(2, 15), time(2, 45)),
    Quiet(time(2, 30), time(3, 15)),
    Quiet(time(3, 10), time(2, 50)),
    Quiet(time(23, 30), time(0, 15)),
]


def berlin(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def quiet_minutes(quiet: Quiet, zone: str, start: datetime, days: int) -> set[datetime]:
    """All minutes from an instant of a day on which a night that began that day, by the clock on the wall, has not ended."""
    due = walls(zone, start, days)
    quiet_ones: set[datetime] = set()
    for day in {shown.date() for shown in due}:
        ends_on = day + (quiet.end < quiet.start) * DAY
        begin, end = due.get(datetime.combine(day, quiet.start)), due.get(datetime.combine(ends_on, quiet.end))
        if begin and end:
            quiet_ones |= {begin + n * MINUTE for n in range((end - begin) // MINUTE)}
    return quiet_ones


@pytest.mark.parametrize(("zone", "change"), CHANGES)
@pytest.mark.parametrize("quiet", NIGHTS, ids=lambda quiet: f"{quiet.start:%H:%M}-{quiet.end:%H:%M}")
def test_around_a_clock_change_it_is_quiet_from_the_start_to_the_end_on_the_wall(zone: str, change: datetime, quiet: Quiet) -> None:
    quiet_ones = quiet_minutes(quiet, zone, change - 3 * DAY, 6)
    for quarter in range(-96, 96):
        at = change + quarter * timedelta(minutes=15)
        hours = quiet_around(quiet, ZoneInfo(zone), at)
        assert (hours is not None) == (at in quiet_ones), at
        if hours:
            begin, end = hours
            assert begin <= at < end
            assert end not in quiet_ones
            assert begin - MINUTE not in quiet_ones
            assert all(begin + n * MINUTE in quiet_ones for n in range((end - begin) // MINUTE))


def test_what_is_due_in_the_night_waits_for_the_morning_and_is_one() -> None:
    coming = upcoming(HOURLY, BERLIN, berlin(2, 20, 30), 4, NIGHT)
    assert [run.at for run in coming] == [berlin(2, 21), berlin(3, 7), berlin(3, 8), berlin(3, 9)]
    assert [run.quiet for run in coming] == [False, True, False, False]


def test_the_first_quiet_minute_is_quiet_and_the_last_one_is_the_one_before_the_end() -> None:
    assert out_of_quiet(berlin(2, 21, 59), BERLIN, NIGHT) == berlin(2, 21, 59)
    assert out_of_quiet(berlin(2, 22), BERLIN, NIGHT) == berlin(3, 7)
    assert out_of_quiet(berlin(3, 6, 59), BERLIN, NIGHT) == berlin(3, 7)
    assert out_of_quiet(berlin(3, 7), BERLIN, NIGHT) == berlin(3, 7)
    assert out_of_quiet(berlin(2, 22), BERLIN, None) == berlin(2, 22)


def test_once_in_the_night_comes_in_the_morning_even_if_it_is_night_already() -> None:
    rule = Once(datetime(2026, 3, 2, 23, 30))  # noqa: DTZ001 - a wall time
    for after in (berlin(2, 12), berlin(3, 2)):
        (run,) = upcoming(rule, BERLIN, after, 2, NIGHT)
        assert (run.at, run.wall, run.moved, run.quiet) == (berlin(3, 7), rule.at, False, True)
    assert next_run(rule, BERLIN, berlin(3, 7), NIGHT) is None


def test_a_morning_run_is_not_posted_twice() -> None:
    rule = AtTimes((time(6), time(7), time(7, 30)), frozenset(range(7)))
    assert [run.at for run in upcoming(rule, BERLIN, berlin(2, 12), 3, NIGHT)] == [berlin(3, 7), berlin(3, 7, 30), berlin(4, 7)]


def test_quiet_hours_end_by_the_clock_on_the_wall_when_it_changes() -> None:
    before, after = datetime(2026, 3, 28, 6, tzinfo=UTC), datetime(2026, 3, 29, 5, tzinfo=UTC)
    assert [run.at for run in upcoming(HOURLY, BERLIN, before - 2 * timedelta(hours=1), 1, NIGHT)] == [before]
    assert out_of_quiet(datetime(2026, 3, 29, 1, tzinfo=UTC), BERLIN, NIGHT) == after


def test_a_morning_that_a_zone_left_out_ends_the_night_a_day_later() -> None:
    apia = ZoneInfo("Pacific/Apia")
    evening = datetime(2011, 12, 29, 23, tzinfo=apia)
    assert out_of_quiet(evening, apia, NIGHT) == datetime(2011, 12, 31, 7, tzinfo=apia)


def test_quiet_hours_of_no_length_are_refused() -> None:
    with pytest.raises(ValueError, match="begin and end at different times"):
        Quiet(time(7), time(7))


rules = st.builds(Every, st.integers(15, 3000), st.just(MIDNIGHT)) | st.builds(
    AtTimes, st.lists(st.times().map(lambda t: t.replace(second=0, microsecond=0)), min_size=1, max_size=4).map(tuple),
    st.frozensets(st.integers(0, 6), min_size=1),
)  # fmt: skip
nights = st.sampled_from(NIGHTS)
instants = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@given(rules, nights, instants)
def test_runs_with_quiet_hours_are_those_without_them_each_moved_out(rule: Every | AtTimes, quiet: Quiet, now: datetime) -> None:
    coming = [run.at for run in upcoming(rule, BERLIN, now, 5, quiet)]
    assert all(earlier < later for earlier, later in pairwise(coming))
    moved = {out_of_quiet(at, BERLIN, quiet) for at in _nominal(rule, now - 2 * DAY, coming[-1])}
    assert coming == sorted(at for at in moved if now < at <= coming[-1])


def _nominal(rule: Every | AtTimes, after: datetime, until: datetime) -> Iterator[datetime]:
    while (at := next_run(rule, BERLIN, after)) and at <= until:
        yield at
        after = at
