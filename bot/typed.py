"""What people type about a subscription in one line, and the line that a form is filled with to begin with (pure)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.errors import MomentPassed, UnknownCatchUp, UnknownPause
from briefings.errors import UnknownMoment
from briefings.schedule import (
    ON_TIME,
    AtTimes,
    CatchUp,
    Every,
    Once,
    OnChange,
    Policy,
    Quiet,
    Rule,
    describe,
    parse_once,
    parse_quiet,
    parse_times,
    parse_weekdays,
)
from briefings.schedule.policy import MOST_CAUGHT_UP

LONGEST_WINDOW = timedelta(days=7)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_SPAN = r"(?P<count>\d{1,5})?\s*(?P<unit>m(?:in(?:ute)?s?)?|h(?:ours?)?|d(?:ays?)?|w(?:eeks?)?)"
_FOR = re.compile(rf"(?:for\s+)?{_SPAN}")
_EVERY = re.compile(rf"every\s+{_SPAN}")
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_LATEST = re.compile(rf"(?:the\s+)?latest(?:,?\s*(?:one\s*)?within\s+{_SPAN})?")
_ALL = re.compile(r"all(?:,?\s*(?:up\s+to|the\s+last)\s+(\d{1,4})(?:\s+at\s+most)?)?")
_NONE = frozenset({"none", "no", "off", "never", "-"})


def parse_when(text: str, now: datetime) -> Rule:
    """The rule that one line asks for: "weekdays at 09:00, 17:30", "every 2 hours", "2026-12-24 18:00", "on change".

    Raises what `parse_times`, `parse_weekdays` and `parse_once` do, and IntervalTooShort.
    """
    line = " ".join(text.split())
    if "change" in line.casefold():
        return OnChange()
    if found := _EVERY.fullmatch(line.casefold()):
        return every(_span(found), now)
    if line[:4].isdigit():
        return Once(parse_once(line))
    days, at, times = line.rpartition(" at ")
    return AtTimes(parse_times(times), parse_weekdays(days if at else "daily"))


def when_typed(rule: Rule) -> str:
    """The line that `parse_when` reads as this rule."""
    if isinstance(rule, Once):
        return f"{rule.at:%Y-%m-%d %H:%M}"
    return describe(rule, ZoneInfo("UTC")).partition(", counted from")[0].removesuffix(", UTC time")


def every(length: timedelta, now: datetime) -> Every:
    """A run every so long, counted from this minute on; raises IntervalTooShort."""
    return Every(int(length.total_seconds()) // 60, now.replace(second=0, microsecond=0) + length)


def parse_quiet_or_none(text: str) -> Quiet | None:
    """Quiet hours such as "22:00-07:00", None for "none" and for nothing; raises UnknownQuietHours."""
    return None if text.strip().casefold() in _NONE | {""} else parse_quiet(text)


def quiet_typed(quiet: Quiet | None) -> str:
    """The line that `parse_quiet_or_none` reads as these quiet hours."""
    return f"{quiet.start:%H:%M}-{quiet.end:%H:%M}" if quiet else ""


def parse_pause(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """Until when a pause shall last: "3 days", "2026-12-24" or "2026-12-24 18:00" in the zone; raises UnknownPause, MomentPassed."""
    line = " ".join(text.casefold().split())
    if (found := _FOR.fullmatch(line)) and _span(found):
        return now + _span(found)
    try:
        wall = parse_once(f"{line} 00:00" if _DAY.fullmatch(line) else line)
    except UnknownMoment:
        raise UnknownPause(text=text) from None
    until = wall.replace(tzinfo=zone).astimezone(UTC)
    if until <= now:
        raise MomentPassed(moment=text, zone=zone.key)
    return until


def parse_catch_up(text: str, policy: Policy) -> Policy:
    """The policy with what is made up for: "none", "latest within 6 hours" (15 minutes to a week), "all up to 5" (10); UnknownCatchUp."""
    line = " ".join(text.casefold().split())
    if line in _NONE | {"skip"}:
        return replace(policy, catch_up=CatchUp.SKIP)
    if found := _LATEST.fullmatch(line):
        window = _span(found) if found["unit"] else Policy().window
        if ON_TIME <= window <= LONGEST_WINDOW:
            return replace(policy, catch_up=CatchUp.LATEST, window=window)
    if found := _ALL.fullmatch(line):
        most = int(found[1] or MOST_CAUGHT_UP)
        if 1 <= most <= MOST_CAUGHT_UP:
            return replace(policy, catch_up=CatchUp.ALL, most=most)
    raise UnknownCatchUp(text=text, most=MOST_CAUGHT_UP)


def _span(found: re.Match[str]) -> timedelta:
    return int(found["count"] or 1) * _UNITS[found["unit"][0]]
