"""The slash commands, a file for each group of them: read what was typed, call the domain, show what came of it."""

from __future__ import annotations

from discord.ext import commands

from bot.cogs.ask import Ask
from bot.cogs.briefing import BriefingNow
from bot.cogs.facts import Facts
from bot.cogs.settings import GuildSettings
from bot.cogs.sources import Sources
from bot.cogs.status import StatusNow
from bot.cogs.subscription import OneSubscription
from bot.cogs.subscriptions import Subscriptions


def all_cogs() -> list[commands.Cog]:
    """One of each, new."""
    return [Facts(), BriefingNow(), Ask(), Subscriptions(), OneSubscription(), StatusNow(), Sources(), GuildSettings()]
