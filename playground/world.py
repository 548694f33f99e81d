"""The world as plain data: users, guilds, roles, channels, messages, files. No network, no rule of Discord's beyond ids.

Ids are integers here and strings on the wire. An id (a "snowflake") carries the instant of its making, as Discord's do.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from playground.clock import Clock

Json = dict[str, Any]

DISCORD_EPOCH_MS = 1_420_070_400_000
FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)
"""When everything was made that is there before the server starts: its ids are the same at every start, so that a bot knows it again."""
TEXT, DIRECT, CATEGORY = 0, 1, 4


@dataclass(eq=False)
class User:
    """An account; who takes no direct messages refuses those of every bot."""

    id: int
    name: str
    bot: bool = False
    takes_directs: bool = True


@dataclass(eq=False)
class Role:
    """A role of one guild; the role with the guild's own id is @everyone."""

    id: int
    name: str
    permissions: int
    position: int = 1
    mentionable: bool = False
    managed: bool = False


@dataclass(eq=False)
class Overwrite:
    """What one channel allows or denies to a role (kind 0) or to a member (kind 1)."""

    id: int
    kind: int
    allow: int = 0
    deny: int = 0


@dataclass(eq=False)
class File:
    """An uploaded file: what a person or a bot sent, and what the content delivery path gives back."""

    id: int
    name: str
    data: bytes
    content_type: str
    url: str
    description: str | None = None
    ephemeral: bool = False


@dataclass(eq=False)
class Message:
    """One message; `components` and `embeds` are as Discord answers them; `seen_by` is the only reader of an ephemeral one.

    `used` is the command that it answers, as people read it ("/source add"), however many forms lay between.
    """

    id: int
    channel_id: int
    author: User
    sent: datetime
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    flags: int = 0
    kind: int = 0
    edited: datetime | None = None
    nonce: str | int | None = None
    users_pinged: list[User] = field(default_factory=list)
    roles_pinged: list[int] = field(default_factory=list)
    everyone_pinged: bool = False
    reply_to: int | None = None
    webhook_id: int | None = None
    interaction: Json | None = None
    seen_by: int | None = None
    used: str | None = None


@dataclass(eq=False)
class Channel:
    """A channel of one guild, or the direct one between the bot and its `recipient`, and what was written in it, oldest first."""

    id: int
    guild_id: int | None
    name: str
    kind: int = TEXT
    position: int = 0
    topic: str | None = None
    recipient: User | None = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)


@dataclass(eq=False)
class Member:
    """A user in one guild."""

    user: User
    guild_id: int
    joined: datetime
    roles: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name others see."""
        return self.user.name


@dataclass(eq=False)
class Guild:
    """A server."""

    id: int
    name: str
    owner_id: int
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    available: bool = True

    def channel(self, name: str) -> Channel:
        """The channel of that name; LookupError names those there are."""
        for channel in self.channels.values():
            if channel.name == name.removeprefix("#"):
                return channel
        known = ", ".join(channel.name for channel in list(self.channels.values())[:20])
        raise LookupError(f'"{self.name}" has no channel "{name}"; it has: {known}')

    def member(self, name: str) -> Member:
        """The member of that name; LookupError names those there are."""
        for member in self.members.values():
            if member.name == name.removeprefix("@"):
                return member
        raise LookupError(f'"{self.name}" has no member "{name}"; it has: {", ".join(member.name for member in self.members.values())}')

    def role(self, name: str) -> Role:
        """The role of that name; LookupError names those there are."""
        for role in self.roles.values():
            if role.name == name.removeprefix("@") or role.name == name:
                return role
        raise LookupError(f'"{self.name}" has no role "{name}"; it has: {", ".join(role.name for role in self.roles.values())}')


class World:
    """Everything there is: one bot and the guilds it may be in."""

    def __init__(self, clock: Clock, bot_name: str = "Dateline") -> None:
        self._clock = clock
        self._last_id = _snowflake(FOUNDED)
        self.founding = True
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.directs: dict[int, Channel] = {}
        self.files: dict[int, File] = {}
        self.bot = self.add_user(bot_name, bot=True)
        self.token = f"{base64.urlsafe_b64encode(str(self.bot.id).encode()).decode().rstrip('=')}.local.{secrets.token_urlsafe(16)}"

    @property
    def now(self) -> datetime:
        """The instant it is in this world, in UTC."""
        return self._clock.now()

    def new_id(self) -> int:
        """A snowflake of this instant, larger than every one before it even where the clock was moved back."""
        of_now = 0 if self.founding else _snowflake(self.now)
        self._last_id = max(self._last_id + 1, of_now)
        return self._last_id

    def add_user(self, name: str, *, bot: bool = False) -> User:
        """A new account."""
        user = User(self.new_id(), name, bot)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, owner: User, everyone: int) -> Guild:
        """A new server with its @everyone role and its owner as first member."""
        guild = Guild(self.new_id(), name, owner.id)
        guild.roles[guild.id] = Role(guild.id, "@everyone", everyone, position=0)
        self.guilds[guild.id] = guild
        self.add_member(guild, owner)
        return guild

    def add_member(self, guild: Guild, user: User) -> Member:
        """The user joins the guild."""
        member = guild.members[user.id] = Member(user, guild.id, self.now)
        return member

    def add_role(self, guild: Guild, name: str, permissions: int = 0, *, managed: bool = False, mentionable: bool = False) -> Role:
        """A new role, above those there are."""
        role = Role(self.new_id(), name, permissions, len(guild.roles), mentionable, managed)
        guild.roles[role.id] = role
        return role

    def add_channel(self, guild: Guild, name: str, kind: int = TEXT) -> Channel:
        """A new channel below those there are."""
        channel = Channel(self.new_id(), guild.id, name, kind, len(guild.channels))
        guild.channels[channel.id] = self.channels[channel.id] = channel
        return channel

    def direct_channel(self, user: User) -> Channel:
        """The channel between the bot and a user, made where there is none yet."""
        known = self.directs.get(user.id)
        if known is None:
            known = Channel(self.new_id(), None, self.bot.name, DIRECT, recipient=user)
            self.directs[user.id] = self.channels[known.id] = known
        return known

    def remove_channel(self, channel: Channel) -> None:
        """The channel and everything in it is gone."""
        del self.channels[channel.id]
        if guild := self.guild_of(channel):
            del guild.channels[channel.id]

    def guild_of(self, channel: Channel) -> Guild | None:
        """The server of a channel; None for a direct one."""
        return None if channel.guild_id is None else self.guilds[channel.guild_id]

    def people_of(self, channel: Channel) -> dict[int, Member]:
        """The members of the channel's server; for a direct channel, those of all servers."""
        if guild := self.guild_of(channel):
            return guild.members
        return {user_id: member for guild in self.guilds.values() for user_id, member in guild.members.items()}

    def shares_guild(self, user: User) -> bool:
        """Whether the user is in a server where the bot is too."""
        return any({user.id, self.bot.id} <= guild.members.keys() for guild in self.guilds.values())

    @property
    def home(self) -> Guild:
        """The first guild: where the driver acts unless told otherwise."""
        return next(iter(self.guilds.values()))


def _snowflake(at: datetime) -> int:
    return (int(at.timestamp() * 1000) - DISCORD_EPOCH_MS) << 22
