"""Interactions: a person does something, the bot has 3 seconds for a first answer and 15 minutes for everything after it.

An interaction is announced over the gateway (`start`), answered through its callback route, and continued through the webhook that its
token opens. The 3 seconds are real ones; the 15 minutes are those of the movable clock.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from playground import checks, payloads, refusal
from playground.command_checks import CHAT
from playground.commandline import SUBCOMMANDS
from playground.commands import IN_DIRECT, IN_GUILD
from playground.messages import EPHEMERAL, LOADING, SETTABLE, ping, rewrite, write
from playground.permissions import Permission, rights
from playground.rest import Answer, Call, Route, Upload
from playground.state import State
from playground.world import Channel, Guild, Json, Member, Message

COMMAND, COMPONENT, AUTOCOMPLETE, FORM = 2, 3, 4, 5
REPLY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, OPEN_FORM = 4, 5, 6, 7, 8, 9
CHAT_REPLY, MENU_REPLY = 20, 23
FIRST_ANSWER_SECONDS = 3.0
TOKEN_LIFE = timedelta(minutes=15)


@dataclass(eq=False)
class Interaction:
    """One act of one person, and what came of it."""

    id: int
    token: str
    kind: int
    member: Member
    guild: Guild | None
    channel: Channel
    data: Json
    started: datetime
    began: float
    message: Message | None = None
    parent: Interaction | None = None
    answer: int | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    form: Json | None = None
    choices: list[Json] | None = None
    edits: int = 0

    @property
    def waiting(self) -> bool:
        """Whether the bot has put it off ("thinking") and not yet come back to it."""
        if self.answer == DEFER:
            return self.original is not None and bool(self.original.flags & LOADING)
        return self.answer == DEFER_UPDATE and not self.edits and not self.followups


class Interactions:
    """Every interaction of the last while, by token."""

    def __init__(self, state: State) -> None:
        self._state, self._world = state, state.world
        self._by_token: dict[str, Interaction] = {}

    # ------------------------------------------------------------ a person acts

    def start(
        self, kind: int, member: Member, channel: Channel, data: Json, *, message: Message | None = None, parent: Interaction | None = None
    ) -> Interaction:
        """Announce an interaction to the bot. `message` is the one acted on; `parent` is what opened the form that is submitted."""
        guild = self._world.guild_of(channel)
        moment = self._world.now
        token = secrets.token_urlsafe(48)
        interaction = Interaction(
            self._world.new_id(), token, kind, member, guild, channel, data, moment, time.monotonic(), message=message, parent=parent
        )
        self._by_token[token] = interaction
        self._forget_old()
        self._state.gateway.dispatch("INTERACTION_CREATE", self._announced(interaction), channel.guild_id)
        return interaction

    def _announced(self, interaction: Interaction) -> Json:
        guild, channel, member = interaction.guild, interaction.channel, interaction.member
        answer: Json = {
            "id": str(interaction.id),
            "application_id": str(self._world.bot.id),
            "type": interaction.kind,
            "token": interaction.token,
            "version": 1,
            "data": interaction.data,
            "channel_id": str(channel.id),
            "channel": payloads.partial_channel_json(self._world, channel, member.user),
            "locale": "en-US",
            "app_permissions": str(rights(self._world, channel, self._world.bot)),
            "entitlements": [],
            "authorizing_integration_owners": _installed_in(guild),
            "context": IN_GUILD if guild else IN_DIRECT,
            "attachment_size_limit": payloads.UPLOAD_LIMIT,
        }
        if guild:
            answer |= {
                "guild_id": str(guild.id),
                "guild": {"id": str(guild.id), "locale": "en-US", "features": []},
                "guild_locale": "en-US",
                "member": payloads.member_json(member) | {"permissions": str(rights(self._world, channel, member.user))},
            }
        else:
            answer["user"] = payloads.user_json(member.user)
        return answer | ({"message": payloads.message_json(self._world, interaction.message)} if interaction.message else {})

    def _forget_old(self) -> None:
        oldest = self._world.now - 2 * TOKEN_LIFE
        while self._by_token and next(iter(self._by_token.values())).started < oldest:
            del self._by_token[next(iter(self._by_token))]

    def by_id(self, interaction_id: int) -> Interaction | None:
        """The interaction of that id, while it is remembered."""
        return next((each for each in self._by_token.values() if each.id == interaction_id), None)

    # ------------------------------------------------------------ the bot answers

    def routes(self) -> list[Route]:
        hook = "/webhooks/{webhook_id}/{webhook_token}"
        routes = [
            Route(
                "POST",
                "/interactions/{interaction_id}/{interaction_token}/callback",
                self.callback,
                token=False,
                limited=False,
                check=checks.callback,
            ),
            Route("POST", hook, self.follow_up, token=False, check=checks.new_message),
        ]
        for one in (f"{hook}/messages/@original", f"{hook}/messages/{{message_id}}"):
            routes += [
                Route("GET", one, self.get, token=False),
                Route("PATCH", one, self.edit, token=False, check=checks.edited_message),
                Route("DELETE", one, self.delete, token=False),
            ]
        return routes

    async def callback(self, call: Call) -> Any:
        interaction = self._by_token.get(call.params["interaction_token"])
        if interaction is None or interaction.id != call.id("interaction_id"):
            raise refusal.unknown_interaction()
        if interaction.answer is not None:
            raise refusal.already_answered()
        if time.monotonic() - interaction.began > FIRST_ANSWER_SECONDS:
            raise refusal.unknown_interaction()
        kind = call.body["type"]
        if kind not in _allowed(interaction):
            problems = refusal.Problems()
            allowed = ", ".join(map(str, sorted(_allowed(interaction))))
            problems.add(("type",), "BASE_TYPE_CHOICES", f"Value must be one of {{{allowed}}}.")
            problems.refuse()
        message = self._first(interaction, kind, call.body.get("data") or {}, call.files)
        interaction.answer = kind
        self._state.changes.tell("INTERACTION_ANSWER", id=str(interaction.id), member_id=str(interaction.member.user.id))
        return self._callback_json(interaction, message) if call.query.get("with_response") in ("1", "true", "True") else None

    def _first(self, interaction: Interaction, kind: int, data: Json, files: dict[int, Upload]) -> Message | None:
        match kind:
            case 4:
                interaction.original = self._post(interaction, data, files)
            case 5:
                interaction.original = self._think(interaction, data)
            case 6:
                interaction.original = interaction.message
            case 7:
                assert interaction.message is not None
                interaction.original = interaction.message
                self._change(interaction, interaction.message, data, files)
            case 8:
                interaction.choices = data.get("choices") or []
            case _:
                interaction.form = data
        return interaction.original

    def _callback_json(self, interaction: Interaction, message: Message | None) -> Json:
        about: Json = {"id": str(interaction.id), "type": interaction.kind}
        if message is None:
            return {"interaction": about}
        about |= {
            "response_message_id": str(message.id),
            "response_message_loading": bool(message.flags & LOADING),
            "response_message_ephemeral": message.seen_by is not None,
        }
        if interaction.answer not in (REPLY, UPDATE):
            return {"interaction": about}
        resource = {"type": interaction.answer, "message": payloads.message_json(self._world, message)}
        return {"interaction": about, "resource": resource}

    async def follow_up(self, call: Call) -> Answer:
        interaction = self._open(call)
        first = interaction.original
        if interaction.answer == DEFER and first is not None and first.flags & LOADING:
            # The first followup after a deferral takes the place of "thinking", and with it its privacy.
            self._fill(interaction, first, call.body, call.files)
            return Answer(200, payloads.message_json(self._world, first))
        message = self._post(interaction, call.body, call.files)
        interaction.followups.append(message)
        self._state.changes.tell("INTERACTION_FOLLOWUP", id=str(interaction.id))
        return Answer(200, payloads.message_json(self._world, message))

    async def get(self, call: Call) -> Json:
        return payloads.message_json(self._world, self._message(self._open(call), call))

    async def edit(self, call: Call) -> Json:
        interaction = self._open(call)
        message = self._message(interaction, call)
        if message.flags & LOADING:
            self._fill(interaction, message, call.body, call.files)
        else:
            self._change(interaction, message, call.body, call.files)
        return payloads.message_json(self._world, message)

    async def delete(self, call: Call) -> None:
        interaction = self._open(call)
        message = self._message(interaction, call)
        interaction.edits += 1
        self._state.delete(message)

    def _open(self, call: Call) -> Interaction:
        """The interaction whose token opens this webhook; gone after a quarter of an hour, not there before a first answer."""
        interaction = self._by_token.get(call.params["webhook_token"])
        if interaction is None or call.id("webhook_id") != self._world.bot.id:
            raise refusal.unknown_webhook()
        if self._world.now - interaction.started > TOKEN_LIFE:
            raise refusal.invalid_webhook_token()
        if interaction.answer is None or interaction.kind == AUTOCOMPLETE:
            raise refusal.unknown_webhook()
        return interaction

    def _message(self, interaction: Interaction, call: Call) -> Message:
        message = interaction.original
        if call.params.get("message_id", "@original") != "@original":
            wanted = call.id("message_id")
            message = next((each for each in (interaction.original, *interaction.followups) if each and each.id == wanted), None)
        channel = self._world.channels.get(interaction.channel.id)
        if message is None or channel is None or message.id not in channel.messages:
            raise refusal.unknown_message()
        return message

    # ------------------------------------------------------------ messages of an interaction

    def _new(self, interaction: Interaction, flags: int) -> Message:
        if interaction.channel.id not in self._world.channels:
            raise refusal.unknown_channel()
        message = Message(self._world.new_id(), interaction.channel.id, self._world.bot, self._world.now)
        message.webhook_id = self._world.bot.id
        message.interaction = self._metadata(interaction)
        message.used = _used(interaction)
        if interaction.kind == COMMAND and interaction.answer is None:
            message.kind = CHAT_REPLY if interaction.data["type"] == 1 else MENU_REPLY
        if flags & EPHEMERAL:
            message.flags |= EPHEMERAL
            message.seen_by = interaction.member.user.id
        return message

    def _post(self, interaction: Interaction, data: Json, files: dict[int, Upload]) -> Message:
        message = self._new(interaction, data.get("flags") or 0)
        write(self._state, message, data, files, settable=SETTABLE)
        self._ping(interaction, message, data)
        self._state.post(message)
        return message

    def _think(self, interaction: Interaction, data: Json) -> Message:
        message = self._new(interaction, data.get("flags") or 0)
        message.flags |= LOADING
        self._state.post(message)
        return message

    def _fill(self, interaction: Interaction, message: Message, data: Json, files: dict[int, Upload]) -> None:
        rewrite(self._state, message, data, files)
        message.flags &= ~LOADING
        self._ping(interaction, message, data)
        interaction.edits += 1
        self._state.fill(message)

    def _change(self, interaction: Interaction, message: Message, data: Json, files: dict[int, Upload]) -> None:
        rewrite(self._state, message, data, files)
        interaction.edits += 1
        self._state.change(message)

    def _ping(self, interaction: Interaction, message: Message, data: Json) -> None:
        bits = rights(self._world, interaction.channel, self._world.bot)
        ping(self._world, message, data.get("allowed_mentions"), everyone=bool(bits & Permission.MENTION_EVERYONE))

    def _metadata(self, interaction: Interaction) -> Json:
        about: Json = {
            "id": str(interaction.id),
            "type": interaction.kind,
            "user": payloads.user_json(interaction.member.user),
            "authorizing_integration_owners": _installed_in(interaction.guild),
        }
        if interaction.kind == COMPONENT and interaction.message:
            about["interacted_message_id"] = str(interaction.message.id)
        if interaction.kind == FORM and interaction.parent:
            about["triggering_interaction_metadata"] = self._metadata(interaction.parent)
        return about


def _installed_in(guild: Guild | None) -> dict[str, str]:
    """Who installed the bot where it is used: the guild, or as Discord has it for a direct message, "0"."""
    return {"0": str(guild.id if guild else 0)}


def _used(interaction: Interaction) -> str | None:
    """The command that an interaction, or the one whose form it hands in, began with; None for buttons and menus of messages."""
    if interaction.kind == FORM and interaction.parent:
        return _used(interaction.parent)
    if interaction.kind != COMMAND:
        return None
    names, inner = [interaction.data["name"]], interaction.data
    while (options := inner.get("options")) and options[0]["type"] in SUBCOMMANDS:
        inner = options[0]
        names.append(inner["name"])
    return ("/" if interaction.data["type"] == CHAT else "") + " ".join(names)


def _allowed(interaction: Interaction) -> frozenset[int]:
    """The first answers that suit what happened."""
    if interaction.kind == AUTOCOMPLETE:
        return frozenset({CHOICES})
    messages = frozenset({REPLY, DEFER}) | (frozenset({DEFER_UPDATE, UPDATE}) if interaction.message else frozenset())
    return messages if interaction.kind == FORM else messages | {OPEN_FORM}
