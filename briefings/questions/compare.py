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
from briefings.questions.numbers import PEOPLE

_SURE_FIT = 0.68
_SURE_DATE = 0.82
_SHARED = 0.66
_SURE_COVERAGE = 0.5
_NEAR = 1.02
_EXACT = frozenset({Precision.DAY, Precision.MONTH})
# What a unit is in the unit that its kind is compared in: seconds, metres.
_FACTORS = {
    "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0, "month": 2629800.0, "year": 31557600.0, "decade": 315576000.0,
    "km": 1000.0, "kilomet": 1000.0, "mile": 1609.3, "met": 1.0, "m": 1.0, "f": 0.3048, "yard": 0.9144, "mm": 0.001, "cm": 0.01, "inch": 0.0254,
}  # fmt: skip
_UNIT = re.compile(r"(?:[\s-]?)(second|minute|hour|day|week|month|year|decade|km|kilomet|mile|met|mm|cm|inch|yard|f(?=eet|oot)|m\b)")
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])?")


def state_of(kind: Kind, sources: Sequence[Candidate], texts: Sequence[str]) -> State:
    """How the best sentences of the sources stand to each other, told from their values alone."""
    if len(sources) < 2:
        return State.SINGLE_SOURCE
    if any(_conflict(kind, one, other) for one, other in combinations(sources, 2)):
        return State.CONFLICT
    return State.AGREE if len(set(texts)) == 1 else State.COMPLEMENTARY


def _conflict(kind: Kind, one: Candidate, other: Candidate) -> bool:
    """Only where both sentences carry the question about as fully, and their values cannot both be true."""
    a, b = one.value(), other.value()
    if a is None or b is None or min(a.fit, b.fit) < _SURE_FIT:
        return False
    if not _alike(one, other):
        return False
    if kind is Kind.WHEN:
        return min(a.fit, b.fit) >= _SURE_DATE and _apart_in_time(a, b)
    if kind is Kind.CLOCK:
        return _apart_by_clock(a, b)
    if kind in {Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DURATION, Kind.DISTANCE, Kind.MEASURE, Kind.AGE}:
        return _apart(_bounds(a), _bounds(b))
    return False


def _alike(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences carry the same words of the question, plain words for people aside."""
    ours, theirs = (set(candidate.hit.matched) - PEOPLE for candidate in (one, other))
    shared = len(ours & theirs) / max(1, len(ours | theirs))
    return shared >= _SHARED and min(one.hit.coverage, other.hit.coverage) >= _SURE_COVERAGE


def _apart_in_time(a: Found, b: Found) -> bool:
    if a.when is None or b.when is None or not {a.when.precision, b.when.precision} <= _EXACT:
        return False
    if not (a.when.start and a.when.end and b.when.start and b.when.end):
        return False
    return a.when.end < b.when.start or b.when.end < a.when.start


def _apart_by_clock(a: Found, b: Found) -> bool:
    one, other = _minutes(a.text), _minutes(b.text)
    return one is not None and other is not None and min((one - other) % 720, (other - one) % 720) >= 15


def _minutes(text: str) -> int | None:
    match = _CLOCK.search(text)
    return int(match["hour"]) % 12 * 60 + int(match["minute"] or 0) if match else 0 if re.search(r"noon|midnight|midday", text) else None


def _bounds(found: Found) -> tuple[float, float] | None:
    """The interval that a value gives in its base unit; None where it is no number."""
    numeral = next(iter(find_numerals(found.text)), None)
    if numeral is None or (numeral.low, numeral.high) == (None, None):
        return None
    unit = _UNIT.match(found.text, numeral.end)
    factor = _FACTORS[unit[1]] if unit else 1.0
    low = numeral.low * factor if numeral.low is not None else float("-inf")
    high = numeral.high * factor if numeral.high is not None else float("inf")
    near = 1.1 if numeral.approximate else _NEAR
    return low / near if low > 0 else low, high * near


def _apart(a: tuple[float, float] | None, b: tuple[float, float] | None) -> bool:
    return a is not None and b is not None and (a[0] > b[1] or b[0] > a[1])
