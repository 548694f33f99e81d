"""What the numbers of an article measure: kind, noun, owner, outcome, total, rate and time of day."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefings.facts.pipeline import Parsed
from briefings.facts.quantities import Measure, find_measures

Parse = Callable[..., Parsed]


def only(measures: list[Measure]) -> Measure:
    (measure,) = measures
    return measure


SLOTS = [
    ("The crash killed at least 12 people.", "count/person//dead"),
    ("Seven people were injured when the roof fell.", "count/person//injured"),
    ("Four hikers are still missing.", "count/hiker//missing"),
    ("Police arrested 18 men after the match.", "count/person//arrested"),
    ("The storm left 80,000 homes without power.", "count/home//without power"),
    ("The plant employs 640 people.", "count/staff//"),
    ("The museum has a staff of 75.", "count/staff//"),
    ("The bank paid a fine of €9 million.", "money/fine//"),
    ("He was jailed for nine years.", "duration/jail//"),
    ("The town lies 18 miles from the coast.", "distance/lie//"),
    ("The winds reached 95 miles per hour.", "speed/wind//"),
    ("It was their fifth meeting.", "rank/meeting//"),
    ("They met in a seven-story tower.", "storeys/tower//"),
    ("Rosa Delgado, 61, won the prize.", "age/delgado//"),
    ("The club put the attendance at 52,300.", "count/person//attending"),
    ("There were 7,100 people in the old arena.", "count/person//attending"),
    ("The county cut the number of deaths from the fire to 13.", "count/person//dead"),
    ("The toll rose to 13.", "count/person//dead"),
    ("The refit of the pool cost Sh3.2 million.", "money/cost//"),
    ("An average of 4,800 trams a week crossed the square.", "count/tram//"),
    ("Thirteen people are now known to have died in the fire.", "count/person//dead"),
    ("The fire had cost thirteen lives.", "count/person//dead"),
    ("Some 9,000 households had no electricity.", "count/household//without power"),
]


@pytest.mark.parametrize(("text", "slot"), SLOTS, ids=[slot for _, slot in SLOTS])
def test_a_number_has_the_slot_of_what_it_measures(parsed: Parse, text: str, slot: str) -> None:
    assert str(only(find_measures(parsed(text))).slot) == slot


def test_people_who_work_somewhere_are_its_staff_whatever_they_are_called(parsed: Parse) -> None:
    texts = (
        "The 27-member French mission moved in.",
        "About 27 French officials will work at the bureau.",
        "The bureau is staffed by up to 27 people from France.",
    )
    assert {str(only(find_measures(parsed(text))).slot) for text in texts} == {"count/staff/france/"}


def test_each_side_gets_its_own_count(parsed: Parse) -> None:
    text = "North Sudan and South Sudan agreed. The post will be staffed by up to 35 people each from the two sides."
    sides = [measure for measure in find_measures(parsed(text)) if measure.slot.what == "staff"]
    assert [measure.quantity.high for measure in sides] == [35, 35]
    assert len({measure.slot.whose for measure in sides}) == 2


def test_an_equal_number_repeats_the_count_before_it(parsed: Parse) -> None:
    text = "Some 40 French officials work at the bureau. They deal with an equal number of Spanish officials."
    french, spanish = (measure for measure in find_measures(parsed(text)) if measure.slot.what == "staff")
    assert (spanish.slot.whose, spanish.quantity, spanish.equal_to) == ("spain", french.quantity, french.sentence)


def test_a_part_knows_its_whole_and_the_whole_has_no_outcome(parsed: Parse) -> None:
    part, whole = find_measures(parsed("He said 7 of the 12 teaching posts had been filled."))
    assert (part.whole, part.slot.outcome, whole.is_whole, whole.slot.outcome) == (12, "filled", True, "")


def test_a_share_knows_its_whole(parsed: Parse) -> None:
    share = find_measures(parsed("About three quarters of the 12 teaching posts are filled."))[0]
    assert (share.slot.kind, share.quantity.low, share.whole) == ("share", 0.75, 12)


def test_a_running_count_knows_when_it_was_taken(parsed: Parse) -> None:
    assert only(find_measures(parsed("By midnight 35 patients had been seen."))).taken == "by midnight"
    assert only(find_measures(parsed("Some 200 homes are still dark."))).taken == "still"


def test_a_rate_knows_what_it_is_counted_by(parsed: Parse) -> None:
    measure = only(find_measures(parsed("The clinic sees up to 35 patients a week.")))
    assert (measure.per, measure.quantity.high) == ("week", 35)


def test_a_number_that_is_taken_back_says_so(parsed: Parse) -> None:
    old = [m.slot.outcome for m in find_measures(parsed("Nine miners died, correcting an earlier figure of eleven miners."))]
    assert old == ["dead", "withdrawn"]


def test_money_words_and_signs_are_the_same_money(parsed: Parse) -> None:
    measures = find_measures(parsed("It cost 35 million pounds, or €40m."))
    assert [(measure.quantity.low, measure.quantity.unit) for measure in measures] == [(35_000_000, "GBP"), (40_000_000, "EUR")]


def test_an_age_without_a_name_is_that_of_the_person_named_before(parsed: Parse) -> None:
    measure = only(find_measures(parsed("Rosa Delgado won. The 61-year-old thanked her mother.")))
    assert str(measure.slot) == "age/delgado//"


def test_scores_and_pronouns_are_left_out(parsed: Parse) -> None:
    assert find_measures(parsed("They won 3-1. One of them smiled, and no one cried.")) == []


def test_some_of_them_are_counted_as_what_was_counted_before(parsed: Parse) -> None:
    first, part = find_measures(parsed("Thirty people died in the fire. Six of them were in the lift."))
    assert part.slot == first.slot
    assert (first.is_part, part.is_part) == (False, True)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("By noon 9 people had died.", "by noon"),
        ("At the height of the fire some 9,000 homes had no electricity at dawn.", ""),
        ("Nine people died in the fire, which broke out before midnight.", ""),
        ("Ana Costa left home at the age of 17.", "then"),
        ("Ana Costa, 41, runs a bakery at noon.", ""),
    ],
)
def test_the_moment_of_a_count_is_that_of_its_own_clause(parsed: Parse, text: str, taken: str) -> None:
    assert find_measures(parsed(text))[0].taken == taken


def test_an_average_is_no_count_of_one_day(parsed: Parse) -> None:
    assert only(find_measures(parsed("They play in front of an average crowd of 6,000."))).per == "average"


LENGTHS = [
    ("The judge gave her three years and nine months.", 3.75),
    ("She swam it in two hours, six minutes and 36 seconds.", 2.11),
    ("The winner needed 1:15:00.", 1.25),
]


@pytest.mark.parametrize(("text", "length"), LENGTHS)
def test_a_time_in_several_units_is_one_length(parsed: Parse, text: str, length: float) -> None:
    assert only(find_measures(parsed(text))).length == pytest.approx(length)


def test_times_of_two_things_stay_two(parsed: Parse) -> None:
    found = find_measures(parsed("The walk takes two hours and the swim takes 20 minutes."))
    assert [measure.length for measure in found] == [None, None]


@pytest.mark.parametrize(("text", "amount"), [("The guild claims 35m crowns.", 35e6), ("The show drew 12m viewers.", 12e6)])
def test_m_stands_for_millions_of_money_or_of_what_is_counted(parsed: Parse, text: str, amount: float) -> None:
    assert only(find_measures(parsed(text))).quantity.low == amount


def test_a_number_within_a_day_is_a_rate_like_a_number_a_day(parsed: Parse) -> None:
    rates = [find_measures(parsed(text))[0].per for text in ("They sold 700 loaves in 24 hours.", "They sell 700 loaves a day.")]
    assert rates == ["day", "day"]


def test_the_hour_at_which_people_set_off_is_no_hour_of_counting(parsed: Parse) -> None:
    assert find_measures(parsed("Some 640 rowers started at 9 a.m. below the weir."))[0].taken == ""


def test_nothing_over_an_amount_is_at_most_that_amount(parsed: Parse) -> None:
    quantity = only(find_measures(parsed("Nothing that weighs more than nine tonnes may cross the ford."))).quantity
    assert (quantity.low, quantity.high) == (None, 9)
