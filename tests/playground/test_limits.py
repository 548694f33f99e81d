"""Rate limits: buckets by route and channel, fifty a second in all, callbacks exempt."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from playground import Playground
from playground.limits import GLOBAL_PER_SECOND, Limits
from tests.playground.asking import ask

MESSAGES = ("POST", "/channels/{channel_id}/messages")
ONE, OTHER = {"channel_id": "1"}, {"channel_id": "2"}


def test_a_bucket_is_used_up_channel_by_channel() -> None:
    limits = Limits("discord")
    left = [limits.take(*MESSAGES, ONE, whole=True).headers["X-RateLimit-Remaining"] for _ in range(5)]
    assert left == ["4", "3", "2", "1", "0"]
    refused = limits.take(*MESSAGES, ONE, whole=True)
    assert refused.body is not None
    assert refused.body["message"] == "You are being rate limited."
    assert 0 < refused.body["retry_after"] <= 5
    assert refused.headers["X-RateLimit-Scope"] == "user"
    assert limits.take(*MESSAGES, OTHER, whole=True).body is None


def test_channels_share_the_name_of_their_bucket_and_not_its_content() -> None:
    limits = Limits("discord")
    names = {limits.take(*MESSAGES, params, whole=True).headers["X-RateLimit-Bucket"] for params in (ONE, OTHER)}
    assert len(names) == 1
    assert limits.take("GET", MESSAGES[1], ONE, whole=True).headers["X-RateLimit-Bucket"] not in names


def test_the_whole_bot_has_fifty_a_second() -> None:
    limits = Limits("discord")
    passed = [limits.take("GET", "/channels/{channel_id}", {"channel_id": str(n)}, whole=True).body for n in range(GLOBAL_PER_SECOND + 1)]
    assert passed[:-1] == [None] * GLOBAL_PER_SECOND
    assert passed[-1] is not None
    assert passed[-1]["global"]
    hook = {"webhook_id": "1", "webhook_token": "t"}
    assert limits.take("POST", "/webhooks/{webhook_id}/{webhook_token}", hook, whole=False).body is None


def test_without_limits_headers_promise_plenty() -> None:
    limits = Limits("off")
    tolls = [limits.take(*MESSAGES, ONE, whole=True) for _ in range(200)]
    assert all(toll.body is None for toll in tolls)
    assert int(tolls[-1].headers["X-RateLimit-Remaining"]) > 1000


@pytest.fixture
async def limited() -> Playground:
    return Playground(limits="discord")


async def test_a_burst_to_one_channel_is_turned_away_over_http(limited: Playground) -> None:
    async with limited:
        path = f"/channels/{limited.channel('news').channel.id}/messages"
        answers = [await ask(limited, "POST", path, {"content": str(n)}) for n in range(6)]
        assert [status for status, _ in answers] == [200] * 5 + [429]
        assert len(limited.channel("news").messages) == 5


async def test_callbacks_are_exempt(limited: Playground) -> None:
    async with limited, aiohttp.ClientSession() as session:
        ada, channel = limited.member("Ada"), limited.channel("general").channel
        begun = [limited.server.interactions.start(2, ada, channel, {"type": 1, "name": "echo"}) for _ in range(80)]

        async def answer(number: int) -> int:
            path = f"{limited.api_url}/interactions/{begun[number].id}/{begun[number].token}/callback"
            async with session.post(path, json={"type": 4, "data": {"content": "x"}}) as response:
                return response.status

        assert set(await asyncio.gather(*map(answer, range(80)))) == {204}
