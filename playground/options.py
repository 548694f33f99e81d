"""Turns what a person gave for options, selects and forms into what Discord sends: typed values, and the things they name ("resolved")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from playground import payloads
from playground.commandline import CommandRefused
from playground.permissions import rights
from playground.state import State
from playground.world import Channel, File, Json, Member, Role


class Kind(IntEnum):
    """Types of options."""

    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


WANTS = {Kind.INTEGER: "a whole number", Kind.BOOLEAN: "true or false", Kind.NUMBER: "a number"}
Uploads = Mapping[str, tuple[str, bytes]]


class Resolver:
    """Resolves names for one member within the guild of a channel (in a direct channel, only its people), and collects what was named."""

    def __init__(self, state: State, channel: Channel, member: Member) -> None:
        self._state, self._place, self._member = state, channel, member
        self._guild, self._people = state.world.guild_of(channel), state.world.people_of(channel)
        self.resolved: dict[str, Json] = {}

    # ------------------------------------------------------------ options of a command

    def options(self, options: Sequence[Json], values: Mapping[str, Any], files: Uploads) -> list[Json]:
        """Every option given, typed and checked; a required one that is missing is refused."""
        known = {option["name"] for option in options}
        for name in (*values, *files):
            if name not in known:
                raise CommandRefused(f'there is no option "{name}"; there are: {", ".join(sorted(known)) or "none"}')
        answer = []
        for option in options:
            name = option["name"]
            given: Any = files.get(name) if option["type"] == Kind.ATTACHMENT else values.get(name)
            if given is None:
                if option.get("required"):
                    raise CommandRefused(f'the option "{name}" is required: {option["description"]}')
                continue
            answer.append({"name": name, "type": option["type"], "value": self._value(option, given)})
        return answer

    def unfinished(self, options: Sequence[Json], values: Mapping[str, Any], focused: str) -> list[Json]:
        """Options while a person is still typing one of them: nothing checked, nothing resolved."""
        return [
            {"name": option["name"], "type": option["type"], "value": str(values[option["name"]])}
            | ({"focused": True} if option["name"] == focused else {})
            for option in options
            if option["name"] in values and (option["name"] == focused or option["type"] == Kind.STRING)
        ]

    def _value(self, option: Json, given: Any) -> Any:
        if choices := option.get("choices"):
            return _choice(option, choices, given)
        match option["type"]:
            case Kind.STRING:
                return _string(option, str(given))
            case Kind.INTEGER | Kind.NUMBER | Kind.BOOLEAN:
                return _scalar(option, given)
            case Kind.USER:
                return self.user(given)
            case Kind.CHANNEL:
                return self.channel(given, option.get("channel_types"))
            case Kind.ROLE:
                return self.role(given)
            case Kind.MENTIONABLE:
                return self.mentionable(given)
            case _:
                return self.upload(given)

    # ------------------------------------------------------------ things by name

    def user(self, given: Any) -> str:
        member = given if isinstance(given, Member) else self._named(self._people, given, "member")
        self._note("users", member.user.id, payloads.user_json(member.user))
        partial = {key: value for key, value in payloads.member_json(member).items() if key not in ("user", "deaf", "mute")}
        if self._guild:
            allowed = rights(self._state.world, self._place, member.user)
            self._note("members", member.user.id, partial | {"permissions": str(allowed)})
        return str(member.user.id)

    def channel(self, given: Any, kinds: Sequence[int] | None = None) -> str:
        channel = given if isinstance(given, Channel) else self._named(self._guild.channels if self._guild else {}, given, "channel")
        if kinds and channel.kind not in kinds:
            raise CommandRefused(f'"{channel.name}" is not the kind of channel that is asked for')
        self._note("channels", channel.id, payloads.partial_channel_json(self._state.world, channel, self._member.user))
        return str(channel.id)

    def role(self, given: Any) -> str:
        role = given if isinstance(given, Role) else self._named(self._guild.roles if self._guild else {}, given, "role")
        self._note("roles", role.id, payloads.role_json(role, self._state.world.bot.id))
        return str(role.id)

    def mentionable(self, given: Any) -> str:
        if isinstance(given, Role):
            return self.role(given)
        if isinstance(given, Member):
            return self.user(given)
        names = {member.name for member in self._people.values()} | {str(user_id) for user_id in self._people}
        return self.user(given) if str(given).removeprefix("@") in names else self.role(given)

    def upload(self, given: tuple[str, bytes] | File) -> str:
        if not isinstance(given, File):
            name, data = given
            if len(data) > payloads.UPLOAD_LIMIT:
                raise CommandRefused(f"{name} is larger than {payloads.UPLOAD_LIMIT} bytes")
            given = self._state.keep_file(name, data, f"ephemeral-attachments/{self._state.world.bot.id}")
        self._note("attachments", given.id, payloads.file_json(given))
        return str(given.id)

    def _named(self, things: Mapping[int, Any], given: Any, what: str) -> Any:
        text = str(given).strip("<>").lstrip("#@&!")
        if text.isdecimal() and int(text) in things:
            return things[int(text)]
        for thing in things.values():
            if thing.name.lstrip("@") == text:
                return thing
        raise CommandRefused(f'there is no {what} "{given}"; there are: {", ".join(thing.name for thing in list(things.values())[:20])}')

    def _note(self, kind: str, thing_id: int, thing: Json) -> None:
        self.resolved.setdefault(kind, {})[str(thing_id)] = thing


def _choice(option: Json, choices: Sequence[Json], given: Any) -> Any:
    for choice in choices:
        if str(given) in (str(choice["value"]), choice["name"]):
            return choice["value"]
    known = ", ".join(str(choice["name"]) for choice in choices)
    raise CommandRefused(f'"{given}" is not among the choices of "{option["name"]}"; they are: {known}')


def _string(option: Json, text: str) -> str:
    least, most = option.get("min_length") or 0, option.get("max_length") or 6000
    if not least <= len(text) <= most:
        raise CommandRefused(f'"{option["name"]}" must have {least} to {most} characters; this has {len(text)}')
    return text


def _scalar(option: Json, given: Any) -> Any:
    text = str(given).lower()
    try:
        if option["type"] == Kind.BOOLEAN:
            return {"true": True, "false": False}[text]
        number: float = int(text) if option["type"] == Kind.INTEGER else float(text)
    except (ValueError, KeyError):
        raise CommandRefused(f'"{option["name"]}" wants {WANTS[option["type"]]}, not "{given}"') from None
    least, most = option.get("min_value", number), option.get("max_value", number)
    if not least <= number <= most:
        raise CommandRefused(f'"{option["name"]}" must be between {least} and {most}, not {given}')
    return number
