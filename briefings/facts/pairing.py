"""Which claims of a story are worth comparing: all pairs at once, as matrices, so that the rules weigh only those that can meet. Pure.

A story of 50 articles has a million pairs of claims, of which some thousands speak of the same thing. Each reach below holds, for every
two claims, the most that the rule beside its name in `compare` could give them; a pair under the rule's threshold need not be asked for.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from itertools import chain

import numpy as np
import numpy.typing as npt

from briefings.facts.events import CANCELLED, FORMER
from briefings.facts.match import COUNTED, RELATED, SOLE, STRICT, Words, frame, interval, is_telling, things_alike
from briefings.facts.slots import PERSON, Slot, terms
from briefings.facts.thesaurus import related
from briefings.facts.words import stem
from briefings.model import Claim, Facet

Matrix = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

ROUNDING = 1e-3
"""More than what 32-bit numbers are off by: no pair is lost to it."""


def pairs(reach: Matrix, least: float) -> Iterator[tuple[float, int, int]]:
    """The most that every two claims may be alike, where that is this likeness, and their places, the earlier one first; best first."""
    ones, others = np.nonzero(np.triu(reach >= least - ROUNDING, 1))
    most = reach[ones, others] + ROUNDING
    order = np.argsort(-most)
    return zip(*(column[order].tolist() for column in (most, ones, others)), strict=True)


def all_reach(claims: Sequence[Claim], words: Words) -> Matrix:
    """Of kinds of which a story has few claims: any two may speak of the same thing."""
    return np.full((len(claims), len(claims)), np.inf, dtype=np.float32)


def slots_reach(claims: Sequence[Claim], words: Words) -> Matrix:
    """Of kinds of which only claims of one slot meet."""
    most: Matrix = np.where(same([claim.slot for claim in claims]), np.float32(np.inf), np.float32(0))
    return most


def numbers_reach(claims: Sequence[Claim], words: Words) -> Matrix:
    """What `counted_alike` gives at most: only numbers of one kind, one owner and things that can be the same meet."""
    slots = [Slot.read(claim.slot) for claim in claims]
    owned, told = np.array([bool(slot.whose) for slot in slots]), np.array([bool(slot.outcome) for slot in slots])
    strict = np.array([slot.outcome in STRICT for slot in slots])
    owner, outcome, kind = (same([getattr(slot, part) for slot in slots]) for part in ("whose", "outcome", "kind"))
    meets = same(["count" if slot.kind == "share" else slot.kind for slot in slots]) & overlap(claims)
    meets &= (owner | _either(~owned)) & (outcome | ~_either(strict)) & (~kind | same([frame(claim) for claim in claims]))
    amounts = [interval(claim) for claim in claims]
    telling = same(amounts) & np.array([is_telling(amount) for amount in amounts])
    sole = np.array(["sole" in claim.scope for claim in claims])
    thing = things(slots)
    near = likenesses([claim.terms for claim in claims], words)
    around = likenesses([terms(claim.passage.quote) for claim in claims], words)
    alike = thing + 0.35 * (outcome & told) + 0.2 * (owner & owned) + 0.15 * telling + SOLE * (sole & sole[:, None])
    most: Matrix = np.where(meets & (thing > 0), alike + 0.5 * near + 0.3 * around, 0)
    return most


def dates_reach(claims: Sequence[Claim], words: Words) -> Matrix:
    """What the rule for dates gives at most: only dates of one status whose words have something in common meet."""
    former = np.array([claim.status == FORMER for claim in claims])
    near = likenesses([claim.terms for claim in claims], words)
    around = likenesses([terms(claim.passage.quote) for claim in claims], words)
    meets = same([claim.status if claim.status in {FORMER, CANCELLED} else None for claim in claims]) & (near > 0)
    most: Matrix = np.where(meets, 0.7 * near + 0.4 * around + 0.25 * overlap(claims) + 0.25 * former, 0)
    return most


def statements_reach(claims: Sequence[Claim], words: Words) -> Matrix:
    """What the rule for statements gives."""
    lead = np.array([claim.facet is Facet.WHAT for claim in claims])
    most: Matrix = kinships([claim.terms for claim in claims], words) + np.float32(0.3) * (lead[:, None] & lead[None, :])
    return most


# ---------------------------------------------------------------- matrices


def likenesses(texts: Sequence[Sequence[str]], words: Words) -> Matrix:
    """`Words.likeness` of every two texts."""
    return _shares(texts, words, 1)


def kinships(texts: Sequence[Sequence[str]], words: Words) -> Matrix:
    """`Words.kinship` of every two texts."""
    return _shares(texts, words, 2)


def _shares(texts: Sequence[Sequence[str]], words: Words, power: int) -> Matrix:
    """The weighted share of words that two texts have in common, synonyms at a discount, the weights raised to a power.

    A word that no other text meets counts by its weight alone: it needs no column.
    """
    met, total = _met_words(texts, words), np.zeros(len(texts), dtype=np.float32)
    weights = np.array([words.weight(word) ** power for word in met], dtype=np.float32)
    held: Matrix = np.zeros((len(texts), len(met)), dtype=np.float32)
    meets = held.copy()
    for row, text in enumerate(texts):
        held[row, columns := [met[word] for word in text if word in met]] = 1
        meets[row, [met[word] for word in words.synonyms(text) if word in met]] = RELATED
        meets[row, columns] = 1
        total[row] = math.fsum(words.weight(word) ** power for word in set(text))
    aside = (held * weights) @ meets.T
    shares: Matrix = (aside + aside.T) / np.maximum(total[:, None] + total[None, :], 1e-9)
    return shares


def _met_words(texts: Sequence[Sequence[str]], words: Words) -> dict[str, int]:
    """The words that two texts hold, or one holds and another has a synonym of, each with its column."""
    held = Counter(chain.from_iterable(map(set, texts)))
    synonyms = frozenset().union(*map(words.synonyms, texts))
    return {word: column for column, word in enumerate(word for word, number in held.items() if number > 1 or word in synonyms)}


def things(slots: Sequence[Slot]) -> Matrix:
    """`things_alike` of every two slots of one kind; of two kinds it means nothing."""
    named = np.array([bool(slot.what) for slot in slots])
    both = named[:, None] & named[None, :]
    counted = np.array([slot.kind in COUNTED for slot in slots])
    alike: Matrix = np.where(both, np.where(counted[:, None], _counted(slots), _measured(slots)), np.float32(0.1))
    equal = same([slot.what for slot in slots]) & counted[:, None]
    each = np.array([things_alike(slot, slot) for slot in slots], dtype=np.float32)
    alike[equal] = np.broadcast_to(each[:, None], equal.shape)[equal]
    return alike


def _counted(slots: Sequence[Slot]) -> Matrix:
    """How alike the things of two counts are where they have other names."""
    parts = [(slot.what or PERSON).split() for slot in slots]
    heads = [stem(part[-1]) for part in parts]
    kinds = [tuple(map(stem, part[:-1])) for part in parts]
    told = np.array([bool(kind) for kind in kinds])
    people = np.array([part[-1] == PERSON for part in parts])
    one_head = np.where(told[:, None] & told[None, :], np.where(_share_one(kinds), 0.35, 0.0), 0.25)
    alike: Matrix = np.where(same(heads), one_head, np.where(_kin(heads) | _either(people), 0.1, 0.0)).astype(np.float32)
    return alike


def _measured(slots: Sequence[Slot]) -> Matrix:
    whats = [stem(slot.what or PERSON) for slot in slots]
    alike: Matrix = np.where(same(whats) | _kin(whats), 0.35, 0.1).astype(np.float32)
    return alike


def _kin(stems: Sequence[str]) -> Mask:
    """Where one of two stems may stand for the other."""
    place = {word: at for at, word in enumerate(dict.fromkeys(stems))}
    kin = np.zeros((len(place), len(place)), dtype=np.bool_)
    for word, at in place.items():
        kin[at, [place[other] for other in related(word) if other in place]] = True
    at_each = np.array([place[word] for word in stems], dtype=np.intp)
    spread: Mask = kin[np.ix_(at_each, at_each)]
    return spread


def _share_one(texts: Sequence[Sequence[str]]) -> Mask:
    """Where two texts have a word in common."""
    column = {word: at for at, word in enumerate(dict.fromkeys(chain.from_iterable(texts)))}
    held = np.zeros((len(texts), len(column)), dtype=np.float32)
    for row, text in enumerate(texts):
        held[row, [column[word] for word in text]] = 1
    common: Mask = held @ held.T > 0
    return common


def overlap(claims: Sequence[Claim]) -> Mask:
    """Whether the days of every two claims have one in common, an open end reaching any day."""
    starts = np.array([(claim.when.start if claim.when else None) or date.min for claim in claims], dtype="datetime64[D]")
    ends = np.array([(claim.when.end if claim.when else None) or date.max for claim in claims], dtype="datetime64[D]")
    common: Mask = (starts[:, None] <= ends[None, :]) & (starts[None, :] <= ends[:, None])
    return common


def same(marks: Sequence[Hashable]) -> Mask:
    """Where two marks are the same."""
    numbers: dict[Hashable, int] = {}
    each = np.array([numbers.setdefault(mark, len(numbers)) for mark in marks])
    equal: Mask = each[:, None] == each[None, :]
    return equal


def _either(marks: Mask) -> Mask:
    either: Mask = marks[:, None] | marks[None, :]
    return either
