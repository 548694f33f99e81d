"""/settings through a real client."""

from __future__ import annotations

from typing import Any

from briefings.store import guilds


async def test_each_role_is_set_by_itself_and_taken_away_again(stage: Any) -> None:
    desk, wire = stage.play.add_role("Desk"), stage.play.add_role("Wire")
    reply = await stage.play.slash("/settings subscriber_role role:Desk")
    assert reply.ephemeral
    assert "may subscribe channels to briefings" in reply.text
    await stage.play.slash("/settings manager_role role:Wire")
    kept = await guilds.get(stage.db, stage.play.home.id)
    assert (kept.subscriber_role_id, kept.manager_role_id) == (desk.id, wire.id)
    assert "Only members with Manage Server may" in (await stage.play.slash("/settings subscriber_role")).text
    kept = await guilds.get(stage.db, stage.play.home.id)
    assert (kept.subscriber_role_id, kept.manager_role_id) == (None, wire.id)


async def test_only_those_who_manage_the_server_may_set_roles(stage: Any) -> None:
    reply = await stage.play.slash("/settings manager_role", by=stage.play.member("Ben"))
    assert reply.text == "You need the right Manage Server for this: ask somebody who manages this server."


async def test_the_channel_for_notices_is_set_and_taken_away_again(stage: Any) -> None:
    reply = await stage.play.slash("/settings notice_channel channel:desk")
    assert reply.ephemeral
    kept = await guilds.get(stage.db, stage.play.home.id)
    assert kept.notice_channel_id == stage.play.channel("desk").channel.id
    assert "direct message" in (await stage.play.slash("/settings notice_channel")).text
    assert (await guilds.get(stage.db, stage.play.home.id)).notice_channel_id is None


async def test_a_channel_that_dateline_cannot_post_in_is_refused_for_notices(stage: Any) -> None:
    stage.play.weather.revoke("desk", "SEND_MESSAGES")
    assert "it lacks Send Messages there" in (await stage.play.slash("/settings notice_channel channel:desk")).text
    assert "Manage Server" in (await stage.play.slash("/settings notice_channel", by=stage.play.member("Ben"))).text
