from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from briefings.errors import DatelineError, TooManyTimes, UnknownMoment, UnknownQuietHours, UnknownTime, UnknownWeekday
from briefings.schedule import (
    DEFAULT_POLICY,
    AtTimes,
    CatchUp,
    Every,
    NothingNew,
    Once,
    OnChange,
    Policy,
    Quiet,
    Rule,
    describe,
    describe_policy,
    parse_once,
    parse_quiet,
    parse_times,
    parse_weekdays,
)

CHRISTMAS_EVE = datetime(2026, 12, 24, 18)  # noqa: DTZ001 - a wall time has no zone
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("09:00, 17:30", ["09:00", "17:30"]),
        ("17:30;9:00 ; 9", ["09:00", "17:30"]),
        ("9am and 5.15 pm", ["09:00", "17:15"]),
        ("12am, 12pm", ["00:00", "12:00"]),
        ("Noon & midnight", ["00:00", "12:00"]),
        ("8 A.M.", ["08:00"]),
        ("17h30", ["17:30"]),
    ],
)
def test_times_are_read(text: str, times: list[str]) -> None:
    assert [f"{at:%H:%M}" for at in parse_times(text)] == times


@pytest.mark.parametrize("text", ["24:00", "9:5", "13pm", "0am", "soon", "9:60", "9:00 Berlin", "-1"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UnknownTime, match="write hours and minutes, such as 09:00"):
        parse_times(f"09:00, {text}")


@pytest.mark.parametrize("text", ["", " , "])
def test_no_time_at_all_is_refused(text: str) -> None:
    with pytest.raises(UnknownTime):
        parse_times(text)


def test_more_times_than_hours_are_refused() -> None:
    with pytest.raises(TooManyTimes, match="25 times a day are too many: name 24 at most"):
        parse_times(",".join(f"{n // 2}:{n % 2 * 3}0" for n in range(25)))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("daily", [0, 1, 2, 3, 4, 5, 6]),
        ("Every Day", [0, 1, 2, 3, 4, 5, 6]),
        ("weekdays", [0, 1, 2, 3, 4]),
        ("weekend", [5, 6]),
        ("mon,wed", [0, 2]),
        ("Mondays and Tue.", [0, 1]),
        ("Monday to Friday", [0, 1, 2, 3, 4]),
        ("thurs–sat", [3, 4, 5]),
        ("sat-mon", [0, 5, 6]),
        ("weekends, fri", [4, 5, 6]),
    ],
)
def test_days_are_read(text: str, days: list[int]) -> None:
    assert sorted(parse_weekdays(text)) == days


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("wendesday", "Wednesday"), ("week days", "weekdays"), ("", "mon, wed"), ("m", "mon, wed"), ("xyz", "mon, wed")],
)
def test_what_is_no_day_is_refused_with_a_suggestion(text: str, suggestion: str) -> None:
    with pytest.raises(UnknownWeekday) as refusal:
        parse_weekdays(text)
    assert f'"{suggestion}"' in str(refusal.value)


@pytest.mark.parametrize("text", ["2026-12-24 18:00", "2026-12-24T18:00", "2026-12-24 at 6pm", "2026-12-24, 18.00"])
def test_a_day_and_a_time_are_read(text: str) -> None:
    assert parse_once(text) == CHRISTMAS_EVE


@pytest.mark.parametrize("text", ["2026-02-30 10:00", "24.12.2026", "2026-12-24", "2026-12-24 25:00", "tomorrow", ""])
def test_what_is_no_day_and_time_is_refused(text: str) -> None:
    with pytest.raises(UnknownMoment, match="year first, such as 2026-12-24 18:00"):
        parse_once(text)


@pytest.mark.parametrize("read", [parse_times, parse_weekdays, parse_once, parse_quiet])
def test_a_huge_text_is_not_repeated_whole(read: object) -> None:
    assert callable(read)
    with pytest.raises(DatelineError) as refusal:
        read("x" * 5_000)
    assert len(str(refusal.value)) < 250


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (AtTimes((time(9), time(17, 30)), frozenset(range(5))), "Mondays to Fridays at 09:00 and 17:30, Europe/Berlin time"),
        (AtTimes((time(7),), frozenset(range(7))), "every day at 07:00, Europe/Berlin time"),
        (AtTimes((time(7),), frozenset({0, 2, 4})), "Mondays, Wednesdays and Fridays at 07:00, Europe/Berlin time"),
        (AtTimes((time(7), time(8), time(9)), frozenset({5, 6})), "Saturdays and Sundays at 07:00, 08:00 and 09:00, Europe/Berlin time"),
        (AtTimes((time(7),), frozenset({6})), "Sundays at 07:00, Europe/Berlin time"),
        (Every(360, datetime(2026, 3, 1, 8, tzinfo=UTC)), "every 6 hours, counted from Sunday 1 March 2026 at 09:00, Europe/Berlin time"),
        (Every(60, datetime(2026, 3, 1, 8, tzinfo=UTC)), "every hour, counted from Sunday 1 March 2026 at 09:00, Europe/Berlin time"),
        (Every(2880, datetime(2026, 3, 1, 8, tzinfo=UTC)), "every 2 days, counted from Sunday 1 March 2026 at 09:00, Europe/Berlin time"),
        (Every(90, datetime(2026, 3, 1, 8, tzinfo=UTC)), "every 90 minutes, counted from Sunday 1 March 2026 at 09:00, Europe/Berlin time"),
        (Once(CHRISTMAS_EVE), "once, on Thursday 24 December 2026 at 18:00, Europe/Berlin time"),
    ],
)
def test_rules_are_told_in_plain_words(rule: Rule, told: str) -> None:
    assert describe(rule, BERLIN) == told


def test_on_change_is_told_without_a_zone() -> None:
    assert describe(OnChange(), BERLIN) == "when the story changes"


@pytest.mark.parametrize("text", ["22:00-07:00", "22 to 7", " 10PM – 7am ", "22h00-7h00"])
def test_quiet_hours_are_read_as_people_write_them(text: str) -> None:
    assert parse_quiet(text) == Quiet(time(22), time(7))


@pytest.mark.parametrize("text", ["", "22:00", "22-7-8", "night", "7:00-07:00", "25-7"])
def test_other_texts_are_no_quiet_hours(text: str) -> None:
    with pytest.raises(UnknownQuietHours, match="write when they begin and end, such as 22:00-07:00"):
        parse_quiet(text)


def test_a_policy_is_told_where_it_is_not_the_default_one() -> None:
    assert describe_policy(DEFAULT_POLICY) == ()
    assert describe_policy(Policy(CatchUp.ALL, most=3, quiet=Quiet(time(22), time(7)), nothing_new=NothingNew.SAY)) == (
        "Missed briefings are made up for, the last 3 at most.",
        "Quiet from 22:00 to 07:00; what falls due then comes at their end.",
        "Where nothing is new, a line says so.",
    )
    assert describe_policy(Policy(CatchUp.SKIP, nothing_new=NothingNew.SILENT)) == (
        "Missed briefings are not made up for.",
        "Where nothing is new, nothing is posted.",
    )
    assert describe_policy(Policy(window=timedelta(hours=6))) == ("The latest missed briefing is made up for within 6 hours.",)
    assert describe_policy(Policy(window=timedelta(days=1))) == ("The latest missed briefing is made up for within 1 day.",)
    assert describe_policy(Policy(window=timedelta(0))) == ("The latest missed briefing is made up for within 15 minutes.",)
