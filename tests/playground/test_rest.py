"""REST as a whole: who may ask, what is there, what happens to what is malformed, and our own mistakes."""

from __future__ import annotations

from typing import Any

import aiohttp
import discord
import pytest

from playground import Playground
from playground.gateway import Intent
from playground.rest import Call, Rest, Route
from tests.playground.asking import ask
from tests.playground.echo import EchoBot


@pytest.mark.parametrize("path", ["/users/@me", "/gateway/bot", "/channels/1/messages", "/applications/@me"])
async def test_a_wrong_token_is_unauthorized(playground: Playground, path: str) -> None:
    assert await ask(playground, "GET", path, token="wrong") == (401, {"code": 0, "message": "401: Unauthorized"})


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/nothing"), ("POST", "/users/@me"), ("GET", "/../v9/users/@me"), ("PUT", "/guilds/1")]
)
async def test_what_is_not_there_is_not_found(playground: Playground, method: str, path: str) -> None:
    assert await ask(playground, method, path) == (404, {"code": 0, "message": "404: Not Found"})


async def test_answers_are_exactly_json_and_come_via_a_proxy(playground: Playground) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{playground.api_url}/gateway") as answer:
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["Via"]
        assert await answer.json() == {"url": playground.gateway_url}


async def test_broken_json_is_refused(playground: Playground) -> None:
    path, headers = (
        f"{playground.api_url}/channels/{playground.channel('news').channel.id}/messages",
        {"Authorization": f"Bot {playground.token}"},
    )
    async with aiohttp.ClientSession() as session, session.post(path, data=b"{", headers=headers) as answer:
        assert (answer.status, (await answer.json())["code"]) == (400, 50109)


@pytest.mark.parametrize("body", [[], "x", 5, True])
async def test_a_form_that_is_no_object_is_refused(playground: Playground, body: Any) -> None:
    status, no = await ask(playground, "POST", f"/channels/{playground.channel('news').channel.id}/messages", body)
    assert (status, no["code"]) == (400, 50035)


async def test_an_id_that_is_no_number_is_refused(playground: Playground) -> None:
    status, no = await ask(playground, "GET", "/channels/general")
    assert (status, no["code"]) == (400, 50035)


async def test_the_bot_looks_things_up(playground: Playground, bot: EchoBot) -> None:
    guild = await bot.fetch_guild(playground.home.id)
    assert (guild.name, guild.approximate_member_count) == ("Dateline Newsroom", 3)
    assert [channel.name for channel in await guild.fetch_channels()] == ["general", "news", "desk"]
    assert {role.name for role in await guild.fetch_roles()} == {"@everyone", "Dateline"}
    ben = playground.member("Ben").user
    assert (await guild.fetch_member(ben.id)).global_name == "Ben"
    assert (await bot.fetch_user(ben.id)).name == "ben"
    assert [found.name async for found in bot.fetch_guilds()] == ["Dateline Newsroom"]
    assert (await bot.fetch_channel(bot.text_channel("desk").id)).id == bot.text_channel("desk").id
    assert (await bot.application_info()).name == "Dateline"
    assert (await guild.fetch_role(playground.home.id)).name == "@everyone"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/channels/1", 10003),
        ("/guilds/1", 10004),
        ("/users/1", 10013),
        ("/guilds/GUILD/members/1", 10007),
        ("/guilds/GUILD/roles/1", 10011),
        ("/channels/CHANNEL/messages/1", 10008),
        ("/applications/BOT/commands/1", 10063),
        ("/applications/BOT/guilds/GUILD/commands/1/permissions", 10066),
    ],
)
async def test_unknown_things_have_their_own_codes(playground: Playground, path: str, code: int) -> None:
    names = {"GUILD": playground.home.id, "CHANNEL": playground.channel("news").channel.id, "BOT": playground.world.bot.id}
    for name, thing_id in names.items():
        path = path.replace(name, str(thing_id))
    status, no = await ask(playground, "GET", path)
    assert (status, no["code"]) == (404, code)


async def test_the_list_of_members_is_for_bots_with_that_privilege(playground: Playground) -> None:
    path = f"/guilds/{playground.home.id}/members?limit=1000"
    assert (await ask(playground, "GET", path))[1]["code"] == 50001
    playground.server.state.gateway.privileged = Intent.GUILD_MEMBERS
    members = (await ask(playground, "GET", path))[1]
    assert [member["user"]["username"] for member in members] == ["Dateline", "ada", "ben"]
    after = members[1]["user"]["id"]
    assert len((await ask(playground, "GET", f"{path}&after={after}"))[1]) == 1


async def test_a_bot_that_leaves_is_out(playground: Playground, bot: EchoBot) -> None:
    await bot.guilds[0].leave()
    await bot.hears("removed Dateline Newsroom")
    with pytest.raises(discord.Forbidden) as no:
        await bot.fetch_guild(playground.home.id)
    assert no.value.code == 50001


async def test_a_mistake_of_the_playground_itself_is_told_on() -> None:
    async def broken(call: Call) -> Any:
        return {"url": 1 // 0}

    async with Playground(limits="off") as play:
        rest: Rest = play.server.rest
        status, answer = await rest._answer(Route("GET", "/gateway", broken), _Request())  # type: ignore[arg-type]
    assert (status, answer["code"]) == (500, 0)
    assert "ZeroDivisionError" in play.violations[0]


class _Request:
    """As much of a request as is read before a handler runs."""

    method, path = "GET", "/api/v10/gateway"
    content_type, can_read_body = "application/octet-stream", False
    match_info: dict[str, str] = {}  # noqa: RUF012
    query: dict[str, str] = {}  # noqa: RUF012
