"""Places that a sentence names: where something is, was or will be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.facts.geography import COUNTRIES
from briefings.facts.names import plain
from briefings.model import Place
from briefings.questions.found import Found
from briefings.questions.passages import Unit

_IN = r"\b(?:in|at|on|near|inside|outside|off|to|into|towards|along|beside|behind|around|reach(?:ed)?|enter(?:ed)?|left)\s+"
_ORIGIN = re.compile(r"\bfrom\s+(?:both\s+)?(?:the\s+)?(?:[\w'’-]+\s+and\s+(?:the\s+)?)?$")
_BARE_FIT = 0.55
_COARSE = 0.85
_FROM = 0.4
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
_BARE = re.compile(r"\b(?:at home|in hospital|in prison|in jail|in custody|at sea|at work|abroad|overseas|under house arrest)\b")
_NOT_PLACES = re.compile(
    r"^(?:the\s+)?(?:\w+\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Jan|Feb|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr)\b"
    r"|^(?:the|a|an|its|their)\s+(?:\w+\s+)*(?:end|start|time|day|week|month|year|morning|evening|night|same|rest|case|first|second|last)$"
)
_TO = re.compile(rf"{_IN}(?:(?!(?:and|or|but|to|will|would|is|are|was|were|has|have|had|by|who|which|that|\w+day)\b)[\w'’-]+\s+){{0,4}}$")


def places_in(unit: Unit, asked: Sequence[str], people: frozenset[str], known: Sequence[Place]) -> Iterator[Found]:
    """The places of a sentence, those that the digest knows first; `asked` are the question's own words, which answer nothing."""
    words = set(asked)
    for place in known:
        at = unit.text.find(place.name)
        if at >= 0 and not words & set(place.name.casefold().split()):
            yield Found(place.name, at, at + len(place.name), _worth(place, unit.text, at))
    for match in _NAMED.finditer(unit.text):
        name = re.sub(r"['’]s$", "", match["place"])
        if not _NOT_PLACES.match(name) and name.casefold() not in people and not words & set(name.casefold().split()):
            yield Found(name, match.start("place"), match.start("place") + len(name), 0.7)
    for match in _BARE.finditer(unit.text):
        yield Found(match[0], match.start(), match.end(), 0.8)
    for match in _LOOSE.finditer(unit.text):
        if not _NOT_PLACES.match(match["place"]):
            yield Found(match["place"], match.start("place"), match.end("place"), 0.6)


def parts_in(unit: Unit, asked: str) -> Iterator[Found]:
    """What a question calls for by its own word, with what tells it apart: "the western side" for "on which side"."""
    noun = asked.split()[-1:]
    if noun and noun[0].isalpha():
        for match in re.finditer(rf"\b(?:the|its|their)\s+(?:[\w'’-]+\s+){{1,2}}{noun[0]}\b", unit.text):
            yield Found(match[0], match.start(), match.end(), 1.0)


def is_coarse(name: str) -> bool:
    """Whether a place is a whole country, which holds the town that a question is after."""
    return plain(name) in COUNTRIES


def _worth(place: Place, text: str, at: int) -> float:
    """Most for the story's main place; less for a country, for a place without "in" or "at", and little for where somebody comes from."""
    known = 1.0 if place.main else 0.9
    coarse = _COARSE if is_coarse(place.name) and not place.main else 1.0
    if _ORIGIN.search(text, 0, at):
        return known * coarse * _FROM
    return known * coarse * (1.0 if _TO.search(text, 0, at) else _BARE_FIT)


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
