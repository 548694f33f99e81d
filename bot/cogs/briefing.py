"""/briefing: the story told at once, in the length that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.options import PRIVATE, STORY, Length, stories_like, told
from bot.present import PageId, briefing_card
from bot.views.pages import show
from briefings.model import Template
from briefings.templates.render import render

if TYPE_CHECKING:
    from bot.client import DatelineClient

    Interaction = discord.Interaction[DatelineClient]


class BriefingNow(commands.Cog):
    """The same briefing that a subscription posts."""

    @app_commands.command(description="The whole story in short: what happened, and where the sources disagree")
    @app_commands.describe(length="How much of it; standard if you leave it out", story=STORY, private=PRIVATE)
    @app_commands.autocomplete(story=stories_like)
    async def briefing(
        self, interaction: Interaction, length: Length = "standard", story: str | None = None, private: bool = False
    ) -> None:
        """What does not fit into one message stands behind "More"."""
        found = await told(interaction, story)
        card = briefing_card(render(found.digest_id, found.story.id, found.digest, Template(length)))
        await show(interaction, card, PageId("answer", found.digest_id, f"briefing.{length}"), private=private, passages=True)
