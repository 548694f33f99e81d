"""The client's own affairs: starting against odds, stopping in order, commands synced once, servers on record."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.client import DatelineClient
from briefings.store import guilds, open_store, subscriptions
from playground import Playground


def _puts(stage: Any) -> int:
    return sum(request.startswith("PUT") and request.endswith("/commands") for request in stage.play.requests)


async def test_commands_are_synced_only_when_they_changed(stage: Any) -> None:
    assert _puts(stage) == 1
    await stage.stop()
    await stage.start()
    assert _puts(stage) == 1


async def test_only_guilds_are_asked_for(stage: Any) -> None:
    client = await _restarted(stage)
    assert client.intents == discord.Intents(guilds=True)
    assert client.allowed_mentions is not None
    assert client.allowed_mentions.to_dict() == discord.AllowedMentions.none().to_dict()


async def test_every_command_is_for_servers_only_and_says_what_its_options_are(stage: Any) -> None:
    client = await _restarted(stage)
    for command in client.tree.walk_commands():
        assert command.description
        if isinstance(command, discord.app_commands.Command):
            assert all(parameter.description not in ("", "…") for parameter in command.parameters)
    assert all(command.to_dict(client.tree)["contexts"] == [0] for command in client.tree.get_commands())


async def test_a_server_that_dateline_leaves_is_put_on_record_and_its_subscriptions_pause(stage: Any) -> None:
    await stage.play.slash("/subscribe times:09:00 zone:Europe/Berlin")
    guild_id = stage.play.home.id
    await _until(lambda: _present(stage, guild_id))
    stage.play.weather.kick()
    await _until(lambda: _left(stage, guild_id))
    (paused,) = await subscriptions.of_guild(stage.db, guild_id)
    assert paused.state is subscriptions.SubscriptionState.PAUSED


async def test_a_server_that_was_left_a_month_ago_is_forgotten_at_the_next_start(stage: Any, put_story: Any, ferry_digest: Any) -> None:
    await _until(lambda: _present(stage, stage.play.home.id))
    await put_story(stage.db, ferry_digest, (), guild_id=98, key="theirs")
    await put_story(stage.db, ferry_digest, (), guild_id=99, key="others")
    async with stage.db.write() as tx:
        await guilds.left(tx, 98, stage.play.clock.now() - timedelta(days=31))
        await guilds.left(tx, 99, stage.play.clock.now() - timedelta(days=29))
    await stage.stop()
    await stage.start()
    await _until(lambda: _forgotten(stage, 98))
    assert not await _forgotten(stage, 99)


async def test_a_server_that_is_only_unavailable_is_not_left(stage: Any) -> None:
    other = stage.play.add_guild("Elsewhere")
    await _until(lambda: _present(stage, other.id))
    stage.play.weather.outage(other)
    stage.play.weather.outage_over(other)
    await stage.play.slash("/where", by=stage.play.member("Cem", other))
    assert other.id in await guilds.present(stage.db)


async def test_a_gateway_that_is_dropped_is_resumed(stage: Any) -> None:
    stage.play.weather.drop_gateway()
    await stage.play.ready()
    assert "up to 25" in (await stage.play.slash("/staffing")).text


async def test_a_first_connection_that_fails_is_tried_again(
    playground: Playground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    playground.weather.server_error("/users/@me", times=1, status=503)
    playground.weather.server_error("/gateway/bot", times=1, status=503)
    monkeypatch.setattr("bot.client.LONGEST_WAIT", 0.01)
    async with open_store(tmp_path / "dateline.db") as db:
        client = DatelineClient(db, _Nothing(), now=playground.clock.now, api_url=playground.api_url)
        async with client:
            running = asyncio.create_task(client.start(playground.token))
            await playground.ready()
            await client.close()
        await running


async def test_a_gateway_that_hangs_up_before_the_first_session_is_tried_again(
    playground: Playground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.client.LONGEST_WAIT", 0.01)
    async with open_store(tmp_path / "dateline.db") as db:
        client = DatelineClient(db, _Nothing(), now=playground.clock.now)
        gateway = discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway.with_port(9)
        async with client:
            running = asyncio.create_task(client.start(playground.token))
            await playground.wait(lambda: playground.server.commands.registered, "the bot did not log in", 5)
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway
            await playground.ready()
            await client.close()
        await running


async def test_a_refused_token_ends_the_run(playground: Playground, tmp_path: Path) -> None:
    async with open_store(tmp_path / "dateline.db") as db, DatelineClient(db, _Nothing(), now=playground.clock.now) as client:
        with pytest.raises(discord.LoginFailure):
            await client.start("not the token")


async def test_stopping_does_not_wait_for_a_discord_that_cannot_be_reached(
    playground: Playground, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def waiting() -> bool:
        return "Discord cannot be reached" in caplog.text

    playground.weather.server_error("/users/@me", times=1_000, status=503)
    async with open_store(tmp_path / "dateline.db") as db, DatelineClient(db, _Nothing(), now=playground.clock.now) as client:
        running = asyncio.create_task(client.start(playground.token))
        await _until(waiting)
        async with asyncio.timeout(2):
            await client.close()
            await running


async def test_a_send_under_way_ends_before_dateline_stops(stage: Any) -> None:
    await stage.play.slash("/subscribe every:15 channel:news")
    stage.play.weather.slow("/messages", seconds=0.5)
    stage.play.clock.move(timedelta(minutes=16))
    await _until(lambda: _asked(stage, "POST", "/messages"))
    await stage.stop()
    assert len(stage.play.channel("news").messages) == 1
    (row,) = await stage.db.read("SELECT state FROM deliveries")
    assert row["state"] == "delivered"


class _Nothing:
    """An engine that is never asked."""

    name = "nothing-1"

    async def read(self, articles: Any, timezone: str) -> list[Any]:
        """Nobody reads here."""
        raise AssertionError(articles, timezone)

    async def close(self) -> None:
        """Nothing to let go of."""


async def _restarted(stage: Any) -> DatelineClient:
    await stage.stop()
    client = await stage.start()
    assert isinstance(client, DatelineClient)
    return client


async def _left(stage: Any, guild_id: int) -> bool:
    return guild_id not in await guilds.present(stage.db)


async def _present(stage: Any, guild_id: int) -> bool:
    return guild_id in await guilds.present(stage.db)


async def _forgotten(stage: Any, guild_id: int) -> bool:
    return not await stage.db.read("SELECT id FROM stories WHERE guild_id = :id", {"id": guild_id})


async def _asked(stage: Any, method: str, route: str) -> bool:
    return any(request.startswith(method) and request.endswith(route) for request in stage.play.requests)


async def _until(holds: Any) -> None:
    """Let the event loop run until the database shows it, for five seconds at most."""
    for _ in range(500):
        if await holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come about in time")
