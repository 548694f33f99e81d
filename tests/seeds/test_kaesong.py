"""The built-in story: read without trouble, told in our own words, and precise about where the outlets differ."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from briefings.articles.folder import read_story_folder
from briefings.articles.same import shared_passages
from briefings.model import Article, BlockKind, StoryFolder

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "gold" / "kaesong"
LONGEST_RUN = 8
LONGEST_QUOTATION = 8


@pytest.fixture(scope="module")
def story() -> StoryFolder:
    return read_story_folder(ROOT / "seeds" / "kaesong")


def body(article: Article) -> str:
    return "\n".join(article.text[block.start : block.end] for block in article.body())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", re.sub("['’]", "", text.lower()))
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_the_folder_holds_three_retold_articles_of_one_day(story: StoryFolder) -> None:
    assert (story.key, story.timezone) == ("kaesong", "Asia/Seoul")
    assert [article.id for article in story.articles] == ["A", "B", "C"]
    assert len({article.outlet for article in story.articles}) == 3
    assert all(article.retold and article.published == date(2018, 9, 14) and not article.warnings for article in story.articles)


def test_every_line_of_the_articles_is_kept_and_typed(story: StoryFolder) -> None:
    assert [len(list(article.body())) for article in story.articles] == [20, 21, 13]
    assert not any(article.removed for article in story.articles)
    kinds = [[block.kind for block in article.blocks if block.kind is not BlockKind.BODY] for article in story.articles]
    assert kinds == [
        [BlockKind.TITLE, BlockKind.DATELINE],
        [BlockKind.TITLE, BlockKind.DATELINE, BlockKind.SUBHEADING],
        [BlockKind.TITLE, BlockKind.STANDFIRST, BlockKind.SUBHEADING],
    ]


def test_the_outlets_differ_on_staff_lodging_lines_and_delay(story: StoryFolder) -> None:
    nyt, straits, jazeera = map(body, story.articles)
    for text, words in (
        (nyt, ("30 members", "live inside the compound", "hotlines", "late August", "stand by at weekends", "2016")),
        (
            straits,
            ("Up to 20 people from each side", "second floor", "fax", "by August", "February 2016", "United States stalled"),
        ),
        (jazeera, ("About 15 to 20 officials", "lodging in Kaesong", "similar to fax machines", "at weekends they will staff", "1945")),
    ):
        assert [word for word in words if word not in text] == []


def test_what_two_outlets_print_alike_is_told_alike(story: StoryFolder) -> None:
    first, second, third = story.articles
    assert len(shared_passages(second, third)) == 2
    assert not shared_passages(first, second)
    assert not shared_passages(first, third)


def test_quotations_are_fragments(story: StoryFolder) -> None:
    for article in story.articles:
        assert [quote for quote in re.findall(r"“([^”]*)”", article.text) if len(quote.split()) > LONGEST_QUOTATION] == []
        assert '"' not in article.text


@pytest.mark.skipif(not GOLD.is_dir(), reason="the outlets' own articles are not at hand beside this checkout")
def test_the_wording_is_our_own() -> None:
    theirs = set().union(*(runs(path.read_text("utf-8"), LONGEST_RUN) for path in GOLD.glob("*.txt")))
    ours = set().union(*(runs(path.read_text("utf-8"), LONGEST_RUN) for path in (ROOT / "seeds" / "kaesong").iterdir()))
    assert len(theirs) > 1000
    assert sorted(ours & theirs) == []
