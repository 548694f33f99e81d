"""What whoever manages a server does to it on the page: roles, channels and what they allow; and each member's own account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from playground.commandline import CommandRefused
from playground.permissions import Permission, in_guild
from playground.state import State
from playground.world import Channel, Guild, Json, Member, Role

T = TypeVar("T")
SETTINGS = {"allow": True, "deny": False, "inherit": None}
LONGEST_NAME = 100


class Managing:
    """Acts of the page's API; refused with a sentence where the member lacks the right for it."""

    def __init__(self, state: State) -> None:
        self._state, self._world = state, state.world

    async def role(self, body: Json, files: object) -> Json:
        """{as, guild, member, role, held}: give the role to the member, or take it."""
        guild = self._managed(body, Permission.MANAGE_ROLES)
        member = found(guild.members, body.get("member"), "member")
        role = found(guild.roles, body.get("role"), "role")
        if role.managed or role.id == guild.id:
            raise CommandRefused(f"{role.name} cannot be given or taken")
        self._state.hold_role(member, role, held=bool(body.get("held")))
        return {}

    async def new_role(self, body: Json, files: object) -> Json:
        """{as, guild, name, permissions: [names]} → {"id"}."""
        guild = self._managed(body, Permission.MANAGE_ROLES)
        name = str(body.get("name") or "").strip()
        if not 1 <= len(name) <= LONGEST_NAME:
            raise CommandRefused(f"a role's name has 1 to {LONGEST_NAME} characters")
        bits = Permission(0)
        for permission in body.get("permissions") or []:
            bits |= _permission(permission)
        role = self._world.add_role(guild, name, int(bits), mentionable=True)
        self._state.role_changed(guild, role, created=True)
        return {"id": str(role.id)}

    async def overwrite(self, body: Json, files: object) -> Json:
        """{as, channel, whose: id of a role or member, permission, to: "allow", "deny" or "inherit"}."""
        channel = found(self._world.channels, body.get("channel"), "channel")
        guild = self._managed({**body, "guild": channel.guild_id}, Permission.MANAGE_CHANNELS)
        everybody: dict[int, Role | Member] = {**guild.roles, **guild.members}
        whose = found(everybody, body.get("whose"), "role or member")
        if body.get("to") not in SETTINGS:
            raise CommandRefused(f"a permission is set to one of {', '.join(SETTINGS)}")
        self._state.overwrite(channel, whose, _permission(body.get("permission")), SETTINGS[body["to"]])
        return {}

    async def new_channel(self, body: Json, files: object) -> Json:
        """{as, guild, name} → {"id"}."""
        guild = self._managed(body, Permission.MANAGE_CHANNELS)
        name = "-".join(str(body.get("name") or "").lower().removeprefix("#").split())
        if not 1 <= len(name) <= LONGEST_NAME:
            raise CommandRefused(f"a channel's name has 1 to {LONGEST_NAME} characters")
        channel = self._world.add_channel(guild, name)
        self._state.channel_created(channel)
        return {"id": str(channel.id)}

    async def delete_channel(self, body: Json, files: object) -> Json:
        """{as, channel}: the channel and all in it is gone; the last one stays, as the page needs a place to be."""
        channel: Channel = found(self._world.channels, body.get("channel"), "channel")
        guild = self._managed({**body, "guild": channel.guild_id}, Permission.MANAGE_CHANNELS)
        if len(guild.channels) == 1:
            raise CommandRefused("the last channel cannot be deleted")
        self._state.delete_channel(channel)
        return {}

    async def directs(self, body: Json, files: object) -> Json:
        """{as, taken}: whether one takes direct messages."""
        user = found(self._world.users, body.get("as"), "member")
        user.takes_directs = bool(body.get("taken"))
        self._state.changes.tell("USER_UPDATE")
        return {}

    def _managed(self, body: Mapping[str, Any], needed: Permission) -> Guild:
        guild = found(self._world.guilds, body.get("guild"), "server")
        member = found(guild.members, body.get("as"), "member")
        if not in_guild(guild, member) & needed:
            raise CommandRefused(f"{member.name} lacks the right {str(needed.name).replace('_', ' ').title()}")
        return guild


def found(things: Mapping[int, T], given: Any, what: str) -> T:
    """The thing of that id; CommandRefused where there is none."""
    text = str(given)
    if not text.isdecimal() or int(text) not in things:
        raise CommandRefused(f"there is no such {what}: {given}")
    return things[int(text)]


def _permission(name: Any) -> Permission:
    if name not in Permission.__members__:
        raise CommandRefused(f"there is no such permission: {name}")
    return Permission[name]
