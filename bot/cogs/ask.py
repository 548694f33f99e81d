"""/ask: a free question, answered from the sources or not at all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.options import PRIVATE, STORY, stories_like, told
from bot.indexes import Indexes
from bot.present import PageId, answer_card, cited
from bot.views.pages import show

if TYPE_CHECKING:
    from bot.client import DatelineClient

    Interaction = discord.Interaction[DatelineClient]


class Ask(commands.Cog):
    """Questions and their answers."""

    def __init__(self) -> None:
        self._indexes = Indexes()

    @app_commands.command(description="Ask the sources anything, in plain words")
    @app_commands.describe(question="Such as: who pays for it?", story=STORY, private=PRIVATE)
    @app_commands.autocomplete(story=stories_like)
    async def ask(self, interaction: Interaction, question: str, story: str | None = None, private: bool = False) -> None:
        """The direct line, what each source says, and the passages; or that the sources do not say."""
        found = await told(interaction, story)
        ready = await self._indexes.of(interaction.client.db, found.digest_id, found.digest)
        answer = await asyncio.to_thread(ready.index.ask, question)
        topic = cited(answer.evidence, found.digest)
        wanted = PageId("answer", found.digest_id, topic or "cited")
        await show(interaction, answer_card(answer, found.digest, ready.articles), wanted, private=private, passages=topic is not None)
