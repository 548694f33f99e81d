"""The two marked-up forms, Markdown and HTML, to lines and metadata."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

import yaml
from markdown_it import MarkdownIt

from briefings.articles.html import page_lines, parse, tree_lines
from briefings.articles.line import Line, squeeze
from briefings.articles.meta import Metadata, page_metadata
from briefings.articles.plain import wrap_width
from briefings.articles.stamps import full_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FRONT_MATTER = re.compile(r"\A\s*---\n(.*?)\n(?:---|\.\.\.)\s*(?:\n|\Z)", re.DOTALL)


def html(text: str) -> tuple[list[Line], Metadata]:
    """The lines of a page with what lies outside its main text already marked as cut, and its metadata."""
    root = parse(text)
    if root is None:
        return [], Metadata()
    lines, meta = tree_lines(root), page_metadata(root)
    return page_lines(lines, _main_text(root), meta.headline), meta


def _main_text(root: HtmlElement) -> str | None:
    """The page's main text as trafilatura finds it, or None."""
    import trafilatura  # here, not above: its import alone takes longer than reading ten articles

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # "discarding data" is our own receipt's matter
    found = trafilatura.bare_extraction(root, include_comments=False, include_tables=True)
    return None if found is None else str(getattr(found, "text", "") or "")


def markdown(text: str) -> tuple[list[Line], Metadata]:
    """The lines of a Markdown text, and its front matter where it has one."""
    meta = Metadata()
    if found := _FRONT_MATTER.match(text):
        meta, text = _front_matter(found[1]), text[found.end() :]
    # Text pasted from a browser has one paragraph a line; only wrapped text means its line ends to be spaces.
    breaks = wrap_width([chunk.split("\n") for chunk in re.split(r"\n\s*\n", text)]) is None
    root = parse(MarkdownIt("commonmark", {"breaks": breaks}).enable("table").render(text))
    return ([] if root is None else tree_lines(root, breaks=breaks)), meta


def _front_matter(source: str) -> Metadata:
    try:
        data: Any = yaml.safe_load(source)
    except yaml.YAMLError:
        return Metadata()
    if not isinstance(data, dict):
        return Metadata()
    fields = {str(name).lower(): squeeze(str(value)) for name, value in data.items() if value is not None}
    day = full_date(fields.get("date") or fields.get("published") or "")
    outlet = fields.get("outlet") or fields.get("source")
    return Metadata(fields.get("title"), (outlet,) if outlet else (), fields.get("author"), fields.get("url"), (day,) if day else ())
