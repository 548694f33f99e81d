"""The page's JSON API, below /playground/api. Ids are strings; errors are {"error": sentence}, status 422 (504: the bot was too slow).

GET  state                          {"bot": {id, name, connected}, "now", "guilds": [guild]}; a guild: {id, name, "channels" and "roles" in
                                    Discord's JSON, "members": [{id, name, bot, owner, "roles": [ids], "permissions": [names],
                                    takes_directs, "direct": the channel of their direct messages in Discord's JSON, or null}]}
GET  commands?as=&channel=          the commands that the member may use there, in Discord's JSON, menu commands included
GET  messages?as=&channel=&limit=   what the member sees in the channel, oldest first: Discord's JSON plus "ephemeral" and "used",
                                    the command that it answers ("/source add") or null
POST slash                          {as, channel, command: id, path: [subcommand names], options: {name: value}} → outcome
POST autocomplete                   the same and "focused": option name → {"choices": [{name, value}]}
POST menu                           {as, command: name, message: id} or {as, channel, command: name, member: id} → outcome
POST press                          {as, message: id, custom_id} → outcome
POST select                         {as, message: id, custom_id, values: [values or ids]} → outcome
POST submit                         {interaction: id, values: {custom_id: text or list}} → outcome
POST say                            {as, channel, text} → the message
POST role, new_role, overwrite, new_channel, delete_channel, directs: see playground/managing.py
POST dismiss                        {as, message: id} takes an ephemeral message off the member's sight → {}
GET  traffic                        {"connected", "answers": {status: how many the bot got}, "posts": how many public messages of the
                                    bot there are, "violations": [what we answered and Discord would not]}
GET  posts                          every public message of the bot in any channel, oldest first: [{"id", "channel_id", "sent": ISO}]
GET  clock · POST clock             {"now": ISO} or {"seconds": by how many to move} → {"now": ISO}; /playground/clock is the same
GET  events?as=                     server-sent events, each {"type", ids…}: MESSAGE_CREATE, MESSAGE_UPDATE, MESSAGE_DELETE, COMMANDS,
                                    CLOCK, CONNECTION {connected}, INTERACTION_ANSWER, INTERACTION_FOLLOWUP, CHANNEL_…, GUILD_…; others'
                                    ephemeral messages are left out

An outcome is {"interaction": id, "message": Discord's JSON or null, "modal": the form as the bot sent it, or null}; it comes with the
first answer, and what follows comes as events. `slash` and `submit` may also be multipart: a part "payload" with that JSON, and the files
in parts named by option or by the form field's custom_id.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from playground import commandline, payloads
from playground.commandline import CommandRefused, Typed
from playground.interactions import FIRST_ANSWER_SECONDS, Interaction, Interactions
from playground.managing import Managing, found
from playground.people import People
from playground.permissions import Permission, in_guild, may
from playground.rest import Rest
from playground.state import State
from playground.world import Channel, Guild, Json, Member, Message

Uploads = dict[str, list[tuple[str, bytes]]]
Act = Callable[[Json, Uploads], Awaitable[Any]]
HEARTBEAT_SECONDS = 15


class Api:
    """Lets a page see the world as one member does, and act as that member."""

    def __init__(self, state: State, people: People, interactions: Interactions, rest: Rest) -> None:
        self._state, self._people, self._interactions, self._rest = state, people, interactions, rest
        self._managing = Managing(state)

    def mount(self, app: web.Application) -> None:
        base = "/playground/api"
        app.router.add_get("/playground/clock", self._reading(self.clock))
        app.router.add_post("/playground/clock", self._acting(self.move_clock))
        for read in (self.state, self.commands, self.messages, self.traffic, self.posts, self.clock):
            app.router.add_get(f"{base}/{read.__name__}", self._reading(read))
        own = (self.slash, self.autocomplete, self.menu, self.press, self.select, self.submit, self.say, self.dismiss)
        manage = self._managing
        managed = (manage.role, manage.new_role, manage.overwrite, manage.new_channel, manage.delete_channel, manage.directs)
        for act in (*own, *managed):
            app.router.add_post(f"{base}/{act.__name__}", self._acting(act))
        app.router.add_post(f"{base}/clock", self._acting(self.move_clock))
        app.router.add_get(f"{base}/events", self.events)

    # ------------------------------------------------------------ reading

    def state(self, query: Mapping[str, str]) -> Json:
        """Everything but messages."""
        world = self._state.world
        bot = {"id": str(world.bot.id), "name": world.bot.name, "connected": self._state.gateway.connected}
        return {"bot": bot, "now": self._state.clock.now().isoformat(), "guilds": [self._guild(guild) for guild in world.guilds.values()]}

    def commands(self, query: Mapping[str, str]) -> list[Json]:
        """The commands that a member may use in a channel."""
        channel = self._channel(query)
        return self._people.commands(self._member(query, channel), channel)

    def messages(self, query: Mapping[str, str]) -> list[Json]:
        """A channel as a member sees it."""
        channel = self._channel(query)
        member = self._member(query, channel)
        if not may(self._state.world, channel, member.user, Permission.VIEW_CHANNEL):
            raise CommandRefused(f"{member.name} cannot see #{channel.name}")
        seen = [message for message in channel.messages.values() if message.seen_by in (None, member.user.id)]
        return [self._shown(message) for message in seen[-int(query.get("limit", 100)) :]]

    def traffic(self, query: Mapping[str, str]) -> Json:
        """How the bot's requests fared, from the first one on."""
        answers = {str(status): count for status, count in self._rest.answered.items()}
        connected, posts = self._state.gateway.connected, sum(1 for _ in self._posted())
        return {"connected": connected, "answers": answers, "posts": posts, "violations": self._rest.violations}

    def posts(self, query: Mapping[str, str]) -> list[Json]:
        """What the bot posted, wherever it was, without what was said in it."""
        own = sorted(self._posted(), key=lambda message: message.id)
        return [{"id": str(m.id), "channel_id": str(m.channel_id), "sent": m.sent.isoformat()} for m in own]

    def clock(self, query: Mapping[str, str]) -> Json:
        """The instant it is in the world."""
        return {"now": self._state.clock.now().isoformat()}

    # ------------------------------------------------------------ acting

    async def slash(self, body: Json, files: Uploads) -> Json:
        typed, member, channel = self._typed(body)
        one_each = {name: given[0] for name, given in files.items()}
        return await self._outcome(self._people.slash(typed, member, channel, values=body.get("options") or {}, files=one_each))

    async def autocomplete(self, body: Json, files: Uploads) -> Json:
        typed, member, channel = self._typed(body)
        begun = self._people.complete(typed, str(body["focused"]), member, channel, values=body.get("options") or {})
        await self._answered(begun)
        return {"choices": begun.choices or []}

    async def menu(self, body: Json, files: Uploads) -> Json:
        if "message" in body:
            message, channel = self._message(body)
            member = self._member(body, channel)
            return await self._outcome(self._people.menu(str(body["command"]), member, channel, message))
        channel = self._channel(body)
        target = self._member({"as": body["member"]}, channel)
        return await self._outcome(self._people.menu(str(body["command"]), self._member(body, channel), channel, target))

    async def press(self, body: Json, files: Uploads) -> Json:
        message, channel = self._message(body)
        return await self._outcome(self._people.press(message, str(body["custom_id"]), self._member(body, channel)))

    async def select(self, body: Json, files: Uploads) -> Json:
        message, channel = self._message(body)
        begun = self._people.select(message, list(body["values"]), self._member(body, channel), str(body["custom_id"]))
        return await self._outcome(begun)

    async def submit(self, body: Json, files: Uploads) -> Json:
        opened = self._interactions.by_id(int(body["interaction"]))
        if opened is None:
            raise CommandRefused("that form is not open any more")
        return await self._outcome(self._people.submit(opened, body.get("values") or {}, files))

    async def say(self, body: Json, files: Uploads) -> Json:
        channel = self._channel(body)
        return self._shown(self._people.say(str(body["text"]), self._member(body, channel), channel))

    async def dismiss(self, body: Json, files: Uploads) -> Json:
        message, channel = self._message(body)
        if message.seen_by is None or message.seen_by != self._member(body, channel).user.id:
            raise CommandRefused("only a message that nobody else sees can be dismissed")
        self._state.delete(message)
        return {}

    async def move_clock(self, body: Json, files: Uploads) -> Json:
        try:
            if "seconds" in body:
                self._state.clock.move(timedelta(seconds=float(body["seconds"])))
            else:
                self._state.clock.set(datetime.fromisoformat(str(body["now"])))
        except (ValueError, OverflowError) as error:
            raise CommandRefused(f"the clock cannot be set to that: {error}") from None
        return self.clock({})

    # ------------------------------------------------------------ events

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Tell the page of every change until it leaves."""
        viewer = request.query.get("as")
        queue: asyncio.Queue[Json] = asyncio.Queue()

        def hear(change: Json) -> None:
            if change.get("seen_by") in (None, viewer):
                queue.put_nowait(change)

        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        self._state.changes.listeners.add(hear)
        try:
            await response.write(b": listening\n\n")
            while not self._state.closing:
                await response.write(await _next(queue))
        except ConnectionError:
            pass  # the page was closed or reloaded
        finally:
            self._state.changes.listeners.discard(hear)
        return response

    # ------------------------------------------------------------ helpers

    def _posted(self) -> Iterator[Message]:
        world = self._state.world
        every = (message for channel in world.channels.values() for message in channel.messages.values())
        return (message for message in every if message.author is world.bot and message.seen_by is None)

    def _reading(self, read: Callable[[Mapping[str, str]], Any]) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            return _respond(lambda: read(request.query))

        return answer

    def _acting(self, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            try:
                done = await act(*await _form(request))
            except TimeoutError:
                return web.json_response({"error": f"{self._state.world.bot.name} did not respond in time."}, status=504)
            except (CommandRefused, LookupError, ValueError, TypeError) as error:
                return _refused(error)
            return web.json_response(done)

        return answer

    async def _outcome(self, begun: Interaction) -> Json:
        await self._answered(begun)
        message = self._shown(begun.original) if begun.original else None
        return {"interaction": str(begun.id), "message": message, "modal": begun.form}

    async def _answered(self, begun: Interaction) -> None:
        await self._state.changes.until(lambda: begun.answer is not None, FIRST_ANSWER_SECONDS + 0.2)

    def _typed(self, body: Json) -> tuple[Typed, Member, Channel]:
        channel = self._channel(body)
        member = self._member(body, channel)
        commands = {command["id"]: command for command in self._people.commands(member, channel)}
        if str(body["command"]) not in commands:
            raise CommandRefused("that command is not there any more")
        command = commands[str(body["command"])]
        options = command.get("options") or []
        for name in body.get("path") or []:
            options = commandline.pick(name, options, "subcommand").get("options") or []
        return Typed(command, tuple(body.get("path") or []), options, {}), member, channel

    def _guild(self, guild: Guild) -> Json:
        return {
            "id": str(guild.id),
            "name": guild.name,
            "channels": [payloads.channel_json(channel) for channel in guild.channels.values()],
            "roles": [payloads.role_json(role) for role in guild.roles.values()],
            "members": [self._person(guild, member) for member in guild.members.values()],
        }

    def _person(self, guild: Guild, member: Member) -> Json:
        bits, direct = in_guild(guild, member), self._state.world.directs.get(member.user.id)
        return {
            "id": str(member.user.id),
            "name": member.name,
            "bot": member.user.bot,
            "owner": member.user.id == guild.owner_id,
            "roles": [str(role_id) for role_id in member.roles],
            "permissions": [str(permission.name) for permission in Permission if bits & permission],
            "takes_directs": member.user.takes_directs,
            "direct": payloads.channel_json(direct) if direct else None,
        }

    def _channel(self, given: Mapping[str, Any]) -> Channel:
        return found(self._state.world.channels, given.get("channel"), "channel")

    def _member(self, given: Mapping[str, Any], channel: Channel) -> Member:
        return found(self._state.world.people_of(channel), given.get("as"), "member")

    def _message(self, body: Json) -> tuple[Message, Channel]:
        wanted = int(body["message"])
        for channel in self._state.world.channels.values():
            if wanted in channel.messages:
                return channel.messages[wanted], channel
        raise CommandRefused("that message is gone")

    def _shown(self, message: Message) -> Json:
        return payloads.message_json(self._state.world, message) | {"ephemeral": message.seen_by is not None, "used": message.used}


def _respond(read: Callable[[], Any]) -> web.Response:
    try:
        return web.json_response(read())
    except (CommandRefused, ValueError) as error:
        return _refused(error)


def _refused(error: Exception) -> web.Response:
    sentence = f"the request lacks {error}" if isinstance(error, KeyError) else str(error)
    return web.json_response({"error": sentence[:1].upper() + sentence[1:]}, status=422)


async def _form(request: web.Request) -> tuple[Json, Uploads]:
    files: Uploads = {}
    if not request.content_type.startswith("multipart/"):
        body = await request.json()
    else:
        form = await request.post()
        body = json.loads(str(form["payload"]))
        for name, part in form.items():
            if isinstance(part, web.FileField):
                files.setdefault(name, []).append((part.filename, part.file.read()))
    if not isinstance(body, dict):
        raise CommandRefused("the request must be a JSON object")
    return body, files


async def _next(queue: asyncio.Queue[Json]) -> bytes:
    """The next change as a server-sent event, or a sign of life."""
    try:
        async with asyncio.timeout(HEARTBEAT_SECONDS):
            return b"data: " + json.dumps(await queue.get()).encode() + b"\n\n"
    except TimeoutError:
        return b": still here\n\n"
