"""Bytes or text in, one cleaned Article out: decode, split into lines, clean, look at the language, and say what is doubtful."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import PurePath

from briefings.articles.clean import Cleaned, clean
from briefings.articles.decode import decode
from briefings.articles.language import foreign_language
from briefings.articles.line import Line, key, tidy, words
from briefings.articles.meta import Metadata
from briefings.articles.plain import plain_lines
from briefings.articles.warn import agreed_day, doubts
from briefings.errors import ArticleFormUnknown, ArticleTooLarge, ArticleWithoutText
from briefings.model import Article, BlockKind

FORMS = {".txt": "plain", ".text": "plain", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html"}
"""The file name endings that are read, and as what."""
MAX_LINES = 3_000
"""No article has more paragraphs, menus and notices around it included."""

_PAGE = re.compile(r"\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_ELEMENT = re.compile(r"<(?:p|div|br|h[1-6]|li|td|article|section|main)\b", re.IGNORECASE)
# What a careless copy leaves behind: never "&lt;", which could make text into tags, and no bare "&".
_ENTITY = re.compile(r"&(?:nbsp|amp|quot|[lr][sd]quo|[mn]dash|hellip|apos|pound|euro|#\d{2,5}|#x[0-9a-f]{2,4});", re.IGNORECASE)


def read_article(
    data: bytes | str,
    *,
    name: str,
    id: str,
    outlet: str | None = None,
    title: str | None = None,
    published: date | None = None,
    url: str | None = None,
    original: str | None = None,
    retold: bool = False,
) -> Article:
    """The article in `data`, cleaned, with its receipt; what is given here counts before what the text says about itself.

    `name` is the file's name, whose ending tells the form (.txt, .md, .html). Raises ArticleFormUnknown, ArticleTooLarge, ArticleBinary,
    ArticleEmpty or ArticleWithoutText; softer trouble, down to a page that shows a cookie notice only, is told in `Article.warnings`.
    """
    form = FORMS.get(PurePath(name).suffix.lower())
    if form is None:
        raise ArticleFormUnknown(name=name)
    text = tidy(decode(data, name, html=form == "html"))
    lines, meta = _lines(text, _true_form(text, form))
    if len(lines) > MAX_LINES:
        raise ArticleTooLarge(name=name, size=f"{len(lines):,} paragraphs", limit=f"{MAX_LINES:,} paragraphs")
    cleaned = clean(lines, title=title, outlet=outlet or meta.outlet)
    article = _article(cleaned, meta, id=id, outlet=outlet, title=title, published=published, url=url)
    article = replace(article, original=original or article.original, retold=retold)
    walled = bool(article.blocks) and any(cut.kind in {"cookie", "paywall"} for cut in article.removed)
    language = foreign_language(article)
    if not walled and language is None and not any(article.body()):
        raise ArticleWithoutText(name=name)
    warnings = doubts(article, meta, cleaned, published=published, outlet=outlet, language=language)
    return replace(article if language is None else _unread(article), warnings=warnings)


def _unread(article: Article) -> Article:
    """The article with its text marked as one that nothing is learned from."""
    return replace(article, blocks=tuple(replace(block, kind=BlockKind.FOREIGN) for block in article.blocks))


def _true_form(text: str, form: str) -> str:
    """The form by content: a page saved as .txt is still a page, and text without one paragraph element is none."""
    if form == "plain" and _PAGE.match(text):
        return "html"
    return "plain" if form == "html" and not _ELEMENT.search(text) else form


def _lines(text: str, form: str) -> tuple[list[Line], Metadata]:
    if form == "plain":
        return plain_lines(unescape(text) if _ENTITY.search(text) else text), Metadata()
    from briefings.articles import markup  # lxml and trafilatura take 0.3 s to import, which plain text never needs

    return markup.markdown(text) if form == "markdown" else markup.html(text)


def _article(
    cleaned: Cleaned, meta: Metadata, *, id: str, outlet: str | None, title: str | None, published: date | None, url: str | None
) -> Article:
    return Article(
        id=id,
        outlet=outlet or meta.outlet or "Unknown outlet",
        title=title or _headline(cleaned, meta),
        text=cleaned.text,
        blocks=cleaned.blocks,
        published=published or agreed_day(meta, cleaned),
        url=url or meta.url,
        byline=cleaned.byline or meta.author,
        original=cleaned.original,
        dateline=cleaned.dateline,
        removed=cleaned.removed,
    )


def _headline(cleaned: Cleaned, meta: Metadata) -> str:
    """The printed title without the outlet's name behind it, else the page's, else the first words of the text."""
    if found := cleaned.title or meta.headline:
        for mark in (" | ", " - ", " – ", " — "):
            front, parted, back = found.rpartition(mark)
            if parted and words(front) >= 3 and ((words(back) <= 4 and mark == " | ") or (meta.outlet and key(back) == key(meta.outlet))):
                return front
        return found
    opening = cleaned.text.split()
    return " ".join(opening[:12]) + (" …" if len(opening) > 12 else "")
