"""Application commands: registering, replacing, changing, and who sees them."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord import app_commands

from playground import Playground
from playground.commandline import CommandRefused
from tests.playground.asking import ask
from tests.playground.echo import EchoBot


def command(name: str = "who", **more: Any) -> dict[str, Any]:
    return {"name": name, "description": "people"} | more


def of_bot(play: Playground, rest: str = "") -> str:
    return f"/applications/{play.world.bot.id}/commands{rest}"


def of_guild(play: Playground, rest: str = "") -> str:
    return f"/applications/{play.world.bot.id}/guilds/{play.home.id}/commands{rest}"


def seen(play: Playground, name: str) -> list[str]:
    channel = play.channel("general").channel
    return [each["name"] for each in play.server.people.commands(play.member(name), channel)]


async def test_a_replaced_command_keeps_its_id_and_gets_a_new_version(playground: Playground) -> None:
    first = (await ask(playground, "PUT", of_bot(playground), [command()]))[1][0]
    second = (await ask(playground, "PUT", of_bot(playground), [command(description="persons"), command("where")]))[1][0]
    assert second["id"] == first["id"]
    assert second["version"] != first["version"]


async def test_commands_are_created_read_changed_and_deleted_one_by_one(playground: Playground) -> None:
    status, created = await ask(playground, "POST", of_guild(playground), command())
    assert status == 201
    assert created["guild_id"] == str(playground.home.id)
    assert (await ask(playground, "POST", of_guild(playground), command(description="again")))[0] == 200
    one = of_guild(playground, f"/{created['id']}")
    assert (await ask(playground, "PATCH", one, {"description": "changed"}))[1]["description"] == "changed"
    assert (await ask(playground, "GET", one))[1]["name"] == "who"
    assert (await ask(playground, "DELETE", one))[0] == 204
    assert (await ask(playground, "GET", of_guild(playground)))[1] == []
    assert (await ask(playground, "GET", of_guild(playground, "/permissions")))[1] == []


async def test_a_guilds_command_stands_in_for_the_global_one(playground: Playground) -> None:
    await ask(playground, "PUT", of_bot(playground), [command(), command("where")])
    await ask(playground, "PUT", of_guild(playground), [command(description="here")])
    assert sorted(seen(playground, "Ben")) == ["where", "who"]


async def test_permissions_decide_who_sees_a_command(playground: Playground) -> None:
    manage = str(discord.Permissions(manage_guild=True).value)
    await ask(
        playground,
        "PUT",
        of_bot(playground),
        [command("all"), command("some", default_member_permissions=manage), command("none", default_member_permissions="0")],
    )
    assert seen(playground, "Ada") == ["all", "some", "none"]
    assert seen(playground, "Ben") == ["all"]
    playground.weather.revoke("general", "USE_APPLICATION_COMMANDS", playground.home.roles[playground.home.id])
    assert seen(playground, "Ben") == []


async def test_another_application_is_none_of_the_bots_business(playground: Playground) -> None:
    assert (await ask(playground, "GET", "/applications/1/commands"))[1]["code"] == 20012
    assert (await ask(playground, "GET", of_guild(playground).replace(str(playground.home.id), "1")))[1]["code"] == 50001


async def test_null_clears_the_commands(playground: Playground) -> None:
    await ask(playground, "PUT", of_bot(playground), [command()])
    assert await ask(playground, "PUT", of_bot(playground), None) == (200, [])


async def test_discord_py_reads_back_what_it_registered(playground: Playground, bot: EchoBot) -> None:
    registered = {each.name: each for each in await bot.tree.fetch_commands()}
    assert {each.name for each in bot.tree.get_commands()} == registered.keys()
    typed = registered["typed"]
    assert [option.name for option in typed.options][:3] == ["number", "ratio", "size"]
    size = typed.options[2]
    assert isinstance(size, app_commands.Argument)
    assert [choice.value for choice in size.choices] == ["L", "S"]
    assert registered["manage"].default_member_permissions == discord.Permissions(manage_guild=True)


async def test_a_bot_that_was_removed_offers_nothing(playground: Playground, bot: EchoBot) -> None:
    playground.weather.kick()
    with pytest.raises(CommandRefused, match='no command "echo"; there are: none'):
        await playground.slash("/echo text:x")
