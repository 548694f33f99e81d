"""An HTML page to lines and metadata: our own walk over the tree types every block, trafilatura says which of them are the main text.

trafilatura finds the main text better than any rule of ours, but returns it without captions, standfirst and what it left out; the walk knows
all of that, and so the receipt is complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from briefings.articles.line import Hint, Line, key, squeeze, words
from briefings.articles.regions import hidden, hint_of, region_of

_SILENT = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "iframe",
        "object",
        "canvas",
        "audio",
        "video",
        "head",
        "title",
        "select",
        "datalist",
        "map",
        "textarea",
        "input",
    }
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "br",
        "label",
        "amp-img",
        "picture",
        "source",
    ]
)
_MOSTLY = 0.5
_LINKED = 0.6


def parse(text: str) -> HtmlElement | None:
    """The page's tree, or None where the parser finds no element at all."""
    # lxml refuses a str that declares its encoding, and NUL characters end its input.
    clean = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")
    try:
        return document_fromstring(
            clean.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


@dataclass(slots=True)
class _Walk:
    """Gathers inline text until a block begins or ends, then flushes it as one line."""

    breaks: bool
    lines: list[Line] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0

    def add(self, text: str | None) -> None:
        if text:
            self.text.append(text)
            if self.links:
                self.linked += len(text.strip())

    def flush(self, hint: Hint, cut: str | None) -> None:
        """A double line break parts paragraphs, as pages without paragraph elements write them."""
        joined = "".join(self.text)
        pattern = r"\n" if self.breaks else r"\n\s*\n"
        size = max(len(joined.strip()), 1)
        for piece in re.split(pattern, joined):
            if squeezed := squeeze(piece):
                self.lines.append(Line(squeezed, hint, cut, min(self.linked / size, 1.0), chunk=len(self.lines)))
        self.text.clear()
        self.linked = 0


def tree_lines(root: HtmlElement, *, breaks: bool = False) -> list[Line]:
    """Every visible piece of text of the tree, in order, typed by its element; with `breaks` a single line break parts lines too."""
    walk = _Walk(breaks)
    silent = 0
    regions: list[str | None] = [None]
    hints: list[Hint] = [Hint.NONE]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if silent or tag in _SILENT:
                silent += 1
                continue
            _enter(walk, element, tag, regions, hints)
        elif silent:
            silent -= 1
            if not silent:
                walk.add(_flat(element.tail))
        else:
            _leave(walk, element, tag, regions, hints)
    walk.flush(Hint.NONE, None)
    return walk.lines


def _flat(text: str | None) -> str | None:
    """Line ends of the source mean nothing in HTML; ours stand for <br>."""
    return text.replace("\n", " ") if text else text


def _enter(walk: _Walk, element: HtmlElement, tag: str, regions: list[str | None], hints: list[Hint]) -> None:
    if tag in _INLINE and not hidden(element):
        if tag == "br":
            walk.add("\n")
        elif tag in ("img", "amp-img") and (alt := squeeze(element.get("alt") or "")):
            walk.lines.append(Line(alt, Hint.NONE, "image_alt", chunk=len(walk.lines)))
        walk.links += tag == "a"
        walk.add(_flat(element.text))
        return
    walk.flush(hints[-1], regions[-1])
    regions.append(regions[-1] or region_of(element))
    hints.append(hint_of(element) or hints[-1])
    walk.add(element.text if tag == "pre" else _flat(element.text))


def _leave(walk: _Walk, element: HtmlElement, tag: str, regions: list[str | None], hints: list[Hint]) -> None:
    if tag in _INLINE and not hidden(element):
        walk.links -= tag == "a"
    else:
        walk.flush(hints.pop(), regions.pop())
    walk.add(_flat(element.tail))


def page_lines(root: HtmlElement, main: str | None, headline: str | None) -> list[Line]:
    """The lines of a page: outside the `main` text (trafilatura's) they are cut, unless a marked-up part of the article itself."""
    lines = tree_lines(root)
    lines = list(_relieved(lines))
    if main:
        lines = list(_within(lines, key(main)))
    return _titled(lines, headline)


def _relieved(lines: list[Line]) -> Iterator[Line]:
    """A region that holds most of the page's prose is the article, whatever its class says."""
    prose: dict[str | None, int] = {}
    for line in lines:
        if words(line.text) >= 8 and line.links < _LINKED:
            prose[line.cut] = prose.get(line.cut, 0) + words(line.text)
    total = sum(prose.values())
    wrong = {kind for kind, count in prose.items() if kind and count > total * _MOSTLY}
    for line in lines:
        yield replace(line, cut=None) if line.cut in wrong else line


def _within(lines: list[Line], main: str) -> Iterator[Line]:
    """Keep what trafilatura kept, and headings, captions and items between such lines; the rest is cut as lying outside."""
    inside = [index for index, line in enumerate(lines) if not line.cut and words(line.text) >= 5 and key(line.text) in main]
    if not inside:
        yield from lines
        return
    first, last = inside[0], inside[-1]
    for index, line in enumerate(lines):
        if line.cut or line.hint in (Hint.TITLE, Hint.STANDFIRST, Hint.BYLINE, Hint.CAPTION, Hint.CREDIT):
            yield line
        elif line.links > _LINKED and key(line.text) not in main:
            yield replace(line, cut="related")
        elif first <= index <= last or key(line.text) in main:
            yield line
        else:
            yield replace(line, cut="outside")


def _titled(lines: list[Line], headline: str | None) -> list[Line]:
    """One title: the first main heading that fits the page's own headline, else that headline, put on top."""
    marked = [index for index, line in enumerate(lines) if line.hint is Hint.TITLE]
    fits = [index for index in marked if headline and (key(lines[index].text) in key(headline) or key(headline) in key(lines[index].text))]
    chosen = next(iter(fits if headline else marked), None)
    lines = [replace(line, hint=Hint.HEADING) if line.hint is Hint.TITLE and index != chosen else line for index, line in enumerate(lines)]
    if chosen is not None:
        lines[chosen] = replace(lines[chosen], cut=None)
        return lines
    return [Line(headline, Hint.TITLE, chunk=-1), *lines] if headline else lines
