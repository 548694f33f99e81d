"""A digest as a newsroom would meet it: a ferry strike told by three outlets, one of them retold, with a disagreement about numbers."""

from __future__ import annotations

import dataclasses
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


def said(article: str, quote: str) -> Passage:
    return Passage(article, 0, len(quote), quote)


def value(text: str, **sentences: str) -> Value:
    """A value with the sentence that each article states it in."""
    return Value(text, tuple(sentences), tuple(said(article, quote) for article, quote in sentences.items()))


def fact(facet: Facet, label: str, *values: Value, state: State = State.AGREE, note: str | None = None) -> Fact:
    return Fact(facet, label, state, len({source for one in values for source in one.sources}), values, note=note)


def number(text: str, size: float, unit: str = "sailing", **sentences: str) -> Value:
    return dataclasses.replace(value(text, **sentences), min=size, max=size, unit=unit)


def point(text: str, *others: Passage, printed: str) -> KeyPoint:
    """A key point in the words of the articles that print it."""
    evidence = (*(said(article, text) for article in printed), *others)
    return KeyPoint(text, tuple(sorted({passage.article for passage in evidence})), evidence)


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
            fact(
                Facet.WHERE,
                "place",
                value("the ferry terminal", A="Pickets stood at the ferry terminal.", C="At the ferry terminal nothing moved."),
            ),
            fact(
                Facet.WHEN,
                "start of the strike",
                value("Monday 2 March 2026", A="It began on Monday.", B="On Monday the first crews left their boats."),
            ),
            fact(
                Facet.STAFFING,
                "crew members on strike",
                value("240", A="The union counts 240."),
                value("up to 200", B="It is up to 200."),
                value("about 150 to 180", C="The company counts about 150 to 180."),
                state=State.CONFLICT,
                note="C corrects an earlier value: about 150 to 180, not 240",
            ),
            fact(
                Facet.STAFFING,
                "office staff at work",
                value("12", A="In the office 12 are at work."),
                value("a dozen or so", B="A dozen or so came to the office."),
                state=State.COMPLEMENTARY,
            ),
            fact(
                Facet.NUMBERS,
                "sailings cancelled",
                number("36 sailings", 36, A="They cancelled 36 sailings on Monday.", C="On Monday 36 sailings fell out."),
            ),
            fact(Facet.NUMBERS, "sides", number("two sides", 2, "side", A="The two sides met.", B="Both of the two sides met.")),
            fact(Facet.NUMBERS, "third strike", number("third strike", 3, "ordinal", A="It is the third strike.", B="Their third strike.")),
            fact(Facet.NUMBERS, "passengers", number("900 passengers", 900, "passenger", B="Some 900 passengers wait.")),
            fact(
                Facet.WHY,
                "reason",
                value("night shifts without a rest day", C="It is about night shifts without a rest day, the crews say."),
            ),
            fact(
                Facet.NEXT,
                "Talks are to begin on Thursday with…",
                value("Talks are to begin on Thursday with a mediator.", B="Talks are to begin on Thursday with a mediator."),
                value("They will talk this week.", A="They will talk this week."),
                state=State.COMPLEMENTARY,
            ),
            fact(Facet.BACKGROUND, "Boats", value("The boats are forty years old.", C="The boats are forty years old.")),
        ),
        people=(
            Person(
                "Mara Quill",
                ("Quill",),
                (
                    Role("union secretary", ("A", "C")),
                    Role("secretary of the sailors' union", ("A",)),
                    Role("Ms", ("B",)),
                    Role("deckhand", ("A",)),
                    Role("former deckhand", ("B",)),
                ),
                ("A", "C"),
                (),
            ),
            Person("Ina Holm", (), (Role("Dr", ("B",)),), ("B",), ()),
            Person("Tom Ashby", (), (Role("managing director of the ferry company", ("B",)),), ("B",), ()),
        ),
        places=(Place("Port Ellery", "town", True, ("A", "B", "C"), ()), Place("London", "city", False, ("B",), ())),
        timeline=(
            TimelineEntry(
                When(date(2025, 11, 1), date(2025, 11, 30), Precision.MONTH),
                "talks on the rota break down",
                ("A",),
                (said("A", "In November talks on the rota broke down."),),
            ),
            TimelineEntry(When(date(2026, 3, 2), date(2026, 3, 2), Precision.DAY), "crews leave the first boat", ("A", "B", "C"), ()),
            TimelineEntry(
                When(None, date(2026, 3, 8), Precision.DEADLINE),
                "The company wants an offer accepted.",
                ("C",),
                (said("C", "The company wants an offer accepted."),),
            ),
        ),
        quotes=(
            Quote("Mara Quill", "We sail when we have slept.", "A", 10, 37),
            Quote("Tom Ashby", "The door is open.", "C", 10, 27),
            Quote("Tom Ashby", "No.", "B", 30, 33),
            Quote(None, "a long week at sea", "B", 3, 21),
        ),
        key_points=(
            point(
                "Ferry crews at Port Ellery walked out over night shifts.",
                said("C", "The crews at Port Ellery walked out over their night shifts."),
                printed="AB",
            ),
            point("The company says it will not pay for days on strike.", printed="C"),
            point("Islanders are flown in by the coastguard.", printed="AC"),
        ),
    )
