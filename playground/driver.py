"""Plays people in the local Discord, so that a test reads like a story.

    async with Playground() as play:
        ... start a bot against play.api_url with play.token ...
        await play.ready()
        reply = await play.slash("/who person:Cho", by=play.member("Ada"), channel="general")
        assert "Unification Minister" in reply.text
        reply = await reply.press("Passages")

Everybody acts through `people`, as the page does; nothing here reaches into the bot.
"""

# ruff: noqa: ASYNC109 -- a story says how long it is patient: `timeout` is part of the driver's words.
from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from playground import components, payloads
from playground.clock import Clock
from playground.commandline import CommandRefused
from playground.faults import Weather
from playground.gateway import Intent
from playground.interactions import FIRST_ANSWER_SECONDS, Interaction
from playground.permissions import Permission
from playground.server import Server
from playground.world import Channel, Guild, Json, Member, Message, Role, World

DEFAULT_CHANNELS = ("general", "news", "desk")
MOST_CHANNELS = 500
"""Discord's limit for a server; a playground of more channels has further servers."""

PATIENCE = 10.0


class NoAnswer(AssertionError):
    """The bot did not do in time what a person waited for."""


class Post:
    """A message as people see it; it shows what the message says now, edits included."""

    def __init__(self, play: Playground, message: Message) -> None:
        self._play = play
        self._message = message

    @property
    def message(self) -> Message:
        """The message itself."""
        return self._message

    @property
    def id(self) -> int:
        return self.message.id

    @property
    def text(self) -> str:
        """Everything a person can read of it besides buttons: content, embeds, text displays."""
        return visible_text(self.message)

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.message.seen_by is not None

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons, in reading order."""
        return [button.get("label") or button.get("custom_id") or "" for button in components.buttons(self.message.components)]

    @property
    def menus(self) -> list[Json]:
        """Its select menus, as Discord's JSON."""
        return components.selects(self.message.components)

    @property
    def files(self) -> dict[str, bytes]:
        """Its attachments by name."""
        return {file.name: file.data for file in self.message.files}

    @property
    def json(self) -> Json:
        """The message as Discord would answer it."""
        return payloads.message_json(self._play.world, self.message)

    async def press(self, label: str, by: Member | None = None, timeout: float = PATIENCE) -> Reply:
        """Press a button, by its label or custom_id, and wait for what comes of it."""
        begun = self._play.server.people.press(self.message, label, by or self._reader())
        return await self._play.outcome(begun, f"the button {label!r}", timeout)

    async def select(self, *values: Any, by: Member | None = None, menu: str | None = None, timeout: float = PATIENCE) -> Reply:
        """Pick from a menu (named by placeholder or custom_id where there are several) and wait for what comes of it."""
        begun = self._play.server.people.select(self.message, values, by or self._reader(), menu)
        return await self._play.outcome(begun, f"the choice {', '.join(map(str, values))}", timeout)

    def _reader(self) -> Member:
        """Who acts on it unless somebody is named: its only reader, the recipient of a direct one, else the guild's owner."""
        world = self._play.world
        channel = world.channels[self.message.channel_id]
        owner_id = (world.guild_of(channel) or world.home).owner_id
        return world.people_of(channel)[self.message.seen_by or (channel.recipient.id if channel.recipient else owner_id)]

    def __repr__(self) -> str:
        return f"<Post {self.text[:60]!r}>"


class Reply(Post):
    """What came of one act: a message, an edited message, or a form to fill in."""

    def __init__(self, play: Playground, interaction: Interaction) -> None:
        self._play = play
        self.interaction = interaction

    @property
    def message(self) -> Message:
        """The answer's message; where the act's own message was only put off, the followup."""
        found = self.interaction.original or (self.interaction.followups[0] if self.interaction.followups else None)
        if found is None:
            raise NoAnswer("the answer has no message: it opened a form" if self.modal else "the answer has no message")
        return found

    @property
    def modal(self) -> Json | None:
        """The form that was opened, as the bot sent it, or None."""
        return self.interaction.form

    @property
    def followups(self) -> list[Post]:
        """Messages sent after the first answer, in order."""
        return [Post(self._play, message) for message in self.interaction.followups]

    async def next_followup(self, timeout: float = PATIENCE) -> Post:
        """Wait until there is one followup more than now."""
        count = len(self.interaction.followups)
        await self._play.wait(lambda: len(self.interaction.followups) > count, "no further followup came", timeout)
        return self.followups[count]

    async def submit(
        self,
        values: Mapping[str, Any] | None = None,
        files: Mapping[str, Sequence[tuple[str, bytes]]] | None = None,
        timeout: float = PATIENCE,
    ) -> Reply:
        """Hand in the form that was opened; fields by label or custom_id."""
        begun = self._play.server.people.submit(self.interaction, values or {}, files)
        return await self._play.outcome(begun, f"the form {self.interaction.form and self.interaction.form['title']!r}", timeout)

    def _reader(self) -> Member:
        return self.interaction.member


class ChannelView:
    """A channel as it is read from outside: its public messages, and those that have not been read yet."""

    def __init__(self, play: Playground, channel: Channel) -> None:
        self._play, self.channel = play, channel
        self._read = 0

    @property
    def messages(self) -> list[Post]:
        """Its public messages, oldest first."""
        return [Post(self._play, message) for message in self.channel.messages.values() if message.seen_by is None]

    async def next_message(self, timeout: float = 5.0) -> Post:
        """The oldest public message that this view has not handed out yet; waits for one to come."""

        def unread() -> Message | None:
            return next((m for m in self.channel.messages.values() if m.seen_by is None and m.id > self._read), None)

        message: Message = await self._play.wait(unread, f"no new message in #{self.channel.name}", timeout)
        self._read = message.id
        return Post(self._play, message)

    def mark_read(self) -> None:
        """From here on `next_message` hands out only what is yet to come."""
        self._read = max(self.channel.messages, default=self._read)


class Playground:
    """A local Discord and everybody in it. The default world: "Dateline Newsroom" with Ada (owner), Ben, and #general, #news, #desk."""

    def __init__(
        self,
        port: int = 0,
        openapi: Path | None = None,
        *,
        limits: Literal["discord", "off"] = "discord",
        channels: Sequence[str] | int = DEFAULT_CHANNELS,
        privileged_intents: bool = False,
    ) -> None:
        self.server = Server(port=port, openapi=openapi, limits=limits)
        names = list(channels) if not isinstance(channels, int) else _numbered(channels)
        self.server.new_guild("Dateline Newsroom", "Ada", ["Ben"], names[:MOST_CHANNELS])
        for further in range(MOST_CHANNELS, len(names), MOST_CHANNELS):
            self.server.new_guild(f"Bureau {further // MOST_CHANNELS}", "Cem", [], names[further : further + MOST_CHANNELS])
        if privileged_intents:
            self.server.state.gateway.privileged = Intent((1 << 26) - 1)
        self._views: dict[int, ChannelView] = {}

    async def __aenter__(self) -> Self:
        await self.server.start()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        await self.server.close()

    # ------------------------------------------------------------ where things are

    @property
    def api_url(self) -> str:
        """For a bot: "http://127.0.0.1:PORT/api/v10"."""
        return self.server.api_url

    @property
    def gateway_url(self) -> str:
        """For a bot: "ws://127.0.0.1:PORT/gateway", as /gateway/bot says too."""
        return self.server.state.gateway.url

    @property
    def page_url(self) -> str:
        """For a person's browser."""
        return f"{self.server.state.origin}/"

    @property
    def token(self) -> str:
        """The bot's token, new in every playground."""
        return self.world.token

    @property
    def clock(self) -> Clock:
        """The world's clock: `play.clock.move(timedelta(hours=1))`; the page hears of it."""
        return self.server.clock

    @property
    def world(self) -> World:
        return self.server.state.world

    @property
    def weather(self) -> Weather:
        return self.server.weather

    @property
    def violations(self) -> list[str]:
        """Answers of the playground itself that Discord's document does not allow; a test should find none."""
        return self.server.rest.violations

    @property
    def requests(self) -> list[str]:
        """Every REST request so far, "METHOD /path", in order."""
        return list(self.server.rest.requests)

    # ------------------------------------------------------------ people and places

    @property
    def home(self) -> Guild:
        return self.world.home

    def member(self, name: str, guild: Guild | None = None) -> Member:
        """The member of that name, of the first guild unless another is given."""
        return (guild or self.home).member(name)

    def channel(self, name: str | Channel, guild: Guild | None = None) -> ChannelView:
        """A view of a channel; the same name gives the same view."""
        channel = name if isinstance(name, Channel) else (guild or self.home).channel(name)
        return self._views.setdefault(channel.id, ChannelView(self, channel))

    def direct(self, member: Member) -> ChannelView:
        """A view of the direct channel between the bot and a member."""
        return self.channel(self.world.direct_channel(member.user))

    def add_guild(self, name: str, owner: str = "Cem", members: Sequence[str] = (), channels: Sequence[str] = DEFAULT_CHANNELS) -> Guild:
        """Another guild, which the bot joins at once."""
        guild = self.server.new_guild(name, owner, members, channels)
        self.server.state.bot_joins(guild)
        return guild

    def add_member(self, name: str, guild: Guild | None = None) -> Member:
        """Somebody joins."""
        guild = guild or self.home
        return self.world.add_member(guild, self.world.add_user(name))

    def add_channel(self, name: str, guild: Guild | None = None) -> Channel:
        """A new text channel."""
        channel = self.world.add_channel(guild or self.home, name)
        self.server.state.channel_created(channel)
        return channel

    def add_role(self, name: str, *permissions: str, guild: Guild | None = None, mentionable: bool = False) -> Role:
        """A new role with permissions by name ("MANAGE_GUILD")."""
        guild = guild or self.home
        role = self.world.add_role(guild, name, sum(Permission[name] for name in permissions), mentionable=mentionable)
        self.server.state.role_changed(guild, role, created=True)
        return role

    def give_role(self, member: Member, role: Role) -> None:
        """The member has the role from now on."""
        self.server.state.hold_role(member, role, held=True)

    def take_role(self, member: Member, role: Role) -> None:
        """The member has the role no more."""
        self.server.state.hold_role(member, role, held=False)

    def say(self, text: str, by: Member | None = None, channel: str | Channel = "general") -> Post:
        """Somebody writes in a channel."""
        member, place = self._who(by), self._where(by, channel)
        return Post(self, self.server.people.say(text, member, place))

    # ------------------------------------------------------------ acts

    async def slash(
        self,
        line: str,
        by: Member | None = None,
        channel: str | Channel = "general",
        files: Mapping[str, tuple[str, bytes]] | None = None,
        timeout: float = PATIENCE,
    ) -> Reply:
        """Type a slash command and wait for its answer (for the edit, where the bot puts it off). `files` maps options to (name, bytes)."""
        member, place = self._who(by), self._where(by, channel)
        typed = self.server.people.read(line, member, place)
        begun = self.server.people.slash(typed, member, place, files=files)
        return await self.outcome(begun, typed.name, timeout)

    async def menu(self, name: str, target: Post | Member, by: Member | None = None, timeout: float = PATIENCE) -> Reply:
        """Use a command from the menu of a message or of a member."""
        member = self._who(by)
        thing = target.message if isinstance(target, Post) else target
        place = self.world.channels[thing.channel_id] if isinstance(thing, Message) else self._where(by, "general")
        return await self.outcome(self.server.people.menu(name, member, place, thing), f"the menu command {name!r}", timeout)

    async def complete(
        self, line: str, by: Member | None = None, channel: str | Channel = "general", timeout: float = PATIENCE
    ) -> list[tuple[str, Any]]:
        """The (name, value) pairs suggested for the last option of a line that is still being typed."""
        member, place = self._who(by), self._where(by, channel)
        typed = self.server.people.read(line, member, place)
        if not typed.values:
            raise CommandRefused(f"{line!r} names no option to complete")
        begun = self.server.people.complete(typed, list(typed.values)[-1], member, place)
        await self._answered(begun, f"the suggestions for {line!r}", timeout)
        return [(choice["name"], choice["value"]) for choice in begun.choices or []]

    async def ready(self, timeout: float = PATIENCE) -> None:
        """Wait until the bot is connected and has registered its commands."""
        gateway, commands = self.server.state.gateway, self.server.commands
        await self.wait(lambda: gateway.connected and commands.registered, "the bot did not connect and register its commands", timeout)

    # ------------------------------------------------------------ waiting

    async def wait(self, holds: Any, failure: str, timeout: float) -> Any:
        """Wait until `holds()` is true; NoAnswer with that sentence after `timeout` seconds."""
        try:
            return await self.server.state.changes.until(holds, timeout)
        except TimeoutError:
            raise NoAnswer(f"{failure} within {timeout:g} s") from None

    async def outcome(self, begun: Interaction, what: str, timeout: float) -> Reply:
        """Wait for the first answer to an act, and where the bot put it off, for what it put off."""
        await self._answered(begun, what, timeout)
        await self.wait(lambda: not begun.waiting, f"the bot put off its answer to {what} and did not come back to it", timeout)
        return Reply(self, begun)

    async def _answered(self, begun: Interaction, what: str, timeout: float) -> None:
        await self.wait(lambda: begun.answer is not None, f"the bot did not answer {what}", min(timeout, FIRST_ANSWER_SECONDS + 0.5))

    def _who(self, by: Member | None) -> Member:
        return by or self.home.members[self.home.owner_id]

    def _where(self, by: Member | None, channel: str | Channel) -> Channel:
        return channel if isinstance(channel, Channel) else self.world.guilds[self._who(by).guild_id].channel(channel)


def _numbered(channels: int) -> list[str]:
    """The names of so many channels: the usual ones, then numbered ones."""
    return [*DEFAULT_CHANNELS, *(f"wire-{number}" for number in range(len(DEFAULT_CHANNELS), channels))]


def visible_text(message: Message) -> str:
    """Everything readable of a message, a line a part: content, embeds' parts, text displays."""
    lines = [message.content, *(line for embed in message.embeds for line in _embed_lines(embed)), *components.texts(message.components)]
    return "\n".join(line for line in lines if line)


def _embed_lines(embed: Json) -> list[str]:
    head = [(embed.get("author") or {}).get("name"), embed.get("title"), embed.get("description")]
    fields = [text for field in embed.get("fields") or [] for text in (field["name"], field["value"])]
    return [line for line in (*head, *fields, (embed.get("footer") or {}).get("text")) if line]
