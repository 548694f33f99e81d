"""What reading hands to cleaning: the input as a list of lines, each a paragraph-like piece with what its markup said about it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'", "–": "-", "—": "-"})
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]»]*$")
_QUOTED = re.compile(r"“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)|‘[^‘’]*’(?!\w)")


class Hint(StrEnum):
    """What the markup of a line says that it is; NONE where the line comes from plain text."""

    NONE = ""
    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    CAPTION = "caption"
    CREDIT = "credit"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of the input, whitespace already normalised.

    `cut` is the boilerplate kind where the markup already decides it; `links` the share of characters that are link text; lines with the
    same `chunk` were not parted by a blank line.
    """

    text: str
    hint: Hint = Hint.NONE
    cut: str | None = None
    links: float = 0.0
    chunk: int = 0


def tidy(text: str) -> str:
    """The input in NFC with plain line ends, without invisible characters (zero-width, direction marks, soft hyphens, controls)."""
    text = re.sub("\r\n?|[\v\f\x85\u2028\u2029]", "\n", unicodedata.normalize("NFC", text))
    if text.isascii() and text.isprintable():
        return text
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))


def squeeze(text: str) -> str:
    """The text on one line, every run of white space (no-break spaces too) one space."""
    return " ".join(text.split())


def key(text: str) -> str:
    """The form in which two texts are compared: case, quotation marks, dashes and outer punctuation do not count."""
    return squeeze(text).translate(_QUOTES).casefold().strip(" .,:;!?\"'-")


def words(text: str) -> int:
    """How many words the text has, split at white space."""
    return len(text.split())


def ends_sentence(text: str) -> bool:
    """Whether the text closes like a sentence: a full stop, question or exclamation mark, closing quotes and brackets allowed after it."""
    return bool(_SENTENCE_END.search(text[-12:]))


def unquoted(text: str) -> str:
    """The text without what stands in quotation marks: what the writer says in their own voice."""
    return _QUOTED.sub(" … ", text)
