"""/subscription: look at one subscription, change it, pause it, have it post now or not the next time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.ext import commands

from bot import subscribing
from bot.cogs import timing
from bot.cogs.options import Length
from bot.cogs.timing import DESCRIBED, NOTHING_NEW, WEEK
from bot.typed import parse_pause
from bot.views.subscription import EditForm, preview, show_subscription
from briefings.model import Template
from briefings.schedule import parse_zone

if TYPE_CHECKING:
    from bot.client import DatelineClient

    Interaction = discord.Interaction[DatelineClient]

_KEPT = {name: text.split(";")[0] for name, text in DESCRIBED.items()}
_WHICH = "Which one"


class OneSubscription(commands.GroupCog, group_name="subscription", group_description="Look at a subscription, change, pause or run it"):
    """For those who may subscribe; every answer is the subscription's card, with buttons for the same."""

    @app_commands.command(description="A subscription: its next times, what came of it last, and buttons to change it")
    @app_commands.describe(subscription=_WHICH)
    @app_commands.autocomplete(subscription=timing.subscriptions_like)
    async def show(self, interaction: Interaction, subscription: str) -> None:
        """The card alone."""
        await show_subscription(interaction, await subscribing.chosen(interaction, subscription))

    @app_commands.command(description="Change a subscription, what you leave out stays; with nothing else given, a form opens")
    @app_commands.describe(subscription=_WHICH, no_ping="Ping no role any more", **_KEPT)
    @app_commands.choices(nothing_new=NOTHING_NEW)
    @app_commands.autocomplete(subscription=timing.subscriptions_like, weekdays=timing.days, zone=timing.zones)
    @app_commands.autocomplete(quiet=timing.quiet_hours, catch_up=timing.catch_ups)
    @app_commands.autocomplete(every=timing.intervals)
    async def edit(
        self,
        interaction: Interaction,
        subscription: str,
        times: str | None = None,
        weekdays: str | None = None,
        zone: str | None = None,
        every: Range[int, 1, WEEK] | None = None,
        once: str | None = None,
        on_change: bool | None = None,
        length: Length | None = None,
        channel: discord.TextChannel | None = None,
        role: discord.Role | None = None,
        no_ping: bool = False,
        quiet: str | None = None,
        nothing_new: str | None = None,
        catch_up: str | None = None,
    ) -> None:
        """It keeps its history."""
        found = await subscribing.chosen(interaction, subscription)
        if len(interaction.namespace.__dict__) == 1:
            await interaction.response.send_modal(EditForm(found))
            return
        changed = replace(
            found,
            rule=timing.rule_of(times, weekdays, every, once, on_change, interaction.client.now(), found.rule),
            zone=parse_zone(zone).key if zone else found.zone,
            template=Template(length) if length else found.template,
            channel_id=channel.id if channel else found.channel_id,
            role_id=None if no_ping else role.id if role else found.role_id,
            policy=timing.policy_of(quiet, nothing_new, catch_up, found.policy),
        )
        await show_subscription(interaction, found, "Changed", await subscribing.edit(interaction, found, changed))

    @app_commands.command(description="Post nothing for a while, or until somebody resumes it")
    @app_commands.describe(subscription=_WHICH, until="How long, such as 3 days, or until when, such as 2026-12-24 18:00")
    @app_commands.autocomplete(subscription=timing.subscriptions_like, until=timing.pauses)
    async def pause(self, interaction: Interaction, subscription: str, until: str | None = None) -> None:
        """What is on its way is not posted either."""
        found = await subscribing.chosen(interaction, subscription)
        end = parse_pause(until, ZoneInfo(found.zone), interaction.client.now()) if until else None
        await show_subscription(interaction, found, "Paused", await subscribing.pause(interaction, found, end))

    @app_commands.command(description="Let a paused subscription go on")
    @app_commands.describe(subscription=_WHICH)
    @app_commands.autocomplete(subscription=timing.subscriptions_like)
    async def resume(self, interaction: Interaction, subscription: str) -> None:
        """With its first time from now on."""
        await _act(interaction, subscription, "Resumed", subscribing.resume)

    @app_commands.command(description="Post a briefing now; the times stay as they are")
    @app_commands.describe(subscription=_WHICH)
    @app_commands.autocomplete(subscription=timing.subscriptions_like)
    async def run_now(self, interaction: Interaction, subscription: str) -> None:
        """A paused one too."""
        await _act(interaction, subscription, "On its way", subscribing.run_now)

    @app_commands.command(description="Leave out the next briefing")
    @app_commands.describe(subscription=_WHICH)
    @app_commands.autocomplete(subscription=timing.subscriptions_like)
    async def skip_next(self, interaction: Interaction, subscription: str) -> None:
        """Once more for the one after it."""
        await _act(interaction, subscription, "Skipped", subscribing.skip_next)

    @app_commands.command(description="What a subscription would post now, shown to you alone")
    @app_commands.describe(subscription=_WHICH)
    @app_commands.autocomplete(subscription=timing.subscriptions_like)
    async def preview(self, interaction: Interaction, subscription: str) -> None:
        """From the newest digest, in the subscription's length."""
        await preview(interaction, await subscribing.chosen(interaction, subscription))


async def _act(interaction: Interaction, id: str, title: str, do: subscribing.Act) -> None:
    found = await subscribing.chosen(interaction, id)
    await show_subscription(interaction, found, title, await do(interaction, found))
