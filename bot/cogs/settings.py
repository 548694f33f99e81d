"""/settings: which roles may subscribe and manage sources, beside those who manage the server, and where it is told of trouble."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.options import guild_of
from bot.present import Card, Tone, layout, paged
from bot.rights import require_manage_server
from bot.subscribing import require_place
from briefings.store import guilds
from briefings.store.guilds import Guild

if TYPE_CHECKING:
    from bot.client import DatelineClient

    Interaction = discord.Interaction[DatelineClient]


class GuildSettings(
    commands.GroupCog, group_name="settings", group_description="Who may subscribe or manage sources, and where notices go"
):
    """For members with Manage Server."""

    @app_commands.command(description="The role that may subscribe, beside those who manage the server")
    @app_commands.describe(role="The role; leave it out to take the right away again")
    async def subscriber_role(self, interaction: Interaction, role: discord.Role | None = None) -> None:
        """One role a server."""
        await _set(interaction, "subscribe channels to briefings", _subscriber, role)

    @app_commands.command(description="The role that may add and remove sources, beside those who manage the server")
    @app_commands.describe(role="The role; leave it out to take the right away again")
    async def manager_role(self, interaction: Interaction, role: discord.Role | None = None) -> None:
        """One role a server."""
        await _set(interaction, "add and remove sources", _manager, role)

    @app_commands.command(description="The channel where Dateline tells of trouble, such as a right that it lacks")
    @app_commands.describe(channel="The channel; leave it out to have it told to whoever made the subscription")
    async def notice_channel(self, interaction: Interaction, channel: discord.TextChannel | None = None) -> None:
        """One channel a server, in which Dateline and the member can post."""
        require_manage_server(interaction)
        if channel:
            require_place(interaction, channel)
        async with interaction.client.db.write() as tx:
            await guilds.set_notice_channel(tx, guild_of(interaction), channel.id if channel else None)
        nobody = "Whoever made a subscription is told of its trouble in a direct message, else the server's owner."
        told = f"Trouble with posting is told in {channel.mention}, once each, until it is over." if channel else nobody
        await _confirm(interaction, told)


def _subscriber(settings: Guild, role_id: int | None) -> Guild:
    return replace(settings, subscriber_role_id=role_id)


def _manager(settings: Guild, role_id: int | None) -> Guild:
    return replace(settings, manager_role_id=role_id)


async def _set(interaction: Interaction, what: str, given: Callable[[Guild, int | None], Guild], role: discord.Role | None) -> None:
    require_manage_server(interaction)
    guild_id = guild_of(interaction)
    async with interaction.client.db.write() as tx:
        kept = given(await guilds.get(tx, guild_id), role.id if role else None)
        await guilds.set_roles(tx, guild_id, subscriber_role_id=kept.subscriber_role_id, manager_role_id=kept.manager_role_id)
    may = f"{role.mention} and members with Manage Server may" if role else "Only members with Manage Server may"
    await _confirm(interaction, f"{may} {what}.")


async def _confirm(interaction: Interaction, told: str) -> None:
    card = Card("Settings", (told,), tone=Tone.DONE)
    await interaction.response.send_message(view=layout(paged(card)[0]), ephemeral=True)
