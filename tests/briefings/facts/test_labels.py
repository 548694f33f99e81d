"""Facts are called by noun phrases that name what is told of: the number of dead, the date of the fair, the address of the yard."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefings.facts.claims import find_claims
from briefings.facts.labels import site_label
from briefings.facts.pipeline import Parsed

Parse = Callable[..., Parsed]

LABELS = [
    ("At least 17 people were killed in the flood.", "number of dead"),
    ("The firm reported that 31 were missing.", "number of missing"),
    ("The yard has 40 ferries.", "number of ferries"),
    ("The council will open the bridge on Friday.", "when the council will open the bridge"),
    ("Friday's hearing drew many.", "date of the hearing"),
]


@pytest.mark.parametrize(("sentence", "label"), LABELS)
def test_a_fact_is_called_by_what_it_is_of(parsed: Parse, sentence: str, label: str) -> None:
    assert label in {claim.label for claim in find_claims(parsed(sentence)) if claim.slot != "statement"}


def test_a_clock_time_names_no_event(parsed: Parse) -> None:
    labels = {claim.label for claim in find_claims(parsed("It was 11:40 p.m. on Tuesday.")) if claim.slot.startswith("date")}
    assert labels <= {"date"}


@pytest.mark.parametrize(
    ("kind", "what", "label"),
    [
        ("street", ("an", "old", "yard", "on", "Mill", "Lane"), "address of the old yard"),
        ("lodging", ("they",), "place where they live"),
        ("lodging", ("the", "crews"), "lodging of the crews"),
        ("only", ("the", "only", "ferry"), "the only ferry"),
    ],
)
def test_a_place_is_called_by_whose_it_is(kind: str, what: tuple[str, ...], label: str) -> None:
    assert site_label(kind, what) == label
