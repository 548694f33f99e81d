"""Whatever stands on a card, the message keeps Discord's limits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.present import Card, PageId, Tone, answer_buttons, layout, page_buttons, paged
from bot.present.limits import MAX_COMPONENTS, MAX_TEXT, units

TEXT = st.text(max_size=300).map(lambda text: text * 8)
CARDS = st.builds(Card, st.text(max_size=800), st.lists(TEXT, max_size=60).map(tuple), st.text(max_size=1_500), st.sampled_from(Tone))
SHOWN = PageId("answer", 7, "who")


def _texts(view: ui.LayoutView) -> list[str]:
    return [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]


def _all(components: Any) -> int:
    """Every component of Discord's JSON, nested ones counted."""
    if isinstance(components, list):
        return sum(map(_all, components))
    return 1 + _all(components.get("components", []))


@given(CARDS)
def test_every_page_keeps_discords_limits(card: Card) -> None:
    pages = paged(card)
    assert pages
    for page in pages:
        buttons = answer_buttons(page, SHOWN, passages=True)
        view = layout(page, buttons, mention="<@&1234567890123456789>", late_since=datetime(2026, 3, 2, tzinfo=UTC))
        assert sum(map(units, _texts(view))) <= MAX_TEXT
        assert _all(view.to_components()) <= MAX_COMPONENTS  # type: ignore[no-untyped-call]
        assert all(text.strip() for text in _texts(view))


def test_an_answer_leads_on_privately_and_a_page_turns_in_place() -> None:
    first, second, *_ = paged(Card("Long", ("word " * 3_000,)))
    more, passages = answer_buttons(first, SHOWN, passages=True)
    assert more.custom_id == "open:answer:7:who:1"
    assert passages.custom_id == "open:passages:7:who:0"
    back, onwards = page_buttons(second, PageId("answer", 7, "who", 1))
    assert (back.custom_id, onwards.custom_id) == ("turn:answer:7:who:0", "turn:answer:7:who:2")


def test_a_card_of_one_page_has_no_buttons_of_its_own() -> None:
    (page,) = paged(Card("Short", ("Nothing more.",)))
    assert answer_buttons(page, SHOWN, passages=False) == []
    assert page_buttons(page, SHOWN) == []


def test_a_mention_stands_outside_the_container() -> None:
    (page,) = paged(Card("Short", ("Nothing more.",)))
    mention, container = layout(page, mention="<@&1>").to_components()  # type: ignore[no-untyped-call]
    assert mention["content"] == "<@&1>"
    assert container["accent_color"] == Tone.PLAIN
