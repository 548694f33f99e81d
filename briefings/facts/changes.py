"""What a new revision of a digest changes: facts new, confirmed, disputed, superseded or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.model import Change, Digest, Fact, State


def diff(before: Digest | None, after: Digest) -> tuple[Change, ...]:
    """The changes from one revision to the next, disputes first; a fact that says what it said before is none.

    A fact is the same in both where its slot is, or else where it rests on a passage that the earlier one rested on: a further article
    may give a slot another name, never its passages.
    """
    known = list(before.facts) if before else []
    changes: list[Change] = []
    for fact in after.facts:
        earlier = _counterpart(fact, known)
        kind = _kind(earlier, fact)
        if earlier is not None:
            known.remove(earlier)
        if kind is not None:
            changes.append(Change(kind, fact, earlier))
    changes += [Change("withdrawn", fact, fact) for fact in known]
    order = ("disputed", "superseded", "withdrawn", "new", "confirmed")
    return tuple(sorted(changes, key=lambda change: order.index(change.kind)))


def _counterpart(fact: Fact, known: Sequence[Fact]) -> Fact | None:
    """The earlier fact that this one carries on."""
    for earlier in known:
        if earlier.facet == fact.facet and earlier.slot == fact.slot:
            return earlier
    passages = _passages(fact)
    shared = [(len(passages & _passages(earlier)), earlier) for earlier in known if earlier.facet == fact.facet]
    count, best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best if count else None


def _kind(earlier: Fact | None, fact: Fact) -> str | None:
    if earlier is None:
        return "new"
    if fact.state is State.CONFLICT and earlier.state is not State.CONFLICT:
        return "disputed"
    if fact.note is not None and fact.note != earlier.note:
        return "superseded"
    grown = _sources(fact) - _sources(earlier)
    if grown:
        return "disputed" if fact.state is State.CONFLICT else "confirmed"
    return "withdrawn" if _sources(earlier) - _sources(fact) else None


def _sources(fact: Fact) -> set[str]:
    return {source for value in fact.values for source in value.sources}


def _passages(fact: Fact) -> set[tuple[str, int, int]]:
    return {(passage.article, passage.start, passage.end) for value in fact.values for passage in value.evidence}
