"""The tail of an article: from where the reporting has ended, lines are judged more strictly, as hardly any of them is reporting."""

from __future__ import annotations

import re

from briefings.articles import cues
from briefings.articles.draft import Draft
from briefings.articles.line import Hint, ends_sentence, words
from briefings.model import BlockKind

_TERMINATORS = frozenset({"syndication", "copyright", "credit", "end", "author", "wire", "transparency"})
_SECTIONS = (
    (
        "about",
        re.compile(
            r"about (?!\d)(?:the )?[A-Z].{1,60}|forward[- ]looking statements?.{0,40}|safe harbou?r.{0,40}|boilerplate", re.IGNORECASE
        ),
    ),
    (
        "notes",
        re.compile(
            r"(?:notes?|information|background) (?:to|for) (?:the )?(?:editors?|journalists?|media|newsrooms?).{0,20}|editor['’]?s['’]? notes?",
            re.IGNORECASE,
        ),
    ),
    (
        "contact",
        re.compile(
            r"(?:(?:media|press|investor|for (?:further|more|media)|news|contact|further)\b.{0,30}\b)?(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|relations|information|details)\s?:?",
            re.IGNORECASE,
        ),
    ),
)
_FIGURE = re.compile(r"\d[\d,.]*")
_LABEL = re.compile(r"[A-Z][\w' ]{1,30}:\s")
_LATE = 0.5
_TAIL_PROSE = 2


def judge_tail(draft: Draft) -> None:
    """Decide about every line after the story's end: what follows an end mark or a credit, then, from the end upwards, weak signs."""
    start = draft.first_prose(0 if draft.title is None else draft.title + 1)
    _release_sections(draft, start)
    end = _terminator(draft, start)
    if end is not None:
        for index in draft.open(end + 1):
            if not _is_reporting(draft.text(index)):
                draft.verdicts[index] = _kind(draft, index)
    _upwards(draft, start)


def _is_late(draft: Draft, index: int) -> bool:
    """Whether at least half of the running text stands above the line."""
    above = sum(words(draft.text(i)) for i in range(index) if draft.prose(i))
    below = sum(words(draft.text(i)) for i in range(index + 1, len(draft.lines)) if draft.prose(i))
    return above > 0 and above >= (above + below) * _LATE


def _release_sections(draft: Draft, start: int) -> None:
    """The standing sections below a company's or an office's statement: About us, Notes to editors, Media contact."""
    kind: str | None = None
    for index in draft.open(start + 1):
        text, hint = draft.text(index), draft.lines[index].hint
        if not ends_sentence(text) and words(text) <= 10:
            found = next((name for name, pattern in _SECTIONS if pattern.fullmatch(text.strip(" -–—*#"))), None)
            if found and _is_late(draft, index):
                kind = found
            elif kind != "contact" and hint is Hint.HEADING:
                kind = None
        if kind:
            draft.verdicts[index] = kind


def _terminator(draft: Draft, start: int) -> int | None:
    """The first line that closes the story, if hardly any reporting follows it."""
    for index in range(start + 1, len(draft.lines)):
        if draft.verdicts[index] not in _TERMINATORS:
            continue
        if draft.verdicts[index] == "end" and _is_late(draft, index):
            return index
        after = sum(_is_reporting(draft.text(i)) for i in draft.open(index + 1))
        before = sum(draft.prose(i) for i in range(start, index))
        if after <= _TAIL_PROSE and after * 4 < max(before, 1):
            return index
    return None


def _is_reporting(text: str) -> bool:
    return words(text) >= 8 and ends_sentence(text) and cues.reports(text) and not cues.address(text)


def _kind(draft: Draft, index: int) -> str:
    text = draft.text(index)
    if cues.address(text):
        return "contact"
    if any(cues.about_outlet(text, name) for name in draft.outlets or ("",)):
        return "footer"
    if cues.speaks_to_reader(text):
        return "promo"
    return "footer" if ends_sentence(text) else "related"


def _upwards(draft: Draft, start: int) -> None:
    """From the last line upwards: cut what speaks to the reader or stands there like a headline; stop at the first running text."""
    for index in reversed(range(start + 1, len(draft.lines))):
        if draft.verdicts[index] is not None:
            continue
        if not _goes(draft, index):
            return
        draft.verdicts[index] = _kind(draft, index)


def _goes(draft: Draft, index: int) -> bool:
    line = draft.lines[index]
    if cues.reports(line.text) or line.hint in (Hint.ITEM, Hint.CAPTION):
        return False
    if any(cues.about_outlet(line.text, name) for name in draft.outlets or ("",)) or cues.invites(line.text):
        return True
    if ends_sentence(line.text) or line.text[:1] in "-*•·" or line.text[-1:] in ":\"”’'":
        return False
    facts = _LABEL.match(line.text) or len(_FIGURE.findall(line.text)) >= 2
    return words(line.text) <= 14 and not facts and not _in_list(draft, index)


def _in_list(draft: Draft, index: int) -> bool:
    """Whether the line continues a list that a paragraph ending in a colon opens."""
    above = [i for i in range(index) if draft.verdicts[i] in (None, BlockKind.BODY)]
    for i in reversed(above):
        if draft.text(i).endswith(":"):
            return True
        if ends_sentence(draft.text(i)):
            return False
    return False
