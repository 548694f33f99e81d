"""The working sheet of cleaning: every line with the verdict that it has so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from briefings.articles.dateline import Dateline, find_dateline
from briefings.articles.line import Hint, Line, ends_sentence, key, words
from briefings.model import BlockKind

Verdict = BlockKind | str | None
"""A block's kind for a line that stays, the name of a boilerplate kind for one that goes, None while undecided."""

PROSE_WORDS = 8
LONG_PROSE_WORDS = 30
_BULLETS = "-*•·‣▪–—●○✓"


@dataclass(slots=True)
class Draft:
    """Lines and their verdicts, index by index; `outlets` are the names by which the outlet may call itself."""

    lines: list[Line]
    verdicts: list[Verdict] = field(default_factory=list)
    outlets: tuple[str, ...] = ()
    title: int | None = None

    def __post_init__(self) -> None:
        self.verdicts = [line.cut for line in self.lines]

    def open(self, start: int = 0, end: int | None = None) -> Iterator[int]:
        """The indices of the lines that nobody has decided about yet, in order."""
        return (index for index in range(start, len(self.lines) if end is None else end) if self.verdicts[index] is None)

    def text(self, index: int) -> str:
        """The text of the line."""
        return self.lines[index].text

    def verdict_texts(self, *verdicts: Verdict) -> list[str]:
        """The texts of all lines with one of the verdicts."""
        return [line.text for line, verdict in zip(self.lines, self.verdicts, strict=True) if verdict in verdicts]

    def prose(self, index: int) -> bool:
        """Whether an undecided line reads as a paragraph of running text, and not as a heading, a label or a name."""
        line = self.lines[index]
        if self.verdicts[index] is not None or line.hint in (Hint.TITLE, Hint.HEADING, Hint.STANDFIRST, Hint.BYLINE):
            return False
        count = words(line.text)
        return count >= PROSE_WORDS and (ends_sentence(line.text) or count >= LONG_PROSE_WORDS)

    def first_prose(self, start: int = 0) -> int:
        """The index of the first paragraph of running text from `start` on; the number of lines where there is none."""
        return next((index for index in range(start, len(self.lines)) if self.prose(index)), len(self.lines))

    def dateline(self, index: int) -> Dateline | None:
        """The dateline that opens the line; a name in capitals and a colon is none where more lines open so: they are speakers."""
        found = find_dateline(self.text(index))
        if found and found.colon and sum(bool((other := find_dateline(line.text)) and other.colon) for line in self.lines) > 1:
            return None
        return found

    def listed(self, index: int) -> bool:
        """Whether the line is an item of a list."""
        return self.lines[index].hint is Hint.ITEM or self.text(index)[:1] in _BULLETS

    def is_outlet(self, text: str) -> bool:
        """Whether the text is nothing but the outlet's name."""
        return key(text) in self.outlets

    def names_outlet(self, text: str) -> bool:
        """Whether the text names the outlet."""
        return any(name in key(text) for name in self.outlets)
