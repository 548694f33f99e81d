"""The parse of an article: sentences that stay within their blocks, and the way back from a character to its sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefings.errors import ModelMissing
from briefings.facts.pipeline import Parsed, governing_verb, load_pipeline
from briefings.model import BlockKind

Parse = Callable[..., Parsed]


def test_no_sentence_crosses_a_block(parsed: Parse) -> None:
    article = parsed((BlockKind.TITLE, "Bridge falls"), "A bridge fell. Nobody was hurt.", (BlockKind.CAPTION, "The bridge"))
    assert [(article.text_of(one), one.kind) for one in article.sentences] == [
        ("Bridge falls", BlockKind.TITLE),
        ("A bridge fell.", BlockKind.BODY),
        ("Nobody was hurt.", BlockKind.BODY),
        ("The bridge", BlockKind.CAPTION),
    ]
    assert [article.text_of(one) for one in article.running()] == ["A bridge fell.", "Nobody was hurt."]


def test_a_character_leads_to_its_sentence_and_white_space_to_none(parsed: Parse) -> None:
    article = parsed("A bridge fell.", "Nobody was hurt.")
    text = article.article.text
    second = article.sentence_of(text.index("hurt"))
    assert second is not None
    assert (article.text_of(second), article.index_of(second)) == ("Nobody was hurt.", 1)
    assert article.sentence_of(text.index("\n")) is None


def test_a_token_knows_the_kind_of_its_block(parsed: Parse) -> None:
    article = parsed((BlockKind.TITLE, "Bridge falls"), "A bridge fell.")
    assert (article.kind_of(article.doc[0]), article.kind_of(article.doc[-1])) == (BlockKind.TITLE, BlockKind.BODY)


def test_words_in_quotation_marks_are_known_as_such(parsed: Parse) -> None:
    article = parsed('"We saw it," she said. “It fell.”')
    assert [article.in_quotation(article.article.text.index(word)) for word in ("saw", "said", "fell")] == [True, False, True]


def test_the_governing_verb_is_the_nearest_one(parsed: Parse) -> None:
    doc = parsed("The mayor said that the bridge had fallen on Monday.").doc
    verb = governing_verb(next(token for token in doc if token.text == "Monday"))
    assert verb is not None
    assert verb.text == "fallen"


def test_an_unknown_model_is_an_error_with_a_sentence() -> None:
    with pytest.raises(ModelMissing, match="make setup"):
        load_pipeline("xl")


def test_an_article_without_words_gives_no_sentence(parsed: Parse) -> None:
    assert parsed("").sentences == ()
