"""Sentences by rules: a paragraph is cut at final punctuation, never after an abbreviation or an initial, never inside a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9£$€])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|St|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Maj|Cmdr|Adm|Pres|Sr|Jr|Messrs|No|Nos|vs|v|approx|est|Inc"
    r"|Ltd|Co|Corp"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|e\.g|i\.e|cf|Ave|Rd|Blvd|Mt|Ft)|(?<![\w.])[A-Z]"
    r"|(?:\b[A-Z]\.)+[A-Z])\.$"
)
_STARTS_ANEW = re.compile(r"\s+[\"'“‘(]*(?:The|A|An|He|She|It|They|We|But|In|On|At|That|This|Its|His|Her|Their|And|Officials)\b")


def split(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of one paragraph, without the white space around them.

    A stop inside quotation marks ends a sentence too, where a capital follows: reporters put whole sentences there.
    """
    start = 0
    for match in _END.finditer(text):
        if _is_abbreviation(text, start, match):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _is_abbreviation(text: str, start: int, match: re.Match[str]) -> bool:
    if not match.group().startswith(".") or match.end() - match.start() > 1:
        return False
    found = _ABBREVIATION.search(text, start, match.start() + 1)
    if not found:
        return False
    # "in the U.S. The bridge" ends a sentence, "the U.S. Navy" and "J. Smith" do not
    initials = found.group().count(".") > 1
    return not (initials and _STARTS_ANEW.match(text, match.end()))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
