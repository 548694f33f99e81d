"""Set-ups of every shape that the form allows, as Hypothesis strategies; and an engine that finds nothing in a text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from briefings.model import Article, BlockKind, Cut, Reading, Template
from briefings.schedule import AtTimes, CatchUp, Every, NothingNew, Once, OnChange, Policy, Quiet, Rule
from briefings.setups import Setup
from briefings.setups.form import Channel, ServerSettings, SourceText, StoryTexts

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WALL = st.datetimes(datetime(2026, 3, 5), datetime(2090, 1, 1))  # noqa: DTZ001  # wall times, of no zone yet

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    ["no", "~", "null", "0x1F", "09:00", "2026-03-02", "- a", "a: b", "# no comment", "{}", " edge ", "two\nlines", "\nfirst", "last\n"]
)
IDS = st.integers(1, 2**63 - 1)
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu"])


def _quiet() -> st.SearchStrategy[Quiet]:
    return st.lists(st.times(), min_size=2, max_size=2, unique=True).map(lambda ends: Quiet(*ends))


def rules() -> st.SearchStrategy[Rule]:
    """Rules that have a run after NOW, or wait for a change."""
    minutes = st.times().map(lambda at: time(at.hour, at.minute))
    return st.one_of(
        st.builds(AtTimes, st.lists(minutes, min_size=1, max_size=4).map(tuple), st.frozensets(st.integers(0, 6), min_size=1)),
        st.builds(Every, st.integers(15, 10_000), st.integers(-10_000, 10_000).map(lambda minutes: NOW + timedelta(minutes=minutes))),
        st.builds(Once, WALL),
        st.just(OnChange()),
    )


def policies() -> st.SearchStrategy[Policy]:
    """Policies, each part by default or not."""
    return st.builds(
        Policy,
        catch_up=st.sampled_from(CatchUp),
        window=st.integers(15, 2000).map(lambda minutes: timedelta(minutes=minutes)),
        most=st.integers(1, 10),
        quiet=st.none() | _quiet(),
        nothing_new=st.sampled_from(NothingNew),
    )


def sources(id: str) -> st.SearchStrategy[SourceText]:
    """Articles of any text."""
    return st.builds(
        SourceText,
        id=st.just(id),
        outlet=TEXTS,
        title=TEXTS,
        published=st.none() | st.dates(date(1900, 1, 1)),
        url=st.none() | TEXTS,
        byline=st.none() | TEXTS,
        original=st.none() | TEXTS,
        dateline=st.none() | TEXTS,
        retold=st.booleans(),
        warnings=st.lists(TEXTS, max_size=2).map(tuple),
        text=st.lists(st.tuples(st.sampled_from(BlockKind), TEXTS).map(lambda pair: dict([pair])), min_size=1, max_size=4).map(tuple),
        removed=st.lists(st.builds(Cut, TEXTS, TEXTS), max_size=2).map(tuple),
    )


def stories(key: str) -> st.SearchStrategy[StoryTexts]:
    """Stories of one to three articles."""
    articles = st.integers(1, 3).flatmap(lambda count: st.tuples(*map(sources, "ABC"[:count])))
    return st.builds(StoryTexts, key=st.just(key), title=TEXTS, timezone=ZONES, articles=articles)


def setups() -> st.SearchStrategy[Setup]:
    """Set-ups whose subscriptions are to stories of their own."""
    channels = st.builds(
        Channel,
        channel=IDS,
        story=st.sampled_from(["ferry", "no"]),
        rule=rules(),
        zone=ZONES,
        length=st.sampled_from([Template.SHORT, Template.STANDARD, Template.LONG]),
        role=st.none() | IDS,
        policy=policies(),
        created_by=IDS,
        paused=st.none() | TEXTS,
    ).flatmap(lambda channel: _until(channel))
    return st.builds(
        Setup,
        server=IDS,
        settings=st.builds(ServerSettings, subscriber_role=st.none() | IDS, manager_role=st.none() | IDS, notice_channel=st.none() | IDS),
        stories=st.tuples(stories("ferry"), stories("no")),
        subscriptions=st.lists(channels, max_size=3).map(tuple),
    )


def _until(channel: Channel) -> st.SearchStrategy[Channel]:
    if channel.paused is None:
        return st.just(channel)
    days = st.none() | st.integers(1, 400).map(lambda days: NOW + timedelta(days=days))
    return days.map(lambda until: channel.model_copy(update={"paused_until": until}))


class BlindEngine:
    """An engine that finds nothing; it keeps the ids of what it was given to read."""

    name = "blind 1"

    def __init__(self) -> None:
        self.read_ids: list[str] = []

    async def read(self, articles: Sequence[Article], timezone: str) -> list[Reading]:
        self.read_ids += [article.id for article in articles]
        return [Reading(article.id, self.name, ()) for article in articles]

    async def close(self) -> None:
        pass
