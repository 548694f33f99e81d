"""One article from bytes: what is given counts before what the text says, and trouble is told in a sentence."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest

from briefings.articles.read import MAX_LINES, read_article
from briefings.errors import ArticleFormUnknown, ArticleTooLarge, ArticleWithoutText
from briefings.model import BlockKind

BODY = "The council of the town voted on Monday to sell the old harbor, which had been closed for years, to a company from the coast."
PAGE = f"""<html><head><title>Harbor sold | The Courier</title><meta property="og:site_name" content="The Courier">
<meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2025-03-04"><link rel="canonical" href="https://courier.example/harbor"></head>
<body><h1>Harbor sold</h1><p>{BODY}</p></body></html>"""


def test_a_page_describes_itself() -> None:
    article = read_article(PAGE.encode(), name="harbor.html", id="A")
    assert (article.title, article.outlet, article.byline) == ("Harbor sold", "The Courier", "Jane Doe")
    assert (article.published, article.url) == (date(2025, 3, 4), "https://courier.example/harbor")
    assert article.text == f"Harbor sold\n\n{BODY}"


def test_what_is_given_counts_first() -> None:
    article = read_article(
        PAGE,
        name="harbor.html",
        id="B",
        outlet="The Herald",
        title="Sold!",
        published=date(2025, 3, 3),
        url="https://herald.example/1",
        original="The Courier",
        retold=True,
    )
    assert (article.id, article.outlet, article.title, article.original, article.retold) == (
        "B",
        "The Herald",
        "Sold!",
        "The Courier",
        True,
    )
    assert (article.published, article.url) == (date(2025, 3, 3), "https://herald.example/1")


@pytest.mark.parametrize("name", ["harbor.pdf", "harbor", "harbor.docx"])
def test_other_forms_are_refused(name: str) -> None:
    with pytest.raises(ArticleFormUnknown, match=r"save it as \.txt, \.md or \.html"):
        read_article(BODY, name=name, id="A")


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.txt", "Advertisement\n\nShare\n"), ("a.html", "<nav><a href=x>News</a></nav><p>Accept all</p>"), ("a.md", "![x](y.jpg)")],
)
def test_nothing_but_boilerplate_is_no_article(name: str, text: str) -> None:
    with pytest.raises(ArticleWithoutText, match="no running text left"):
        read_article(text, name=name, id="A")


def test_a_page_saved_as_text_is_still_a_page() -> None:
    assert read_article(PAGE, name="harbor.txt", id="A").text == f"Harbor sold\n\n{BODY}"


def test_text_saved_as_a_page_is_still_text() -> None:
    assert len(list(read_article(f"Harbor sold\n\n{BODY}\n\n{BODY} Again.", name="a.html", id="A").body())) == 2


def test_leftover_entities_are_characters() -> None:
    assert "£40 “million”" in read_article(f"{BODY} It cost &pound;40 &ldquo;million&rdquo;.", name="a.txt", id="A").text


def test_more_paragraphs_than_any_article_has_are_refused() -> None:
    with pytest.raises(ArticleTooLarge, match="the limit is 3,000 paragraphs"):
        read_article("\n".join(["He did."] * (MAX_LINES + 1)), name="a.txt", id="A")


def test_a_text_without_a_title_is_called_by_its_first_words() -> None:
    assert read_article(BODY, name="a.txt", id="A").title == "The council of the town voted on Monday to sell the old …"
    assert read_article("It was sold yesterday, all of it.", name="a.txt", id="A").title == "It was sold yesterday, all of it."


def test_the_outlet_s_name_is_cut_off_a_printed_title() -> None:
    assert read_article(f"The old harbor is sold | The Courier\n\n{BODY}", name="a.txt", id="A").title == "The old harbor is sold"


def test_no_break_spaces_and_curly_quotes_are_kept_readable() -> None:
    text = read_article(BODY + "\u00a0“It\u2019s\u00a0done,” she said.", name="a.txt", id="A").text
    assert text == BODY + " “It\u2019s done,” she said."


def test_blocks_cover_the_text() -> None:
    article = read_article(f"Harbor sold\n\nLAKETOWN - {BODY}", name="a.txt", id="A")
    assert [(block.kind, article.text[block.start : block.end]) for block in article.blocks] == [
        (BlockKind.TITLE, "Harbor sold"),
        (BlockKind.DATELINE, "LAKETOWN -"),
        (BlockKind.BODY, BODY),
    ]


def test_a_thousand_words_are_read_well_under_a_tenth_of_a_second() -> None:
    text = "\n\n".join(f"{BODY} That was vote number {number}, the clerk said." for number in range(33))
    read_article(text, name="a.txt", id="A")
    started = perf_counter()
    read_article(text, name="a.txt", id="A")
    assert perf_counter() - started < 0.1


@pytest.mark.parametrize(
    "text", ["A." * 50_000, "x@" * 50_000, "“" * 50_000, "By " + "A b " * 30_000, "(" * 50_000 + "A", "[Name/" * 20_000]
)
def test_hostile_lines_do_not_hang(text: str) -> None:
    started = perf_counter()
    article = read_article(f"{BODY}\n\n{text}\n\n{BODY} Again.", name="a.txt", id="A")
    assert perf_counter() - started < 5
    assert article.text.startswith(BODY)
