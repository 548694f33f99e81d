"""The form that an article is pasted into."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import TextStyle, ui

from bot import errors

if TYPE_CHECKING:
    from bot.client import DatelineClient

FIELD_ROOM = 4_000
"""The most that a field of a Discord form takes; two fields make room for an article of common length."""

OUTLET_ROOM = 100

FORM_SECONDS = 3_600
"""How long an opened form can be handed in; Discord does not say when somebody closes one."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was filled in, untouched except for spaces around it."""

    outlet: str
    title: str
    published: str
    text: str


class ArticleForm(ui.Modal, title="Add a source"):
    """Outlet, headline, date and text; `filled` gets what was handed in."""

    outlet: ui.Label[Any] = ui.Label(
        text="Outlet", description="Who published it, such as Reuters", component=ui.TextInput(max_length=OUTLET_ROOM)
    )
    headline: ui.Label[Any] = ui.Label(text="Headline", component=ui.TextInput(max_length=300, required=False))
    published: ui.Label[Any] = ui.Label(
        text="Published", description="Year, month and day, such as 2018-09-14", component=ui.TextInput(max_length=20, required=False)
    )
    text: ui.Label[Any] = ui.Label(
        text="Text", description="The article's own text, in English", component=ui.TextInput(style=TextStyle.long, max_length=FIELD_ROOM)
    )
    more: ui.Label[Any] = ui.Label(
        text="Text, continued",
        description="For an article of more than 4,000 characters; longer still: hand it in as a file",
        component=ui.TextInput(style=TextStyle.long, max_length=FIELD_ROOM, required=False),
    )

    def __init__(self, filled: Callable[[discord.Interaction[DatelineClient], Pasted], Awaitable[None]]) -> None:
        super().__init__(timeout=FORM_SECONDS)
        self._filled = filled

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Called by discord.py when the form is handed in."""
        pasted = Pasted(_value(self.outlet), _value(self.headline), _value(self.published), f"{_value(self.text)}\n{_value(self.more)}")
        await self._filled(interaction, pasted)

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception) -> None:  # type: ignore[override]  # a form has no item
        """Called by discord.py when on_submit raises."""
        await errors.tell(interaction, error)


def _value(label: ui.Label[Any]) -> str:
    assert isinstance(label.component, ui.TextInput)
    return label.component.value.strip()
