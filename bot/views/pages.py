"""Answers page by page: the message of an answer, and the buttons below it, which find everything anew from their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.errors import AnswerGone
from bot.present import (
    Card,
    Page,
    PageId,
    answer_buttons,
    briefing_card,
    cited_passages,
    layout,
    page_buttons,
    paged,
    passages_card,
    topic_card,
    topic_evidence,
)
from bot.present.ids import PAGE_ID
from bot.views.button import IdButton
from briefings.model import Digest, Story, Template
from briefings.store import Reader, articles, digests, stories
from briefings.templates.render import render

if TYPE_CHECKING:
    from bot.client import DatelineClient


class PageButton(IdButton, template=PAGE_ID):
    """ "More", "Back" and "Passages": opens a page privately, or turns the page that it stands on."""

    async def pressed(self, interaction: discord.Interaction[DatelineClient]) -> None:
        """Find the digest, if this server may see it, and show the page."""
        wanted = PageId.of(self.match)
        assert interaction.guild_id is not None, "commands, and so their buttons, are for servers only"
        card = await card_for(interaction.client.db, interaction.guild_id, wanted)
        page = _page(card, wanted)
        view = layout(page, page_buttons(page, wanted))
        if wanted.act == "turn":
            await interaction.response.edit_message(view=view)
        else:
            await interaction.response.send_message(view=view, ephemeral=True)


async def show(interaction: discord.Interaction[DatelineClient], card: Card, shown: PageId, *, private: bool, passages: bool) -> None:
    """Answer a command with the first page of a card, and the buttons that lead on from it."""
    page = _page(card, shown)
    view = layout(page, answer_buttons(page, shown, passages=passages))
    await interaction.response.send_message(view=view, ephemeral=private)


def _page(card: Card, wanted: PageId) -> Page:
    """The page of a card that is wanted, its last one where it has fewer."""
    pages = paged(card)
    return pages[min(wanted.page, len(pages) - 1)]


async def card_for(db: Reader, guild_id: int, wanted: PageId) -> Card:
    """The card that an id asks for. Ids come from outside: what is unknown, or another server's, is AnswerGone."""
    story, digest = await _digest(db, guild_id, wanted.digest_id)
    try:
        if wanted.shows == "passages":
            return await _passages(db, wanted, digest)
        if wanted.topic.startswith("briefing."):
            return briefing_card(render(wanted.digest_id, story.id, digest, Template(wanted.topic.removeprefix("briefing."))))
        return topic_card(digest, wanted.topic)
    except (LookupError, ValueError) as error:
        raise AnswerGone from error


async def _passages(db: Reader, wanted: PageId, digest: Digest) -> Card:
    if wanted.topic.startswith("cited"):
        found = cited_passages(wanted.topic, digest, await articles.of_digest(db, wanted.digest_id))
        return passages_card(digest, [("", found)])
    return passages_card(digest, topic_evidence(digest, wanted.topic))


async def _digest(db: Reader, guild_id: int, digest_id: int) -> tuple[Story, Digest]:
    story_id = await digests.story_of(db, digest_id)
    story = await stories.get(db, guild_id, story_id) if story_id is not None else None
    digest = await digests.get(db, digest_id) if story else None
    if story is None or digest is None:
        raise AnswerGone
    return story, digest
