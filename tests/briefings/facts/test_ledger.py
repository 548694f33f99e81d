"""From claims to facts: what agrees, what adds up, what one source takes back, and what cannot all be true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from briefings.facts.ledger import FACETS, reconcile
from briefings.facts.slots import terms
from briefings.model import Claim, Facet, Fact, Passage, Precision, Quantity, State, When

DAYS = {"A": date(2024, 5, 15), "B": date(2024, 5, 15), "C": date(2024, 5, 17)}


def count(article: str, text: str, low: float | None, high: float | None = None, slot: str = "count/person//dead", start: int = 0) -> Claim:
    quantity = Quantity(low, high if high is not None else low, "person")
    return Claim(article, Facet.NUMBERS, slot, "dead", text, Passage(article, start, start + len(text), text), quantity, terms=terms(text))


def dated(article: str, text: str, day: date, what: str, status: str = "planned") -> Claim:
    passage = Passage(article, 0, len(text), text)
    when = When(day, day, Precision.DAY)
    return Claim(article, Facet.NEXT, f"date/{what}//", "date", day.isoformat(), passage, when=when, terms=terms(text), status=status)


def only(*claims: Claim) -> Fact:
    (fact,) = reconcile(claims, DAYS, {})
    return fact


def test_the_same_number_from_two_sources_is_one_value_on_which_they_agree() -> None:
    fact = only(count("A", "the crash killed 12 people", 12), count("B", "12 people died in the crash", 12))
    assert (fact.state, fact.witnesses, [value.sources for value in fact.values]) == (State.AGREE, 2, [("A", "B")])


def test_numbers_that_cannot_both_be_true_are_a_conflict_with_both_values() -> None:
    fact = only(count("A", "the crash killed 12 people", 12), count("B", "14 people died in the crash", 14))
    assert (fact.state, [(value.min, value.sources) for value in fact.values]) == (State.CONFLICT, [(12, ("A",)), (14, ("B",))])


def test_overlapping_numbers_are_complementary() -> None:
    fact = only(count("A", "the crash killed at least 12 people", 12, 999), count("B", "14 people died in the crash", 14))
    assert fact.state is State.COMPLEMENTARY


def test_one_source_alone_is_said_to_be_alone() -> None:
    assert only(count("A", "the crash killed 12 people", 12)).state is State.SINGLE_SOURCE


def test_dead_and_injured_are_never_set_against_each_other() -> None:
    dead, hurt = count("A", "the crash killed 12 people", 12), count("B", "the crash injured 40 people", 40, slot="count/person//injured")
    assert [fact.state for fact in reconcile([dead, hurt], DAYS, {})] == [State.SINGLE_SOURCE] * 2


def test_counts_of_different_hours_do_not_contradict() -> None:
    noon = replace(count("A", "9 people had died in the crash by noon", 9), scope=("by noon",))
    night = replace(count("B", "14 people had died in the crash by midnight", 14), scope=("by midnight",))
    assert only(noon, night).state is State.COMPLEMENTARY


def test_parts_that_add_up_to_the_other_source_s_whole_are_no_conflict() -> None:
    building = count("A", "the tower cost 30, and a further 6 went on lifts", 30, slot="money/cost//")
    lifts = replace(building, text="6", quantity=Quantity(6, 6, "person"), slot="money/lift//")
    whole = count("B", "the tower cost 36 with its lifts", 36, slot="money/cost//")
    states = {fact.state for fact in reconcile([building, lifts, whole], DAYS, {})}
    assert State.CONFLICT not in states


def test_an_article_that_gives_both_numbers_explains_them() -> None:
    first = count("A", "the crash killed 12 people, the police said", 12)
    second = count("A", "the crash killed 14 people, the mayor said", 14, start=90)
    other = count("B", "14 people died in the crash", 14)
    assert all(fact.state is not State.CONFLICT for fact in reconcile([first, second, other], DAYS, {}))


def test_a_later_article_that_corrects_an_earlier_one_supersedes_it() -> None:
    fact = only(
        count("A", "the crash killed 14 people", 14), count("C", "the crash killed 12 people, correcting an earlier figure of 14", 12)
    )
    assert fact.state is State.CONFLICT
    assert fact.note is not None
    assert fact.note.startswith("C corrects")


def test_outlets_that_print_the_same_words_are_one_witness() -> None:
    one, other = count("A", "the crash killed 12 people", 12), count("B", "the crash killed 12 people", 12)
    shared = {("A", "B"): ((0, 40),), ("B", "A"): ((0, 40),)}
    (fact,) = reconcile([one, other], DAYS, shared)
    assert (fact.witnesses, fact.values[0].sources) == (1, ("A", "B"))


def test_two_days_for_one_event_are_a_conflict() -> None:
    fact = only(
        dated("A", "the rail strike begins", date(2024, 5, 20), "begin strike"),
        dated("B", "the rail strike will begin", date(2024, 5, 21), "begin strike"),
    )
    assert fact.state is State.CONFLICT


def test_two_events_keep_their_own_days() -> None:
    facts = reconcile(
        [
            dated("A", "the rail strike begins", date(2024, 5, 20), "begin strike"),
            dated("B", "the minister visits the harbour", date(2024, 5, 21), "visit"),
        ],
        DAYS,
        {},
    )
    assert [fact.state for fact in facts] == [State.SINGLE_SOURCE] * 2


def test_a_plan_that_was_given_up_is_not_held_against_the_new_date() -> None:
    plan = dated("A", "the rail strike was to begin", date(2024, 5, 1), "begin strike", "formerly planned")
    facts = reconcile([plan, dated("B", "the rail strike begins", date(2024, 5, 20), "begin strike")], DAYS, {})
    assert [fact.state for fact in facts] == [State.SINGLE_SOURCE] * 2


def test_facts_come_by_facet_and_conflicts_first_within_one() -> None:
    claims = [
        count("A", "the crash killed 12 people", 12),
        count("B", "14 people died in the crash", 14),
        count("A", "the town has 7,000 residents", 7000, slot="count/resident//", start=200),
        dated("A", "the rail strike begins", date(2024, 5, 20), "begin strike"),
    ]
    facts = reconcile(claims, DAYS, {})
    assert [fact.facet for fact in facts] == [Facet.NUMBERS, Facet.NUMBERS, Facet.NEXT]
    assert facts[0].state is State.CONFLICT
    assert set(FACETS) == set(Facet)


def test_each_conflict_is_reported_once_however_often_it_is_told() -> None:
    claims = [
        count("A", "the crash killed 12 people", 12),
        count("A", "a crash that killed 12 people", 12, start=300),
        count("B", "14 people died in the crash", 14),
    ]
    assert [fact.state for fact in reconcile(claims, DAYS, {})] == [State.CONFLICT]


def test_streets_and_causes_that_differ_are_conflicts() -> None:
    def claim(article: str, facet: Facet, slot: str, text: str, of: str) -> Claim:
        return Claim(article, facet, slot, of, text, Passage(article, 0, len(of), of), terms=terms(of))

    street = [
        claim("A", Facet.WHERE, "street///", "Lime Street", "the old bakery on Lime Street closed"),
        claim("B", Facet.WHERE, "street///", "Plum Road", "the old bakery in Plum Road shut"),
    ]
    cause = [
        claim("A", Facet.WHY, "reason///delay", "the singer fell ill", "the concert was late because the singer fell ill"),
        claim("B", Facet.WHY, "reason///delay", "a storm cut the power", "the concert was late because a storm cut the power"),
    ]
    assert [fact.state for fact in reconcile(street + cause, DAYS, {})] == [State.CONFLICT] * 2
