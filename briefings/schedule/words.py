"""What people type for times, weekdays and days, and how a rule is told back to them in plain words."""

from __future__ import annotations

import re
from calendar import day_name
from collections.abc import Iterator
from datetime import datetime, time
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from briefings.errors import TooManyTimes, UnknownMoment, UnknownQuietHours, UnknownTime, UnknownWeekday
from briefings.schedule.catch_up import late_at_most
from briefings.schedule.policy import DEFAULT_POLICY, CatchUp, NothingNew, Policy
from briefings.schedule.quiet import Quiet
from briefings.schedule.rules import AtTimes, Every, Once, OnChange, Rule

MOST_TIMES_A_DAY = 24
_FIRST_YEAR, _LAST_YEAR = 1900, 2999

_DAILY = frozenset(range(7))
_WEEKDAYS = frozenset(range(5))
_WEEKEND = frozenset({5, 6})
_GROUPS = {
    **dict.fromkeys(("daily", "every day", "everyday", "all", "all days"), _DAILY),
    **dict.fromkeys(("weekdays", "weekday", "working days", "workdays"), _WEEKDAYS),
    **dict.fromkeys(("weekends", "weekend"), _WEEKEND),
}
_SEPARATOR = re.compile(r"\s*(?:[,;&]|\band\b)\s*")
_DASH = re.compile(r"\s*[-–—]\s*|\s+to\s+")
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d\d))?\s*([ap])?\.?(?:m\.?)?")
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_MOMENT = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:\s*t\s*|\s*,\s*|\s+(?:at\s+)?)(.+)")


# ---------------------------------------------------------------- reading


def parse_times(text: str) -> tuple[time, ...]:
    """Times of day such as "09:00, 17:30" or "9am and noon", in order, each once; raises UnknownTime, TooManyTimes (over 24)."""
    times = sorted({_time(part) for part in _parts(text)})
    if not times:
        raise UnknownTime(text=text.strip())
    if len(times) > MOST_TIMES_A_DAY:
        raise TooManyTimes(count=len(times), limit=MOST_TIMES_A_DAY)
    return tuple(times)


def parse_weekdays(text: str) -> frozenset[int]:
    """Days such as "daily", "weekdays", "mon, wed" or "Monday to Friday" (0 = Monday); raises UnknownWeekday."""
    days = frozenset(day for part in _parts(text) for day in _weekdays(part))
    if not days:
        raise UnknownWeekday(text=text.strip(), suggestion="mon, wed")
    return days


def parse_once(text: str) -> datetime:
    """A local day and time such as "2026-12-24 18:00", without a zone; raises UnknownMoment."""
    try:
        found = _MOMENT.fullmatch(" ".join(text.casefold().split()))
        if not found:
            raise ValueError
        year, month, day, clock = found.groups()
        if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:  # at the ends of Python's calendar no zone can be reckoned with
            raise ValueError
        return datetime.combine(datetime(int(year), int(month), int(day)), _time(clock))  # noqa: DTZ001 - wall time, no zone yet
    except (ValueError, UnknownTime):
        raise UnknownMoment(text=_short(text)) from None


def _parts(text: str) -> list[str]:
    return [part for part in _SEPARATOR.split(text.casefold().strip()) if part]


def _short(text: str) -> str:
    return " ".join(text.split())[:60]


def _time(text: str) -> time:
    if named := _NAMED_TIMES.get(text):
        return named
    found = _TIME.fullmatch(text)
    if not found:
        raise UnknownTime(text=_short(text))
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        raise UnknownTime(text=_short(text))
    try:
        return time(hour % 12 + 12 * (half == "p") if half else hour, minute)
    except ValueError:
        raise UnknownTime(text=_short(text)) from None


def _weekdays(text: str) -> Iterator[int]:
    """The days of one part: a group, one day, or a range, which may go over the weekend."""
    if text in _GROUPS:
        yield from _GROUPS[text]
        return
    ends = [_weekday(name) for name in _DASH.split(text, maxsplit=1)]
    first, last = ends[0], ends[-1]
    yield from (day % 7 for day in range(first, last + 1 if first <= last else last + 8))


def _weekday(text: str) -> int:
    """The day that a text names in full, in the plural, or by its first two letters or more."""
    for day, name in enumerate(day_name):
        if len(text) >= 2 and f"{name.casefold()}s".startswith(text.rstrip(".")):
            return day
    close = process.extractOne(text, [*day_name, *_GROUPS], scorer=fuzz.ratio, processor=str.casefold)
    raise UnknownWeekday(text=_short(text), suggestion=close[0] if close and close[1] >= 60 else "mon, wed")


def parse_quiet(text: str) -> Quiet:
    """Quiet hours such as "22:00-07:00" or "10pm to 7am"; raises UnknownQuietHours."""
    try:
        start, end = (_time(part) for part in _DASH.split(text.casefold().strip()))
        return Quiet(start, end)
    except (ValueError, UnknownTime):
        raise UnknownQuietHours(text=_short(text)) from None


# ---------------------------------------------------------------- telling


def describe(rule: Rule, zone: ZoneInfo) -> str:
    """The rule in plain words: "Mondays to Fridays at 09:00 and 17:30, Europe/Berlin time"."""
    match rule:
        case AtTimes():
            told = f"{_days_told(rule.weekdays)} at {_listed([f'{at:%H:%M}' for at in rule.times])}"
        case Every():
            told = f"{_interval_told(rule.minutes)}, counted from {_moment_told(rule.anchor.astimezone(zone))}"
        case Once():
            told = f"once, on {_moment_told(rule.at)}"
        case OnChange():
            return "when the story changes"
    return f"{told}, {zone.key} time"


def describe_policy(policy: Policy) -> tuple[str, ...]:
    """What a subscription does beside running at its times, a sentence for each point in which the policy is not the default one."""
    told = []
    if (policy.catch_up, policy.window, policy.most) != (DEFAULT_POLICY.catch_up, DEFAULT_POLICY.window, DEFAULT_POLICY.most):
        told.append(_catch_up_told(policy))
    if policy.quiet:
        told.append(f"Quiet from {policy.quiet.start:%H:%M} to {policy.quiet.end:%H:%M}; what falls due then comes at their end.")
    if policy.nothing_new is NothingNew.SAY:
        told.append("Where nothing is new, a line says so.")
    if policy.nothing_new is NothingNew.SILENT:
        told.append("Where nothing is new, nothing is posted.")
    return tuple(told)


def _catch_up_told(policy: Policy) -> str:
    match policy.catch_up:
        case CatchUp.SKIP:
            return "Missed briefings are not made up for."
        case CatchUp.LATEST:
            count, unit = _counted(int(late_at_most(policy).total_seconds()) // 60)
            return f"The latest missed briefing is made up for within {count} {unit}{'' if count == 1 else 's'}."
        case CatchUp.ALL:
            return f"Missed briefings are made up for, the last {policy.most} at most."


def _days_told(days: frozenset[int]) -> str:
    if days == _DAILY:
        return "every day"
    first, last = min(days), max(days)
    if len(days) > 2 and days == frozenset(range(first, last + 1)):
        return f"{day_name[first]}s to {day_name[last]}s"
    return _listed([f"{day_name[day]}s" for day in sorted(days)])


def _interval_told(minutes: int) -> str:
    count, unit = _counted(minutes)
    return f"every {unit}" if count == 1 else f"every {count} {unit}s"


def _counted(minutes: int) -> tuple[int, str]:
    """So many minutes in the largest unit that goes into them."""
    size, unit = next((size, unit) for size, unit in ((24 * 60, "day"), (60, "hour"), (1, "minute")) if minutes % size == 0)
    return minutes // size, unit


def _moment_told(at: datetime) -> str:
    return f"{at:%A} {at.day} {at:%B %Y} at {at:%H:%M}"


def _listed(items: list[str]) -> str:
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last
