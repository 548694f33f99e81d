"""The README does not fall behind: every command and every setting stands in it."""

from __future__ import annotations

import re
from pathlib import Path

import typer.main

from bot.__main__ import app
from bot.cogs import all_cogs
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_every_slash_command_is_described() -> None:
    commands = [command.qualified_name for cog in all_cogs() for command in cog.walk_app_commands()]
    groups = {name.rsplit(" ", 1)[0] for name in commands if " " in name}
    assert len(commands) > 10
    assert [name for name in commands if name not in groups and f"`/{name}" not in README] == []


def test_no_slash_command_is_described_that_does_not_exist() -> None:
    commands = {command.qualified_name for cog in all_cogs() for command in cog.walk_app_commands()}
    described = re.findall(r"^\| `/([a-z_ ]+?)(?: [a-z]+| \[.*?\])*` \|", README, re.MULTILINE)
    assert len(described) > 10
    assert [name for name in described if name not in commands and not any(one.startswith(name) for one in commands)] == []


def test_every_word_of_the_command_line_is_described() -> None:
    words = list(typer.main.get_group(app).commands)
    assert words
    assert [word for word in words if f"`dateline {word}" not in README] == []


def test_every_setting_is_described() -> None:
    assert [field.validation_alias for field in Settings.model_fields.values() if f"| `{field.validation_alias}` |" not in README] == []


def test_every_target_of_the_readme_is_there() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
