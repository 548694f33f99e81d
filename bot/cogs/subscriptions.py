"""/subscribe, /unsubscribe and /subscriptions: which channel gets which story, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.ext import commands

from bot import subscribing
from bot.cogs import timing
from bot.cogs.options import STORY, Length, guild_of, stories_like
from bot.cogs.timing import DESCRIBED, NOTHING_NEW, WEEK
from bot.errors import MomentPassed
from bot.present import layout, paged
from bot.present.schedules import ended_card, subscriptions_card
from bot.rights import require_subscriber
from bot.shelf import story_named
from bot.views.subscription import show_all, show_subscription, subscription_menu
from briefings.model import Template
from briefings.schedule import DEFAULT_POLICY, Every, OnChange, next_run
from briefings.store import subscriptions
from briefings.store.subscriptions import SubscriptionState

if TYPE_CHECKING:
    from bot.client import DatelineClient

    Interaction = discord.Interaction[DatelineClient]


class Subscriptions(commands.Cog):
    """Scheduled briefings."""

    @app_commands.command(description="Have a story's briefing posted in a channel, at times you choose")
    @app_commands.describe(story=STORY, **DESCRIBED)
    @app_commands.choices(nothing_new=NOTHING_NEW)
    @app_commands.autocomplete(story=stories_like, weekdays=timing.days, zone=timing.zones)
    @app_commands.autocomplete(quiet=timing.quiet_hours, catch_up=timing.catch_ups)
    @app_commands.autocomplete(every=timing.intervals)
    async def subscribe(
        self,
        interaction: Interaction,
        story: str | None = None,
        times: str | None = None,
        weekdays: str | None = None,
        zone: str | None = None,
        every: Range[int, 1, WEEK] | None = None,
        once: str | None = None,
        on_change: bool | None = None,
        length: Length = "standard",
        channel: discord.TextChannel | None = None,
        role: discord.Role | None = None,
        quiet: str | None = None,
        nothing_new: str | None = None,
        catch_up: str | None = None,
    ) -> None:
        """Check everything first, then keep the subscription and tell its next runs."""
        client, guild_id, now = interaction.client, guild_of(interaction), interaction.client.now()
        await require_subscriber(interaction, client.db, guild_id)
        chosen = await story_named(client.db, guild_id, story)
        place = subscribing.require_place(interaction, channel or interaction.channel, role)
        await subscribing.require_room(interaction)
        rule = timing.rule_of(times, weekdays, every, once, on_change, now)
        policy = timing.policy_of(quiet, nothing_new, catch_up, DEFAULT_POLICY)
        in_zone = timing.zone_of(
            zone, await subscribing.of_guild(interaction), needed=not isinstance(rule, Every | OnChange) or policy.quiet is not None
        )
        first = next_run(rule, in_zone, now, policy.quiet)
        if first is None and not isinstance(rule, OnChange):
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
                policy=policy,
            )
        await show_subscription(interaction, made, "Subscribed")

    @app_commands.command(description="End a subscription")
    @app_commands.describe(subscription="Which one")
    @app_commands.autocomplete(subscription=timing.subscriptions_like)
    async def unsubscribe(self, interaction: Interaction, subscription: str) -> None:
        """What is owed to it is not posted any more."""
        found = await subscribing.chosen(interaction, subscription)
        told = await subscribing.told(interaction, found, runs=0)
        await subscribing.remove(interaction, found)
        await interaction.response.send_message(view=layout(paged(ended_card(found, told.story))[0]), ephemeral=True)

    @app_commands.command(name="subscriptions", description="This server's subscriptions: when each posts next, and what came of it last")
    async def list_all(self, interaction: Interaction) -> None:
        """All that the member may know of, those that have ended last, with a menu to open one."""
        seen = sorted(await subscribing.seen(interaction), key=lambda found: found.state is SubscriptionState.ENDED)
        listed = [await subscribing.told(interaction, found, runs=0) for found in seen]
        await show_all(interaction, subscriptions_card(listed), subscription_menu(interaction, "card", listed))
