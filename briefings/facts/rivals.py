"""Rivals: what two articles say of one thing in words that hardly meet ("employs 45", "some 60 work there"). Pure.

The ledger first matches numbers and dates by what they are of. What is left is weighed once more, by all that speaks for one thing at a
time: values near each other, likeness of the nearest words, of the sentence and of what stands around it, one noun, one outcome. Two claims
meet that are each the other's best match in the other's article, so that a doubtful pair has to win against every other reading of it.

The weights are those of a logistic regression over every two claims of one kind in two articles of twelve annotated stories. Leaving one
story out at a time, 27 of 36 conflicts of numbers that it found there were right, and 12 of 14 of dates; matching by the noun and the verb
alone had found 17 and 5.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from briefings.facts.events import FORMER, PLANNED
from briefings.facts.match import SAME_RANK, Words, frame, interval, sexes_differ
from briefings.facts.pairing import Mask, Matrix, kinships, likenesses, overlap, same, things
from briefings.facts.slots import Slot, terms
from briefings.facts.thesaurus import related
from briefings.facts.words import stem, word_set
from briefings.model import Claim

Excludes = Callable[[Claim, Claim, Words], bool]
Pair = frozenset[int]
"""The identities (`id`) of two claims."""


MOST_AROUND = 0.5
"""How alike the text around two claims is at most, but where articles print one text: these the ledger has matched before."""


@dataclass(frozen=True, slots=True)
class Rivalry:
    """How claims of a kind are weighed: `weigh` all pairs by everything but the text around them, which counts `around`.

    From `join` on two values that can both be true are of one thing, from `sure` on two that exclude each other, and so in conflict.
    """

    weigh: Callable[[Sequence[Claim], Words], Matrix]
    around: float
    join: float
    sure: float


def join_rivals(
    groups: Sequence[list[Claim]], rivalry: Rivalry, excludes: Excludes, statements: Sequence[Claim], words: Words
) -> tuple[list[list[Claim]], set[Pair]]:
    """The groups, those of rivals made one where they have no article in common, and the pairs that made them one.

    `statements` are all the sentences of the story as claims.
    """
    home: dict[int, list[Claim]] = {}
    for group in groups:
        own = list(group)
        home.update((id(claim), own) for claim in own)
    pairs: set[Pair] = set()
    for score, one, other in _rivals([claim for group in groups for claim in group], rivalry, statements, words):
        if sexes_differ(one, other):
            continue
        if excludes(one, other, words) and (score < rivalry.sure or not _of_one_subject(one, other, words)):
            continue
        left, right = home[id(one)], home[id(other)]
        if left is not right and not {claim.article for claim in left} & {claim.article for claim in right}:
            left.extend(right)
            home.update((id(claim), left) for claim in right)
            pairs.add(frozenset((id(one), id(other))))
    return list({id(group): group for group in home.values()}.values()), pairs


def _rivals(claims: Sequence[Claim], rivalry: Rivalry, statements: Sequence[Claim], words: Words) -> Iterator[tuple[float, Claim, Claim]]:
    """Every two claims of two articles that are each other's best match there, with their score, the surest first."""
    if len({claim.article for claim in claims}) < 2:
        return
    weighed = rivalry.weigh(claims, words)
    weighed[same([claim.article for claim in claims])] = -np.inf
    around = Around(statements)
    best: dict[tuple[int, str], tuple[float, int]] = {}
    near = np.nonzero(np.triu(weighed >= rivalry.join - MOST_AROUND * rivalry.around, 1))
    for one, other in zip(*(places.tolist() for places in near), strict=True):
        kinship = words.kinship(around.of(claims[one]), around.of(claims[other]))
        score = float(weighed[one, other]) + rivalry.around * kinship
        if score < rivalry.join:
            continue
        for mine, theirs in ((one, other), (other, one)):
            place = mine, claims[theirs].article
            best[place] = max(best.get(place, (-math.inf, 0)), (score, theirs))
    mutual = [
        (score, one, other)
        for (one, _), (score, other) in best.items()
        if one < other and best.get((other, claims[one].article), (0.0, other))[1] == one
    ]
    for score, one, other in sorted(mutual, reverse=True):
        yield score, claims[one], claims[other]


def _of_one_subject(one: Claim, other: Claim, words: Words) -> bool:
    """Whether two sentences share more than the word for what is told: of two things that stay shut, each has its own day."""
    told = {stem(key) for claim in (one, other) for key in Slot.read(claim.slot).what.split()}
    rest = [[word for word in terms(claim.passage.quote) if word not in told and not related(word) & told] for claim in (one, other)]
    return Slot.read(one.slot).kind != "date" or bool(words.shared(*rest))


class Around:
    """The words of a claim's sentence with those of the sentences before and behind it."""

    def __init__(self, statements: Sequence[Claim]) -> None:
        self._of: dict[str, list[Claim]] = {}
        for claim in sorted(statements, key=lambda claim: claim.passage.start):
            self._of.setdefault(claim.article, []).append(claim)
        self._starts = {article: [claim.passage.start for claim in claims] for article, claims in self._of.items()}
        self._known: dict[tuple[str, int], tuple[str, ...]] = {}

    def of(self, claim: Claim) -> tuple[str, ...]:
        """The words around a claim, each once."""
        place = claim.article, claim.passage.start
        if place not in self._known:
            at = bisect_right(self._starts.get(claim.article, []), claim.passage.start)
            near = self._of.get(claim.article, [])[max(at - 2, 0) : at + 1]
            self._known[place] = tuple(dict.fromkeys(word for statement in near for word in statement.terms))
        return self._known[place]


# ---------------------------------------------------------------- numbers

_LENGTHS, _TIMES = word_set("km mile metre foot yard cm mm inch"), word_set("second minute hour day week month year decade night")
_OF_KIND = {"count": 0.0, "share": 0.0, "rank": -0.36, "duration": 0.16, "money": 1.53}
_OF_UNIT = 1.1


def _weigh_numbers(claims: Sequence[Claim], words: Words) -> Matrix:
    slots = [Slot.read(claim.slot) for claim in claims]
    near = likenesses([claim.terms for claim in claims], words)
    heads = [stem(slot.what.split()[-1]) if slot.what else "" for slot in slots]
    outcomes, owners = [slot.outcome for slot in slots], [slot.whose for slot in slots]
    score = 2.8 * near + 0.97 * kinships([terms(claim.passage.quote) for claim in claims], words) - 5.63
    score += 1.45 * (same(heads) & _both(heads)) - 0.97 * (things(slots) == 0)
    score += np.where(same(outcomes), 1.56 * _both(outcomes), -0.61)
    score -= 0.45 * ~same([frame(claim) for claim in claims]) + 0.9 * ~same(["part" in claim.scope for claim in claims])
    score += np.array([_OF_KIND.get(slot.kind, _OF_UNIT) for slot in slots])[None, :]
    amounts, apart = _amounts(claims)
    meets = same([_measured_in(claim) for claim in claims]) & (same(owners) | ~_both(owners)) & ~apart
    ranks = np.array([slot.kind == "rank" for slot in slots])
    meets &= ~ranks[None, :] | (near >= SAME_RANK) | same([interval(claim) for claim in claims])
    weighed: Matrix = np.where(meets, score + amounts, -np.inf).astype(np.float32)
    return weighed


def _amounts(claims: Sequence[Claim]) -> tuple[Matrix, Mask]:
    """What the amounts themselves say for every two numbers being of one thing, and where they are too far apart for it."""
    low, high = np.array([interval(claim) for claim in claims], dtype=np.float64).T
    both = (low[:, None] <= high[None, :]) & (low[None, :] <= high[:, None])
    middle = np.where(np.isinf(low), high, np.where(np.isinf(high), low, (low + high) / 2))
    least, most = np.minimum(middle[:, None], middle[None, :]), np.maximum(middle[:, None], middle[None, :])
    ratio = np.divide(most, least, out=np.full_like(most, np.inf), where=least > 0)
    score: Matrix = 1.41 * both + 0.73 * (ratio < 1.25) + 2.11 * (ratio < 1.7) - 0.4 * (least <= 3) + 0.55 * (least >= 20)
    return score, np.isinf(middle)[:, None] | np.isinf(middle)[None, :]


def _measured_in(claim: Claim) -> str:
    """What kind of measure a number is in: shares count with counts, lengths and times in any unit are one, else each unit is its own."""
    kind, unit = Slot.read(claim.slot).kind, (claim.quantity.unit if claim.quantity else None) or ""
    if kind in {"count", "share"}:
        return "count"
    return "length" if unit in _LENGTHS else kind if unit in _TIMES else f"{kind} {unit}"


# ---------------------------------------------------------------- dates

_WEEK, _HALF_YEAR = 8, 200  # days


def _weigh_dates(claims: Sequence[Claim], words: Words) -> Matrix:
    days = np.array([_day(claim).toordinal() for claim in claims], dtype=np.int64)
    gap = np.abs(days[:, None] - days[None, :])
    spans = [(claim.when.start, claim.when.end) if claim.when else None for claim in claims]
    former = np.array([claim.status == FORMER for claim in claims])
    score = 2.12 * likenesses([claim.terms for claim in claims], words) - 5.85
    score += 5.62 * kinships([terms(claim.passage.quote) for claim in claims], words)
    score += 1.42 * same(spans) + 0.48 * overlap(claims) + 0.78 * (gap <= _WEEK) + 0.79 * (gap <= _HALF_YEAR)
    planned = np.array([claim.status == PLANNED for claim in claims])
    score += same([claim.status for claim in claims]) + 2.19 * (former[:, None] & former) + 0.77 * (planned[:, None] & planned)
    weighed: Matrix = np.where(former[:, None] == former, score, -np.inf).astype(np.float32)
    return weighed


def _day(claim: Claim) -> date:
    """The last day that a date allows, of an open one the first."""
    return (claim.when.end or claim.when.start or date.min) if claim.when is not None else date.min


NUMBER_RIVALS = Rivalry(_weigh_numbers, 2.27, -1.5, -0.5)
DATE_RIVALS = Rivalry(_weigh_dates, 3.45, -1.5, -1.0)


def _both(marks: Sequence[str]) -> Mask:
    """Where both of two marks say something."""
    said = np.array([bool(mark) for mark in marks])
    both: Mask = said[:, None] & said[None, :]
    return both
