"""The clock's cost with very many subscriptions: an idle tick, and a crowd at nine composed and claimed, without any sending.

Half of them run at nine in 40 zones, a third every so many minutes, the others on weekdays; a fifth has quiet hours and says nothing where
nothing is new. The crowd is as mixed. The cost has to grow with what is due, not with what there is: a tenth of the subscriptions, with the
same crowd, should not be much faster.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time as clock
from collections.abc import Awaitable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from benchmarks.report import Figure
from briefings.compose import tick
from briefings.model import Digest
from briefings.schedule import DEFAULT_POLICY, AtTimes, Every, NothingNew, Policy, Quiet, Rule, policy_to_json, rule_to_json
from briefings.schedule.zones import WELL_KNOWN
from briefings.store import Database, deliveries, digests, open_store, stories
from briefings.store.values import to_seconds

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
LEASE = MINUTE
CLAIMED_AT_ONCE = 500
PER_SERVER = 5

IDLE_MILLISECONDS = 2.0
CROWD_SECONDS = 0.5
RATIO = 2.0
"""A crowd among all the subscriptions against the same crowd among a tenth of them; 10 if it grew with what there is."""

QUIET = Policy(quiet=Quiet(time(22), time(7)), nothing_new=NothingNew.SILENT)


def run(*, full: bool) -> list[Figure]:
    """100,000 subscriptions of which 10,000 are due at once; a hundredth of that if not `full`."""
    return asyncio.run(_run(100_000, 10_000, 3) if full else _run(1_000, 100, 1))


async def _run(many: int, crowd: int, times: int) -> list[Figure]:
    idle, composed, claimed = await _best(many, crowd, times)
    _, composed_few, claimed_few = await _best(crowd, crowd, times)
    ratio = (composed + claimed) / (composed_few + claimed_few)
    return [
        Figure(f"idle tick among {many:,} subscriptions, median", idle * 1000, "ms", IDLE_MILLISECONDS),
        Figure(f"{crowd:,} due at once among them, put into the outbox", composed, "s", CROWD_SECONDS, "best of three"),
        Figure(f"those {crowd:,} claimed, {CLAIMED_AT_ONCE} at a time", claimed, "s", CROWD_SECONDS, "best of three"),
        Figure(f"the same crowd, {many:,} subscriptions against {crowd:,}", ratio, "×", RATIO if many >= 100_000 else None),
    ]


async def _best(many: int, crowd: int, times: int) -> tuple[float, float, float]:
    measured = [await _measured(many, crowd) for _ in range(times)]
    return min(idle for idle, _, _ in measured), min(composed for _, composed, _ in measured), min(claimed for *_, claimed in measured)


async def _measured(many: int, crowd: int) -> tuple[float, float, float]:
    """Seconds for an idle tick, for composing a crowd, and for claiming all of it."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(Path(folder) / "bench.db") as db:
            await _fill(db, many, crowd)
            idle = [await _seconds(tick(db, NINE - n * SECOND)) for n in range(200, 0, -1)]
            composed = await _seconds(tick(db, NINE))
            claimed = await _seconds(_claim_all(db, NINE + MINUTE, crowd))
            return statistics.median(idle), composed, claimed


async def _seconds(work: Awaitable[object]) -> float:
    begun = clock.perf_counter()
    await work
    return clock.perf_counter() - begun


async def _claim_all(db: Database, now: datetime, crowd: int) -> None:
    claimed = 0
    while claimed < crowd:
        async with db.write() as tx:
            batch = await deliveries.claim(tx, now, LEASE, CLAIMED_AT_ONCE)
        assert batch, "a crowd is ready a minute after it was due"
        claimed += len(batch)


async def _fill(db: Database, many: int, crowd: int) -> None:
    """So many subscriptions, of which `crowd` are due at nine and the others later."""
    async with db.write() as tx:
        story = await stories.add(tx, guild_id=None, key="bench", title="Bench", timezone="UTC", now=NINE)
        await digests.add(tx, story.id, Digest("Bench", "UTC", 1, ()), NINE)
        await tx.run_many(
            """
            INSERT INTO subscriptions
                (guild_id, channel_id, story_id, rule, zone, template, next_run_at, state, created_by, created_at, policy)
            VALUES (:guild, :channel, :story, :rule, :zone, 'short', :next_run_at, 'active', 1, :created, :policy)
            """,
            [
                {
                    "guild": 1 + n // PER_SERVER,
                    "channel": n,
                    "story": story.id,
                    "rule": rule_to_json(_rule(n)),
                    "zone": WELL_KNOWN[n % len(WELL_KNOWN)],
                    "next_run_at": to_seconds(NINE if n % (many // crowd) == 0 else NINE + (1 + n % 600) * MINUTE),
                    "created": to_seconds(NINE),
                    "policy": policy_to_json(QUIET if (n // 10) % 5 == 0 else DEFAULT_POLICY),
                }
                for n in range(many)
            ],
        )


def _rule(n: int) -> Rule:
    """Half at nine, a third at intervals of their own, the others on weekdays."""
    match (n // 10) % 6:
        case 0 | 1 | 2:
            return AtTimes((time(9),), frozenset(range(7)))
        case 3 | 4:
            return Every(60 + n % 120, NINE - (n % 1440) * MINUTE)
        case _:
            return AtTimes((time(9), time(17, n % 60)), frozenset(range(5)))
