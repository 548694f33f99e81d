"""Hours, injuries and stances: values that two sources of one event may contradict each other in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from briefings.facts.assertions import find_assertions
from briefings.facts.claims import find_claims
from briefings.facts.ledger import reconcile
from briefings.facts.pipeline import Parsed
from briefings.model import Fact, State

Parse = Callable[..., Parsed]
DAYS = {"A": date(2024, 5, 15), "B": date(2024, 5, 15)}


def facts(parsed: Parse, kind: str, one: str, other: str) -> list[Fact]:
    """The facts of this kind of slot that two articles of one sentence each make."""
    claims = [*find_claims(parsed(one, id="A")), *find_claims(parsed(other, id="B"))]
    return [fact for fact in reconcile(claims, DAYS, {}) if fact.slot.startswith(f"{kind}/")]


HOURS = [
    ("The concert started at 7:30 p.m. on Friday.", "clock/start//", "1170 1170"),
    ("The ferry left the harbour shortly before 6am.", "clock/departure//", "305 360"),
    ("The storm made landfall just after midnight.", "clock/landfall//", "1440 1495"),
    ("The concert was put back from 19:00 to 19:45.", "", ""),
    ("The start was pushed back from 7pm to 7.45pm.", "clock/start//", "1185 1185"),
    ("The shop is open from 9am to 5pm.", "", ""),
    ("The work must end by 6pm.", "", ""),
    ("The concert started at half past seven in the evening.", "clock/start//", "1170 1170"),
    ("The ferry left the harbour at quarter to six on Friday morning.", "clock/departure//", "345 345"),
    ("It was shortly after ten on Friday night when the tanker ran aground.", "clock/crash//", "1320 1375"),
    ("The concert started at 9.15 on Sunday evening.", "clock/start//", "1275 1275"),
    ("The runner finished in 2:09:41.", "", ""),
    ("The shop opened at two of the stations.", "", ""),
]


@pytest.mark.parametrize(("text", "slot", "minutes"), HOURS)
def test_a_clock_time_is_that_of_its_event(parsed: Parse, text: str, slot: str, minutes: str) -> None:
    found = [(claim.slot, claim.scope) for claim in find_assertions(parsed(text)) if claim.slot.startswith("clock")]
    assert found == ([(slot, (minutes,))] if slot else [])


def test_an_hour_without_its_half_of_the_day_may_be_of_either(parsed: Parse) -> None:
    (claim,) = [
        claim for claim in find_assertions(parsed("The concert in Lund began at half past seven.")) if claim.slot.startswith("clock")
    ]
    assert claim.scope == ("450 450", "either")


@pytest.mark.parametrize(
    ("one", "other", "states"),
    [
        ("The concert started at 7:30 p.m.", "The concert in Lund began at half past seven.", [State.COMPLEMENTARY]),
        ("The concert started at 7:30 p.m.", "The concert in Lund began at half past eight.", [State.CONFLICT]),
        ("The mayor sent the first warning at 3 p.m.", "The first warning arrived at 4:40 p.m.", [State.CONFLICT]),
        ("The mayor sent the first warning at 3 p.m.", "The bus arrived at 4:40 p.m.", [State.SINGLE_SOURCE] * 2),
        ("The concert started at 7:30 p.m.", "The concert in Lund began at 7.45pm.", [State.CONFLICT]),
        ("The concert started at 7:30 p.m.", "The concert in Lund began shortly after 7.15pm.", [State.COMPLEMENTARY]),
        ("The concert started at 7:30 p.m.", "The concert in Lund began at 11am.", [State.SINGLE_SOURCE] * 2),
    ],
)
def test_two_hours_of_one_event_conflict_where_no_minute_fits_both(parsed: Parse, one: str, other: str, states: list[State]) -> None:
    assert [fact.state for fact in facts(parsed, "clock", one, other)] == states


@pytest.mark.parametrize(
    ("other", "state"),
    [
        ("Marta Lindgren has an elbow injury.", State.CONFLICT),
        ("Marta Lindgren injured her leg in the first half.", State.COMPLEMENTARY),
        ("Marta Lindgren was taken off with a torn knee ligament.", State.AGREE),
    ],
)
def test_an_injury_has_one_place(parsed: Parse, other: str, state: State) -> None:
    (fact,) = facts(parsed, "injury", "Marta Lindgren tore a ligament in her knee.", other)
    assert fact.state is state


def test_injuries_of_two_people_are_two_facts(parsed: Parse) -> None:
    found = facts(parsed, "injury", "Marta Lindgren tore a ligament in her knee.", "Ruth Okafor has an elbow injury.")
    assert [fact.state for fact in found] == [State.SINGLE_SOURCE] * 2


STANCES = [
    ("The company will appeal against the ruling.", "The company will not appeal against the ruling.", [State.CONFLICT]),
    ("The company decided to appeal against the ruling.", "The company has decided not to appeal against the ruling.", [State.CONFLICT]),
    ("The driver admitted the charge of speeding.", "The driver denied the charge of speeding.", [State.CONFLICT]),
    ("The council approved the plan for the bridge.", "The council rejected the plan for the bridge.", [State.CONFLICT]),
    ("The company will appeal against the ruling.", "The union will not appeal against the ruling.", [State.SINGLE_SOURCE] * 2),
    ("The company will appeal against the ruling.", "The company may not appeal against the ruling.", [State.SINGLE_SOURCE]),
    ("Her lawyer said she would appeal.", "No decision about an appeal has been made, her lawyer said.", [State.CONFLICT]),
    ("The pilot, Ines Hallam, was taken into custody.", "Hallam has not been arrested.", [State.CONFLICT]),
    ("Police arrested the pilot.", "The pilot was driven to Ardmore prison.", [State.AGREE]),
    ("Police arrested the pilot.", "The pilots were not arrested.", [State.SINGLE_SOURCE] * 2),
    ("She showed no emotion when the verdict was read.", "She wept when the verdict was read.", [State.CONFLICT]),
    ("The senator has not conceded defeat.", "Moira Quist congratulated her rival on her victory.", [State.CONFLICT]),
    ("The skier was discharged on Monday.", "She is still in intensive care.", [State.CONFLICT]),
    ("The jury reached a unanimous verdict.", "The jury reached a majority verdict.", [State.CONFLICT]),
    ("The fair was called off.", "The fair went ahead.", [State.CONFLICT]),
    ("Ines Hallam pleaded guilty to fraud.", "Ines Hallam pleaded not guilty to fraud.", [State.CONFLICT]),
    ("The company won a contract for the bridge.", "The company lost a bridge.", []),
]


@pytest.mark.parametrize(("one", "other", "states"), STANCES)
def test_doing_and_not_doing_the_same_cannot_both_be_true(parsed: Parse, one: str, other: str, states: list[State]) -> None:
    assert [fact.state for fact in facts(parsed, "stance", one, other)] == states


@pytest.mark.parametrize(
    ("other", "states"),
    [
        ("Ines Hallam was driven to Queen Maud Hospital.", [State.CONFLICT]),
        ("Ines Hallam was driven to the infirmary.", [State.SINGLE_SOURCE]),
        ("The skier was taken to St. Olave's Hospital.", [State.AGREE]),
        ("Two skiers were taken to Queen Maud Hospital.", [State.SINGLE_SOURCE]),
        ("The skier was taken to Queen Maud Hospital. A nurse was flown to Lakeside Clinic.", [State.SINGLE_SOURCE] * 3),
        ("Ines Hallam was driven to Ardmore prison.", [State.SINGLE_SOURCE] * 2),
    ],
)
def test_nobody_is_taken_to_two_hospitals(parsed: Parse, other: str, states: list[State]) -> None:
    assert [fact.state for fact in facts(parsed, "taken", "She was flown to St. Olave's Hospital.", other)] == states
