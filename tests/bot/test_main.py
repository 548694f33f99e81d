"""The command line as people use it, in a process of its own: what it prints, and how it says what cannot be done."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "kaesong"
GERMAN = """Die Stadt hat am Freitag ein neues Haus eröffnet.

Viele Menschen kamen zu der Feier, und der Bürgermeister hielt eine Rede.

Er sagte, dass die Arbeit gut gewesen sei und dass alle zufrieden seien."""
pytestmark = pytest.mark.model


def dateline(*words: str | Path, text: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs the command; settings of the surrounding machine are left out."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "DATELINE_"))} | settings
    command = [sys.executable, "-m", "bot", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, env=environment, input=text, capture_output=True, text=True, timeout=100)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A copy of the built-in story that a test may spoil."""
    return Path(shutil.copytree(SEED, tmp_path / "story"))


def test_a_digest_is_printed_for_people_and_for_programs() -> None:
    readable = dateline("digest", SEED)
    assert readable.returncode == 0
    assert "SOURCES DISAGREE" in readable.stdout
    assert "retold from Al Jazeera" in readable.stdout.replace("\n", " ")
    printed = json.loads(dateline("digest", SEED, "--json").stdout)
    assert printed["version"] == 1
    assert [article["outlet"] for article in printed["articles"]] == [
        "Pulse Nigeria (The New York Times)",
        "The Straits Times",
        "Al Jazeera",
    ]


def test_questions_are_answered_one_a_line_and_a_bad_one_in_its_place() -> None:
    asked = f"Where is the office?\n{'why ' * 400}\nWhat is the office's phone number?\n"
    done = dateline("ask", SEED, "--json", text=asked)
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert first["answered"]
    assert "Kaesong" in first["answer"]
    assert "500" in second["error"]
    assert not third["answered"]
    assert done.returncode == 2


def test_a_question_on_the_command_line_gets_a_readable_answer() -> None:
    done = dateline("ask", SEED, "Where is the office?")
    assert done.returncode == 0
    assert "Kaesong" in done.stdout
    assert "retold from" in done.stdout


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda story: shutil.rmtree(story), "story.yaml"),
        (lambda story: (story / "b.txt").unlink(), "b.txt"),
        (lambda story: (story / "story.yaml").write_text("title: [unclosed"), "story.yaml"),
        (lambda story: (story / "story.yaml").write_text((story / "story.yaml").read_text().replace("Asia/Seoul", "EST")), "EST"),
        (lambda story: (story / "a.txt").write_text(""), "a.txt"),
        (lambda story: (story / "a.txt").write_bytes(b"\x00\x01\x02\xff" * 500), "a.txt"),
        (lambda story: (story / "a.txt").write_text("word " * 1_100_000), "5 MB"),
    ],
    ids=["no folder", "missing file", "broken YAML", "no zone", "empty", "binary", "too large"],
)
def test_a_story_that_cannot_be_read_is_a_sentence_and_exit_code_2(story: Path, spoil: object, said: str) -> None:
    assert callable(spoil)
    spoil(story)
    done = dateline("digest", story, "--json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_article_in_another_language_is_kept_with_a_warning_and_nothing_is_learned_from_it(story: Path) -> None:
    (story / "a.txt").write_text(GERMAN)
    done = dateline("digest", story)
    assert done.returncode == 0, done.stderr
    assert "English" in done.stdout
    digest = json.loads(dateline("digest", story, "--json").stdout)
    assert not [fact for fact in digest["facts"] for value in fact["values"] if "A" in value["sources"]]


def test_a_story_is_loaded_backed_up_and_found_whole(tmp_path: Path) -> None:
    database, copy = tmp_path / "d.db", tmp_path / "copy.db"
    settings = {"DATELINE_DATABASE": str(database)}
    assert "Loaded" in dateline("load", SEED, **settings).stdout
    assert "Copied" in dateline("backup", copy, **settings).stdout
    with sqlite3.connect(copy) as db:
        assert db.execute("SELECT count(*) FROM digests").fetchone() == (1,)
    db.close()
    checked = dateline("check", **settings)
    assert checked.returncode == 0
    assert "whole" in checked.stdout


def test_check_says_what_is_wrong_and_how_to_mend_it(tmp_path: Path) -> None:
    foreign = tmp_path / "notes.txt"
    foreign.write_text("this is no database" * 100)
    checked = dateline("check", DATELINE_DATABASE=str(foreign), DISCORD_TOKEN="abc", DISCORD_API_URL="http://127.0.0.1:9/api/v10")
    assert checked.returncode == 2
    assert "cannot be reached" in checked.stdout
    assert foreign.read_text().startswith("this is no database")
    assert "abc" not in checked.stdout.replace("database", "")


def test_wrong_settings_are_one_sentence() -> None:
    done = dateline("run", DATELINE_TICK_SECONDS="never")
    assert done.returncode == 2
    assert "DATELINE_TICK_SECONDS" in done.stderr


def test_check_sees_a_place_where_nothing_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    checked = dateline("check", DATELINE_DATABASE=str(tmp_path / "file" / "d.db"))
    assert checked.returncode == 2
    assert "set DATELINE_DATABASE" in checked.stdout
