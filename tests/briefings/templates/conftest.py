"""A digest as a newsroom would meet it: a ferry strike told by three outlets, one of them retold, with a disagreement about numbers."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.model import (
    ArticleNote,
    Digest,
    Facet,
    Fact,
    KeyPoint,
    Passage,
    Person,
    Place,
    Precision,
    Quote,
    Role,
    SharedText,
    State,
    TimelineEntry,
    Value,
    When,
)


def value(text: str, *sources: str) -> Value:
    return Value(text, sources, tuple(Passage(source, 0, len(text), text) for source in sources))


def fact(facet: Facet, label: str, *values: Value, state: State = State.AGREE, note: str | None = None) -> Fact:
    return Fact(facet, label, state, len({source for said in values for source in said.sources}), values, note=note)


@pytest.fixture
def digest() -> Digest:
    return Digest(
        story="Ferry crews strike at Port Ellery",
        timezone="Europe/London",
        revision=3,
        articles=(
            ArticleNote("A", "Harbour Post", "Ferry crews walk out", date(2026, 3, 2), 14, url="https://harbour.example/walkout"),
            ArticleNote("B", "Coast Daily", "No boats at Port Ellery", date(2026, 3, 2), 9, shares_text_with=(SharedText("A", 2),)),
            ArticleNote("C", "North Radio", "Strike stops the ferries", date(2026, 3, 3), 11, retold=True),
        ),
        facts=(
            fact(Facet.WHERE, "place", value("the ferry terminal at Port Ellery", "A", "B", "C")),
            fact(Facet.WHEN, "start of the strike", value("2 March 2026", "A", "B")),
            fact(
                Facet.STAFFING,
                "crew members on strike",
                value("240", "A"),
                value("up to 200", "B"),
                value("about 150 to 180", "C"),
                state=State.CONFLICT,
                note="The company counts only those on shift.",
            ),
            fact(Facet.NUMBERS, "sailings cancelled", value("36", "A", "C"), value("18 a day", "B"), state=State.COMPLEMENTARY),
            fact(Facet.WHY, "reason", value("night shifts without a rest day", "C"), state=State.SINGLE_SOURCE),
            fact(Facet.NEXT, "talks", value("Thursday 5 March 2026, with a mediator", "B"), state=State.SINGLE_SOURCE),
        ),
        people=(
            Person("Mara Quill", ("Quill",), (Role("union secretary", ("A", "C")), Role("former deckhand", ("A",))), ("A", "C"), ()),
            Person("Tom Ashby", (), (Role("managing director of the ferry company", ("B",)),), ("B",), ()),
        ),
        places=(Place("Port Ellery", "town", True, ("A", "B", "C"), ()), Place("London", "city", False, ("B",), ())),
        timeline=(
            TimelineEntry(When(date(2025, 11, 1), date(2025, 11, 30), Precision.MONTH), "talks on the rota break down", ("A",), ()),
            TimelineEntry(When(date(2026, 3, 2), date(2026, 3, 2), Precision.DAY), "crews leave the first boat", ("A", "B", "C"), ()),
            TimelineEntry(When(None, date(2026, 3, 8), Precision.DEADLINE), "The company wants an offer accepted.", ("C",), ()),
        ),
        quotes=(
            Quote("Mara Quill", "We sail when we have slept.", "A", 10, 37),
            Quote("Tom Ashby", "The door is open.", "C", 10, 27),
            Quote(None, "a long week", "B", 3, 14),
        ),
        key_points=(
            KeyPoint("Ferry crews at Port Ellery walked out on Monday over night shifts.", ("A", "B"), ()),
            KeyPoint("The company says it will not pay for days on strike.", ("C",), ()),
            KeyPoint("Islanders are flown in by the coastguard.", ("A", "C"), ()),
        ),
    )
