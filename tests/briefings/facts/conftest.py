"""The language model, loaded once for all tests of this folder, and a short way to make a parsed article."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from spacy.language import Language

from briefings.facts.pipeline import Parsed, load_pipeline, parse
from briefings.model import Article, Block, BlockKind

Parse = Callable[..., Parsed]


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_pipeline()


@pytest.fixture(scope="session")
def parsed(nlp: Language) -> Parse:
    """`parsed("A paragraph.", "Another.", id="B")`; a pair (BlockKind, text) makes another block than a body paragraph."""

    def make(
        *parts: str | tuple[BlockKind, str], id: str = "A", published: date | None = date(2024, 5, 15), byline: str | None = None
    ) -> Parsed:
        blocks: list[Block] = []
        text = ""
        for part in parts:
            kind, words = (BlockKind.BODY, part) if isinstance(part, str) else part
            text += "\n\n" if text else ""
            blocks.append(Block(kind, len(text), len(text) + len(words)))
            text += words
        return parse(nlp, Article(id, f"Outlet {id}", "A title", text, tuple(blocks), published, byline=byline), "Europe/Paris")

    return make
