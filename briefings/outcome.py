"""What a try to post came to, and what follows from it: for the delivery, for its subscription, and what the server's managers are told.

All of it is written in one transaction, so that no subscription ever pauses or ends without its notice. A notice is told once a subject:
"rights:<channel>" and "gone:<channel>" for a channel, "failing:<subscription>" for a subscription. A missing right is told at its first
refusal and pauses after three, any other failure is told and pauses after five in a row; nothing is ever deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefings.model import DeliveryState
from briefings.store import Reader, Transaction, deliveries, notices, stories, subscriptions
from briefings.store.deliveries import Claim
from briefings.store.subscriptions import Subscription, SubscriptionState
from briefings.templates.filters import listed
from briefings.templates.markdown import bold, escape

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
MOST_ATTEMPTS = 12  # with the waits between them, a little over an hour
REFUSALS_BEFORE_PAUSE = 3
FAILURES_BEFORE_PAUSE = 5

# Discord's error codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
UNKNOWN_CHANNEL = 10003
MISSING_ACCESS = 50001
MISSING_PERMISSIONS = 50013

FAILING = f"{FAILURES_BEFORE_PAUSE} briefings in a row could not be posted"
GONE = "the channel is gone"
"""How the reasons begin for which a subscription pauses, or ends."""

_SHORTEST_WAIT = timedelta(seconds=1)
_ENDED = SubscriptionState.ENDED


@dataclass(frozen=True, slots=True)
class Sent:
    """Discord has this message; `more`: the briefing goes on in a further one. `message_id` is None for one that is deleted by now.

    `found`: an earlier try posted it, and so perhaps what follows it too.
    """

    message_id: int | None
    channel_id: int
    more: bool = False
    found: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: try again after so many seconds, or after a growing wait; a rate limit does not count as an attempt.

    `doubt`: Discord may have posted it all the same, as after a timeout or a connection that broke.
    """

    seconds: float | None
    reason: str
    counts: bool
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Never:
    """Refused for good, with a reason for people and Discord's error code where it gave one."""

    reason: str
    code: int | None


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may be posted, and the channel cannot be read to make sure: with a reason for people and Discord's error code."""

    reason: str
    code: int | None


Outcome = Sent | Later | Never


async def record(tx: Transaction, claim: Claim, outcome: Outcome | Unsure, now: datetime, lease: timedelta) -> Claim | None:
    """Put on record what a try came to; the claim on the briefing's next message, where there is one.

    Whoever's lease ran out has nothing to say any more, except that a message is posted.
    """
    if isinstance(outcome, Sent):
        return await _sent(tx, claim, outcome, now, lease)
    if await deliveries.is_held(tx, claim):
        match outcome:
            case Later(counts=True, reason=reason, doubt=doubt) if claim.attempt >= MOST_ATTEMPTS:
                given_up = f"given up after {claim.attempt} attempts: {reason}"
                await _fail(tx, claim, Unsure(given_up, None) if doubt or claim.doubtful else Never(given_up, None), now)
            case Later(seconds, reason, counts, doubt):
                await deliveries.later(tx, claim.id, now + _wait(seconds, claim.attempt), reason, counts, doubt=doubt)
            case Never() | Unsure():
                await _fail(tx, claim, outcome, now)
    return None


async def channel_gone(
    tx: Transaction, guild_id: int, channel_id: int, now: datetime, *, name: str | None = None, reason: str = GONE
) -> None:
    """A channel was deleted: its subscriptions end, and the managers are told, with its name where it is known."""
    ended = [one for one in await subscriptions.of_guild(tx, guild_id) if one.channel_id == channel_id and one.state is not _ENDED]
    for subscription in ended:
        await subscriptions.set_state(tx, subscription.id, _ENDED, reason=reason, now=now)
    if ended:
        place = f"the channel #{escape(name)}" if name else f"their channel (<#{channel_id}>)"
        text = (
            f"Dateline's briefings on {await _titles(tx, ended)} have nowhere to go any more: {place} is gone, and so their subscriptions "
            "have ended. Choose another channel for them, or subscribe anew with /subscribe."
        )
        await _tell(tx, ended[0], gone_subject(channel_id), text, now)


def rights_subject(channel_id: object) -> str:
    """What the managers are told of once when Dateline may not post in a channel."""
    return f"rights:{channel_id}"


def gone_subject(channel_id: object) -> str:
    """What the managers are told of once when a channel is gone."""
    return f"gone:{channel_id}"


# ---------------------------------------------------------------- what follows


async def _sent(tx: Transaction, claim: Claim, sent: Sent, now: datetime, lease: timedelta) -> Claim | None:
    if sent.more:
        return await deliveries.posted(tx, claim, sent.channel_id, sent.message_id, now, lease, doubt=sent.found)
    await deliveries.delivered(tx, claim.id, sent.channel_id, sent.message_id, now, part=claim.part)
    await notices.resolve_delivered(tx, claim.guild_id, claim.subscription_id, rights_subject(claim.channel_id), now)
    return None


def _wait(seconds: float | None, attempt: int) -> timedelta:
    """What the sender asks for, else twice as long after every attempt; never so short that the same pass would claim it again."""
    if seconds is not None:
        return max(timedelta(seconds=seconds), _SHORTEST_WAIT)
    return min(FIRST_WAIT * (1 << min(attempt - 1, 16)), LONGEST_WAIT)


async def _fail(tx: Transaction, claim: Claim, why: Never | Unsure, now: datetime) -> None:
    """It is over with this delivery; its subscription pauses or ends where that is no single mishap."""
    end = deliveries.uncertain if isinstance(why, Unsure) else deliveries.failed
    await end(tx, claim.id, why.reason, now)
    if why.code == UNKNOWN_CHANNEL:
        await channel_gone(tx, claim.guild_id, claim.channel_id, now, reason=why.reason)
        return
    subscription = await subscriptions.get(tx, claim.guild_id, claim.subscription_id)
    if subscription is None or subscription.state is not SubscriptionState.ACTIVE:
        return
    if why.code in (MISSING_ACCESS, MISSING_PERMISSIONS):
        await _tell(tx, subscription, rights_subject(claim.channel_id), await _rights_text(tx, claim, subscription, why), now)
        if await _failed_before(tx, claim, REFUSALS_BEFORE_PAUSE, reason=why.reason):
            await _pause(tx, subscription, why.reason, now)
            return
    if await _failed_before(tx, claim, FAILURES_BEFORE_PAUSE):
        await _pause(tx, subscription, f"{FAILING} ({why.reason})", now)
        await _tell(tx, subscription, f"failing:{subscription.id}", await _failing_text(tx, claim, subscription, why), now)


async def _failed_before(tx: Transaction, claim: Claim, times: int, *, reason: str | None = None) -> bool:
    """Whether this subscription's latest sends, this one included, all failed, and for this reason where one is given."""
    records = await deliveries.of_subscription(tx, claim.subscription_id, 4 * times)
    tried = [record for record in records if record.state in (DeliveryState.DELIVERED, DeliveryState.FAILED)]
    latest = tried[:times]
    return len(latest) == times and all(one.state is DeliveryState.FAILED and reason in (None, one.reason) for one in latest)


async def _pause(tx: Transaction, subscription: Subscription, reason: str, now: datetime) -> None:
    await subscriptions.set_state(tx, subscription.id, SubscriptionState.PAUSED, reason=reason, now=now)


# ---------------------------------------------------------------- what the managers are told


async def _tell(tx: Transaction, subscription: Subscription, subject: str, text: str, now: datetime) -> None:
    creator, guild_id = subscription.created_by, subscription.guild_id
    await notices.tell(tx, guild_id, subject, text, now=now, subscription_id=subscription.id, user_id=creator)


async def _rights_text(tx: Reader, claim: Claim, subscription: Subscription, why: Never | Unsure) -> str:
    return (
        f"Dateline's briefing on {await _titles(tx, [subscription])} could not be posted in <#{claim.channel_id}>: {escape(why.reason)}. "
        "Give Dateline the right in the channel's settings, under Permissions; it notices by itself, or press the button. "
        f"After {REFUSALS_BEFORE_PAUSE} refusals in a row a subscription pauses; nothing of its set-up is lost."
    )


async def _failing_text(tx: Reader, claim: Claim, subscription: Subscription, why: Never | Unsure) -> str:
    return (
        f"The last {FAILURES_BEFORE_PAUSE} of Dateline's briefings on {await _titles(tx, [subscription])} in <#{claim.channel_id}> "
        f"could not be posted, so the subscription is paused. What went wrong last: {escape(why.reason)}. Press the button to let it go on."
    )


async def _titles(tx: Reader, of: Sequence[Subscription]) -> str:
    found = {one.story_id: await stories.get(tx, one.guild_id, one.story_id) for one in of}
    return str(listed(bold(story.title) for story in found.values() if story))
