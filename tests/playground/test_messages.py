"""Messages of channels: create, edit, delete, history, files, mentions, nonces, permissions."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import discord
import pytest

from playground import Playground
from tests.playground.asking import ask
from tests.playground.echo import EchoBot


async def test_a_message_is_sent_edited_and_deleted(playground: Playground, bot: EchoBot) -> None:
    message = await bot.text_channel("news").send(
        "first", embed=discord.Embed(title="Title", description="Body").add_field(name="n", value="v")
    )
    post = await playground.channel("news").next_message()
    assert post.text == "first\nTitle\nBody\nn\nv"
    await message.edit(content="second", embed=None)
    assert post.text == "second"
    assert post.message.edited is not None
    await message.delete()
    assert playground.channel("news").messages == []
    with pytest.raises(discord.NotFound) as gone:
        await message.edit(content="third")
    assert gone.value.code == 10008


async def test_a_file_is_kept_and_served(playground: Playground, bot: EchoBot) -> None:
    file = discord.File(io.BytesIO(b"\x89PNG"), "chart.png", description="a chart")
    message = await bot.text_channel("news").send(file=file)
    assert message.attachments[0].description == "a chart"
    assert await message.attachments[0].read() == b"\x89PNG"
    assert (await playground.channel("news").next_message()).files == {"chart.png": b"\x89PNG"}
    edited = await message.edit(attachments=[*message.attachments, discord.File(io.BytesIO(b"more"), "more.txt")])
    assert [attachment.filename for attachment in edited.attachments] == ["chart.png", "more.txt"]
    assert [a.filename for a in (await edited.edit(attachments=edited.attachments[1:])).attachments] == ["more.txt"]


async def test_a_file_inside_a_layout_is_resolved(playground: Playground, bot: EchoBot) -> None:
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.TextDisplay("Timeline"))
    view.add_item(discord.ui.MediaGallery(discord.MediaGalleryItem("attachment://line.png", description="a timeline")))
    view.add_item(discord.ui.File("attachment://line.png"))
    section: discord.ui.Section[discord.ui.LayoutView] = discord.ui.Section(
        "By", accessory=discord.ui.Thumbnail("https://example.org/x.png")
    )
    view.add_item(section)
    await bot.text_channel("news").send(view=view, file=discord.File(io.BytesIO(b"png"), "line.png"))
    post = await playground.channel("news").next_message()
    assert post.text == "Timeline\na timeline\nBy"
    assert post.json["components"][1]["items"][0]["media"]["url"] == post.json["attachments"][0]["url"]


async def test_history_is_paged_newest_first(playground: Playground, bot: EchoBot) -> None:
    channel = bot.text_channel("news")
    sent = [await channel.send(str(number)) for number in range(7)]
    assert [m.content async for m in channel.history(limit=3)] == ["6", "5", "4"]
    assert [m.content async for m in channel.history(limit=2, before=sent[3])] == ["2", "1"]
    assert [m.content async for m in channel.history(limit=2, after=sent[3])] == ["4", "5"]
    assert [m.content async for m in channel.history(limit=3, around=sent[3])] == ["4", "3", "2"]
    assert (await channel.fetch_message(sent[2].id)).content == "2"


async def test_the_same_nonce_gives_the_earlier_message_for_a_few_minutes(playground: Playground, bot: EchoBot) -> None:
    channel = bot.text_channel("news")
    first = await channel.send("once", nonce="delivery-1")
    again = await channel.send("twice", nonce="delivery-1")
    assert (again.id, again.content) == (first.id, "once")
    assert (await channel.send("other", nonce="delivery-2")).id != first.id
    assert (await bot.text_channel("desk").send("elsewhere", nonce="delivery-1")).id == first.id
    playground.clock.move(timedelta(minutes=5))
    assert (await channel.send("later", nonce="delivery-1")).content == "later"


async def test_a_nonce_without_enforcing_it_repeats(playground: Playground, bot: EchoBot) -> None:
    path = f"/channels/{playground.channel('news').channel.id}/messages"
    first = await ask(playground, "POST", path, {"content": "x", "nonce": "n"})
    again = await ask(playground, "POST", path, {"content": "x", "nonce": "n"})
    assert first[1]["id"] != again[1]["id"]


async def test_whom_a_message_pings(playground: Playground, bot: EchoBot) -> None:
    channel, ben = bot.text_channel("news"), playground.member("Ben")
    subscribers, editors = playground.add_role("Subscribers", mentionable=True), playground.add_role("Editors")
    text = f"<@{ben.user.id}> <@&{subscribers.id}> <@&{editors.id}> @everyone"
    quiet = (await channel.send(text), await playground.channel("news").next_message())[1].message
    assert (quiet.users_pinged, quiet.roles_pinged, quiet.everyone_pinged) == ([], [], False)
    await channel.send(text, allowed_mentions=discord.AllowedMentions(roles=[discord.Object(subscribers.id)]))
    assert (await playground.channel("news").next_message()).message.roles_pinged == [subscribers.id]
    await ask(playground, "POST", f"/channels/{channel.id}/messages", {"content": text})
    loud = (await playground.channel("news").next_message()).message
    assert (loud.users_pinged, loud.roles_pinged, loud.everyone_pinged) == ([ben.user], [subscribers.id], False)
    playground.weather.grant("news", "MENTION_EVERYONE")
    await ask(playground, "POST", f"/channels/{channel.id}/messages", {"content": text})
    louder = (await playground.channel("news").next_message()).message
    assert (louder.roles_pinged, louder.everyone_pinged) == ([subscribers.id, editors.id], True)


async def test_a_reply_refers_to_what_it_answers(playground: Playground, bot: EchoBot) -> None:
    said = playground.say("how many?", channel="news")
    message = await bot.text_channel("news").send(
        "thirty", reference=discord.MessageReference(message_id=said.id, channel_id=bot.text_channel("news").id)
    )
    assert message.reference is not None
    assert message.reference.message_id == said.id
    status, answer = await ask(
        playground, "POST", f"/channels/{message.channel.id}/messages", {"content": "x", "message_reference": {"message_id": "5"}}
    )
    assert (status, answer["errors"]["message_reference"]["_errors"][0]["code"]) == (400, "REPLIES_UNKNOWN_MESSAGE")


@pytest.mark.parametrize(
    ("permission", "what", "status", "code"),
    [
        ("VIEW_CHANNEL", {"content": "x"}, 403, 50001),
        ("SEND_MESSAGES", {"content": "x"}, 403, 50013),
        ("EMBED_LINKS", {"embed": discord.Embed(title="x")}, 403, 50013),
        ("ATTACH_FILES", {"file": "x"}, 403, 50013),
    ],
)
async def test_a_lost_permission_is_refused_with_discords_code(
    playground: Playground, bot: EchoBot, permission: str, what: dict[str, Any], status: int, code: int
) -> None:
    playground.weather.revoke("news", permission)
    if "file" in what:
        what = {"file": discord.File(io.BytesIO(b"x"), "x.txt")}
    with pytest.raises(discord.Forbidden) as no:
        await bot.text_channel("news").send(**what)
    assert (no.value.status, no.value.code, no.value.text) == (status, code, {50001: "Missing Access", 50013: "Missing Permissions"}[code])
    playground.weather.grant("news", permission)
    assert (await bot.text_channel("news").send("back")).content == "back"


async def test_a_role_can_be_shut_out_of_a_channel_and_one_member_let_in(playground: Playground, bot: EchoBot) -> None:
    everyone = playground.home.roles[playground.home.id]
    playground.weather.revoke("desk", "VIEW_CHANNEL", everyone)
    with pytest.raises(discord.Forbidden):
        await bot.text_channel("desk").send("x")
    playground.weather.grant("desk", "VIEW_CHANNEL")
    assert (await bot.text_channel("desk").send("x")).content == "x"


async def test_without_history_the_bot_reads_nothing_old(playground: Playground, bot: EchoBot) -> None:
    message = await bot.text_channel("news").send("x")
    playground.weather.revoke("news", "READ_MESSAGE_HISTORY")
    assert [m async for m in bot.text_channel("news").history()] == []
    with pytest.raises(discord.Forbidden):
        await bot.text_channel("news").fetch_message(message.id)


async def test_others_messages_are_neither_edited_nor_deleted_without_the_right(playground: Playground, bot: EchoBot) -> None:
    said = playground.say("mine", channel="news")
    message = bot.text_channel("news").get_partial_message(said.id)
    with pytest.raises(discord.Forbidden) as no:
        await message.edit(content="yours")
    assert no.value.code == 50005
    with pytest.raises(discord.Forbidden) as no:
        await message.delete()
    assert no.value.code == 50013
    playground.weather.grant("news", "MANAGE_MESSAGES")
    await message.delete()


async def test_a_deleted_channel_is_unknown(playground: Playground, bot: EchoBot) -> None:
    channel = bot.text_channel("desk")
    playground.weather.delete_channel("desk")
    with pytest.raises(discord.NotFound) as gone:
        await channel.send("x")
    assert (gone.value.code, gone.value.text) == (10003, "Unknown Channel")


async def test_a_guild_that_threw_the_bot_out_is_closed_to_it(playground: Playground, bot: EchoBot) -> None:
    channel = bot.text_channel("news")
    playground.weather.kick()
    with pytest.raises(discord.Forbidden) as no:
        await channel.send("x")
    assert no.value.code == 50001


async def test_a_file_too_large_is_refused(playground: Playground, bot: EchoBot) -> None:
    with pytest.raises(discord.HTTPException) as no:
        await bot.text_channel("news").send(file=discord.File(io.BytesIO(b"x" * (10 * 1024 * 1024 + 1)), "big.bin"))
    assert (no.value.status, no.value.code) == (413, 40005)


async def test_typing_is_shown_while_the_bot_works(playground: Playground, bot: EchoBot) -> None:
    async with bot.text_channel("news").typing():
        pass
    assert f"POST /channels/{bot.text_channel('news').id}/typing" in playground.requests
