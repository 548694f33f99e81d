"""What names of classes, roles and elements say."""

from __future__ import annotations

import pytest
from lxml.html import fragment_fromstring

from briefings.articles.line import Hint
from briefings.articles.regions import hidden, hint_of, region_of


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<nav></nav>", "nav"),
        ("<footer></footer>", "footer"),
        ("<div role='dialog'></div>", "dialog"),
        ("<div role='dialog' class='cookie-wall'></div>", "cookie"),
        ("<div class='css-1 ArticleShareBar'></div>", None),
        ("<div class='article-share'></div>", "share"),
        ("<div class='newsletter-promo'></div>", "newsletter"),
        ("<div class='author-box'></div>", "author"),
        ("<div id='comments'></div>", "comments"),
        ("<div class='mostRead'></div>", "related"),
        ("<div class='ad-slot'></div>", "ad"),
        ("<div class='sr-only'></div>", "hidden"),
        ("<p class='has-ads no-ads'></p>", None),
        ("<div class='adaptive loaded shadow'></div>", None),
        ("<main class='share'></main>", None),
        ("<p></p>", None),
    ],
)
def test_regions_are_named_by_element_role_and_class(source: str, kind: str | None) -> None:
    assert region_of(fragment_fromstring(source)) == kind


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("<h1></h1>", Hint.TITLE),
        ("<h3></h3>", Hint.HEADING),
        ("<h2 class='article__subheadline'></h2>", Hint.STANDFIRST),
        ("<div class='intro-text'></div>", Hint.STANDFIRST),
        ("<span class='css-4 byline'></span>", Hint.BYLINE),
        ("<p class='photo-credit'></p>", Hint.CREDIT),
        ("<figcaption></figcaption>", Hint.CAPTION),
        ("<li></li>", Hint.ITEM),
        ("<blockquote></blockquote>", Hint.QUOTATION),
        ("<p class='text'></p>", Hint.PARAGRAPH),
        ("<div></div>", None),
    ],
)
def test_parts_of_the_article_are_named_too(source: str, hint: Hint | None) -> None:
    assert hint_of(fragment_fromstring(source)) is hint


@pytest.mark.parametrize("attributes", ["hidden", "aria-hidden='true'", "style='color:red; display : none'"])
def test_what_no_reader_sees_is_hidden(attributes: str) -> None:
    assert hidden(fragment_fromstring(f"<div {attributes}></div>"))
    assert not hidden(fragment_fromstring("<div style='display:block'></div>"))
