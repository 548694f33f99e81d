"""A story folder to a StoryFolder: story.yaml and the article files it names, all of them or an error."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from briefings.articles.read import read_article
from briefings.errors import ArticleFileMissing, ArticleFileOutside, StoryFileInvalid, StoryFileMissing, StoryFolderMissing
from briefings.model import Article, StoryFolder

STORY_FILE = "story.yaml"
_DATE_FORM = "write year, month and day, such as 2025-03-04"
_OPTIONAL = ("url", "title", "original")


def read_story_folder(path: Path) -> StoryFolder:
    """The story in the folder, every article read and cleaned; `key` is the folder's name.

    Raises StoryFolderMissing, StoryFileMissing, StoryFileInvalid, ArticleFileMissing, ArticleFileOutside, or what read_article raises; a
    folder with one bad article gives nothing.
    """
    if not path.is_dir():
        raise StoryFolderMissing(path=path)
    folder = path.resolve()
    file = folder / STORY_FILE
    if not file.is_file():
        raise StoryFileMissing(path=path)
    story = _load(file)
    title, timezone = _text(story, "title", file), _zone(story, file)
    entries = list(_entries(story, file))
    return StoryFolder(folder.name, title, timezone, tuple(_article(entry, folder, file) for entry in entries))


def _load(file: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(file.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise StoryFileInvalid(path=file, problem="it is not UTF-8 text") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise StoryFileInvalid(path=file, problem=f"its YAML is broken{where} ({problem})") from None
    except ValueError:  # YAML makes dates of unquoted ones itself, and says no more than this
        raise StoryFileInvalid(path=file, problem=f"a date in it does not exist ({_DATE_FORM})") from None
    if not isinstance(data, dict):
        raise StoryFileInvalid(path=file, problem="it must hold title, timezone and articles")
    return data


def _text(data: dict[str, Any], name: str, file: Path, *, where: str = "") -> str:
    value = data.get(name)
    if not isinstance(value, str | int | float) or not (text := " ".join(str(value).split())):
        raise StoryFileInvalid(path=file, problem=f"{where}the key {name} is missing")
    return text


def _zone(story: dict[str, Any], file: Path) -> str:
    name = _text(story, "timezone", file)
    try:
        if "/" not in name and name != "UTC":  # "EST" and its kind have no clock changes: a place has
            raise ZoneInfoNotFoundError(name)
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise StoryFileInvalid(
            path=file, problem=f'the time zone "{name}" is not known: name a place, such as Europe/London or Asia/Tokyo'
        ) from None
    return name


def _entries(story: dict[str, Any], file: Path) -> Iterator[dict[str, Any]]:
    """The entries of `articles`, each with its keys checked, before any file is opened."""
    articles = story.get("articles")
    if not isinstance(articles, list) or not articles:
        raise StoryFileInvalid(path=file, problem="the key articles must list at least one article")
    seen: set[str] = set()
    for number, entry in enumerate(articles, 1):
        where = f"in article {number} "
        if not isinstance(entry, dict):
            raise StoryFileInvalid(path=file, problem=f"{where}id and file are missing")
        id = _text(entry, "id", file, where=where)
        if id in seen:
            raise StoryFileInvalid(path=file, problem=f'two articles have the id "{id}"')
        seen.add(id)
        _text(entry, "file", file, where=where)
        _text(entry, "outlet", file, where=where)
        yield entry | {"id": id, "published": _published(entry, file, where)}


def _published(entry: dict[str, Any], file: Path, where: str) -> date | None:
    value = entry.get("published")
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise StoryFileInvalid(path=file, problem=f'{where}"{value}" is not a date ({_DATE_FORM})') from None


def _article(entry: dict[str, Any], folder: Path, file: Path) -> Article:
    name = str(entry["file"])
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise ArticleFileOutside(file=name, path=folder)
    if not path.is_file():
        raise ArticleFileMissing(file=name, path=folder)
    given = {key: str(value) for key in _OPTIONAL if (value := entry.get(key))}
    return read_article(
        path.read_bytes(),
        name=path.name,
        id=entry["id"],
        outlet=_text(entry, "outlet", file),
        published=entry["published"],
        retold=entry.get("retold") is True,
        **given,
    )
