"""Custom ids hold all that a button needs, within Discord's 100 characters, and distrust what comes back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.present.ids import PageId, cited, cited_passages
from briefings.model import Article, Digest

PAGES = st.builds(
    PageId,
    st.sampled_from(["answer", "passages"]),
    st.integers(0, 10**18 - 1),
    st.from_regex(r"[a-z0-9.,-]{1,60}", fullmatch=True),
    st.integers(0, 999),
    st.sampled_from(["open", "turn"]),
)


@given(PAGES)
def test_an_id_can_be_read_back(page: PageId) -> None:
    assert PageId.parse(str(page)) == page


def test_the_longest_id_of_an_answer_fits_discord(ferry_digest: Digest, ferry_articles: Sequence[Article]) -> None:
    passages = [article.passage(start, start + 40) for article in ferry_articles for start in range(0, 100, 10)]
    topic = cited(passages, ferry_digest)
    assert topic is not None
    assert len(str(PageId("passages", 10**18 - 1, topic, 999))) <= 100


def test_cited_passages_are_found_again_word_for_word(ferry_digest: Digest, ferry_articles: Sequence[Article]) -> None:
    passages = (ferry_articles[1].passage(10, 60), ferry_articles[0].passage(0, 30))
    topic = cited(passages, ferry_digest)
    assert topic is not None
    assert cited_passages(topic, ferry_digest, ferry_articles) == passages


@pytest.mark.parametrize(
    "topic", ["cited", "cited.", "cited.9-0-5", "cited.0-0-zzzz", "cited.0-5-0", "cited.0--5", "cited.1-2", "cited.0-0-5-1"]
)
def test_passages_that_do_not_exist_are_left_out(topic: str, ferry_digest: Digest, ferry_articles: Sequence[Article]) -> None:
    assert cited_passages(topic, ferry_digest, ferry_articles) == ()


@pytest.mark.parametrize("id", ["", "open:answer:1", "open:answer:x:who:0", "open:secrets:1:who:0", "draft:add:1", "open:answer:1:WHO:0"])
def test_other_ids_are_none_of_ours(id: str) -> None:
    assert PageId.parse(id) is None
