"""People use a bot: what they type, press, pick and hand in, and what they see."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from playground import CommandRefused, NoAnswer, Playground
from tests.playground.echo import EchoBot


async def test_a_slash_command_is_answered(playground: Playground, bot: EchoBot) -> None:
    reply = await playground.slash("/echo text:hello there", by=playground.member("Ben"), channel="desk")
    assert reply.text == "hello there"
    assert not reply.ephemeral


async def test_a_private_answer_is_seen_by_its_asker_alone(playground: Playground, bot: EchoBot) -> None:
    ben = playground.member("Ben")
    reply = await playground.slash('/echo text:"only: you" private:true', by=ben)
    assert reply.text == "only: you"
    assert reply.ephemeral
    assert reply.message.seen_by == ben.user.id
    assert playground.channel("general").messages == []


async def test_options_of_every_type_arrive_as_the_library_reads_them(playground: Playground, bot: EchoBot) -> None:
    role = playground.add_role("Desk")
    line = "/typed number:7 ratio:1.5 size:Large who:Ben where:#news role:Desk thing:@Ada"
    reply = await playground.slash(line, files={"file": ("note.txt", b"from a file")})
    assert reply.text == f"7 1.5 L ['ben', 'news', '{role.name}', 'ada'] from a file"


async def test_subcommands_are_found_by_name(playground: Playground, bot: EchoBot) -> None:
    assert (await playground.slash("/source add name:Herald")).text == "added Herald"
    assert (await playground.slash("/source remove name:Herald")).text == "removed Herald"


async def test_suggestions_are_only_for_options_that_have_them(playground: Playground, bot: EchoBot) -> None:
    with pytest.raises(CommandRefused, match='the option "text" of /echo has no suggestions'):
        await playground.complete("/echo text:x")
    with pytest.raises(CommandRefused, match="names no option to complete"):
        await playground.complete("/who")


async def test_suggestions_follow_what_is_typed(playground: Playground, bot: EchoBot) -> None:
    assert await playground.complete("/who person:cho") == [("Cho Myoung-gyon", "Cho Myoung-gyon")]
    assert len(await playground.complete("/who person:")) == 2


async def test_an_answer_that_was_put_off_is_waited_for(playground: Playground, bot: EchoBot) -> None:
    reply = await playground.slash("/slow private:true")
    assert reply.text == "thought about it"
    assert reply.ephemeral
    more = await reply.next_followup() if not reply.followups else reply.followups[0]
    assert more.text == "and more"
    assert more.files == {"more.txt": b"data"}


async def test_the_first_followup_takes_the_place_of_thinking(playground: Playground, bot: EchoBot) -> None:
    reply = await playground.slash("/follow")
    assert reply.text == "followed"
    assert reply.ephemeral
    second = await reply.next_followup() if not reply.followups else reply.followups[0]
    assert second.text == "second"


async def test_a_button_edits_its_message(playground: Playground, bot: EchoBot) -> None:
    reply = await playground.slash("/buttons")
    assert reply.labels == ["Count", "Later", "Form", "Source", "Off"]
    assert (await reply.press("Count")).text == "counted"
    assert (await reply.press("Later", by=playground.member("Ben"))).text == "edited later"
    assert len(playground.channel("general").messages) == 1


async def test_a_button_of_a_layout_answers_privately(playground: Playground, bot: EchoBot) -> None:
    reply = await playground.slash("/pages")
    assert reply.text == "# Staffing\n30 (Herald)"
    assert reply.labels == ["Passages"]
    answer = await reply.press("Passages", by=playground.member("Ben"))
    assert answer.text == "the passage"
    assert answer.ephemeral


async def test_menus_of_every_kind(playground: Playground, bot: EchoBot) -> None:
    role = playground.add_role("Desk")
    reply = await playground.slash("/menus")
    assert (await reply.select("A", "C", menu="letter")).text == "A C"
    assert (await reply.select("news", menu="channel")).text == "news"
    assert (await reply.select(role, menu="role")).text == "Desk"
    assert (await reply.select(playground.member("Ben"), menu="user")).text == "ben"
    assert (await reply.select("Ben", menu="anybody")).text == "ben"
    assert (await reply.select("@Desk", menu="anybody")).text == "Desk"
    assert [menu["placeholder"] for menu in reply.menus] == ["letter", "channel", "role", "anybody", "user"]


@pytest.mark.parametrize(
    ("values", "menu", "sentence"),
    [
        (["A", "B", "C"], "letter", "takes 1 to 2 values, not 3"),
        (["Z"], "letter", "it has: A, B, C"),
        (["x"], "none", "there is no select menu \"none\" on the message; there are: 'letter'"),
    ],
)
async def test_what_is_not_in_a_menu_is_refused(playground: Playground, bot: EchoBot, values: list[str], menu: str, sentence: str) -> None:
    reply = await playground.slash("/menus")
    with pytest.raises(CommandRefused, match=sentence):
        await reply.select(*values, menu=menu)


async def test_a_form_is_opened_and_handed_in_with_a_file(playground: Playground, bot: EchoBot) -> None:
    reply = await playground.slash("/form")
    assert reply.modal is not None
    assert reply.modal["title"] == "Add a source"
    answer = await reply.submit({"Text": "pasted", "Kind": "Blog"}, files={"File": [("a.txt", b"uploaded")]})
    assert answer.text == "pasted / Blog / ['uploaded']"


async def test_forms_with_choices_boxes_and_places(playground: Playground, bot: EchoBot) -> None:
    answers = {"Pace": "fast", "Days": ["Mon", "Tue"], "Agree": True, "Place": "news"}
    assert (await (await playground.slash("/survey")).submit(answers)).text == "fast ['Mon', 'Tue'] True ['news']"
    assert (await (await playground.slash("/survey")).submit({"pace": "slow", "days": "Tue"})).text == "slow ['Tue'] False []"


async def test_a_form_in_the_older_shape(playground: Playground, bot: EchoBot) -> None:
    reply = await playground.slash("/old")
    with pytest.raises(CommandRefused, match='the field "Text" must have 3 to 4000 characters; this has 2'):
        await reply.submit({"Text": "no"})
    assert (await reply.submit({"Text": "long enough"})).text == "long enough"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"Kind": "News"}, 'the field "Text" is required'),
        ({"Text": "x"}, 'the field "Kind" is required'),
        ({"Text": "x" * 101, "Kind": "News"}, 'the field "Text" must have 0 to 100 characters; this has 101'),
        ({"Text": "x", "Kind": "Novel"}, '"Novel" is not in the menu; it has: News, Blog'),
        ({"Text": "x", "Kind": "News", "Colour": "red"}, "has no field 'Colour'; it has: Text, Kind, File"),
    ],
)
async def test_a_form_that_is_filled_in_wrongly_stays_open(
    playground: Playground, bot: EchoBot, values: dict[str, str], sentence: str
) -> None:
    reply = await playground.slash("/form")
    with pytest.raises(CommandRefused, match=sentence):
        await reply.submit(values)
    assert (await reply.submit({"Text": "x", "Kind": "News"})).text == "x / News / []"


async def test_an_answer_without_a_message_and_one_without_a_form(playground: Playground, bot: EchoBot) -> None:
    with pytest.raises(NoAnswer, match="it opened a form"):
        _ = (await playground.slash("/form")).message
    with pytest.raises(CommandRefused, match="no form is open"):
        await (await playground.slash("/echo text:x")).submit({})


async def test_a_form_can_be_opened_by_a_button(playground: Playground, bot: EchoBot) -> None:
    reply = await (await playground.slash("/buttons")).press("Form")
    assert (await reply.submit({"text": "pasted", "kind": "News"})).text == "pasted / News / []"


async def test_commands_in_the_menus_of_messages_and_members(playground: Playground, bot: EchoBot) -> None:
    said = playground.say("thirty staff", by=playground.member("Ben"))
    assert (await playground.menu("Quote", said)).text == "> thirty staff"
    assert (await playground.menu("Greet", playground.member("Ben"))).text == "hello ben"


async def test_messages_of_a_channel_are_read_in_order(playground: Playground, bot: EchoBot) -> None:
    news = playground.channel("news")
    await bot.text_channel("news").send("first")
    await bot.text_channel("news").send("second")
    assert [(await news.next_message()).text, (await news.next_message()).text] == ["first", "second"]
    assert playground.channel("news") is news
    assert [post.text for post in news.messages] == ["first", "second"]
    await bot.text_channel("news").send("third")
    news.mark_read()
    with pytest.raises(NoAnswer, match="no new message in #news"):
        await news.next_message(timeout=0.01)


async def test_a_command_for_managers_is_not_offered_to_others(playground: Playground, bot: EchoBot) -> None:
    assert (await playground.slash("/manage", by=playground.member("Ada"))).text == "managed"
    ben = playground.member("Ben")
    with pytest.raises(CommandRefused, match='no command "manage"'):
        await playground.slash("/manage", by=ben)
    playground.give_role(ben, playground.add_role("Editors", "MANAGE_GUILD"))
    assert (await playground.slash("/manage", by=ben)).text == "managed"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("echo text:x", 'starts with "/"'),
        ("/nothing", 'no command "nothing"; there are: .*echo'),
        ("/source burn name:x", 'no subcommand of /source "burn"; there are: add, remove'),
        ("/echo", '"text" is required: What to say'),
        ("/echo text:hi loud:yes", 'no option "loud"; there are: private, text'),
        ("/echo hello", '"hello" does not say which option'),
        ("/echo text:a text:b", '"text" is given twice'),
        ("/echo text:hi private:perhaps", '"private" wants true or false'),
        ("/typed number:many", '"number" wants a whole number'),
        ("/typed number:11", '"number" must be between 1 and 10'),
        ("/typed number:1 size:Huge", '"Huge" is not among the choices of "size"; they are: Large, Small'),
        ("/typed number:1 ratio:half", '"ratio" wants a number'),
        ("/typed number:1 who:Zoe", 'no member "Zoe"; there are: Ada, Ben'),
        ("/typed number:1 where:#attic", 'no channel "#attic"; there are: general'),
    ],
)
async def test_what_a_person_could_not_send_is_refused_with_a_sentence(
    playground: Playground, bot: EchoBot, line: str, sentence: str
) -> None:
    with pytest.raises(CommandRefused, match=sentence):
        await playground.slash(line)


async def test_buttons_that_are_not_there_or_off_or_links_are_refused(playground: Playground, bot: EchoBot) -> None:
    reply = await playground.slash("/buttons")
    for label, sentence in (("Gone", "there are: 'Count'"), ("Off", "is disabled"), ("Source", "is a link to https://example.org/a")):
        with pytest.raises(CommandRefused, match=sentence):
            await reply.press(label)


async def test_nobody_presses_a_button_of_a_message_that_is_gone(playground: Playground, bot: EchoBot) -> None:
    reply = await playground.slash("/buttons")
    playground.server.state.delete(reply.message)
    with pytest.raises(CommandRefused, match="the message is gone"):
        await reply.press("Count")


async def test_nobody_writes_where_they_may_not(playground: Playground) -> None:
    playground.weather.revoke("desk", "SEND_MESSAGES", playground.home.roles[playground.home.id])
    with pytest.raises(CommandRefused, match="Ben may not write in #desk"):
        playground.say("x", by=playground.member("Ben"), channel="desk")


@pytest.mark.parametrize(
    ("find", "sentence"),
    [
        (lambda play: play.member("Zoe"), 'has no member "Zoe"; it has: Ada, Ben, Dateline'),
        (lambda play: play.channel("attic"), 'has no channel "attic"; it has: general, news, desk'),
        (lambda play: play.home.role("Editors"), 'has no role "Editors"; it has: @everyone, Dateline'),
    ],
)
async def test_names_that_are_not_there_are_answered_with_those_that_are(
    playground: Playground, find: Callable[[Playground], object], sentence: str
) -> None:
    with pytest.raises(LookupError, match=sentence):
        find(playground)


async def test_nobody_presses_a_button_that_only_another_sees(playground: Playground, bot: EchoBot) -> None:
    reply = await playground.slash("/echo text:x private:true", by=playground.member("Ben"))
    with pytest.raises(CommandRefused, match="Ada cannot see that message"):
        await reply.press("Any", by=playground.member("Ada"))


async def test_colons_and_quotes_in_what_people_ask(playground: Playground, bot: EchoBot) -> None:
    assert (await playground.slash("/echo text:see https://example.org at 09:30, he said: now")).text.endswith("he said: now")
    assert (await playground.slash('/echo text:"private:true is \\"text\\" here"')).text == 'private:true is "text" here'


async def test_a_second_guild_has_its_own_people_and_channels(playground: Playground, bot: EchoBot) -> None:
    other = playground.add_guild("Other Desk", owner="Cem", channels=["general", "wire"])
    reply = await playground.slash("/echo text:over here", by=playground.member("Cem", other))
    assert reply.text == "over here"
    assert [post.text for post in playground.channel("general", other).messages] == ["over here"]
    assert playground.channel("general").messages == []
    assert "joined Other Desk" in bot.seen


async def test_the_first_server_keeps_its_ids_from_one_start_to_the_next() -> None:
    """A bot's rows about a channel hold after a restart of both."""
    seen = []
    for _ in range(2):
        async with Playground() as play:
            seen.append((play.home.id, play.channel("news").channel.id, play.world.bot.id, play.member("Ben").user.id))
    assert seen[0] == seen[1]


def test_more_channels_than_a_server_holds_make_further_servers() -> None:
    play = Playground(channels=1200)
    assert [len(guild.channels) for guild in play.world.guilds.values()] == [500, 500, 200]
    assert all(play.world.bot.id in guild.members for guild in play.world.guilds.values())
