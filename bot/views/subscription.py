"""One subscription's card with its buttons, the menu to choose one from, and the form that the button Edit opens."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, Self
from zoneinfo import ZoneInfo

import discord
from discord import ButtonStyle, SelectOption, ui

from bot import errors, subscribing
from bot.present import Card, PageId, briefing_card, layout, paged
from bot.present.limits import clip
from bot.present.schedules import Told, nothing_new_card, subscription_card
from bot.present.status import history_card
from bot.typed import parse_quiet_or_none, parse_when, quiet_typed, when_typed
from bot.views.button import IdButton
from bot.views.pages import show
from briefings import compose
from briefings.errors import NothingToPost
from briefings.model import Template
from briefings.schedule import NothingNew, describe, parse_zone
from briefings.store import deliveries, digests
from briefings.store.subscriptions import Subscription, SubscriptionState
from briefings.templates.render import render

if TYPE_CHECKING:
    from bot.client import DatelineClient

    Interaction = discord.Interaction[DatelineClient]

MOST_CHOICES = 25
OPTION_ROOM = 100
FIELD_ROOM = 300
FORM_SECONDS = 3_600
HISTORY = 10
_LENGTHS = (Template.SHORT, Template.STANDARD, Template.LONG)
_NOTHING_NEW = {NothingNew.POST: "Post the briefing again", NothingNew.SAY: "Say so in a line", NothingNew.SILENT: "Stay silent"}

ACTS: dict[str, tuple[str, subscribing.Act]] = {
    "run": ("On its way", subscribing.run_now),
    "skip": ("Skipped", subscribing.skip_next),
    "pause": ("Paused", subscribing.pause),
    "resume": ("Resumed", subscribing.resume),
}
"""What a button does, with the title of the card that says so."""


class SubscriptionButton(IdButton, template=r"subscription:(?P<act>run|skip|pause|resume|preview|edit):(?P<subscription>\d{1,18})"):
    """ "Run now", "Skip next", "Pause", "Resume": the card says in its place what was done. "Preview" and "Edit" open something."""

    async def pressed(self, interaction: Interaction) -> None:
        """Do it, for whoever may."""
        found = await subscribing.chosen(interaction, self.match["subscription"])
        match self.match["act"]:
            case "preview":
                await preview(interaction, found)
            case "edit":
                await interaction.response.send_modal(EditForm(found))
            case act:
                title, do = ACTS[act]
                await show_subscription(interaction, found, title, await do(interaction, found), in_place=True)


class SubscriptionMenu(ui.DynamicItem[ui.Select[Any]], template=r"subscription:(?P<shows>card|history)"):
    """Opens the card, or the history, of the subscription that is chosen."""

    def __init__(self, match: re.Match[str]) -> None:
        super().__init__(ui.Select(custom_id=match.string))
        self._shows = match["shows"]

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """Called by discord.py when a custom id fits the template."""
        return cls(match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Called by discord.py when something is chosen; discord.py would only log what goes wrong."""
        async with errors.told(interaction):
            found = await subscribing.chosen(interaction, self.item.values[0])
            await (show_history if self._shows == "history" else show_subscription)(interaction, found)


class EditForm(ui.Modal, title="Edit the subscription"):
    """What is changed most: the times, the zone, the quiet hours, the length, and what happens where nothing is new."""

    def __init__(self, found: Subscription) -> None:
        super().__init__(timeout=FORM_SECONDS)
        self._found = found
        self._when = _field(when_typed(found.rule))
        self._zone = _field(found.zone)
        self._quiet = _field(quiet_typed(found.policy.quiet), required=False)
        self._length = _choice({length: length.capitalize() for length in _LENGTHS}, found.template)
        self._nothing_new = _choice(_NOTHING_NEW, found.policy.nothing_new)
        for text, told, component in (
            ("When", "Such as weekdays at 09:00, 17:30 · every 2 hours · 2026-12-24 18:00 · on change", self._when),
            ("Time zone", "Such as Europe/Berlin", self._zone),
            ("Quiet hours", "Such as 22:00-07:00; empty for none", self._quiet),
            ("Length", None, self._length),
            ("Where nothing is new since the last briefing", None, self._nothing_new),
        ):
            self.add_item(ui.Label(text=text, description=told, component=component))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Called by discord.py when the form is handed in; it may have been open for long, so the rights are looked at again."""
        before = await subscribing.chosen(interaction, str(self._found.id))
        when = self._when.value.strip()
        changed = replace(
            before,
            rule=before.rule if when == when_typed(before.rule) else parse_when(when, interaction.client.now()),
            zone=parse_zone(self._zone.value).key,
            template=Template(self._length.values[0]),
            policy=replace(
                before.policy, quiet=parse_quiet_or_none(self._quiet.value), nothing_new=NothingNew(self._nothing_new.values[0])
            ),
        )
        done = await subscribing.edit(interaction, before, changed)
        await show_subscription(interaction, before, "Changed", done, in_place=interaction.message is not None)

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception) -> None:  # type: ignore[override]  # a form has no item
        """Called by discord.py when on_submit raises."""
        await errors.tell(interaction, error)


async def show_subscription(
    interaction: Interaction, found: Subscription, title: str = "Subscription", done: str = "", *, in_place: bool = False
) -> None:
    """The card of a subscription as it is by now, with its buttons, privately; `in_place` of the message that the act came from."""
    told = await subscribing.told(interaction, await subscribing.chosen(interaction, str(found.id)))
    view = layout(paged(subscription_card(told, title, done))[0], _buttons(told.subscription))
    if in_place:
        await interaction.response.edit_message(view=view)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)


async def show_history(interaction: Interaction, found: Subscription) -> None:
    """The last ten deliveries of a subscription, privately."""
    told = await subscribing.told(interaction, found, runs=0)
    records = await deliveries.of_subscription(interaction.client.db, found.id, HISTORY)
    await show_all(interaction, history_card(told, records))


async def preview(interaction: Interaction, found: Subscription) -> None:
    """The briefing, privately, and what would come in its place where nothing is new; raises NothingToPost."""
    digest_id = await digests.latest_id(interaction.client.db, found.story_id)
    digest = await digests.get(interaction.client.db, digest_id) if digest_id is not None else None
    if digest_id is None or digest is None:
        raise NothingToPost
    card = briefing_card(render(digest_id, found.story_id, digest, found.template))
    await show(interaction, card, PageId("answer", digest_id, f"briefing.{found.template}"), private=True, passages=True)
    if told_at := await compose.told_at(interaction.client.db, found):
        await interaction.followup.send(view=layout(paged(nothing_new_card(found, told_at))[0]), ephemeral=True)


async def show_all(interaction: Interaction, card: Card, menu: ui.Select[Any] | None = None) -> None:
    """Answer with a card, privately, in as many messages as it takes; the menu is on the last one."""
    pages = [layout(page, menu=menu if page.number + 1 == page.count else None) for page in paged(card)]
    await interaction.response.send_message(view=pages[0], ephemeral=True)
    for page in pages[1:]:
        await interaction.followup.send(view=page, ephemeral=True)


def subscription_menu(interaction: Interaction, shows: Literal["card", "history"], listed: Sequence[Told]) -> ui.Select[Any] | None:
    """The menu to choose one of the first 25 from; None where there is none."""
    options = [
        SelectOption(
            label=clip(f"{_channel(interaction, one.subscription)} · {one.story.title}", OPTION_ROOM),
            description=clip(describe(one.subscription.rule, ZoneInfo(one.subscription.zone)), OPTION_ROOM),
            value=str(one.subscription.id),
        )
        for one in listed[:MOST_CHOICES]
    ]
    told = "Look at one, or change it" if shows == "card" else "The last ten deliveries of one"
    return ui.Select(custom_id=f"subscription:{shows}", placeholder=told, options=options) if options else None


def _channel(interaction: Interaction, found: Subscription) -> str:
    channel = interaction.guild.get_channel_or_thread(found.channel_id) if interaction.guild else None
    return f"#{channel.name}" if channel else "a deleted channel"


def _buttons(found: Subscription) -> list[ui.Button[Any]]:
    """What can be done with it as it stands, best first."""
    acts = [("Run now", "run", ButtonStyle.primary)]
    if found.state is SubscriptionState.ACTIVE:
        acts += [("Skip next", "skip", ButtonStyle.secondary)] * (found.next_run_at is not None)
        acts += [("Pause", "pause", ButtonStyle.secondary)]
    if found.state is SubscriptionState.PAUSED:
        acts += [("Resume", "resume", ButtonStyle.success)]
    acts += [("Preview", "preview", ButtonStyle.secondary), ("Edit", "edit", ButtonStyle.secondary)]
    return [ui.Button(style=style, label=text, custom_id=f"subscription:{act}:{found.id}") for text, act, style in acts]


def _field(value: str, *, required: bool = True) -> ui.TextInput[Any]:
    return ui.TextInput(default=value, max_length=FIELD_ROOM, required=required)


def _choice(names: Mapping[Any, str], now: str) -> ui.Select[Any]:
    return ui.Select(options=[SelectOption(label=name, value=value, default=value == now) for value, name in names.items()])
