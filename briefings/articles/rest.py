"""What is left when head, tail and boilerplate are known: running text, subheadings and bare captions among it, and lines printed twice."""

from __future__ import annotations

import re

from briefings.articles import cues
from briefings.articles.draft import Draft
from briefings.articles.line import Hint, ends_sentence, key, words
from briefings.model import BlockKind

_SUBHEADING_WORDS = 8
_CAPTION_WORDS = 30
_PULLED_WORDS = 9
_BULLETS = "-*•·‣–—●"
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|did|does|do|may|might|must|should)\b")
_SPEAKER = re.compile(r"[A-Z][A-Z .,'’-]+:\s")


def judge_rest(draft: Draft) -> None:
    """Give every line that is still undecided its verdict."""
    for index in list(draft.open()):
        # What the page marks as the author's, but is no byline in its place, tells of the author.
        if draft.lines[index].hint is Hint.BYLINE:
            draft.verdicts[index] = "author"
    _repeats(draft)
    left = list(draft.open())
    kinds = [_kind(draft, left, at) for at in range(len(left))]
    for index, kind in zip(left, kinds, strict=True):
        draft.verdicts[index] = kind


def _repeats(draft: Draft) -> None:
    """A second printing of a line, and a pull quote, which prints words of a paragraph again, are cut."""
    seen = {key(text) for text in draft.verdict_texts(BlockKind.TITLE, BlockKind.STANDFIRST)}
    paragraphs = {index: key(draft.text(index)) for index in draft.open() if draft.prose(index)}
    for index in list(draft.open()):
        form = key(draft.text(index))
        if words(form) >= 4 and form in seen:
            draft.verdicts[index] = "repeated"
        elif _may_be_pulled(draft, index) and any(form in other for at, other in paragraphs.items() if at != index):
            draft.verdicts[index] = "pull_quote"
        seen.add(form)


def _may_be_pulled(draft: Draft, index: int) -> bool:
    line = draft.lines[index]
    quoted = line.text[:1] in "\"“‘'" or line.hint is Hint.QUOTATION
    least = 4 if line.hint is Hint.QUOTATION else _PULLED_WORDS
    return words(line.text) >= least and line.hint is not Hint.HEADING and (quoted or not ends_sentence(line.text))


def _kind(draft: Draft, left: list[int], at: int) -> BlockKind:
    """A heading, or a line without a full stop that alone stands between paragraphs: short a subheading, longer a caption; else body."""
    line = draft.lines[left[at]]
    if line.hint is Hint.HEADING:
        return BlockKind.SUBHEADING
    if line.hint not in (Hint.NONE, Hint.PARAGRAPH) or at == 0 or at + 1 == len(left) or not _is_bare(line.text):
        return BlockKind.BODY
    above, below = draft.text(left[at - 1]), draft.text(left[at + 1])
    if _is_bare(below) or _is_bare(above) or above.endswith(":"):
        return BlockKind.BODY  # several such lines make a list
    if words(line.text) <= _SUBHEADING_WORDS:
        return BlockKind.SUBHEADING
    return BlockKind.BODY if ends_sentence(line.text) or _FINITE.search(line.text) else BlockKind.CAPTION


def _is_bare(text: str) -> bool:
    """Whether the text is no sentence, no item of a list and nobody's words: what a heading or a caption is."""
    if words(text) > _CAPTION_WORDS or text[-1:] in ".,;:…" or text[:1] in _BULLETS or cues.reports(text) or _SPEAKER.match(text):
        return False
    quoted = text[:1] in '"“' or text[-1:] in '"”'
    return not quoted or (words(text) <= _SUBHEADING_WORDS and not ends_sentence(text))
