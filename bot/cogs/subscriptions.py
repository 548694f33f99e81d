"""/subscribe, /unsubscribe and /subscriptions: which channel gets which story, and when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.cogs.options import CHOICES, STORY, Length, choice, guild_of, stories_like
from bot.errors import MomentPassed, SubscriptionGone, TooManySubscriptions, WeekdaysAlone, WhenMissing, ZoneMissing
from bot.present import layout, paged
from bot.present.schedules import ended_card, label, subscribed_card, subscriptions_card
from bot.rights import Postable, may_see, require_pingable, require_postable, require_subscriber
from bot.shelf import story_named
from briefings.model import Story, Template
from briefings.schedule import (
    AtTimes,
    Every,
    Once,
    Rule,
    describe,
    next_run,
    parse_once,
    parse_times,
    parse_weekdays,
    parse_zone,
    upcoming,
    zones_like,
)
from briefings.store import stories, subscriptions

if TYPE_CHECKING:
    from bot.client import DatelineClient

    Interaction = discord.Interaction[DatelineClient]

MOST_SUBSCRIPTIONS = 50
RUNS_SHOWN = 5
_INTERVALS = {15: "15 minutes", 30: "30 minutes", 60: "hour", 120: "2 hours", 180: "3 hours", 360: "6 hours", 720: "12 hours", 1440: "day"}
_WEEK = 7 * 24 * 60
_DAYS = ("daily", "weekdays", "weekends", "mon, wed, fri", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


async def _zones(interaction: Interaction, current: str) -> list[Choice[str]]:
    return [choice(name, name) for name in zones_like(current, CHOICES)]


async def _days(interaction: Interaction, current: str) -> list[Choice[str]]:
    return [choice(day, day) for day in _DAYS if current.casefold() in day]


async def _intervals(interaction: Interaction, current: str) -> list[Choice[int]]:
    """Usual intervals that fit what was typed; any other number of minutes may be typed too."""
    return [Choice(name=f"every {name}", value=minutes) for minutes, name in _INTERVALS.items() if str(current) in f"{minutes} {name}"]


async def _subscriptions(interaction: Interaction, current: str) -> list[Choice[str]]:
    labels = {found.id: await _label(interaction, found) for found in await _seen(interaction)}
    return [choice(text, str(id)) for id, text in labels.items() if current.casefold() in text.casefold()][:CHOICES]


class Subscriptions(commands.Cog):
    """Scheduled briefings."""

    @app_commands.command(description="Have a story's briefing posted in a channel, at times you choose")
    @app_commands.describe(
        story=STORY,
        times="Times of day, such as 09:00 or 09:00, 17:30",
        weekdays="On which days, such as weekdays or mon, wed; every day if you leave it out",
        zone="The time zone that the times are meant in, such as Europe/Berlin",
        every="Instead of times: minutes between briefings, 15 at least",
        once="Instead of times: one moment, such as 2026-12-24 18:00",
        length="How much of the story; standard if you leave it out",
        channel="Where to post; here if you leave it out",
        role="A role to ping with every briefing",
    )
    @app_commands.autocomplete(story=stories_like, weekdays=_days, zone=_zones)
    @app_commands.autocomplete(every=_intervals)
    async def subscribe(
        self,
        interaction: Interaction,
        story: str | None = None,
        times: str | None = None,
        weekdays: str | None = None,
        zone: str | None = None,
        every: Range[int, 1, _WEEK] | None = None,
        once: str | None = None,
        length: Length = "standard",
        channel: discord.TextChannel | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Check everything first, then keep the subscription and tell its next runs."""
        client, guild_id, now = interaction.client, guild_of(interaction), interaction.client.now()
        await require_subscriber(interaction, client.db, guild_id)
        chosen = await story_named(client.db, guild_id, story)
        place = _place(interaction, channel, role)
        kept = await _of_guild(interaction)
        if len(kept) >= MOST_SUBSCRIPTIONS:
            raise TooManySubscriptions(limit=MOST_SUBSCRIPTIONS)
        rule = _rule(times, weekdays, every, once, now)
        in_zone = _zone(zone, kept, needed=not isinstance(rule, Every))
        first = next_run(rule, in_zone, now)
        if first is None:
            raise MomentPassed(moment=once, zone=in_zone.key)
        async with client.db.write() as tx:
            made = await subscriptions.add(
                tx,
                guild_id=guild_id,
                channel_id=place.id,
                story_id=chosen.id,
                rule=rule,
                zone=in_zone.key,
                template=Template(length),
                role_id=role.id if role else None,
                next_run_at=first,
                created_by=interaction.user.id,
                now=now,
            )
        card = subscribed_card(made, chosen, upcoming(rule, in_zone, now, RUNS_SHOWN))
        await interaction.response.send_message(view=layout(paged(card)[0]), ephemeral=True)

    @app_commands.command(description="End a subscription")
    @app_commands.describe(subscription="Which one")
    @app_commands.autocomplete(subscription=_subscriptions)
    async def unsubscribe(self, interaction: Interaction, subscription: str) -> None:
        """What is owed to it is not posted any more."""
        client, guild_id = interaction.client, guild_of(interaction)
        await require_subscriber(interaction, client.db, guild_id)
        found = next((one for one in await _seen(interaction) if str(one.id) == subscription.strip()), None)
        if found is None:
            raise SubscriptionGone
        told = await _told(interaction, found)
        async with client.db.write() as tx:
            await subscriptions.remove(tx, guild_id, found.id)
        await interaction.response.send_message(view=layout(paged(ended_card(*told))[0]), ephemeral=True)

    @app_commands.command(name="subscriptions", description="This server's subscriptions, and when each of them posts next")
    async def list_all(self, interaction: Interaction) -> None:
        """All that the member may know of, in as many messages as they take."""
        listed = [await _told(interaction, found) for found in await _seen(interaction)]
        first, *rest = paged(subscriptions_card(listed))
        await interaction.response.send_message(view=layout(first), ephemeral=True)
        for page in rest:
            await interaction.followup.send(view=layout(page), ephemeral=True)


# ---------------------------------------------------------------- what was typed


def _rule(times: str | None, weekdays: str | None, every: int | None, once: str | None, now: datetime) -> Rule:
    if [times, every, once].count(None) != 2:
        raise WhenMissing
    if weekdays and not times:
        raise WeekdaysAlone
    if times:
        return AtTimes(parse_times(times), parse_weekdays(weekdays or "daily"))
    if every:
        return Every(every, now.replace(second=0, microsecond=0) + timedelta(minutes=every))
    return Once(parse_once(once or ""))


def _zone(name: str | None, kept: list[subscriptions.Subscription], *, needed: bool) -> ZoneInfo:
    """The zone that was named, else that of the server's latest subscription; raises UnknownZone, ZoneMissing."""
    if name:
        return parse_zone(name)
    if kept:
        return ZoneInfo(kept[-1].zone)
    if needed:
        raise ZoneMissing
    return ZoneInfo("UTC")


def _place(interaction: Interaction, channel: discord.TextChannel | None, role: discord.Role | None) -> Postable:
    """The channel to post in, once both the member and Dateline may post there, and ping the role."""
    place, member = channel or interaction.channel, interaction.user
    assert isinstance(place, Postable), "Discord offers slash commands where messages can be posted"
    assert isinstance(member, discord.Member), "commands are for servers only"
    require_postable(place, member)
    if role:
        require_pingable(role, place, member)
    return place


# ---------------------------------------------------------------- what is kept


async def _of_guild(interaction: Interaction) -> list[subscriptions.Subscription]:
    return await subscriptions.of_guild(interaction.client.db, guild_of(interaction))


async def _seen(interaction: Interaction) -> list[subscriptions.Subscription]:
    """Those of channels that the member sees."""
    return [found for found in await _of_guild(interaction) if may_see(interaction, found.channel_id)]


async def _told(interaction: Interaction, found: subscriptions.Subscription) -> tuple[subscriptions.Subscription, Story]:
    story = await stories.get(interaction.client.db, found.guild_id, found.story_id)
    assert story is not None, "a subscription is to a story that its server sees"
    return found, story


async def _label(interaction: Interaction, found: subscriptions.Subscription) -> str:
    _, story = await _told(interaction, found)
    channel = interaction.guild.get_channel_or_thread(found.channel_id) if interaction.guild else None
    return label(f"#{channel.name}" if channel else "a deleted channel", story, describe(found.rule, ZoneInfo(found.zone)))
