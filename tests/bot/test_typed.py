"""Lines that people type about a subscription."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import MomentPassed, UnknownCatchUp, UnknownPause
from bot.typed import parse_catch_up, parse_pause, parse_quiet_or_none, parse_when, quiet_typed, when_typed
from briefings.errors import DatelineError, IntervalTooShort, UnknownTime
from briefings.schedule import AtTimes, CatchUp, Every, Once, OnChange, Policy, Quiet, Rule

NOW = datetime(2026, 3, 27, 12, 0, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
DAILY = frozenset(range(7))
TIMES = st.lists(st.times().map(lambda at: at.replace(second=0, microsecond=0)), min_size=1, max_size=24, unique=True).map(tuple)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("09:00", AtTimes((time(9),), DAILY)),
        ("weekdays at 9am and noon", AtTimes((time(9), time(12)), frozenset(range(5)))),
        ("Mondays, Fridays at 17:30", AtTimes((time(17, 30),), frozenset({0, 4}))),
        ("every 2 hours", Every(120, datetime(2026, 3, 27, 14, tzinfo=UTC))),
        ("every day", Every(1440, datetime(2026, 3, 28, 12, tzinfo=UTC))),
        ("every day at 08:00", AtTimes((time(8),), DAILY)),
        ("2026-12-24 18:00", Once(datetime.fromisoformat("2026-12-24T18:00"))),
        ("2026-12-24 at 6pm", Once(datetime.fromisoformat("2026-12-24T18:00"))),
        ("On change", OnChange()),
        ("whenever the story changes", OnChange()),
    ],
)
def test_one_line_says_when(text: str, rule: Rule) -> None:
    assert parse_when(text, NOW) == rule


def test_a_line_that_says_no_time_is_refused_in_words() -> None:
    with pytest.raises(UnknownTime):
        parse_when("soon", NOW)
    with pytest.raises(IntervalTooShort):
        parse_when("every 5 minutes", NOW)


@given(st.builds(AtTimes, TIMES, st.frozensets(st.integers(0, 6), min_size=1)))
def test_what_a_form_is_filled_with_reads_as_the_same_times(rule: AtTimes) -> None:
    assert parse_when(when_typed(rule), NOW) == rule


@given(st.integers(15, 7 * 24 * 60))
def test_what_a_form_is_filled_with_reads_as_the_same_interval(minutes: int) -> None:
    read = parse_when(when_typed(Every(minutes, NOW)), NOW)
    assert isinstance(read, Every)
    assert read.minutes == minutes


@pytest.mark.parametrize("rule", [Once(datetime.fromisoformat("2026-12-24T18:05")), OnChange()])
def test_what_a_form_is_filled_with_reads_as_the_same_moment(rule: Rule) -> None:
    assert parse_when(when_typed(rule), NOW) == rule


def outcome(read: Callable[[], object]) -> object:
    """What was read, else the sentence of the refusal; any other error is none."""
    try:
        return read()
    except DatelineError as refused:
        return str(refused)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    assert outcome(lambda: parse_when(text, NOW))
    assert outcome(lambda: parse_pause(text, BERLIN, NOW))
    assert outcome(lambda: parse_catch_up(text, Policy()))


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("90 minutes", NOW + timedelta(minutes=90)),
        ("for 2 weeks", NOW + timedelta(weeks=2)),
        ("1d", NOW + timedelta(days=1)),
        ("2026-03-30", datetime(2026, 3, 29, 22, tzinfo=UTC)),
        ("2026-03-30 09:00", datetime(2026, 3, 30, 7, tzinfo=UTC)),
    ],
)
def test_a_pause_ends_after_so_long_or_on_a_day(text: str, until: datetime) -> None:
    assert parse_pause(text, BERLIN, NOW) == until


def test_a_pause_ends_neither_in_the_past_nor_at_words_that_name_no_time() -> None:
    with pytest.raises(MomentPassed):
        parse_pause("2026-03-27", BERLIN, NOW)
    with pytest.raises(UnknownPause):
        parse_pause("0 days", BERLIN, NOW)
    with pytest.raises(UnknownPause):
        parse_pause("2026-13-40", BERLIN, NOW)


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("none", Policy(CatchUp.SKIP)),
        ("latest", Policy()),
        ("the latest, within 6 hours", Policy(window=timedelta(hours=6))),
        ("all", Policy(CatchUp.ALL)),
        ("All up to 3", Policy(CatchUp.ALL, most=3)),
        ("all, the last 3 at most", Policy(CatchUp.ALL, most=3)),
    ],
)
def test_what_is_made_up_for_is_said_in_a_few_words(text: str, policy: Policy) -> None:
    assert parse_catch_up(text, Policy()) == policy


@pytest.mark.parametrize("text", ["", "all up to 0", "all up to 11", "latest within 5 minutes", "latest within 8 days", "everything"])
def test_more_than_can_be_made_up_for_is_refused(text: str) -> None:
    with pytest.raises(UnknownCatchUp):
        parse_catch_up(text, Policy())


@pytest.mark.parametrize("quiet", [None, Quiet(time(22), time(7)), Quiet(time(0), time(5, 45))])
def test_quiet_hours_are_filled_in_as_they_are_read(quiet: Quiet | None) -> None:
    assert parse_quiet_or_none(quiet_typed(quiet)) == quiet
    assert parse_quiet_or_none("None") is None
