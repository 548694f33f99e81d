"""What is told of a further article: its own doing, and not that facts were put together in another way."""

from __future__ import annotations

from briefings.facts.changes import diff
from briefings.model import ArticleNote, Digest, Facet, Fact, Passage, State, Value


def value(text: str, article: str, start: int) -> Value:
    """What one article states in ten characters from `start` on."""
    return Value(text, (article,), (Passage(article, start, start + 10, text),))


def fact(slot: str, *values: Value, state: State = State.SINGLE_SOURCE, note: str | None = None) -> Fact:
    return Fact(Facet.NUMBERS, slot, state, len(values), values, slot, note)


def digest(*facts: Fact) -> Digest:
    notes = tuple(ArticleNote(id, f"Outlet {id}", "Berths", None, 3) for id in "ABC")
    return Digest("Berths", "UTC", 1, notes, facts)


SHIPS = value("two ships", "A", 0)
BERTHS = value("six berths", "B", 0)
CRANES = value("nine cranes", "C", 0)


def kinds(before: Digest, after: Digest) -> list[tuple[str, str]]:
    return [(change.kind, change.fact.slot) for change in diff(before, after)]


def test_facts_that_are_only_grouped_anew_change_nothing() -> None:
    apart, together = digest(fact("ships", SHIPS), fact("berths", BERTHS)), digest(fact("harbour", SHIPS, BERTHS))
    assert kinds(apart, together) == []
    assert kinds(together, apart) == []
    assert kinds(digest(fact("berths", SHIPS, BERTHS)), digest(fact("berths", BERTHS), fact("ships", SHIPS))) == []


def test_a_further_source_adds_confirms_or_disputes() -> None:
    before = digest(fact("ships", SHIPS))
    assert kinds(before, digest(fact("ships", SHIPS), fact("cranes", CRANES))) == [("new", "cranes")]
    assert kinds(before, digest(fact("ships", SHIPS, CRANES, state=State.AGREE))) == [("confirmed", "ships")]
    assert kinds(before, digest(fact("ships", SHIPS, CRANES, state=State.CONFLICT))) == [("disputed", "ships")]
    assert kinds(before, digest(fact("ships", SHIPS, CRANES, note="C corrects an earlier value"))) == [("superseded", "ships")]


def test_a_fact_under_another_name_is_carried_on_by_its_passage() -> None:
    (change,) = diff(digest(fact("ships", SHIPS)), digest(fact("vessels", SHIPS, CRANES, state=State.AGREE)))
    assert change.kind == "confirmed"
    assert change.before
    assert change.before.slot == "ships"


def test_a_source_that_goes_takes_its_facts_with_it() -> None:
    before = digest(fact("ships", SHIPS, CRANES), fact("berths", BERTHS))
    assert kinds(before, digest(fact("ships", SHIPS))) == [("withdrawn", "ships"), ("withdrawn", "berths")]


def test_the_first_digest_is_all_new() -> None:
    assert [change.kind for change in diff(None, digest(fact("ships", SHIPS), fact("berths", BERTHS)))] == ["new", "new"]
