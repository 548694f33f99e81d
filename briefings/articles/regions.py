"""What an HTML element's name, role, class and id say about the text inside: a boilerplate region, or a part of the article's furniture."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from briefings.articles.line import Hint

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS = {
    "nav": "nav",
    "footer": "footer",
    "aside": "aside",
    "form": "form",
    "button": "ui",
    "dialog": "dialog",
    "menu": "nav",
    "fieldset": "form",
}
_ROLES = {
    "navigation": "nav",
    "dialog": "dialog",
    "alertdialog": "dialog",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "nav",
    "banner": "nav",
    "menu": "nav",
    "form": "form",
}
_CLASSES: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (kind, frozenset(names.split()))
    for kind, names in (
        ("cookie", "cookie cookies consent gdpr onetrust cmp privacy"),
        ("paywall", "paywall regwall meter metered piano subscriber subscription subwall"),
        ("newsletter", "newsletter newsletters signup mailinglist subscribe"),
        ("share", "share sharing shares social sharebar sharetools addtoany sharethis"),
        ("comments", "comment comments disqus replies respond"),
        (
            "related",
            "related recommended recommendations readmore trending popular mostread outbrain taboola teaser teasers readnext recirc",
        ),
        ("ad", "ad ads adv advert adverts advertisement advertising sponsored sponsor dfp adslot"),
        ("promo", "promo promos promotion promobox cta callout donate donation appeal"),
        ("author", "authorbox authorbio bio authorcard aboutauthor"),
        ("nav", "nav navbar navigation breadcrumb breadcrumbs menu sitenav topbar toolbar skip masthead pagination pager"),
        ("tags", "tags taglist topics keywords"),
        ("footer", "footer colophon copyright"),
        ("sidebar", "sidebar rail"),
        ("timestamp", "timestamp dateline-time pubdate published posted date time datetime updated"),
        ("hidden", "hidden visuallyhidden sronly"),
    )
)
_PAIRS = {
    tuple(pair.split("-")): kind
    for kind, pairs in (
        ("author", "author-box author-bio author-info author-card about-author"),
        ("related", "read-more read-next also-read most-read most-popular more-stories"),
        ("newsletter", "sign-up mailing-list"),
        ("hidden", "sr-only visually-hidden screen-reader"),
    )
    for pair in pairs.split()
}
_HINTS: tuple[tuple[Hint, frozenset[str]], ...] = tuple(
    (hint, frozenset(names.split()))
    for hint, names in (
        (Hint.STANDFIRST, "standfirst dek deck subtitle subheadline subhead strapline sell introtext articleintro excerpt tagline"),
        (Hint.BYLINE, "byline author authors writer reporter contributor contributors"),
        (Hint.CREDIT, "credit credits photocredit imagecredit"),
        (Hint.CAPTION, "caption captions figcaption imagecaption"),
    )
)
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_BODY_TAGS = frozenset(("html", "body", "main", "article"))


def region_of(element: HtmlElement) -> str | None:
    """The boilerplate kind of the region that the element opens, or None."""
    tag = str(element.tag)
    if tag in _TAGS:
        return _TAGS[tag]
    if hidden(element):
        return "hidden"
    if tag in _BODY_TAGS:
        return None
    if kind := _ROLES.get((element.get("role") or "").lower()):
        # A dialog that speaks of cookies is named for them by its class.
        return _class_region(_names(element)) or kind
    return _class_region(_names(element))


def hidden(element: HtmlElement) -> bool:
    """Whether the element is not shown to the reader."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        element.get("hidden") is not None or element.get("aria-hidden") == "true" or "display:none" in style or "visibility:hidden" in style
    )


def hint_of(element: HtmlElement) -> Hint | None:
    """What the element says that its text is, or None where it says nothing and its parent's word holds."""
    tag = str(element.tag)
    if tag == "h1":
        return Hint.TITLE
    if tag == "figcaption":
        return Hint.CAPTION
    named = _class_hint(_names(element)) if tag not in _BODY_TAGS else None
    if named:
        return named
    if tag in _HEADINGS:
        return Hint.HEADING
    if tag in ("li", "dd", "dt", "tr"):
        return Hint.ITEM
    if tag in ("blockquote", "q"):
        return Hint.QUOTATION
    return Hint.PARAGRAPH if tag == "p" else None


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()[:300]


@lru_cache(maxsize=4096)
def _tokens(names: str) -> tuple[tuple[str, ...], ...]:
    """The words of each class name: "ArticleShare-bar" → article, share, bar."""
    split = re.sub(r"([a-z])([A-Z])", r"\1-\2", names)
    return tuple(tuple(word for word in re.split(r"[-_:/\d]+", name.lower()) if word) for name in split.split())


@lru_cache(maxsize=4096)
def _class_region(names: str) -> str | None:
    for tokens in _tokens(names):
        for pair in pairwise(tokens):
            if pair in _PAIRS:
                return _PAIRS[pair]
        whole = "".join(tokens)
        for kind, known in _CLASSES:
            # The last word names the thing ("article-share"), the first its family ("ad-top"); words in between qualify ("no-ads-page").
            if whole in known or (
                tokens and (tokens[-1] in known or tokens[0] in known) and tokens[0] not in ("no", "has", "with", "is", "not")
            ):
                return kind
    return None


@lru_cache(maxsize=4096)
def _class_hint(names: str) -> Hint | None:
    for tokens in _tokens(names):
        for hint, known in _HINTS:
            if "".join(tokens) in known or (tokens and tokens[-1] in known):
                return hint
    return None
