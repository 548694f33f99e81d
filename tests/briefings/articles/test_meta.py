"""What pages say about themselves, in the ways that they say it."""

from __future__ import annotations

from datetime import date

from briefings.articles.html import parse
from briefings.articles.meta import Metadata, page_metadata


def metadata(head: str, body: str = "<p>text</p>") -> Metadata:
    root = parse(f"<html><head>{head}</head><body>{body}</body></html>")
    assert root is not None
    return page_metadata(root)


def linked(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


def test_json_ld_says_everything() -> None:
    article = """{"@type": "NewsArticle", "headline": "Harbor sold", "datePublished": "2025-03-04T06:00:00Z",
        "author": [{"name": "Jane Doe"}, {"name": "John Roe"}], "publisher": {"name": "The Courier"}}"""
    assert metadata(linked(article)) == Metadata("Harbor sold", ("The Courier",), "Jane Doe, John Roe", None, (date(2025, 3, 4),))


def test_an_article_within_a_graph_is_found() -> None:
    assert (
        metadata(linked('{"@graph": [{"@type": "WebSite"}, {"@type": ["Report"], "headline": "Harbor sold"}]}')).headline == "Harbor sold"
    )


def test_broken_or_odd_json_ld_is_passed_over() -> None:
    odd = linked("{") + linked("[1, null]") + linked('{"@type": "Article", "headline": 5, "author": [{}, null], "datePublished": 7}')
    assert metadata(odd + '<meta property="og:title" content="Harbor sold">') == Metadata("Harbor sold")
    assert metadata(linked("[" * 100_000)) == Metadata()


def test_meta_elements_fill_in() -> None:
    head = """<meta property="og:title" content="Harbor sold"><meta property="og:site_name" content="The Courier">
        <meta name="author" content="Jane Doe">
        <meta property="article:published_time" content="2025-03-04"><link rel="canonical" href="https://courier.example/harbor">"""
    assert metadata(head) == Metadata("Harbor sold", ("The Courier",), "Jane Doe", "https://courier.example/harbor", (date(2025, 3, 4),))


def test_only_web_addresses_are_addresses() -> None:
    assert metadata('<link rel="canonical" href="javascript:alert(1)">').url is None


def test_all_days_are_kept_as_they_may_differ() -> None:
    head = '<meta property="article:published_time" content="2025-03-04"><meta name="date" content="2024-01-01">'
    assert metadata(head).days == (date(2025, 3, 4), date(2024, 1, 1))


def test_the_title_is_parted_from_the_outlet_where_a_heading_prints_it() -> None:
    assert metadata("<title>Harbor sold - a deal - The Courier</title>", "<h1>Harbor sold - a deal</h1>") == Metadata(
        "Harbor sold - a deal", ("The Courier",)
    )
    assert metadata("<title>The Courier: Harbor sold</title>", "<h2>Harbor sold</h2>").outlet is None
    assert metadata("<title>The Courier | Harbor sold</title>", "<h2>Harbor sold</h2>") == Metadata("Harbor sold", ("The Courier",))
    assert metadata("<title>Harbor sold</title>", "<h1>Harbor sold</h1>") == Metadata("Harbor sold")
    assert metadata("<title>Whatever</title>") == Metadata()
