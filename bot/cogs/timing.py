"""The options that say when and how a subscription posts: what Discord suggests for them, and what they come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import discord
from discord.app_commands import Choice

from bot.cogs.options import CHOICES, choice, guild_of
from bot.errors import WeekdaysAlone, WhenMissing, ZoneMissing
from bot.present.schedules import label
from bot.subscribing import seen
from bot.typed import every as run_every
from bot.typed import parse_catch_up, parse_quiet_or_none
from briefings.schedule import (
    AtTimes,
    NothingNew,
    Once,
    OnChange,
    Policy,
    Rule,
    parse_once,
    parse_times,
    parse_weekdays,
    parse_zone,
    zones_like,
)
from briefings.store import stories
from briefings.store.subscriptions import Subscription

if TYPE_CHECKING:
    from bot.client import DatelineClient

    Interaction = discord.Interaction[DatelineClient]

WEEK = 7 * 24 * 60
NOTHING_NEW = [
    Choice(name="Post the briefing again", value="post"),
    Choice(name="Say so in a line", value="say"),
    Choice(name="Stay silent", value="silent"),
]
_INTERVALS = {15: "15 minutes", 30: "30 minutes", 60: "hour", 120: "2 hours", 180: "3 hours", 360: "6 hours", 720: "12 hours", 1440: "day"}
_DAYS = ("daily", "weekdays", "weekends", "mon, wed, fri", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_QUIET = ("22:00-07:00", "23:00-08:00", "20:00-06:00", "none")
_CATCH_UP = ("latest within 2 hours", "latest within 12 hours", "latest within 2 days", "all up to 3", "all up to 10", "none")
_PAUSES = ("3 hours", "1 day", "3 days", "1 week", "2 weeks")

DESCRIBED = {
    "times": "Times of day, such as 09:00 or 09:00, 17:30",
    "weekdays": "On which days, such as weekdays or mon, wed; every day if you leave it out",
    "zone": "The time zone that the times are meant in, such as Europe/Berlin",
    "every": "Instead of times: minutes between briefings, 15 at least",
    "once": "Instead of times: one moment, such as 2026-12-24 18:00",
    "on_change": "Instead of times: whenever the story changes, gathered over ten minutes",
    "length": "How much of the story; standard if you leave it out",
    "channel": "Where to post; here if you leave it out",
    "role": "A role to ping with every briefing",
    "quiet": "Hours without posts, such as 22:00-07:00; what falls due then comes at their end",
    "nothing_new": "Where nothing is new since the last briefing; it is posted again if you leave it out",
    "catch_up": "What is made up for after an outage; the latest within 2 hours if you leave it out",
}


# ---------------------------------------------------------------- suggestions


async def zones(interaction: Interaction, current: str) -> list[Choice[str]]:
    """Time zones like what was typed."""
    return [choice(name, name) for name in zones_like(current, CHOICES)]


async def days(interaction: Interaction, current: str) -> list[Choice[str]]:
    """Usual days."""
    return _holding(_DAYS, current)


async def intervals(interaction: Interaction, current: str) -> list[Choice[int]]:
    """Usual intervals that fit what was typed; any other number of minutes may be typed too."""
    return [Choice(name=f"every {name}", value=minutes) for minutes, name in _INTERVALS.items() if str(current) in f"{minutes} {name}"]


async def quiet_hours(interaction: Interaction, current: str) -> list[Choice[str]]:
    """Usual quiet hours; any others may be typed too."""
    return _holding(_QUIET, current)


async def catch_ups(interaction: Interaction, current: str) -> list[Choice[str]]:
    """Usual ways to catch up; any other window or number may be typed too."""
    return _holding(_CATCH_UP, current)


async def pauses(interaction: Interaction, current: str) -> list[Choice[str]]:
    """Usual lengths of a pause; any other, or a day, may be typed too."""
    return _holding(_PAUSES, current)


async def subscriptions_like(interaction: Interaction, current: str) -> list[Choice[str]]:
    """The server's subscriptions that the member may know of, by channel, times or story."""
    labels = {str(found.id): await _label(interaction, found) for found in await seen(interaction)}
    return [choice(text, id) for id, text in labels.items() if current.casefold() in text.casefold()][:CHOICES]


def _holding(offered: tuple[str, ...], current: str) -> list[Choice[str]]:
    return [choice(one, one) for one in offered if current.casefold() in one]


async def _label(interaction: Interaction, found: Subscription) -> str:
    story = await stories.get(interaction.client.db, guild_of(interaction), found.story_id)
    assert story is not None, "a subscription is to a story that its server sees"
    channel = interaction.guild.get_channel_or_thread(found.channel_id) if interaction.guild else None
    return label(f"#{channel.name}" if channel else "a deleted channel", story, found)


# ---------------------------------------------------------------- what was typed


def rule_of(
    times: str | None,
    weekdays: str | None,
    every: int | None,
    once: str | None,
    on_change: bool | None,
    now: datetime,
    before: Rule | None = None,
) -> Rule:
    """The rule that the options come to; where only times or weekdays are given, the other is as `before`.

    Raises WhenMissing, WeekdaysAlone, and what the parsers do.
    """
    given = [bool(times), bool(every), bool(once), bool(on_change)].count(True)
    was = before if isinstance(before, AtTimes) else None
    if weekdays and not times and (given or was is None):
        raise WeekdaysAlone
    if given == 0 and before is not None:
        return replace(was, weekdays=parse_weekdays(weekdays)) if was and weekdays else before
    if given != 1:
        raise WhenMissing
    if times:
        return AtTimes(parse_times(times), parse_weekdays(weekdays) if weekdays else was.weekdays if was else parse_weekdays("daily"))
    if every:
        return run_every(timedelta(minutes=every), now)
    return Once(parse_once(once)) if once else OnChange()


def zone_of(name: str | None, kept: list[Subscription], *, needed: bool) -> ZoneInfo:
    """The zone that was named, else that of the server's latest subscription; raises UnknownZone, ZoneMissing."""
    if name:
        return parse_zone(name)
    if kept:
        return ZoneInfo(kept[-1].zone)
    if needed:
        raise ZoneMissing
    return ZoneInfo("UTC")


def policy_of(quiet: str | None, nothing_new: str | None, catch_up: str | None, before: Policy) -> Policy:
    """The policy that the options come to; what is not given is as before. Raises UnknownQuietHours, UnknownCatchUp."""
    policy = parse_catch_up(catch_up, before) if catch_up else before
    if quiet:
        policy = replace(policy, quiet=parse_quiet_or_none(quiet))
    return replace(policy, nothing_new=NothingNew(nothing_new)) if nothing_new else policy
