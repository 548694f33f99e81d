"""The file of a set-up: YAML for people to read and mend, with the same fields as here, what is as by default left out.

Every scalar is read as text and then as what its field asks for, so that 09:00 is a time and `no` a word, with quotes or without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, ValidationError
from pydantic_core import from_json

from briefings.errors import SetupInvalid, SetupTooNew
from briefings.model import Article, Block, BlockKind, Cut, Template
from briefings.schedule import DEFAULT_POLICY, Policy, Rule, describe, describe_policy, rule_to_json

VERSION = 1
_BETWEEN_BLOCKS = "\n\n"


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("this time zone is not known: name a place, such as Europe/London") from None


def _one_kind(paragraph: dict[BlockKind, str]) -> dict[BlockKind, str]:
    if len(paragraph) != 1:
        raise ValueError("a paragraph is one kind and its text")
    return paragraph


def _each_once(name: str) -> AfterValidator:
    """No two entries of a list may have the same value in this field."""

    def check(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        seen = Counter(getattr(entry, name) for entry in entries)
        if twice := [value for value, count in seen.items() if count > 1]:
            raise ValueError(f"two of them have the {name} {twice[0]}")
        return entries

    return AfterValidator(check)


Zone = Annotated[str, AfterValidator(_zone)]
Paragraph = Annotated[dict[BlockKind, str], AfterValidator(_one_kind)]
WholeRule = Annotated[Rule, Field(discriminator="kind"), PlainSerializer(lambda rule: from_json(rule_to_json(rule)))]


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ServerSettings(_Form):
    """The server's settings; ids are Discord's."""

    subscriber_role: int | None = None
    manager_role: int | None = None
    notice_channel: int | None = None


class SourceText(_Form):
    """An article, cleaned; its text is one paragraph after the other, each under its kind."""

    id: str
    outlet: str
    title: str
    published: date | None = None
    url: str | None = None
    byline: str | None = None
    original: str | None = None
    dateline: str | None = None
    retold: bool = False
    warnings: tuple[str, ...] = ()
    text: tuple[Paragraph, ...] = Field(min_length=1)
    removed: tuple[Cut, ...] = ()

    @classmethod
    def of(cls, article: Article) -> SourceText:
        """The form of an article whose blocks are its text, with an empty line between them."""
        text = tuple({block.kind: article.text[block.start : block.end]} for block in article.blocks)
        return cls(**{name: getattr(article, name) for name in cls.model_fields if name != "text"}, text=text)

    def article(self) -> Article:
        """The article, with the places of its blocks."""
        blocks, at = [], 0
        for kind, text in self._paragraphs():
            blocks.append(Block(kind, at, at + len(text)))
            at += len(text) + len(_BETWEEN_BLOCKS)
        text = _BETWEEN_BLOCKS.join(text for _, text in self._paragraphs())
        return Article(**{name: getattr(self, name) for name in type(self).model_fields if name != "text"}, text=text, blocks=tuple(blocks))

    def _paragraphs(self) -> Iterator[tuple[BlockKind, str]]:
        return (pair for paragraph in self.text for pair in paragraph.items())


class StoryTexts(_Form):
    """A story of the server's own, by its short name."""

    key: str
    title: str
    timezone: Zone
    articles: Annotated[tuple[SourceText, ...], Field(min_length=1), _each_once("id")]


class Channel(_Form):
    """A subscription: which channel gets which story (by its short name; a built-in one too), and when."""

    channel: int
    story: str
    rule: WholeRule
    zone: Zone
    length: Template
    role: int | None = None
    policy: Policy = DEFAULT_POLICY
    created_by: int
    paused: str | None = None
    paused_until: AwareDatetime | None = None

    def told(self) -> str:
        """When it posts, in plain words."""
        return " ".join((f"{describe(self.rule, ZoneInfo(self.zone))}.", *describe_policy(self.policy)))


class Setup(_Form):
    """Everything that a server's people set up."""

    version: int = VERSION
    server: int
    settings: ServerSettings = ServerSettings()
    stories: Annotated[tuple[StoryTexts, ...], _each_once("key")] = ()
    subscriptions: tuple[Channel, ...] = ()


# ---------------------------------------------------------------- writing

_HEAD = """\
# The set-up of a Discord server in Dateline, as `dateline export` wrote it; `dateline import FILE` puts it into a database, for this server
# or (--guild ID) for another one. Nothing that the database has beside it is removed, except that a story named here becomes as it is here.
# Ids are Discord's: a channel's, a role's or a member's.
"""
_ABOUT = {
    "settings": "The roles that may subscribe and that may manage sources, and the channel in which trouble is told.",
    "stories": "The server's own stories and their sources. `removed` is what cleaning took out of an article.",
    "subscriptions": "Which channel gets which story. `paused` says why, where it is.",
}


def to_yaml(setup: Setup) -> str:
    """The set-up as a file; `from_yaml` gives an equal one."""
    form = setup.model_dump(mode="json", exclude_defaults=True)
    parts = [_HEAD, _dump({"version": setup.version, "server": setup.server})]
    parts += [f"\n# {about}\n{_section(name, form[name], setup)}" for name, about in _ABOUT.items() if name in form]
    return "".join(parts)


def _section(name: str, value: Any, setup: Setup) -> str:
    if name != "subscriptions":
        return _dump({name: value})
    return f"{name}:\n" + "".join(_told(one.told()) + _dump([entry]) for one, entry in zip(setup.subscriptions, value, strict=True))


def _told(text: str) -> str:
    return f"# {text}\n"


def _dump(value: Any) -> str:
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=140)


class _Dumper(yaml.SafeDumper):
    """Writes long plain text as a block that a person can read, and nothing as an alias of something else."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    """A line as it is, lines as a block; what could not be read back so (invisible characters, spaces at the edge) within quotes."""
    lines = value.split("\n")
    plain = all(line.isprintable() for line in lines) and (len(lines) == 1 or all(line == line.strip() for line in lines))
    style = '"' if not plain else "|" if len(lines) > 1 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _list(dumper: _Dumper, value: list[Any]) -> yaml.SequenceNode:
    """Numbers, such as weekdays, on one line."""
    numbers = bool(value) and all(isinstance(one, int) for one in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=numbers or None)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)

# ---------------------------------------------------------------- reading


def from_yaml(text: str, name: str) -> Setup:
    """The set-up in a file's text; `name` is the file's, for the sentence. Raises SetupInvalid, SetupTooNew, IntervalTooShort."""
    try:
        data = yaml.load(text, Loader=yaml.BaseLoader)  # the plainest there is: mappings, lists and texts
        if isinstance(data, dict) and str(data.get("version", "")).isdigit() and int(data["version"]) > VERSION:
            raise SetupTooNew(path=name, found=data["version"], known=VERSION)
        return Setup.model_validate(data)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise SetupInvalid(path=name, problem=f"its YAML is broken{f' in line {mark.line + 1}' if mark else ''}") from None
    except ValidationError as error:
        problem = error.errors()[0]
        raise SetupInvalid(path=name, problem=f"{_place(problem['loc'])}: {problem['msg'].removeprefix('Value error, ')}") from None


def _place(path: Iterable[int | str]) -> str:
    """Where something is in the file, with lists counted from one."""
    return " ".join(str(step + 1) if isinstance(step, int) else step for step in path) or "the file"
