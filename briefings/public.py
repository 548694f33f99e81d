"""The public JSON forms of a digest and an answer, versioned: what `dateline … --json` prints and other programs read.

Version 1. Dates are ISO 8601 days; `start` and `end` of a passage count characters of the article's cleaned text, of which `quote` is a
verbatim piece. Fields may be added within a version; none is renamed or removed.
"""

from __future__ import annotations

from typing import Any

from briefings.model import Answer, ArticleNote, Digest, Fact, KeyPoint, Passage, Person, Place, Quote, TimelineEntry, Value

VERSION = 1


def digest_json(digest: Digest) -> dict[str, Any]:
    """The public form of a digest: plain dicts, lists, strings and numbers."""
    return {
        "version": VERSION,
        "story": digest.story,
        "timezone": digest.timezone,
        "revision": digest.revision,
        "articles": [_article(note) for note in digest.articles],
        "facts": [_fact(fact) for fact in digest.facts],
        "people": [_person(person) for person in digest.people],
        "places": [_place(place) for place in digest.places],
        "timeline": [_entry(entry) for entry in digest.timeline],
        "quotes": [_quote(quote) for quote in digest.quotes],
        "key_points": [_key_point(point) for point in digest.key_points],
    }


def answer_json(answer: Answer) -> dict[str, Any]:
    """The public form of an answer; evidence stands best first."""
    return {
        "version": VERSION,
        "question": answer.question,
        "answered": answer.answered,
        "state": answer.state.value if answer.state is not None else None,
        "answer": answer.text,
        "values": [{"text": value.text, "sources": list(value.sources)} for value in answer.values],
        "evidence": _passages(answer.evidence),
        "nearest": answer.nearest,
    }


def _passages(passages: tuple[Passage, ...]) -> list[dict[str, Any]]:
    return [{"article": passage.article, "start": passage.start, "end": passage.end, "quote": passage.quote} for passage in passages]


def _article(note: ArticleNote) -> dict[str, Any]:
    return {
        "id": note.id,
        "outlet": note.outlet,
        "title": note.title,
        "published": note.published.isoformat() if note.published else None,
        "paragraphs": note.paragraphs,
        "removed": [{"text": cut.text, "kind": cut.kind} for cut in note.removed],
        "shares_text_with": [{"article": shared.article, "passages": shared.passages} for shared in note.shares_text_with],
        "url": note.url,
        "byline": note.byline,
        "original": note.original,
        "retold": note.retold,
        "warnings": list(note.warnings),
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "facet": fact.facet.value,
        "label": fact.label,
        "state": fact.state.value,
        "witnesses": fact.witnesses,
        "values": [_value(value) for value in fact.values],
        "note": fact.note,
    }


def _value(value: Value) -> dict[str, Any]:
    return {
        "text": value.text,
        "min": value.min,
        "max": value.max,
        "unit": value.unit,
        "sources": list(value.sources),
        "evidence": _passages(value.evidence),
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "aliases": list(person.aliases),
        "roles": [{"text": role.text, "sources": list(role.sources)} for role in person.roles],
        "sources": list(person.sources),
        "evidence": _passages(person.evidence),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "kind": place.kind,
        "main": place.main,
        "sources": list(place.sources),
        "evidence": _passages(place.evidence),
    }


def _entry(entry: TimelineEntry) -> dict[str, Any]:
    return {
        "start": entry.when.start.isoformat() if entry.when.start else None,
        "end": entry.when.end.isoformat() if entry.when.end else None,
        "precision": entry.when.precision.value,
        "event": entry.event,
        "sources": list(entry.sources),
        "evidence": _passages(entry.evidence),
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {"speaker": quote.speaker, "text": quote.text, "article": quote.article, "start": quote.start, "end": quote.end}


def _key_point(point: KeyPoint) -> dict[str, Any]:
    return {"text": point.text, "sources": list(point.sources), "evidence": _passages(point.evidence)}
