"""Sentence vectors put answers in order where they are installed; without them, or with a wrong file, words alone decide."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from briefings.articles.read import read_article
from briefings.ask import Index
from briefings.model import Article, Digest
from briefings.questions import meaning
from briefings.questions.meaning import Meaning, MeaningDamaged, MeaningMissing

QUESTION = "How did the gale damage the lighthouse?"
ASTRAY = "Who paints the pier?"
TEXT = """A night at Fennick Head

A gale and a lighthouse are on the town’s stamps.

The gale tore the lantern room off the lighthouse and threw its lens into the sea.

Two hikers slept in the chapel and saw nothing.
"""


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    """What was loaded, or was not there, is remembered for one test only."""
    meaning.load.cache_clear()
    yield
    meaning.load.cache_clear()


@pytest.fixture
def article() -> Article:
    return read_article(TEXT, name="a.txt", id="A", outlet="Fennick Echo", published=date(2024, 2, 1))


@pytest.fixture
def loaded() -> Meaning:
    try:
        meaning.files()
    except MeaningMissing as missing:
        pytest.skip(str(missing))
    model = meaning.load()
    assert model is not None
    return model


def told(article: Article, model: Meaning | None) -> Index:
    return Index(Digest("The storm", "Europe/London", 1, ()), (article,), model)


def package(folder: Path, name: str, content: bytes) -> None:
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text("raise RuntimeError('a package that is only looked up was imported')")
    (folder / name / "model.onnx").write_bytes(content)


# ---------------------------------------------------------------- without it


def test_where_a_package_is_missing_words_alone_decide(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, article: Article
) -> None:
    monkeypatch.setattr(meaning, "RUNTIME", ("a_runtime_that_nobody_installed",))
    with caplog.at_level(logging.INFO):
        model = meaning.load()
    assert model is None
    assert [record.levelname for record in caplog.records] == ["INFO"]
    assert "make meaning" in caplog.text
    assert told(article, model).ask(QUESTION).answered


def test_a_file_that_is_not_ours_is_refused_by_name_and_never_run(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    package(tmp_path, "another_model", b"not a model at all")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(meaning, "RUNTIME", ())
    monkeypatch.setattr(meaning, "MODEL", ("another_model", *meaning.MODEL[1:]))
    with pytest.raises(MeaningDamaged, match=r"another_model.model\.onnx"):
        meaning.files()
    assert meaning.load() is None
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_model_without_its_vocabulary_counts_as_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package(tmp_path, "another_vocabulary", b"")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(meaning, "RUNTIME", ())
    monkeypatch.setattr(meaning, "MODEL", ("another_vocabulary", "tokenizer.json", ""))
    with pytest.raises(MeaningMissing):
        meaning.files()


# ---------------------------------------------------------------- with it


def test_a_sentence_in_other_words_is_nearer_than_one_on_another_subject(loaded: Meaning) -> None:
    asked = "Why did the factory lay off its workers?"
    said = "The plant dismissed its staff because orders had dried up."
    assert loaded.nearness(asked, said) > loaded.nearness(asked, "The choir sang in the rain.") + 0.2
    assert loaded.nearness(said, said) == pytest.approx(1.0, abs=0.02)


def test_a_vector_is_small_and_computed_once(loaded: Meaning) -> None:
    vector = loaded.vector("The tide was out.")
    assert vector.dtype == np.int8
    assert vector.shape == (384,)
    assert loaded.vector("The tide was out.") is vector


def test_any_text_has_a_vector(loaded: Meaning) -> None:
    for text in ("", "word " * 5000, "\U0001f30a\u0301", "北の灯台"):
        assert loaded.vector(text).any()


def test_the_passage_that_answers_comes_first(loaded: Meaning, article: Article) -> None:
    by_words, by_both = (told(article, model).ask(QUESTION) for model in (None, loaded))
    assert by_words.evidence[0].quote.startswith("A gale and a lighthouse")
    assert by_both.evidence[0].quote.startswith("The gale tore")


@pytest.mark.parametrize("question", [QUESTION, ASTRAY, "Did the hikers see the gale?", "How old is the lighthouse?"])
def test_what_counts_as_an_answer_stays_as_it_is(loaded: Meaning, article: Article, question: str) -> None:
    assert told(article, loaded).ask(question).answered is told(article, None).ask(question).answered
