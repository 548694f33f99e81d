"""What every button here has in common: it is made from its custom id when pressed, and what goes wrong is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot import errors

if TYPE_CHECKING:
    from bot.client import DatelineClient


class IdButton(ui.DynamicItem[ui.Button[Any]], template=r"(?!)"):
    """A button that answers from its custom id alone; `match` is the id taken apart by the class's template."""

    def __init__(self, match: re.Match[str]) -> None:
        super().__init__(ui.Button(custom_id=match.string))
        self.match = match

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """Called by discord.py when a custom id fits the template."""
        return cls(match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Called by discord.py when the button is pressed; discord.py would only log what goes wrong."""
        async with errors.told(interaction):
            await self.pressed(interaction)

    async def pressed(self, interaction: discord.Interaction[DatelineClient]) -> None:
        """What the button does."""
        raise NotImplementedError
