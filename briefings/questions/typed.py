"""What a sentence offers to a question of a kind: typed values, each placed and weighed by how near it stands to the question's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from briefings.model import Precision
from briefings.questions import values
from briefings.questions.dates import dates_in, spoken
from briefings.questions.kinds import Kind
from briefings.questions.names import People, roles_in, unquoted
from briefings.questions.parse import Question
from briefings.questions.passages import Hit, Unit
from briefings.questions.values import Forms, Found

NUMERIC = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DURATION, Kind.DISTANCE, Kind.MEASURE})
PATTERNED = frozenset({Kind.CLOCK, Kind.FREQUENCY, Kind.AGE, Kind.CONTACT, Kind.STREET, Kind.ORDINAL})
# Where no sentence holds a value of these kinds beside the question's words, the sources do not say.
STRICT = NUMERIC - {Kind.MEASURE} | PATTERNED | {Kind.WHEN, Kind.COUNTRY}

_REASONS = (
    (
        re.compile(
            r"\b(?:because|due to|owing to|thanks to|citing|blam\w+|caused by|as a result of|on account of|so that|the reason"
            r"|in response to|attributed to)\b",
            re.IGNORECASE,
        ),
        1.0,
    ),
    (
        re.compile(
            r"\b(?:after|amid|when|over|since|following|as|until|but|could not|failed|found faults?|in order to|would provide)\b",
            re.IGNORECASE,
        ),
        0.6,
    ),
)
_PLACE = re.compile(
    r"\b(?:in|at|on|near|inside|outside|off|from|to|towards|along|beside|between|around"
    r"|of)\s+(?P<place>(?:the\s+)?(?:[a-z][\w-]*\s+){0,3}?[A-Z][\w'’.-]+(?:(?:,?\s+(?:of\s+|and\s+)?)[A-Z][\w'’.-]+)*)"
)
_LOOSE_PLACE = re.compile(
    r"\b(?:in|at|on|near|inside|outside)\s+(?P<place>(?:the|a|an|their|its|his|her)\s+(?:[\w'’-]+\s+){0,4}?[\w'’-]+)(?=[,.;]|\s+(?:on"
    r"|in|at|and|where|which|during|for|when|as|by|to|with)\b|$)"
)
_NOT_PLACES = re.compile(
    r"^(?:the\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|^(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b|^(?:Mr|Mrs|Ms|Dr)\b"
)
_COUNTRIES = re.compile(
    r"\b(?:(?:North|South|New|Saudi|United|Czech|Sri|Costa|El|Sierra|Ivory|Burkina|Papua) (?:[A-Z]\w+)(?: [A-Z]\w+)?|[A-Z]\w+)\b"
)


class Typer:
    """Finds what a sentence offers; it knows the story's people and the days on which its articles appeared."""

    def __init__(self, people: People, published: Mapping[str, date | None], places: Sequence[str]) -> None:
        self._people = people
        self._published = published
        self._places = sorted(places, key=len, reverse=True)

    def offers(self, question: Question, kind: Kind, hit: Hit, forms: Forms) -> list[Found]:
        """The values of this kind in a sentence, best first; none where the kind has no typed values."""
        found = [replace(one, fit=one.fit * self._nearness(hit, one)) for one in self._found(question, kind, hit.unit, forms)]
        return sorted(found, key=lambda one: -one.fit)

    def _found(self, question: Question, kind: Kind, unit: Unit, forms: Forms) -> Iterator[Found]:
        if kind in NUMERIC:
            focus = [term.stem for term in question.terms if term.focus] if kind is Kind.COUNT else []
            yield from values.numbers(unit, kind, focus, forms)
        elif kind in PATTERNED:
            yield from values.patterned(unit, kind)
        elif kind is Kind.WHEN:
            yield from self._dates(question, unit)
        elif kind is Kind.WHERE:
            yield from self._where(unit, question)
        elif kind is Kind.WHO:
            yield from self._who(unit, question)
        elif kind is Kind.WHY:
            yield from _reasons(unit)
        elif kind is Kind.ROLE:
            yield from self._roles(question, unit)

    def _dates(self, question: Question, unit: Unit) -> Iterator[Found]:
        finest = _finest(question.lower)
        for dated in dates_in(unit.text, self._published.get(unit.article)):
            fit = 1.0 if finest is None or dated.when.precision in finest else 0.0
            if fit:
                yield Found(spoken(dated.when), dated.start, dated.end, fit, when=dated.when)

    def _where(self, unit: Unit, question: Question) -> Iterator[Found]:
        asked = {term.word.casefold() for term in question.terms}
        for match in _PLACE.finditer(unit.text):
            place = re.sub(r"['’]s$", "", match["place"])
            if not _NOT_PLACES.match(place) and place.casefold() not in asked and not self._people.person(place):
                yield Found(place, match.start("place"), match.start("place") + len(place), 1.0)
        for match in _LOOSE_PLACE.finditer(unit.text):
            yield Found(match["place"], match.start("place"), match.end("place"), 0.55)

    def _who(self, unit: Unit, question: Question) -> Iterator[Found]:
        asked = {term.word.casefold().removesuffix("'s").removesuffix("’s") for term in question.terms}
        for name in self._people.names(unit.text):
            if not any(part.casefold() in asked for part in name.full.replace("-", " ").split()):
                yield Found(name.full, name.start, name.end, 1.0)

    def _roles(self, question: Question, unit: Unit) -> Iterator[Found]:
        full = self._people.person(question.text)
        for role in roles_in(self._people, full, unit.text) if full else ():
            start = unit.text.find(role)
            yield Found(role, start, start + len(role), 1.0)

    def _nearness(self, hit: Hit, found: Found) -> float:
        """1 beside the question's words, falling to 0.6 at twenty words' distance."""
        text = hit.unit.text
        forms = set(hit.matched.values())
        spots = [token.start for token in hit.unit.tokens if token.stem in forms and not found.start <= token.start < found.end]
        if not spots:
            return 0.8
        gap = min(len(text[min(spot, found.end) : max(spot, found.start)].split()) for spot in spots)
        return 1.0 - 0.02 * min(gap, 20)


def _reasons(unit: Unit) -> Iterator[Found]:
    bare = unquoted(unit.text)
    for pattern, fit in _REASONS:
        for match in pattern.finditer(bare):
            yield Found(unit.text[match.start() :], match.start(), len(unit.text), fit)


def _finest(question: str) -> frozenset[Precision] | None:
    """The precisions that are fine enough for a question: which day, which week, which month …; None where any will do."""
    day = frozenset({Precision.DAY})
    if re.search(
        r"\b(?:on (?:which|what) (?:\w+ )?(?:day|date)|(?:which|what) (?:exact |precise )?(?:day|weekday|date)\b|exact date)", question
    ):
        return day
    if re.search(r"\b(?:which|what) week\b", question):
        return day | {Precision.WEEK, Precision.SPAN}
    if re.search(r"\b(?:which|what) month\b", question):
        return day | {Precision.WEEK, Precision.SPAN, Precision.MONTH, Precision.PART_OF_MONTH, Precision.DEADLINE}
    return None
