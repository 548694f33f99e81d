"""/ask: a free question, answered from the sources or not at all."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.options import PRIVATE, STORY, stories_like, told
from bot.present import PageId, answer_card, cited
from bot.shelf import Told
from bot.views.pages import show
from briefings.ask import Index
from briefings.model import Article
from briefings.store import articles

if TYPE_CHECKING:
    from bot.client import DatelineClient

    Interaction = discord.Interaction[DatelineClient]

_REMEMBERED = 16


class Ask(commands.Cog):
    """Keeps the latest stories ready for questions: making one ready takes longer than answering."""

    def __init__(self) -> None:
        self._indexes: OrderedDict[int, tuple[Index, Sequence[Article]]] = OrderedDict()

    @app_commands.command(description="Ask the sources anything, in plain words")
    @app_commands.describe(question="Such as: who pays for it?", story=STORY, private=PRIVATE)
    @app_commands.autocomplete(story=stories_like)
    async def ask(self, interaction: Interaction, question: str, story: str | None = None, private: bool = False) -> None:
        """The direct line, what each source says, and the passages; or that the sources do not say."""
        found = await told(interaction, story)
        index, texts = await self._index(interaction, found)
        answer = await asyncio.to_thread(index.ask, question)
        topic = cited(answer.evidence, found.digest)
        wanted = PageId("answer", found.digest_id, topic or "cited")
        await show(interaction, answer_card(answer, found.digest, texts), wanted, private=private, passages=topic is not None)

    async def _index(self, interaction: Interaction, found: Told) -> tuple[Index, Sequence[Article]]:
        """The story's index and the articles it is of, made in a thread so that other commands need not wait."""
        if found.digest_id not in self._indexes:
            texts = await articles.of_digest(interaction.client.db, found.digest_id)
            self._indexes[found.digest_id] = await asyncio.to_thread(Index, found.digest, texts), texts
        self._indexes.move_to_end(found.digest_id)
        while len(self._indexes) > _REMEMBERED:
            self._indexes.popitem(last=False)
        return self._indexes[found.digest_id]
