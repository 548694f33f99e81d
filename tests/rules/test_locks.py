"""The two locks fit together: every package by hash, from no particular address, and at one version."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-meaning.lock")


def locked(name: str) -> set[str]:
    """Each package with its version; one that goes by Python's version stands more than once."""
    return set(re.findall(r"^[\w.-]+==[^ ]+", (ROOT / name).read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert len(re.findall(r"^[\w.-]+==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(locked(name)) > 50
    assert "://" not in text
    assert "--index-url" not in text


def test_the_extra_changes_no_version_that_the_bot_is_tested_with() -> None:
    base, extra = (locked(name) for name in LOCKS)
    names = {one.partition("==")[0] for one in base}
    assert {one for one in extra if one.partition("==")[0] in names} <= base


def test_the_lock_holds_what_the_extra_asks_for() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]["meaning"]
    assert set(wanted) <= locked("requirements-meaning.lock")
