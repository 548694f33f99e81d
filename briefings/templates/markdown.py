"""Text that Discord shows as it is: whatever an article, an outlet or a person wrote must not turn into formatting, a link or a mention.

Backslashes disarm the marks. What Discord recognises in spite of one (mentions, addresses) is parted by a zero-width space, which is how
discord.py does it too.
"""

from __future__ import annotations

import re

ZERO_WIDTH = "\u200b"

_INVISIBLE = re.compile("[\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]")
_MARKS = re.compile(r"[\\*_~`|\[\]]")
_LEADING = re.compile(r"^(\d*)(?=[#>+\-]|(?<=\d)[.)](?:\s|$))")
_EMOJI = re.compile(r":(?=[A-Za-z]\w*:)")
_PARTED = re.compile(r"<(?=\S)|@(?=everyone|here)|:(?=//)|(?<=discord\.gg)(?=/)|(?<=discord\.com)(?=/)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]]+", re.IGNORECASE)


class Safe(str):
    """Markdown of our own, which finalize leaves as it is; everything else in it is escaped already."""

    __slots__ = ()


def escape(text: object) -> Safe:
    """One line of Markdown that shows exactly this text; line ends become spaces, invisible and direction marks are dropped."""
    if isinstance(text, Safe):
        return text
    line = visible(str(text))
    line = _MARKS.sub(r"\\\g<0>", line)
    line = _LEADING.sub(r"\1\\", line, count=1)
    line = _EMOJI.sub(r"\\:", line)
    return Safe(_PARTED.sub(rf"\g<0>{ZERO_WIDTH}", line))


def visible(text: str) -> str:
    """One line of the text as it is, without invisible and direction marks."""
    return " ".join(_INVISIBLE.sub("", text).split())


def bold(text: object) -> Safe:
    """The text in bold."""
    return Safe(f"**{escape(text)}**")


def italic(text: object) -> Safe:
    """The text in italics."""
    return Safe(f"*{escape(text)}*")


def link(text: object, address: str | None) -> Safe:
    """The text as a link, without a preview; only the text where the address is not plainly one of the web."""
    shown = escape(text)
    return Safe(f"[{shown}](<{address}>)") if address and _ADDRESS.fullmatch(address) else shown
