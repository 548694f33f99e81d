"""One subscription through a real client: its card and buttons, what the commands change, and who may."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from briefings.model import Template
from briefings.schedule import CatchUp, NothingNew, OnChange, Quiet
from briefings.store import deliveries, subscriptions
from briefings.store.subscriptions import Subscription, SubscriptionState
from playground.driver import NoAnswer

DAILY = "/subscribe times:09:00 zone:Europe/Berlin channel:news"
TOMORROW = datetime(2026, 3, 28, 8, tzinfo=UTC)
THE_DAY_AFTER = datetime(2026, 3, 29, 7, tzinfo=UTC)  # the clocks have changed


def at(moment: datetime) -> str:
    """How a card writes an instant."""
    return f"<t:{int(moment.timestamp())}:F>"


async def kept(stage: Any) -> Subscription:
    """The only subscription there is."""
    (found,) = await subscriptions.of_guild(stage.db, stage.play.home.id)
    return found


async def nothing_more(stage: Any) -> None:
    """Several ticks go by without a further post."""
    with pytest.raises(NoAnswer):
        await stage.play.channel("news").next_message(timeout=0.5)


async def _delivered(stage: Any) -> None:
    """Wait until what was posted is on record."""
    for _ in range(1_000):
        if await stage.db.read("SELECT id FROM deliveries WHERE state = 'delivered'"):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nothing was delivered")


# ---------------------------------------------------------------- the card and its buttons


async def test_the_card_of_a_subscription_has_a_button_for_whatever_can_be_done(stage: Any) -> None:
    card = await stage.play.slash(DAILY)
    assert card.labels == ["Run now", "Skip next", "Pause", "Preview", "Edit"]
    paused = await card.press("Pause")
    assert paused.ephemeral
    assert paused.labels == ["Run now", "Resume", "Preview", "Edit"]
    assert "⚠ paused: Ada paused it." in paused.text
    resumed = await paused.press("Resume")
    assert "What fell due while it was paused is not made up for." in resumed.text
    assert at(TOMORROW) in resumed.text


async def test_run_now_posts_at_once_and_leaves_the_times_alone(stage: Any) -> None:
    card = await stage.play.slash(DAILY)
    ran = await card.press("Run now")
    assert "A briefing is on its way" in ran.text
    assert "A ferry terminal opens" in (await stage.play.channel("news").next_message()).text
    assert (await kept(stage)).next_run_at == TOMORROW
    stage.play.clock.set(TOMORROW)
    await stage.play.channel("news").next_message()


async def test_skip_next_leaves_out_one_briefing_and_says_whose_wish_it_was(stage: Any) -> None:
    card = await stage.play.slash(DAILY)
    skipped = await card.press("Skip next")
    assert f"The briefing of {at(TOMORROW)}" in skipped.text
    assert "skipped: Ada skipped it" in skipped.text
    assert skipped.text.count(at(TOMORROW)) == 1
    assert at(THE_DAY_AFTER) in skipped.text
    stage.play.clock.set(TOMORROW)
    await nothing_more(stage)
    stage.play.clock.set(THE_DAY_AFTER)
    await stage.play.channel("news").next_message()


async def test_preview_shows_the_briefing_to_one_person_alone(stage: Any) -> None:
    card = await stage.play.slash(f"{DAILY} length:short")
    shown = await card.press("Preview")
    assert shown.ephemeral
    assert "A ferry terminal opens" in shown.text
    assert "would employ 40 people" in (await shown.press("Passages")).text
    assert stage.play.channel("news").messages == []


async def test_preview_says_what_comes_instead_where_nothing_is_new(stage: Any) -> None:
    card = await stage.play.slash(f"{DAILY} nothing_new:silent")
    await card.press("Run now")
    await stage.play.channel("news").next_message()
    await _delivered(stage)
    shown = await card.press("Preview")
    assert "A ferry terminal opens" in shown.text
    assert "Nothing is new since" in (await shown.next_followup() if not shown.followups else shown.followups[0]).text


async def test_the_buttons_still_answer_after_a_restart(stage: Any) -> None:
    card = await stage.play.slash(DAILY)
    await stage.stop()
    await stage.start()
    assert "Paused. Nothing is posted" in (await card.press("Pause")).text


async def test_the_list_opens_one_by_its_menu(stage: Any) -> None:
    await stage.play.slash(DAILY)
    listed = await stage.play.slash("/subscriptions")
    (menu,) = listed.menus
    assert menu["options"][0]["label"] == "#news · A ferry terminal opens"
    opened = await listed.select(menu["options"][0]["value"])
    assert opened.ephemeral
    assert "Run now" in opened.labels


# ---------------------------------------------------------------- changing


async def test_edit_changes_what_is_named_and_keeps_the_rest_and_the_history(stage: Any) -> None:
    await stage.play.slash(f"{DAILY} weekdays:weekdays length:short")
    before = await kept(stage)
    await stage.play.slash(f"/subscription run_now subscription:{before.id}")
    await stage.play.channel("news").next_message()
    edited = await stage.play.slash(f"/subscription edit subscription:{before.id} times:10:30 channel:desk nothing_new:silent")
    assert "Mondays to Fridays at 10:30, Europe/Berlin time" in edited.text
    assert "Where nothing is new, nothing is posted." in edited.text
    after = await kept(stage)
    assert (after.id, after.template, after.policy.nothing_new) == (before.id, Template.SHORT, NothingNew.SILENT)
    assert len(await deliveries.of_subscription(stage.db, after.id, 10)) == 1


async def test_edit_alone_opens_a_form_that_is_filled_in_already(stage: Any) -> None:
    await stage.play.slash(f"{DAILY} weekdays:weekdays")
    found = await kept(stage)
    form = await stage.play.slash(f"/subscription edit subscription:{found.id}")
    changed = await form.submit({"When": "weekends at 8am", "Quiet hours": "22:00-07:00", "Length": "long"})
    assert "Saturdays and Sundays at 08:00, Europe/Berlin time" in changed.text
    assert "Quiet from 22:00 to 07:00" in changed.text
    after = await kept(stage)
    assert (after.template, after.policy.quiet) == (Template.LONG, Quiet(datetime.min.time().replace(22), datetime.min.time().replace(7)))


async def test_the_button_edit_changes_the_card_in_its_place(stage: Any) -> None:
    card = await stage.play.slash("/subscribe every:60 channel:news")
    form = await card.press("Edit")
    changed = await form.submit({"When": "on change"})
    assert changed.id == card.id
    assert "Posts 10 minutes after the story changes" in changed.text
    assert isinstance((await kept(stage)).rule, OnChange)


async def test_a_form_that_changes_nothing_does_not_move_the_times(stage: Any) -> None:
    card = await stage.play.slash("/subscribe every:60 channel:news")
    due = (await kept(stage)).next_run_at
    stage.play.clock.move(timedelta(minutes=20))
    form = await card.press("Edit")
    assert "nothing was changed" in (await form.submit({})).text
    assert (await kept(stage)).next_run_at == due


async def test_what_is_made_up_for_can_be_chosen(stage: Any) -> None:
    await stage.play.slash(f'{DAILY} catch_up:"all up to 3" quiet:23:00-06:00')
    found = await kept(stage)
    assert (found.policy.catch_up, found.policy.most) == (CatchUp.ALL, 3)
    edited = await stage.play.slash(f'/subscription edit subscription:{found.id} catch_up:"latest within 6 hours" quiet:none')
    assert "made up for within 6 hours" in edited.text
    policy = (await kept(stage)).policy
    assert (policy.catch_up, policy.window, policy.quiet) == (CatchUp.LATEST, timedelta(hours=6), None)


async def test_quiet_hours_move_a_briefing_and_the_card_says_so(stage: Any) -> None:
    card = await stage.play.slash("/subscribe times:06:00 zone:Europe/Berlin channel:news quiet:22:00-08:00")
    assert "Moved out of the quiet hours: due at 06:00 in Europe/Berlin." in card.text
    stage.play.clock.set(datetime(2026, 3, 28, 6, 59, tzinfo=UTC))
    await nothing_more(stage)
    stage.play.clock.set(datetime(2026, 3, 28, 7, 0, tzinfo=UTC))
    await stage.play.channel("news").next_message()


async def test_an_ended_subscription_goes_on_with_new_times(stage: Any) -> None:
    await stage.play.slash('/subscribe once:"2026-03-27 18:00" zone:Europe/Berlin channel:news')
    stage.play.clock.set(datetime(2026, 3, 27, 17, 0, 1, tzinfo=UTC))
    await stage.play.channel("news").next_message()
    found = await kept(stage)
    assert "has ended" in (await stage.play.slash(f"/subscription resume subscription:{found.id}")).text
    assert "has ended" in (await stage.play.slash(f"/subscription pause subscription:{found.id}")).text
    edited = await stage.play.slash(f"/subscription edit subscription:{found.id} times:09:00")
    assert at(TOMORROW) in edited.text
    assert (await kept(stage)).state is SubscriptionState.ACTIVE


async def test_a_subscription_whose_channel_is_gone_goes_on_in_another_one(stage: Any) -> None:
    await stage.play.slash(DAILY)
    found = await kept(stage)
    stage.play.weather.delete_channel("news")
    await stage.play.slash("/where private:true")
    refused = await stage.play.slash(f"/subscription edit subscription:{found.id} times:10:00")
    assert "channel is gone" in refused.text
    edited = await stage.play.slash(f"/subscription edit subscription:{found.id} channel:desk")
    assert at(TOMORROW) in edited.text


# ---------------------------------------------------------------- pausing


@pytest.mark.parametrize(
    ("until", "end", "next_run"),
    [
        ("3 days", datetime(2026, 3, 30, 12, tzinfo=UTC), datetime(2026, 3, 31, 7, tzinfo=UTC)),
        ("2026-04-02", datetime(2026, 4, 1, 22, tzinfo=UTC), datetime(2026, 4, 2, 7, tzinfo=UTC)),
        ("2026-04-02 18:00", datetime(2026, 4, 2, 16, tzinfo=UTC), datetime(2026, 4, 3, 7, tzinfo=UTC)),
    ],
)
async def test_a_pause_may_have_an_end(stage: Any, until: str, end: datetime, next_run: datetime) -> None:
    await stage.play.slash(DAILY)
    found = await kept(stage)
    paused = await stage.play.slash(f'/subscription pause subscription:{found.id} until:"{until}"')
    assert f"It goes on by itself {at(end)}" in paused.text
    stage.play.clock.set(TOMORROW)
    await nothing_more(stage)
    stage.play.clock.set(next_run)
    await stage.play.channel("news").next_message()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("pause subscription:{id} until:soon", '"soon" is no end of a pause'),
        ("pause subscription:{id} until:2020-01-01", "has passed"),
        ("resume subscription:{id}", "is not paused"),
        ("edit subscription:{id} times:9:00", "nothing was changed"),
        ("edit subscription:{id} weekdays:mon every:60", "Weekdays go with times only"),
        ('edit subscription:{id} once:"2020-01-01 10:00"', "has passed in Europe/Berlin"),
        ("edit subscription:{id} zone:EST", "is not a time zone"),
        ("show subscription:9999999999999999999999", "no such subscription"),
        ("show subscription:news", "no such subscription"),
    ],
)
async def test_what_cannot_be_done_gets_a_sentence_and_changes_nothing(stage: Any, line: str, sentence: str) -> None:
    await stage.play.slash(DAILY)
    before = await kept(stage)
    reply = await stage.play.slash(f"/subscription {line.format(id=before.id)}")
    assert reply.ephemeral
    assert sentence in reply.text
    assert await kept(stage) == before


# ---------------------------------------------------------------- rights and servers


async def test_only_those_who_may_subscribe_change_anything(stage: Any) -> None:
    ben, role = stage.play.member("Ben"), stage.play.add_role("Desk")
    stage.play.give_role(ben, role)
    await stage.play.slash("/settings subscriber_role role:Desk")
    card = await stage.play.slash(DAILY, by=ben)
    found = await kept(stage)
    stage.play.take_role(ben, role)
    for verb in ("show", "edit", "pause", "resume", "run_now", "skip_next", "preview"):
        reply = await stage.play.slash(f"/subscription {verb} subscription:{found.id}", by=ben)
        assert "You need the right Manage Server" in reply.text
    for label in card.labels:
        assert "You need the right Manage Server" in (await card.press(label, by=ben)).text
    assert await kept(stage) == found
    assert stage.play.channel("news").messages == []


async def test_nobody_runs_one_where_they_may_not_post(stage: Any) -> None:
    ben, role = stage.play.member("Ben"), stage.play.add_role("Desk")
    stage.play.give_role(ben, role)
    await stage.play.slash("/settings subscriber_role role:Desk")
    await stage.play.slash(DAILY)
    found = await kept(stage)
    stage.play.weather.revoke("news", "SEND_MESSAGES", role)
    for verb in ("run_now", "edit"):
        refused = await stage.play.slash(f"/subscription {verb} subscription:{found.id}{' length:long' * (verb == 'edit')}", by=ben)
        assert "You cannot post in" in refused.text
    assert await kept(stage) == found


async def test_another_servers_subscription_is_not_there_for_any_command_or_button(stage: Any) -> None:
    card = await stage.play.slash(DAILY)
    found = await kept(stage)
    other = stage.play.add_guild("Elsewhere")
    cem = stage.play.member("Cem", other)
    for verb in ("show", "edit", "pause", "resume", "run_now", "skip_next", "preview"):
        assert "no such subscription" in (await stage.play.slash(f"/subscription {verb} subscription:{found.id}", by=cem)).text
    assert "no such subscription" in (await stage.play.slash(f"/status subscription:{found.id}", by=cem)).text
    theirs = await stage.play.slash("/subscribe every:60", by=cem)
    theirs.message.components = card.message.components
    for label in ("Run now", "Skip next", "Pause", "Preview", "Edit"):
        assert "no such subscription" in (await theirs.press(label, by=cem)).text
    assert await kept(stage) == found
