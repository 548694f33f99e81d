"""Direct messages: opened by the bot, read and answered by one person, refused where that person takes none."""

from __future__ import annotations

import aiohttp
import discord
import pytest

from playground import CommandRefused, Playground
from tests.playground.asking import Page, ask
from tests.playground.echo import Buttons, EchoBot
from tests.playground.running import connected


async def direct_to(bot: EchoBot, playground: Playground, name: str) -> discord.DMChannel:
    """The direct channel that the bot opened to a member."""
    user = await bot.fetch_user(playground.member(name).user.id)
    return await user.create_dm()


async def test_a_direct_message_arrives_is_edited_and_found_again(playground: Playground, bot: EchoBot) -> None:
    channel = await direct_to(bot, playground, "Ben")
    sent = await channel.send("a right is missing")
    post = await playground.direct(playground.member("Ben")).next_message()
    assert (post.id, post.text) == (sent.id, "a right is missing")
    await sent.edit(content="over")
    assert post.text == "over"
    assert [message.content async for message in channel.history()] == ["over"]
    assert playground.channel("general").messages == []


async def test_opening_a_direct_channel_twice_gives_the_same_one(playground: Playground, bot: EchoBot) -> None:
    ben = {"recipient_id": str(playground.member("Ben").user.id)}
    first, again = [await ask(playground, "POST", "/users/@me/channels", ben) for _ in range(2)]
    assert first == again
    assert (first[1]["type"], first[1]["recipients"][0]["username"]) == (1, "ben")
    assert (await ask(playground, "GET", f"/channels/{first[1]['id']}"))[1] == first[1]


@pytest.mark.parametrize(("recipient", "expected"), [("5", (400, 50033)), ("bot", (403, 50007))])
async def test_a_direct_channel_needs_a_person(playground: Playground, bot: EchoBot, recipient: str, expected: tuple[int, int]) -> None:
    recipient = str(playground.world.bot.id) if recipient == "bot" else recipient
    status, answer = await ask(playground, "POST", "/users/@me/channels", {"recipient_id": recipient})
    assert (status, answer["code"]) == expected


async def test_who_takes_no_direct_messages_gets_none(playground: Playground, bot: EchoBot) -> None:
    ben = playground.member("Ben")
    playground.weather.close_directs(ben)
    channel = await direct_to(bot, playground, "Ben")
    with pytest.raises(discord.Forbidden) as no:
        await channel.send("hello")
    assert (no.value.code, no.value.text) == (50007, "Cannot send messages to this user")
    playground.weather.open_directs(ben)
    assert (await channel.send("hello")).content == "hello"


async def test_a_bot_that_shares_no_server_may_not_write(playground: Playground, bot: EchoBot) -> None:
    channel = await direct_to(bot, playground, "Ben")
    playground.weather.kick()
    with pytest.raises(discord.Forbidden) as no:
        await channel.send("are you there?")
    assert no.value.code == 50007


async def test_a_button_in_a_direct_message_is_pressed_by_its_reader_alone(playground: Playground, bot: EchoBot) -> None:
    await (await direct_to(bot, playground, "Ben")).send("press", view=Buttons())
    post = await playground.direct(playground.member("Ben")).next_message()
    assert (await post.press("Count")).text == "counted"
    with pytest.raises(CommandRefused):
        await post.press("Count", by=playground.member("Ada"))


async def test_commands_are_used_in_a_direct_channel_unless_they_are_for_servers_only(playground: Playground, bot: EchoBot) -> None:
    ben = playground.member("Ben")
    place = playground.direct(ben).channel
    reply = await playground.slash("/echo text:here private:true", by=ben, channel=place)
    assert (reply.text, reply.ephemeral) == ("here", True)
    assert (await playground.slash("/rights", by=ben, channel=place)).text.startswith("ben False False")
    bot.tree.get_command("echo").guild_only = True  # type: ignore[union-attr]
    await bot.tree.sync()
    with pytest.raises(CommandRefused):
        await playground.slash("/echo text:here", by=ben, channel=place)


async def test_with_the_intent_a_bot_hears_what_is_written_to_it(playground: Playground, monkeypatch: pytest.MonkeyPatch) -> None:

    async with connected(playground, discord.Intents(guilds=True, dm_messages=True)) as listening:
        ben = playground.member("Ben")
        playground.say("hello bot", by=ben, channel=playground.direct(ben).channel)
        await listening.hears("message hello bot")


async def test_the_page_shows_a_direct_message_to_its_reader_alone(playground: Playground, bot: EchoBot) -> None:
    await (await direct_to(bot, playground, "Ben")).send("for Ben")
    async with aiohttp.ClientSession() as session:
        ada, ben = Page(playground, session, "Ada"), Page(playground, session, "Ben")
        members = {member["name"]: member for member in (await ada.get("state"))["guilds"][0]["members"]}
        assert members["Ada"]["direct"] is None
        place = members["Ben"]["direct"]["id"]
        assert [message["content"] for message in await ben.get("messages", channel=place)] == ["for Ben"]
        assert "cannot see" in (await ada.get("messages", channel=place))["error"]
