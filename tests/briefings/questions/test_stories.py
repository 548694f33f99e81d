"""Whole stories, read by the rules engine and asked: two that answers were tuned on, two that they are checked on.

Each story's questions.yaml says what a careful reader would answer: `answers`, the words of the best passage, or nothing at all where the
sources do not say.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefings.articles.folder import read_story_folder
from briefings.ask import Index
from briefings.engines.rules import RulesEngine
from briefings.model import Answer
from briefings.understand import understand

STORIES = Path(__file__).parents[2] / "stories"
# The least share of questions whose passage is among the first three, and of those rightly left unanswered.
LEAST = {"flood": (0.95, 0.9), "verdict": (0.9, 0.8), "plant": (0.85, 0.8), "final": (0.75, 0.8)}

pytestmark = pytest.mark.model


@dataclass(frozen=True)
class Asked:
    """A story, and each of its questions with the answer it got."""

    story: str
    texts: dict[str, str]
    answers: list[tuple[dict[str, Any], Answer]]


@pytest.fixture(scope="module", params=LEAST)
def asked(request: pytest.FixtureRequest) -> Asked:
    folder = read_story_folder(STORIES / request.param)
    engine = RulesEngine(in_process=True)
    digest, _ = asyncio.run(understand(engine, folder.title, folder.timezone, 1, folder.articles, {}))
    index = Index(digest, folder.articles)
    questions = yaml.safe_load((STORIES / request.param / "questions.yaml").read_text("utf-8"))["questions"]
    answers = [(question, index.ask(question["question"])) for question in questions]
    return Asked(request.param, {article.id: article.text for article in folder.articles}, answers)


def cited(question: dict[str, Any], answer: Answer) -> bool:
    return any(
        mark["source"] == passage.article and str(mark["anchor"]).lower() in passage.quote.lower()
        for mark in question["evidence"]
        for passage in answer.evidence[:3]
    )


def test_the_right_passage_comes_among_the_first_three(asked: Asked) -> None:
    marked = [cited(question, answer) for question, answer in asked.answers if question.get("evidence")]
    assert sum(marked) >= LEAST[asked.story][0] * len(marked)


def test_what_the_sources_do_not_say_is_not_answered(asked: Asked) -> None:
    left = [not answer.answered for question, answer in asked.answers if question["type"] == "not_stated"]
    assert sum(left) >= LEAST[asked.story][1] * len(left)


def test_every_passage_is_verbatim(asked: Asked) -> None:
    for _, answer in asked.answers:
        for passage in answer.evidence:
            assert asked.texts[passage.article][passage.start : passage.end] == passage.quote
