"""The gateway: connecting, compression, resuming, what a bot hears, how it is turned away."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Callable
from typing import Any

import aiohttp
import discord
import pytest
import zstandard

from playground import Playground
from tests.playground.echo import EchoBot

GUILDS, GUILD_MEMBERS, GUILD_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 1, 1 << 9, 1 << 15


class Raw:
    """A bare gateway client that reads payloads one by one."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse, unpack: Callable[[Any], str]) -> None:
        self.ws, self._unpack = ws, unpack

    async def next(self) -> dict[str, Any]:
        message = await self.ws.receive(timeout=5)
        assert message.type in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY), message
        payload: dict[str, Any] = json.loads(self._unpack(message.data))
        return payload

    async def until(self, event: str) -> dict[str, Any]:
        while (payload := await self.next())["t"] != event:
            pass
        return payload

    async def identify(self, play: Playground, intents: int = GUILDS, **more: Any) -> dict[str, Any]:
        await self.ws.send_json({"op": 2, "d": {"token": play.token, "intents": intents, "properties": {}, **more}})
        return await self.until("READY")

    async def close_code(self) -> int | None:
        while (await self.ws.receive(timeout=5)).type is not aiohttp.WSMsgType.CLOSE:
            pass
        return self.ws.close_code


def unpacker(compress: str) -> Callable[[Any], str]:
    """Undo one stream's compression."""
    if not compress:
        return str
    inflate: Any = zlib.decompressobj() if compress == "zlib-stream" else zstandard.ZstdDecompressor().decompressobj()
    return lambda data: str(inflate.decompress(data), "utf-8")


async def connect(play: Playground, session: aiohttp.ClientSession, compress: str = "", version: int = 10) -> Raw:
    """Open a connection and take its HELLO."""
    query = {"v": str(version), "encoding": "json"} | ({"compress": compress} if compress else {})
    raw = Raw(await session.ws_connect(play.gateway_url, params=query), unpacker(compress))
    if version == 10:
        assert (await raw.next())["op"] == 10
    return raw


@pytest.mark.parametrize("compress", ["", "zlib-stream", "zstd-stream"])
async def test_every_compression_carries_ready_and_guilds(playground: Playground, compress: str) -> None:
    async with aiohttp.ClientSession() as session:
        raw = await connect(playground, session, compress)
        ready = await raw.identify(playground)
        guild = await raw.next()
        await raw.ws.send_json({"op": 1, "d": 1})
        assert (await raw.next())["op"] == 11
    assert ready["d"]["resume_gateway_url"] == playground.gateway_url
    assert ready["d"]["shard"] == [0, 1]
    assert guild["t"] == "GUILD_CREATE"
    assert [member["user"]["username"] for member in guild["d"]["members"]] == ["Dateline"]


class ZlibStream:
    """What discord.py uses where zstandard is not installed."""

    COMPRESSION_TYPE = "zlib-stream"

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj()

    def decompress(self, data: bytes) -> str:
        return self._inflate.decompress(data).decode()


@pytest.mark.parametrize("context", [ZlibStream, discord.utils._ActiveDecompressionContext])
async def test_discord_py_connects_with_either_compression(
    playground: Playground, monkeypatch: pytest.MonkeyPatch, context: type[Any]
) -> None:
    monkeypatch.setattr(discord.utils, "_ActiveDecompressionContext", context)
    client = EchoBot()
    running = asyncio.create_task(client.start(playground.token))
    await playground.ready()
    assert (await playground.slash("/echo text:packed")).text == "packed"
    await client.close()
    await running


async def test_a_dropped_bot_resumes_and_hears_what_it_missed(playground: Playground) -> None:
    async with aiohttp.ClientSession() as session:
        raw = await connect(playground, session)
        ready = await raw.identify(playground, GUILDS | GUILD_MESSAGES)
        seen = (await raw.until("GUILD_CREATE"))["s"]
        playground.weather.drop_gateway()
        assert (await raw.ws.receive(timeout=5)).type in (aiohttp.WSMsgType.ERROR, aiohttp.WSMsgType.CLOSED)
        playground.say("while you were away")
        again = await connect(playground, session)
        await again.ws.send_json({"op": 6, "d": {"token": playground.token, "session_id": ready["d"]["session_id"], "seq": seen}})
        assert [(await again.next())["t"], (await again.next())["t"]] == ["MESSAGE_CREATE", "RESUMED"]


async def test_discord_py_resumes_after_a_drop_and_answers_what_came_meanwhile(playground: Playground, bot: EchoBot) -> None:
    playground.weather.drop_gateway()
    reply = await playground.slash("/echo text:still here")
    assert reply.text == "still here"
    await asyncio.wait_for(bot.resumed.wait(), 5)


async def test_a_bot_asked_to_reconnect_resumes(playground: Playground, bot: EchoBot) -> None:
    playground.weather.reconnect()
    await asyncio.wait_for(bot.resumed.wait(), 5)
    assert (await playground.slash("/echo text:back")).text == "back"


async def test_an_invalid_session_must_identify_anew(playground: Playground) -> None:
    async with aiohttp.ClientSession() as session:
        raw = await connect(playground, session)
        ready = await raw.identify(playground)
        playground.weather.invalid_session()
        while (payload := await raw.next())["op"] != 9:
            pass
        assert payload["d"] is False
        again = await connect(playground, session)
        await again.ws.send_json({"op": 6, "d": {"token": playground.token, "session_id": ready["d"]["session_id"], "seq": 1}})
        assert (await again.next())["op"] == 9
        assert (await again.identify(playground))["d"]["session_id"] != ready["d"]["session_id"]


async def test_a_session_that_said_goodbye_cannot_be_resumed(playground: Playground) -> None:
    async with aiohttp.ClientSession() as session:
        raw = await connect(playground, session)
        ready = await raw.identify(playground)
        await raw.ws.close(code=1000)
        again = await connect(playground, session)
        await again.ws.send_json({"op": 6, "d": {"token": playground.token, "session_id": ready["d"]["session_id"], "seq": 1}})
        assert (await again.next()) | {"s": None, "t": None} == {"op": 9, "d": False, "s": None, "t": None}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"op": 2, "d": {"token": "wrong", "intents": 1}}, 4004),
        ({"op": 2, "d": {"token": "TOKEN", "intents": 1 << 60}}, 4013),
        ({"op": 2, "d": {"token": "TOKEN", "intents": GUILD_MEMBERS}}, 4014),
        ({"op": 2, "d": {"token": "TOKEN", "intents": 1, "shard": [2, 2]}}, 4010),
        ({"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 1}}, 4004),
        ({"op": 8, "d": {"guild_id": "1"}}, 4003),
        ({"op": 77}, 4001),
        ("not json", 4002),
    ],
)
async def test_what_breaks_the_gateways_rules_is_closed_with_its_code(playground: Playground, said: Any, code: int) -> None:
    async with aiohttp.ClientSession() as session:
        raw = await connect(playground, session)
        await raw.ws.send_str(said if isinstance(said, str) else json.dumps(said).replace("TOKEN", playground.token))
        assert await raw.close_code() == code


async def test_identifying_twice_or_with_another_version_is_closed(playground: Playground) -> None:
    async with aiohttp.ClientSession() as session:
        raw = await connect(playground, session)
        await raw.identify(playground)
        await raw.ws.send_json({"op": 2, "d": {"token": playground.token, "intents": 1}})
        assert await raw.close_code() == 4005
        assert await (await connect(playground, session, version=6)).close_code() == 4012


async def test_too_many_sends_a_minute_are_closed(playground: Playground) -> None:
    async with aiohttp.ClientSession() as session:
        raw = await connect(playground, session)
        for _ in range(121):
            await raw.ws.send_json({"op": 1, "d": None})
        assert await raw.close_code() == 4008


async def test_a_resume_from_the_future_is_closed(playground: Playground) -> None:
    async with aiohttp.ClientSession() as session:
        ready = await (await connect(playground, session)).identify(playground)
        again = await connect(playground, session)
        await again.ws.send_json({"op": 6, "d": {"token": playground.token, "session_id": ready["d"]["session_id"], "seq": 99}})
        assert await again.close_code() == 4007


async def test_a_wrong_token_is_a_login_failure(playground: Playground) -> None:
    client = EchoBot()
    with pytest.raises(discord.LoginFailure):
        await client.start("wrong")
    await client.close()


async def test_a_bot_hears_of_messages_only_if_it_asked(playground: Playground) -> None:
    async with aiohttp.ClientSession() as session:
        only_guilds, with_messages = await connect(playground, session), await connect(playground, session)
        await only_guilds.identify(playground, GUILDS)
        await with_messages.identify(playground, GUILDS | GUILD_MESSAGES)
        playground.say("a secret")
        created = await with_messages.until("MESSAGE_CREATE")
        playground.weather.delete_channel("desk")
        assert [(await only_guilds.next())["t"] for _ in range(2)] == ["GUILD_CREATE", "CHANNEL_DELETE"]
    assert created["d"]["content"] == ""
    assert created["d"]["guild_id"] == str(playground.home.id)


async def test_the_content_intent_shows_what_others_write(playground: Playground) -> None:
    playground.server.state.gateway.privileged = playground.server.state.gateway.privileged | MESSAGE_CONTENT
    async with aiohttp.ClientSession() as session:
        raw = await connect(playground, session)
        await raw.identify(playground, GUILDS | GUILD_MESSAGES | MESSAGE_CONTENT)
        playground.say("readable")
        assert (await raw.until("MESSAGE_CREATE"))["d"]["content"] == "readable"


async def test_a_shard_hears_only_of_its_guilds(playground: Playground) -> None:
    async with aiohttp.ClientSession() as session:
        home = (playground.home.id >> 22) % 2
        mine, other = await connect(playground, session), await connect(playground, session)
        assert len((await mine.identify(playground, shard=[home, 2]))["d"]["guilds"]) == 1
        assert (await other.identify(playground, shard=[1 - home, 2]))["d"]["guilds"] == []


async def test_the_bot_hears_what_happens_to_its_guild(playground: Playground, bot: EchoBot) -> None:
    role = playground.add_role("Editors")
    playground.server.state.role_changed(playground.home, role)
    playground.weather.delete_role(role)
    playground.weather.revoke("news", "SEND_MESSAGES")
    playground.weather.delete_channel("desk")
    playground.add_channel("wire")
    playground.weather.outage()
    playground.weather.outage_over()
    playground.weather.kick()
    await bot.hears("removed Dateline Newsroom")
    assert bot.seen == [
        "role updated Editors",
        "role deleted Editors",
        "channel updated news",
        "channel deleted desk",
        "channel created wire",
        "unavailable Dateline Newsroom",
        "removed Dateline Newsroom",
    ]


async def test_members_can_be_asked_for(playground: Playground, bot: EchoBot) -> None:
    found = await bot.guilds[0].query_members("be")
    assert [member.global_name for member in found] == ["Ben"]


async def test_changed_roles_reach_the_bots_own_member(playground: Playground, bot: EchoBot) -> None:
    role = playground.add_role("Trusted", "MENTION_EVERYONE")
    playground.give_role(playground.home.members[playground.world.bot.id], role)
    await bot.hears("roles of Dateline: @everyone, Dateline, Trusted")
    playground.take_role(playground.home.members[playground.world.bot.id], role)
    await bot.hears("roles of Dateline: @everyone, Dateline")
