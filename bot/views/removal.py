"""The question whether an article shall really go, with Remove and Keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ButtonStyle, ui

from bot.present import Card, Tone, layout, paged
from bot.present.receipts import removed_card
from bot.rights import require_manager
from bot.views.button import IdButton
from briefings import collect
from briefings.model import Article, Story
from briefings.templates import dates
from briefings.templates.markdown import bold, escape

if TYPE_CHECKING:
    from bot.client import DatelineClient


class RemovalButton(IdButton, template=r"removal:(?P<act>remove|keep):(?P<story>\d{1,18}):(?P<article>[^:]{1,60})"):
    """ "Remove" takes the article out of the story, "Keep" leaves it."""

    async def pressed(self, interaction: discord.Interaction[DatelineClient]) -> None:
        """Removing makes a new digest, which may take longer than Discord waits, so the answer is put off."""
        assert interaction.guild_id is not None, "stories belong to servers"
        client, guild_id = interaction.client, interaction.guild_id
        await require_manager(interaction, client.db, guild_id)
        await interaction.response.defer()
        card = Card("Kept", ("The source stays as it is.",), tone=Tone.UNKNOWN)
        if self.match["act"] == "remove":
            story, digest = await collect.remove_article(
                client.db,
                client.engine,
                guild_id=guild_id,
                story_id=int(self.match["story"]),
                article_id=self.match["article"],
                now=client.now(),
            )
            card = removed_card(story, digest)
        await interaction.edit_original_response(view=layout(paged(card)[0]))


async def ask_removal(interaction: discord.Interaction[DatelineClient], story: Story, article: Article) -> None:
    """Ask, privately, before anything goes."""
    day = f", {dates.day(article.published)}" if article.published else ""
    text = f"{bold(article.outlet)}: {escape(article.title)}{day}"
    card = Card(f"Remove this from “{escape(story.title)}”?", (text,), "Facts that only this source states go with it.")
    end = f"{story.id}:{article.id}"
    buttons: list[ui.Button[Any]] = [
        ui.Button(style=ButtonStyle.danger, label="Remove", custom_id=f"removal:remove:{end}"),
        ui.Button(style=ButtonStyle.secondary, label="Keep", custom_id=f"removal:keep:{end}"),
    ]
    await interaction.response.send_message(view=layout(paged(card)[0], buttons), ephemeral=True)
