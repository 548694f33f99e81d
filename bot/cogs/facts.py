"""/who, /where, /when, /staffing and /sources: what the sources say on one topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.options import PRIVATE, STORY, people_like, person_named, stories_like, told
from bot.present import PageId, topic_card, topic_evidence
from bot.shelf import Told
from bot.views.pages import show

if TYPE_CHECKING:
    from bot.client import DatelineClient

    Interaction = discord.Interaction[DatelineClient]


class Facts(commands.Cog):
    """Commands that show one topic of a story's digest."""

    @app_commands.command(description="Who is in the story, and what the sources call them")
    @app_commands.describe(person="One person alone", story=STORY, private=PRIVATE)
    @app_commands.autocomplete(person=people_like, story=stories_like)
    async def who(self, interaction: Interaction, person: str | None = None, story: str | None = None, private: bool = False) -> None:
        """Everybody, or one person with all that the sources call them."""
        found = await told(interaction, story)
        topic = f"who.{person_named(found.digest, person)}" if person else "who"
        await _show_topic(interaction, found, topic, private)

    @app_commands.command(description="Where it happened, and the places the sources name")
    @app_commands.describe(story=STORY, private=PRIVATE)
    @app_commands.autocomplete(story=stories_like)
    async def where(self, interaction: Interaction, story: str | None = None, private: bool = False) -> None:
        """The main place first."""
        await _show_topic(interaction, await told(interaction, story), "where", private)

    @app_commands.command(description="When it happened: the dates and the timeline")
    @app_commands.describe(story=STORY, private=PRIVATE)
    @app_commands.autocomplete(story=stories_like)
    async def when(self, interaction: Interaction, story: str | None = None, private: bool = False) -> None:
        """Dates that the sources give, then the timeline."""
        await _show_topic(interaction, await told(interaction, story), "when", private)

    @app_commands.command(description="How many people work there, source by source")
    @app_commands.describe(story=STORY, private=PRIVATE)
    @app_commands.autocomplete(story=stories_like)
    async def staffing(self, interaction: Interaction, story: str | None = None, private: bool = False) -> None:
        """Every figure with the sources that state it."""
        await _show_topic(interaction, await told(interaction, story), "staffing", private)

    @app_commands.command(description="The articles that the story rests on")
    @app_commands.describe(story=STORY, private=PRIVATE)
    @app_commands.autocomplete(story=stories_like)
    async def sources(self, interaction: Interaction, story: str | None = None, private: bool = False) -> None:
        """Outlet, headline, day, and what was cut or shared."""
        await _show_topic(interaction, await told(interaction, story), "sources", private)


async def _show_topic(interaction: Interaction, found: Told, topic: str, private: bool) -> None:
    supported = any(passages for _, passages in topic_evidence(found.digest, topic))
    wanted = PageId("answer", found.digest_id, topic)
    await show(interaction, topic_card(found.digest, topic), wanted, private=private, passages=supported)
