"""Whether the values that several sources give to one question can all be true."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from briefings.facts.numerals import find_numerals
from briefings.model import Precision, State
from briefings.questions.finder import Candidate
from briefings.questions.found import Found
from briefings.questions.kinds import Kind
from briefings.questions.numbers import GENERIC
from briefings.questions.passages import Hit

_SURE_FIT = 0.62
_SURE_DATE = 0.75
_SURE_OWN = 0.45
_SHARED = 0.5
_FAR = 3.0
_FAR_DAYS = 62
_NEAR = 1.02
_EXACT = frozenset({Precision.DAY, Precision.MONTH})
# What a unit is in the unit that its kind is compared in: seconds, metres.
_TIMES = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0, "month": 2629800.0, "year": 31557600.0}
_LENGTHS = {"km": 1000.0, "kilomet": 1000.0, "mile": 1609.3, "met": 1.0, "m": 1.0, "f": 0.3048, "yard": 0.9144, "mm": 0.001, "cm": 0.01}
_FACTORS = _TIMES | _LENGTHS | {"decade": 315576000.0, "inch": 0.0254}
_UNIT = re.compile(r"(?:[\s-]?)(second|minute|hour|day|week|month|year|decade|km|kilomet|mile|met|mm|cm|inch|yard|f(?=eet|oot)|m\b)")
_COMPARED = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DURATION, Kind.DISTANCE, Kind.MEASURE, Kind.AGE, Kind.ORDINAL})
_CLOCKED = re.compile(r"\d{1,2}[:.]\d\d|\d{1,2}\s?[ap]\.?m")
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])?")


def state_of(kind: Kind, sources: Sequence[Candidate], texts: Sequence[str]) -> State:
    """How the best sentences of the sources stand to each other, told from their values alone."""
    if len(sources) < 2:
        return State.SINGLE_SOURCE
    if at_odds(kind, sources):
        return State.CONFLICT
    return State.AGREE if len(set(texts)) == 1 else State.COMPLEMENTARY


def at_odds(kind: Kind, sources: Sequence[Candidate]) -> frozenset[str]:
    """The ids of the sources whose values another one's value rules out."""
    pairs = [pair for pair in combinations(sources, 2) if _conflict(kind, *pair)]
    return frozenset(candidate.article for pair in pairs for candidate in pair)


def alike(one: Candidate, other: Candidate, shared: float) -> bool:
    """Whether two sentences carry the same words of the question, plain words for people aside, to the share given."""
    ours, theirs = (set(candidate.hit.matched) - GENERIC for candidate in (one, other))
    return len(ours & theirs) >= shared * len(ours | theirs)


def _conflict(kind: Kind, one: Candidate, other: Candidate) -> bool:
    """Only where both sentences carry the question about as fully, and their values cannot both be true though they lie near each other."""
    a, b = one.value(), other.value()
    if a is None or b is None or min(a.fit, b.fit) < (_SURE_DATE if a.when else _SURE_FIT):
        return False
    if not alike(one, other, _SHARED) or min(one.hit.own, other.hit.own) < _SURE_OWN or not _is_shared(one.hit, other.hit):
        return False
    if a.when or b.when:
        return _same_words(one, other) and _apart_in_time(a, b)
    if kind is Kind.CLOCK or _CLOCKED.match(a.text):
        return _apart_by_clock(a, b)
    return kind in _COMPARED and unit_of(a) == unit_of(b) and _apart(_bounds(a), _bounds(b))


def _is_shared(one: Hit, other: Hit) -> bool:
    """Whether the most telling word of the question that each of two sentences holds is in the other one too."""
    return all(
        not hit.matched or max(hit.matched, key=hit.weights.__getitem__) in rest.matched for hit, rest in ((one, other), (other, one))
    )


def _same_words(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences say at least one of the question's words with the same word: "trial" and "trial", not "trial" and "case"."""
    return any(other.hit.matched.get(term) == form for term, form in one.hit.matched.items() if term not in GENERIC)


def _apart_in_time(a: Found, b: Found) -> bool:
    if a.when is None or b.when is None or not {a.when.precision, b.when.precision} <= _EXACT:
        return False
    if not (a.when.start and a.when.end and b.when.start and b.when.end):
        return False
    gap = max((b.when.start - a.when.end).days, (a.when.start - b.when.end).days)
    return 0 < gap <= _FAR_DAYS


def _apart_by_clock(a: Found, b: Found) -> bool:
    one, other = _minutes(a.text), _minutes(b.text)
    return one is not None and other is not None and min((one - other) % 720, (other - one) % 720) >= 15


def _minutes(text: str) -> int | None:
    match = _CLOCK.search(text)
    return int(match["hour"]) % 12 * 60 + int(match["minute"] or 0) if match else 0 if re.search(r"noon|midnight|midday", text) else None


def _bounds(found: Found) -> tuple[float, float] | None:
    """The interval that a value gives in its base unit ("two years and nine months" is their sum); None where it is no number."""
    numerals = [numeral for numeral in find_numerals(found.text) if (numeral.low, numeral.high) != (None, None)]
    if not numerals:
        return None
    units = [_UNIT.match(found.text, numeral.end) for numeral in numerals]
    kept = [(numeral, _FACTORS[unit[1]]) for numeral, unit in zip(numerals, units, strict=True) if unit] or [(numerals[0], 1.0)]
    low = sum(numeral.low * factor if numeral.low is not None else float("-inf") for numeral, factor in kept)
    high = sum(numeral.high * factor if numeral.high is not None else float("inf") for numeral, factor in kept)
    near = 1.1 if any(numeral.approximate for numeral, _ in kept) else _NEAR
    return low / near if low > 0 else low, high * near


def unit_of(found: Found) -> str:
    """The sort of unit that a number has: "time", "length", "money", "percent", or none for what is counted."""
    if _CLOCKED.match(found.text):
        return "clock"
    if re.search(r"%|per ?cent\b|percent", found.text):
        return "percent"
    for numeral in find_numerals(found.text):
        if numeral.currency:
            return numeral.currency
        unit = _UNIT.match(found.text, numeral.end)
        if unit:
            return "time" if unit[1] in _TIMES else "length"
    return "count"


def _apart(a: tuple[float, float] | None, b: tuple[float, float] | None) -> bool:
    """Whether two intervals exclude each other, and one is no multiple of the other: what lies far apart is of two things."""
    if a is None or b is None:
        return False
    low, high = sorted((a, b))
    return low[1] < high[0] <= _FAR * max(low[1], 1.0)
