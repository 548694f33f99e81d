"""Which lines of a digest a briefing tells, and in what order: what more sources say comes first, and no sentence is told twice.

A fact is best told by the sentence it rests on, as an editor wrote it; the value stands out in it. A date that the sentence only hints at
("on Friday") goes before it, resolved. Several values of one fact are set side by side under its label instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from briefings.facts.animate import is_office
from briefings.facts.who import posts_exclude
from briefings.facts.wording import UNNAMED_DATE
from briefings.model import Digest, Facet, Fact, KeyPoint, Passage, Person, Place, Quote, Role, State, TimelineEntry, Value
from briefings.templates import dates

_SHORT_SENTENCE = 240
_LEANING = re.compile(r"(?:he|she|it|they|we|his|her|its|their|this|that|these|those|there|but|and|so|then|however|both)\b", re.IGNORECASE)
_QUOTATION = re.compile(r"[“\"][^”\"]*[”\"]\.?")
_BY_ONE_VALUE = frozenset({Facet.WHERE, Facet.WHEN, Facet.NEXT})
_WORDS_OF_A_STATEMENT = 8
_FEWEST_WORDS_SPOKEN = 4
_SMALLEST_FIGURE = 4  # "two sides", "one desk" are words of the story, not figures of it
_CLAUSE = re.compile(r"\b(?:who|whose)\b|^(?:was|has|had|is|will)\b")
_OWNER = re.compile(r"[\w.-]+['’]s\b")
_ADDRESSES = frozenset({"mr", "mrs", "ms", "miss", "dr", "doctor", "prof", "professor", "sir", "dame", "lord", "lady"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a briefing: the first of `passages` that was not told yet, or, with `values`, what several sources say side by side.

    `value` is what the line is told for; where it does not stand in the sentence it goes before it. `label` stands in for a sentence that
    was told already. `sources` are all articles that state it, whoever's sentence is told.
    """

    label: str
    sources: tuple[str, ...]
    passages: tuple[Passage, ...] = ()
    value: str | None = None
    values: tuple[Value, ...] = ()


# ---------------------------------------------------------------- from facts to lines


def points(digest: Digest) -> list[Line]:
    """The key points; of a digest without any, what its facts say happened."""
    if digest.key_points:
        return [_point(point) for point in digest.key_points]
    return told(digest.facts, Facet.WHAT)


def told(facts: Iterable[Fact], *facets: str) -> list[Line]:
    """Lines for the facts of these facets that nobody disputes: values before statements, then the most widely stated first.

    Of equals, what is understood on its own comes first.
    """
    chosen = [fact for fact in facts if fact.facet in facets and fact.state is not State.CONFLICT and not says_nothing(fact)]
    lines = [(_line(fact), _spread(fact)) for fact in chosen]
    return [line for line, _ in sorted(lines, key=lambda pair: (_is_bare(pair[0]), -pair[1], not _stands_alone(pair[0])))]


def figures(facts: Iterable[Fact], least_sources: int = 2) -> list[Line]:
    """Lines for staffing, and for those numbers that so many sources state and that are more than a manner of speaking."""
    return told((fact for fact in facts if fact.facet is Facet.STAFFING or _is_figure(fact, least_sources)), Facet.STAFFING, Facet.NUMBERS)


def happenings(timeline: Sequence[TimelineEntry], most: int) -> list[Line]:
    """Lines for so many dated happenings, the date before each, in the timeline's order; of more, those that most sources date."""
    chosen = sorted(range(len(timeline)), key=lambda at: (-len(timeline[at].sources), -at))[:most]
    return [_happening(timeline[at]) for at in sorted(chosen)]


def conflicts(facts: Iterable[Fact]) -> list[Fact]:
    """The facts on which the sources cannot all be right."""
    return [fact for fact in facts if fact.state is State.CONFLICT]


def says_nothing(fact: Fact) -> bool:
    """Whether a fact is a bare date: nobody says in words that stand alone what happened then."""
    return fact.label == UNNAMED_DATE and fact.facet in {Facet.WHEN, Facet.NEXT}


def _happening(entry: TimelineEntry) -> Line:
    return Line(entry.event, entry.sources, _worded(entry.event, entry.evidence, entry.sources), dates.told(entry.when))


def _point(point: KeyPoint) -> Line:
    return Line(point.text, point.sources, _worded(point.text, point.evidence, point.sources))


def _line(fact: Fact) -> Line:
    """A statement or a single value by its sentence; of a place or a date what most sources say; other values side by side."""
    widest = max(fact.values, key=lambda value: (len(value.sources), any(map(_is_plain, value.evidence))))
    if sentences := tuple(passage for passage in widest.evidence if _is_statement(widest.text, passage)):
        return Line(fact.label, widest.sources, sentences)
    if len(fact.values) == 1 or fact.facet in _BY_ONE_VALUE:
        return Line(fact.label, widest.sources, _readable(widest.evidence), widest.text)
    return Line(fact.label, tuple(dict.fromkeys(chain.from_iterable(value.sources for value in fact.values))), values=fact.values)


def _stands_alone(line: Line) -> bool:
    return not line.passages or _is_plain(line.passages[0])


def _is_plain(passage: Passage) -> bool:
    """Whether a sentence is understood without the one before it, and quotes nobody whom it does not name."""
    quote = passage.quote
    balanced = quote.count("“") == quote.count("”") and quote.count('"') % 2 == 0
    return balanced and not _LEANING.match(quote) and not _QUOTATION.fullmatch(quote)


def _is_statement(text: str, passage: Passage) -> bool:
    """Whether a value is its whole sentence, or as much of it as a value holds, and not something that the sentence states."""
    return passage.quote == text or (len(text.split()) >= _WORDS_OF_A_STATEMENT and passage.quote.startswith(text))


def _is_bare(line: Line) -> bool:
    return line.value is None and not line.values


def _spread(fact: Fact) -> int:
    return len({source for value in fact.values for source in value.sources})


def _is_figure(fact: Fact, least_sources: int) -> bool:
    sizes = [value.max if value.max is not None else value.min for value in fact.values]
    big = any(size is not None and size >= _SMALLEST_FIGURE for size in sizes)
    return fact.facet is Facet.NUMBERS and big and _spread(fact) >= least_sources and fact.values[0].unit != "ordinal"


def _worded(text: str, evidence: Sequence[Passage], sources: Sequence[str]) -> tuple[Passage, ...]:
    """The text as a passage of the articles that print it so; of the first one that it rests on, if it is told in other words."""
    printed = [passage for passage in evidence if passage.quote == text]
    first = (evidence[0].article if evidence else sources[0],) if not printed else ()
    return (*printed, *(Passage(article, 0, len(text), text) for article in first))


def _readable(evidence: Sequence[Passage]) -> tuple[Passage, ...]:
    """Sentences that stand on their own first, of those the ones of a readable length."""
    return tuple(sorted(evidence, key=lambda passage: (not _is_plain(passage), len(passage.quote) > _SHORT_SENTENCE)))


# ---------------------------------------------------------------- people, places, voices


def main_places(places: Iterable[Place]) -> list[Place]:
    """Where the event happened."""
    return [place for place in places if place.main]


def roles(person: Person, most: int) -> list[Role]:
    """What sources call a person, most widely stated first and as fully as that; no mere forms of address, and nothing said twice."""
    kept: list[Role] = []
    for role in sorted(person.roles, key=lambda role: (not _names_office(role.text), -len(role.sources))):
        said = _gist(role.text)
        same = [other for other in kept if not posts_exclude(role, other) and _is_same(said, _gist(other.text))]
        if said and not same:
            kept.append(role)
        elif same and said > _gist(same[0].text) and len(role.sources) == len(same[0].sources):
            kept[kept.index(same[0])] = role
    return kept[:most]


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or one >= other


def _names_office(role: str) -> bool:
    """Whether a role says what somebody is, before any clause of what they did."""
    return any(is_office(word) for word in _CLAUSE.split(role)[0].split())


def _gist(role: str) -> frozenset[str]:
    """The beginnings of a role's words, by which "leader of Norland" and "Norlandic leader" are alike; empty for a form of address."""
    told = _OWNER.sub(" ", _CLAUSE.split(role)[0])
    words = re.findall(r"\w+", (told if told.strip() else role).casefold())
    return frozenset() if _ADDRESSES.issuperset(words) else frozenset(word[:4] for word in words if len(word) > 3)


def voices(quotes: Iterable[Quote], most: int) -> list[Quote]:
    """The longest quotation of each speaker who is named, in the order in which they speak."""
    longest: dict[str, Quote] = {}
    for quote in quotes:
        if quote.speaker and len(quote.text.split()) >= _FEWEST_WORDS_SPOKEN:
            longest[quote.speaker] = max(longest.get(quote.speaker, quote), quote, key=lambda one: len(one.text))
    return list(longest.values())[:most]
