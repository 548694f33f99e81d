"""Softer trouble: whole sentences for the person who adds the article."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.articles.read import read_article

PARAGRAPHS = "\n\n".join(
    f"The council voted on Monday, for the {place} time, to sell the old harbor to a company from the coast, the mayor told the meeting."
    for place in ("first", "second", "third", "fourth")
)
TITLE = "Council sells the old harbor"


def warnings(
    text: str, *, published: date | None = date(2025, 3, 3), outlet: str | None = "The Courier", name: str = "a.txt"
) -> tuple[str, ...]:
    return read_article(text, name=name, id="A", outlet=outlet, published=published).warnings


def test_a_whole_article_raises_no_doubt() -> None:
    assert warnings(f"{TITLE}\n\n{PARAGRAPHS}") == ()


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (f"{TITLE}\n\nThe council sold the harbor on Monday to a company.", "The article has only 10 words"),
        (
            f"{TITLE}\n\nThis article is for subscribers only\n\nThe council sold the harbor on Monday to a company.",
            "The article has only 10 words",
        ),
        (
            f"{TITLE}\n\n{PARAGRAPHS}\n\nThis article was amended on 4 March to correct the price.",
            "The outlet says that it changed this article: This",
        ),
    ],
)
def test_the_text_may_be_doubtful(text: str, start: str) -> None:
    assert warnings(text)[0].startswith(start)


def test_a_paywall_above_little_text_is_named() -> None:
    text = f"{TITLE}\n\nThis article is for subscribers only\n\nThe council sold the harbor on Monday to a company."
    assert warnings(text)[1].startswith("The page seems to stop at a cookie notice or a paywall")


def test_a_list_of_headlines_is_named() -> None:
    headlines = "\n".join(
        f"{number} boats sold in {place} after the long storm of last week"
        for number, place in enumerate(["Lakeside", "Holme", "Orr", "Skarv", "Tarn", "Lund"])
    )
    assert any(text.startswith("The text reads like a list of headlines") for text in warnings(headlines))


def test_a_missing_date_and_outlet_are_named() -> None:
    no_date, no_outlet = warnings(f"{TITLE}\n\n{PARAGRAPHS}", published=None, outlet=None)
    assert no_date.startswith("The article has no date")
    assert no_outlet.startswith("The article does not say which outlet")


def test_contradictory_dates_are_named_once_they_differ_by_more_than_a_day() -> None:
    page = (
        '<html><head><meta property="article:published_time" content="{}"></head><body><h1>'
        + TITLE
        + "</h1><p>"
        + PARAGRAPHS
        + "</p></body></html>"
    )
    assert warnings(page.format("2025-03-04"), name="a.html") == ()
    (only,) = warnings(page.format("2024-03-04"), name="a.html")
    assert only == "The article was given as published on 2025-03-03, but it also carries the date 2024-03-04; check which is right."


def test_of_two_dates_of_publication_neither_is_taken() -> None:
    page = f'<html><head><meta property="article:published_time" content="2024-03-04"></head><body><h1>{TITLE}</h1>'
    page += f"<time>Published 9 March 2025</time><p>{PARAGRAPHS}</p></body></html>"
    article = read_article(page, name="a.html", id="A", outlet="The Courier")
    assert article.published is None
    (only,) = article.warnings
    assert only.startswith("The article carries two dates of publication, 2024-03-04 and 2025-03-09, so neither is taken")


def test_a_later_update_contradicts_no_date() -> None:
    page = f'<html><head><meta property="article:published_time" content="2024-03-04"></head><body><h1>{TITLE}</h1>'
    page += f"<time>Updated 9 March 2024</time><p>{PARAGRAPHS}</p></body></html>"
    article = read_article(page, name="a.html", id="A", outlet="The Courier")
    assert (article.published, article.warnings) == (date(2024, 3, 4), ())


def outlets(site: str, publisher: str, given: str | None = None) -> tuple[str, ...]:
    linked = f'{{"@type": "NewsArticle", "publisher": {{"name": "{publisher}"}}}}'
    page = f'<html><head><meta property="og:site_name" content="{site}"><script type="application/ld+json">{linked}</script></head>'
    page += f"<body><h1>{TITLE}</h1><p>{PARAGRAPHS}</p></body></html>"
    return warnings(page, name="a.html", outlet=given)


def test_two_outlets_in_one_page_are_named() -> None:
    assert outlets("The Courier", "Courier Newspapers Ltd") == ()
    assert outlets("The Courier", "Daily Tide") == (
        "The page names two outlets, The Courier and Daily Tide; The Courier is taken, so check which is right.",
    )
    assert outlets("Daily Tide", "Daily Tide", given="The Courier") == (
        "The article was given as one of The Courier, but the page names Daily Tide; check which is right.",
    )


def test_a_second_report_in_the_file_is_named() -> None:
    second = "OSLO, March 4 (Agency) - A bridge fell into the river on Tuesday, and nobody was hurt, the police of the city said."
    (only,) = warnings(f"{TITLE}\n\nLIMA, March 3 (Agency) - {PARAGRAPHS}\n\n{second}\n\n{PARAGRAPHS.replace('council', 'city')}")
    assert only.startswith("The text seems to hold more than one report: another one begins at “OSLO, March 4 (Agency)")


def test_a_page_that_is_a_cookie_notice_is_kept_with_a_warning() -> None:
    page = f"<html><body><h1>{TITLE}</h1><p>We use cookies and similar technologies to run this site.</p><p>Accept all</p></body></html>"
    article = read_article(page, name="a.html", id="A", outlet="The Courier", published=date(2025, 3, 3))
    assert article.text == TITLE
    assert article.warnings[1].startswith("The page seems to stop at a cookie notice or a paywall")
