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
    stamped = page.format("2024-03-04").replace("<p>", "<time>Published 9 March 2025</time><p>")
    (own,) = warnings(stamped, name="a.html", published=None)
    assert own.startswith("The article says that it was published on 2024-03-04")
