"""The head of an article: masthead, sections, title, standfirst and byline, up to the first paragraph of running text."""

from __future__ import annotations

import re
from collections import Counter

from briefings.articles.credits import bare_byline, byline, role
from briefings.articles.dateline import find_dateline
from briefings.articles.draft import Draft
from briefings.articles.line import Hint, ends_sentence, key, words
from briefings.articles.pictures import points_into_picture
from briefings.articles.stamps import half_time
from briefings.model import BlockKind

_SECTION = re.compile(r"\s[|/>›»]\s")
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w.'’\-]*(?:\s[A-ZÀ-ÖØ-Þ][\w.'’\-]*){1,3}(?:, [\w.]{2,20})?")
_STANDFIRST_WORDS = 45
_SHORT_STANDFIRST_WORDS = 24
_HEADLINE_WORDS = 30
_LABEL_WORDS = 4
_TITLE_WORDS = 3
_POINTS = 6
_PICTURE_LINES = 4
_ALTERNATIVE_WORDS = 6
_BYLINE_WORDS = 25
_DATELINE_DEPTH = 4
_ABOVE_PICTURE = (BlockKind.CAPTION, BlockKind.CREDIT, "image_alt")
_ABOVE_BYLINE = (BlockKind.BYLINE, "timestamp")


def judge_head(draft: Draft, title: str | None) -> None:
    """Decide about every line before the first paragraph; `title` is the title given with the article, if any."""
    draft.title = _find_title(draft, title)
    if draft.title is None:
        _bylines(draft, 0)
        return
    draft.verdicts[draft.title] = BlockKind.TITLE
    _above_title(draft, draft.title)
    start = draft.title + 1
    _captions(draft, start)
    _alternatives(draft, start)
    _bylines(draft, start)
    _leftovers(draft, start)
    _standfirst(draft, start)


# ---------------------------------------------------------------- the title


def _find_title(draft: Draft, given: str | None) -> int | None:
    """The index of the title: the line that equals the given one, the markup's own, else the first line that can be a headline."""
    same = [index for index, line in enumerate(draft.lines) if not line.cut and given and key(line.text) == key(given)]
    marked = [index for index in draft.open() if draft.lines[index].hint is Hint.TITLE]
    if same or marked:
        return (same or marked)[0]
    candidates = _likely([index for index in draft.open(end=draft.first_prose()) if _can_be_title(draft, index)], draft)
    for least in (5, 4, 3, 1):
        if long_enough := [index for index in candidates if words(draft.text(index)) >= least]:
            return long_enough[0]
    return _sentence_title(draft)


def _likely(candidates: list[int], draft: Draft) -> list[int]:
    """The candidates that do not name the outlet, as a paper's own line under its name does; of these the ones set off by blank lines."""
    sizes = Counter(line.chunk for line in draft.lines)
    unnamed = [index for index in candidates if not draft.names_outlet(draft.text(index))] or candidates
    return [index for index in unnamed if sizes[draft.lines[index].chunk] == 1 and words(draft.text(index)) >= _TITLE_WORDS] or unnamed


def _sentence_title(draft: Draft) -> int | None:
    """A first line that asks or exclaims ("Who pays for the new bridge across the river?"), with running text below it, is a title too."""
    first = draft.first_prose()
    if first == len(draft.lines) or not draft.text(first).endswith(("?", "!")) or words(draft.text(first)) > _HEADLINE_WORDS:
        return None
    return first if draft.first_prose(first + 1) < len(draft.lines) else None


def _can_be_title(draft: Draft, index: int) -> bool:
    text, hint = draft.text(index), draft.lines[index].hint
    if hint in (Hint.QUOTATION, Hint.STANDFIRST, Hint.BYLINE) or draft.listed(index) or words(text) > _HEADLINE_WORDS:
        return False
    if draft.is_outlet(text) or _is_masthead(text) or byline(text) or find_dateline(text):
        return False
    parts = len(_SECTION.findall(text))
    return not (parts > 1 or (parts and words(text) < 8)) and not (ends_sentence(text) and text.endswith("."))


def _is_masthead(text: str) -> bool:
    return text.isupper() and words(text) <= _LABEL_WORDS


def _above_title(draft: Draft, title: int) -> None:
    for index in draft.open(end=title):
        text = draft.text(index)
        if byline(text):
            draft.verdicts[index] = BlockKind.BYLINE
        elif draft.lines[index].hint is Hint.STANDFIRST:
            draft.verdicts[index] = BlockKind.STANDFIRST
        elif not draft.prose(index):
            draft.verdicts[index] = "masthead" if draft.names_outlet(text) or _is_masthead(text) else "section"


# ---------------------------------------------------------------- between title and lede


def _alternatives(draft: Draft, start: int) -> None:
    """The alternative text of a picture is pasted as a short line right above its caption."""
    sizes = Counter(line.chunk for line in draft.lines)
    second = draft.first_prose(draft.first_prose(start) + 1)
    for index in list(draft.open(start, len(draft.lines) - 1)):
        line, below = draft.lines[index], draft.lines[index + 1]
        if draft.verdicts[index + 1] is not BlockKind.CAPTION or line.hint not in (Hint.NONE, Hint.PARAGRAPH) or ends_sentence(line.text):
            continue
        together = line.hint is Hint.NONE and line.chunk == below.chunk and sizes[line.chunk] <= _PICTURE_LINES
        if together or (index < second and words(line.text) <= _ALTERNATIVE_WORDS):
            draft.verdicts[index] = "image_alt"


def _captions(draft: Draft, start: int) -> None:
    """A line that points into a picture, standing before the second paragraph, is the caption of the article's first picture."""
    for index in draft.open(start, min(draft.first_prose(draft.first_prose(start) + 1), len(draft.lines))):
        if points_into_picture(draft.text(index)) and not find_dateline(draft.text(index)):
            draft.verdicts[index] = BlockKind.CAPTION


def _bylines(draft: Draft, start: int) -> None:
    """Bylines stand between the title and the third paragraph."""
    limit = start
    for _ in range(3):
        limit = draft.first_prose(limit) + 1
    for index in draft.open(start, min(limit, len(draft.lines))):
        text = draft.text(index)
        marked = draft.lines[index].hint is Hint.BYLINE and words(text) <= _BYLINE_WORDS
        if marked or (not ends_sentence(text) and (byline(text) or bare_byline(text))):
            draft.verdicts[index] = BlockKind.BYLINE


def _standfirst(draft: Draft, start: int) -> None:
    """What stands between the title and the dateline, or above the byline or the first picture, sums the story up and is not its lede."""
    for index in draft.open(start):
        if draft.lines[index].hint is Hint.STANDFIRST:
            draft.verdicts[index] = BlockKind.STANDFIRST
    opened = [index for _, index in zip(range(_DATELINE_DEPTH), draft.open(start), strict=False)]
    lede = next((index for index in opened if draft.prose(index) and draft.dateline(index)), None)
    above_lede = opened[: opened.index(lede)] if lede is not None else []
    points = _points(draft, start)
    headed = any(words(draft.text(index)) > _LABEL_WORDS for index in points)
    for index in [*above_lede, *points]:
        if words(draft.text(index)) > _LABEL_WORDS or (index in points and headed):
            draft.verdicts[index] = BlockKind.STANDFIRST
    first = next(draft.open(start), len(draft.lines))
    if first != lede and first < len(draft.lines) and _stands_first(draft, first):
        draft.verdicts[first] = BlockKind.STANDFIRST


def _points(draft: Draft, start: int) -> list[int]:
    """The few lines without a full stop between title and lede, with which some papers sum up a story."""
    first = draft.first_prose(start)
    lines = [index for index in draft.open(start, first) if not ends_sentence(draft.text(index))]
    headed = any(draft.lines[index].hint is Hint.HEADING for index in lines)
    return lines if first < len(draft.lines) and len(lines) <= _POINTS and not headed else []


def _stands_first(draft: Draft, index: int) -> bool:
    text, count = draft.text(index), words(draft.text(index))
    following = draft.first_prose(index + 1)
    if not _LABEL_WORDS <= count <= _STANDFIRST_WORDS or following == len(draft.lines) or not ends_sentence(text):
        return False
    between = draft.verdicts[index + 1 : following]
    if any(verdict in _ABOVE_BYLINE for verdict in between):
        return True
    longer = words(draft.text(following)) > count
    return any(verdict in _ABOVE_PICTURE for verdict in between) and count <= _SHORT_STANDFIRST_WORDS and longer


def _leftovers(draft: Draft, start: int) -> None:
    """A few words before the first paragraph that are none of the above: a reporter's bare name, a section, a place, the desk's time."""
    for index in draft.open(start, draft.first_prose(start)):
        text = draft.text(index)
        if half_time(text):
            draft.verdicts[index] = "timestamp"
        elif text.replace(",", "").isdigit():
            draft.verdicts[index] = "share"  # how often it was shared or commented on
        elif _is_label(draft, index):
            is_name = role(text) or (_NAME.fullmatch(text) and not text.isupper() and not draft.names_outlet(text))
            draft.verdicts[index] = BlockKind.BYLINE if is_name else "section"


def _is_label(draft: Draft, index: int) -> bool:
    """Whether the line is a few words without a sentence or a figure."""
    text = draft.text(index)
    states = ends_sentence(text) or any(c.isdigit() for c in text) or ":" in text
    return (
        not states and not draft.listed(index) and draft.lines[index].hint is not Hint.HEADING and words(text) <= _LABEL_WORDS + role(text)
    )
