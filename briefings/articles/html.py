"""An HTML page's tree to lines: one walk types every visible piece of text, and trafilatura says which of them are the main text.

trafilatura finds the main text better than any rule of ours, but returns it without captions and standfirst, and without what it left out;
the walk knows all of that, and so the receipt is complete.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from briefings.articles.credits import byline
from briefings.articles.line import Hint, Line, ends_sentence, key, squeeze, words
from briefings.articles.regions import hidden, hint_of, region_of
from briefings.articles.stamps import is_timestamp

_SILENT_TAGS = "script style template noscript svg math iframe object canvas audio video head title select datalist map textarea input"
_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark picture q s samp small source span strike "
    "strong sub sup td th time tt u var wbr amp-img"
)
_SILENT, _INLINE = frozenset(_SILENT_TAGS.split()), frozenset(_INLINE_TAGS.split())
_FURNITURE = (Hint.TITLE, Hint.STANDFIRST, Hint.BYLINE, Hint.CAPTION, Hint.CREDIT)
_MOSTLY = 0.5
_LINKED = 0.6
_ENOUGH_WORDS = 5
_PARAGRAPH_WORDS = 8
_HEADING_WORDS = 10


def parse(text: str) -> HtmlElement | None:
    """The page's tree, or None where the parser finds no element at all."""
    # lxml stops at a NUL character, and believes an encoding that the text declares over the one it is told.
    clean = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


# ---------------------------------------------------------------- the walk


@dataclass(slots=True)
class _Walk:
    """Gathers inline text until a block begins or ends, then flushes it as one line or, at double line breaks, several.

    `regions`, `hints` and `places` are stacks with one entry a block element that is open.
    """

    breaks: bool
    lines: list[Line] = field(default_factory=list)
    regions: list[str | None] = field(default_factory=lambda: [None])
    hints: list[Hint] = field(default_factory=lambda: [Hint.NONE])
    places: list[str] = field(default_factory=lambda: [""])
    known: dict[str, int] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    bold: int = 0
    bolds: int = 0

    def add(self, text: str | None) -> None:
        """Take up inline text; line ends of the source mean nothing in HTML, ours stand for <br>."""
        if text:
            self.text.append(text.replace("\n", " "))
            size = len(text.strip())
            self.linked += size if self.links else 0
            self.bold += size if self.bolds else 0

    def flush(self) -> None:
        """Write the gathered text as lines of the block that is open; lines of like blocks in like places share their `chunk`."""
        joined = "".join(self.text)
        size = max(len(joined.strip()), 1)
        chunk = self.known.setdefault(" > ".join(self.places[-2:]), len(self.known))
        for piece in _pieces(joined, self.breaks):
            hint = self.hints[-1]
            if hint in (Hint.NONE, Hint.PARAGRAPH) and self.bold >= max(len(piece) - 1, 1) and _could_head(piece):
                hint = Hint.HEADING
            self.lines.append(Line(piece, hint, self.regions[-1], min(self.linked / size, 1.0), chunk))
        self.text.clear()
        self.linked = self.bold = 0

    def enter(self, element: HtmlElement, tag: str) -> None:
        """Open an element: inline ones add to the text, any other begins a block."""
        if tag in _INLINE and not hidden(element):
            self._enter_inline(element, tag)
            return
        self.flush()
        self.regions.append(self.regions[-1] or region_of(element))
        own, around = hint_of(element), self.hints[-1]
        self.hints.append(around if own is None or (own is Hint.PARAGRAPH and around is not Hint.NONE) else own)
        self.places.append(f"{tag}.{element.get('class') or ''}")
        if tag == "pre" and element.text:
            self.text.append(element.text)
        else:
            self.add(element.text)

    def _enter_inline(self, element: HtmlElement, tag: str) -> None:
        if tag == "br":
            self.text.append("\n")
        elif tag in ("td", "th"):
            self.text.append(" ")
        elif tag in ("img", "amp-img") and (alt := squeeze(element.get("alt") or "")):
            self.lines.append(Line(alt, Hint.NONE, "image_alt", chunk=-1))
        self.links += tag == "a"
        self.bolds += tag in ("b", "strong")
        self.add(element.text)

    def leave(self, element: HtmlElement, tag: str) -> None:
        """Close an element, and take up the text behind it."""
        if tag in _INLINE and not hidden(element):
            self.links -= tag == "a"
            self.bolds -= tag in ("b", "strong")
        else:
            self.flush()
            for stack in (self.regions, self.hints, self.places):
                stack.pop()
        self.add(element.tail)


def tree_lines(root: HtmlElement, *, breaks: bool = False) -> list[Line]:
    """Every visible piece of text of the tree, in order, typed by its element; with `breaks` a single line break parts lines too."""
    walk = _Walk(breaks)
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if silent or (event == "start" and tag in _SILENT):
            silent += 1 if event == "start" else -1
            if not silent:
                walk.add(element.tail)
        elif event == "start":
            walk.enter(element, tag)
        else:
            walk.leave(element, tag)
    walk.flush()
    return walk.lines


def _could_head(text: str) -> bool:
    """Whether a line in bold type is a subheading that nobody marked up."""
    return words(text) <= _HEADING_WORDS and text[-1:] not in ".,:;" and any(c.isalpha() for c in text)


def _pieces(text: str, breaks: bool) -> Iterator[str]:
    """The paragraphs of one block: a double <br> parts them, a single one where both sides are whole sentences."""
    for part in re.split(r"\n" if breaks else r"\n\s*\n", text):
        pieces = [squeezed for piece in part.split("\n") if (squeezed := squeeze(piece))]
        if all(words(piece) >= _PARAGRAPH_WORDS and ends_sentence(piece) for piece in pieces):
            yield from pieces
        else:
            yield " ".join(pieces)


# ---------------------------------------------------------------- what of it is the article


def page_lines(lines: list[Line], main: str | None, headline: str | None) -> list[Line]:
    """The lines of a page, those outside the main text marked as cut; `main` is the text that trafilatura found."""
    lines = list(_relieved(lines))
    if main:
        lines = list(_within(lines, key(main)))
    return _titled(lines, headline)


def _relieved(lines: list[Line]) -> Iterator[Line]:
    """A region or a part that holds most of the page's prose is the article, whatever its class says."""
    regions: Counter[str | None] = Counter()
    parts: Counter[Hint] = Counter()
    for line in lines:
        if line.links < _LINKED and words(line.text) >= _PARAGRAPH_WORDS:
            regions[line.cut] += words(line.text)
            parts[line.hint] += words(line.text)
    most = regions.total() * _MOSTLY
    for line in lines:
        cut = None if regions[line.cut] > most else line.cut
        hint = Hint.PARAGRAPH if line.hint in _FURNITURE and parts[line.hint] > most else line.hint
        yield replace(line, cut=cut, hint=hint)


def _within(lines: list[Line], main: str) -> Iterator[Line]:
    """Keep what trafilatura kept, what stands in places like those, and headings among it; the rest lies outside."""
    inside = [not line.cut and words(line.text) >= _ENOUGH_WORDS and key(line.text) in main for line in lines]
    if not any(inside):
        yield from lines
        return
    places = Counter(line.chunk for line, kept in zip(lines, inside, strict=True) if kept)
    listing = False
    first, last = inside.index(True), len(inside) - 1 - inside[::-1].index(True)
    for index, (line, kept) in enumerate(zip(lines, inside, strict=True)):
        among = first <= index <= last
        typed = line.hint in _FURNITURE or (index <= last and (byline(line.text) or is_timestamp(line.text)))
        alike = places[line.chunk] >= 2 or (among and (line.hint is Hint.HEADING or key(line.text) in main))
        # A list or a table right below the main text belongs to it, even where trafilatura doubts.
        belongs = kept or alike or (line.hint is Hint.ITEM and listing)
        if line.cut or typed or kept or (belongs and line.links <= _LINKED):
            yield line
        else:
            yield replace(line, cut="related" if line.links > _LINKED else "outside")
        listing = belongs and not line.cut


def _titled(lines: list[Line], headline: str | None) -> list[Line]:
    """One title: the heading or line that prints the page's own headline, else the only main heading, else that headline put on top."""
    chosen = _title_index(lines, headline)
    lines = [replace(line, hint=Hint.HEADING) if line.hint is Hint.TITLE and index != chosen else line for index, line in enumerate(lines)]
    if chosen is not None:
        lines[chosen] = replace(lines[chosen], hint=Hint.TITLE, cut=None)
        return lines
    return [Line(headline, Hint.TITLE, chunk=-1), *lines] if headline else lines


def _title_index(lines: list[Line], headline: str | None) -> int | None:
    marked = [index for index, line in enumerate(lines) if line.hint is Hint.TITLE]
    if not headline:
        return marked[0] if marked else None
    form = key(headline)
    exact = [index for index, line in enumerate(lines) if key(line.text) == form]
    near = [
        index for index in marked if words(lines[index].text) >= 3 and (key(lines[index].text) in form or form in key(lines[index].text))
    ]
    # Search engines are often told another headline than the one the page prints.
    uncut = [index for index in marked if not lines[index].cut]
    return next(iter([*(index for index in exact if index in marked), *near, *exact, *(uncut if len(uncut) == 1 else [])]), None)
