"""Which of the due times that have come are posted, under each policy."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.schedule import (
    LATE_AT_MOST,
    ON_TIME,
    AtTimes,
    CatchUp,
    Due,
    Every,
    OnChange,
    Policy,
    Quiet,
    Rule,
    due_times,
    expiry,
    next_run,
)

UTC_ZONE = ZoneInfo("UTC")
FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
DAILY, HOURLY = AtTimes((time(9),), frozenset(range(7))), Every(60, FIRST)
SKIP, LATEST, ALL = Policy(CatchUp.SKIP), Policy(CatchUp.LATEST), Policy(CatchUp.ALL, most=3)


def due(rule: Rule, policy: Policy, now: datetime) -> Due:
    return due_times(rule, UTC_ZONE, policy, FIRST, now)


@pytest.mark.parametrize("policy", [SKIP, LATEST, ALL])
def test_what_is_due_just_now_is_posted_whatever_the_policy(policy: Policy) -> None:
    for late in (timedelta(0), SECOND, ON_TIME):
        assert due(DAILY, policy, FIRST + late) == Due((FIRST,), None, FIRST + DAY)


def test_skip_makes_up_for_nothing() -> None:
    assert due(DAILY, SKIP, FIRST + ON_TIME + SECOND) == Due((), FIRST, FIRST + DAY)
    assert due(HOURLY, SKIP, FIRST + 5 * HOUR) == Due((FIRST + 5 * HOUR,), FIRST, FIRST + 6 * HOUR)
    assert due(HOURLY, SKIP, FIRST + 5.5 * HOUR) == Due((), FIRST, FIRST + 6 * HOUR)


def test_the_latest_is_made_up_for_within_its_window() -> None:
    assert due(DAILY, LATEST, FIRST + LATE_AT_MOST) == Due((FIRST,), None, FIRST + DAY)
    assert due(DAILY, LATEST, FIRST + LATE_AT_MOST + SECOND) == Due((), FIRST, FIRST + DAY)
    assert due(DAILY, Policy(window=6 * HOUR), FIRST + 6 * HOUR) == Due((FIRST,), None, FIRST + DAY)
    assert due(HOURLY, LATEST, FIRST + 5.5 * HOUR) == Due((FIRST + 5 * HOUR,), FIRST, FIRST + 6 * HOUR)


def test_no_window_is_so_short_that_a_crowd_at_nine_would_be_too_late() -> None:
    assert due(DAILY, Policy(window=timedelta(0)), FIRST + ON_TIME).posted == (FIRST,)


@pytest.mark.parametrize(("missed", "posted"), [(1, [0, 1]), (2, [0, 1, 2]), (3, [1, 2, 3]), (90, [88, 89, 90])])
def test_all_are_made_up_for_up_to_so_many(missed: int, posted: list[int]) -> None:
    found = due(DAILY, ALL, FIRST + missed * DAY + HOUR)
    assert found.posted == tuple(FIRST + day * DAY for day in posted)
    assert found.missed == (None if posted[0] == 0 else FIRST)
    assert found.following == FIRST + (missed + 1) * DAY


def test_years_of_standing_still_cost_no_more_than_what_is_made_up_for() -> None:
    every = Every(15, FIRST)
    found = due(every, Policy(CatchUp.ALL, most=10), FIRST + 3650 * DAY)
    assert found.posted == tuple(FIRST + 3650 * DAY - back * timedelta(minutes=15) for back in range(9, -1, -1))


def test_a_change_is_told_however_late_and_runs_once() -> None:
    assert due(OnChange(), SKIP, FIRST + 30 * DAY) == Due((FIRST,), None, None)


def test_what_quiet_hours_held_back_is_one_due_time() -> None:
    night = Policy(CatchUp.ALL, quiet=Quiet(time(22), time(7)))
    morning = FIRST.replace(hour=7) + DAY
    found = due_times(HOURLY, UTC_ZONE, night, FIRST + 12 * HOUR, morning)
    assert found == Due((FIRST + 12 * HOUR, morning), None, morning + HOUR)


def test_a_delivery_expires_with_its_window_and_one_of_all_two_hours_after_it_is_ready() -> None:
    ready = FIRST + DAY
    assert expiry(DAILY, SKIP, FIRST, ready) == FIRST + ON_TIME
    assert expiry(DAILY, Policy(window=6 * HOUR), FIRST, ready) == FIRST + 6 * HOUR
    assert expiry(DAILY, ALL, FIRST, ready) == expiry(OnChange(), SKIP, FIRST, ready) == ready + LATE_AT_MOST


rules = st.sampled_from([DAILY, HOURLY, AtTimes((time(9), time(9, 30), time(21)), frozenset({0, 3}))])
policies = st.builds(Policy, st.sampled_from(CatchUp), st.integers(0, 300).map(lambda n: n * timedelta(minutes=10)), st.integers(1, 5))


@given(rules, policies, st.integers(0, 20 * 86400))
def test_no_due_time_is_left_out_and_none_posted_too_late(rule: Rule, policy: Policy, seconds: int) -> None:
    now = FIRST + seconds * SECOND
    runs, after = [FIRST], FIRST
    while (run := next_run(rule, UTC_ZONE, after)) and run <= now:
        runs.append(run)
        after = run
    found = due(rule, policy, now)
    assert found.following == run
    assert list(found.posted) == runs[len(runs) - len(found.posted) :], "the latest ones, without a gap"
    assert found.missed == (None if len(found.posted) == len(runs) else FIRST)
    if policy.catch_up is CatchUp.ALL:
        assert len(found.posted) == min(policy.most, len(runs))
    else:
        in_time = [at for at in runs if now - at <= (ON_TIME if policy.catch_up is CatchUp.SKIP else max(policy.window, ON_TIME))]
        assert list(found.posted) == in_time[-1:]
