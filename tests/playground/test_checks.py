"""What Discord refuses in forms: a table of bad ones, each with the field and the code it gets."""

from __future__ import annotations

from typing import Any

import pytest

from playground import Playground
from tests.playground.asking import ask, faults

V2 = 1 << 15
LEGACY = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"


def row(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": [{"type": 2, "style": 1, "label": "x"} | button for button in buttons]}


def text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def box(*inside: dict[str, Any]) -> dict[str, Any]:
    return {"type": 17, "components": list(inside)}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"content": "x" * 2001}, {"content": "BASE_TYPE_MAX_LENGTH"}),
        ({"content": "x" * 2001, "colour": 1}, {"content": "BASE_TYPE_MAX_LENGTH", "colour": "UNKNOWN_KEY"}),
        ({"embeds": [{"description": "x" * 4096}, {"description": "x" * 1905}]}, {"embeds": "MAX_EMBED_SIZE_EXCEEDED"}),
        ({"embeds": [{"title": "x" * 257}]}, {"embeds.0.title": "BASE_TYPE_MAX_LENGTH"}),
        ({"embeds": [{"title": "x"}] * 11}, {"embeds": "BASE_TYPE_MAX_LENGTH"}),
        (
            {"embeds": [{"fields": [{"name": "x" * 257, "value": "v" * 1025}]}]},
            dict.fromkeys(("embeds.0.fields.0.name", "embeds.0.fields.0.value"), "BASE_TYPE_MAX_LENGTH"),
        ),
        ({"embeds": [{"title": "x", "fields": [{"name": "n", "value": "v"}] * 26}]}, {"embeds.0.fields": "BASE_TYPE_MAX_LENGTH"}),
        (
            {"content": "x", "components": [row({"custom_id": "a"}, {"custom_id": "a"})]},
            {"components.0.components.1.custom_id": "COMPONENT_CUSTOM_ID_DUPLICATED"},
        ),
        ({"content": "x", "components": [row({"custom_id": "x" * 101})]}, {"components.0.components.0.custom_id": "BASE_TYPE_MAX_LENGTH"}),
        ({"content": "x", "components": [row({"style": 5})]}, {"components.0.components.0.url": "BASE_TYPE_REQUIRED"}),
        ({"content": "x", "components": [row({"style": 1})]}, {"components.0.components.0.custom_id": "BASE_TYPE_REQUIRED"}),
        (
            {"content": "x", "components": [row({"custom_id": "a", "label": "x" * 81})]},
            {"components.0.components.0.label": "BASE_TYPE_MAX_LENGTH"},
        ),
        (
            {"content": "x", "components": [row(*({"custom_id": str(n)} for n in range(6)))]},
            {"components.0": "COMPONENT_LAYOUT_WIDTH_EXCEEDED"},
        ),
        ({"content": "x", "components": [row({"custom_id": str(n)}) for n in range(6)]}, {"components": "BASE_TYPE_MAX_LENGTH"}),
        ({"content": "x", "components": [{"type": 1, "components": []}]}, {"components.0.components": "BASE_TYPE_BAD_LENGTH"}),
        ({"flags": V2, "content": "x", "components": [text("y")]}, {"content": LEGACY}),
        ({"flags": V2, "embeds": [{"title": "x"}], "components": [text("y")]}, {"embeds": LEGACY}),
        ({"components": [box(text("y"))]}, {"components.0.type": "UNION_TYPE_CHOICES"}),
        ({"flags": V2, "components": [box(text("x" * 2001), text("y" * 2000))]}, {"components": "COMPONENT_MAX_TOTAL_TEXT_SIZE_EXCEEDED"}),
        ({"flags": V2, "components": [box(*(text("x") for _ in range(20)))] * 2}, {"components": "BASE_TYPE_MAX_LENGTH"}),
    ],
)
async def test_a_bad_message_is_refused_at_the_field_that_is_wrong(
    playground: Playground, body: dict[str, Any], expected: dict[str, str]
) -> None:
    status, no = await ask(playground, "POST", f"/channels/{playground.channel('news').channel.id}/messages", body)
    assert (status, no["code"], no["message"]) == (400, 50035, "Invalid Form Body")
    assert faults(no) == expected
    assert playground.channel("news").messages == []


@pytest.mark.parametrize("body", [{}, {"content": ""}, {"content": None, "embeds": []}, None])
async def test_an_empty_message_is_refused(playground: Playground, body: Any) -> None:
    status, no = await ask(playground, "POST", f"/channels/{playground.channel('news').channel.id}/messages", body)
    assert (status, no) == (400, {"code": 50006, "message": "Cannot send an empty message"})


@pytest.mark.parametrize(
    "body",
    [
        {"flags": V2, "components": [box(*(text("x" * 102) for _ in range(39)))]},
        {"content": "x" * 2000, "embeds": [{"description": "x" * 4096}, {"description": "y" * 1904}]},
        {"content": "x", "components": [row(*({"custom_id": f"{n}{m}"} for n in range(5))) for m in range(5)]},
    ],
)
async def test_what_is_just_small_enough_is_taken(playground: Playground, body: dict[str, Any]) -> None:
    assert (await ask(playground, "POST", f"/channels/{playground.channel('news').channel.id}/messages", body))[0] == 200


def command(**more: Any) -> dict[str, Any]:
    return {"name": "who", "description": "people"} | more


def option(**more: Any) -> dict[str, Any]:
    return {"type": 3, "name": "person", "description": "whom"} | more


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        ([command(name="Who")], {"0.name": "APPLICATION_COMMAND_INVALID_NAME"}),
        ([command(name="who is")], {"0.name": "APPLICATION_COMMAND_INVALID_NAME"}),
        ([command(name="x" * 33)], {"0.name": "BASE_TYPE_BAD_LENGTH"}),
        ([command(description="")], {"0.description": "BASE_TYPE_REQUIRED"}),
        ([command(description="x" * 101)], {"0.description": "BASE_TYPE_MAX_LENGTH"}),
        ([command(), command()], {"1.name": "APPLICATION_COMMANDS_DUPLICATE_NAME"}),
        ([command(options=[option(), option()])], {"0.options.1.name": "APPLICATION_COMMAND_OPTIONS_NAME_INVALID"}),
        (
            [command(options=[option(), option(name="b", required=True)])],
            {"0.options.1.required": "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"},
        ),
        ([command(options=[option(name=f"o{n}") for n in range(26)])], {"0.options": "BASE_TYPE_MAX_LENGTH"}),
        ([command(options=[option(name="Bad")])], {"0.options.0.name": "APPLICATION_COMMAND_INVALID_NAME"}),
        (
            [command(options=[option(choices=[{"name": str(n), "value": "v"} for n in range(26)])])],
            {"0.options.0.choices": "BASE_TYPE_MAX_LENGTH"},
        ),
        (
            [command(options=[option(choices=[{"name": "a", "value": "v"}], autocomplete=True)])],
            {"0.options.0.autocomplete": "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID"},
        ),
        (
            [command(options=[option(choices=[{"name": "a", "value": "1"}, {"name": "a", "value": "2"}])])],
            {"0.options.0.choices": "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS"},
        ),
        (
            [
                command(
                    options=[
                        option(choices=[{"name": f"{o}{n}" + "x" * 90, "value": "y" * 90} for n in range(25)], name=f"o{o}")
                        for o in range(2)
                    ]
                )
            ],
            {"0": "APPLICATION_COMMAND_TOO_LARGE"},
        ),
        (
            [command(options=[{"type": 1, "name": "add", "description": "adds", "options": [option(name="BAD")]}])],
            {"0.options.0.options.0.name": "APPLICATION_COMMAND_INVALID_NAME"},
        ),
        ([{"type": 3, "name": "Quote this", "options": [option()]}], {"0.options": "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"}),
    ],
)
async def test_a_bad_command_is_refused_at_the_field_that_is_wrong(
    playground: Playground, commands: list[Any], expected: dict[str, str]
) -> None:
    path = f"/applications/{playground.world.bot.id}/commands"
    status, no = await ask(playground, "PUT", path, commands)
    assert (status, no["code"]) == (400, 50035)
    assert faults(no) == expected
    assert (await ask(playground, "GET", path))[1] == []


async def test_more_than_a_hundred_commands_are_refused(playground: Playground) -> None:
    path = f"/applications/{playground.world.bot.id}/commands"
    hundred = [command(name=f"c{n}") for n in range(100)]
    assert (await ask(playground, "PUT", path, hundred))[0] == 200
    status, no = await ask(playground, "PUT", path, [*hundred, command()])
    assert (status, no["code"]) == (400, 30032)
    assert (await ask(playground, "POST", path, command()))[1]["code"] == 30032


FORM: dict[str, Any] = {
    "title": "t",
    "custom_id": "c",
    "components": [{"type": 18, "label": "l", "component": {"type": 4, "custom_id": "i", "style": 1}}],
}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"components": [{"type": 10, "content": "x"}] * 6}, {"data.components": "BASE_TYPE_BAD_LENGTH"}),
        ({"components": []}, {"data.components": "BASE_TYPE_BAD_LENGTH"}),
        ({"title": "x" * 46}, {"data.title": "BASE_TYPE_MAX_LENGTH"}),
        ({"components": FORM["components"] * 2}, {"data.components.1.component.custom_id": "COMPONENT_CUSTOM_ID_DUPLICATED"}),
    ],
)
async def test_a_bad_form_is_refused(playground: Playground, change: dict[str, Any], expected: dict[str, str]) -> None:
    ada, channel = playground.member("Ada"), playground.channel("general").channel
    begun = playground.server.interactions.start(2, ada, channel, {"type": 1})
    status, no = await ask(playground, "POST", f"/interactions/{begun.id}/{begun.token}/callback", {"type": 9, "data": FORM | change})
    assert (status, faults(no)) == (400, expected)
    assert begun.answer is None


async def test_too_many_or_too_long_suggestions_are_refused(playground: Playground) -> None:
    begun = playground.server.interactions.start(4, playground.member("Ada"), playground.channel("general").channel, {"type": 1})
    path = f"/interactions/{begun.id}/{begun.token}/callback"
    many = {"choices": [{"name": str(n), "value": "v"} for n in range(26)]}
    assert faults((await ask(playground, "POST", path, {"type": 8, "data": many}))[1]) == {"data.choices": "BASE_TYPE_MAX_LENGTH"}
    long = {"choices": [{"name": "x" * 101, "value": "v"}]}
    assert faults((await ask(playground, "POST", path, {"type": 8, "data": long}))[1]) == {"data.choices.0.name": "BASE_TYPE_MAX_LENGTH"}
    assert (await ask(playground, "POST", path, {"type": 8, "data": {"choices": [{"name": "x", "value": "v"}]}}))[0] == 204


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=many", "before=x"])
async def test_bad_queries_are_refused(playground: Playground, query: str) -> None:
    status, no = await ask(playground, "GET", f"/channels/{playground.channel('news').channel.id}/messages?{query}")
    assert (status, no["code"]) == (400, 50035)
