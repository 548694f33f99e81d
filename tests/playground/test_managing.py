"""What whoever manages a server does on the page, through the API that the page uses: rights, roles, channels, direct messages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
import pytest

from playground import Playground
from tests.playground.asking import Page
from tests.playground.echo import EchoBot


@pytest.fixture
async def ada(playground: Playground, bot: EchoBot) -> AsyncIterator[Page]:
    """The owner's page."""
    async with aiohttp.ClientSession() as session:
        yield Page(playground, session, "Ada")


async def test_a_right_is_taken_from_the_bot_in_a_channel_and_given_back(playground: Playground, bot: EchoBot, ada: Page) -> None:
    news = bot.text_channel("news")
    setting: dict[str, Any] = {"channel": str(news.id), "whose": str(playground.world.bot.id), "permission": "SEND_MESSAGES"}
    await ada.post("overwrite", **setting, to="deny")
    await bot.hears("channel updated news")
    with pytest.raises(discord.Forbidden):
        await news.send("x")
    assert not news.permissions_for(news.guild.me).send_messages
    await ada.post("overwrite", **setting, to="inherit")
    assert playground.channel("news").channel.overwrites == {}
    assert (await news.send("back")).content == "back"


async def test_a_role_is_made_given_and_taken(playground: Playground, bot: EchoBot, ada: Page) -> None:
    ben, guild = playground.member("Ben"), str(playground.home.id)
    role = (await ada.post("new_role", guild=guild, name="Editors", permissions=["MANAGE_GUILD"]))["id"]
    for held, expected in ((True, "ben True False"), (True, "ben True False"), (False, "ben False False")):
        await ada.post("role", guild=guild, member=str(ben.user.id), role=role, held=held)
        assert (await playground.slash("/rights", by=ben)).text.startswith(expected)


async def test_a_channel_is_made_and_deleted(playground: Playground, bot: EchoBot, ada: Page) -> None:
    made = await ada.post("new_channel", guild=str(playground.home.id), name="# Late News")
    await bot.hears("channel created late-news")
    await ada.post("delete_channel", channel=made["id"])
    await bot.hears("channel deleted late-news")


async def test_the_last_channel_stays(playground: Playground, ada: Page) -> None:
    *others, last = [str(id) for id in playground.home.channels]
    for other in others:
        await ada.post("delete_channel", channel=other)
    assert "last channel" in (await ada.post("delete_channel", 422, channel=last))["error"]


async def test_a_member_decides_about_their_own_direct_messages(playground: Playground, bot: EchoBot, ada: Page) -> None:
    me = await bot.fetch_user(int(ada.me))
    await ada.post("directs", taken=False)
    with pytest.raises(discord.Forbidden):
        await me.send("x")
    await ada.post("directs", taken=True)
    assert (await me.send("hello")).content == "hello"


@pytest.mark.parametrize(
    ("what", "body", "said"),
    [
        ("role", {"member": "1", "role": "1"}, "Ben lacks the right Manage Roles"),
        ("new_channel", {"name": "x"}, "Ben lacks the right Manage Channels"),
        ("overwrite", {"whose": "1", "permission": "SEND_MESSAGES", "to": "deny"}, "Ben lacks the right Manage Channels"),
    ],
)
async def test_an_ordinary_member_manages_nothing(playground: Playground, what: str, body: dict[str, str], said: str) -> None:
    async with aiohttp.ClientSession() as session:
        ben = Page(playground, session, "Ben")
        assert (await ben.post(what, 422, guild=str(playground.home.id), **body))["error"] == said


@pytest.mark.parametrize(
    ("what", "body", "said"),
    [
        ("new_role", {"name": " "}, "name has 1 to 100"),
        ("new_role", {"name": "x", "permissions": ["FLY"]}, "no such permission: FLY"),
        ("role", {"member": "1", "role": "1"}, "no such member: 1"),
        ("new_channel", {"name": "#"}, "name has 1 to 100"),
        ("overwrite", {"whose": "me", "permission": "SEND_MESSAGES", "to": "maybe"}, "allow, deny, inherit"),
    ],
)
async def test_what_makes_no_sense_is_refused_in_words(
    playground: Playground, ada: Page, what: str, body: dict[str, str], said: str
) -> None:
    body = {key: ada.me if value == "me" else value for key, value in body.items()}
    assert said in (await ada.post(what, 422, guild=str(playground.home.id), **body))["error"]


async def test_the_bots_own_role_is_neither_given_nor_taken(playground: Playground, ada: Page) -> None:
    own = next(str(role.id) for role in playground.home.roles.values() if role.managed)
    answer = await ada.post("role", 422, guild=str(playground.home.id), member=ada.me, role=own, held=True)
    assert answer["error"] == "Dateline cannot be given or taken"
