"""Subscribing through a real client: what is answered, what is refused and why, and the briefing at its time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.subscribing import MOST_SUBSCRIPTIONS
from briefings.model import Template
from briefings.schedule import OnChange
from briefings.store import stories, subscriptions
from briefings.store.subscriptions import SubscriptionState

DAILY = "/subscribe times:09:00 zone:Europe/Berlin"


async def test_subscribe_tells_the_next_five_runs_in_the_readers_own_time(stage: Any) -> None:
    reply = await stage.play.slash("/subscribe times:09:00, 17:30 weekdays:weekdays zone:America/New_York length:short channel:news")
    assert reply.ephemeral
    assert "Mondays to Fridays at 09:00 and 17:30, America/New\\_York time" in reply.text or "America/New_York time" in reply.text
    first = int(datetime(2026, 3, 27, 13, tzinfo=UTC).timestamp())
    assert f"<t:{first}:F>" in reply.text
    assert reply.text.count("<t:") == 5


async def test_subscribe_notes_the_run_that_a_clock_change_moves(stage: Any) -> None:
    reply = await stage.play.slash("/subscribe times:02:30 weekdays:sun zone:Europe/Berlin")
    assert "The clocks change that day: 03:30 instead of 02:30 in Europe/Berlin." in reply.text


async def test_the_briefing_comes_at_its_time_and_once(stage: Any) -> None:
    await stage.play.slash(f"{DAILY} channel:news")
    stage.play.clock.set(datetime(2026, 3, 28, 8, 0, 1, tzinfo=UTC))
    post = await stage.play.channel("news").next_message(timeout=2)
    assert "A ferry terminal opens" in post.text
    assert "up to 25" in post.text
    assert "would employ 40 people" in (await post.press("Passages", by=stage.play.member("Ben"))).text
    await stage.stop()
    await stage.start()
    await stage.play.slash("/where")
    assert len(stage.play.channel("news").messages) == 1


async def test_every_so_many_minutes_needs_no_zone(stage: Any) -> None:
    reply = await stage.play.slash("/subscribe every:60")
    assert "every hour" in reply.text
    stage.play.clock.move(timedelta(minutes=61))
    assert "A ferry terminal opens" in (await stage.play.channel("general").next_message(timeout=2)).text


async def test_once_ends_by_itself(stage: Any) -> None:
    await stage.play.slash('/subscribe once:"2026-03-27 18:00" zone:Europe/Berlin')
    stage.play.clock.set(datetime(2026, 3, 27, 17, 0, 1, tzinfo=UTC))
    await stage.play.channel("general").next_message(timeout=2)
    assert "ended" in (await stage.play.slash("/subscriptions")).text


async def test_a_later_subscription_takes_the_zone_of_the_one_before(stage: Any) -> None:
    await stage.play.slash(DAILY)
    assert "Europe/Berlin" in (await stage.play.slash("/subscribe times:10:00")).text


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/subscribe", "Say when: times"),
        ("/subscribe times:09:00 every:60", "only one of them"),
        ("/subscribe weekdays:mon every:60", "Weekdays go with times only"),
        ("/subscribe times:09:00 on_change:True", "only one of them"),
        ("/subscribe weekdays:mon on_change:True", "Weekdays go with times only"),
        ("/subscribe on_change:True quiet:22:00-07:00", "Say in which time zone"),
        ("/subscribe every:60 quiet:late zone:Europe/Berlin", "are no quiet hours"),
        ('/subscribe every:60 catch_up:"all up to 99"', "10 at most"),
        ("/subscribe times:09:00", "Say in which time zone"),
        ("/subscribe times:09:00 zone:EST", r"America/New\_York"),
        ("/subscribe times:25:00 zone:Europe/Berlin", '"25:00" is not a time of day'),
        ("/subscribe times:09:00 weekdays:someday zone:Europe/Berlin", '"someday" is not a weekday'),
        ("/subscribe every:5", "Every 5 minutes is too often"),
        ('/subscribe once:"2020-01-01 10:00" zone:Europe/Berlin', "has passed in Europe/Berlin"),
        ("/subscribe once:tomorrow zone:Europe/Berlin", "is not a day and a time"),
        ('/subscribe once:"9999-12-31 23:59" zone:America/New_York', "is not a day and a time"),
        ('/subscribe once:"0001-01-01 00:00" zone:Asia/Tokyo', "is not a day and a time"),
        (f"/subscribe times:{'9' * 3_000} zone:Europe/Berlin", "is not a time of day"),
        (f"/subscribe times:09:00 zone:{'x' * 3_000}", "is not a time zone"),
        (f"/subscribe story:{'x' * 3_000} times:09:00 zone:Europe/Berlin", "There is no story"),
        ("/subscribe story:volcano times:09:00 zone:Europe/Berlin", 'There is no story "volcano" here'),
    ],
)
async def test_bad_input_gets_a_sentence_and_keeps_nothing(stage: Any, line: str, sentence: str) -> None:
    reply = await stage.play.slash(line)
    assert reply.ephemeral
    assert sentence in reply.text
    assert "There are none yet" in (await stage.play.slash("/subscriptions")).text


async def test_members_without_the_right_or_the_role_are_told_which_they_need(stage: Any) -> None:
    ben = stage.play.member("Ben")
    refused = await stage.play.slash(DAILY, by=ben)
    assert refused.ephemeral
    assert refused.text == "You need the right Manage Server for this: ask somebody who manages this server."
    role = stage.play.add_role("Desk")
    await stage.play.slash("/settings subscriber_role role:Desk")
    assert "Manage Server or the role Desk" in (await stage.play.slash(DAILY, by=ben)).text
    stage.play.give_role(ben, role)
    assert "Subscribed" in (await stage.play.slash(DAILY, by=ben)).text


async def test_a_right_that_the_bot_lacks_is_named(stage: Any) -> None:
    stage.play.weather.revoke("news", "SEND_MESSAGES")
    reply = await stage.play.slash(f"{DAILY} channel:news")
    assert "it lacks Send Messages there" in reply.text


async def test_nobody_subscribes_a_channel_that_they_cannot_post_in(stage: Any) -> None:
    ben, role = stage.play.member("Ben"), stage.play.add_role("Desk")
    stage.play.give_role(ben, role)
    await stage.play.slash("/settings subscriber_role role:Desk")
    stage.play.weather.revoke("news", "SEND_MESSAGES", role)
    assert "You cannot post in" in (await stage.play.slash(f"{DAILY} channel:news", by=ben)).text


async def test_only_a_role_that_may_be_pinged_is_pinged(stage: Any) -> None:
    stage.play.add_role("Readers", mentionable=True)
    stage.play.add_role("Staff")
    assert "Subscribed" in (await stage.play.slash(f"{DAILY} role:Readers")).text
    refused = await stage.play.slash(f"{DAILY} role:Staff")
    assert "Dateline may not ping Staff" in refused.text


async def test_the_list_and_the_end_of_a_subscription(stage: Any) -> None:
    await stage.play.slash(f"{DAILY} channel:news")
    listed = await stage.play.slash("/subscriptions")
    assert "every day at 09:00" in listed.text
    ((label, value),) = await stage.play.complete("/unsubscribe subscription:news")
    assert label.startswith("#news · every day at 09:00")
    ended = await stage.play.slash(f"/unsubscribe subscription:{value}")
    assert "Nothing more of it will be posted." in ended.text
    assert "There are none yet" in (await stage.play.slash("/subscriptions")).text
    assert "There is no such subscription here" in (await stage.play.slash(f"/unsubscribe subscription:{value}")).text


async def test_a_channel_that_a_member_cannot_see_is_no_subscription_for_them(stage: Any) -> None:
    ben, role = stage.play.member("Ben"), stage.play.add_role("Desk")
    stage.play.give_role(ben, role)
    await stage.play.slash("/settings subscriber_role role:Desk")
    await stage.play.slash(f"{DAILY} channel:news")
    ((_, value),) = await stage.play.complete("/unsubscribe subscription:", by=ben)
    stage.play.weather.revoke("news", "VIEW_CHANNEL", role)
    assert "There are none yet" in (await stage.play.slash("/subscriptions", by=ben)).text
    assert await stage.play.complete("/unsubscribe subscription:", by=ben) == []
    assert "no such subscription" in (await stage.play.slash(f"/unsubscribe subscription:{value}", by=ben)).text
    assert "every day at 09:00" in (await stage.play.slash("/subscriptions")).text


async def test_zones_days_and_intervals_are_suggested(stage: Any) -> None:
    assert ("Europe/Berlin", "Europe/Berlin") in await stage.play.complete("/subscribe zone:berl")
    assert ("weekdays", "weekdays") in await stage.play.complete("/subscribe weekdays:week")
    assert ("every 6 hours", 360) in await stage.play.complete("/subscribe every:6")


async def test_another_servers_subscriptions_are_invisible(stage: Any) -> None:
    await stage.play.slash(DAILY)
    other = stage.play.add_guild("Elsewhere")
    cem = stage.play.member("Cem", other)
    assert "There are none yet" in (await stage.play.slash("/subscriptions", by=cem)).text
    assert await stage.play.complete("/unsubscribe subscription:", by=cem) == []


async def test_the_list_tells_what_came_of_each_last_and_those_that_ended_come_last(stage: Any) -> None:
    await stage.play.slash('/subscribe once:"2026-03-27 18:00" zone:Europe/Berlin channel:desk')
    await stage.play.slash(f"{DAILY} channel:news")
    stage.play.clock.set(datetime(2026, 3, 27, 17, 0, 1, tzinfo=UTC))
    post = await stage.play.channel("desk").next_message(timeout=2)
    await stage.play.slash("/where private:true")
    text = (await stage.play.slash("/subscriptions")).text
    assert text.index("every day at 09:00") < text.index("once, on Friday 27 March 2026")
    assert "-# ended" in text
    assert f"/{post.id})" in text or "on its way" in text


async def test_ended_subscriptions_do_not_count_toward_the_limit(stage: Any) -> None:
    (story,) = await stories.visible(stage.db, stage.play.home.id)
    async with stage.db.write() as tx:
        for number in range(MOST_SUBSCRIPTIONS + 10):
            made = await subscriptions.add(
                tx,
                guild_id=stage.play.home.id,
                channel_id=stage.play.channel("news").channel.id,
                story_id=story.id,
                rule=OnChange(),
                zone="Europe/Berlin",
                template=Template.SHORT,
                role_id=None,
                next_run_at=None,
                created_by=1,
                now=stage.play.clock.now(),
            )
            if number >= MOST_SUBSCRIPTIONS - 1:
                await subscriptions.set_state(tx, made.id, SubscriptionState.ENDED, now=stage.play.clock.now())
    assert "Subscribed" in (await stage.play.slash(DAILY)).text
    assert "has 50 subscriptions already" in (await stage.play.slash(DAILY)).text
    assert "has 50 subscriptions already" in (await stage.play.slash(f"/subscription edit subscription:{made.id} times:09:00")).text
    listed = await stage.play.slash("/subscriptions")
    while not listed.followups or "ended earlier" not in listed.followups[-1].text:
        await listed.next_followup()
    assert "one subscription more that ended earlier" in listed.followups[-1].text
