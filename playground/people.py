"""What a person's own Discord does: offers commands, fills in options, presses buttons, picks from menus, hands in forms.

It refuses (CommandRefused) what Discord's client would not let a person do; everything else goes to the bot as an interaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from playground import commandline, components, payloads
from playground.checks import CONTENT
from playground.command_checks import MESSAGE_MENU, USER_MENU
from playground.commandline import CommandRefused, Typed
from playground.commands import Commands
from playground.components import (
    BUTTON,
    CHECKBOX,
    CHECKBOX_GROUP,
    FILE_UPLOAD,
    LABEL,
    LINK_STYLE,
    RADIO_GROUP,
    SELECTS,
    STRING_SELECT,
    TEXT_INPUT,
)
from playground.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, FORM, Interaction, Interactions
from playground.messages import ping
from playground.options import Resolver, Uploads
from playground.permissions import Permission, may
from playground.state import State
from playground.world import Channel, Json, Member, Message


class People:
    """Acts of members; each returns the interaction it began."""

    def __init__(self, state: State, commands: Commands, interactions: Interactions) -> None:
        self._state, self._commands, self._interactions = state, commands, interactions

    # ------------------------------------------------------------ commands

    def read(self, line: str, member: Member, channel: Channel) -> Typed:
        """Understand a typed line among the commands that the member may see there."""
        return commandline.read(line, [command for command in self.commands(member, channel) if command["type"] == 1])

    def commands(self, member: Member, channel: Channel) -> list[Json]:
        """The commands that the member may use there, menus included."""
        guild = self._state.world.guild_of(channel)
        if guild and self._state.world.bot.id not in guild.members:
            return []
        return self._commands.visible(member, channel)

    def slash(
        self, typed: Typed, member: Member, channel: Channel, *, values: Mapping[str, Any] | None = None, files: Uploads | None = None
    ) -> Interaction:
        """Send a slash command; `values` (typed already) take the place of those on the line."""
        resolver = self._resolver(member, channel)
        options = resolver.options(typed.options, typed.values if values is None else values, files or {})
        return self._interactions.start(COMMAND, member, channel, self._command_data(typed.command, typed.path, options, resolver))

    def complete(
        self, typed: Typed, focused: str, member: Member, channel: Channel, values: Mapping[str, Any] | None = None
    ) -> Interaction:
        """Ask for suggestions for an option that is being typed."""
        given = dict(typed.values if values is None else values)
        option = commandline.pick(focused, typed.options, f"option of {typed.name}")
        if not option.get("autocomplete"):
            raise CommandRefused(f'the option "{focused}" of {typed.name} has no suggestions')
        given.setdefault(focused, "")
        resolver = self._resolver(member, channel)
        options = resolver.unfinished(typed.options, given, focused)
        return self._interactions.start(AUTOCOMPLETE, member, channel, self._command_data(typed.command, typed.path, options, resolver))

    def menu(self, name: str, member: Member, channel: Channel, target: Message | Member) -> Interaction:
        """Use a command from the menu of a message or of a member."""
        kind = MESSAGE_MENU if isinstance(target, Message) else USER_MENU
        command = commandline.pick(name, [each for each in self.commands(member, channel) if each["type"] == kind], "menu command")
        resolver = self._resolver(member, channel)
        if isinstance(target, Message):
            target_id = str(target.id)
            resolver.resolved["messages"] = {target_id: payloads.message_json(self._state.world, target)}
        else:
            target_id = resolver.user(target)
        data = {key: command[key] for key in ("id", "name", "type", "guild_id") if key in command}
        return self._interactions.start(COMMAND, member, channel, data | {"target_id": target_id, "resolved": resolver.resolved})

    def _command_data(self, command: Json, path: Sequence[str], options: list[Json], resolver: Resolver) -> Json:
        nested = options
        for depth, name in reversed(list(enumerate(path))):
            kind = 1 if depth == len(path) - 1 else 2
            nested = [{"name": name, "type": kind, "options": nested}]
        data = {key: command[key] for key in ("id", "name", "type", "guild_id") if key in command}
        return data | ({"options": nested} if nested else {}) | ({"resolved": resolver.resolved} if resolver.resolved else {})

    # ------------------------------------------------------------ messages

    def say(self, text: str, member: Member, channel: Channel) -> Message:
        """Write in a channel."""
        if not text or len(text) > CONTENT:
            raise CommandRefused(f"a message has 1 to {CONTENT} characters")
        if not may(self._state.world, channel, member.user, Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES):
            raise CommandRefused(f"{member.name} may not write in #{channel.name}")
        message = Message(self._state.world.new_id(), channel.id, member.user, self._state.world.now, text)
        ping(self._state.world, message, None, everyone=False)
        self._state.post(message)
        return message

    # ------------------------------------------------------------ components

    def press(self, message: Message, which: str, member: Member) -> Interaction:
        """Press a button, named by its label or custom_id."""
        channel = self._seen(message, member)
        button = _named(components.buttons(message.components), which, "button", ("label", "custom_id"))
        if button.get("style") == LINK_STYLE:
            raise CommandRefused(f'"{which}" is a link to {button["url"]}')
        if button.get("disabled"):
            raise CommandRefused(f'the button "{which}" is disabled')
        data = {"custom_id": button["custom_id"], "component_type": BUTTON, "id": button["id"]}
        return self._interactions.start(COMPONENT, member, channel, data, message=message)

    def select(self, message: Message, values: Sequence[Any], member: Member, which: str | None = None) -> Interaction:
        """Pick from a menu, by labels or values or by names of members, roles, channels; `which` is its placeholder or custom_id."""
        channel = self._seen(message, member)
        menus = components.selects(message.components)
        menu = _named(menus, which, "select menu", ("placeholder", "custom_id")) if which or len(menus) != 1 else menus[0]
        if menu.get("disabled"):
            raise CommandRefused("the select menu is disabled")
        resolver = self._resolver(member, channel)
        data: Json = {
            "custom_id": menu["custom_id"],
            "component_type": menu["type"],
            "id": menu["id"],
            "values": _picked(menu, values, resolver),
        }
        return self._interactions.start(
            COMPONENT, member, channel, data | ({"resolved": resolver.resolved} if resolver.resolved else {}), message=message
        )

    # ------------------------------------------------------------ forms

    def submit(
        self, opened: Interaction, values: Mapping[str, Any], files: Mapping[str, Sequence[tuple[str, bytes]]] | None = None
    ) -> Interaction:
        """Hand in a form; fields are named by label or custom_id."""
        form = opened.form
        if form is None:
            raise CommandRefused("no form is open")
        resolver = self._resolver(opened.member, opened.channel)
        given = dict(values) | dict(files or {})
        parts = [_filled(part, given, resolver) for part in form["components"]]
        if given:
            raise CommandRefused(
                f'the form "{form["title"]}" has no field {", ".join(map(repr, given))}; it has: {", ".join(_fields(form))}'
            )
        data: Json = {"custom_id": form["custom_id"], "components": [part for part in parts if part]}
        if resolver.resolved:
            data["resolved"] = resolver.resolved
        return self._interactions.start(FORM, opened.member, opened.channel, data, message=opened.message, parent=opened)

    # ------------------------------------------------------------ helpers

    def _resolver(self, member: Member, channel: Channel) -> Resolver:
        return Resolver(self._state, channel, member)

    def _seen(self, message: Message, member: Member) -> Channel:
        """The channel of a message, if the member can see it there."""
        channel = self._state.world.channels.get(message.channel_id)
        if channel is None or message.id not in channel.messages:
            raise CommandRefused("the message is gone")
        if message.seen_by not in (None, member.user.id) or not may(self._state.world, channel, member.user, Permission.VIEW_CHANNEL):
            raise CommandRefused(f"{member.name} cannot see that message")
        return channel


def _named(among: Sequence[Json], which: str | None, what: str, keys: Sequence[str]) -> Json:
    for key in keys:
        for each in among:
            if which is not None and each.get(key) == which:
                return each
    known = ", ".join(repr(each.get(keys[0]) or each.get(keys[1])) for each in among) or "none"
    raise CommandRefused(f'there is no {what} "{which}" on the message; there are: {known}')


def _picked(menu: Json, values: Sequence[Any], resolver: Resolver) -> list[str]:
    least, most = menu.get("min_values"), menu.get("max_values")
    least = 1 if least is None else least
    most = (len(menu["options"]) if menu["type"] == CHECKBOX_GROUP else 1) if most is None else most
    if not least <= len(values) <= most:
        raise CommandRefused(f"the select menu takes {least} to {most} values, not {len(values)}")
    match menu["type"]:
        case components.STRING_SELECT | components.RADIO_GROUP | components.CHECKBOX_GROUP:
            return [_option_value(menu, value) for value in values]
        case components.USER_SELECT:
            return [resolver.user(value) for value in values]
        case components.ROLE_SELECT:
            return [resolver.role(value) for value in values]
        case components.MENTIONABLE_SELECT:
            return [resolver.mentionable(value) for value in values]
        case _:
            return [resolver.channel(value, menu.get("channel_types")) for value in values]


def _option_value(menu: Json, wanted: Any) -> str:
    for option in menu["options"]:
        if wanted in (option["label"], option["value"]):
            return str(option["value"])
    raise CommandRefused(f'"{wanted}" is not in the menu; it has: {", ".join(option["label"] for option in menu["options"])}')


def _fields(form: Json) -> list[str]:
    return [str(part.get("label") or inner.get("label")) for part in form["components"] for inner in _inputs(part)]


def _inputs(part: Json) -> list[Json]:
    return [part["component"]] if part["type"] == LABEL else list(part.get("components") or [])


def _filled(part: Json, given: dict[str, Any], resolver: Resolver) -> Json | None:
    """One part of a handed-in form; takes what it uses out of `given`."""
    if part["type"] == LABEL:
        return {"type": LABEL, "id": part.get("id") or 0, "component": _field(part["component"], part["label"], given, resolver)}
    if part["type"] == components.ACTION_ROW:
        inner = [_field(each, each.get("label") or "", given, resolver) for each in part["components"]]
        return {"type": components.ACTION_ROW, "id": part.get("id") or 0, "components": inner}
    return {"type": part["type"], "id": part.get("id") or 0}


def _field(field: Json, label: str, given: dict[str, Any], resolver: Resolver) -> Json:
    key = next((key for key in (label, field["custom_id"]) if key in given), None)
    value = given.pop(key) if key is not None else None
    answer: Json = {"type": field["type"], "id": field.get("id") or 0, "custom_id": field["custom_id"]}
    if field["type"] == TEXT_INPUT:
        return answer | {"value": _typed_text(field, label, value)}
    if field["type"] == CHECKBOX:
        return answer | {"value": bool(value if value is not None else field.get("default"))}
    several = _several(value) or [option["value"] for option in field.get("options") or () if option.get("default")]
    if not several and field.get("required") is not False and field.get("min_values") != 0:
        raise CommandRefused(f'the field "{label}" is required')
    if not several:
        empty: Json = {"value": None} if field["type"] == RADIO_GROUP else {"values": []}
        return answer | empty
    if field["type"] == FILE_UPLOAD:
        return answer | {"values": [resolver.upload(upload) for upload in several]}
    picked = _picked(field, several, resolver)
    if field["type"] == RADIO_GROUP:
        return answer | {"value": picked[0]}
    assert field["type"] in SELECTS | {STRING_SELECT, CHECKBOX_GROUP}
    return answer | {"values": picked}


def _several(value: Any) -> Sequence[Any]:
    """The values given for a field that takes several; one (name, bytes) pair is one value."""
    if value is None:
        return []
    if not isinstance(value, list | tuple) or (len(value) == 2 and isinstance(value[1], bytes)):
        return [value]
    return value


def _typed_text(field: Json, label: str, value: Any) -> str:
    text = str(value if value is not None else field.get("value") or "")
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if not text and field.get("required") is not False:
        raise CommandRefused(f'the field "{label}" is required')
    if text and not least <= len(text) <= most:
        raise CommandRefused(f'the field "{label}" must have {least} to {most} characters; this has {len(text)}')
    return text
