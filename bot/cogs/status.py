"""/status: whether briefings go out, what waits, and what a server's managers should know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import subscribing
from bot.cogs.options import guild_of
from bot.cogs.timing import subscriptions_like
from bot.present.status import Status, status_card
from bot.rights import require_subscriber
from bot.views.subscription import show_all, show_history, subscription_menu
from briefings.store import deliveries, notices
from briefings.store.subscriptions import SubscriptionState

if TYPE_CHECKING:
    from bot.client import DatelineClient

    Interaction = discord.Interaction[DatelineClient]


class StatusNow(commands.Cog):
    """For those who may subscribe; of channels that the member sees."""

    @app_commands.command(description="Whether briefings go out: what waits, what went wrong, and the last deliveries")
    @app_commands.describe(subscription="The last ten deliveries of one subscription")
    @app_commands.autocomplete(subscription=subscriptions_like)
    async def status(self, interaction: Interaction, subscription: str | None = None) -> None:
        """The whole, or one subscription's last deliveries."""
        client, guild_id, now = interaction.client, guild_of(interaction), interaction.client.now()
        if subscription:
            await show_history(interaction, await subscribing.chosen(interaction, subscription))
            return
        await require_subscriber(interaction, client.db, guild_id)
        seen = await subscribing.seen(interaction)
        known = {found.id for found in seen}
        open_notices = [one for one in await notices.unresolved(client.db, guild_id) if one.subscription_id in known | {None}]
        status = Status(
            client.health,
            await deliveries.waiting(client.db, now, guild_id),
            await deliveries.waiting(client.db, now),
            await deliveries.last_trouble(client.db, guild_id),
            open_notices,
        )
        listed = [await subscribing.told(interaction, found, runs=0) for found in seen]
        running = [told for told in listed if told.subscription.state is not SubscriptionState.ENDED]
        await show_all(interaction, status_card(status, listed, now), subscription_menu(interaction, "history", running))
