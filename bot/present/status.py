"""How a server's briefings fare: what waits, what troubles it, and what became of the last deliveries (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.health import Health
from bot.present.cards import Card, Tone
from bot.present.schedules import Told, moment, record_line, state_line
from bot.present.words import timestamp
from briefings.schedule import describe
from briefings.store.deliveries import DeliveryRecord, Waiting
from briefings.store.notices import Notice
from briefings.store.subscriptions import SubscriptionState
from briefings.templates.filters import counted
from briefings.templates.markdown import bold, escape


@dataclass(frozen=True, slots=True)
class Status:
    """What /status tells: the health of the whole bot, what is due and not posted (here and in all), the last trouble, open notices."""

    health: Health
    here: Waiting
    everywhere: Waiting
    trouble: DeliveryRecord | None
    notices: Sequence[Notice]


def status_card(status: Status, listed: Sequence[Told], now: datetime) -> Card:
    """The queue, what goes wrong, and a line for each subscription."""
    troubles = tuple(f"⚠ {notice.text}\n-# since {moment(notice.created_at)}{_untold(notice)}" for notice in status.notices)
    head = (_sending(status.health, now), _queue(status), _last_error(status, {told.subscription.id: told for told in listed}))
    running = tuple(_line(told) for told in listed if told.subscription.state is not SubscriptionState.ENDED)
    calm = not troubles and status.health.store is None and status.health.resting(now) is None
    return Card("Status", (*head, *troubles, *running), "Times are shown in your own time zone.", Tone.DONE if calm else Tone.DISPUTED)


def history_card(told: Told, records: Sequence[DeliveryRecord]) -> Card:
    """The last deliveries of a subscription, newest first."""
    found = told.subscription
    head = f"{bold(told.story.title)} in <#{found.channel_id}>: {describe(found.rule, ZoneInfo(found.zone))}.\n-# {state_line(found)}"
    lines = "\n".join(record_line(record, found.guild_id) for record in records)
    return Card("Last deliveries", (head, lines or "Nothing has been due yet."), "Newest first; they are kept for 90 days.")


def _sending(health: Health, now: datetime) -> str:
    """Whether anything is sent at all, and if not, why."""
    lines = []
    if trouble := health.store:
        lines.append(f"⚠ **Nothing new is sent** since {moment(trouble.since)}: {escape(trouble.what)}")
    if rest := health.resting(now):
        lines.append(f"⚠ **All sending rests** until {moment(rest.until)}: {escape(rest.why)}.")
    if jump := health.last_jump:
        way = "forward" if jump.by > timedelta(0) else "back"
        lines.append(f"-# The machine's clock was set {way} by {_length(abs(jump.by))}, at {timestamp(jump.at)}.")
    return "\n".join(lines if health.store or health.resting(now) else ["**Sending works.**", *lines])


def _queue(status: Status) -> str:
    here = f"**{counted(status.here.count, 'briefing').capitalize()}** of this server {_is(status.here.count)} due and not posted yet"
    oldest = f", the oldest since {moment(status.here.oldest)}" if status.here.oldest else ""
    return f"{here}{oldest}.\n-# In all of Dateline: {status.everywhere.count}."


def _last_error(status: Status, known: dict[int, Told]) -> str:
    """This server's last trouble with a delivery, and the whole bot's."""
    record, mishap = status.trouble, status.health.last_mishap
    lines = []
    if record and (told := known.get(record.subscription_id)):
        lines.append(f"**Last error here**, in <#{told.subscription.channel_id}>: {record_line(record, told.subscription.guild_id)}")
    if mishap:
        lines.append(f"-# Last error in all of Dateline: {escape(mishap.what)}, {moment(mishap.at)}.")
    return "\n".join(lines) or "No delivery has failed."


def _line(told: Told) -> str:
    found = told.subscription
    last = record_line(told.last, found.guild_id) if told.last else "nothing has been due yet"
    return f"<#{found.channel_id}> · {bold(told.story.title)}\n-# {state_line(found)}\n-# {last}"


def _untold(notice: Notice) -> str:
    """For a notice that reached nobody: why it stands here only."""
    return f"; told here only: {escape(notice.reason)}" if notice.state == "failed" and notice.reason else ""


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _length(span: timedelta) -> str:
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return counted(minutes, "minute") if minutes else counted(seconds, "second")
