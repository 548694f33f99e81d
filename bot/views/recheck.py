"""The button below a notice: look again whether Dateline may post, and if so go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ButtonStyle, ui

from bot.errors import SubscriptionGone
from bot.present import Card, Tone, layout, paged
from bot.present.words import timestamp
from bot.resume import check_again
from bot.rights import require_subscriber
from bot.views.button import IdButton
from briefings.store import notices, subscriptions
from briefings.store.subscriptions import Subscription, SubscriptionState
from briefings.templates.filters import listed
from briefings.templates.markdown import bold

if TYPE_CHECKING:
    from bot.client import DatelineClient


class CheckButton(IdButton, template=r"check:(?P<subscription>\d{1,18})"):
    """ "Check again": answers privately; the notice itself says it once the trouble is over."""

    async def pressed(self, interaction: discord.Interaction[DatelineClient]) -> None:
        """In a server for those who may subscribe there, in a direct message for whoever got the notice."""
        client = interaction.client
        guild_id = await self._guild(interaction)
        guild = client.get_guild(guild_id)
        found = await subscriptions.get(client.db, guild_id, int(self.match["subscription"]))
        if guild is None or found is None:
            raise SubscriptionGone
        lacking = await check_again(client.db, guild, found, client.now())
        after = await subscriptions.get(client.db, guild_id, found.id)
        card = _verdict(after or found, lacking)
        await interaction.response.send_message(view=layout(paged(card)[0]), ephemeral=True)

    async def _guild(self, interaction: discord.Interaction[DatelineClient]) -> int:
        """The server it is about; raises NotAllowed, SubscriptionGone."""
        if interaction.guild_id is not None:
            await require_subscriber(interaction, interaction.client.db, interaction.guild_id)
            return interaction.guild_id
        assert interaction.message is not None, "a button is on a message"
        told = await notices.at_message(interaction.client.db, interaction.message.id)
        if told is None:
            raise SubscriptionGone
        return told.guild_id


def check_button(subscription_id: int) -> ui.Button[Any]:
    """The button for a subscription."""
    return ui.Button(style=ButtonStyle.primary, label="Check again", custom_id=f"check:{subscription_id}")


def _verdict(found: Subscription, lacking: list[str] | None) -> Card:
    place = f"<#{found.channel_id}>"
    if lacking is None:
        return Card("Still gone", (f"There is no channel {place} any more. Choose another one for the subscription.",), tone=Tone.DISPUTED)
    if lacking:
        return Card("Not yet", (f"Dateline still lacks {listed(map(bold, lacking))} in {place}.",), tone=Tone.DISPUTED)
    if found.state is not SubscriptionState.ACTIVE:
        return Card("Nothing is missing", (f"Dateline may post in {place}, but the subscription is {found.state}.",), tone=Tone.UNKNOWN)
    coming = f" The next briefing comes {timestamp(found.next_run_at, 'R')}." if found.next_run_at else ""
    return Card("Posting again", (f"Dateline may post in {place}.{coming}",), tone=Tone.DONE)
