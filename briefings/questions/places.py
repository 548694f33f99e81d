"""Places that a sentence names: where something is, was or will be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.facts.geography import COUNTRIES
from briefings.facts.names import plain
from briefings.model import Place
from briefings.questions.found import Found
from briefings.questions.passages import Unit

_IN = r"\b(?:in|at|on|near|inside|outside|off|to|into|towards|along|beside|behind|around|from)\s+"
_NAMED = re.compile(
    rf"{_IN}(?P<place>(?:the\s+)?(?:[a-z][\w-]*\s+){{0,3}}?[A-Z][\w'’.-]*\w(?:(?:,?\s+(?:of\s+(?:the\s+)?)?)(?!Mon|Tues|Wed|Thurs|Fri"
    rf"|Sat|Sun)"
    r"[A-Z][\w'’-]+)*(?:\s+(?:town|city|court|park|works|hall|school|church|stadium|ground|hospital|plant|zone|side|border|airport"
    r"|station))?)"
)
_LOOSE = re.compile(
    rf"{_IN}(?P<place>(?:the|a|an|their|its|his|her)\s+(?:[\w'’-]+\s+){{0,4}}?[\w'’-]+)(?=[,.;]|\s+(?:on|in|at|and|where|which|during|for"
    r"|when|as|by|to|with|from)\b|$)"
)
_NOT_PLACES = re.compile(
    r"^(?:the\s+)?(?:\w+\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Jan|Feb|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr)\b"
    r"|^(?:the|a|an|its|their)\s+(?:\w+\s+)*(?:end|start|time|day|week|month|year|morning|evening|night|same|rest|case|first|second|last)$"
)
_POINTED = re.compile(r"\b(?:at|inside|on)\s+$")


def places_in(unit: Unit, asked: Sequence[str], people: frozenset[str], known: Sequence[Place]) -> Iterator[Found]:
    """The places of a sentence, named ones first; `asked` are the question's own words, which answer nothing."""
    main = {place.name.casefold() for place in known if place.main}
    for match in _NAMED.finditer(unit.text):
        place = re.sub(r"['’]s$", "", match["place"])
        if _NOT_PLACES.match(place) or place.casefold() in asked or place.casefold() in people:
            continue
        fit = 1.0 if any(name in place.casefold() for name in main) else 0.85
        yield Found(place, match.start("place"), match.start("place") + len(place), fit)
    for match in _LOOSE.finditer(unit.text):
        if not _NOT_PLACES.match(match["place"]):
            yield Found(match["place"], match.start("place"), match.end("place"), 0.6)


_CAPITALS = re.compile(r"(?<![\w'’-])(?:the\s)?[A-Z][\w-]+(?:\s(?:of\s|and\s)?[A-Z][\w-]+){0,3}")


def countries_in(unit: Unit) -> Iterator[Found]:
    """The countries that a sentence names; several that stand together are one answer."""
    spans = []
    for match in _CAPITALS.finditer(unit.text):
        whole = match[0].removeprefix("the ")
        for name in [whole] if plain(whole) in COUNTRIES else whole.split():
            if plain(name) in COUNTRIES:
                at = unit.text.find(name, match.start())
                spans.append((at, at + len(name)))
    if spans:
        start, end = spans[0][0], spans[-1][1]
        if len(unit.text[start:end].split()) > 4 * len(spans):
            start, end = spans[0]
        yield Found(unit.text[start:end], start, end, 1.0)
