"""Permission bits by Discord's names, and what a member may do in a channel.

Source of the bits and of the order of overwrites: Discord's developer documentation, "Permissions".
"""

from __future__ import annotations

from enum import IntFlag

from playground.world import Channel, Guild, Member, User, World


class Permission(IntFlag):
    """The permissions that matter to a bot of slash commands and messages."""

    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    CHANGE_NICKNAME = 1 << 26
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38


ALL = (1 << 51) - 1
ORDINARY = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
    | Permission.CHANGE_NICKNAME
    | Permission.USE_APPLICATION_COMMANDS
)


IN_DIRECT = ORDINARY & ~Permission.CHANGE_NICKNAME


def in_guild(guild: Guild, member: Member) -> int:
    """The member's permission bits in the guild as a whole."""
    if member.user.id == guild.owner_id:
        return ALL
    bits = guild.roles[guild.id].permissions
    for role_id in member.roles:
        bits |= guild.roles[role_id].permissions
    return ALL if bits & Permission.ADMINISTRATOR else bits


def in_channel(guild: Guild, channel: Channel, member: Member) -> int:
    """The member's permission bits in one channel: base, then overwrites for everyone, for roles, for the member."""
    bits = in_guild(guild, member)
    if bits & Permission.ADMINISTRATOR:
        return ALL
    overwrites = channel.overwrites
    if everyone := overwrites.get(guild.id):
        bits = bits & ~everyone.deny | everyone.allow
    roles = [overwrites[role_id] for role_id in member.roles if role_id in overwrites]
    for role in roles:
        bits &= ~role.deny
    for role in roles:
        bits |= role.allow
    if own := overwrites.get(member.user.id):
        bits = bits & ~own.deny | own.allow
    return bits if bits & Permission.VIEW_CHANNEL else 0


def rights(world: World, channel: Channel, user: User) -> int:
    """What a user may do in a channel: nothing outside their own servers, the usual in their own direct channel with the bot."""
    guild = world.guild_of(channel)
    if guild is None:
        return IN_DIRECT if user in (channel.recipient, world.bot) else 0
    member = guild.members.get(user.id)
    return in_channel(guild, channel, member) if member else 0


def may(world: World, channel: Channel, user: User, wanted: Permission) -> bool:
    """Whether the user has every one of the wanted permissions in the channel."""
    return rights(world, channel, user) & wanted == wanted
