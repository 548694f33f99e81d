"""The weather: what goes wrong on demand, and what a real client makes of it."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import discord
import pytest

from playground import Playground
from tests.playground.asking import ask
from tests.playground.echo import EchoBot

CREATE = "POST /channels/{channel_id}/messages"


async def headers_of(play: Playground, path: str) -> tuple[int, dict[str, str], str]:
    headers = {"Authorization": f"Bot {play.token}"}
    async with aiohttp.ClientSession() as session, session.get(play.api_url + path, headers=headers) as answer:
        return answer.status, {key.lower(): value for key, value in answer.headers.items()}, await answer.text()


async def test_a_429_is_waited_out_by_the_client(playground: Playground, bot: EchoBot) -> None:
    playground.weather.rate_limit(CREATE, times=2, retry_after=0.05)
    await bot.text_channel("news").send("through")
    asked = [request for request in playground.requests if request.startswith("POST /channels/")]
    assert len(asked) == 3
    assert len(playground.channel("news").messages) == 1


async def test_a_429_has_all_the_headers_and_the_body_that_discord_sends(playground: Playground) -> None:
    playground.weather.rate_limit("/users/@me", retry_after=1.5)
    status, headers, body = await headers_of(playground, "/users/@me")
    assert status == 429
    assert headers["content-type"] == "application/json"
    assert headers["via"]
    assert headers["retry-after"] == headers["x-ratelimit-reset-after"] == "1.500"
    assert headers["x-ratelimit-scope"] == "user"
    assert {"x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "x-ratelimit-bucket"} <= headers.keys()
    assert '"retry_after": 1.5' in body
    assert '"global": false' in body


async def test_a_global_429_says_so_and_names_no_bucket(playground: Playground) -> None:
    playground.weather.rate_limit(global_=True)
    _, headers, body = await headers_of(playground, "/users/@me")
    assert headers["x-ratelimit-global"] == "true"
    assert headers["x-ratelimit-scope"] == "global"
    assert "x-ratelimit-bucket" not in headers
    assert '"global": true' in body


async def test_cloudflares_429_is_an_error_at_once(playground: Playground, bot: EchoBot) -> None:
    playground.weather.rate_limit(CREATE, via=False)
    with pytest.raises(discord.HTTPException) as no:
        await bot.text_channel("news").send("banned")
    assert no.value.status == 429
    assert "via" not in no.value.response.headers


@pytest.mark.parametrize("status", [503, 520])
async def test_a_server_error_stores_nothing(playground: Playground, bot: EchoBot, status: int) -> None:
    playground.weather.server_error(CREATE, status=status)
    with pytest.raises(discord.DiscordServerError):
        await bot.text_channel("news").send("lost")
    assert playground.channel("news").messages == []
    await bot.text_channel("news").send("fair weather again")


async def test_a_reset_after_create_leaves_the_message_and_no_answer(playground: Playground, bot: EchoBot) -> None:
    playground.weather.reset_after_create()
    with pytest.raises((ConnectionResetError, aiohttp.ClientError)):
        await bot.text_channel("news").send("stored", nonce="n")
    assert [post.text for post in playground.channel("news").messages] == ["stored"]
    assert (await bot.text_channel("news").send("again", nonce="n")).content == "stored"


async def test_slow_weather_takes_its_time(playground: Playground) -> None:
    playground.weather.slow("/users/@me", seconds=0.05)
    started = time.monotonic()
    assert (await ask(playground, "GET", "/users/@me"))[0] == 200
    assert time.monotonic() - started >= 0.05


async def test_a_refusal_on_demand(playground: Playground) -> None:
    playground.weather.refuse("/users/@me", 40001, "Unauthorized", status=401)
    assert await ask(playground, "GET", "/users/@me") == (401, {"code": 40001, "message": "Unauthorized"})


async def test_faults_are_for_their_route_and_their_number_of_times(playground: Playground) -> None:
    playground.weather.server_error("/gateway", times=2)
    statuses = [(await ask(playground, "GET", path))[0] for path in ("/users/@me", "/gateway", "/gateway/bot", "/gateway")]
    assert statuses == [200, 503, 503, 200]
    playground.weather.server_error()
    playground.weather.reset_after_create()
    playground.weather.clear()
    assert (await ask(playground, "GET", "/gateway"))[0] == 200


async def test_a_closed_gateway_is_connected_to_anew(playground: Playground, bot: EchoBot) -> None:
    await playground.weather.close_gateway(4000)
    await asyncio.wait_for(bot.resumed.wait(), 5)
    assert (await playground.slash("/echo text:back")).text == "back"


async def test_an_invalid_session_is_answered_with_a_new_one(playground: Playground, bot: EchoBot) -> None:
    bot.ready.clear()
    before = set(playground.server.state.gateway.sessions)
    playground.weather.invalid_session()
    await asyncio.wait_for(bot.ready.wait(), 10)
    assert set(playground.server.state.gateway.sessions).isdisjoint(before)


async def test_a_resumable_invalid_session_is_resumed(playground: Playground, bot: EchoBot) -> None:
    playground.weather.invalid_session(resumable=True)
    await asyncio.wait_for(bot.resumed.wait(), 10)
