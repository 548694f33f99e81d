"""What is due by now: which of the due times that have come are posted, and whether earlier ones were missed for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from briefings.schedule.policy import ON_TIME, CatchUp, Policy
from briefings.schedule.rules import LATE_AT_MOST, REMEMBERED, OnChange, Rule, next_run

_FIRST_LOOK = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Due:
    """The due times to post for, oldest first; the first of those not made up for, None where there are none; and the run after now."""

    posted: tuple[datetime, ...]
    missed: datetime | None
    following: datetime | None


@lru_cache(REMEMBERED)
def due_times(rule: Rule, zone: ZoneInfo, policy: Policy, first: datetime, now: datetime) -> Due:
    """What `first`, a run that has come, and those after it up to `now` come to under the policy; the last answers are remembered.

    Years of standing still cost no more than the few runs that may be made up for.
    """
    if isinstance(rule, OnChange):
        return Due((first,), None, None)

    def since(start: datetime) -> tuple[list[datetime], datetime | None]:
        """The runs from `start` on, up to now, and the one after them."""
        runs, after = ([first], first) if first >= start else ([], start - timedelta.resolution)
        while (run := next_run(rule, zone, after, policy.quiet)) and run <= now:
            runs.append(run)
            after = run
        return runs, run

    if policy.catch_up is not CatchUp.ALL:
        runs, following = since(now - late_at_most(policy))
        posted = tuple(runs[-1:])
    else:
        look = _FIRST_LOOK
        while len((found := since(now - look))[0]) < policy.most and now - look > first:
            look *= 4
        runs, following = found
        posted = tuple(runs[-policy.most :])
    return Due(posted, None if first in posted else first, following)


def late_at_most(policy: Policy) -> timedelta:
    """How long after its due time a briefing may be posted, where it is not one of all that are made up for."""
    return ON_TIME if policy.catch_up is CatchUp.SKIP else max(policy.window, ON_TIME)


def expiry(rule: Rule, policy: Policy, due_at: datetime, ready_at: datetime) -> datetime:
    """From when on it is no longer worth posting; one that is made up for however late has two hours from when it is ready."""
    if policy.catch_up is CatchUp.ALL or isinstance(rule, OnChange):
        return ready_at + LATE_AT_MOST
    return due_at + late_at_most(policy)
