"""What the parts of the playground share: the world, its clock, the gateway, and word of every change.

`State` holds no rule of its own: it changes the world and tells the bot (gateway events) and the page (changes) in one step, so that
neither can be forgotten.
"""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Callable
from typing import Any

from playground import payloads
from playground.clock import Clock
from playground.gateway import Gateway, Intent
from playground.permissions import Permission
from playground.world import Channel, File, Guild, Json, Member, Message, Overwrite, Role, World

Listener = Callable[[Json], None]


class Changes:
    """Tells listeners what changed, and lets others wait until something holds."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()
        self.listeners: set[Listener] = set()

    def tell(self, kind: str, **what: Any) -> None:
        """Something changed; ids in `what` are strings, as on the wire."""
        for listener in tuple(self.listeners):
            listener({"type": kind, **what})
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, holds: Callable[[], Any], seconds: float) -> Any:
        """Wait until `holds()` is true and return what it returned; TimeoutError after that many seconds."""
        async with asyncio.timeout(seconds):
            while not (result := holds()):
                future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                self._waiting.add(future)
                try:
                    await future
                finally:
                    self._waiting.discard(future)
        return result


class State:
    """The world and everything that must hear of its changes."""

    def __init__(self, clock: Clock, world: World) -> None:
        self.clock = clock
        self.world = world
        self.changes = Changes()
        self.gateway = Gateway(world, self.changes.tell)
        clock.on_move = lambda: self.changes.tell("CLOCK")
        self.origin = "http://127.0.0.1"
        self.closing = False

    # ------------------------------------------------------------ files

    def keep_file(self, name: str, data: bytes, place: str, content_type: str | None = None, description: str | None = None) -> File:
        """Store an upload and give it an address; `place` is the folder of that address."""
        file_id = self.world.new_id()
        kind = content_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        if kind.startswith("text/") and "charset" not in kind:
            kind += "; charset=utf-8"
        ephemeral = place.startswith("ephemeral")
        file = File(file_id, name, data, kind, f"{self.origin}/{place}/{file_id}/{name}", description, ephemeral)
        self.world.files[file_id] = file
        return file

    # ------------------------------------------------------------ messages

    def post(self, message: Message) -> None:
        """A message appears in its channel."""
        self.world.channels[message.channel_id].messages[message.id] = message
        self._message("MESSAGE_CREATE", message)

    def change(self, message: Message) -> None:
        """A message was edited."""
        message.edited = self.world.now
        self._message("MESSAGE_UPDATE", message)

    def fill(self, message: Message) -> None:
        """A message that stood as "thinking" got its text; Discord does not count that as an edit."""
        self._message("MESSAGE_UPDATE", message)

    def delete(self, message: Message) -> None:
        """A message is gone."""
        channel = self.world.channels[message.channel_id]
        del channel.messages[message.id]
        where = {"id": str(message.id), **_place(channel)}
        if message.seen_by is None:
            self.gateway.dispatch("MESSAGE_DELETE", where, channel.guild_id, _intent(channel))
        self.changes.tell("MESSAGE_DELETE", **where, **_readers(channel, message))

    def _message(self, event: str, message: Message) -> None:
        channel = self.world.channels[message.channel_id]
        guild, intent = self.world.guild_of(channel), _intent(channel)
        if message.seen_by is None and self.gateway.wants(intent):
            payload = payloads.message_json(self.world, message) | _place(channel)
            if guild and (author := guild.members.get(message.author.id)):
                payload["member"] = {key: value for key, value in payloads.member_json(author).items() if key != "user"}
            self.gateway.dispatch(event, payload, channel.guild_id, intent)
        self.changes.tell(event, id=str(message.id), **_place(channel), **_readers(channel, message))

    # ------------------------------------------------------------ guilds

    def channel_created(self, channel: Channel) -> None:
        """A channel was added to its guild."""
        self._guild_event("CHANNEL_CREATE", channel.guild_id, payloads.channel_json(channel))

    def channel_changed(self, channel: Channel) -> None:
        """A channel's name, topic or overwrites changed."""
        self._guild_event("CHANNEL_UPDATE", channel.guild_id, payloads.channel_json(channel))

    def overwrite(self, channel: Channel, whose: Role | Member, permission: Permission, allowed: bool | None) -> None:
        """A channel allows or denies something to a role or member from here on, or (None) leaves it to what holds elsewhere."""
        kind, id = (0, whose.id) if isinstance(whose, Role) else (1, whose.user.id)
        found = channel.overwrites.setdefault(id, Overwrite(id, kind))
        found.allow = found.allow | permission if allowed else found.allow & ~permission
        found.deny = found.deny | permission if allowed is False else found.deny & ~permission
        if not (found.allow or found.deny):
            del channel.overwrites[id]
        self.channel_changed(channel)

    def delete_channel(self, channel: Channel) -> None:
        """A channel is deleted with all in it."""
        self.world.remove_channel(channel)
        self._guild_event("CHANNEL_DELETE", channel.guild_id, payloads.channel_json(channel))

    def role_changed(self, guild: Guild, role: Role, *, created: bool = False) -> None:
        """A role is new or its permissions changed."""
        answer = {"guild_id": str(guild.id), "role": payloads.role_json(role, self.world.bot.id)}
        self._guild_event("GUILD_ROLE_CREATE" if created else "GUILD_ROLE_UPDATE", guild.id, answer)

    def delete_role(self, guild: Guild, role: Role) -> None:
        """A role is deleted; whoever had it has it no more."""
        del guild.roles[role.id]
        for member in guild.members.values():
            member.roles = [held for held in member.roles if held != role.id]
        self._guild_event("GUILD_ROLE_DELETE", guild.id, {"guild_id": str(guild.id), "role_id": str(role.id)})

    def hold_role(self, member: Member, role: Role, *, held: bool) -> None:
        """A member has a role from here on, or has it no more; a bot always hears of itself, of others only with the members intent."""
        member.roles = [other for other in member.roles if other != role.id] + ([role.id] if held else [])
        intent = Intent.NONE if member.user is self.world.bot else Intent.GUILD_MEMBERS
        answer = payloads.member_json(member) | {"guild_id": str(member.guild_id)}
        self._guild_event("GUILD_MEMBER_UPDATE", member.guild_id, answer, intent)

    def bot_joins(self, guild: Guild) -> None:
        """The bot was invited to a guild and hears of it."""
        self.gateway.announce(guild)
        self.changes.tell("GUILD_CREATE", guild_id=str(guild.id))

    def bot_leaves(self, guild: Guild) -> None:
        """The bot was removed from a guild."""
        guild.members.pop(self.world.bot.id, None)
        self._guild_event("GUILD_DELETE", guild.id, {"id": str(guild.id)})

    def outage(self, guild: Guild, *, over: bool = False) -> None:
        """A guild is unavailable for a while (the bot is still in it), or back again."""
        guild.available = over
        if over:
            self.gateway.announce(guild, joined=False)
            self.changes.tell("GUILD_CREATE", guild_id=str(guild.id))
        else:
            self._guild_event("GUILD_DELETE", guild.id, {"id": str(guild.id), "unavailable": True})

    def _guild_event(self, event: str, guild_id: int | None, payload: Json, intent: Intent | None = None) -> None:
        self.gateway.dispatch(event, payload, guild_id, Intent.GUILDS if intent is None else intent)
        self.changes.tell(event, guild_id=str(guild_id))


def _place(channel: Channel) -> dict[str, str]:
    return {"channel_id": str(channel.id), **({"guild_id": str(channel.guild_id)} if channel.guild_id else {})}


def _intent(channel: Channel) -> Intent:
    return Intent.DIRECT_MESSAGES if channel.recipient else Intent.GUILD_MESSAGES


def _readers(channel: Channel, message: Message) -> dict[str, str]:
    """Who alone hears of a message on the page: the reader of an ephemeral one, the recipient of a direct one."""
    reader = message.seen_by or (channel.recipient and channel.recipient.id)
    return {"seen_by": str(reader)} if reader else {}
