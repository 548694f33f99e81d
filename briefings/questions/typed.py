"""What a sentence offers to a question of a kind: typed values, each weighed by how near it stands to the question's words."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from briefings.facts.words import is_date_word, word_set
from briefings.model import Digest, Precision, When
from briefings.questions.agents import agents, named_things, titled
from briefings.questions.dates import MONTHS, Dated, dates_in, spoken
from briefings.questions.found import Forms, Found
from briefings.questions.kinds import Kind
from briefings.questions.names import People, unquoted
from briefings.questions.numbers import numbers_in
from briefings.questions.parse import Question
from briefings.questions.passages import Hit, Unit
from briefings.questions.patterns import patterned
from briefings.questions.places import countries_in, parts_in, places_in

NUMERIC = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.MEASURE})
PATTERNED = frozenset(
    {Kind.CLOCK, Kind.DURATION, Kind.DISTANCE, Kind.FREQUENCY, Kind.AGE, Kind.CONTACT, Kind.STREET, Kind.ORDINAL, Kind.SCORE}
)
# Where no sentence holds a value of these kinds beside the question's words, the sources do not say.
STRICT = (NUMERIC - {Kind.MEASURE}) | PATTERNED | {Kind.WHEN, Kind.COUNTRY}
# Kinds that answer as well where a sentence holds none of the kind asked: "how much" of a rise is a percentage, "when" may be a clock time.
_ALSO = {
    Kind.MONEY: (Kind.PERCENT,),
    Kind.DISTANCE: (Kind.MEASURE,),
    Kind.MEASURE: (Kind.DURATION,),
    Kind.WHEN: (Kind.CLOCK,),
    Kind.ORDINAL: (Kind.WHEN,),
}
_SECOND_BEST = 0.8
LEAST_FIT = 0.34

_STRONG = re.compile(
    r"\b(?:because|cause[sd]?|due to|owing to|thanks to|citing|blam\w+|caused by|as a result of|on account of|so that|the reason"
    r"|in response to"
    r"|attributed to)\b",
    re.IGNORECASE,
)
_WEAK = re.compile(r"\b(?:after|amid|when|over|since|following|as|until|but|could not|failed|in order to|for)\b", re.IGNORECASE)
_VAGUE = re.compile(r"^(?:this (?:year|month|week)|today|now|recently|currently|last year|this time)$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|through|to|by)\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:(?:the|last|early|late|mid)[\s-]+)*$", re.IGNORECASE)
_ASKS_END = re.compile(r"\b(?:until|till|up to) (?:when|what|which)\b|\bwhen (?:does|do|did|will) .*\b(?:end|expire|run out)\b")
_ASKS_BEGIN = re.compile(r"\bsince (?:when|what|which)\b|\b(?:last|previous(?:ly)?)\b(?! (?:week|month|year|night)\b)")
_ASKS_EARLIER = re.compile(r"\b(?:since|first|begin|began|start\w*|last|previous\w*|found\w*|earlier|before)\b")
_NAME_BEFORE = re.compile(r"\b(?P<name>[A-Z][\w'’-]*)\s$")
_APPOSED = re.compile(r",\s+(?:in\s+)?|\s+in\s+")
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$")
_TO_NEW = re.compile(r"\s+(?:[\w-]+\s+)?to\s")
_TO_OLD = re.compile(r"\bto\s[^,;]{1,30}\sfrom\s+(?:the\s+)?$")
_CHANGE = re.compile(
    r"\b(?:put back|put forward|brought forward|mov\w+|postpon\w+|delay\w+|rais\w+|r[io]se\w*|f[ae]ll\w*|cut|lower\w+|reduc\w+"
    r"|increas\w+|chang\w+|revis\w+|correct\w+|grew|grow\w*|shr[aiu]nk|drop\w+|climb\w+|jump\w+|down|up)\b"
)
# "How long was the strike?" asks for days, "how long was the fence?" for metres: without one of these words either will do.
_TIMED = re.compile(
    r"\b(?:last|take|took|for how|how long (?:has|have|had|did|do|does|will|before|after|ago|a)\b|(?:\w+ed|shut|open|out|away)\??$)",
    re.IGNORECASE,
)
_SAID_ON = re.compile(r"\b(?:said|says|told [\w ]{2,30}|announced|reported|added|confirmed)\s+(?:on\s+|late\s+)*$")
_ASKS_SAID = re.compile(
    r"\b(?:say|said|tell|told|announce|announced|report|reported|confirm|confirmed|speak|spoke|publi\w+"
    r"|remark\w*|comment\w*|statement|speech|warn\w*|promis\w+)\b"
)
_ASIDE = re.compile(r"\b(?:before|after|since|until)\s+(?:the|a|his|her|their|its)\s+(?:\w+\s+)?$")
_ASKS_APART = re.compile(r"\bhow (?:long|much time|many \w+) (?:before|after|ago|later|earlier)\b")
_BESIDE = 4.0
_TIME_WORDS = word_set("first second third last next half quarter year month week day night morning evening season years months weeks days")
_NAMED_ASIDE = re.compile(r",\s[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*,\s$")
_ORDINAL_STEM = re.compile(r"\d+th")


class Typer:
    """Finds what a sentence offers; it knows the story's people and places, and the days on which its articles appeared."""

    def __init__(self, digest: Digest, people: People, published: Mapping[str, date | None]) -> None:
        self._places = digest.places
        self._people = people
        self._names = frozenset(name.casefold() for person in digest.people for name in (person.name, *person.aliases))
        self._published = published
        self._days = _days_of(digest)

    def offers(self, question: Question, kind: Kind, hit: Hit, forms: Forms) -> list[Found]:
        """The values of this kind in a sentence, best first, or of one that may stand for it; none where the kind has no typed values."""
        found = self._weighed(question, kind, hit, forms)
        others = () if found and found[0].fit >= LEAST_FIT else _ALSO.get(kind, ())
        return found + [replace(one, fit=_SECOND_BEST * one.fit) for other in others for one in self._weighed(question, other, hit, forms)]

    def _weighed(self, question: Question, kind: Kind, hit: Hit, forms: Forms) -> list[Found]:
        spots = _spots(question, hit, forms)
        right = _ordinal_worth(question, hit.unit)
        slope = 0.03 if kind is Kind.COUNT else 0.025
        found = [
            replace(one, fit=one.fit * right * _nearness(hit.unit.text, spots, one, slope) * _left_behind(hit.unit.text, one))
            for one in self._found(question, kind, hit, forms)
        ]
        if kind is Kind.AGE:
            found = [one for one in found if any(_gap(hit.unit.text, one, *place) <= _BESIDE for places in spots for place in places)]
        return sorted(found, key=lambda one: -one.fit)

    def _found(self, question: Question, kind: Kind, hit: Hit, forms: Forms) -> Iterator[Found]:
        if kind in NUMERIC:
            yield from numbers_in(question, kind, hit.unit, forms)
        elif kind in PATTERNED:
            asked = {form for term in question.terms if term.focus for form in forms.get(term.stem, ())}
            yield from patterned(
                hit.unit, kind, asked if kind is Kind.ORDINAL else frozenset(), apart=bool(_ASKS_APART.search(question.lower))
            )
            if kind is Kind.DURATION and not _TIMED.search(question.text):
                yield from patterned(hit.unit, Kind.DISTANCE)  # how long is a road, how long is a war
        elif kind is Kind.WHEN:
            yield from self._dates(question, hit.unit)
        elif kind is Kind.WHERE:
            yield from places_in(hit.unit, [term.word.casefold() for term in question.terms], self._names, self._places)
            yield from parts_in(hit.unit, question.focus)
        elif kind is Kind.WHO:
            yield from self._who(question, hit)
        elif kind is Kind.COUNTRY:
            yield from countries_in(hit.unit)
        elif kind is Kind.WHY:
            yield from _reasons(hit.unit)

    def _dates(self, question: Question, unit: Unit) -> Iterator[Found]:
        finest = _finest(question.lower)
        months = {number for number, name in enumerate(MONTHS, 1) if re.search(rf"\b{name}\b", question.lower)} - {3, 5}
        for dated in self._corrected(unit, dates_in(unit.text, self._published.get(unit.article))):
            if (finest is None or dated.when.precision in finest) and (not months or _in_months(dated.when, months)):
                fit = 0.75 if _VAGUE.match(dated.text) else 0.8 if dated.when.precision is Precision.YEAR else 1.0
                fit *= _bound_worth(question.lower, unit.text, dated)
                if _SAID_ON.search(unit.text, 0, dated.start) and not _ASKS_SAID.search(question.lower):
                    fit *= 0.3  # the day on which somebody said it
                yield Found(spoken(dated.when), dated.start, dated.end, fit, when=dated.when)

    def _corrected(self, unit: Unit, found: Sequence[Dated]) -> Iterator[Dated]:
        """The dates, with the day that the digest resolved from a full parse where it reads a weekday of the sentence another way."""
        days = [day for start, end, day in self._days.get(unit.article, ()) if start < unit.end and end > unit.start]
        for dated in found:
            known = next((day for day in days if _reads_as(dated, day)), None)
            yield replace(dated, when=When(known, known, Precision.DAY)) if known else dated

    def _who(self, question: Question, hit: Hit) -> Iterator[Found]:
        asked = {part for term in question.terms for part in re.findall(r"\w+", term.word.casefold())}
        role = [term.stem for term in question.terms]
        if question.names_a_thing:
            yield from named_things(hit)
            yield from titled(hit, agents_only=True)
            return
        for name in self._people.names(hit.unit.text):
            if not asked & set(re.findall(r"\w+", name.full.casefold())):
                fit = 0.8 + 0.6 * self._people.role_share(name.full, role)
                yield Found(name.full, name.start, name.end, fit * (0.75 if _is_object(question, hit, name.start) else 1.0))
        for bearer in titled(hit, agents_only=not question.is_copula):
            if not asked & set(re.findall(r"\w+", bearer.text.casefold())):
                yield bearer
        for agent in agents(hit, question.terms[0].stem) if question.terms and not question.is_copula else ():
            yield self._resolved(hit.unit, agent)

    def _resolved(self, unit: Unit, agent: Found) -> Found:
        """A subject "he" or "she" as the person first named before it in the sentence, who is mostly its subject."""
        if agent.text.casefold() not in {"he", "she", "they"}:
            return agent
        before = list(self._people.names(unit.text[: agent.start]))
        return replace(agent, text=before[0].full, fit=0.95) if before else replace(agent, fit=0.3)


def _reads_as(dated: Dated, day: date) -> bool:
    """Whether an expression can mean a day: it names its weekday, or its month and day, and no year."""
    start = dated.when.start
    if start is None or start != dated.when.end:
        return False
    if re.search(r"day\b", dated.text) and not re.search(r"\d", dated.text):
        return start.weekday() == day.weekday()
    return (start.month, start.day) == (day.month, day.day)


def _days_of(digest: Digest) -> dict[str, list[tuple[int, int, date]]]:
    """The single days of the timeline, by the passages that state them."""
    days: dict[str, list[tuple[int, int, date]]] = {}
    for entry in digest.timeline:
        if entry.when.start and entry.when.start == entry.when.end:
            for passage in entry.evidence:
                days.setdefault(passage.article, []).append((passage.start, passage.end, entry.when.start))
    return days


def _is_object(question: Question, hit: Hit, start: int) -> bool:
    """Whether a name stands after the question's verb, as what is done to somebody does; "by" makes it the doer again."""
    if question.is_copula or not question.terms:
        return False
    form = hit.matched.get(question.terms[0].stem)
    verb = next((token for token in hit.unit.tokens if token.stem == form), None)
    return verb is not None and verb.start < start and not re.search(r"\bby\b", hit.unit.text[verb.end : start])


def _spots(question: Question, hit: Hit, forms: Forms) -> list[list[tuple[int, int]]]:
    """Where each matched word of the question stands in the sentence, words of time first; those that say what is counted are left out."""
    spots = []
    for term in sorted(question.terms, key=lambda term: not is_time_word(term.word)):
        if term.stem in hit.matched and not term.focus:
            same = forms.get(term.stem, {})
            spots.append([(token.start, token.end) for token in hit.unit.tokens if token.stem in same])
    return [one for one in spots if one]


def is_time_word(word: str) -> bool:
    """Whether a word of a question only says when: a date, or a part or a count of time."""
    return is_date_word(word) or word.casefold() in _TIME_WORDS


def _nearness(text: str, spots: list[list[tuple[int, int]]], found: Found, slope: float) -> float:
    """1 beside the question's words, 0.55 at eighteen words' distance from all of them; a comma between counts as three words."""
    if not spots:
        return 0.85
    gaps = [min(_gap(text, found, start, end) for start, end in places) for places in spots]
    asked = {place for places in spots for place in places}
    if found.when and any(_is_apposed(text, found, *place, asked) for place in asked):
        return 1.0
    gaps += [gaps[-1]] * 3  # the last word asked is mostly what happens, and counts fourfold
    return max(0.55, 1.0 - slope * sum(gaps) / len(gaps))


def _gap(text: str, found: Found, start: int, end: int) -> float:
    if start < found.end and end > found.start:
        return 0.0
    between = text[found.end : start] if start >= found.end else text[end : found.start]
    between = _NAMED_ASIDE.sub(" ", between)
    return min(
        18.0, len(between.split()) + 3 * len(re.findall(r"[,;:]\s|\b(?:and|but|while)\b", between)) + (0 if start < found.start else 1)
    )


def _is_apposed(text: str, found: Found, start: int, end: int, asked: Container[tuple[int, int]]) -> bool:
    """Whether a date stands right after a name, with a comma or a small word between: "Odette, last week", "Odette in May"."""
    before = _NAME_BEFORE.search(text, 0, start)
    if not text[start].isupper() or end > found.start or (before and before.span("name") not in asked):
        return False
    return bool(_APPOSED.fullmatch(text[end : found.start]))


def _left_behind(text: str, found: Found) -> float:
    """Less for the old value of a change: the first of "moved from 7 to 8", the second of "up to 8 from 7"."""
    old = _FROM.search(text, 0, found.start) and (_TO_NEW.match(text, found.end) or _TO_OLD.search(text, 0, found.start))
    return 0.7 if old and _CHANGE.search(text) else 1.0


def _ordinal_worth(question: Question, unit: Unit) -> float:
    """Little where the question asks of a second one and the sentence speaks of a third."""
    asked = {term.stem for term in question.terms if _ORDINAL_STEM.fullmatch(term.stem)}
    said = {one for one in unit.stems if _ORDINAL_STEM.fullmatch(one)}
    return 0.3 if asked and said and not asked & said else 1.0


def _reasons(unit: Unit) -> Iterator[Found]:
    bare = unquoted(unit.text)
    for pattern, fit in ((_STRONG, 1.0), (_WEAK, 0.6)):
        for match in pattern.finditer(bare):
            if match[0] in {"caused", "causes"} and not bare.startswith(" by", match.end()):
                yield Found(unit.text, 0, len(unit.text), fit)  # the cause stands before its verb
                continue
            yield Found(unit.text[match.start() :], match.start(), len(unit.text), fit)


def _in_months(when: When, months: set[int]) -> bool:
    start, end = when.start or when.end, when.end or when.start
    return bool(start and end and (end - start).days < 62 and {start.month, end.month} & months)


def _bound_worth(question: str, text: str, dated: Dated) -> float:
    """Less for "since 1990" where a question does not ask of a stretch or an earlier time, and for all but the end asked of a stretch."""
    before = text[max(0, dated.start - 30) : dated.start]
    ends, begins = bool(_UNTIL.search(before)), bool(_SINCE.search(before))
    if _ASKS_END.search(question):
        return 1.0 if ends else 0.6
    if _ASKS_BEGIN.search(question):
        return 1.0 if begins else 0.85
    return 0.6 if begins and not _ASKS_EARLIER.search(question) else 1.0


def _finest(question: str) -> frozenset[Precision] | None:
    """The precisions that are fine enough for a question: which day, which week, which month …; None where any will do."""
    day = frozenset({Precision.DAY})
    if re.search(r"\b(?:which|what) (?:exact |precise )?(?:day|weekday|date)\b|\bexact date", question):
        return day
    if re.search(r"\b(?:which|what) week\b", question):
        return day | {Precision.WEEK, Precision.SPAN}
    if re.search(r"\b(?:which|what) month\b", question):
        return day | {Precision.WEEK, Precision.SPAN, Precision.MONTH, Precision.PART_OF_MONTH, Precision.DEADLINE}
    return None
