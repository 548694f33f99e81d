"""What Discord refuses in a command: names, duplicates, numbers, sizes.

Figures: 100 chat commands and 15 of each menu a scope, 25 options, 25 choices, 8,000 characters a command.
"""

from __future__ import annotations

import re
from typing import Any

from playground import refusal
from playground.checks import as_object, length, listed
from playground.refusal import Path, Problems
from playground.rest import Call
from playground.world import Json

CHAT, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUBCOMMAND, SUBCOMMAND_GROUP = 1, 2
NAME = re.compile(r"^[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}$")
MOST = {CHAT: 100, USER_MENU: 15, MESSAGE_MENU: 15}
COMMAND_TEXT = 8000


def several(call: Call) -> None:
    """Check the form that replaces every command of a scope; null stands for none."""
    if call.body is not None and not isinstance(call.body, list):
        raise refusal.Refusal(
            400, 50035, "Invalid Form Body", {"_errors": [{"code": "LIST_TYPE_CONVERT", "message": "Only lists may be used"}]}
        )
    call.body = call.body or []
    problems = Problems()
    commands(problems, call.body)
    problems.refuse()


def single(call: Call) -> None:
    """Check the form of one new command."""
    call.body = as_object(call.body)
    problems = Problems()
    command(problems, call.body, ())
    problems.refuse()


def commands(problems: Problems, wanted: list[Any], path: Path = ()) -> None:
    """Note every fault of a list of commands: names, duplicates, numbers, sizes."""
    seen: set[tuple[int, str]] = set()
    for index, each in enumerate(wanted):
        if isinstance(each, dict):
            command(problems, each, (*path, index))
            key = (each.get("type") or CHAT, str(each.get("name")))
            if key in seen:
                problems.add((*path, index, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
            seen.add(key)
    for kind, most in MOST.items():
        if sum(key[0] == kind for key in seen) > most:
            raise refusal.Refusal(400, 30032, f"Maximum number of application commands reached ({most}).")


def command(problems: Problems, wanted: Json, path: Path) -> None:
    """Note every fault of one command."""
    name, chat = wanted.get("name"), (wanted.get("type") or CHAT) == CHAT
    _name(problems, (*path, "name"), name, chat=chat)
    if chat:
        _described(problems, path, wanted)
        if _text_of(wanted) > COMMAND_TEXT:
            text = "Command exceeds maximum size (8000)"
            problems.add(path, "APPLICATION_COMMAND_TOO_LARGE", text)
        _options(problems, listed(wanted.get("options")), (*path, "options"))
    elif wanted.get("options"):
        problems.add((*path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Context menu commands cannot have options")


def _name(problems: Problems, path: Path, name: Any, *, chat: bool) -> None:
    if not isinstance(name, str) or not 1 <= len(name) <= 32:
        problems.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 32 in length.")
    elif chat and (not NAME.match(name) or name != name.lower()):
        problems.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _described(problems: Problems, path: Path, thing: Json) -> None:
    description = thing.get("description")
    if not description:
        problems.add((*path, "description"), "BASE_TYPE_REQUIRED", "This field is required")
    length(problems, (*path, "description"), description, 100)


def _options(problems: Problems, options: list[Any], path: Path) -> None:
    if len(options) > 25:
        problems.add(path, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    names: set[str] = set()
    optional = False
    for index, option in enumerate(options):
        if not isinstance(option, dict):
            continue
        here = (*path, index)
        _name(problems, (*here, "name"), option.get("name"), chat=True)
        _described(problems, here, option)
        if str(option.get("name")) in names:
            problems.add((*here, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option names must be unique")
        names.add(str(option.get("name")))
        if option.get("type") in (SUBCOMMAND, SUBCOMMAND_GROUP):
            _options(problems, listed(option.get("options")), (*here, "options"))
            continue
        if option.get("required") and optional:
            text = "Required options must be placed before non-required options"
            problems.add((*here, "required"), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", text)
        optional = optional or not option.get("required")
        _option_choices(problems, option, here)


def _option_choices(problems: Problems, option: Json, path: Path) -> None:
    choices = [choice for choice in listed(option.get("choices")) if isinstance(choice, dict)]
    if len(choices) > 25:
        problems.add((*path, "choices"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    if choices and option.get("autocomplete"):
        text = "Options with choices cannot use autocomplete"
        problems.add((*path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", text)
    named = [choice.get("name") for choice in choices]
    if len(set(named)) < len(named):
        problems.add((*path, "choices"), "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS", "Option choice names must be unique")


def _text_of(thing: Json) -> int:
    """Characters that count towards a command's 8,000: names, descriptions and values, its options' included."""
    own = len(str(thing.get("name", ""))) + len(str(thing.get("description", "")))
    choices = sum(
        len(str(choice.get("name", ""))) + len(str(choice.get("value", "")))
        for choice in listed(thing.get("choices"))
        if isinstance(choice, dict)
    )
    return own + choices + sum(_text_of(option) for option in listed(thing.get("options")) if isinstance(option, dict))
