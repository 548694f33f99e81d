"""Custom ids: what a button says when it is pressed, so that it answers after a restart from its id alone (pure).

    open:answer:<digest id>:<topic>:<page>      show more of an answer, privately
    open:passages:<digest id>:<topic>:<page>    show the passages that it rests on, privately
    turn:…                                      the same, in place of the page that the button stands on

A topic is what was asked: "who", "who.3" (the fourth person), "where", "when", "staffing", "sources", "briefing.short", or "cited" with the
passages themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, Self

from briefings.model import Article, Digest, Passage

PAGE_ID = (
    r"(?P<act>open|turn):(?P<shows>answer|passages):(?P<digest>\d{1,18})"
    r":(?P<topic>[a-z0-9.,-]{1,60}):(?P<page>\d{1,3})"
)
_PAGE_ID = re.compile(PAGE_ID)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class PageId:
    """One page of an answer, or of the passages behind it, and how a press shows it."""

    shows: Literal["answer", "passages"]
    digest_id: int
    topic: str
    page: int = 0
    act: Literal["open", "turn"] = "open"

    def __str__(self) -> str:
        return f"{self.act}:{self.shows}:{self.digest_id}:{self.topic}:{self.page}"

    @classmethod
    def parse(cls, custom_id: str) -> Self | None:
        """The page that a custom id asks for; None for the id of anything else."""
        found = _PAGE_ID.fullmatch(custom_id)
        return cls.of(found) if found else None

    @classmethod
    def of(cls, found: re.Match[str]) -> Self:
        """The page that a match of PAGE_ID asks for."""
        act: Literal["open", "turn"] = "open" if found["act"] == "open" else "turn"
        shows: Literal["answer", "passages"] = "answer" if found["shows"] == "answer" else "passages"
        return cls(shows, int(found["digest"]), found["topic"], int(found["page"]), act)

    def turned(self, page: int) -> Self:
        """Another page, in place of this one."""
        return replace(self, page=page, act="turn")


def cited(passages: Iterable[Passage], digest: Digest) -> str | None:
    """The topic that names these very passages, as many from the first on as an id has room for; None where there is none."""
    indexes = {note.id: index for index, note in enumerate(digest.articles)}
    topic = "cited"
    for passage in passages:
        code = "-".join(map(_base36, (indexes[passage.article], passage.start, passage.end - passage.start)))
        if len(f"{topic}.{code}") > 60:
            break
        topic = f"{topic}.{code}"
    return topic if topic != "cited" else None


def cited_passages(topic: str, digest: Digest, articles: Iterable[Article]) -> tuple[Passage, ...]:
    """The passages that such a topic names; what does not lie in an article is left out, as ids come from outside."""
    texts = {article.id: article for article in articles}
    found = []
    for code in topic.split(".")[1:]:
        numbers = [int(number, 36) for number in code.split("-") if number]
        if len(numbers) != 3 or numbers[0] >= len(digest.articles):
            continue
        index, start, length = numbers
        article = texts.get(digest.articles[index].id)
        if article and length > 0 and start + length <= len(article.text):
            found.append(article.passage(start, start + length))
    return tuple(found)


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits
