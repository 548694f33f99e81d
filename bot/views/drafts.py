"""The preview of a proposed article with Add and Cancel, which answer for the day that the draft is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ButtonStyle, ui

from bot.present import Card, Tone, layout, paged
from bot.present.receipts import added_card, preview_card
from bot.rights import require_manager
from bot.views.button import IdButton
from briefings import collect

if TYPE_CHECKING:
    from bot.client import DatelineClient


class DraftButton(IdButton, template=r"draft:(?P<act>add|cancel):(?P<draft>\d{1,18})"):
    """ "Add" makes the draft count, "Cancel" forgets it."""

    async def pressed(self, interaction: discord.Interaction[DatelineClient]) -> None:
        """Adding takes longer than Discord waits, so the answer is put off."""
        assert interaction.guild_id is not None, "drafts belong to servers"
        client, guild_id, draft_id = interaction.client, interaction.guild_id, int(self.match["draft"])
        await require_manager(interaction, client.db, guild_id)
        await interaction.response.defer()
        if self.match["act"] == "cancel":
            await collect.cancel(client.db, guild_id=guild_id, draft_id=draft_id)
            card = Card("Not added", ("Nothing of it was kept.",), tone=Tone.UNKNOWN)
        else:
            story, digest = await collect.confirm(
                client.db, client.engine, guild_id=guild_id, draft_id=draft_id, user_id=interaction.user.id, now=client.now()
            )
            card = added_card(story, digest)
        await interaction.edit_original_response(view=layout(paged(card)[0]))


async def show_preview(interaction: discord.Interaction[DatelineClient], preview: collect.Preview) -> None:
    """The preview in place of a put-off answer; what does not fit follows in further messages, which that person alone sees too."""
    first, *rest = paged(preview_card(preview.article, preview.story, preview.changes))
    buttons: list[ui.Button[Any]] = [
        ui.Button(style=ButtonStyle.success, label="Add", custom_id=f"draft:add:{preview.draft_id}"),
        ui.Button(style=ButtonStyle.secondary, label="Cancel", custom_id=f"draft:cancel:{preview.draft_id}"),
    ]
    await interaction.edit_original_response(view=layout(first, buttons))
    for page in rest:
        await interaction.followup.send(view=layout(page), ephemeral=True)
