"""Subscriptions as cards: what was agreed, and when it runs next in the reader's own time (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.present.cards import Card, Tone
from bot.present.words import timestamp
from briefings.model import DeliveryState, Story
from briefings.schedule import GATHERED, NothingNew, Run, describe, describe_policy
from briefings.store.deliveries import DeliveryRecord
from briefings.store.subscriptions import Subscription, SubscriptionState
from briefings.templates.filters import capital, counted
from briefings.templates.markdown import bold, escape

RUNS_SHOWN = 5
ENDED_SHOWN = 10
_GATHERED = int(GATHERED.total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class Told:
    """A subscription with what there is to tell of it: its story, its latest delivery and its next runs."""

    subscription: Subscription
    story: Story
    last: DeliveryRecord | None = None
    runs: Sequence[Run] = ()


def subscription_card(told: Told, title: str = "Subscription", done: str = "") -> Card:
    """All of one subscription, led by what was just `done` to it."""
    found, zone = told.subscription, ZoneInfo(told.subscription.zone)
    agreed = f"{bold(told.story.title)}, {found.template}, in <#{found.channel_id}>: {describe(found.rule, zone)}.{_ping(found)}"
    policy = "\n".join(f"- {sentence}" for sentence in describe_policy(found.policy))
    last = f"-# {record_line(told.last, found.guild_id)}" if told.last else ""
    blocks = (done, agreed, policy, _coming(told, zone), last)
    tone = Tone.DONE if done else Tone.DISPUTED if found.state is SubscriptionState.PAUSED else Tone.PLAIN
    return Card(title, tuple(block for block in blocks if block), "Times are shown in your own time zone. End it with /unsubscribe.", tone)


def nothing_new_card(found: Subscription, told_at: datetime) -> Card:
    """What a preview adds where the readers know it all."""
    says = not found.on_change and found.policy.nothing_new is NothingNew.SAY
    instead = "a line would say so in place of the briefing" if says else "nothing would be posted"
    return Card("Nothing new", (f"Nothing is new since {moment(told_at)}: {instead}.",), "Run now posts it all the same.", Tone.UNKNOWN)


def ended_card(ended: Subscription, story: Story) -> Card:
    """What is said once a subscription is gone."""
    told = f"{bold(story.title)} in <#{ended.channel_id}>: {describe(ended.rule, ZoneInfo(ended.zone))}."
    return Card("Unsubscribed", (told, "Nothing more of it will be posted."), tone=Tone.DONE)


def subscriptions_card(listed: Sequence[Told]) -> Card:
    """A server's subscriptions, those that have ended last and only the latest of them."""
    ended = [told for told in listed if told.subscription.state is SubscriptionState.ENDED]
    running = [told for told in listed if told.subscription.state is not SubscriptionState.ENDED]
    shown = running + ended[::-1][:ENDED_SHOWN]
    older = len(listed) - len(shown)
    blocks = tuple(map(_block, shown)) + ((f"-# and {counted(older, 'subscription')} more that ended earlier",) if older else ())
    nothing = "There are none yet. /subscribe has a story's briefing posted at times you choose."
    return Card("Subscriptions", blocks or (nothing,), tone=Tone.PLAIN if blocks else Tone.UNKNOWN)


def label(channel: str, story: Story, found: Subscription) -> str:
    """A subscription in one plain line, without Markdown, for Discord's suggestions."""
    state = "" if found.state is SubscriptionState.ACTIVE else f"{found.state} · "
    return f"{state}{channel} · {describe(found.rule, ZoneInfo(found.zone))} · {story.title}"


def state_line(subscription: Subscription) -> str:
    """When it runs next, or why it does not."""
    reason = f": {escape(subscription.state_reason)}" if subscription.state_reason else ""
    if subscription.state is SubscriptionState.PAUSED:
        until = f"; goes on {moment(subscription.resume_at)}" if subscription.resume_at else ""
        return f"⚠ paused{reason}{until}"
    if subscription.state is SubscriptionState.ENDED:
        return f"ended{reason}"
    if subscription.next_run_at is None:
        return "waits for the story to change"
    return f"next {moment(subscription.next_run_at)}"


def record_line(record: DeliveryRecord, guild_id: int) -> str:
    """What became of one delivery, with a link to what was posted."""
    due, why = timestamp(record.due_at, "f"), f": {escape(record.reason)}" if record.reason else ""
    match record.state:
        case DeliveryState.DELIVERED:
            said = "said that nothing is new" if record.template == "unchanged" else "posted"
            return f"✓ {due} {said}{_when(record)}{_link(record, guild_id)}"
        case DeliveryState.SKIPPED:
            return f"– {due} skipped{why}"
        case DeliveryState.FAILED:
            return f"✗ {due} not posted{why}"
        case DeliveryState.UNCERTAIN:
            return f"? {due} perhaps posted{why}{_link(record, guild_id)}"
        case DeliveryState.PENDING | DeliveryState.SENDING:
            again = f", next try {timestamp(record.next_try_at, 'R')}" if record.reason and record.next_try_at else ""
            return f"… {due} on its way{why}{again}"


def moment(at: datetime) -> str:
    """An instant in full, and how far away it is."""
    return f"{timestamp(at)} ({timestamp(at, 'R')})"


def _coming(told: Told, zone: ZoneInfo) -> str:
    """The next runs, with a word on each that is not at the time that was asked for; else the state."""
    found = told.subscription
    if found.state is not SubscriptionState.ACTIVE:
        return f"{capital(state_line(found))}."
    if found.on_change:
        at = f" It has changed: the next briefing comes {moment(found.next_run_at)}." if found.next_run_at else ""
        return f"Posts {_GATHERED} minutes after the story changes, so that changes in a row come as one.{at}"
    return "\n".join([f"**Next {'briefing' if len(told.runs) == 1 else 'briefings'}**", *(_run_line(run, zone) for run in told.runs)])


def _block(told: Told) -> str:
    found = told.subscription
    head = f"**<#{found.channel_id}>** · {bold(told.story.title)} · {found.template}{_ping(found)}"
    last = [f"-# last: {record_line(told.last, found.guild_id)}"] if told.last else []
    return "\n".join([head, describe(found.rule, ZoneInfo(found.zone)), f"-# {state_line(found)}", *last])


def _run_line(run: Run, zone: ZoneInfo) -> str:
    line, local = f"- {timestamp(run.at)}", run.at.astimezone(zone)
    if run.moved:
        line += f"\n-# ⏰ The clocks change that day: {local:%H:%M} instead of {run.wall:%H:%M} in {escape(zone.key)}."
    if run.quiet:
        line += f"\n-# Moved out of the quiet hours: due at {run.wall:%H:%M} in {escape(zone.key)}."
    return line


def _when(record: DeliveryRecord) -> str:
    """When it was posted, where that is noticeably later than due."""
    late = record.finished_at is not None and record.finished_at - record.due_at > GATHERED
    return f" late, {timestamp(record.finished_at, 'f')}" if late and record.finished_at else ""


def _link(record: DeliveryRecord, guild_id: int) -> str:
    if record.channel_id is None:
        return ""
    if record.message_id is None:
        return ", deleted since"
    return f" · [see it](https://discord.com/channels/{guild_id}/{record.channel_id}/{record.message_id})"


def _ping(subscription: Subscription) -> str:
    return f" Pings <@&{subscription.role_id}>." if subscription.role_id else ""
