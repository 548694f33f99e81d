"""The next run against an oracle that knows no gaps and folds (tests/schedules/oracle.py)."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import IntervalTooShort
from briefings.schedule import AtTimes, Every, Once, OnChange, Rule, next_run, rule_from_json, rule_to_json, upcoming
from tests.schedules.oracle import MINUTE, expected, transitions

DAILY = frozenset(range(7))
BERLIN = ZoneInfo("Europe/Berlin")
APIA = ZoneInfo("Pacific/Apia")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def wall(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - a wall time has no zone


def runs(zone: str, start: datetime, days: int, rule: Rule) -> list[datetime]:
    """All runs from start, itself included, to the end of the days."""
    found, at = [], next_run(rule, ZoneInfo(zone), start - MINUTE)
    while at and at < start + timedelta(days=days):
        found.append(at)
        at = next_run(rule, ZoneInfo(zone), at)
    return found


CHANGES = [
    *[
        (zone, at)
        for zone in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")
        for at in transitions(zone, 2026)
    ],
    ("Asia/Pyongyang", utc(2018, 5, 4, 15)),
    ("Pacific/Apia", utc(2011, 12, 30, 10)),
    ("America/St_Johns", utc(2010, 11, 7, 3)),  # back at one minute past midnight, into the day before
]


def test_every_zone_of_the_list_changes_its_clocks_twice_in_2026() -> None:
    assert len(CHANGES) == 4 * 2 + 3


@pytest.mark.parametrize(("zone", "change"), CHANGES)
@pytest.mark.parametrize("days", [DAILY, frozenset({0, 2, 4}), frozenset({5, 6})], ids=["daily", "mon-wed-fri", "weekend"])
def test_no_run_is_lost_or_doubled_around_a_clock_change(zone: str, change: datetime, days: frozenset[int]) -> None:
    start = change - timedelta(days=2)
    for half in range(48):
        rule = AtTimes((time(half // 2, half % 2 * 30 + 15 * (half % 3 == 0)),), days)
        assert runs(zone, start, 5, rule) == expected(zone, start, 5, rule), rule


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_many_times_a_day_around_a_clock_change_run_in_order(zone: str, change: datetime) -> None:
    rule = AtTimes(tuple(time(hour, minute) for hour in range(24) for minute in (0, 30, 45)), DAILY)
    start = change - timedelta(days=2)
    assert runs(zone, start, 5, rule) == expected(zone, start, 5, rule)


rules = st.builds(
    AtTimes,
    st.lists(st.times(timezones=st.none()).map(lambda t: t.replace(second=0, microsecond=0)), min_size=1, max_size=4).map(tuple),
    st.frozensets(st.integers(0, 6), min_size=1),
) | st.builds(Every, st.integers(15, 10_000), st.just(utc(2026, 3, 1)))
zones = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Africa/Cairo", "UTC"]).map(
    ZoneInfo
)
instants = st.datetimes(wall(2026, 1, 1), wall(2026, 12, 31), timezones=st.just(UTC))


@given(rules, zones, instants, st.integers(0, 7 * 86400))
def test_the_next_run_lies_after_and_never_goes_back_as_time_goes_on(rule: Rule, zone: ZoneInfo, now: datetime, seconds: int) -> None:
    later = now + timedelta(seconds=seconds)
    first, second = next_run(rule, zone, now), next_run(rule, zone, later)
    assert first is not None
    assert second is not None
    assert first > now
    assert first <= second
    assert first == second or first <= later, "a run between the two instants was missed"


@given(rules, zones, instants)
def test_coming_runs_are_a_chain_of_next_runs(rule: Rule, zone: ZoneInfo, now: datetime) -> None:
    coming = upcoming(rule, zone, now, 4)
    assert [run.at for run in coming] == sorted({run.at for run in coming})
    assert len(coming) == 4
    assert [next_run(rule, zone, at) for at in [now, *(run.at for run in coming[:3])]] == [run.at for run in coming]
    assert all(run.moved or run.at.astimezone(zone).replace(tzinfo=None, fold=0) == run.wall for run in coming)


@given(st.datetimes(wall(2026, 1, 1), wall(2026, 12, 31)), zones, instants)
def test_once_runs_once(at: datetime, zone: ZoneInfo, now: datetime) -> None:
    coming = upcoming(Once(at), zone, now, 5)
    assert len(coming) <= 1
    assert all(run.at > now and run.wall == at for run in coming)


def test_a_time_that_spring_skips_is_shifted_and_marked() -> None:
    rule = AtTimes((time(2, 30), time(9)), DAILY)
    moved, kept, following = upcoming(rule, BERLIN, utc(2026, 3, 28, 12), 3)
    assert (moved.at, moved.wall, moved.moved) == (utc(2026, 3, 29, 1, 30), wall(2026, 3, 29, 2, 30), True)
    assert (kept.at, kept.moved) == (utc(2026, 3, 29, 7), False)
    assert (following.at, following.moved) == (utc(2026, 3, 30, 0, 30), False)


def test_a_shifted_time_that_meets_another_runs_once_with_it() -> None:
    meeting = AtTimes((time(2, 30), time(3, 30)), frozenset({6}))
    assert upcoming(meeting, BERLIN, utc(2026, 3, 28, 12), 1)[0].wall == wall(2026, 3, 29, 3, 30)
    assert next_run(meeting, BERLIN, utc(2026, 3, 29, 1, 30)) == utc(2026, 4, 5, 0, 30)


def test_a_time_that_autumn_repeats_runs_the_first_time_only() -> None:
    rule = AtTimes((time(2, 30),), DAILY)
    assert next_run(rule, BERLIN, utc(2026, 10, 24, 12)) == utc(2026, 10, 25, 0, 30)
    assert next_run(rule, BERLIN, utc(2026, 10, 25, 0, 30)) == utc(2026, 10, 26, 1, 30)


def test_a_friday_that_apia_left_out_has_no_run() -> None:
    assert next_run(AtTimes((time(9),), frozenset({4})), APIA, utc(2011, 12, 24)) == utc(2012, 1, 5, 19)
    assert next_run(Once(wall(2011, 12, 30, 9)), APIA, utc(2011, 12, 24)) is None


def test_once_in_a_gap_is_shifted_and_past_is_past() -> None:
    rule = Once(wall(2026, 3, 29, 2, 30))
    assert upcoming(rule, BERLIN, utc(2026, 3, 1), 5)[0].moved
    assert next_run(rule, BERLIN, utc(2026, 3, 29, 1, 30)) is None


def test_an_interval_counts_elapsed_time_across_a_clock_change() -> None:
    rule = Every(360, utc(2026, 3, 28, 18))
    assert next_run(rule, BERLIN, utc(2026, 3, 28)) == utc(2026, 3, 28, 18), "the anchor itself is the first run"
    assert [run.at for run in upcoming(rule, BERLIN, utc(2026, 3, 28, 18), 2)] == [utc(2026, 3, 29, 0), utc(2026, 3, 29, 6)]
    assert [run.wall.hour for run in upcoming(rule, BERLIN, utc(2026, 3, 28, 18), 2)] == [1, 8]


def test_less_than_fifteen_minutes_is_refused() -> None:
    with pytest.raises(IntervalTooShort, match="Every 14 minutes is too often: choose 15 minutes or more"):
        Every(14, utc(2026, 1, 1))


@pytest.mark.parametrize("days", [frozenset[int](), frozenset({7})])
def test_a_rule_needs_days_of_the_week(days: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="weekday"):
        AtTimes((time(9),), days)


def test_on_change_has_no_time_of_its_own() -> None:
    assert next_run(OnChange(), BERLIN, utc(2026, 3, 1)) is None
    assert upcoming(OnChange(), BERLIN, utc(2026, 3, 1), 5) == []
    assert rule_to_json(OnChange()) == '{"kind":"on_change"}'


@given(rules | st.builds(Once, st.datetimes()) | st.just(OnChange()))
def test_rules_survive_their_json_form(rule: Rule) -> None:
    assert rule_from_json(rule_to_json(rule)) == rule


def test_equal_rules_have_equal_json() -> None:
    one = AtTimes((time(17, 30), time(9), time(9)), frozenset({3, 0}))
    other = AtTimes((time(9), time(17, 30)), frozenset({0, 3}))
    assert rule_to_json(one) == rule_to_json(other) == '{"times":["09:00:00","17:30:00"],"weekdays":[0,3],"kind":"at_times"}'


@pytest.mark.parametrize("text", ['{"kind":"yearly"}', '{"kind":"once","at":"2026-01-01T09:00:00Z"}', "[]", ""])
def test_another_json_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        rule_from_json(text)
