"""The head of an article: masthead, sections, title, standfirst and byline, up to the first paragraph of running text."""

from __future__ import annotations

import re

from briefings.articles.draft import Draft
from briefings.articles.furniture import bare_byline, byline, find_dateline
from briefings.articles.line import Hint, ends_sentence, key, words
from briefings.model import BlockKind

_SECTION = re.compile(r"\s[|/>›»]\s")
_NAME = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][\w.'’\-]*\s?){2,4}")
_STANDFIRST_WORDS = 45
_SHORT_STANDFIRST_WORDS = 24
_DATELINE_DEPTH = 6
_ABOVE_PICTURE = (BlockKind.CAPTION, BlockKind.CREDIT, "image_alt")
_ABOVE_BYLINE = (BlockKind.BYLINE, "timestamp")


def judge_head(draft: Draft, title: str | None) -> None:
    """Decide about every line before the first paragraph; `title` is the title given with the article, if any."""
    draft.title = find_title(draft, title)
    start = 0
    if draft.title is not None:
        draft.verdicts[draft.title] = BlockKind.TITLE
        _above_title(draft, draft.title)
        start = draft.title + 1
    _bylines(draft, start)
    _standfirst(draft, start)
    _leftovers(draft, start)


def find_title(draft: Draft, given: str | None) -> int | None:
    """The index of the title: the line that equals the given one, the markup's own, else the first line that can be a headline."""
    if given and (same := [index for index in draft.open() if key(draft.text(index)) == key(given)]):
        return same[0]
    marked = [index for index in draft.open() if draft.lines[index].hint is Hint.TITLE]
    if marked:
        return marked[0]
    candidates = [index for index in draft.open(end=draft.first_prose()) if _can_be_title(draft, index)]
    for least in (5, 4, 3):
        if long_enough := [index for index in candidates if words(draft.text(index)) >= least]:
            return long_enough[0]
    return candidates[0] if candidates else _question_title(draft)


def _question_title(draft: Draft) -> int | None:
    """A first line that asks ("Who pays for the new bridge across the river?") is a title too, with running text below it."""
    first = draft.first_prose()
    if (
        first < len(draft.lines)
        and draft.text(first).endswith(("?", "!"))
        and words(draft.text(first)) <= 20
        and draft.first_prose(first + 1) < len(draft.lines)
    ):
        return first
    return None


def _can_be_title(draft: Draft, index: int) -> bool:
    text = draft.text(index)
    line = draft.lines[index]
    if line.hint in (Hint.ITEM, Hint.QUOTATION, Hint.STANDFIRST, Hint.BYLINE) or words(text) > 30 or draft.is_outlet(text):
        return False
    return not (byline(text) or _is_masthead(text) or (_SECTION.search(text) and words(text) < 8) or find_dateline(text))


def _is_masthead(text: str) -> bool:
    return text.isupper() and words(text) <= 4


def _above_title(draft: Draft, title: int) -> None:
    for index in draft.open(end=title):
        text = draft.text(index)
        if byline(text):
            draft.verdicts[index] = BlockKind.BYLINE
        elif draft.lines[index].hint is Hint.STANDFIRST:
            draft.verdicts[index] = BlockKind.STANDFIRST
        elif not draft.prose(index):
            draft.verdicts[index] = "masthead" if draft.names_outlet(text) or _is_masthead(text) else "section"


def _bylines(draft: Draft, start: int) -> None:
    """Bylines stand between the title and the third paragraph."""
    limit = start
    for _ in range(3):
        limit = draft.first_prose(limit) + 1
    for index in draft.open(start, min(limit, len(draft.lines))):
        text = draft.text(index)
        if draft.lines[index].hint is Hint.BYLINE or (not ends_sentence(text) and (byline(text) or bare_byline(text))):
            draft.verdicts[index] = BlockKind.BYLINE


def _standfirst(draft: Draft, start: int) -> None:
    """What stands between the title and the dateline, or above the byline or the first picture, sums the story up and is not its lede."""
    if draft.title is None:
        return
    for index in draft.open(start):
        if draft.lines[index].hint is Hint.STANDFIRST:
            draft.verdicts[index] = BlockKind.STANDFIRST
    first = next(draft.open(start), len(draft.lines))
    opened = [index for _, index in zip(range(_DATELINE_DEPTH), draft.open(start), strict=False)]
    lede = next((index for index in opened if find_dateline(draft.text(index))), None)
    if lede is not None:
        for index in opened[: opened.index(lede)][:2]:
            if words(draft.text(index)) >= 4:
                draft.verdicts[index] = BlockKind.STANDFIRST
    elif first < len(draft.lines) and _stands_first(draft, first):
        draft.verdicts[first] = BlockKind.STANDFIRST


def _stands_first(draft: Draft, index: int) -> bool:
    text, count = draft.text(index), words(draft.text(index))
    if not 4 <= count <= _STANDFIRST_WORDS or draft.first_prose(index + 1) == len(draft.lines):
        return False
    if not ends_sentence(text) and draft.lines[index].hint not in (Hint.HEADING, Hint.ITEM):
        return count < 30
    between = draft.verdicts[index + 1 : draft.first_prose(index + 1)]
    if any(verdict in _ABOVE_BYLINE for verdict in between):
        return True
    longer = words(draft.text(draft.first_prose(index + 1))) > count
    return any(verdict in _ABOVE_PICTURE for verdict in between) and count <= _SHORT_STANDFIRST_WORDS and longer


def _leftovers(draft: Draft, start: int) -> None:
    """Short lines before the first paragraph that are none of the above: a reporter's bare name, a section, a place."""
    if draft.title is None:
        return
    for index in draft.open(start, draft.first_prose(start)):
        line = draft.lines[index]
        if (
            line.hint in (Hint.HEADING, Hint.ITEM, Hint.QUOTATION, Hint.PARAGRAPH)
            or ends_sentence(line.text)
            or words(line.text) >= PROSE_LIKE
        ):
            continue
        is_name = _NAME.fullmatch(line.text) and not line.text.isupper() and not draft.names_outlet(line.text)
        draft.verdicts[index] = BlockKind.BYLINE if is_name else "section"


PROSE_LIKE = 9
