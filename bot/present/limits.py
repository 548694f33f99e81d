"""Text kept within Discord's limits: parted into pages at a sentence's end, so that nothing is lost and nothing is refused (pure).

Discord allows 4,000 characters of text and 40 components, nested ones counted, in one message of Components V2; discord.py checks only the
components. Characters are counted in UTF-16 units, as Discord's own client does: never fewer than Discord's servers count.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import accumulate

MAX_TEXT = 4_000
MAX_COMPONENTS = 40

_THOUGHT = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[\d)\]”\"’'%]))[.!?…]+[\"'”’)\]*_]*(?=\s+[^\sa-z])|\n")
_WORD = re.compile(r"(?<=\S)(?=\s)")
_HEADING = re.compile(r"#{1,3} .*|\*\*[^*\n]+\*\*:?")
_MARK = re.compile(r"\\.|\*\*|`", re.DOTALL)


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, room: int) -> str:
    """The text, or its beginning at a word's end with "…", within so many units."""
    if units(text) <= room:
        return text
    head, _ = part(text, room - 1)
    return f"{head}…"


def part(text: str, room: int) -> tuple[str, str]:
    """The text in two: a head of at most `room` units and the rest, parted at a sentence, a line, a word, or else anywhere."""
    if units(text) <= room:
        return text, ""
    return part_at_thought(text, room) or _part_at_word(text, room)


def part_at_thought(text: str, room: int) -> tuple[str, str] | None:
    """The text in two at the last end of a sentence or line within `room` units; None where none is fit, as after a heading."""
    window = _window(text, room)
    for end in _ends(_THOUGHT, text, window):
        head = text[:end].rstrip()
        if _says_something(head) and not _HEADING.fullmatch(head.rpartition("\n")[2]) and _closed(head):
            return head, _continued(text, end)
    return None


def pages(blocks: Iterable[str], *, room: int, most: int) -> tuple[tuple[str, ...], ...]:
    """The blocks in pages of at most `room` units and `most` blocks each; a block that does not fit goes on over the page.

    Blocks without a visible character are left out, as Discord refuses them.
    """
    waiting = deque(block.strip() for block in blocks if block.strip())
    done: list[tuple[str, ...]] = []
    page: list[str] = []
    while waiting:
        block = waiting.popleft()
        left = room - sum(map(units, page))
        if len(page) < most and units(block) <= left:
            page.append(block)
            continue
        head, rest = _begin(block, page, left, most)
        if head:
            page.append(head)
        waiting.appendleft(rest)
        done.append(tuple(page))
        page = []
    return (*done, tuple(page)) if page else tuple(done)


def _begin(block: str, page: Sequence[str], left: int, most: int) -> tuple[str, str]:
    """What of a block that does not fit may still stand on this page ("" if nothing), and the rest."""
    if not page:
        return part(block, left)
    return (len(page) < most and part_at_thought(block, left)) or ("", block)


def _part_at_word(text: str, room: int) -> tuple[str, str]:
    window = _window(text, room)
    for end in _ends(_WORD, text, window):
        head = text[:end].rstrip()
        if _says_something(head) and _closed(head):
            return head, _continued(text, end)
    if (len(text[:window]) - len(text[:window].rstrip("\\"))) % 2:
        window -= 1  # a backslash belongs to what it escapes
    return text[: max(window, 1)], text[max(window, 1) :]


def _window(text: str, room: int) -> int:
    """How many characters from the start take at most `room` units."""
    if units(text) <= room:
        return len(text)
    widths = accumulate(2 if character > "\uffff" else 1 for character in text)
    return next(index for index, width in enumerate(widths) if width > room)


def _ends(pattern: re.Pattern[str], text: str, window: int) -> list[int]:
    return [match.end() for match in pattern.finditer(text) if match.end() <= window][::-1]


def _says_something(head: str) -> bool:
    """Whether the head is more than the mark of a quoted line: it would be repeated over the page for ever."""
    return head.strip("> \n") != ""


def _closed(head: str) -> bool:
    """Whether bold and code that the head opens are closed in it; escaped marks do not count."""
    marks = _MARK.findall(head)
    return marks.count("**") % 2 == 0 and marks.count("`") % 2 == 0


def _continued(text: str, end: int) -> str:
    """The rest after `end`; the rest of a quoted line stays quoted."""
    line = text[:end].rpartition("\n")[2]
    rest = text[end:].lstrip()
    return f"> {rest}" if line.startswith("> ") and rest else rest
