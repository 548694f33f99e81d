"""What went wrong, in words, in one place: commands, buttons and forms let their exceptions come here.

A DatelineError is told by its own sentence; anything else gets a short apology with an incident id, under which the log has all of it.
Whatever is told is told to that one person alone.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import app_commands

from bot.present.limits import clip
from briefings.errors import DatelineError
from briefings.templates.markdown import escape

DETAIL_ROOM = 400
MESSAGE_ROOM = 2_000
"""Discord's limit for a message's plain text."""

log = logging.getLogger(__name__)


class Incident(DatelineError):
    """Sorry, something went wrong on Dateline's side. Try again; if it stays so, tell whoever runs Dateline this: incident {id}."""


class NotAllowed(DatelineError):
    """You need {needed} for this: ask somebody who manages this server."""


class BotLacksRights(DatelineError):
    """Dateline cannot post in {channel}: it lacks {rights} there. Let it in the channel's permissions, then try again."""


class YouCannotPostThere(DatelineError):
    """You cannot post in {channel} yourself, so you cannot have Dateline post there either: choose another channel."""


class RoleNotForPings(DatelineError):
    """You may not ping {role}: choose a role that everybody may mention, or ask somebody who may."""


class BotCannotPing(DatelineError):
    """Dateline may not ping {role}: make the role mentionable, or give Dateline the right "Mention @everyone, @here and All Roles"."""


class NoStories(DatelineError):
    """There is no story here yet: whoever runs Dateline can load one."""


class UnknownPerson(DatelineError):
    """No source names "{name}". {hint}"""


class AnswerGone(DatelineError):
    """This answer is no longer kept here: ask again."""


class WhenMissing(DatelineError):
    """Say when: times (such as 09:00), or every so many minutes, or once (such as 2026-12-24 18:00), or on_change, and only one of them."""


class WeekdaysAlone(DatelineError):
    """Weekdays go with times only: add times, such as 09:00, or leave the weekdays out."""


class ZoneMissing(DatelineError):
    """Say in which time zone the clock is meant: choose one at "zone", such as Europe/Berlin."""


class MomentPassed(DatelineError):
    """{moment} has passed in {zone}: choose a moment that is yet to come."""


class TooManySubscriptions(DatelineError):
    """This server has {limit} subscriptions already, which is the most it can have: end one with /unsubscribe first."""


class SubscriptionGone(DatelineError):
    """There is no such subscription here: choose one of those offered, or look at /subscriptions."""


class SubscriptionEnded(DatelineError):
    """This subscription has ended: give it new times with /subscription edit, then it goes on."""


class NotPaused(DatelineError):
    """This subscription is not paused: look at /subscriptions for when it posts next."""


class ChannelGone(DatelineError):
    """This subscription's channel is gone: choose another one with /subscription edit."""


class NothingToEdit(DatelineError):
    """This subscription does that already: nothing was changed."""


class UnknownPause(DatelineError):
    """ "{text}" is no end of a pause: write how long, such as 3 days, or until when, such as 2026-12-24 or 2026-12-24 18:00."""


class UnknownCatchUp(DatelineError):
    """ "{text}" says not what is made up for: write none, latest within 6 hours (up to 7 days), or all up to 5 ({most} at most)."""


class UnknownDate(DatelineError):
    """ "{text}" is not a date: write year, month and day, such as 2018-09-14."""


class ChoiceUnusable(DatelineError):
    """ "{value}" cannot be used here: choose one of those offered."""


class OutletMissing(DatelineError):
    """Say which outlet the article is from, at "outlet": its name stands beside everything that is taken from it."""


async def tell(interaction: discord.Interaction[Any], error: Exception) -> None:
    """Tell the person, and them alone, what went wrong."""
    words = sentence(error, where=_where(interaction))
    try:
        if interaction.response.is_done():
            await interaction.followup.send(words, ephemeral=True)
        else:
            await interaction.response.send_message(words, ephemeral=True)
    except discord.HTTPException as refused:
        log.warning("%s: could not be told %r: %s", _where(interaction), words, refused)


def sentence(error: Exception, *, where: str) -> str:
    """The error's own sentence, or that of an Incident that the log now has."""
    cause = _cause(error)
    if isinstance(cause, DatelineError):
        return _told(cause)
    if isinstance(error, app_commands.TransformerError):
        return _told(ChoiceUnusable(value=error.value))
    id = secrets.token_hex(4)
    log.error("incident %s in %s", id, where, exc_info=cause)
    return str(Incident(id=id))


def _told(error: DatelineError) -> str:
    """The error's sentence for Discord: its details, which people typed or articles say, are escaped and none is endless."""
    details = {name: clip(escape(detail), DETAIL_ROOM) for name, detail in error.details.items()}
    return clip(str(type(error)(**details)), MESSAGE_ROOM)


@asynccontextmanager
async def told(interaction: discord.Interaction[Any]) -> AsyncIterator[None]:
    """Whatever goes wrong within is told; for buttons, as discord.py would only log it."""
    try:
        yield
    except Exception as error:
        await tell(interaction, error)


def _cause(error: Exception) -> BaseException:
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    return error


def _where(interaction: discord.Interaction[Any]) -> str:
    command = (
        f"/{interaction.command.qualified_name}" if interaction.command else (interaction.data or {"custom_id": None}).get("custom_id")
    )
    return f"{command} (guild {interaction.guild_id})"
