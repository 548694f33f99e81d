"""Due subscriptions become outbox rows; every test runs on a database in a real file."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from briefings.compose import count_anew, digest_changed, prune, run_now, tick
from briefings.errors import AlreadyOnItsWay, NothingToPost
from briefings.model import Article, ArticleNote, DeliveryState, Digest, Facet, Fact, Passage, State, Story, Template, Value
from briefings.schedule import DEFAULT_POLICY, AtTimes, CatchUp, Every, NothingNew, Once, OnChange, Policy, Quiet, Rule
from briefings.store import Database, articles, deliveries, digests, notices, open_store, stories, subscriptions
from briefings.store.deliveries import DeliveryRecord
from briefings.store.subscriptions import Subscription, SubscriptionState

GUILD, CHANNEL = 10, 20
MORNING = AtTimes((time(9),), frozenset(range(7)))
DUE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_store(tmp_path / "dateline.db") as database:
        yield database


@pytest.fixture
async def story(db: Database) -> Story:
    """A story with two revisions of its digest."""
    async with db.write() as tx:
        story = await stories.add(tx, guild_id=GUILD, key="ferry", title="Ferry strike", timezone="UTC", now=DUE)
        for revision in (1, 2):
            await digests.add(tx, story.id, Digest("Ferry strike", "UTC", revision, ()), DUE)
    return story


async def subscribe(
    db: Database,
    story: Story,
    rule: Rule = MORNING,
    policy: Policy = DEFAULT_POLICY,
    *,
    zone: str = "UTC",
    due: datetime | None = DUE,
    guild_id: int = GUILD,
) -> Subscription:
    async with db.write() as tx:
        return await subscriptions.add(
            tx,
            guild_id=guild_id,
            channel_id=CHANNEL,
            story_id=story.id,
            rule=rule,
            zone=zone,
            template=Template.SHORT,
            role_id=None,
            next_run_at=due,
            created_by=1,
            now=DUE - DAY,
            policy=policy,
        )


async def again(db: Database, subscription: Subscription) -> Subscription:
    found = await subscriptions.get(db, GUILD, subscription.id)
    assert found is not None
    return found


async def revise(db: Database, story: Story, *articles_told: str, at: datetime = DUE, facts: str = "") -> int:
    """A further revision of the story's digest, of these articles, each of which tells one fact; `facts` is how a reader words them."""
    async with db.write() as tx:
        present = {article.id for article in await articles.of_story(tx, story.id)}
        for gone in present - set(articles_told):
            await articles.remove(tx, story.id, gone, at)
        for new in sorted(set(articles_told) - present):
            await articles.add(tx, story.id, Article(new, f"The {new} Post", "Ferry strike", "Nothing sails.", ()), at)
        revision = (await digests.newest_revision(tx, story.id))[0] + 1
        return await digests.add(tx, story.id, told_by(revision, articles_told, facts), at)


def told_by(revision: int, articles_told: Sequence[str], facts: str) -> Digest:
    notes = tuple(ArticleNote(id, f"The {id} Post", "Ferry strike", None, 1) for id in articles_told)
    evidence = {id: Passage(id, 0, 7, "Nothing") for id in articles_told}
    told = tuple(
        Fact(Facet.WHAT, f"{facts} by {id}", State.SINGLE_SOURCE, 1, (Value("no", (id,), (evidence[id],)),), f"{facts}|{id}")
        for id in articles_told
    )
    return Digest("Ferry strike", "UTC", revision, notes, told)


async def post(db: Database, subscription: Subscription, now: datetime) -> None:
    """All that the outbox owes the subscription is posted."""
    async with db.write() as tx:
        for record in await deliveries.of_subscription(tx, subscription.id, 1000):
            if record.state is DeliveryState.PENDING:
                await deliveries.delivered(tx, record.id, CHANNEL, 900 + record.id, now)


async def outbox(db: Database, subscription: Subscription) -> list[DeliveryRecord]:
    """The subscription's deliveries, oldest due time first."""
    return (await deliveries.of_subscription(db, subscription.id, 1000))[::-1]


async def test_a_due_briefing_is_owed_once_from_the_newest_digest(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story)
    newest = await digests.latest_id(db, story.id)
    assert await tick(db, DUE - timedelta(seconds=1)) == 0
    assert await tick(db, DUE) == 1
    assert await tick(db, DUE) == 0
    (row,) = await outbox(db, subscription)
    assert (row.due_at, row.digest_id, row.template, row.state) == (DUE, newest, Template.SHORT, DeliveryState.PENDING)
    assert (await again(db, subscription)).next_run_at == DUE + DAY


@pytest.mark.parametrize("late", [HOUR, 2 * HOUR])
async def test_a_briefing_up_to_two_hours_late_is_made_up_for(db: Database, story: Story, late: timedelta) -> None:
    subscription = await subscribe(db, story)
    assert await tick(db, DUE + late) == 1
    assert [row.due_at for row in await outbox(db, subscription)] == [DUE]


async def test_a_later_one_is_skipped_with_a_reason(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story)
    assert await tick(db, DUE + 2 * HOUR + timedelta(seconds=1)) == 0
    (row,) = await outbox(db, subscription)
    assert (row.state, row.reason) == (DeliveryState.SKIPPED, "missed while Dateline was not running, and too late by now")
    assert (await again(db, subscription)).next_run_at == DUE + DAY


async def test_a_clock_moved_on_a_month_owes_one_briefing_not_thirty(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story)
    assert await tick(db, DUE + 30 * DAY + HOUR) == 1
    missed, latest = await outbox(db, subscription)
    assert (missed.due_at, missed.state) == (DUE, DeliveryState.SKIPPED)
    assert missed.reason == "missed while Dateline was not running; only the latest is made up for"
    assert (latest.due_at, latest.state) == (DUE + 30 * DAY, DeliveryState.PENDING)
    assert (await again(db, subscription)).next_run_at == DUE + 31 * DAY


async def test_years_of_standing_still_cost_two_rows(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story, Every(15, DUE))
    now = DUE + 2000 * DAY + timedelta(minutes=7)
    assert await tick(db, now) == 1
    assert [row.due_at for row in await outbox(db, subscription)] == [DUE, DUE + 2000 * DAY]
    assert (await again(db, subscription)).next_run_at == DUE + 2000 * DAY + timedelta(minutes=15)


async def test_a_clock_turned_back_owes_nothing_twice(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story)
    await tick(db, DUE)
    async with db.write() as tx:
        await subscriptions.set_next_run(tx, [(subscription.id, DUE)])
    await tick(db, DUE)
    assert len(await outbox(db, subscription)) == 1


@pytest.mark.parametrize(("now", "state"), [(DUE, DeliveryState.PENDING), (DUE + 3 * HOUR, DeliveryState.SKIPPED)])
async def test_once_ends_after_its_run(db: Database, story: Story, now: datetime, state: DeliveryState) -> None:
    subscription = await subscribe(db, story, Once(DUE.replace(tzinfo=None)))
    await tick(db, now)
    assert [row.state for row in await outbox(db, subscription)] == [state]
    ended = await again(db, subscription)
    assert (ended.state, ended.next_run_at) == (SubscriptionState.ENDED, None)
    assert await tick(db, now + 365 * DAY) == 0


async def test_a_clock_that_was_wrong_for_a_while_loses_nothing_and_repeats_nothing(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story)
    assert await tick(db, DUE + 3 * DAY) == 1
    await count_anew(db, DUE - HOUR)
    for day in range(5):
        await tick(db, DUE + day * DAY)
    assert [(row.due_at, row.state) for row in await outbox(db, subscription)] == [
        (DUE + day * DAY, DeliveryState.PENDING) for day in range(5)
    ]


async def test_counting_anew_goes_over_all_subscriptions_and_postpones_none(db: Database, story: Story) -> None:
    ahead = [await subscribe(db, story, due=DUE + 9 * DAY) for _ in range(5)]
    near = await subscribe(db, story, due=DUE)
    await count_anew(db, DUE, limit=2)
    assert {(await again(db, one)).next_run_at for one in ahead} == {DUE + DAY}
    assert (await again(db, near)).next_run_at == DUE


async def test_a_story_without_a_digest_is_skipped_with_a_reason(db: Database) -> None:
    async with db.write() as tx:
        bare = await stories.add(tx, guild_id=GUILD, key="bare", title="Bare", timezone="UTC", now=DUE)
    subscription = await subscribe(db, bare)
    assert await tick(db, DUE) == 0
    (row,) = await outbox(db, subscription)
    assert (row.state, row.reason, row.digest_id) == (DeliveryState.SKIPPED, "the story has no articles to brief on yet", None)
    assert (await again(db, subscription)).next_run_at == DUE + DAY


async def test_a_zone_that_is_gone_pauses_its_subscription_and_no_other(db: Database, story: Story) -> None:
    lost, fine = await subscribe(db, story, zone="Mars/Olympus"), await subscribe(db, story)
    assert await tick(db, DUE) == 1
    paused = await again(db, lost)
    assert (paused.state, await outbox(db, lost)) == (SubscriptionState.PAUSED, [])
    assert paused.state_reason == "the time zone Mars/Olympus is no longer known: choose another one"
    (notice,) = await notices.unresolved(db, GUILD)
    assert (notice.subscription_id, notice.text) == (
        lost.id,
        "Dateline's briefings in <#20> are paused: the time zone Mars/Olympus is no longer known: choose another one.",
    )
    assert len(await outbox(db, fine)) == 1


async def test_all_that_is_due_is_composed_in_batches(db: Database, story: Story) -> None:
    every = [await subscribe(db, story) for _ in range(7)]
    await subscribe(db, story, due=DUE + HOUR)
    assert await tick(db, DUE, limit=3) == 7
    assert [len(await outbox(db, subscription)) for subscription in every] == [1] * 7


@pytest.mark.parametrize(
    ("policy", "posted", "reason"),
    [
        (Policy(CatchUp.SKIP), [], "missed while Dateline was not running; missed briefings are not made up for"),
        (Policy(window=HOUR), [], "missed while Dateline was not running, and too late by now"),
        (Policy(window=9 * HOUR), [4], "missed while Dateline was not running; only the latest is made up for"),
        (Policy(CatchUp.ALL, most=3), [2, 3, 4], "missed while Dateline was not running; only the last 3 are made up for"),
        (Policy(CatchUp.ALL), [0, 1, 2, 3, 4], None),
    ],
)
async def test_what_was_missed_is_made_up_for_as_the_policy_says(
    db: Database, story: Story, policy: Policy, posted: list[int], reason: str | None
) -> None:
    subscription, now = await subscribe(db, story, policy=policy), DUE + 4 * DAY + 3 * HOUR
    assert await tick(db, now) == len(posted)
    rows = await outbox(db, subscription)
    assert [(row.due_at, row.reason) for row in rows if row.state is DeliveryState.SKIPPED] == [(DUE, reason)] * bool(reason)
    assert [row.due_at for row in rows if row.state is DeliveryState.PENDING] == [DUE + day * DAY for day in posted]
    assert (await again(db, subscription)).next_run_at == DUE + 5 * DAY


@pytest.mark.parametrize(
    ("policy", "late", "expires"),
    [
        (DEFAULT_POLICY, 2 * HOUR, 2 * HOUR),
        (Policy(CatchUp.SKIP), SECOND, timedelta(minutes=15)),
        (Policy(window=6 * HOUR), HOUR, 6 * HOUR),
        (Policy(CatchUp.ALL), 20 * HOUR, 22 * HOUR),
    ],
)
async def test_a_briefing_is_given_up_when_the_policy_says_it_is_too_late(
    db: Database, story: Story, policy: Policy, late: timedelta, expires: timedelta
) -> None:
    await subscribe(db, story, policy=policy)
    await tick(db, DUE + late)
    async with db.write() as tx:
        (claim,) = await deliveries.claim(tx, DUE + late, HOUR, 10)
    assert claim.expires_at == DUE + expires


NIGHT = Quiet(time(22), time(7))


async def test_what_falls_due_in_the_night_is_one_briefing_in_the_morning(db: Database, story: Story) -> None:
    evening = DUE.replace(hour=21)
    subscription = await subscribe(db, story, Every(60, DUE), Policy(quiet=NIGHT), due=evening)
    for hours in range(12):
        await tick(db, evening + hours * HOUR)
    assert [row.due_at for row in await outbox(db, subscription)] == [evening, evening + 10 * HOUR, evening + 11 * HOUR]


async def test_a_late_briefing_waits_for_the_end_of_the_night_or_is_too_late_then(db: Database, story: Story) -> None:
    evening, night = DUE.replace(hour=21), DUE.replace(hour=23)
    at_nine = AtTimes((time(21),), frozenset(range(7)))
    patient = await subscribe(db, story, at_nine, Policy(CatchUp.ALL, quiet=NIGHT), due=evening)
    hurried = await subscribe(db, story, at_nine, Policy(quiet=NIGHT), due=evening)
    assert await tick(db, night) == 1
    (row,) = await outbox(db, hurried)
    assert (row.state, row.reason) == (DeliveryState.SKIPPED, "missed while Dateline was not running, and too late by now")
    async with db.write() as tx:
        assert await deliveries.claim(tx, night + 7 * HOUR, HOUR, 10) == []
        assert [claim.subscription_id for claim in await deliveries.claim(tx, night + 8 * HOUR, HOUR, 10)] == [patient.id]


async def test_a_briefing_that_is_noticed_a_second_into_the_night_is_not_held_back(db: Database, story: Story) -> None:
    last = DUE.replace(hour=21, minute=59)
    await subscribe(db, story, AtTimes((time(21, 59),), frozenset(range(7))), Policy(quiet=NIGHT), due=last)
    await tick(db, last + 62 * SECOND)
    async with db.write() as tx:
        assert len(await deliveries.claim(tx, last + 62 * SECOND, HOUR, 10)) == 1


# ---------------------------------------------------------------- nothing new


@pytest.mark.parametrize(
    ("nothing_new", "state", "template"),
    [
        (NothingNew.POST, DeliveryState.PENDING, Template.SHORT),
        (NothingNew.SAY, DeliveryState.PENDING, Template.UNCHANGED),
        (NothingNew.SILENT, DeliveryState.SKIPPED, Template.SHORT),
    ],
)
async def test_where_nothing_is_new_the_policy_says_what_is_posted(
    db: Database, story: Story, nothing_new: NothingNew, state: DeliveryState, template: Template
) -> None:
    await revise(db, story, "A")
    subscription = await subscribe(db, story, policy=Policy(nothing_new=nothing_new))
    await tick(db, DUE)
    await post(db, subscription, DUE + SECOND)
    await tick(db, DUE + DAY)
    first, second = await outbox(db, subscription)
    assert (first.state, first.template) == (DeliveryState.DELIVERED, Template.SHORT)
    assert (second.state, second.template) == (state, template)
    assert second.reason == ("nothing new since the last briefing" if state is DeliveryState.SKIPPED else None)
    async with db.write() as tx:
        claims = await deliveries.claim(tx, DUE + DAY, HOUR, 10)
    assert [claim.since_at for claim in claims] == {
        NothingNew.POST: [None],
        NothingNew.SAY: [DUE + SECOND],
        NothingNew.SILENT: [],
    }[nothing_new]


async def test_a_further_article_is_new_and_the_same_ones_read_better_are_not(db: Database, story: Story) -> None:
    await revise(db, story, "A")
    subscription = await subscribe(db, story, policy=Policy(nothing_new=NothingNew.SILENT))
    await tick(db, DUE)
    await post(db, subscription, DUE)
    await revise(db, story, "A", facts="read by a better engine")
    assert await tick(db, DUE + DAY) == 0
    await revise(db, story, "A", "B", facts="read by a better engine")
    assert await tick(db, DUE + 2 * DAY) == 1


async def test_what_was_never_posted_is_new(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story, policy=Policy(nothing_new=NothingNew.SILENT))
    assert await tick(db, DUE) == 1
    async with db.write() as tx:
        (claim,) = await deliveries.claim(tx, DUE, HOUR, 10)
        await deliveries.failed(tx, claim.id, "Dateline lacks Send Messages", DUE)
    assert await tick(db, DUE + DAY) == 1
    assert len(await outbox(db, subscription)) == 2


@pytest.mark.parametrize(("nothing_new", "owed"), [(NothingNew.POST, 3), (NothingNew.SAY, 3), (NothingNew.SILENT, 1)])
async def test_of_several_made_up_for_only_the_first_is_new(db: Database, story: Story, nothing_new: NothingNew, owed: int) -> None:
    subscription = await subscribe(db, story, policy=Policy(CatchUp.ALL, nothing_new=nothing_new))
    assert await tick(db, DUE + 2 * DAY) == owed
    first, *rest = await outbox(db, subscription)
    assert first.template is Template.SHORT
    assert {row.template is Template.UNCHANGED for row in rest} == {nothing_new is NothingNew.SAY}


# ---------------------------------------------------------------- on change


async def changed(db: Database, story: Story, now: datetime) -> None:
    async with db.write() as tx:
        await digest_changed(tx, story.id, now)


async def test_changes_are_gathered_for_ten_minutes_and_told_once(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story, OnChange(), due=None)
    for minutes, told in enumerate((["A"], ["A", "B"], ["A", "B", "C"])):
        newest = await revise(db, story, *told)
        await changed(db, story, DUE + minutes * MINUTE)
    assert await tick(db, DUE + 10 * MINUTE - SECOND) == 0
    assert await tick(db, DUE + 10 * MINUTE) == 1
    assert await tick(db, DUE + 30 * DAY) == 0
    (row,) = await outbox(db, subscription)
    assert (row.due_at, row.digest_id) == (DUE + 10 * MINUTE, newest)
    waiting = await again(db, subscription)
    assert (waiting.state, waiting.next_run_at) == (SubscriptionState.ACTIVE, None)


async def test_the_next_change_is_told_again(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story, OnChange(), due=None)
    for days, told in enumerate((["A"], ["A", "B"])):
        await revise(db, story, *told)
        await changed(db, story, DUE + days * DAY)
        assert await tick(db, DUE + days * DAY + 10 * MINUTE) == 1
        await post(db, subscription, DUE + days * DAY + 10 * MINUTE)


async def test_a_revision_that_tells_nothing_new_is_no_change(db: Database, story: Story) -> None:
    await revise(db, story, "A")
    subscription = await subscribe(db, story, OnChange(), due=None)
    await revise(db, story, "A", facts="read by a better engine")
    await changed(db, story, DUE)
    assert (await again(db, subscription)).next_run_at is None


async def test_a_change_that_was_taken_back_meanwhile_is_not_told(db: Database, story: Story) -> None:
    await revise(db, story, "A")
    subscription = await subscribe(db, story, OnChange(), due=DUE - DAY)
    assert await tick(db, DUE - DAY) == 1
    await post(db, subscription, DUE - DAY)
    for told in (["A", "B"], ["A"]):
        await revise(db, story, *told)
        await changed(db, story, DUE)
    assert await tick(db, DUE + 10 * MINUTE) == 0
    assert [row.reason for row in await outbox(db, subscription)] == [None, "nothing new since the last briefing"]


async def test_a_change_in_the_night_is_told_in_the_morning(db: Database, story: Story) -> None:
    night, morning = DUE.replace(hour=23), DUE.replace(hour=7) + DAY
    subscription = await subscribe(db, story, OnChange(), Policy(quiet=NIGHT), due=None)
    await revise(db, story, "A")
    await changed(db, story, night)
    assert (await again(db, subscription)).next_run_at == morning


async def test_the_first_digest_of_a_story_is_a_change(db: Database) -> None:
    async with db.write() as tx:
        bare = await stories.add(tx, guild_id=GUILD, key="bare", title="Bare", timezone="UTC", now=DUE)
    subscription = await subscribe(db, bare, OnChange(), due=None)
    lost = await subscribe(db, bare, OnChange(), zone="Mars/Olympus", due=None)
    await revise(db, bare, "A")
    await changed(db, bare, DUE)
    assert (await again(db, subscription)).next_run_at == DUE + 10 * MINUTE
    assert (await again(db, lost)).state is SubscriptionState.PAUSED


async def test_a_change_gathered_by_a_clock_that_was_wrong_is_told_soon(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story, OnChange(), due=DUE + 3 * DAY)
    await count_anew(db, DUE)
    assert (await again(db, subscription)).next_run_at == DUE + 10 * MINUTE


# ---------------------------------------------------------------- crowds and turns


async def claimed(db: Database, now: datetime) -> list[deliveries.Claim]:
    async with db.write() as tx:
        return await deliveries.claim(tx, now, HOUR, 1000)


async def test_up_to_twenty_are_sent_at_once(db: Database, story: Story) -> None:
    for _ in range(20):
        await subscribe(db, story)
    await tick(db, DUE)
    assert len(await claimed(db, DUE)) == 20


async def test_a_crowd_is_spread_but_stays_due_at_its_time(db: Database, story: Story) -> None:
    every = [await subscribe(db, story) for _ in range(100)]
    await tick(db, DUE, limit=30)
    assert {row.due_at for one in every for row in await outbox(db, one)} == {DUE}
    counts = [len(await claimed(db, DUE + second * SECOND)) for second in range(6)]
    assert sum(counts) == 100
    assert max(counts) <= 30


async def test_run_now_and_on_change_do_not_wait_for_a_crowd(db: Database, story: Story) -> None:
    for _ in range(50):
        await subscribe(db, story)
    on_change = await subscribe(db, story, OnChange())
    now_at_once = await subscribe(db, story, due=DUE + DAY)
    await tick(db, DUE)
    async with db.write() as tx:
        await run_now(tx, now_at_once, DUE)
    assert {on_change.id, now_at_once.id} <= {claim.subscription_id for claim in await claimed(db, DUE)}


async def test_each_server_has_its_first_turn_before_another_has_its_second(db: Database, story: Story) -> None:
    """Built in, so that two servers may follow it; the crowd of one comes first by its ids."""
    async with db.write() as tx:
        shared = await stories.add(tx, guild_id=None, key="shared", title="Shared", timezone="UTC", now=DUE)
        await digests.add(tx, shared.id, Digest("Shared", "UTC", 1, ()), DUE)
    for _ in range(15):
        await subscribe(db, shared)
    lonely = await subscribe(db, shared, guild_id=11)
    await tick(db, DUE, limit=7)
    async with db.write() as tx:
        first = await deliveries.claim(tx, DUE, HOUR, 2)
    assert lonely.id in {claim.subscription_id for claim in first}


# ---------------------------------------------------------------- by hand, and by the day


async def test_run_now_owes_one_beside_the_times(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story)
    async with db.write() as tx:
        await run_now(tx, subscription, DUE - HOUR)
        with pytest.raises(AlreadyOnItsWay):
            await run_now(tx, subscription, DUE - HOUR + SECOND)
    await post(db, subscription, DUE - HOUR)
    await tick(db, DUE)
    assert [(row.due_at, row.state) for row in await outbox(db, subscription)] == [
        (DUE - HOUR, DeliveryState.DELIVERED),
        (DUE, DeliveryState.PENDING),
    ]


async def test_without_articles_there_is_nothing_to_run_now(db: Database) -> None:
    async with db.write() as tx:
        bare = await stories.add(tx, guild_id=GUILD, key="bare", title="Bare", timezone="UTC", now=DUE)
    subscription = await subscribe(db, bare)
    async with db.write() as tx:
        with pytest.raises(NothingToPost):
            await run_now(tx, subscription, DUE)


async def test_a_pause_that_ends_is_over_before_what_is_due_is_looked_for(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story)
    async with db.write() as tx:
        await subscriptions.pause(tx, GUILD, subscription.id, by="Ada", until=DUE + 2 * DAY, now=DUE - HOUR)
    assert [await tick(db, DUE + day * DAY) for day in range(4)] == [0, 0, 1, 1]


async def test_a_skipped_run_stays_skipped_when_the_clock_is_set_back(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story)
    async with db.write() as tx:
        await subscriptions.skip_next(tx, GUILD, subscription.id, by="Ada", now=DUE - HOUR)
    await count_anew(db, DUE - HOUR)
    for day in range(2):
        await tick(db, DUE + day * DAY)
    assert [row.reason for row in await outbox(db, subscription)] == ["Ada skipped it", None]


async def test_what_came_of_deliveries_is_forgotten_after_ninety_days(db: Database, story: Story) -> None:
    subscription = await subscribe(db, story, policy=Policy(nothing_new=NothingNew.SILENT))
    for day in range(5):
        await tick(db, DUE + day * DAY)
        await post(db, subscription, DUE + day * DAY)
    assert await prune(db, DUE + 4 * DAY + 90 * DAY, limit=2) == 3
    kept = await outbox(db, subscription)
    assert [(row.due_at, row.state) for row in kept] == [(DUE, DeliveryState.DELIVERED), (DUE + 4 * DAY, DeliveryState.SKIPPED)]


async def test_a_run_that_a_clock_change_moves_is_owed_at_the_shifted_time(db: Database, story: Story) -> None:
    before = datetime(2026, 3, 28, 1, 30, tzinfo=UTC)
    subscription = await subscribe(db, story, AtTimes((time(2, 30),), frozenset(range(7))), zone="Europe/Berlin", due=before)
    for hours in range(72):
        await tick(db, before + hours * HOUR)
    assert [row.due_at for row in await outbox(db, subscription)] == [
        before,
        before + DAY,
        before + 2 * DAY - HOUR,
        before + 3 * DAY - HOUR,
    ]
