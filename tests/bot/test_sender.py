"""Briefings into the playground's Discord, in fair weather and foul: posted once, or told as later or never."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.client import DatelineClient
from bot.sender import BLOCKED_SECONDS, DiscordSender, Pacer
from briefings.deliver import Later, Never, Sent
from briefings.model import Briefing, Delivery, Template


@pytest.fixture
def refused() -> list[Exception]:
    """What the sender reported as a token that Discord no longer takes."""
    return []


@pytest.fixture
async def sender(stage: Any, refused: list[Exception]) -> DiscordSender:
    """A sender over the stage's connected client."""
    client = await _restarted(stage)
    return DiscordSender(client, Pacer(1_000), unauthorized=refused.append)


@pytest.fixture
def delivery(stage: Any) -> Delivery:
    """A briefing for #news with a nonce of its own."""
    now = stage.play.clock.now()
    briefing = Briefing("A ferry terminal opens", ("It opened.", "Nobody fell in."), 1, 1, Template.SHORT)
    return Delivery(1, 1, stage.play.home.id, stage.play.channel("news").channel.id, now, 1, now, "abcd-1", None, briefing)


async def _restarted(stage: Any) -> DatelineClient:
    await stage.stop()
    client = await stage.start()
    assert isinstance(client, DatelineClient)
    return client


async def test_a_briefing_is_posted_with_its_passages_button(stage: Any, sender: DiscordSender, delivery: Delivery) -> None:
    sent = await sender.send(delivery)
    (post,) = stage.play.channel("news").messages
    assert sent == Sent(post.id, delivery.channel_id)
    assert "Nobody fell in." in post.text
    assert post.labels == ["Passages"]


async def test_only_the_subscriptions_role_is_pinged(stage: Any, sender: DiscordSender, delivery: Delivery) -> None:
    role = stage.play.add_role("Readers", mentionable=True)
    loud = replace(delivery.briefing, blocks=("@everyone look", f"<@{stage.play.home.owner_id}>"))
    await sender.send(replace(delivery, role_id=role.id, briefing=loud))
    (post,) = stage.play.channel("news").messages
    assert post.json["mention_roles"] == [str(role.id)]
    assert post.json["mentions"] == []
    assert not post.json["mention_everyone"]


async def test_a_second_try_with_the_same_nonce_posts_nothing_more(stage: Any, sender: DiscordSender, delivery: Delivery) -> None:
    stage.play.weather.reset_after_create(1)
    assert isinstance(await sender.send(delivery), Later | Sent)
    assert isinstance(await sender.send(replace(delivery, attempt=2)), Sent)
    assert len(stage.play.channel("news").messages) == 1


async def test_a_late_retry_finds_its_own_post_and_no_other(stage: Any, sender: DiscordSender, delivery: Delivery) -> None:
    stage.play.say("Good morning", channel="news")
    assert await sender.find(delivery) is None
    sent = await sender.send(delivery)
    await sender.send(replace(delivery, id=2, nonce="abcd-2"))
    stage.play.clock.move(timedelta(minutes=30))
    assert await sender.find(delivery) == sent
    assert await sender.find(replace(delivery, nonce="abcd-3")) is None


@pytest.mark.parametrize(
    ("weather", "outcome"),
    [
        (lambda weather: weather.revoke("news", "VIEW_CHANNEL"), Never("Dateline lacks View Channel in the channel", 50001)),
        (lambda weather: weather.delete_channel("news"), Never("the channel is gone", 10003)),
        (
            lambda weather: weather.server_error("GET", status=503),
            Later(None, "Discord had trouble of its own (503)", counts=True, doubt=True),
        ),
        (lambda weather: weather.rate_limit("GET", retry_after=60), Later(60, "Discord asked to wait", counts=False)),
    ],
    ids=["may not see", "channel gone", "503", "long rate limit"],
)
async def test_a_history_that_cannot_be_read_is_no_empty_one(
    stage: Any, sender: DiscordSender, delivery: Delivery, weather: Callable[[Any], None], outcome: Later | Never
) -> None:
    await sender.send(delivery)
    weather(stage.play.weather)
    await _gateway_settled(stage)
    assert await sender.find(delivery) == outcome


async def test_a_late_briefing_says_when_it_was_due(stage: Any, sender: DiscordSender, delivery: Delivery) -> None:
    await sender.send(replace(delivery, late=True))
    (post,) = stage.play.channel("news").messages
    assert f"Late: this was due at <t:{int(delivery.due_at.timestamp())}:F>." in post.text


@pytest.mark.parametrize(
    ("weather", "outcome"),
    [
        (
            lambda weather: weather.server_error("/messages", status=503),
            Later(None, "Discord had trouble of its own (503)", counts=True, doubt=True),
        ),
        (lambda weather: weather.revoke("news", "SEND_MESSAGES"), Never("Dateline lacks Send Messages in the channel", 50013)),
        (
            lambda weather: weather.revoke("news", "VIEW_CHANNEL"),
            Never("Dateline lacks View Channel in the channel", 50001),
        ),
        (lambda weather: weather.delete_channel("news"), Never("the channel is gone", 10003)),
        (lambda weather: weather.rate_limit("/messages", retry_after=60), Later(60, "Discord asked to wait", counts=False)),
        (
            lambda weather: weather.rate_limit("/messages", via=False),
            Later(BLOCKED_SECONDS, "Discord's network blocks this address for now", counts=False),
        ),
        (
            lambda weather: weather.refuse("/messages", 50035, "Invalid Form Body", 400),
            Never("Discord refused the message (400/50035)", 50035),
        ),
    ],
    ids=["503", "may not send", "may not see", "channel gone", "long rate limit", "Cloudflare", "bad request"],
)
async def test_what_fails_is_told_as_later_or_never(
    stage: Any, sender: DiscordSender, delivery: Delivery, weather: Callable[[Any], None], outcome: Later | Never
) -> None:
    weather(stage.play.weather)
    await _gateway_settled(stage)
    assert await sender.send(delivery) == outcome


async def test_a_short_rate_limit_is_waited_out(stage: Any, sender: DiscordSender, delivery: Delivery) -> None:
    stage.play.weather.rate_limit("/messages", retry_after=0.05)
    assert isinstance(await sender.send(delivery), Sent)


async def test_after_cloudflares_refusal_all_sending_rests(stage: Any, sender: DiscordSender, delivery: Delivery) -> None:
    stage.play.weather.rate_limit("/messages", via=False)
    await sender.send(delivery)
    for outcome in (await sender.send(replace(delivery, id=2, nonce="abcd-2")), await sender.find(delivery)):
        assert isinstance(outcome, Later)
        assert outcome.seconds == pytest.approx(BLOCKED_SECONDS, abs=5)
        assert not outcome.counts


async def test_a_token_that_is_no_longer_taken_is_reported(
    stage: Any, sender: DiscordSender, delivery: Delivery, refused: list[Exception]
) -> None:
    stage.play.weather.refuse("/messages", 0, "401: Unauthorized", 401)
    assert isinstance(await sender.send(delivery), Later)
    (reported,) = refused
    assert isinstance(reported, discord.HTTPException)


async def test_a_closing_sender_begins_nothing(stage: Any, sender: DiscordSender, delivery: Delivery) -> None:
    sender.close()
    assert await sender.send(delivery) == Later(1, "Dateline was stopping", counts=False)
    assert stage.play.channel("news").messages == []


async def test_turns_are_given_out_evenly() -> None:
    pacer = Pacer(100)
    loop, begun, at = asyncio.get_running_loop(), asyncio.get_running_loop().time(), []

    async def take() -> None:
        await pacer.turn()
        at.append(loop.time() - begun)

    await asyncio.gather(*(take() for _ in range(6)))
    assert at == sorted(at)
    assert _gaps(at) >= 0.009
    assert pacer.wait() <= 0.011


async def test_a_loop_that_was_held_up_catches_up_on_a_few_turns_only() -> None:
    pacer = Pacer(100)
    loop, at = asyncio.get_running_loop(), []

    async def take() -> None:
        await pacer.turn()
        at.append(loop.time())

    waiting = [asyncio.create_task(take()) for _ in range(12)]
    await asyncio.sleep(0)
    time.sleep(0.08)  # noqa: ASYNC251 - holds up the loop
    held_up_until = loop.time()
    await asyncio.gather(*waiting)
    assert sum(moment < held_up_until + 0.009 for moment in at) <= 2 + Pacer.CAUGHT_UP


async def test_a_rest_holds_for_turns_that_are_waited_for_already() -> None:
    pacer = Pacer(100)
    begun = asyncio.get_running_loop().time()
    await pacer.turn()
    waiting = asyncio.create_task(pacer.turn())
    await asyncio.sleep(0)
    pacer.rest(0.05)
    await waiting
    assert asyncio.get_running_loop().time() - begun >= 0.05


async def _gateway_settled(stage: Any) -> None:
    """An answered command shows that the client has seen every event sent before it."""
    await stage.play.slash("/where private:true")


def _gaps(at: Sequence[float]) -> float:
    """The mean gap, as the event loop may wake a little early or late."""
    return (at[-1] - at[0]) / (len(at) - 1)
