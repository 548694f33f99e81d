"""Reads a slash command as a person types it: `/source add story:harbour text:"Two words"`.

An option's value runs to the next option's name or to the end of the line; quotes keep a colon from being read as one. Pure: it knows the
commands' JSON and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from playground.world import Json

SUBCOMMANDS = (1, 2)
OPTION = re.compile(r"""(?:^|(?<=\s))(?P<name>[^\s:"]{1,32}):(?=(?P<next>.?))""")
LOOKS_LIKE_OPTION = re.compile(r"[a-z][a-z_-]*")


class CommandRefused(Exception):
    """What a person's own Discord would not let them send; the bot never hears of it."""


@dataclass(frozen=True)
class Typed:
    """A line understood: the command, the names of its subcommands, the options of the innermost, and the text given for each."""

    command: Json
    path: tuple[str, ...]
    options: Sequence[Json]
    values: dict[str, str]

    @property
    def name(self) -> str:
        """The command as people call it: "/source add"."""
        return "/" + " ".join((self.command["name"], *self.path))


def read(line: str, commands: Sequence[Json]) -> Typed:
    """Understand a line; CommandRefused says what is not there, and what is."""
    if not line.startswith("/"):
        raise CommandRefused(f'a slash command starts with "/": {line!r}')
    word, _, rest = line[1:].partition(" ")
    command = pick(word, commands, "command")
    path: list[str] = []
    options: Sequence[Json] = command.get("options") or []
    while options and options[0]["type"] in SUBCOMMANDS:
        word, _, rest = rest.strip().partition(" ")
        inner = pick(word, options, f"subcommand of /{' '.join((command['name'], *path))}")
        path.append(inner["name"])
        options = inner.get("options") or []
    return Typed(command, tuple(path), options, _values(rest.strip(), options))


def pick(name: str, among: Sequence[Json], what: str) -> Json:
    """The one of that name."""
    for each in among:
        if each["name"] == name:
            return each
    known = ", ".join(sorted(each["name"] for each in among)) or "none"
    raise CommandRefused(f'there is no {what} "{name}"; there are: {known}')


def _values(text: str, options: Sequence[Json]) -> dict[str, str]:
    names = {option["name"] for option in options}
    starts = [found for found in OPTION.finditer(text) if not _in_quotes(text, found.start())]
    known = [found for found in starts if found["name"] in names]
    for found in starts:
        if found["name"] not in names and (found.start() == 0 or _meant_as_option(found)):
            listed = ", ".join(sorted(names)) or "none"
            raise CommandRefused(f'there is no option "{found["name"]}"; there are: {listed} (quote the text if it is part of a value)')
    if text and (not known or known[0].start() > 0):
        raise CommandRefused(f'"{text}" does not say which option it is for; there are: {", ".join(sorted(names)) or "none"}')
    ends = [*(found.start() for found in known[1:]), len(text)]
    values: dict[str, str] = {}
    for found, end in zip(known, ends, strict=False):
        if found["name"] in values:
            raise CommandRefused(f'the option "{found["name"]}" is given twice')
        values[found["name"]] = _unquoted(text[found.end() : end].strip())
    return values


def _meant_as_option(found: re.Match[str]) -> bool:
    """Whether an unknown name amid a value looks like a mistyped option, and not like "https://…" or "he said: …"."""
    return bool(LOOKS_LIKE_OPTION.fullmatch(found["name"])) and found["next"] not in ("", " ", "/")


def _in_quotes(text: str, position: int) -> bool:
    return len(re.findall(r'(?<!\\)"', text[:position])) % 2 == 1


def _unquoted(text: str) -> str:
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return text[1:-1].replace('\\"', '"')
    return text
