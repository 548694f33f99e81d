"""The digest's facts by the sentences they rest on: what the ledger already knows of a value found for a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefings.facts.words import tokens
from briefings.model import Digest, Fact, Passage, Value
from briefings.questions.finder import Candidate
from briefings.questions.found import Forms, Found
from briefings.questions.kinds import Kind

# The first part of a fact's slot, for each kind of question it can answer.
_FAMILIES = {
    Kind.WHEN: frozenset({"date"}),
    Kind.COUNT: frozenset({"count", "storeys", "share"}),
    Kind.PERCENT: frozenset({"percent", "share"}),
    Kind.MONEY: frozenset({"money"}),
    Kind.DURATION: frozenset({"duration"}),
    Kind.DISTANCE: frozenset({"distance"}),
    Kind.MEASURE: frozenset({"distance", "count", "money", "percent", "weight", "speed", "rank", "measure"}),
    Kind.ORDINAL: frozenset({"rank"}),
    Kind.AGE: frozenset({"age"}),
    Kind.WHY: frozenset({"reason"}),
    Kind.WHERE: frozenset({"lodging", "street", "site", "place"}),
    Kind.STREET: frozenset({"street"}),
    Kind.ROLE: frozenset({"person"}),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A fact of the ledger and the one of its values that a sentence states."""

    fact: Fact
    value: Value


class Ledger:
    """Finds the facts of a digest by the passages that they rest on."""

    def __init__(self, digest: Digest) -> None:
        self._by_article: dict[str, list[tuple[Passage, Known]]] = {}
        for fact in digest.facts:
            for value in fact.values:
                for passage in value.evidence:
                    self._by_article.setdefault(passage.article, []).append((passage, Known(fact, value)))

    def fact(self, kind: Kind, candidate: Candidate, found: Found | None, forms: Forms) -> Known | None:
        """The fact that states this value in this sentence, the one that speaks most of the question's words where several do.

        Where the sentence states one fact of a kind that words tell better than numbers (a reason, a place), that one.
        """
        known = list(self._at(kind, candidate))
        same = [one for one in known if found is not None and _same(one.value, found)]
        if same:
            return max(same, key=lambda one: (relevance(one.fact, forms), len(one.fact.values)))
        facts = {id(one.fact) for one in known}
        return known[0] if len(facts) == 1 and kind in {Kind.WHY, Kind.WHERE, Kind.STREET} else None

    def _at(self, kind: Kind, candidate: Candidate) -> Iterator[Known]:
        unit = candidate.hit.unit
        families = _FAMILIES.get(kind, frozenset())
        for passage, known in self._by_article.get(unit.article, ()):
            if passage.start < unit.end and passage.end > unit.start and known.fact.slot.split("/")[0] in families:
                yield known


def relevance(fact: Fact, forms: Forms) -> int:
    """How many of a question's words the slot and the label of a fact hold."""
    held = {token.stem for token in tokens(f"{fact.label} {fact.slot}")}
    return sum(bool(held & set(each)) for each in forms.values())


def _same(value: Value, found: Found) -> bool:
    if found.low is not None or found.high is not None:
        return (value.min, value.max) == (found.low, found.high) or value.text.casefold() in found.text.casefold()
    ours, theirs = set(found.text.casefold().split()), set(value.text.casefold().split())
    return ours <= theirs or theirs <= ours or theirs <= set(re.findall(r"[\w'’-]+", found.text.casefold()))
