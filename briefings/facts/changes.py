"""What a new revision of a digest changes: facts new, confirmed, disputed, superseded or withdrawn.

A further article may give a fact another name, or part what was one fact into several; it never changes their passages. So a fact whose
passages all live on in other facts was not withdrawn, and one that is made of known passages alone is not new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefings.model import Change, Digest, Fact, State

_Passages = frozenset[tuple[str, int, int]]
_ORDER = ("disputed", "superseded", "withdrawn", "new", "confirmed")


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """A fact with the passages that it rests on, by article, start and end, and the articles that state it."""

    fact: Fact
    passages: _Passages
    sources: frozenset[str]


def diff(before: Digest | None, after: Digest) -> tuple[Change, ...]:
    """The changes from one revision to the next, disputes first; a fact that says what it said before is none.

    A fact is the same in both where its slot is, or else where it rests on a passage that the earlier one rested on.
    """
    known, now = _told(before.facts if before else ()), _told(after.facts)
    told_before, told_now = _all_passages(known), _all_passages(now)
    changes: list[Change] = []
    for told in now:
        earlier = _counterpart(told, known)
        if earlier is not None:
            known.remove(earlier)
        kind = _kind(earlier, told, told_before, told_now)
        if kind is not None:
            changes.append(Change(kind, told.fact, earlier.fact if earlier else None))
    changes += [Change("withdrawn", gone.fact, gone.fact) for gone in known if not _lives_in(gone, told_now)]
    return tuple(sorted(changes, key=lambda change: _ORDER.index(change.kind)))


def _counterpart(told: _Told, known: Sequence[_Told]) -> _Told | None:
    """The earlier fact that this one carries on."""
    alike = [earlier for earlier in known if earlier.fact.facet == told.fact.facet]
    for earlier in alike:
        if earlier.fact.slot == told.fact.slot:
            return earlier
    best = max(alike, key=lambda earlier: len(told.passages & earlier.passages), default=None)
    return best if best and told.passages & best.passages else None


def _kind(earlier: _Told | None, told: _Told, told_before: _Passages, told_now: _Passages) -> str | None:
    is_news = not _lives_in(told, told_before)
    if earlier is None:
        return "new" if is_news else None
    fact = told.fact
    if fact.state is State.CONFLICT and earlier.fact.state is not State.CONFLICT:
        return "disputed"
    if fact.note is not None and fact.note != earlier.fact.note:
        return "superseded"
    if is_news and told.sources - earlier.sources:
        return "disputed" if fact.state is State.CONFLICT else "confirmed"
    return "withdrawn" if earlier.sources - told.sources and not _lives_in(earlier, told_now) else None


def _lives_in(told: _Told, passages: _Passages) -> bool:
    """Whether all that a fact rests on is among these passages; what rests on none lives nowhere else."""
    return bool(told.passages) and told.passages <= passages


def _told(facts: Sequence[Fact]) -> list[_Told]:
    return [_Told(fact, _passages(fact), frozenset(source for value in fact.values for source in value.sources)) for fact in facts]


def _all_passages(facts: Sequence[_Told]) -> _Passages:
    return frozenset().union(*(told.passages for told in facts))


def _passages(fact: Fact) -> _Passages:
    return frozenset((passage.article, passage.start, passage.end) for value in fact.values for passage in value.evidence)
