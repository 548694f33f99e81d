"""Discord's document, read: what it allows, and where a fault is said to be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from playground import Playground
from playground.refusal import Refusal
from playground.validate import Document
from tests.playground.asking import ask, faults

OPENAPI = Path(__file__).parents[3] / "shared" / "discord" / "openapi.json"
needs_document = pytest.mark.skipif(not OPENAPI.exists(), reason=f"Discord's OpenAPI document is not at hand: put it at {OPENAPI}")
CREATE = ("POST", "/channels/{channel_id}/messages")
CALLBACK = ("POST", "/interactions/{interaction_id}/{interaction_token}/callback")


@pytest.fixture(scope="module")
def document() -> Document:
    return Document.read(OPENAPI)


@needs_document
@pytest.mark.parametrize(
    ("operation", "body", "place", "code"),
    [
        (CREATE, {"content": 5}, "content", "BASE_TYPE_INVALID"),
        (CREATE, {"content": "x" * 4001}, "content", "BASE_TYPE_MAX_LENGTH"),
        (
            CREATE,
            {"components": [{"type": 17, "components": [{"type": 10, "content": ""}]}]},
            "components.0.components.0.content",
            "BASE_TYPE_MIN_LENGTH",
        ),
        (CREATE, {"components": [{"type": 17, "components": [{"type": 10}]}]}, "components.0.components.0.content", "BASE_TYPE_REQUIRED"),
        (CREATE, {"embeds": [{"url": "not a link"}]}, "embeds.0.url", "BASE_TYPE_INVALID"),
        (CREATE, {"nonce": "x" * 26}, "nonce", "BASE_TYPE_INVALID"),
        (CALLBACK, {"type": 4, "data": {"embeds": [{"color": -1}]}}, "data.embeds.0.color", "NUMBER_TYPE_MIN"),
        (
            CALLBACK,
            {
                "type": 9,
                "data": {
                    "title": "t",
                    "custom_id": "c",
                    "components": [{"type": 18, "label": "", "component": {"type": 4, "custom_id": "i", "style": 1}}],
                },
            },
            "data.components.0.label",
            "BASE_TYPE_MIN_LENGTH",
        ),
    ],
)
def test_a_fault_is_named_at_the_innermost_field(document: Document, operation: tuple[str, str], body: Any, place: str, code: str) -> None:
    with pytest.raises(Refusal) as no:
        document.check_request(*operation, body)
    assert faults(no.value.body) == {place: code}


@needs_document
def test_ids_may_be_numbers_in_requests_and_not_in_replies(document: Document) -> None:
    document.check_request(*CREATE, {"message_reference": {"message_id": 5}, "allowed_mentions": {"users": [5]}})
    assert document.faults_of_reply("GET", "/users/@me/guilds", 200, [{"id": 5}])


@needs_document
def test_an_answer_that_discord_would_not_give_is_told_on(document: Document) -> None:
    assert document.faults_of_reply("GET", "/gateway", 200, {"url": "ws://127.0.0.1:1"}) == []
    assert document.faults_of_reply("GET", "/gateway", 200, {}) == ['GET /gateway → 200 url: "url" is a required property']
    assert document.faults_of_reply("GET", "/gateway", 201, {}) == ["GET /gateway: status 201 is not in Discord's document"]
    assert document.faults_of_reply("DELETE", "/channels/{channel_id}/messages/{message_id}", 204, {}) == [
        "DELETE /channels/{channel_id}/messages/{message_id}: 204 must have no body"
    ]


@needs_document
def test_what_the_document_does_not_know_is_not_judged(document: Document) -> None:
    document.check_request("POST", "/nowhere", {"anything": 1})
    assert document.faults_of_reply("POST", "/nowhere", 200, 5) == []


@needs_document
async def test_the_document_named_in_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_OPENAPI", str(OPENAPI))
    async with Playground(limits="off") as play:
        path = f"/channels/{play.channel('news').channel.id}/messages"
        status, no = await ask(play, "POST", path, {"content": "x", "message_reference": "y"})
    assert (status, list(faults(no))) == (400, ["message_reference"])


async def test_without_a_document_the_hand_checks_remain() -> None:
    async with Playground(limits="off") as play:
        path = f"/channels/{play.channel('news').channel.id}/messages"
        assert (await ask(play, "POST", path, {"content": "x" * 2001}))[0] == 400
        assert (await ask(play, "POST", path, {"content": "x"}))[0] == 200
        assert play.violations == []


@needs_document
def test_the_document_itself_is_left_as_it_was(document: Document) -> None:
    raw = json.loads(OPENAPI.read_text(encoding="utf-8"))
    assert Document(raw) is not None
    assert raw["components"]["schemas"]["SnowflakeType"]["type"] == "string"
