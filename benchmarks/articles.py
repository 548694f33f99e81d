"""How long an article takes to be understood, against the bare spaCy pipeline on the same text, in turns in the same run.

Counted in processor time, which other work on the machine changes little.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path

from benchmarks.report import Figure
from briefings.articles.folder import read_story_folder
from briefings.engines.rules import RulesEngine
from briefings.facts.pipeline import load_pipeline
from briefings.understand import build_digest

SEEDS = Path(__file__).parents[1] / "seeds"
STORIES = Path(__file__).parents[1] / "tests" / "stories"
LIMIT = 1.5


def run(*, full: bool) -> list[Figure]:
    """The built-in story's articles and, `full`, those of the tests' stories: five rounds of them after one to warm up."""
    folder = read_story_folder(next(SEEDS.glob("*/story.yaml")).parent)
    articles = list(folder.articles)
    if full:
        articles += chain.from_iterable(read_story_folder(path.parent).articles for path in sorted(STORIES.glob("*/story.yaml")))
    nlp, engine = load_pipeline("md"), RulesEngine(in_process=True)
    bare, ours = [], []
    for n in range(6 if full else 2):
        pair = (
            _timed(lambda: [nlp(article.text) for article in articles]),
            _timed(lambda: asyncio.run(engine.read(articles, folder.timezone))),
        )
        if n:  # the first round loads what is loaded on demand
            bare.append(pair[0])
            ours.append(pair[1])
    readings = asyncio.run(engine.read(folder.articles, folder.timezone))
    count = len(articles)
    return [
        Figure(
            "understanding against bare spaCy, medians", statistics.median(ours) / statistics.median(bare), "×", LIMIT if full else None
        ),
        Figure("an article understood, median", statistics.median(ours) / count * 1000, "ms"),
        Figure("an article through bare spaCy, median", statistics.median(bare) / count * 1000, "ms"),
        Figure(
            "a story reconciled", _timed(lambda: build_digest(folder.title, folder.timezone, 1, folder.articles, readings)) * 1000, "ms"
        ),
    ]


def _timed(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun
