"""Numbers and dates of one thing in words that hardly meet: each other's best match, or none."""

from __future__ import annotations

from datetime import date

from briefings.facts.ledger import reconcile
from briefings.facts.slots import terms
from briefings.model import Claim, Facet, Fact, Passage, Precision, Quantity, State, When

DAYS = {"A": date(2024, 5, 15), "B": date(2024, 5, 15)}


def told(article: str, *sentences: str) -> list[Claim]:
    """The sentences of an article as statements, one after the other."""
    statements, at = [], 0
    for text in sentences:
        passage = Passage(article, at, at + len(text), text)
        statements.append(Claim(article, Facet.BACKGROUND, "statement", text, text, passage, terms=terms(text)))
        at += len(text) + 1
    return statements


def number(statement: Claim, text: str, low: float, slot: str, near: str, unit: str | None = "person") -> Claim:
    """A number of a statement: its text, its slot and the words nearest to it."""
    return Claim(statement.article, Facet.NUMBERS, slot, "number", text, statement.passage, Quantity(low, low, unit), terms=terms(near))


def day(statement: Claim, on: date, slot: str, near: str, status: str = "planned") -> Claim:
    when = When(on, on, Precision.DAY)
    return Claim(statement.article, Facet.NEXT, slot, "date", f"{on:%d %B}", statement.passage, when=when, terms=terms(near), status=status)


def facts(*claims: Claim) -> list[Fact]:
    return [fact for fact in reconcile(claims, DAYS, {}) if fact.slot != "statement"]


def conflicts(*claims: Claim) -> list[list[str]]:
    return [[value.text for value in fact.values] for fact in facts(*claims) if fact.state is State.CONFLICT]


ORCHARD = told(
    "A", "The orchard lies above the lake.", "The orchard near the lake counts 460 pickers this autumn.", "Cider is pressed there."
)
LAKE = told(
    "B", "Cider comes from above the lake.", "Some 520 hands are employed at the orchard by the lake this autumn.", "It lies on a slope."
)


def test_amounts_near_each_other_of_one_place_are_set_against_each_other_whatever_their_nouns() -> None:
    pickers = number(ORCHARD[1], "460 pickers", 460, "count/picker//", "orchard lake employs 460 pickers autumn")
    hands = number(LAKE[1], "Some 520 hands", 520, "count/hand//", "hands employed orchard lake autumn")
    assert conflicts(*ORCHARD, *LAKE, pickers, hands) == [["460 pickers", "Some 520 hands"]]


def test_amounts_of_another_order_stay_apart() -> None:
    pickers = number(ORCHARD[1], "460 pickers", 460, "count/picker//", "orchard lake employs 460 pickers autumn")
    hands = number(LAKE[1], "9 hands", 9, "count/hand//", "hands employed orchard lake autumn")
    assert conflicts(*ORCHARD, *LAKE, pickers, hands) == []


def test_a_doubtful_pair_loses_against_the_better_match() -> None:
    pickers = number(ORCHARD[1], "460 pickers", 460, "count/picker//", "orchard lake employs 460 pickers autumn")
    hands = number(LAKE[1], "Some 520 hands", 520, "count/hand//", "hands employed orchard lake autumn")
    same = number(LAKE[1], "460 pickers", 460, "count/picker//", "orchard lake employs 460 pickers autumn")
    assert conflicts(*ORCHARD, *LAKE, pickers, hands, same) == []


def test_opposites_are_no_rivals() -> None:
    men = number(ORCHARD[1], "460 men", 460, "count/person//", "orchard lake employs 460 men autumn")
    women = number(LAKE[1], "520 women", 520, "count/person//", "orchard lake employs 520 women autumn")
    assert conflicts(*ORCHARD, *LAKE, men, women) == []


FAIR = told("A", "The town plans its cheese fair.", "The cheese fair opens in the old market on 4 June.")
MARKET = told("B", "Makers of cheese prepare for the fair.", "The old market will hold the cheese fair from 11 June on.")


def test_two_days_of_one_plan_told_with_other_verbs_are_a_conflict() -> None:
    one = day(FAIR[1], date(2024, 6, 4), "date/open//", "cheese fair opens old market")
    other = day(MARKET[1], date(2024, 6, 11), "date/hold//", "old market will hold cheese fair")
    assert conflicts(*FAIR, *MARKET, one, other) == [["04 June", "11 June"]]


def test_the_day_of_another_thing_that_shares_the_verb_alone_is_no_conflict() -> None:
    lane = told("A", "The lane is closed until Thursday.")
    pool = told("B", "Swimmers find their pool closed until Friday.")
    one = day(lane[0], date(2024, 5, 16), "date/close//", "lane closed until")
    other = day(pool[0], date(2024, 5, 17), "date/close//", "pool closed until")
    assert conflicts(*lane, *pool, one, other) == []


def test_a_story_of_one_article_has_no_rivals() -> None:
    pickers = number(ORCHARD[1], "460 pickers", 460, "count/picker//", "orchard lake employs 460 pickers autumn")
    assert [fact.state for fact in facts(*ORCHARD, pickers)] == [State.SINGLE_SOURCE]
