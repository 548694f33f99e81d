"""Whole stories of our own: every conflict that their sources have is found, and none that they do not have."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

from briefings.articles.folder import read_story_folder
from briefings.facts.reading import read
from briefings.model import Digest, Fact, State
from briefings.understand import build_digest

STORIES = sorted(path.parent for path in (Path(__file__).parents[2] / "stories").glob("*/conflicts.yaml"))


@cache
def digest_of(story: Path, nlp: Language) -> Digest:
    folder = read_story_folder(story)
    readings = [read(nlp, article, folder.timezone) for article in folder.articles]
    return build_digest(folder.title, folder.timezone, 1, folder.articles, readings)


def expected(story: Path) -> list[dict[str, Any]]:
    conflicts: list[dict[str, Any]] = yaml.safe_load((story / "conflicts.yaml").read_text("utf-8"))
    return conflicts


def tells(fact: Fact, conflict: dict[str, Any]) -> bool:
    """Whether a fact gives every source of a conflict the value that it is expected to have."""
    said = {source: value.text for value in fact.values for source in value.sources}
    texts = {source: [value.text for value in fact.values if source in value.sources] for source in said}
    return all(any(text in given for given in texts.get(source, ())) for source, text in conflict["values"].items())


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_every_conflict_of_the_sources_is_found(story: Path, nlp: Language) -> None:
    facts = digest_of(story, nlp).facts
    found = {
        conflict["of"]: any(fact.state is State.CONFLICT and fact.facet == conflict["facet"] and tells(fact, conflict) for fact in facts)
        for conflict in expected(story)
    }
    assert found == {conflict["of"]: not conflict.get("missed", False) for conflict in expected(story)}


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_nothing_else_is_called_a_conflict(story: Path, nlp: Language) -> None:
    conflicts = [fact for fact in digest_of(story, nlp).facts if fact.state is State.CONFLICT]
    assert [fact.label for fact in conflicts if not any(tells(fact, conflict) for conflict in expected(story))] == []


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_a_conflict_is_told_once(story: Path, nlp: Language) -> None:
    facts = [fact for fact in digest_of(story, nlp).facts if fact.state is State.CONFLICT]
    assert all(sum(tells(fact, conflict) for fact in facts) <= 1 for conflict in expected(story))


def test_a_corrected_toll_is_a_conflict_that_says_which_value_stands(nlp: Language) -> None:
    story = next(path for path in STORIES if path.name == "storm")
    toll = next(fact for fact in digest_of(story, nlp).facts if fact.slot.endswith("/dead") and len(fact.values) > 1)
    assert toll.state is State.CONFLICT
    assert toll.note == "C corrects an earlier value: ten people, not Eleven people"
    assert {source for value in toll.values for source in value.sources} == {"A", "B", "C"}


def test_the_staff_of_one_side_is_the_same_slot_in_every_source(nlp: Language) -> None:
    story = next(path for path in STORIES if path.name == "festival")
    staff = next(fact for fact in digest_of(story, nlp).facts if fact.facet == "staffing" and len(fact.values[0].sources) > 1)
    assert (staff.state, staff.values[0].sources, staff.values[0].min) == (State.AGREE, ("A", "B"), 14)
