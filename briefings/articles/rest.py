"""What is left when head, tail and boilerplate are known: running text, subheadings among it, and lines printed twice."""

from __future__ import annotations

from briefings.articles import cues
from briefings.articles.draft import Draft
from briefings.articles.line import Hint, ends_sentence, key, words
from briefings.model import BlockKind

_SUBHEADING_WORDS = 12
_QUOTED_SUBHEADING_WORDS = 6


def judge_rest(draft: Draft) -> None:
    """Give every line that is still undecided its verdict."""
    _repeats(draft)
    left = list(draft.open())
    headings = {index for at, index in enumerate(left) if _is_subheading(draft, left, at)}
    for index in left:
        draft.verdicts[index] = BlockKind.SUBHEADING if index in headings else BlockKind.BODY


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
    return words(line.text) >= 5 and line.hint is not Hint.HEADING and (quoted or not ends_sentence(line.text))


def _is_subheading(draft: Draft, left: list[int], at: int) -> bool:
    """A heading, or a short line without a full stop that alone stands between paragraphs, with running text below it."""
    line = draft.lines[left[at]]
    if line.hint is Hint.HEADING:
        return True
    if line.hint is not Hint.NONE or at == 0 or at + 1 == len(left):
        return False
    above, below = draft.lines[left[at - 1]], draft.lines[left[at + 1]]
    return _heads(line.text) and not _heads(below.text) and not _heads(above.text) and not above.text.endswith(":")


def _heads(text: str) -> bool:
    """Whether the text has the form of a subheading."""
    if words(text) > _SUBHEADING_WORDS or text[-1:] in ".,;:…" or text[:1] in "-*•·‣–—●" or cues.reports(text):
        return False
    quoted = text[:1] in '"“' or text[-1:] in '"”'
    return not quoted or (words(text) <= _QUOTED_SUBHEADING_WORDS and not ends_sentence(text.rstrip('"”')))
