"""The rules of interactions: three seconds, a quarter of an hour, one first answer, what may answer what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from playground import NoAnswer, Playground
from playground.interactions import Interaction
from tests.playground.asking import ask, faults
from tests.playground.echo import EchoBot

REPLY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, FORM = 4, 5, 6, 7, 8, 9


def begin(play: Playground, line: str = "/silent") -> Interaction:
    """A slash command that the bot will not answer, so that the test can."""
    ada, channel = play.member("Ada"), play.channel("general").channel
    return play.server.people.slash(play.server.people.read(line, ada, channel), ada, channel)


async def answer(play: Playground, begun: Interaction, kind: int, data: Any = None) -> tuple[int, Any]:
    return await ask(play, "POST", f"/interactions/{begun.id}/{begun.token}/callback?with_response=true", {"type": kind, "data": data})


def hook(play: Playground, begun: Interaction, rest: str = "") -> str:
    return f"/webhooks/{play.world.bot.id}/{begun.token}{rest}"


async def test_a_bot_that_says_nothing_is_told_on(playground: Playground, bot: EchoBot) -> None:
    with pytest.raises(NoAnswer, match=r"the bot did not answer /silent within 0\.05 s"):
        await playground.slash("/silent", timeout=0.05)


async def test_a_second_first_answer_is_refused(playground: Playground, bot: EchoBot) -> None:
    await playground.slash("/twice")
    await bot.hears("refused twice")
    assert [(error.status, error.code) for error in bot.failures] == [(400, 40060)]


async def test_an_answer_after_three_seconds_finds_no_interaction(playground: Playground, bot: EchoBot) -> None:
    begun = begin(playground)
    begun.began -= 3.1
    assert await answer(playground, begun, REPLY, {"content": "late"}) == (404, {"code": 10062, "message": "Unknown interaction"})


async def test_the_three_seconds_are_not_those_of_the_movable_clock(playground: Playground, bot: EchoBot) -> None:
    begun = begin(playground)
    playground.clock.move(timedelta(minutes=1))
    assert (await answer(playground, begun, REPLY, {"content": "in time"}))[0] == 200


async def test_an_unknown_token_finds_no_interaction(playground: Playground, bot: EchoBot) -> None:
    begun = begin(playground)
    status, no = await ask(playground, "POST", f"/interactions/{begun.id}/other/callback", {"type": DEFER})
    assert (status, no["code"]) == (404, 10062)


async def test_nothing_follows_before_a_first_answer(playground: Playground, bot: EchoBot) -> None:
    status, no = await ask(playground, "POST", hook(playground, begin(playground)), {"content": "early"})
    assert (status, no["code"]) == (404, 10015)


async def test_a_token_lives_a_quarter_of_an_hour(playground: Playground, bot: EchoBot) -> None:
    begun = begin(playground)
    await answer(playground, begun, REPLY, {"content": "first"})
    playground.clock.move(timedelta(minutes=14))
    assert (await ask(playground, "POST", hook(playground, begun), {"content": "second"}))[0] == 200
    playground.clock.move(timedelta(minutes=2))
    status, no = await ask(playground, "PATCH", hook(playground, begun, "/messages/@original"), {"content": "third"})
    assert (status, no["code"], no["message"]) == (401, 50027, "Invalid Webhook Token")


async def test_a_first_answer_tells_its_message(playground: Playground, bot: EchoBot) -> None:
    begun = begin(playground)
    status, told = await answer(playground, begun, REPLY, {"content": "x", "flags": 64})
    assert status == 200
    assert told["interaction"]["response_message_ephemeral"]
    assert told["resource"]["message"]["content"] == "x"
    assert told["resource"]["message"]["interaction_metadata"]["user"]["username"] == "ada"
    begun = begin(playground)
    _, told = await answer(playground, begun, DEFER)
    assert told["interaction"]["response_message_loading"]
    assert "resource" not in told


async def test_a_followup_is_read_changed_and_deleted_by_id(playground: Playground, bot: EchoBot) -> None:
    begun = begin(playground)
    await answer(playground, begun, REPLY, {"content": "first"})
    _, followup = await ask(playground, "POST", hook(playground, begun), {"content": "second"})
    one = hook(playground, begun, f"/messages/{followup['id']}")
    assert (await ask(playground, "GET", one))[1]["content"] == "second"
    assert (await ask(playground, "PATCH", one, {"content": "changed"}))[1]["content"] == "changed"
    assert (await ask(playground, "DELETE", one))[0] == 204
    assert (await ask(playground, "GET", one))[1]["code"] == 10008
    assert (await ask(playground, "GET", hook(playground, begun, "/messages/@original")))[1]["content"] == "first"
    assert (await ask(playground, "DELETE", hook(playground, begun, "/messages/@original")))[0] == 204
    assert playground.channel("general").messages == []


async def test_others_cannot_read_an_ephemeral_answer_in_the_channel(playground: Playground, bot: EchoBot) -> None:
    begun = begin(playground)
    _, told = await answer(playground, begun, REPLY, {"content": "psst", "flags": 64})
    channel = playground.channel("general").channel
    assert (await ask(playground, "GET", f"/channels/{channel.id}/messages"))[1] == []
    assert (await ask(playground, "GET", f"/channels/{channel.id}/messages/{told['resource']['message']['id']}"))[1]["code"] == 10008


@pytest.mark.parametrize("kind", [DEFER_UPDATE, UPDATE, CHOICES, 1, 99])
async def test_a_command_cannot_be_answered_as_a_button_or_suggestion(playground: Playground, bot: EchoBot, kind: int) -> None:
    data: Any = {"choices": []} if kind == CHOICES else {"content": "x"}
    status, no = await answer(playground, begin(playground), kind, data)
    assert (status, no["code"], faults(no)) == (400, 50035, {"type": "BASE_TYPE_CHOICES"})


async def test_a_form_cannot_answer_a_form(playground: Playground) -> None:
    begun = playground.server.interactions.start(5, playground.member("Ada"), playground.channel("general").channel, {"custom_id": "c"})
    form = {"title": "t", "custom_id": "c", "components": [{"type": 10, "content": "x"}]}
    status, no = await answer(playground, begun, FORM, form)
    assert (status, faults(no)) == (400, {"type": "BASE_TYPE_CHOICES"})


async def test_answers_need_no_permission_to_write_in_the_channel(playground: Playground, bot: EchoBot) -> None:
    playground.weather.revoke("general", "SEND_MESSAGES")
    assert (await playground.slash("/echo text:still")).text == "still"


async def test_a_deleted_channel_takes_no_answer(playground: Playground, bot: EchoBot) -> None:
    begun = begin(playground)
    playground.weather.delete_channel("general")
    assert (await answer(playground, begun, REPLY, {"content": "x"}))[1]["code"] == 10003


async def test_a_bot_that_forgets_what_it_put_off_is_told_on(playground: Playground, bot: EchoBot) -> None:
    begun = begin(playground)
    await answer(playground, begun, DEFER)
    with pytest.raises(NoAnswer, match=r"put off its answer to /silent and did not come back to it within 0\.05 s"):
        await playground.outcome(begun, "/silent", 0.05)


async def test_an_edit_that_would_empty_a_message_is_refused(playground: Playground, bot: EchoBot) -> None:
    begun = begin(playground)
    await answer(playground, begun, REPLY, {"content": "x"})
    assert (await ask(playground, "PATCH", hook(playground, begun, "/messages/@original"), {"content": ""}))[1]["code"] == 50006


async def test_a_layout_cannot_be_turned_back(playground: Playground, bot: EchoBot) -> None:
    reply = await playground.slash("/pages")
    path = hook(playground, reply.interaction, "/messages/@original")
    status, no = await ask(playground, "PATCH", path, {"content": "plain again", "flags": 0})
    assert (status, faults(no)) == (400, {"content": "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"})


async def test_the_bot_knows_who_asked_and_with_what_rights(playground: Playground, bot: EchoBot) -> None:
    assert (await playground.slash("/rights", by=playground.member("Ada"))).text == "ada True False 10485760"
    assert (await playground.slash("/rights", by=playground.member("Ben"))).text == "ben False False 10485760"
