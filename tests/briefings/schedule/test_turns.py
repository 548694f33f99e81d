"""A crowd is spread by a stable hash, so that nine o'clock does not come all in one second."""

from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from briefings.schedule import delay


@given(st.integers(1), st.integers(0, 20))
def test_a_few_are_not_delayed_at_all(id: int, crowd: int) -> None:
    assert delay(id, crowd) == timedelta(0)


@given(st.integers(1), st.integers(21, 10**6))
def test_a_delay_is_the_same_every_time_and_under_a_minute(id: int, crowd: int) -> None:
    assert timedelta(0) <= delay(id, crowd) == delay(id, crowd) < timedelta(minutes=1)


def test_a_thousand_with_ids_in_a_row_come_twenty_a_second() -> None:
    seconds = Counter(int(delay(id, 1000).total_seconds()) for id in range(5000, 6000))
    assert set(seconds) == set(range(50))
    assert max(seconds.values()) <= 25


def test_a_larger_crowd_is_spread_over_a_minute_and_no_more() -> None:
    seconds = Counter(int(delay(id, 10_000).total_seconds()) for id in range(10_000))
    assert set(seconds) == set(range(60))
    assert max(seconds.values()) <= 1.2 * min(seconds.values())
