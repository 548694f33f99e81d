"""/source add and /source remove: articles into a story and out of it, for those who may."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.cogs.options import CHOICES, STORY, choice, guild_of, stories_like
from bot.errors import OutletMissing, UnknownDate
from bot.rights import require_manager
from bot.shelf import story_named
from bot.views.drafts import show_preview
from bot.views.form import OUTLET_ROOM, ArticleForm, Pasted
from bot.views.removal import ask_removal
from briefings import collect
from briefings.articles.apart import read_apart
from briefings.articles.decode import MAX_BYTES
from briefings.errors import ArticleTooLarge, DatelineError, StoryReadOnly, UnknownArticle
from briefings.model import Article, Story
from briefings.store import articles
from briefings.templates.markdown import visible

if TYPE_CHECKING:
    from bot.client import DatelineClient

    Interaction = discord.Interaction[DatelineClient]

PASTED = "pasted.txt"
_UNNAMED = "?"
"""The id of an article that no story has yet: the story gives it the next free one."""


async def _articles(interaction: Interaction, current: str) -> list[Choice[str]]:
    try:
        story = await story_named(interaction.client.db, guild_of(interaction), interaction.namespace.story)
    except DatelineError:
        return []  # the command itself says what is wrong
    present = await articles.of_story(interaction.client.db, story.id)
    labels = [(f"{article.outlet}: {article.title}", article.id) for article in present]
    return [choice(label, id) for label, id in labels if current.casefold() in label.casefold()][:CHOICES]


class Sources(commands.GroupCog, group_name="source", group_description="Add an article to a story, or take one out"):
    """What counts as a source of a story."""

    @app_commands.command(description="Add an article: paste it into a form, or hand in a file")
    @app_commands.describe(
        story=STORY,
        file="A .txt, .md or .html file, in place of the form",
        outlet="With a file: who published it, such as Reuters",
        published="With a file: year, month and day, such as 2018-09-14",
    )
    @app_commands.autocomplete(story=stories_like)
    async def add(
        self,
        interaction: Interaction,
        story: str | None = None,
        file: discord.Attachment | None = None,
        outlet: Range[str, 1, OUTLET_ROOM] | None = None,
        published: str | None = None,
    ) -> None:
        """Nothing counts before the preview is confirmed."""
        guild_id = guild_of(interaction)
        await require_manager(interaction, interaction.client.db, guild_id)
        chosen = await story_named(interaction.client.db, guild_id, story)
        if file is None:
            await interaction.response.send_modal(ArticleForm(partial(_propose_pasted, chosen)))
            return
        named, day = _outlet(outlet), _day(published)
        if file.size > MAX_BYTES:
            raise ArticleTooLarge(name=file.filename, size=f"{file.size / 1e6:.1f} MB", limit=f"{MAX_BYTES // 1_000_000} MB")
        await interaction.response.defer(ephemeral=True, thinking=True)
        data = await file.read()
        async with interaction.client.reading:
            article = await read_apart(data, name=file.filename, id=_UNNAMED, outlet=named, published=day)
        await _propose(interaction, chosen, article)

    @app_commands.command(description="Take an article out of a story")
    @app_commands.describe(article="Which one", story=STORY)
    @app_commands.autocomplete(article=_articles, story=stories_like)
    async def remove(self, interaction: Interaction, article: str, story: str | None = None) -> None:
        """Asks before anything goes."""
        guild_id = guild_of(interaction)
        await require_manager(interaction, interaction.client.db, guild_id)
        chosen = await story_named(interaction.client.db, guild_id, story)
        if chosen.built_in:
            raise StoryReadOnly(title=chosen.title)
        present = {one.id.casefold(): one for one in await articles.of_story(interaction.client.db, chosen.id)}
        if (found := present.get(article.strip().casefold())) is None:
            raise UnknownArticle(title=chosen.title, id=article, ids=", ".join(one.id for one in present.values()))
        await ask_removal(interaction, chosen, found)


async def _propose_pasted(story: Story, interaction: Interaction, pasted: Pasted) -> None:
    await require_manager(interaction, interaction.client.db, guild_of(interaction))  # the form may have been open for long
    outlet, day = _outlet(pasted.outlet), _day(pasted.published)
    await interaction.response.defer(ephemeral=True, thinking=True)
    async with interaction.client.reading:
        article = await read_apart(pasted.text, name=PASTED, id=_UNNAMED, outlet=outlet, title=pasted.title or None, published=day)
    await _propose(interaction, story, article)


async def _propose(interaction: Interaction, story: Story, article: Article) -> None:
    client = interaction.client
    preview = await collect.propose(
        client.db,
        client.engine,
        guild_id=guild_of(interaction),
        story_id=story.id,
        user_id=interaction.user.id,
        article=article,
        now=client.now(),
    )
    await show_preview(interaction, preview)


def _outlet(text: str | None) -> str:
    """The outlet's name as it will be shown; raises OutletMissing where nothing of it would be seen."""
    if not (shown := visible(text or "")):
        raise OutletMissing
    return shown


def _day(text: str | None) -> date | None:
    if not text or not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UnknownDate(text=text) from None
