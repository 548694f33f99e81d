"""The page's API: what one member sees, and what they do."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest

from playground import Playground
from tests.playground.asking import Page, ask
from tests.playground.echo import EchoBot


async def test_the_page_learns_who_and_what_there_is(playground: Playground, bot: EchoBot) -> None:
    async with aiohttp.ClientSession() as session:
        state = await Page(playground, session, "Ada").get("state")
    guild = state["guilds"][0]
    assert state["bot"]["connected"]
    assert guild["name"] == "Dateline Newsroom"
    assert [channel["name"] for channel in guild["channels"]] == ["general", "news", "desk"]
    assert [(member["name"], member["owner"], member["bot"]) for member in guild["members"]] == [
        ("Ada", True, False),
        ("Ben", False, False),
        ("Dateline", False, True),
    ]
    assert "MANAGE_GUILD" in guild["members"][0]["permissions"]
    assert "MANAGE_GUILD" not in guild["members"][1]["permissions"]


async def test_each_member_is_offered_their_own_commands(playground: Playground, bot: EchoBot) -> None:
    async with aiohttp.ClientSession() as session:
        of_ada = {command["name"] for command in await Page(playground, session, "Ada").get("commands")}
        of_ben = {command["name"] for command in await Page(playground, session, "Ben").get("commands")}
    assert of_ada - of_ben == {"manage"}


async def test_a_private_answer_shows_on_one_page_only(playground: Playground, bot: EchoBot) -> None:
    async with aiohttp.ClientSession() as session:
        ada, ben = Page(playground, session, "Ada"), Page(playground, session, "Ben")
        outcome = await ben.post("slash", command=await ben.command("echo"), options={"text": "psst", "private": True})
        assert outcome["message"]["ephemeral"]
        assert [message["content"] for message in await ben.get("messages")] == ["psst"]
        assert await ada.get("messages") == []
        assert "cannot see" in (await ada.post("press", 422, message=outcome["message"]["id"], custom_id="x"))["error"]
        await ben.post("dismiss", message=outcome["message"]["id"])
        assert await ben.get("messages") == []


async def test_suggestions_buttons_menus_and_forms(playground: Playground, bot: EchoBot) -> None:
    role = playground.add_role("Desk")
    async with aiohttp.ClientSession() as session:
        page = Page(playground, session, "Ada")
        suggested = await page.post("autocomplete", command=await page.command("who"), options={"person": "park"}, focused="person")
        assert suggested == {"choices": [{"name": "Park Soo-jin", "value": "Park Soo-jin"}]}
        shown = (await page.post("slash", command=await page.command("buttons")))["message"]
        assert (await page.post("press", message=shown["id"], custom_id="count"))["message"]["content"] == "counted"
        opened = await page.post("press", message=shown["id"], custom_id="form")
        assert opened["modal"]["title"] == "Add a source"
        handed_in = await page.post("submit", interaction=opened["interaction"], values={"text": "pasted", "kind": ["News"]})
        assert handed_in["message"]["content"] == "pasted / News / []"
        menus = (await page.post("slash", command=await page.command("menus")))["message"]
        picked = await page.post("select", message=menus["id"], custom_id="roles", values=[str(role.id)])
        assert picked["message"]["content"] == "Desk"
        said = await page.post("say", text="thirty staff")
        assert (await page.post("menu", command="Quote", message=said["id"]))["message"]["content"] == "> thirty staff"


async def test_a_message_names_the_command_that_it_answers(playground: Playground, bot: EchoBot) -> None:
    async with aiohttp.ClientSession() as session:
        page = Page(playground, session, "Ada")
        added = await page.post("slash", command=await page.command("source"), path=["add"], options={"name": "x"})
        assert added["message"]["used"] == "/source add"
        opened = await page.post("slash", command=await page.command("old"))
        handed_in = await page.post("submit", interaction=opened["interaction"], values={"Text": "through a form"})
        assert handed_in["message"]["used"] == "/old"
        pages = (await page.post("slash", command=await page.command("pages")))["message"]
        assert (await page.post("press", message=pages["id"], custom_id="passages"))["message"]["used"] is None
        said = await page.post("say", text="quote me")
        assert (await page.post("menu", command="Quote", message=said["id"]))["message"]["used"] == "Quote"


async def test_a_file_is_uploaded_with_a_command(playground: Playground, bot: EchoBot) -> None:
    async with aiohttp.ClientSession() as session:
        page = Page(playground, session, "Ada")
        body = {"as": page.me, "channel": page.channel, "command": await page.command("typed"), "options": {"number": 3}}
        form = aiohttp.FormData({"payload": json.dumps(body)})
        form.add_field("file", b"uploaded", filename="a.txt")
        async with session.post(f"{playground.page_url}playground/api/slash", data=form) as answer:
            outcome = await answer.json()
    assert outcome["message"]["content"].endswith("uploaded")


async def test_a_bot_that_is_too_slow_is_told_on(playground: Playground, bot: EchoBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.api.FIRST_ANSWER_SECONDS", 0.0)
    async with aiohttp.ClientSession() as session:
        page = Page(playground, session, "Ada")
        assert await page.post("slash", 504, command=await page.command("silent")) == {"error": "Dateline did not respond in time."}


async def test_the_menu_of_a_member(playground: Playground, bot: EchoBot) -> None:
    async with aiohttp.ClientSession() as session:
        page = Page(playground, session, "Ada")
        outcome = await page.post("menu", command="Greet", member=str(playground.member("Ben").user.id))
    assert outcome["message"]["content"] == "hello ben"


async def test_a_channel_out_of_sight_is_not_shown(playground: Playground) -> None:
    playground.weather.revoke("general", "VIEW_CHANNEL", playground.home.roles[playground.home.id])
    async with aiohttp.ClientSession() as session:
        assert (await Page(playground, session, "Ben").get("messages"))["error"] == "Ben cannot see #general"
        assert await Page(playground, session, "Ada").get("messages") == []


async def test_only_what_nobody_else_sees_is_dismissed(playground: Playground) -> None:
    said = playground.say("for all")
    async with aiohttp.ClientSession() as session:
        answer = await Page(playground, session, "Ada").post("dismiss", 422, message=str(said.id))
    assert answer["error"] == "Only a message that nobody else sees can be dismissed"


async def test_subcommands_go_by_their_path(playground: Playground, bot: EchoBot) -> None:
    async with aiohttp.ClientSession() as session:
        page = Page(playground, session, "Ada")
        outcome = await page.post("slash", command=await page.command("source"), path=["add"], options={"name": "Herald"})
    assert outcome["message"]["content"] == "added Herald"


@pytest.mark.parametrize(
    ("what", "body", "sentence"),
    [
        ("slash", {"command": "1"}, "That command is not there any more"),
        ("press", {"message": "1", "custom_id": "x"}, "That message is gone"),
        ("press", {}, "The request lacks 'message'"),
        ("submit", {"interaction": "1"}, "That form is not open any more"),
        ("say", {"text": ""}, "A message has 1 to 2000 characters"),
        ("say", {"text": "x", "as": "9"}, "There is no such member: 9"),
        ("clock", {"now": "noon"}, "The clock cannot be set to that"),
    ],
)
async def test_what_cannot_be_done_comes_back_as_a_sentence(
    playground: Playground, bot: EchoBot, what: str, body: dict[str, Any], sentence: str
) -> None:
    async with aiohttp.ClientSession() as session:
        assert sentence in (await Page(playground, session, "Ada").post(what, 422, **body))["error"]


async def test_events_tell_the_page_what_changed(playground: Playground, bot: EchoBot) -> None:
    async with aiohttp.ClientSession() as session:
        page = Page(playground, session, "Ada")
        async with session.get(f"{playground.page_url}playground/api/events", params={"as": page.me}) as stream:
            assert await stream.content.readline() == b": listening\n"
            await playground.slash("/echo text:secret private:true", by=playground.member("Ben"))
            posted = await playground.slash("/echo text:open")
            kinds = []
            while "MESSAGE_CREATE" not in kinds:
                line = await stream.content.readline()
                if line.startswith(b"data: "):
                    event = json.loads(line[6:])
                    kinds.append(event["type"])
    assert event["id"] == str(posted.id)


async def test_the_clock_moves_from_the_page(playground: Playground) -> None:
    before = playground.clock.now()
    async with aiohttp.ClientSession() as session:
        page = Page(playground, session, "Ada")
        await page.post("clock", seconds=86_400)
        assert (playground.clock.now() - before).days == 1
        await page.post("clock", now="2026-03-29T00:59:00+00:00")
        async with session.get(f"{playground.page_url}playground/clock") as answer:
            assert (await answer.json())["now"].startswith("2026-03-29T00:59:0")


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Host": "evil.example"}, {"Origin": "null"}])
@pytest.mark.parametrize("path", ["playground/api/state", "playground/clock", "", "api/v10/users/@me", "gateway"])
async def test_a_foreign_page_is_turned_away(playground: Playground, headers: dict[str, str], path: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(playground.page_url + path, headers=headers) as answer:
        assert answer.status == 403


async def test_the_pages_files_are_served_and_nothing_else(playground: Playground) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(playground.page_url) as answer:
            assert answer.status == 200
            assert answer.content_type == "text/html"
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        for path in ("nothing.js", "..%2fserver.py", "%2e%2e/server.py", "..%5cserver.py"):
            async with session.get(playground.page_url + path) as answer:
                assert answer.status == 404


async def test_the_traffic_and_the_posts_of_the_bot_are_told(playground: Playground, bot: EchoBot) -> None:
    sent = await bot.text_channel("news").send("counted")
    playground.weather.rate_limit("/users/@me")
    await ask(playground, "GET", "/users/@me")
    async with aiohttp.ClientSession() as session:
        page = Page(playground, session, "Ada")
        traffic = await page.get("traffic")
        assert (traffic["connected"], traffic["answers"]["429"], traffic["posts"], traffic["violations"]) == (True, 1, 1, [])
        assert [(post["id"], post["channel_id"]) for post in await page.get("posts")] == [(str(sent.id), str(sent.channel.id))]
