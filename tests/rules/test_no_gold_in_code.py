"""No name or phrase of a gold story stands in the product's code, word lists or templates: rules serve every story."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GOLD = sorted((ROOT.parent / "shared" / "gold").glob("*/gold.yaml"))
OWN = sorted((ROOT / "tests" / "stories").glob("gold_*/gold.yaml"))
PRODUCT = [
    path
    for folder in ("bot", "briefings", "playground")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".j2", ".sql", ".html", ".js", ".txt"}
]
RUN = 9  # words in a row that two writers do not share by chance
# Countries and the like stand in general tables of nations and demonyms.
GENERAL = {"singapore", "united nations", "washington", "britain", "germany", "japan", "china", "seoul", "london"}
GENERAL |= {"spain", "morocco", "kenya", "fiji", "samoa"}
WORDS = {"grace"}  # a name that is a word as well


def names(gold: dict[str, Any]) -> Iterator[str]:
    for section in ("people", "not_story_people", "organisations", "places"):
        for entry in gold.get(section) or []:
            for name in [entry.get("name"), *(entry.get("aliases") or [])]:
                yield from (part.strip() for part in str(name or "").split("/"))


def phrases(gold: dict[str, Any]) -> Iterator[str]:
    for section in ("people", "facets", "timeline", "conflicts", "questions"):
        for entry in gold.get(section) or []:
            for evidence in entry.get("evidence") or []:
                anchor = str(evidence.get("anchor") or "")
                if len(anchor.split()) >= 3:
                    yield anchor
    for entry in gold.get("questions") or []:
        yield entry["question"]


def banned(path: Path) -> set[str]:
    gold = yaml.safe_load(path.read_text("utf-8"))
    return {
        text
        for text in {*names(gold), *phrases(gold)}
        if len(text) > 3 and text.lower() not in GENERAL | WORDS and not text.lower().startswith("mr ")
    }


@pytest.mark.skipif(not GOLD, reason="the gold stories are not at hand beside this checkout, so code cannot be held against them")
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.parent.name)
def test_product_code_holds_nothing_of_a_gold_story(path: Path) -> None:
    assert not taken_from(path)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.parent.name)
def test_product_code_holds_nothing_of_our_own_annotated_stories(path: Path) -> None:
    assert not taken_from(path)


def taken_from(path: Path) -> set[str]:
    """Where the product's files hold a name or a phrase of this story."""
    texts = product()
    return {
        f"{name}: {phrase}"
        for phrase in banned(path)
        for name, text in texts.items()
        if phrase.lower() in text and re.search(rf"(?<!\w){re.escape(phrase.lower())}(?!\w)", text)
    }


@cache
def product() -> dict[str, str]:
    """The product's files in small letters, by name."""
    return {str(file.relative_to(ROOT)): file.read_text("utf-8").lower() for file in PRODUCT}


def runs(text: str) -> set[str]:
    """Every run of so many words of a text, without its markup."""
    words = re.findall(r"[a-z0-9']+", re.sub(r"<[^>]+>", " ", text).lower().replace("’", "'"))
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


@pytest.mark.skipif(not GOLD, reason="the gold stories are not at hand beside this checkout, so nothing can be held against their articles")
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.parent.name)
def test_nothing_of_ours_repeats_an_articles_words(path: Path) -> None:
    articles = [file for file in path.parent.iterdir() if file.suffix in {".txt", ".html"}]
    theirs = set().union(*(runs(file.read_text("utf-8")) for file in articles))
    ours = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    texts = [file for file in ours if file and Path(file).suffix not in {".png", ".lock"}]
    found = {file: shared for file in texts if (shared := theirs & runs((ROOT / file).read_text("utf-8", "replace")))}
    assert found == {}


@pytest.mark.skipif(not GOLD, reason="the gold stories are not at hand beside this checkout, so the check itself cannot be tried")
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.parent.name)
def test_the_check_knows_enough_to_fail(path: Path) -> None:
    assert len(banned(path)) > 50
