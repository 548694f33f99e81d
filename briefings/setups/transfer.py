"""A server's set-up out of a database and into one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from briefings.collect import load_story
from briefings.engines import Engine
from briefings.errors import UnknownStory
from briefings.model import Story, StoryFolder
from briefings.schedule import OnChange, next_run
from briefings.setups.form import Channel, ServerSettings, Setup, SourceText, StoryTexts
from briefings.store import Database, Reader, Transaction, articles, guilds, stories, subscriptions
from briefings.store.guilds import Guild
from briefings.store.subscriptions import Subscription, SubscriptionState


@dataclass(frozen=True, slots=True)
class Outcome:
    """What putting a set-up in came to: the stories that are as in the file now, and what became of its subscriptions."""

    stories: int
    added: int
    there: int
    over: int


# ---------------------------------------------------------------- out


async def take_out(db: Reader, guild_id: int) -> Setup:
    """The set-up of a server; subscriptions that have ended are history, and stay out."""
    guild = await guilds.get(db, guild_id)
    own = sorted((story for story in await stories.visible(db, guild_id) if not story.built_in), key=lambda story: story.key)
    found = [one for one in await subscriptions.of_guild(db, guild_id) if one.state is not SubscriptionState.ENDED]
    return Setup(
        server=guild_id,
        settings=_settings(guild),
        stories=tuple([await _story(db, story) for story in own]),
        subscriptions=tuple([_channel(one, await _key(db, one)) for one in found]),
    )


def _settings(guild: Guild) -> ServerSettings:
    return ServerSettings(
        subscriber_role=guild.subscriber_role_id, manager_role=guild.manager_role_id, notice_channel=guild.notice_channel_id
    )


async def _story(db: Reader, story: Story) -> StoryTexts:
    texts = tuple(SourceText.of(article) for article in await articles.of_story(db, story.id))
    return StoryTexts(key=story.key, title=story.title, timezone=story.timezone, articles=texts)


async def _key(db: Reader, subscription: Subscription) -> str:
    story = await stories.get(db, subscription.guild_id, subscription.story_id)
    assert story is not None, "a subscription goes with its story"
    return story.key


def _channel(subscription: Subscription, story: str) -> Channel:
    paused = subscription.state is SubscriptionState.PAUSED
    return Channel(
        channel=subscription.channel_id,
        story=story,
        rule=subscription.rule,
        zone=subscription.zone,
        length=subscription.template,
        role=subscription.role_id,
        policy=subscription.policy,
        created_by=subscription.created_by,
        paused=(subscription.state_reason or "") if paused else None,
        paused_until=subscription.resume_at,
    )


# ---------------------------------------------------------------- in


async def put_in(db: Database, engine: Engine, setup: Setup, *, guild_id: int, now: datetime) -> Outcome:
    """Give a server this set-up: its settings and stories become as they are there, and it gets the subscriptions that it lacks.

    A subscription is there already where one is alike in all but who made it and whether it is paused; one that has no further run is left
    out. Raises UnknownStory where a subscription names a story that neither the set-up nor the server has, before anything is changed; and
    what the engine raises.
    """
    await _check_stories(db, setup, guild_id)
    for story in setup.stories:
        texts = tuple(text.article() for text in story.articles)
        await load_story(db, engine, StoryFolder(story.key, story.title, story.timezone, texts), guild_id=guild_id, now=now)
    async with db.write() as tx:
        await _put_settings(tx, setup.settings, guild_id)
        await _follow_copies(tx, setup.stories, guild_id)
        there = Counter([_alike(_channel(one, await _key(tx, one))) for one in await subscriptions.of_guild(tx, guild_id)])
        missing = [one for one in setup.subscriptions if not _taken(there, one)]
        added = [await _add(tx, one, guild_id, now) for one in missing]
    return Outcome(len(setup.stories), sum(added), len(setup.subscriptions) - len(missing), len(missing) - sum(added))


async def _check_stories(db: Reader, setup: Setup, guild_id: int) -> None:
    known = {story.key for story in setup.stories} | {story.key for story in await stories.visible(db, guild_id)}
    for one in setup.subscriptions:
        if one.story not in known:
            raise UnknownStory(name=one.story, hint="The file names it in a subscription, so it must be among the file's stories.")


async def _put_settings(tx: Transaction, settings: ServerSettings, guild_id: int) -> None:
    await guilds.set_roles(tx, guild_id, subscriber_role_id=settings.subscriber_role, manager_role_id=settings.manager_role)
    await guilds.set_notice_channel(tx, guild_id, settings.notice_channel)


async def _follow_copies(tx: Transaction, own: Sequence[StoryTexts], guild_id: int) -> None:
    """A story of the server's own stands in place of the built-in one of the same name, for its subscriptions too."""
    for story in own:
        built_in, copy = await stories.owned(tx, None, story.key), await stories.owned(tx, guild_id, story.key)
        if built_in and copy:
            await subscriptions.move(tx, guild_id, built_in.id, copy.id)


def _alike(channel: Channel) -> Channel:
    """A subscription without what does not tell it from another one."""
    return channel.model_copy(update={"created_by": 0, "paused": None, "paused_until": None})


def _taken(there: Counter[Channel], channel: Channel) -> bool:
    """Whether one like it is there; each counts once, so that of two alike both are kept."""
    if there[_alike(channel)] == 0:
        return False
    there[_alike(channel)] -= 1
    return True


async def _add(tx: Transaction, channel: Channel, guild_id: int, now: datetime) -> bool:
    """Add a subscription, paused if it was; False where no run of it is left."""
    next_run_at = next_run(channel.rule, ZoneInfo(channel.zone), now, channel.policy.quiet)
    if next_run_at is None and not isinstance(channel.rule, OnChange):
        return False
    story = await stories.by_key(tx, guild_id, channel.story)
    assert story is not None, "checked before anything was changed"
    added = await subscriptions.add(
        tx,
        guild_id=guild_id,
        channel_id=channel.channel,
        story_id=story.id,
        rule=channel.rule,
        zone=channel.zone,
        template=channel.length,
        role_id=channel.role,
        next_run_at=next_run_at,
        created_by=channel.created_by,
        now=now,
        policy=channel.policy,
    )
    if channel.paused is not None:
        await subscriptions.set_state(
            tx, added.id, SubscriptionState.PAUSED, reason=channel.paused or None, now=now, until=channel.paused_until
        )
    return True
