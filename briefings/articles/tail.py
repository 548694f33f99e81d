"""The tail of an article: from where the reporting has ended, lines are judged more strictly, as hardly any of them is reporting."""

from __future__ import annotations

import re
from itertools import accumulate

from briefings.articles import cues
from briefings.articles.draft import Draft
from briefings.articles.line import Hint, ends_sentence, words
from briefings.articles.phrases import any_of
from briefings.model import BlockKind

_TERMINATORS = frozenset({"syndication", "copyright", "credit", "end", "author", "wire", "transparency", "comments"})
_SECTIONS = {
    "about": any_of(
        r"""
        about (?!\d)(?:the )?[A-Z].{1,60}
        forward[- ]looking (?:statements?|information).{0,40}
        safe harbou?r.{0,40}
        """
    ),
    "notes": any_of(
        r"""
        (?:notes?|information|background) (?:to|for) (?:the )?(?:editors?|journalists?|media|newsrooms?).{0,20}
        editor['’]?s['’]? notes?
        """
    ),
    "contact": any_of(
        r"""
        (?:(?:media|press|investor|news|(?:for )?further|for more)\b.{0,30})?\b(?:contacts?|[ei]nquir(?:y|ies)|relations|information)\s?:?
        (?:press|news) office\s?:?
        """
    ),
}
_FIGURE = re.compile(r"\d[\d,.]*")
_SENTENCES = re.compile(r"[.!?][\"”’]?\s+[A-Z“\"]")
_LABEL = re.compile(r"[A-Z][\w' ]{1,30}:\s")
_TAIL_PROSE = 2
_HEADLINE_WORDS = 14


def judge_tail(draft: Draft) -> None:
    """Decide about every line after the story's end: what follows an end mark or a credit, then, from the end upwards, weak signs."""
    start = draft.first_prose(0 if draft.title is None else draft.title + 1)
    _release_sections(draft, start)
    end = _terminator(draft, start)
    if end is not None:
        _after(draft, end)
    _upwards(draft, start)


class _Weights:
    """How much running text, and how many reporting paragraphs, stand above and below a line."""

    def __init__(self, draft: Draft) -> None:
        prose = [draft.prose(index) for index in range(len(draft.lines))]
        reporting = [verdict is None and _is_reporting(draft.text(index)) for index, verdict in enumerate(draft.verdicts)]
        self.words = [0, *accumulate(words(draft.text(index)) if is_prose else 0 for index, is_prose in enumerate(prose))]
        self.prose = [0, *accumulate(prose)]
        self.reporting = [0, *accumulate(reporting)]

    def late(self, index: int) -> bool:
        """Whether at least half of the running text stands above the line."""
        above, below = self.words[index], self.words[-1] - self.words[index + 1]
        return above >= below and above > 0

    def closes(self, index: int) -> bool:
        """Whether hardly any reporting follows the line."""
        after = self.reporting[-1] - self.reporting[index + 1]
        return after <= _TAIL_PROSE and after * 4 < max(self.prose[index], 1) and self.late(index)


def _release_sections(draft: Draft, start: int) -> None:
    """The standing sections below a company's or an office's statement: About us, Notes to editors, Media contact."""
    kind: str | None = None
    weights = _Weights(draft)
    for index in list(draft.open(start + 1)):
        text = draft.text(index)
        if not ends_sentence(text) and words(text) <= 10:
            found = next((name for name, pattern in _SECTIONS.items() if pattern.fullmatch(text.strip(" -–—*#"))), None)
            if found and (kind or weights.late(index)):
                kind = found
            elif draft.lines[index].hint is Hint.HEADING:
                kind = None
        if kind:
            draft.verdicts[index] = kind


def _terminator(draft: Draft, start: int) -> int | None:
    """The first line that closes the story: hardly any reporting follows it, or it is an end mark."""
    weights = _Weights(draft)
    candidates = (index for index in range(start + 1, len(draft.lines)) if draft.verdicts[index] in _TERMINATORS)
    return next((at for at in candidates if weights.closes(at) or (draft.verdicts[at] == "end" and weights.late(at))), None)


def _after(draft: Draft, end: int) -> None:
    """Cut what follows the story's end, except reporting; below the comments' heading nothing is."""
    comments = draft.verdicts[end] == "comments"
    for index in list(draft.open(end + 1)):
        if comments:
            draft.verdicts[index] = "comments"
        elif not _is_reporting(draft.text(index)):
            draft.verdicts[index] = _kind(draft, index)


def _is_reporting(text: str) -> bool:
    return words(text) >= 8 and ends_sentence(text) and cues.reports(text) and not cues.address(text)


def _kind(draft: Draft, index: int) -> str:
    text = draft.text(index)
    if cues.address(text):
        return "contact"
    if _about_outlet(draft, index):
        return "footer"
    if cues.speaks_to_reader(text):
        return "promo"
    return "footer" if ends_sentence(text) else "related"


def _about_outlet(draft: Draft, index: int) -> bool:
    text = draft.text(index)
    return cues.about_outlet(text, named=draft.names_outlet(text)) or _is_bio(draft, text)


def _is_bio(draft: Draft, text: str) -> bool:
    """Whether the line tells who the writer named in the byline is."""
    names = [re.sub(r"^(?:by|words:?) ", "", byline, flags=re.IGNORECASE).split(",")[0] for byline in draft.verdict_texts(BlockKind.BYLINE)]
    return any(text.startswith(f"{name} ") and words(name) >= 2 for name in names) and not cues.reports(text)


def _upwards(draft: Draft, start: int) -> None:
    """From the last line upwards: cut what speaks to the reader or stands there like a headline; stop at the first running text."""
    for index in reversed(range(start + 1, len(draft.lines))):
        if draft.verdicts[index] is not None:
            continue
        if not _goes(draft, index):
            return
        draft.verdicts[index] = _kind(draft, index)


def _goes(draft: Draft, index: int) -> bool:
    text = draft.text(index)
    if cues.reports(text) or draft.listed(index):
        return False
    if _about_outlet(draft, index) or cues.invites(text):
        return True
    if ends_sentence(text) or _SENTENCES.search(text) or text[-1:] in ":\"”’'":
        return False
    facts = _LABEL.match(text) or len(_FIGURE.findall(text)) >= 2
    return words(text) <= _HEADLINE_WORDS and not facts and not _in_list(draft, index)


def _in_list(draft: Draft, index: int) -> bool:
    """Whether the line continues a list that a paragraph ending in a colon opens."""
    for above in reversed(range(index)):
        if draft.verdicts[above] not in (None, BlockKind.BODY):
            continue
        if draft.text(above).endswith(":"):
            return True
        if ends_sentence(draft.text(above)):
            return False
    return False
