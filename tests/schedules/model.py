"""What a subscription's due times should come to, worked out the plain way: all of them written down, without the product's rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from briefings.schedule import AtTimes, CatchUp, Every, Once, OnChange, Policy, Quiet, Rule

DAY, INSTANT = timedelta(days=1), timedelta(microseconds=1)
ON_TIME, GATHERED = timedelta(minutes=15), timedelta(minutes=10)
NIGHT = Quiet(time(22), time(7))


@dataclass
class Expected:
    """One subscription as its people think of it: it has run up to `ran_to`, and these due times must or may be on record."""

    id: int
    rule: Rule
    policy: Policy
    ran_to: datetime
    active: bool = True
    paused_until: datetime | None = None
    told_at: datetime | None = None
    """When gathered changes are told, for one that runs on change."""
    must: set[datetime] = field(default_factory=set)
    may: set[datetime] = field(default_factory=set)

    def tick(self, now: datetime) -> None:
        """Time has come to `now`: what was due has to be on record, one row standing for all that is not made up for."""
        if self.paused_until and self.paused_until <= now:
            self.goes_on(self.paused_until - INSTANT)
        if not self.active:
            return
        if self.told_at and self.told_at <= now:
            self.must.add(self.told_at)
            self.told_at = None
        due = sorted(self._due(self.ran_to, now))
        if due:
            made_up = _made_up(due, self.policy, now)
            self.must |= set(made_up) if made_up[:1] == due[:1] else {due[0], *made_up}
        self.ran_to = max(self.ran_to, now)

    def change(self, now: datetime) -> None:
        """The story has changed."""
        if self.active and isinstance(self.rule, OnChange) and self.told_at is None:
            self.told_at = self._moved(now + GATHERED)

    def skip_next(self, now: datetime) -> datetime | None:
        """The next due time is left out: it is on record at once. None where none is coming."""
        coming = self.told_at or min(self._due(self.ran_to, now + 40 * DAY), default=None)
        if coming:
            self.must.add(coming)
            self.told_at, self.ran_to = None, max(self.ran_to, coming)
        return coming

    def edit(self, rule: Rule, policy: Policy, now: datetime, *, ended: bool) -> None:
        """Another rule or other quiet hours count from now on; gathered changes are still told."""
        timed = (rule, policy.quiet) != (self.rule, self.policy.quiet)
        gathered = self.told_at if isinstance(rule, OnChange) and isinstance(self.rule, OnChange) else None
        self.rule, self.policy = rule, policy
        if timed or ended:
            self.ran_to, self.told_at = now, self._moved(gathered) if gathered else None

    def goes_on(self, after: datetime) -> None:
        """A person's pause is over: what fell due in it is not made up for."""
        self.active, self.paused_until, self.told_at, self.ran_to = True, None, None, after

    def set_back(self, now: datetime) -> None:
        """The clock was set back: what is yet to come anew may be on record already, and need not come again where a person prevents it."""
        self.may |= {at for at in self.must if at > now}
        self.must -= self.may
        if self.active:
            self.ran_to = min(self.ran_to, now)
            self.told_at = min(self.told_at, self._moved(now + GATHERED)) if self.told_at else None

    def _due(self, after: datetime, until: datetime) -> set[datetime]:
        nominal = _nominal(self.rule, after - DAY, until)
        return {at for at in map(self._moved, nominal) if after < at <= until}

    def _moved(self, at: datetime) -> datetime:
        if self.policy.quiet is None or 7 <= at.hour < 22:
            return at
        return at.replace(hour=7, minute=0, second=0) + (DAY if at.hour >= 22 else timedelta(0))


def _nominal(rule: Rule, after: datetime, until: datetime) -> Iterator[datetime]:
    match rule:
        case Every(minutes, anchor):
            at = max(anchor, anchor + ((after - anchor) // timedelta(minutes=minutes)) * timedelta(minutes=minutes))
            while at <= until:
                yield at
                at += timedelta(minutes=minutes)
        case AtTimes(times, weekdays):
            days = (after.date() + n * DAY for n in range((until - after).days + 2))
            yield from (datetime.combine(day, clock, UTC) for day in days if day.weekday() in weekdays for clock in times)
        case Once(at):
            yield at.replace(tzinfo=UTC)
        case OnChange():
            return


def _made_up(due: list[datetime], policy: Policy, now: datetime) -> list[datetime]:
    match policy.catch_up:
        case CatchUp.SKIP:
            return [at for at in due if now - at <= ON_TIME][-1:]
        case CatchUp.LATEST:
            return [at for at in due if now - at <= max(policy.window, ON_TIME)][-1:]
        case CatchUp.ALL:
            return due[-policy.most :]
