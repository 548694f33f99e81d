"""Subscriptions as cards: what was agreed, and when it runs next in the reader's own time (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from bot.present.cards import Card, Tone
from bot.present.words import timestamp
from briefings.model import Story
from briefings.schedule import Run, describe
from briefings.store.subscriptions import Subscription, SubscriptionState
from briefings.templates.markdown import bold, escape


def subscribed_card(made: Subscription, story: Story, runs: Sequence[Run]) -> Card:
    """What was agreed, the next runs, and a word on each that a clock change moves."""
    zone = ZoneInfo(made.zone)
    agreed = f"{bold(story.title)}, {made.template}, in <#{made.channel_id}>: {describe(made.rule, zone)}.{_ping(made)}"
    coming = "\n".join([f"**Next {'briefing' if len(runs) == 1 else 'briefings'}**", *(_run_line(run, zone) for run in runs)])
    return Card("Subscribed", (agreed, coming), "Times are shown in your own time zone. End it with /unsubscribe.", Tone.DONE)


def ended_card(ended: Subscription, story: Story) -> Card:
    """What is said once a subscription is gone."""
    told = f"{bold(story.title)} in <#{ended.channel_id}>: {describe(ended.rule, ZoneInfo(ended.zone))}."
    return Card("Unsubscribed", (told, "Nothing more of it will be posted."), tone=Tone.DONE)


def subscriptions_card(listed: Iterable[tuple[Subscription, Story]]) -> Card:
    """All subscriptions of a server."""
    blocks = tuple(_block(subscription, story) for subscription, story in listed)
    nothing = "There are none yet. /subscribe has a story's briefing posted at times you choose."
    return Card("Subscriptions", blocks or (nothing,), tone=Tone.PLAIN if blocks else Tone.UNKNOWN)


def label(channel: str, story: Story, when: str) -> str:
    """A subscription in one plain line, without Markdown, for Discord's suggestions."""
    return f"{channel} · {when} · {story.title}"


def _block(subscription: Subscription, story: Story) -> str:
    head = f"**<#{subscription.channel_id}>** · {bold(story.title)} · {subscription.template}{_ping(subscription)}"
    return f"{head}\n{describe(subscription.rule, ZoneInfo(subscription.zone))}\n-# {_state(subscription)}"


def _state(subscription: Subscription) -> str:
    reason = f": {escape(subscription.state_reason)}" if subscription.state_reason else ""
    if subscription.state is SubscriptionState.PAUSED:
        return f"⚠ paused{reason}"
    if subscription.state is SubscriptionState.ENDED or subscription.next_run_at is None:
        return f"ended{reason}"
    return f"next {timestamp(subscription.next_run_at)} ({timestamp(subscription.next_run_at, 'R')})"


def _run_line(run: Run, zone: ZoneInfo) -> str:
    if not run.moved:
        return f"- {timestamp(run.at)}"
    local = run.at.astimezone(zone)
    return f"- {timestamp(run.at)}\n-# ⏰ The clocks change that day: {local:%H:%M} instead of {run.wall:%H:%M} in {escape(zone.key)}."


def _ping(subscription: Subscription) -> str:
    return f" Pings <@&{subscription.role_id}>." if subscription.role_id else ""
