"""Settings: read once, checked together, secrets kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import DISCORD_API, Settings, SettingsInvalid, TokenFileUnreadable

ROOT = Path(__file__).parents[2]
NAMES = {str(field.validation_alias) for field in Settings.model_fields.values()}


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_nothing_set_is_a_working_set_up() -> None:
    settings = Settings.load(env_file=None)
    assert settings.secret() is None
    assert settings.api_url == DISCORD_API
    assert settings.playground_database == Path("data/dateline-playground.db")


def test_every_bad_value_is_named_at_once_and_secrets_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")
    monkeypatch.setenv("DATELINE_TICK_SECONDS", "soon")
    monkeypatch.setenv("DATELINE_LOG_LEVEL", "LOUD")
    monkeypatch.setenv("DISCORD_API_URL", "discord.example")
    with pytest.raises(SettingsInvalid) as caught:
        Settings.load(env_file=None)
    said = str(caught.value)
    assert all(name in said for name in ("DATELINE_TICK_SECONDS", "DATELINE_LOG_LEVEL", "DISCORD_API_URL: it must start with http"))
    assert "very-secret" not in said


def test_an_empty_value_in_the_file_counts_as_unset(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("DISCORD_TOKEN=\nDATELINE_TICK_SECONDS=\nDATELINE_SEND_WORKERS=3\n")
    settings = Settings.load(env_file=file)
    assert (settings.secret(), settings.tick_seconds, settings.send_workers) == (None, 1, 3)


def test_the_token_may_come_from_a_file_and_is_never_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "token"
    file.write_text("abc.def\n")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(file))
    assert Settings.load(env_file=None).secret() == "abc.def"
    monkeypatch.setenv("DISCORD_TOKEN", "ghi.jkl")
    settings = Settings.load(env_file=None)
    assert settings.secret() == "ghi.jkl"
    assert "ghi.jkl" not in repr(settings)


def test_a_token_file_that_is_missing_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(tmp_path / "gone"))
    with pytest.raises(TokenFileUnreadable, match="cannot be read"):
        Settings.load(env_file=None).secret()


def test_every_setting_stands_in_the_example_file() -> None:
    example = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
    assert example == NAMES


def test_the_example_file_is_a_working_set_up() -> None:
    assert Settings.load(env_file=ROOT / ".env.example") == Settings.load(env_file=None)
