"""A card is one answer as a person reads it: title, blocks, a small line at the foot; a page is what of it fits into a message (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from typing import Any

from discord import ButtonStyle, ui

from bot.present.ids import PageId
from bot.present.limits import MAX_COMPONENTS, MAX_TEXT, clip, pages, units
from bot.present.words import timestamp

_TITLE_ROOM = 300
_NOTE_ROOM = 600
_ASIDE_ROOM = 120
"""For what a page adds of its own: a mention of a role, since when it is late, and "page 2 of 3"."""

_FRAME = 13
"""Components beside a page's blocks: a mention, the container, title, separator, note, a row and five buttons, a row and a menu."""


class Tone(IntEnum):
    """The colour of a card's edge."""

    PLAIN = 0x3B6EA5
    DISPUTED = 0xD9822B
    DONE = 0x3C8D5A
    UNKNOWN = 0x8A8F98


@dataclass(frozen=True, slots=True)
class Card:
    """One answer: every text is Markdown, and what came from an article or a person in it is escaped."""

    title: str
    blocks: tuple[str, ...]
    note: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Page:
    """What of a card stands in one message: within Discord's limits, its frame counted."""

    title: str
    blocks: tuple[str, ...]
    note: str
    tone: Tone
    number: int
    count: int


def paged(card: Card) -> tuple[Page, ...]:
    """The card in as few pages as its text takes, one at least."""
    title, note = clip(card.title, _TITLE_ROOM), clip(card.note, _NOTE_ROOM)
    room = MAX_TEXT - units(title) - units(note) - _ASIDE_ROOM
    parts = pages(card.blocks, room=room, most=MAX_COMPONENTS - _FRAME) or ((),)
    return tuple(Page(title, part, note, card.tone, number, len(parts)) for number, part in enumerate(parts))


def layout(
    page: Page,
    buttons: Sequence[ui.Button[Any]] = (),
    *,
    mention: str | None = None,
    late_since: datetime | None = None,
    id: int | None = None,
    menu: ui.Select[Any] | None = None,
) -> ui.LayoutView:
    """The message: a container with the page, at most five buttons and a menu; a mention stands above it, as only there it notifies.

    One that comes late says since when it was due; `id` is the container's, by which the message can be found again. The view is finished
    from the start: its buttons are answered from their ids alone, so discord.py need not remember them.
    """
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=int(page.tone), id=id)
    for text in (f"### {page.title}", *page.blocks):
        container.add_item(ui.TextDisplay(text))
    if foot := _foot(page, late_since):
        container.add_item(ui.Separator()).add_item(ui.TextDisplay(foot))
    if buttons:
        container.add_item(ui.ActionRow(*buttons))
    if menu:
        container.add_item(ui.ActionRow(menu))
    view = ui.LayoutView(timeout=None)
    if mention:
        view.add_item(ui.TextDisplay(mention))
    view.add_item(container)
    view.stop()
    return view


def answer_buttons(page: Page, shown: PageId, *, passages: bool) -> list[ui.Button[Any]]:
    """The buttons below an answer: the rest of it where it does not fit, and the passages where there are some, each opened privately."""
    made: list[ui.Button[Any]] = []
    if page.number + 1 < page.count:
        made.append(_button("More", replace(shown, page=page.number + 1)))
    if passages:
        made.append(_button("Passages", PageId("passages", shown.digest_id, shown.topic)))
    return made


def page_buttons(page: Page, shown: PageId) -> list[ui.Button[Any]]:
    """The buttons below a page that was opened privately: back and onwards, in its place."""
    back = [_button("Back", shown.turned(page.number - 1))] if page.number > 0 else []
    onwards = [_button("More", shown.turned(page.number + 1))] if page.number + 1 < page.count else []
    return back + onwards


def _button(label: str, id: PageId) -> ui.Button[Any]:
    return ui.Button(style=ButtonStyle.secondary, label=label, custom_id=str(id))


def _foot(page: Page, late_since: datetime | None) -> str:
    late = f"Late: this was due at {timestamp(late_since)}." if late_since else ""
    count = f"page {page.number + 1} of {page.count}" if page.count > 1 else ""
    foot = " · ".join(part for part in (late, page.note, count) if part)
    return "\n".join(f"-# {line}" for line in foot.splitlines())
