"""What it takes for two claims of a kind to speak of the same thing, and to exclude each other. One `Comparison` a kind of claim. Pure.

A comparison groups claims from `join` on; an exclusion counts as a conflict only from `sure` on, so that a doubtful match is never
reported as a contradiction: the two then stay facts of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefings.facts.events import CANCELLED, FORMER
from briefings.facts.hours import NAMED_HOURS
from briefings.facts.injuries import parts_exclude
from briefings.facts.match import Words, amounts_exclude, counted_alike, days_exclude
from briefings.facts.pairing import Matrix, all_reach, dates_reach, numbers_reach, slots_reach, statements_reach
from briefings.facts.rivals import DATE_RIVALS, NUMBER_RIVALS, Rivalry
from briefings.facts.slots import Slot, terms
from briefings.facts.stances import OF_ONE
from briefings.facts.thesaurus import related
from briefings.facts.words import stem, word_set
from briefings.model import Claim, Facet, Precision, When


@dataclass(frozen=True, slots=True)
class Comparison:
    """How claims of these kinds of slot are matched and opposed; `reach` bounds `alike` for all pairs at once.

    `rivalry` weighs once more what is left.
    """

    kinds: frozenset[str]
    alike: Callable[[Claim, Claim, Words], float]
    excludes: Callable[[Claim, Claim, Words], bool]
    join: float
    sure: float
    reach: Callable[[Sequence[Claim], Words], Matrix] = all_reach
    rivalry: Rivalry | None = None


def _sentences_alike(one: Claim, other: Claim, words: Words) -> float:
    return words.likeness(terms(one.passage.quote), terms(other.passage.quote))


# ---------------------------------------------------------------- numbers


_RUNNING = word_set("count share percent distance temperature money volume age")
"""Kinds of number that change with time, so that two of them may be true of two moments."""


_POSSIBLY = re.compile(r"\b(?:could|might) (?:\w+ ){1,2}$", re.I)


def _numbers_exclude(one: Claim, other: Claim, words: Words) -> bool:
    kind = Slot.read(one.slot).kind
    if kind in _RUNNING and _taken(one) != _taken(other):
        return False
    if _is_possible(one) or _is_possible(other):
        return False
    return amounts_exclude(one, other)


def _is_possible(claim: Claim) -> bool:
    """Whether an amount is only what could come of it: "could reach 40 million"."""
    before, _, _ = claim.passage.quote.partition(claim.text)
    return bool(_POSSIBLY.search(before))


def _taken(claim: Claim) -> str:
    return next((mark for mark in claim.scope if not mark.startswith(("of ", "per ", "total", "past", "part", "sole", "length "))), "")


# ---------------------------------------------------------------- dates


FARTHEST_DATES = timedelta(days=3 * 365)
"""Dates of one event are not farther apart than this, unless both are years."""
ABOUT_THE_END = timedelta(days=5)
"""By how much "the end of June" may differ from a day."""
_ROUGHLY = re.compile(r"\b(?:end|close|start|beginning|turn) of\b", re.I)
_DEADLINE = stem("deadline")


def _dates_alike(one: Claim, other: Claim, words: Words) -> float:
    if (one.status == FORMER) != (other.status == FORMER) or (one.status == CANCELLED) != (other.status == CANCELLED):
        return 0.0
    if ("past" in one.scope) != ("past" in other.scope):
        return 0.0
    near = words.likeness(one.terms, other.terms)
    score = 0.7 * near + 0.4 * _sentences_alike(one, other, words)
    if one.status == FORMER:
        score += 0.25
    if one.when and other.when and not days_exclude(one.when, other.when):
        score += 0.15 if _coarse(one.when) or _coarse(other.when) else 0.25
    if one.status != FORMER and not (_is_key(one, other) and _is_key(other, one)):
        score *= 0.6
    return score if near > 0 else 0.0


def _is_key(one: Claim, other: Claim) -> bool:
    """Whether a word for the event of the first claim is among the words of the second."""
    keys = {stem(key) for key in Slot.read(one.slot).what.split()}
    there = {*other.terms, *(stem(key) for key in Slot.read(other.slot).what.split())}
    return any(key in there or related(key) & there for key in keys)


def _coarse(when: When) -> bool:
    return when.precision in {Precision.YEAR, Precision.DECADE, Precision.SPAN, Precision.SEASON} or when.start is None


def _dates_exclude(one: Claim, other: Claim, words: Words) -> bool:
    if one.when is None or other.when is None or Precision.DECADE in {one.when.precision, other.when.precision}:
        return False
    if not days_exclude(one.when, other.when) or (_DEADLINE in one.terms) != (_DEADLINE in other.terms):
        return False
    years = one.when.precision is Precision.YEAR and other.when.precision is Precision.YEAR
    rough = any(_ROUGHLY.search(claim.passage.quote) for claim in (one, other))
    return (ABOUT_THE_END if rough else timedelta()) < _gap(one.when, other.when) and (years or _gap(one.when, other.when) < FARTHEST_DATES)


def _gap(one: When, other: When) -> timedelta:
    """The days between two dates that have none in common."""
    early, late = sorted((one, other), key=lambda when: when.end or date.max)
    return (late.start or date.min) - (early.end or date.max)


# ---------------------------------------------------------------- causes

LEAST_SAID = 2
"""Words of content that a cause must have before it can contradict another one."""
LEAST_NEAR = 0.12
"""How alike sentences must be whose causes explain effects of one name in other words, unless both articles lead with that effect."""
_EFFECT_WORDS = frozenset(
    map(stem, word_set("put push hold run call step back late delay postpone cancel close shut suspend halt fail stop"))
)
_SINGLE_CAUSE = frozenset(["delay", "cancellation", "departure", "failure", "closure", "breakdown"])


def _reasons_alike(one: Claim, other: Claim, words: Words) -> float:
    effect, effect_other = Slot.read(one.slot).outcome, Slot.read(other.slot).outcome
    if effect != effect_other:
        return 0.0
    near = words.likeness(one.terms, other.terms)
    leads = "lead" in one.scope and "lead" in other.scope
    if effect and not leads and not _explain_alike(one, other, words) and _sentences_alike(one, other, words) < LEAST_NEAR:
        return 0.0
    base = {"delay": 0.35, "breakdown": 0.35, "failure": 0.3, "": 0.0}.get(effect, 0.15)
    if effect and leads:
        base = max(base, 0.35)
    return base + near + 0.3 * words.likeness(terms(one.text), terms(other.text))


def _explain_alike(one: Claim, other: Claim, words: Words) -> bool:
    """Whether two causes explain what has a word in common, beside the words for being late, off or shut."""
    return bool(words.shared([word for word in one.terms if word not in _EFFECT_WORDS], other.terms))


def _reasons_exclude(one: Claim, other: Claim, words: Words) -> bool:
    if Slot.read(one.slot).outcome not in _SINGLE_CAUSE:
        return False
    cause, cause_other = terms(one.text), terms(other.text)
    return min(len(cause), len(cause_other)) >= LEAST_SAID and not words.shared(cause, cause_other)


# ---------------------------------------------------------------- sites

_OFF_SITE = re.compile(r"\b(?:near|nearby|outside|away|neighbou?ring|off-site|adjacent)\b", re.I)


def _sites_alike(one: Claim, other: Claim, words: Words) -> float:
    if one.slot != other.slot:
        return 0.0
    place = {*terms(one.text), *terms(other.text)}
    thing = [word for word in one.terms if word not in place], [word for word in other.terms if word not in place]
    rest = [tuple(word for word in terms(claim.passage.quote) if word not in place) for claim in (one, other)]
    return 0.6 * words.likeness(*thing) + 0.6 * words.likeness(*rest)


def _streets_exclude(one: Claim, other: Claim, words: Words) -> bool:
    return _street(one.text) != _street(other.text)


def _street(name: str) -> str:
    return re.sub(r"\bSt$", "street", re.sub(r"\bRd$", "road", re.sub(r"\bAve$", "avenue", name))).lower()


def _lodgings_exclude(one: Claim, other: Claim, words: Words) -> bool:
    return bool(_OFF_SITE.search(one.text)) != bool(_OFF_SITE.search(other.text)) and not words.shared(terms(one.text), terms(other.text))


# ---------------------------------------------------------------- hours, injuries, stances

FARTHEST_HOURS = 240
"""Minutes between two hours of one event at most: farther apart they are taken for two events."""
DAY = 24 * 60
_ONCE = word_set("landfall crash quake")
"""Events of which a story tells one: their hours meet whatever the other words."""
CLOCK_SLACK = 2  # minutes by which clocks may differ


def _hours_alike(one: Claim, other: Claim, words: Words) -> float:
    """Hours of one kind of event meet, and those of one thing ("the first call") where the sentences have more in common."""
    if _apart(one, other) > FARTHEST_HOURS:
        return 0.0
    near = _sentences_alike(one, other, words)
    if one.slot == other.slot:
        return (0.36 if Slot.read(one.slot).what in _ONCE else 0.3) + near
    kinds = {Slot.read(claim.slot).what for claim in (one, other)}
    return 0.22 + near if set(one.terms) & set(other.terms) and not kinds <= NAMED_HOURS else 0.0


def _hours_exclude(one: Claim, other: Claim, words: Words) -> bool:
    return _apart(one, other) > CLOCK_SLACK


def _apart(one: Claim, other: Claim) -> int:
    """The minutes between two hours on the face of the clock; none where they may be the same."""
    (low, high), (low_other, high_other) = (map(int, claim.scope[0].split()) for claim in (one, other))
    turns = (-DAY, -DAY // 2, 0, DAY // 2, DAY) if "either" in (*one.scope, *other.scope) else (-DAY, 0, DAY)
    return max(0, min(max(low + turn - high_other, low_other - high - turn) for turn in turns))


def _injuries_alike(one: Claim, other: Claim, words: Words) -> float:
    return 1.0 if one.slot == other.slot else 0.0


def _injuries_exclude(one: Claim, other: Claim, words: Words) -> bool:
    return parts_exclude(one.scope[0], other.scope[0])


LEAST_SAME = 0.1
"""How alike two sentences must be that tell of one subject's doing."""


_SEQUENCE = word_set("appeal resign charge concession")
"""What is done once: who has done it will not be said to leave it."""


def _stances_alike(one: Claim, other: Claim, words: Words) -> float:
    """Doings of one subject by their sentences; of two who may be one, where neither article tells the doing of anybody else."""
    slot, slot_other = Slot.read(one.slot), Slot.read(other.slot)
    if slot.what != slot_other.what or (slot.outcome != slot_other.outcome and slot.what not in _SEQUENCE):
        return 0.0
    near = _sentences_alike(one, other, words)
    sole = "sole" in one.scope and "sole" in other.scope
    if slot.whose and slot.whose == slot_other.whose and ("person" in one.scope) == ("person" in other.scope):
        return max(near, LEAST_SAME) if sole and slot.what in OF_ONE else near
    return max(near, LEAST_SAME) if sole and slot.what in OF_ONE and _may_be_one(one, other) else 0.0


def _may_be_one(one: Claim, other: Claim) -> bool:
    """Whether two subjects may be one: a person's name and what the person is, or somebody left unnamed."""
    if not Slot.read(one.slot).whose or not Slot.read(other.slot).whose:
        return True
    both_person = "person" in one.scope and "person" in other.scope
    return both_person and ("named" in one.scope) != ("named" in other.scope)


def _stances_exclude(one: Claim, other: Claim, words: Words) -> bool:
    if one.scope[0] == other.scope[0]:
        return False
    does, does_not = (one, other) if one.scope[0] == "does" else (other, one)
    return Slot.read(does.slot).outcome == Slot.read(does_not.slot).outcome or bool(Slot.read(does_not.slot).outcome)


def _transfers_alike(one: Claim, other: Claim, words: Words) -> float:
    """Two who may be one person, where neither article has anybody else taken to such a place."""
    slot, slot_other = Slot.read(one.slot), Slot.read(other.slot)
    if slot.what != slot_other.what or not ("sole" in one.scope and "sole" in other.scope):
        return 0.0
    return 1.0 if slot.whose == slot_other.whose or _may_be_one(one, other) else 0.0


def _transfers_exclude(one: Claim, other: Claim, words: Words) -> bool:
    return not set(one.terms) & set(other.terms)


# ---------------------------------------------------------------- statements


def _statements_alike(one: Claim, other: Claim, words: Words) -> float:
    lead = 0.3 if one.facet is Facet.WHAT and other.facet is Facet.WHAT else 0.0
    return lead + words.kinship(one.terms, other.terms)


def _never(one: Claim, other: Claim, words: Words) -> bool:
    return False


NUMBERS = Comparison(
    word_set("count money percent share distance speed weight area volume power temperature duration storeys rank age"),
    counted_alike, _numbers_exclude, 0.45, 0.62, numbers_reach, NUMBER_RIVALS,
)  # fmt: skip
DATES = Comparison(frozenset({"date"}), _dates_alike, _dates_exclude, 0.4, 0.45, dates_reach, DATE_RIVALS)
REASONS = Comparison(frozenset({"reason"}), _reasons_alike, _reasons_exclude, 0.35, 0.35)
STREETS = Comparison(frozenset({"street"}), _sites_alike, _streets_exclude, 0.3, 0.3, slots_reach)
LODGINGS = Comparison(frozenset({"lodging"}), _sites_alike, _lodgings_exclude, 0.15, 0.15)
HOURS = Comparison(frozenset({"clock"}), _hours_alike, _hours_exclude, 0.34, 0.36)
INJURIES = Comparison(frozenset({"injury"}), _injuries_alike, _injuries_exclude, 0.5, 0.5, slots_reach)
STANCES = Comparison(frozenset({"stance"}), _stances_alike, _stances_exclude, LEAST_SAME, LEAST_SAME)
TRANSFERS = Comparison(frozenset({"taken"}), _transfers_alike, _transfers_exclude, 0.5, 0.5)
STATEMENTS = Comparison(frozenset({"statement"}), _statements_alike, _never, 0.26, 1.0, statements_reach)
COMPARISONS = (NUMBERS, DATES, REASONS, STREETS, LODGINGS, HOURS, INJURIES, STANCES, TRANSFERS, STATEMENTS)
