"""What commands have in common: the options "story" and "private", what is suggested while typing, and the story that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import discord
from discord.app_commands import Choice
from rapidfuzz import fuzz, process, utils

from bot.errors import UnknownPerson
from bot.present.limits import clip
from bot.shelf import Told
from briefings.errors import DatelineError
from briefings.model import Digest, Person
from briefings.store import stories

if TYPE_CHECKING:
    from bot.client import DatelineClient

    Interaction = discord.Interaction[DatelineClient]

STORY = "The story that is meant; this server's newest one if you leave it out"
PRIVATE = "Show the answer to you alone"
Length = Literal["short", "standard", "long"]
"""The names of the shipped templates, as Discord offers them."""

CHOICES = 25
CHOICE_ROOM = 100
_ALIKE = 85
"""How alike (rapidfuzz, 0 to 100) a name must be to what was typed to be taken for it: one letter wrong, or only the surname."""


def guild_of(interaction: Interaction) -> int:
    """The server that a command was used in; commands are registered for servers only."""
    assert interaction.guild_id is not None, "the command tree allows no other context"
    return interaction.guild_id


async def told(interaction: Interaction, name: str | None) -> Told:
    """The story of that name, as this server sees it, with its newest digest; the errors of `Shelf.told`."""
    return await interaction.client.shelf.told(guild_of(interaction), name)


def person_named(digest: Digest, name: str) -> int:
    """The index of the person with this name or one much like it; raises UnknownPerson, which names some that are known."""
    names = {(index, name): name for index, person in enumerate(digest.people) for name in (person.name, *person.aliases)}
    found = process.extractOne(name, names, scorer=fuzz.token_set_ratio, processor=utils.default_process, score_cutoff=_ALIKE)
    if found:
        return found[2][0]
    known = ", ".join(person.name for person in digest.people[:5])
    raise UnknownPerson(name=clip(name, CHOICE_ROOM), hint=f"They name {known}." if known else "They name nobody.")


# ---------------------------------------------------------------- suggestions


async def stories_like(interaction: Interaction, current: str) -> list[Choice[str]]:
    """The stories that this server sees and whose title or key holds what was typed."""
    seen = await stories.visible(interaction.client.db, guild_of(interaction))
    fitting = [story for story in seen if _holds(f"{story.title} {story.key}", current)]
    return [choice(story.title, story.key) for story in fitting[:CHOICES]]


async def people_like(interaction: Interaction, current: str) -> list[Choice[str]]:
    """The people of the chosen story whose name, alias or role holds what was typed; nobody of a story that is not there."""
    try:
        digest = (await told(interaction, interaction.namespace.story)).digest
    except DatelineError:
        return []  # the command itself says what is wrong
    fitting = [person for person in digest.people if _holds(_known_as(person), current)]
    return [choice(_person_label(person), person.name) for person in fitting[:CHOICES]]


def choice(label: str, value: str) -> Choice[str]:
    """A suggestion, within Discord's 100 characters."""
    return Choice(name=clip(label, CHOICE_ROOM), value=value[:CHOICE_ROOM])


def _holds(text: str, typed: str) -> bool:
    return all(word in text.casefold() for word in typed.casefold().split())


def _known_as(person: Person) -> str:
    return " ".join((person.name, *person.aliases, *(role.text for role in person.roles)))


def _person_label(person: Person) -> str:
    return f"{person.name}, {person.roles[0].text}" if person.roles else person.name
