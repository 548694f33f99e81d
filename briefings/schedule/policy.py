"""What a subscription does beside running at its times: catch up, keep quiet hours, and speak or not where nothing is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache

from pydantic import TypeAdapter

from briefings.schedule.quiet import Quiet
from briefings.schedule.rules import LATE_AT_MOST, REMEMBERED, SHORTEST_INTERVAL

MOST_CAUGHT_UP = 10
ON_TIME = SHORTEST_INTERVAL
"""How long after its due time a briefing still counts as posted when it was due: ten thousand at once take some minutes."""


class CatchUp(StrEnum):
    """What becomes of due times that passed while Dateline stood still: none is made up for, the latest one, or the last few."""

    SKIP = "skip"
    LATEST = "latest"
    ALL = "all"


class NothingNew(StrEnum):
    """What is posted where the story has not changed since the last briefing: the briefing again, a line that says so, or nothing."""

    POST = "post"
    SAY = "say"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Policy:
    """A subscription's policy: `window` is how late the latest run may be made up for, `most` how many of all the missed ones.

    What runs on change is always made up for, as the change is as new to its readers as it was, and never posted where nothing is new.
    """

    catch_up: CatchUp = CatchUp.LATEST
    window: timedelta = LATE_AT_MOST
    most: int = MOST_CAUGHT_UP
    quiet: Quiet | None = None
    nothing_new: NothingNew = NothingNew.POST


DEFAULT_POLICY = Policy()

_POLICY = TypeAdapter(Policy)


def policy_to_json(policy: Policy) -> str:
    """The policy as one JSON object; what is as by default is left out."""
    return _POLICY.dump_json(policy, exclude_defaults=True).decode()


@lru_cache(REMEMBERED)
def policy_from_json(text: str) -> Policy:
    """The policy that `policy_to_json` wrote; pydantic's ValidationError (a ValueError) on anything else."""
    return _POLICY.validate_json(text)
