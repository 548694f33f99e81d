"""Cleaning: lines in, the article's text out as typed blocks, with a receipt of every piece that was cut and why.

Each line is first judged by its own form (markers, offers, captions, credits), then by where it stands (head, tail), and what is left is body
or, where a short line heads a paragraph, a subheading. The text is the kept blocks joined by one empty line; a dateline is a block of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefings.articles import cues
from briefings.articles.draft import Draft
from briefings.articles.furniture import (
    byline,
    copyright_author,
    find_dateline,
    full_date,
    is_caption,
    is_credit,
    is_timestamp,
    reporting_credit,
    syndicated_from,
)
from briefings.articles.head import judge_head
from briefings.articles.line import Hint, Line, ends_sentence, key, words
from briefings.articles.tail import judge_tail
from briefings.model import Block, BlockKind, Cut

_SUBHEADING_WORDS = 12
_MARKUP = {Hint.CAPTION: BlockKind.CAPTION, Hint.CREDIT: BlockKind.CREDIT}


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The outcome: `text[block.start:block.end]` for every block; `stamp` is the date of publication that the text itself states."""

    text: str
    blocks: tuple[Block, ...]
    removed: tuple[Cut, ...]
    title: str | None
    byline: str | None
    original: str | None
    dateline: str | None
    stamp: date | None


def clean(lines: list[Line], *, title: str | None = None, outlet: str | None = None) -> Cleaned:
    """Type the lines, cut the boilerplate, keep the receipt; `title` and `outlet`, where known, help to recognise both in the text."""
    draft = Draft(lines, outlets=_outlet_names(outlet))
    _judge_forms(draft)
    judge_head(draft, title)
    _judge_followers(draft)
    judge_tail(draft)
    _judge_rest(draft)
    return _composed(draft)


def _outlet_names(outlet: str | None) -> tuple[str, ...]:
    """ "The Herald (Agency)" calls itself The Herald, and prints the Agency's name."""
    parts = (outlet or "").replace(")", "(").split("(")
    return tuple(key(part) for part in parts if len(part.strip()) > 2)


# ---------------------------------------------------------------- a line by its own form


def _judge_forms(draft: Draft) -> None:
    for index in list(draft.open()):
        line = draft.lines[index]
        if line.hint is not Hint.TITLE:
            draft.verdicts[index] = _form(line)
    for index in list(draft.open(end=len(draft.lines) - 1)):
        # The alternative text of a picture is pasted as a short line right above its caption.
        line, below = draft.lines[index], draft.lines[index + 1]
        if (
            draft.verdicts[index + 1] is BlockKind.CAPTION
            and line.chunk == below.chunk
            and line.hint is Hint.NONE
            and not ends_sentence(line.text)
        ):
            draft.verdicts[index] = "image_alt"


def _form(line: Line) -> BlockKind | str | None:
    """What one line is by itself, or None where that depends on where it stands."""
    text = line.text
    if line.hint in _MARKUP:
        return _MARKUP[line.hint]
    if not any(c.isalnum() for c in text):
        return "end" if text.startswith("###") else "rule"
    if kind := cues.marker(text):
        return kind
    if is_timestamp(text):
        return "timestamp"
    if syndicated_from(text):
        return "syndication"
    if reporting_credit(text):
        return "credit"
    if is_credit(text):
        return BlockKind.CREDIT
    if kind := cues.opening(text):
        return kind
    if is_caption(text):
        return BlockKind.CAPTION
    if cues.wire(text):
        return "wire"
    if cues.contact(text):
        return "contact"
    return "promo" if cues.offers(text) else None


# ---------------------------------------------------------------- a line by what stands above it


def _judge_followers(draft: Draft) -> None:
    """Headlines below "Related stories" and their like belong to it, until running text goes on."""
    heading = False
    for index in range(len(draft.lines)):
        verdict, line = draft.verdicts[index], draft.lines[index]
        if verdict == "related":
            heading = cues.marker(line.text) == "related" and draft.first_prose() < index
        elif verdict is None and heading:
            heading = not ends_sentence(line.text) and line.hint is not Hint.HEADING and words(line.text) <= 20
            if heading:
                draft.verdicts[index] = "related"


# ---------------------------------------------------------------- what is left


def _judge_rest(draft: Draft) -> None:
    _repeats(draft)
    left = list(draft.open())
    for index in left:
        draft.verdicts[index] = BlockKind.SUBHEADING if _is_subheading(draft, index, left) else BlockKind.BODY


def _repeats(draft: Draft) -> None:
    """A second printing of a line, and a pull quote, which prints words of a paragraph again, are cut."""
    seen: set[str] = set()
    paragraphs = [key(draft.text(index)) for index in draft.open() if draft.prose(index)]
    for index in list(draft.open()):
        text, form = draft.text(index), key(draft.text(index))
        again = words(text) >= 4 and form in seen
        pulled = (
            words(text) >= 5
            and draft.lines[index].hint is not Hint.HEADING
            and not ends_sentence(text.rstrip("\"”’'"))
            and any(form in other and form != other for other in paragraphs)
        )
        if again or pulled:
            draft.verdicts[index] = "repeated" if again else "pull_quote"
        seen.add(form)


def _is_subheading(draft: Draft, index: int, left: list[int]) -> bool:
    """A heading, or a short line without a full stop that alone stands between paragraphs, with running text below it."""
    line = draft.lines[index]
    if line.hint is Hint.HEADING:
        return True
    at = left.index(index)
    if line.hint is not Hint.NONE or at == 0 or at + 1 == len(left):
        return False
    above, below = draft.lines[left[at - 1]], draft.lines[left[at + 1]]
    alone = line.chunk not in (above.chunk, below.chunk) or line.chunk == below.chunk
    return alone and _heads(line.text) and not _heads(above.text) and not _heads(below.text) and not above.text.endswith(":")


def _heads(text: str) -> bool:
    """Whether the text has the form of a subheading."""
    if words(text) > _SUBHEADING_WORDS or text[-1:] in ".,;:…" or text[:1] in "-*•·‣–—0123456789" or not text[:1].isprintable():
        return False
    if text.endswith(("!", "?")) and text[:1] in '"“':
        return False
    quoted = text[:1] in '"“' or text[-1:] in '"”'
    return not cues.reports(text) and (not quoted or words(text) <= 6)


# ---------------------------------------------------------------- putting together


def _composed(draft: Draft) -> Cleaned:
    pieces: list[tuple[BlockKind, str]] = []
    removed: list[Cut] = []
    places: list[str] = []
    original = _original(draft)
    for line, verdict in zip(draft.lines, draft.verdicts, strict=True):
        if not isinstance(verdict, BlockKind):
            removed.append(Cut(line.text, verdict or "unknown"))
            continue
        first_body = verdict is BlockKind.BODY and all(kind is not BlockKind.BODY for kind, _ in pieces)
        found = find_dateline(line.text) if first_body else None
        if found:
            pieces.append((BlockKind.DATELINE, line.text[: found.end].strip()))
            places.append(found.place or found.agency or "")
            original = original or _agency(draft, found.agency)
        pieces.append((verdict, line.text[found.end :] if found else line.text))
    text, blocks = _joined(pieces)
    title = draft.text(draft.title) if draft.title is not None else None
    return Cleaned(text, blocks, tuple(removed), title, _byline(draft), original, places[0] if places else None, _stamp(draft))


def _joined(pieces: list[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    blocks: list[Block] = []
    at = 0
    for kind, text in pieces:
        blocks.append(Block(kind, at, at + len(text)))
        at += len(text) + 2
    return "\n\n".join(text for _, text in pieces), tuple(blocks)


def _agency(draft: Draft, agency: str | None) -> str | None:
    """The agency, unless it is the outlet itself; one that the outlet's name holds in brackets is not."""
    return agency if agency and key(agency) not in draft.outlets[:1] else None


def _original(draft: Draft) -> str | None:
    cut = [line.text for line, verdict in zip(draft.lines, draft.verdicts, strict=True) if verdict == "syndication"]
    return next((source for text in cut if (source := _agency(draft, syndicated_from(text)))), None)


def _byline(draft: Draft) -> str | None:
    """The printed byline, else the name in a copyright line, else the agency's credit."""
    by_kind = {
        kind: [line.text for line, verdict in zip(draft.lines, draft.verdicts, strict=True) if verdict == kind]
        for kind in (BlockKind.BYLINE, "copyright", "credit")
    }
    if printed := by_kind[BlockKind.BYLINE]:
        return byline(printed[0]) or printed[0]
    if named := [name for text in by_kind["copyright"] if (name := copyright_author(text))]:
        return named[0]
    return next((text.strip("()[] ") for text in by_kind["credit"]), None)


def _stamp(draft: Draft) -> date | None:
    """The first full date of a time stamp or a dateline."""
    stamped = [line.text for line, verdict in zip(draft.lines, draft.verdicts, strict=True) if verdict in ("timestamp", BlockKind.BYLINE)]
    lede = next((line.text for line, verdict in zip(draft.lines, draft.verdicts, strict=True) if verdict is BlockKind.BODY), "")
    found = find_dateline(lede)
    return next((day for text in [*stamped, *([found.day] if found and found.day else [])] if (day := full_date(text))), None)
