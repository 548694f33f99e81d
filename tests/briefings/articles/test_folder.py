"""A story folder is read whole, or a sentence says what to mend."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefings.articles.folder import read_story_folder
from briefings.errors import (
    ArticleEmpty,
    ArticleFileMissing,
    ArticleFileOutside,
    DatelineError,
    StoryFileInvalid,
    StoryFileMissing,
    StoryFolderMissing,
)

STORY = """\
title: The old harbor is sold
timezone: Europe/London
articles:
  - {id: A, file: a.txt, outlet: The Courier, published: 2025-03-03}
  - {id: B, file: b.txt, outlet: The Herald, published: "2025-03-04", url: "https://herald.example/1", title: Sold!, retold: true,
     original: Agency}
"""
BODY = "The council of the town voted on Monday to sell the old harbor, which had been closed for years, to a company from the coast."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "harbor"
    path.mkdir()
    (path / "story.yaml").write_text(STORY, "utf-8")
    for name in ("a.txt", "b.txt"):
        (path / name).write_text(BODY, "utf-8")
    return path


def test_a_folder_becomes_a_story_with_its_articles(folder: Path) -> None:
    story = read_story_folder(folder)
    first, second = story.articles
    assert (story.key, story.title, story.timezone) == ("harbor", "The old harbor is sold", "Europe/London")
    assert (first.id, first.outlet, first.published, first.retold) == ("A", "The Courier", date(2025, 3, 3), False)
    assert (second.published, second.url, second.title, second.retold) == (date(2025, 3, 4), "https://herald.example/1", "Sold!", True)
    assert second.original == "Agency"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoryFolderMissing, match="no story folder at "):
        read_story_folder(tmp_path / "nowhere")


def test_a_folder_without_story_yaml_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoryFileMissing, match=r"holds no story\.yaml"):
        read_story_folder(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (STORY, "title: [", "its YAML is broken in line 1"),
        (STORY, "just text", "it must hold title, timezone and articles"),
        (STORY, "", "it must hold title, timezone and articles"),
        ("title: The old harbor is sold\n", "", "the key title is missing"),
        ("title: The old harbor is sold", "title: ' '", "the key title is missing"),
        ("timezone: Europe/London\n", "", "the key timezone is missing"),
        ("Europe/London", "EST", 'the time zone "EST" is not known: name a place'),
        ("Europe/London", "Europe/Lundun", 'the time zone "Europe/Lundun" is not known'),
        ("Europe/London", "../../etc/passwd", "is not known"),
        ("articles:", "texts:", "the key articles must list at least one article"),
        ("id: B", "id: A", 'two articles have the id "A"'),
        ("id: B, ", "", "in article 2 the key id is missing"),
        ("file: a.txt, ", "", "in article 1 the key file is missing"),
        ("outlet: The Courier, ", "", "in article 1 the key outlet is missing"),
        ('"2025-03-04"', "March 4", 'in article 2 "March 4" is not a date'),
        ('"2025-03-04"', '"2025-02-30"', 'in article 2 "2025-02-30" is not a date'),
        ('"2025-03-04"', "2025-02-30", "a date in it does not exist (write year, month and day"),
        ("  - {id: A, file: a.txt, outlet: The Courier, published: 2025-03-03}", "  - a.txt", "in article 1 id and file are missing"),
    ],
)
def test_a_faulty_story_file_is_explained(folder: Path, old: str, new: str, problem: str) -> None:
    (folder / "story.yaml").write_text(STORY.replace(old, new), "utf-8")
    with pytest.raises(StoryFileInvalid) as caught:
        read_story_folder(folder)
    assert problem in str(caught.value)
    assert str(caught.value).endswith("Mend it, then try again.")


def test_a_story_file_in_another_character_set_is_explained(folder: Path) -> None:
    (folder / "story.yaml").write_bytes(STORY.replace("sold", "sold é").encode("latin-1"))
    with pytest.raises(StoryFileInvalid, match="it is not UTF-8 text"):
        read_story_folder(folder)


def test_a_missing_article_file_is_named(folder: Path) -> None:
    (folder / "b.txt").unlink()
    with pytest.raises(ArticleFileMissing, match=r"names the file b\.txt"):
        read_story_folder(folder)


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname", "sub/../../secret.txt"])
def test_files_outside_the_folder_are_refused(folder: Path, name: str) -> None:
    (folder.parent / "secret.txt").write_text(BODY, "utf-8")
    (folder / "story.yaml").write_text(STORY.replace("a.txt", name), "utf-8")
    with pytest.raises(ArticleFileOutside, match="lies outside"):
        read_story_folder(folder)


def test_a_link_out_of_the_folder_is_refused(folder: Path) -> None:
    (folder.parent / "secret.txt").write_text(BODY, "utf-8")
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to(folder.parent / "secret.txt")
    with pytest.raises(ArticleFileOutside):
        read_story_folder(folder)


def test_one_bad_article_spoils_the_story(folder: Path) -> None:
    (folder / "b.txt").write_text("\n", "utf-8")
    with pytest.raises(ArticleEmpty, match=r"b\.txt is empty"):
        read_story_folder(folder)


def test_a_time_in_published_counts_as_its_day(folder: Path) -> None:
    (folder / "story.yaml").write_text(STORY.replace("2025-03-03", "2025-03-03 22:10:00"), "utf-8")
    assert read_story_folder(folder).articles[0].published == date(2025, 3, 3)


def test_every_sentence_is_a_dateline_error() -> None:
    for error in (StoryFolderMissing, StoryFileMissing, StoryFileInvalid, ArticleFileMissing, ArticleFileOutside):
        assert issubclass(error, DatelineError)
