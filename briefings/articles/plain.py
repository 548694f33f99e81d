"""Plain text to lines: blank lines, hard-wrapped wire copy and text pasted from a browser, where each line is a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from briefings.articles.line import Line, squeeze

_BLANK = re.compile(r"\n[ \t\u00a0]*\n[\s\u00a0]*")
_BULLET = re.compile(r"\s*(?:[-*•·‣▪–—]|\d{1,2}[.)])\s+\S")
_NARROW, _WIDE = 40, 120


def plain_lines(text: str) -> list[Line]:
    """The lines of a tidied plain text; a paragraph that was wrapped at a fixed width is one line again."""
    chunks = [chunk.strip("\n").split("\n") for chunk in _BLANK.split(text.strip("\n"))]
    width = wrap_width(chunks)
    return [
        Line(squeezed, chunk=number)
        for number, chunk in enumerate(chunks)
        for piece in (_rejoined(chunk, width) if width else chunk)
        if (squeezed := squeeze(piece))
    ]


def wrap_width(chunks: list[list[str]]) -> int | None:
    """The column at which the text was wrapped, or None where line ends are paragraph ends.

    In wrapped text the first word of a line would not have fitted on the line before; where most would have fitted, nobody wrapped it.
    Nor did anybody where each line begins like a sentence, as in a list of headlines of one length.
    """
    pairs = [(one.rstrip(), two.strip()) for chunk in chunks for one, two in pairwise(chunk) if one.strip() and two.strip()]
    if len(pairs) < 3 or not any(two[0].islower() for _, two in pairs):
        return None
    lengths = sorted(len(line) for pair in pairs for line in pair)
    width = lengths[-1 - len(lengths) // 20]
    if not _NARROW <= width <= _WIDE or any(len(line) > width * 1.2 for chunk in chunks if len(chunk) == 1 for line in chunk):
        return None
    full = sum(not _would_fit(one, two, width) for one, two in pairs)
    return width if full * 10 >= len(pairs) * 6 else None


def _would_fit(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) <= width


def _rejoined(chunk: list[str], width: int) -> Iterator[str]:
    """The paragraphs of one chunk of wrapped text: a short line, an indent or a bullet ends the one before."""
    piece = ""
    indented = all(line[:1] in " \t" for line in chunk)
    for before, line in zip(["", *chunk], chunk, strict=False):
        fresh = (
            _BULLET.match(line)
            or (not indented and line[:2] in ("  ", "\t"))
            or (before.strip() and _would_fit(before.rstrip(), line.strip() or "-", width - 8))
        )
        if piece and fresh:
            yield piece
            piece = line
        else:
            piece = f"{piece} {line}"
    yield piece
