"""Cleaning: lines in, the article's text out as typed blocks, with a receipt of every piece that was cut and why.

Each line is first judged by its own form (markers, offers, captions, credits), then by where it stands (head, tail), and what is left is
body or, where a short line heads a paragraph, a subheading. The text is the kept blocks joined by one empty line; a dateline is a block of
its own, and so is an agency's signature behind the last sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefings.articles import cues
from briefings.articles.credits import byline, copyright_author, reporting_credit, signed_by, syndicated_from
from briefings.articles.draft import Draft, Verdict
from briefings.articles.head import judge_head
from briefings.articles.line import Hint, Line, ends_sentence, key, words
from briefings.articles.pictures import ends_in_agency, is_caption, is_credit
from briefings.articles.rest import judge_rest
from briefings.articles.stamps import full_date, is_timestamp
from briefings.articles.tail import judge_tail
from briefings.model import Block, BlockKind, Cut

_MARKUP = {Hint.CAPTION: BlockKind.CAPTION, Hint.CREDIT: BlockKind.CREDIT}
_HEADLINE_WORDS = 24
_LONGEST_FURNITURE = 1500


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The outcome: `text[block.start:block.end]` for every block.

    `stamp` is the date of publication that the text itself states, `updated` that of an update.
    """

    text: str
    blocks: tuple[Block, ...]
    removed: tuple[Cut, ...]
    title: str | None
    byline: str | None
    original: str | None
    dateline: str | None
    stamp: date | None
    updated: date | None


def clean(lines: list[Line], *, title: str | None = None, outlet: str | None = None) -> Cleaned:
    """Type the lines, cut the boilerplate, keep the receipt; `title` and `outlet`, where known, help to recognise both in the text."""
    draft = Draft(lines, outlets=_outlet_names(outlet))
    _judge_forms(draft)
    judge_head(draft, title)
    _judge_followers(draft)
    judge_tail(draft)
    judge_rest(draft)
    return _composed(draft)


def _outlet_names(outlet: str | None) -> tuple[str, ...]:
    """Its names, its own first: "The Herald (The Agency)" may call itself The Herald, and The Agency's name may stand in its text."""
    parts = (outlet or "").replace(")", "(").split("(")
    return tuple(key(part) for part in parts if len(part.strip()) > 2)


# ---------------------------------------------------------------- a line by its own form


def _judge_forms(draft: Draft) -> None:
    for index in list(draft.open()):
        if draft.lines[index].hint is not Hint.TITLE:
            draft.verdicts[index] = _form(draft.lines[index])
    _judge_below_ads(draft)
    for index in list(draft.open()):
        # Behind the last paragraph of all, it is the agency's signature under the report.
        if ends_in_agency(draft.text(index)) and not cues.reports(draft.text(index)) and draft.first_prose(index + 1) < len(draft.lines):
            draft.verdicts[index] = BlockKind.CAPTION


def _judge_below_ads(draft: Draft) -> None:
    """The line right below "Advertisement" that speaks to the reader is the advertisement."""
    for index in list(draft.open(1)):
        if (
            draft.verdicts[index - 1] == "ad"
            and draft.lines[index].chunk == draft.lines[index - 1].chunk
            and cues.speaks_to_reader(draft.text(index))
        ):
            draft.verdicts[index] = "ad"


def _form(line: Line) -> Verdict:
    """What one line is by itself, or None where that depends on where it stands."""
    text = line.text
    if line.hint in _MARKUP:
        return _MARKUP[line.hint]
    if len(text) > _LONGEST_FURNITURE:
        return None
    if not any(c.isalnum() for c in text):
        return "end" if text.startswith("###") else "rule"
    if cues.corrects(text):
        return BlockKind.BODY
    return cues.marker(text) or _credits(text) or cues.opening(text) or _others(text)


def _credits(text: str) -> Verdict:
    if is_timestamp(text):
        return "timestamp"
    if syndicated_from(text):
        return "syndication"
    if reporting_credit(text):
        return "credit"
    if text.startswith("©") and is_caption(text):
        return BlockKind.CAPTION
    return BlockKind.CREDIT if is_credit(text) else None


def _others(text: str) -> Verdict:
    if cues.points_elsewhere(text):
        return "related"
    if is_caption(text):
        return BlockKind.CAPTION
    if cues.wire(text):
        return "wire"
    if cues.contact(text):
        return "contact"
    return "promo" if cues.offers(text) else None


def _judge_followers(draft: Draft) -> None:
    """Headlines below "Related stories" and their like belong to it, until running text goes on."""
    below, lede = False, draft.first_prose(0 if draft.title is None else draft.title + 1)
    for index in range(lede, len(draft.lines)):
        verdict, line = draft.verdicts[index], draft.lines[index]
        if verdict == "related":
            below = cues.marker(line.text) == "related"
        elif below and (verdict is None or (verdict is BlockKind.CAPTION and "(" not in line.text)):
            sentence = ends_sentence(line.text) and not line.text.endswith(("?", "!"))
            below = not sentence and line.hint is not Hint.HEADING and words(line.text) <= _HEADLINE_WORDS
            if below:
                draft.verdicts[index] = "related"


# ---------------------------------------------------------------- putting together


def _composed(draft: Draft) -> Cleaned:
    body = [index for index, verdict in enumerate(draft.verdicts) if verdict is BlockKind.BODY]
    dateline = draft.dateline(body[0]) if body else None
    signature = signed_by(draft.text(body[-1])) if body else None
    pieces: list[tuple[BlockKind, str]] = []
    for index, verdict in enumerate(draft.verdicts):
        if not isinstance(verdict, BlockKind):
            continue
        text, start, end = draft.text(index), 0, None
        if dateline and index == body[0]:
            start = dateline.end
            pieces.append((BlockKind.DATELINE, text[:start].strip()))
        if signature and index == body[-1] and signature[0] > start:
            end = signature[0]
        pieces.append((verdict, text[start:end].strip()))
        if end is not None:
            pieces.append((BlockKind.CREDIT, text[end:]))
    text, blocks = _joined(pieces)
    removed = tuple(
        Cut(line.text, verdict)
        for line, verdict in zip(draft.lines, draft.verdicts, strict=True)
        if isinstance(verdict, str) and not isinstance(verdict, BlockKind)
    )
    return Cleaned(
        text=text,
        blocks=blocks,
        removed=removed,
        title=draft.text(draft.title) if draft.title is not None else None,
        byline=_byline(draft),
        original=_original(draft, [dateline.agency if dateline else None, signature[1] if signature else None]),
        dateline=(dateline.place or None) if dateline else None,
        stamp=_stamp(draft, dateline.day if dateline else None, updated=False),
        updated=_stamp(draft, None, updated=True),
    )


def _joined(pieces: list[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    blocks: list[Block] = []
    at = 0
    for kind, text in pieces:
        blocks.append(Block(kind, at, at + len(text)))
        at += len(text) + 2
    return "\n\n".join(text for _, text in pieces), tuple(blocks)


def _original(draft: Draft, agencies: list[str | None]) -> str | None:
    """The paper or agency that the text names as its origin, unless that is the outlet itself."""
    named = [syndicated_from(text) for text in draft.verdict_texts("syndication")]
    return next((name for name in [*named, *agencies] if name and key(name) not in draft.outlets[:1]), None)


def _byline(draft: Draft) -> str | None:
    """The printed byline, else the name in a copyright line, else the agency's credit."""
    if printed := draft.verdict_texts(BlockKind.BYLINE):
        return byline(printed[0]) or printed[0]
    named = [name for text in draft.verdict_texts("copyright") if (name := copyright_author(text))]
    credited = [text.strip("()[] ") for text in draft.verdict_texts("credit")]
    return next(iter(named + credited), None)


def _stamp(draft: Draft, day: str | None, *, updated: bool) -> date | None:
    """The first full date of a time stamp, or else of the dateline; of stamps that tell of an update only where that is asked for."""
    stamps = [text for text in draft.verdict_texts("timestamp", BlockKind.BYLINE) if ("updat" in text.lower()[:12]) == updated]
    return next((found for text in [*stamps, day or ""] if (found := full_date(text))), None)
