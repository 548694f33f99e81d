"""How near two claims are: whether they speak of the same thing, by their words, and of the same amount, by their numbers. Pure.

Words are weighed by how rare they are in the story (idf); a thesaurus lets "ballot" meet "vote" at a discount. Two claims are compared
only within a kind of slot, and owners, outcomes or kinds of thing that exclude each other keep them apart whatever the words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from briefings.facts.slots import OUTCOME_OF, PERSON, PERSON_NOUNS, STAFF, Slot, terms
from briefings.facts.thesaurus import related
from briefings.facts.words import stem
from briefings.model import Claim, Quantity, When

SAME_RANK = 0.7  # ranks of one kind of thing differ as a rule (the third and the fourth test): only of nearly the same words do they meet
COUNTED = frozenset(["count", "share", "rank", "age"])
"""The kinds of number that have no unit but the thing itself."""
FARTHEST = 30
"""How many times as much as another an amount of the same thing is at most."""
HALF = 0.45  # of the coarser unit: what a time told in it may leave out
SOLE = 0.12  # what it counts that each article gives but one amount of the thing
RELATED = 0.6  # what a synonym counts beside the word itself
STRICT = frozenset(
    [
        "dead",
        "injured",
        "missing",
        "arrested",
        "charged",
        "rescued",
        "evacuated",
        "hospitalised",
        "infected",
        "laid off",
        "without power",
        "filled",
        "vacant",
        "withdrawn",
    ]
)
_MEN, _WOMEN = re.compile(r"\b(?:men|man|boys?|males?)\b", re.I), re.compile(r"\b(?:women|woman|girls?|females?)\b", re.I)
_OF_ALL = frozenset(map(stem, [*OUTCOME_OF, *PERSON_NOUNS]))
_IN_KM = {"km": 1.0, "mile": 1.609344, "metre": 0.001, "foot": 0.0003048, "yard": 0.0009144, "cm": 1e-5, "mm": 1e-6, "inch": 2.54e-5}
_IN_HOURS = {
    "second": 1 / 3600,
    "minute": 1 / 60,
    "hour": 1.0,
    "day": 24.0,
    "week": 168.0,
    "month": 730.0,
    "year": 8766.0,
    "decade": 87660.0,
    "night": 24.0,
}


@dataclass(frozen=True, slots=True)
class _Side:
    """Words to compare: `synonyms` are those that one of them may stand for and that are none of them; `square` sums squared weights."""

    words: frozenset[str]
    synonyms: frozenset[str]
    weight: float
    square: float


class Words:
    """The weight of each word in a story, and the likeness of two sets of words, 0 to 1."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        count: Counter[str] = Counter()
        size = 0
        for text in texts:
            size += 1
            count.update(set(text))
        self._sentences = count
        self._weight = {word: math.log(1 + size / number) for word, number in count.items()}
        self._squares: dict[str, float] = {}
        self._unseen = math.log(1 + max(size, 1))
        self._sides: dict[tuple[str, ...], _Side] = {}

    def weight(self, word: str) -> float:
        """How telling a word is: the rarer in the story, the more."""
        return self._weight.get(word, self._unseen)

    def sentences(self, word: str) -> int:
        """In how many sentences of the story a word stands."""
        return self._sentences[word]

    def likeness(self, one: Sequence[str], other: Sequence[str]) -> float:
        """The weighted share of words that each side has in common with the other, synonyms at a discount."""
        first, second = self._side(one), self._side(other)
        total = first.weight + second.weight
        return _met(first, second, self._weight) / total if total else 0.0

    def kinship(self, one: Sequence[str], other: Sequence[str]) -> float:
        """Likeness with the weights squared, as a cosine has them: names that stand in every sentence of a story hardly count."""
        first, second = self._side(one), self._side(other)
        total = first.square + second.square
        return _met(first, second, self._squares) / total if total else 0.0

    def shared(self, one: Sequence[str], other: Sequence[str]) -> set[str]:
        """The words of the first that the second has, or has a synonym of."""
        side = self._side(other)
        return {word for word in one if word in side.words or word in side.synonyms}

    def synonyms(self, words: Sequence[str]) -> frozenset[str]:
        """The words that one of these may stand for and that are none of them."""
        return self._side(words).synonyms

    def _side(self, words: Sequence[str]) -> _Side:
        """What is compared of these words, worked out once: each claim meets every other one of its kind."""
        key = tuple(words)
        side = self._sides.get(key)
        if side is None:
            held = frozenset(key)
            synonyms = frozenset().union(*map(related, held)) - held
            for word in held:
                weight = self._weight.setdefault(word, self._unseen)
                self._squares.setdefault(word, weight**2)
            side = self._sides[key] = _Side(held, synonyms, _sum(held, self._weight), _sum(held, self._squares))
        return side


def _met(one: _Side, other: _Side, weights: Mapping[str, float]) -> float:
    """What two sides have in common, counted once for each of them."""
    aside = chain(one.words & other.synonyms, other.words & one.synonyms)
    return 2 * _sum(one.words & other.words, weights) + RELATED * _sum(aside, weights)


def _sum(words: Iterable[str], weights: Mapping[str, float]) -> float:
    """Exact, so that it does not hang on the order in which a set gives its words."""
    return math.fsum(map(weights.__getitem__, words))


def counted_alike(one: Claim, other: Claim, words: Words) -> float:
    """How surely two numbers measure the same thing, 0 (never) to about 1."""
    first, second = Slot.read(one.slot), Slot.read(other.slot)
    if not _same_kind(one, other, first, second):
        return 0.0
    if first.whose and second.whose and first.whose != second.whose:
        return 0.0
    if first.outcome != second.outcome and ({first.outcome, second.outcome} & STRICT):
        return 0.0
    things = things_alike(first, second)
    if (
        things == 0.0
        or _far_apart(one, other)
        or sexes_differ(one, other)
        or (one.when and other.when and days_exclude(one.when, other.when))
    ):
        return 0.0
    score = things + (0.35 if first.outcome and first.outcome == second.outcome else 0.0)
    score += (0.2 if first.whose and first.whose == second.whose else 0.0) + (0.15 if same_amount(one, other) else 0.0)
    score += SOLE if _is_sole(one, other, first, second) else 0.0
    near = words.likeness(one.terms, other.terms)
    if ("part" in one.scope) != ("part" in other.scope) and not words.shared(_telling(one), _telling(other)):
        return 0.0
    if first.kind == "rank" and near < SAME_RANK and amounts_exclude(one, other):
        return 0.0
    return score + 0.5 * near + 0.3 * words.likeness(terms(one.passage.quote), terms(other.passage.quote))


def sexes_differ(one: Claim, other: Claim) -> bool:
    """Whether one number counts men or boys alone and the other women or girls."""
    first, second = ((bool(_MEN.search(claim.text)), bool(_WOMEN.search(claim.text))) for claim in (one, other))
    return first != second and any(first) and any(second)


def _far_apart(one: Claim, other: Claim) -> bool:
    """Whether two amounts are of another order: no two sources measure one thing so."""
    ends = [[end for end in interval(claim) if not math.isinf(end)] for claim in (one, other)]
    if not all(ends):
        return False
    least, most = sorted(sum(known) / len(known) for known in ends)
    return least > 0 and most / least > FARTHEST


def _is_sole(one: Claim, other: Claim, first: Slot, second: Slot) -> bool:
    """Whether both articles name but one amount in this unit of the same thing: the speed of the wind, the years of a contract."""
    if first.kind in {"count", "share", "rank", "age", "money", "percent"} or not first.what or first.what != second.what:
        return False
    return "sole" in one.scope and "sole" in other.scope


def _telling(claim: Claim) -> tuple[str, ...]:
    """The words around a number that say more than that people were counted and what became of them."""
    return tuple(word for word in claim.terms if word not in _OF_ALL)


def things_alike(one: Slot, other: Slot) -> float:
    """How alike what two slots count or measure is."""
    if one.kind in COUNTED:
        return _things_alike(one.what, other.what, one.kind)
    return _measured_alike(one.what, other.what)


def same_amount(one: Claim, other: Claim) -> bool:
    """Whether two telling numbers are the same."""
    return is_telling(mine := interval(one)) and mine == interval(other)


def is_telling(ends: tuple[float, float]) -> bool:
    """Whether an amount is more than just "two" or "three"."""
    return ends[1] >= 4


def days_exclude(one: When, other: When) -> bool:
    """Whether two dates have no day in common; an open end reaches any day."""
    return (one.start or date.min) > (other.end or date.max) or (other.start or date.min) > (one.end or date.max)


def _measured_alike(one: str, other: str) -> float:
    """Two amounts with units: how alike what they measure is."""
    if not one or not other:
        return 0.1
    return 0.35 if stem(one) == stem(other) or stem(other) in related(stem(one)) else 0.1


def _same_kind(one: Claim, other: Claim, first: Slot, second: Slot) -> bool:
    if {first.kind, second.kind} == {"share", "count"}:
        return _whole(one) is not None and _whole(one) == _whole(other)
    if first.kind != second.kind or frame(one) != frame(other):
        return False
    if first.kind == "count":
        return True
    unit, unit_other = _unit(one), _unit(other)
    if unit != unit_other and any(unit in table and unit_other in table for table in (_IN_KM, _IN_HOURS)):
        return not amounts_exclude(one, other)
    return unit == unit_other


def _unit(claim: Claim) -> str:
    return (claim.quantity.unit if claim.quantity else None) or ""


def _things_alike(one: str, other: str, kind: str) -> float:
    if one == other and kind == "age":
        return 0.7
    if one == other:
        return {PERSON: 0.15, STAFF: 0.3, "": 0.05}.get(one, 0.4)
    if not one or not other:
        return 0.1
    (*kinds, head), (*kinds_other, head_other) = one.split(), other.split()
    if head == head_other or stem(head) == stem(head_other):
        if kinds and kinds_other and not {stem(kind) for kind in kinds} & {stem(kind) for kind in kinds_other}:
            return 0.0
        return 0.35 if kinds and kinds_other else 0.25
    if stem(head_other) in related(stem(head)) or PERSON in {head, head_other}:
        return 0.1
    return 0.0


def _whole(claim: Claim) -> float | None:
    return next((float(mark.split()[1]) for mark in claim.scope if mark.startswith("of ")), None)


def _length(claim: Claim) -> float | None:
    """A time told in several units, in the unit of the claim."""
    return next((float(mark.split()[1]) for mark in claim.scope if mark.startswith("length ")), None)


def frame(claim: Claim) -> tuple[str, bool, bool]:
    """What numbers of one kind must have in common to be compared: the rate, whether they are a total, whether of the past."""
    return next((mark for mark in claim.scope if mark.startswith("per ")), ""), "total" in claim.scope, "past" in claim.scope


# ---------------------------------------------------------------- amounts


def amount(claim: Claim) -> tuple[float | None, ...]:
    """What makes two numbers one value: both ends, and the whole of a time told in several units."""
    quantity = claim.quantity
    return () if quantity is None else (quantity.low, quantity.high, _length(claim))


def interval(claim: Claim) -> tuple[float, float]:
    """The amounts that a claim allows: lengths in kilometres, times in hours, shares of a known whole as counts.

    "About" allows a tenth either way, "just under 70" the tenth below it, and a large round number one of its last digit that counts.
    """
    quantity = claim.quantity
    assert quantity is not None
    factor = _IN_KM.get(quantity.unit or "", _IN_HOURS.get(quantity.unit or "", 1.0))
    if Slot.read(claim.slot).kind == "share" and (whole := _whole(claim)) is not None:
        factor = whole
    if (length := _length(claim)) is not None:
        return length * factor, length * factor
    low, high = _open_ends(quantity)
    share = 0.1 if quantity.approximate else 0.0
    return (low - _slack(low, share)) * factor, (high + _slack(high, share)) * factor


def _slack(end: float, share: float) -> float:
    """By how much an end of an amount may be off: this share of it, or its rounding; an open end has none."""
    return 0.0 if math.isinf(end) else max(share * abs(end), _rounding(end))


def _open_ends(quantity: Quantity) -> tuple[float, float]:
    low, high = quantity.low, quantity.high
    if low is None:
        low = 0.9 * high if quantity.approximate and high is not None else -math.inf
    return low, math.inf if high is None else high


def _rounding(value: float) -> float:
    """One of the last digit that counts, a twentieth at most, for thousands and more: 4,600 stands for 4,500 to 4,700."""
    if math.isinf(value) or abs(value) < 1000 or value != int(value):
        return 0.0
    digits = str(int(abs(value)))
    zeros = len(digits) - len(digits.rstrip("0"))
    return min(10.0**zeros, 0.05 * abs(value)) if zeros else 0.0


def amounts_exclude(one: Claim, other: Claim) -> bool:
    """Whether two numbers cannot both be true; in other units they may differ by rounding: a twentieth, times by half a unit."""
    low, high = interval(one)
    low_other, high_other = interval(other)
    units = {claim.quantity.unit or "" for claim in (one, other) if claim.quantity}
    slack = 0.05 * min(abs(high), abs(high_other)) if len(units) > 1 and not math.isinf(min(high, high_other)) else 0.0
    if len(units) > 1 and units <= _IN_HOURS.keys():
        slack = HALF * max(map(_IN_HOURS.__getitem__, units))
    return low > high_other + slack or low_other > high + slack
