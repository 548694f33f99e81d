"""Where quotation marks open and close in a block of text: double and single, straight and curly; apostrophes are none.

A quotation that runs over several paragraphs opens each of them and closes only the last: such a span ends with its block and is `open`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DOUBLE = re.compile(r"[“”\"„«»]")
_CURLY_SINGLE = re.compile(r"(?<![\w’])‘(?!\d0s)")
_STRAIGHT_SINGLE = re.compile(r"(?<![\w'’])'(?=[A-Za-z])(?!(?:em|tis|twas|til|cause|n)\b)")
_OPENERS = "“„«"
_CLOSERS = "”»"


@dataclass(frozen=True, slots=True)
class QuoteSpan:
    """The words between two marks, `text[start:end]`, in the block at an index; `open` where no mark closes them in that block."""

    start: int
    end: int
    block: int
    open: bool = False


def spans_of_block(text: str, start: int, end: int, block: int) -> list[QuoteSpan]:
    """The quoted spans of a block `text[start:end]`, in order, outermost ones only, without empty ones."""
    doubles = list(_doubles(text, start, end, block))
    singles = [
        span
        for pattern, closing in ((_CURLY_SINGLE, "’"), (_STRAIGHT_SINGLE, "'"))
        for span in _singles(text, start, end, block, pattern, closing)
        if not any(double.start <= span.start < double.end or span.start <= double.start < span.end for double in doubles)
    ]
    spans = sorted(doubles + singles, key=lambda span: span.start)
    return [span for span in spans if re.search(r"\w", text[span.start : span.end])]


def _doubles(text: str, start: int, end: int, block: int) -> Iterator[QuoteSpan]:
    begin: int | None = None
    for mark in _DOUBLE.finditer(text, start, end):
        if begin is None:
            if mark[0] not in _CLOSERS or _opens(text, mark.start(), start):
                begin = mark.end()
        elif mark[0] in _OPENERS or (mark[0] == '"' and _opens(text, mark.start(), start) and not _closes(text, mark.start(), end)):
            begin = mark.end()  # the earlier mark was never closed, as a stray inch sign is not
        else:
            yield QuoteSpan(begin, mark.start(), block)
            begin = None
    if begin is not None and text[begin - 1] != "”" and (begin - 1 == start or text[begin - 2 : begin - 1].isspace()):
        yield QuoteSpan(begin, end, block, open=True)


def _opens(text: str, at: int, start: int) -> bool:
    return at == start or text[at - 1].isspace() or text[at - 1] in "([—–-‘'"


def _closes(text: str, at: int, end: int) -> bool:
    return at + 1 >= end or not text[at + 1].isalnum()


def _singles(text: str, start: int, end: int, block: int, opening: re.Pattern[str], closing: str) -> Iterator[QuoteSpan]:
    at = start
    while mark := opening.search(text, at, end):
        stop = _single_end(text, mark.end(), end, closing)
        if stop is None:
            at = mark.end()
            continue
        yield QuoteSpan(mark.end(), stop, block)
        at = stop + 1


def _single_end(text: str, start: int, end: int, closing: str) -> int | None:
    """Where a single quotation closes: at a mark that no letter follows, after punctuation if there is one, else not after a plural's s."""
    marks = [found.start() for found in re.finditer(rf"{closing}(?!\w)", text[start:end])]
    marks = [start + at for at in marks if at > 0]
    after_stop = next((at for at in marks if text[at - 1] in ",.!?…"), None)
    plain = next((at for at in marks if text[at - 1] != "s"), None)
    if after_stop is not None and (plain is None or after_stop <= plain):
        return after_stop
    return plain if plain is not None else (marks[0] if marks else None)
