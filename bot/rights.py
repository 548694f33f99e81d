"""Who may do what in a server: members by Manage Server or a role that the server set, Dateline by the channel's permissions."""

from __future__ import annotations

from typing import Any

import discord

from bot.errors import BotCannotPing, BotLacksRights, NotAllowed, RoleNotForPings, YouCannotPostThere
from briefings.store import Reader, guilds
from briefings.templates.markdown import Safe

Postable = discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel

_NAMES = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
}


def require_manage_server(interaction: discord.Interaction[Any]) -> None:
    """Raises NotAllowed for members without Manage Server."""
    if not _manages(interaction):
        raise NotAllowed(needed="the right Manage Server")


async def require_subscriber(interaction: discord.Interaction[Any], db: Reader, guild_id: int) -> None:
    """Raises NotAllowed for members with neither Manage Server nor the server's subscriber role."""
    _require_role(interaction, (await guilds.get(db, guild_id)).subscriber_role_id)


async def require_manager(interaction: discord.Interaction[Any], db: Reader, guild_id: int) -> None:
    """Raises NotAllowed for members with neither Manage Server nor the server's manager role."""
    _require_role(interaction, (await guilds.get(db, guild_id)).manager_role_id)


def may_see(interaction: discord.Interaction[Any], channel_id: int) -> bool:
    """Whether the member sees the channel, or manages the server; a channel that is gone is nobody's secret."""
    channel, member = interaction.guild.get_channel_or_thread(channel_id) if interaction.guild else None, interaction.user
    if channel is None or _manages(interaction) or not isinstance(member, discord.Member):
        return channel is None or _manages(interaction)
    return channel.permissions_for(member).view_channel


def require_postable(channel: Postable, member: discord.Member) -> None:
    """Raises BotLacksRights or YouCannotPostThere unless both Dateline and the member can post in the channel."""
    if lacking := missing_rights(channel):
        raise BotLacksRights(channel=Safe(channel.mention), rights=" and ".join(lacking))
    theirs = channel.permissions_for(member)
    if not (theirs.view_channel and getattr(theirs, _send_right(channel))):
        raise YouCannotPostThere(channel=Safe(channel.mention))


def require_pingable(role: discord.Role, channel: Postable, member: discord.Member) -> None:
    """Raises RoleNotForPings or BotCannotPing unless both the member and Dateline may ping the role in the channel; @everyone never."""
    if role.is_default() or not (role.mentionable or channel.permissions_for(member).mention_everyone):
        raise RoleNotForPings(role=role.name)
    if not (role.mentionable or channel.permissions_for(channel.guild.me).mention_everyone):
        raise BotCannotPing(role=role.name)


def missing_rights(channel: Postable) -> list[str]:
    """What Dateline lacks for posting in a channel, by the names that Discord shows; history is read to never post twice."""
    ours = channel.permissions_for(channel.guild.me)
    if not ours.view_channel:
        return [_NAMES["view_channel"]]  # without it Discord grants none of the others either
    needed = (_send_right(channel), "read_message_history")
    return [_NAMES[right] for right in needed if not getattr(ours, right)]


def _send_right(channel: Postable) -> str:
    return "send_messages_in_threads" if isinstance(channel, discord.Thread) else "send_messages"


def _manages(interaction: discord.Interaction[Any]) -> bool:
    return interaction.permissions.administrator or interaction.permissions.manage_guild


def _require_role(interaction: discord.Interaction[Any], role_id: int | None) -> None:
    if _manages(interaction):
        return
    member = interaction.user
    if role_id is not None and isinstance(member, discord.Member) and member.get_role(role_id):
        return
    role = interaction.guild.get_role(role_id) if interaction.guild and role_id else None
    raise NotAllowed(needed=f"the right Manage Server or the role {role.name}" if role else "the right Manage Server")
