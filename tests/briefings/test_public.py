"""The public JSON forms: what other programs read, field by field."""

from __future__ import annotations

import json
from datetime import date

from briefings.model import (
    Answer,
    AnswerValue,
    ArticleNote,
    Cut,
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
from briefings.public import answer_json, digest_json

PASSAGE = Passage("A", 4, 9, "crash")
EVIDENCE = [{"article": "A", "start": 4, "end": 9, "quote": "crash"}]
DIGEST = Digest(
    story="A crash",
    timezone="Europe/Paris",
    revision=3,
    articles=(
        ArticleNote(
            "A", "Daily Post", "Crash", date(2024, 5, 15), 7, (Cut("Read more", "promo"),), (SharedText("B", 2),), byline="Ann Lee"
        ),
        ArticleNote("B", "Evening Mail", "The crash", None, 5),
    ),
    facts=(Fact(Facet.NUMBERS, "dead", State.CONFLICT, 2, (Value("12 people", ("A",), (PASSAGE,), 12, None, "person"),), "count///dead"),),
    people=(Person("Rosa Delgado", ("Delgado",), (Role("mayor", ("A",)),), ("A",), (PASSAGE,)),),
    places=(Place("Lunda", "town", True, ("A",), (PASSAGE,)),),
    timeline=(TimelineEntry(When(None, date(2024, 5, 31), Precision.DEADLINE), "The crash", ("A",), (PASSAGE,)),),
    quotes=(Quote(None, "crash", "A", 4, 9),),
    key_points=(KeyPoint("A crash.", ("A",), (PASSAGE,)),),
)


def test_a_digest_has_the_public_fields() -> None:
    public = digest_json(DIGEST)
    assert public["version"] == 1
    assert (public["story"], public["timezone"], public["revision"]) == ("A crash", "Europe/Paris", 3)
    assert public["facts"] == [
        {
            "facet": "numbers",
            "label": "dead",
            "state": "conflict",
            "witnesses": 2,
            "values": [{"text": "12 people", "min": 12, "max": None, "unit": "person", "sources": ["A"], "evidence": EVIDENCE}],
            "note": None,
        }
    ]
    assert public["people"] == [
        {
            "name": "Rosa Delgado",
            "aliases": ["Delgado"],
            "roles": [{"text": "mayor", "sources": ["A"]}],
            "sources": ["A"],
            "evidence": EVIDENCE,
        }
    ]
    assert public["timeline"] == [
        {"start": None, "end": "2024-05-31", "precision": "deadline", "event": "The crash", "sources": ["A"], "evidence": EVIDENCE}
    ]
    assert public["quotes"] == [{"speaker": None, "text": "crash", "article": "A", "start": 4, "end": 9}]
    assert public["key_points"] == [{"text": "A crash.", "sources": ["A"], "evidence": EVIDENCE}]
    assert public["places"] == [{"name": "Lunda", "kind": "town", "main": True, "sources": ["A"], "evidence": EVIDENCE}]


def test_an_article_s_note_keeps_the_receipt_and_what_it_shares() -> None:
    first, second = digest_json(DIGEST)["articles"]
    assert (first["published"], first["byline"], first["paragraphs"]) == ("2024-05-15", "Ann Lee", 7)
    assert first["removed"] == [{"text": "Read more", "kind": "promo"}]
    assert first["shares_text_with"] == [{"article": "B", "passages": 2}]
    assert second["published"] is None


def test_an_answer_has_the_public_fields() -> None:
    answer = Answer("How many died?", True, "12 or 14", State.CONFLICT, (AnswerValue("12", ("A",)),), (PASSAGE,))
    assert answer_json(answer) == {
        "version": 1,
        "question": "How many died?",
        "answered": True,
        "state": "conflict",
        "answer": "12 or 14",
        "values": [{"text": "12", "sources": ["A"]}],
        "evidence": EVIDENCE,
        "nearest": None,
    }
    assert answer_json(Answer("Why?", False, "Not in the sources."))["state"] is None


def test_both_forms_are_json() -> None:
    assert json.loads(json.dumps(digest_json(DIGEST))) == digest_json(DIGEST)
