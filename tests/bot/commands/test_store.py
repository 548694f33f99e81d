"""The database's words of the command line, in a process of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.store.backup import backup
from tests.bot.test_main import ROOT, dateline

SETUP = """
server: 11
settings: {manager_role: 7}
subscriptions:
  - channel: 21
    story: kaesong
    rule: {kind: at_times, times: ["09:00"], weekdays: [0, 1, 2, 3, 4]}
    zone: Europe/Berlin
    length: short
    created_by: 42
"""
HOLD = """
import asyncio, sys
from briefings.store import open_store

async def hold():
    async with open_store(sys.argv[1]):
        print("open", flush=True)
        await asyncio.to_thread(sys.stdin.read)

asyncio.run(hold())
"""
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with a built-in story whose articles nobody had to read."""
    path = tmp_path / "data" / "dateline.db"
    code = """
import asyncio, sys
from datetime import UTC, datetime
from briefings.store import open_store, stories

async def make():
    async with open_store(sys.argv[1]) as db, db.write() as tx:
        await stories.add(tx, guild_id=None, key="kaesong", title="The office", timezone="UTC", now=datetime.now(UTC))

asyncio.run(make())
"""
    subprocess.run([sys.executable, "-c", code, path], cwd=ROOT, check=True)
    return path


@pytest.fixture
def run(database: Path) -> Run:
    """Runs a word of the command line on that database."""
    return lambda *words: dateline(*words, DATELINE_DATABASE=str(database))


def nightly(database: Path, day: str) -> Path:
    return backup(database, database.parent / "backups" / f"dateline-{day}.db")


def test_a_backup_takes_the_place_of_the_database_and_the_old_one_is_kept(run: Run, database: Path, tmp_path: Path) -> None:
    assert "Copied" in run("backup", tmp_path / "copy.db").stdout
    (tmp_path / "setup.yaml").write_text(SETUP)
    run("import", tmp_path / "setup.yaml")
    done = run("restore", tmp_path / "copy.db")
    assert done.returncode == 0
    assert f"to {database}: 0 subscriptions, 1 stories." in done.stdout
    (replaced,) = database.parent.glob("dateline.db.replaced-*")
    assert f"kept as {replaced}" in done.stdout
    again = run("restore", replaced)
    assert "1 subscriptions, 1 stories." in again.stdout


def test_a_damaged_database_is_left_alone_and_the_command_that_mends_it_is_printed(run: Run, database: Path) -> None:
    nightly(database, "2026-03-01")
    newest = nightly(database, "2026-03-02")
    nightly(database, "2026-03-03").write_bytes(newest.read_bytes()[:5000])
    database.write_bytes(database.read_bytes()[:5000])
    damaged = database.read_bytes()
    token = {"DISCORD_TOKEN": "unused", "DISCORD_API_URL": "http://127.0.0.1:9/api/v10"}
    refused = dateline("run", DATELINE_DATABASE=str(database), **token)
    assert refused.returncode == 2
    assert "is damaged" in refused.stderr
    assert f"dateline restore {newest}" in refused.stderr
    assert database.read_bytes() == damaged
    checked = run("check")
    assert f"dateline restore {newest}" in checked.stdout
    assert "Restored" in run("restore").stdout
    assert "whole" in run("check").stdout


def test_the_playgrounds_damaged_database_is_not_mended_with_a_backup_of_the_bots(run: Run, database: Path) -> None:
    nightly(database, "2026-03-02")
    played = database.with_name("dateline-playground.db")
    played.write_bytes(database.read_bytes()[:5000])
    refused = dateline("playground", DATELINE_DATABASE=str(database), DATELINE_PLAYGROUND_PORT="0")
    assert refused.returncode == 2
    assert f"move {played} aside" in refused.stderr
    assert "The newest whole backup" not in refused.stderr


def test_without_a_backup_restore_says_where_it_looked(run: Run, database: Path) -> None:
    refused = run("restore")
    assert refused.returncode == 2
    assert f"no whole backup in {database.parent / 'backups'}" in refused.stderr


def test_while_a_bot_uses_the_database_it_can_be_exported_but_not_replaced(run: Run, database: Path, tmp_path: Path) -> None:
    (tmp_path / "setup.yaml").write_text(SETUP)
    copy = backup(database, tmp_path / "copy.db")
    command: list[str | Path] = [sys.executable, "-c", HOLD, database]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as bot:
        assert bot.stdout is not None
        assert bot.stdout.readline() == "open\n"
        for refused in (run("restore", copy), run("import", tmp_path / "setup.yaml")):
            assert refused.returncode == 2
            assert "stop that one first" in refused.stderr
        assert run("export", "11", tmp_path / "out.yaml").returncode == 0
        bot.communicate()
    assert "server: 11" in (tmp_path / "out.yaml").read_text("utf-8")


def test_a_set_up_goes_out_and_in_and_to_another_server(run: Run, tmp_path: Path) -> None:
    (tmp_path / "setup.yaml").write_text(SETUP)
    assert "1 added, 0 there already" in run("import", tmp_path / "setup.yaml").stdout
    assert "0 added, 1 there already" in run("import", tmp_path / "setup.yaml").stdout
    assert "Wrote 0 stories and 1 subscriptions" in run("export", "11", tmp_path / "out.yaml").stdout
    written = (tmp_path / "out.yaml").read_text("utf-8")
    assert "# Mondays to Fridays at 09:00, Europe/Berlin time." in written
    assert "Server 12 has" in run("import", tmp_path / "out.yaml", "--guild", "12").stdout
    run("export", "12", tmp_path / "twelve.yaml")
    assert (tmp_path / "twelve.yaml").read_text("utf-8") == written.replace("server: 11", "server: 12")


@pytest.mark.parametrize(
    ("text", "said"),
    [(None, "No such file"), (b"\xff\xfe\x00", "not UTF-8"), (b"- 1", "cannot be used"), (b"server: 1\nversion: 9", "newer")],
)
def test_a_file_that_is_no_set_up_is_a_sentence(run: Run, tmp_path: Path, text: bytes | None, said: str) -> None:
    if text is not None:
        (tmp_path / "setup.yaml").write_bytes(text)
    refused = run("import", tmp_path / "setup.yaml")
    assert refused.returncode == 2
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr
