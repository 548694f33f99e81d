"""What a page says about itself: headline, outlet, author, day of publication, address, from JSON-LD, meta elements and trafilatura."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from briefings.articles.line import key, squeeze, words
from briefings.articles.stamps import full_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPES = (
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "blogposting",
    "report",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "liveblogposting",
    "webpage",
)

_TITLE_SEPARATOR = re.compile(r"\s+(?:[|–—·•»:-]|::)\s+")
_SITE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Metadata:
    """All optional; `days` are all days of publication that the page names and `outlets` all outlets, best first: contradictions matter."""

    headline: str | None = None
    outlets: tuple[str, ...] = ()
    author: str | None = None
    url: str | None = None
    days: tuple[date, ...] = ()

    @property
    def outlet(self) -> str | None:
        """The outlet that the page names first."""
        return self.outlets[0] if self.outlets else None


def page_metadata(root: HtmlElement) -> Metadata:
    """The page's own statements, JSON-LD before Open Graph before plain meta elements."""
    headline, site = _page_title(root)
    linked = next(_linked_articles(root), {})
    metas = _metas(root)
    days = [
        _day(linked.get("datePublished")),
        _day(metas.get("article:published_time")),
        *(_day(metas.get(name)) for name in ("datepublished", "date", "pubdate", "dc.date", "publish-date")),
    ]
    days += [_day(value) for value in root.xpath("//time[@pubdate or @itemprop='datePublished']/@datetime")]
    canonical = root.xpath("//link[@rel='canonical']/@href")
    return Metadata(
        headline=_text(linked.get("headline")) or _text(metas.get("og:title")) or _text(metas.get("twitter:title")) or headline,
        outlets=tuple(dict.fromkeys(name for name in (_text(metas.get("og:site_name")), _name(linked.get("publisher")), site) if name)),
        author=_name(linked.get("author")) or _text(metas.get("author")),
        url=next((str(url) for url in [*canonical, metas.get("og:url")] if url and str(url).startswith(("http://", "https://"))), None),
        days=tuple(dict.fromkeys(day for day in days if day)),
    )


def _page_title(root: HtmlElement) -> tuple[str | None, str | None]:
    """Headline and outlet out of "Headline | Outlet": the part that the page prints as a heading, and what is left; None where none is."""
    title = squeeze(root.findtext(".//title") or "")
    headings = {key(element.text_content()) for element in root.iter("h1", "h2")}
    if key(title) in headings:
        return title, None
    for parted in _TITLE_SEPARATOR.finditer(title):
        front, back = title[: parted.start()], title[parted.end() :]
        for headline, site in ((front, back), (back, front)):
            if key(headline) in headings:
                return headline, site if words(site) <= _SITE_WORDS else None
    return None, None


def _linked_articles(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of the page that describe an article."""
    for script in root.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(str(script))
        except (ValueError, RecursionError):
            continue
        yield from (item for item in _objects(data) if _is_article(item))


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            if isinstance(graph, list):
                yield from (part for part in graph if isinstance(part, dict))


def _is_article(item: dict[str, Any]) -> bool:
    types = item.get("@type")
    return any(str(kind).lower() in _ARTICLE_TYPES for kind in (types if isinstance(types, list) else [types]))


def _metas(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and (content := meta.get("content")):
            found.setdefault(name.lower(), content)
    return found


def _text(value: Any) -> str | None:
    return squeeze(value) or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    """The name of a JSON-LD person or organisation, or of several."""
    if isinstance(value, list):
        names = [name for item in value if (name := _name(item))]
        return ", ".join(names) or None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _day(value: Any) -> date | None:
    return full_date(value) if isinstance(value, str) else None
