"""What it takes for two claims of a kind to speak of the same thing, and to exclude each other. One `Comparison` a kind of claim. Pure.

A comparison groups claims from `join` on; an exclusion counts as a conflict only from `sure` on, so that a doubtful match is never
reported as a contradiction: the two then stay facts of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefings.facts.events import CANCELLED, FORMER
from briefings.facts.match import Words, amounts_exclude, counted_alike, days_exclude
from briefings.facts.pairing import Matrix, all_reach, dates_reach, numbers_reach, statements_reach
from briefings.facts.slots import Slot, terms
from briefings.facts.thesaurus import related
from briefings.facts.words import stem, word_set
from briefings.model import Claim, Facet, Precision, When


@dataclass(frozen=True, slots=True)
class Comparison:
    """How claims of these kinds of slot are matched and opposed; `reach` bounds `alike` for all pairs at once."""

    kinds: frozenset[str]
    alike: Callable[[Claim, Claim, Words], float]
    excludes: Callable[[Claim, Claim, Words], bool]
    join: float
    sure: float
    reach: Callable[[Sequence[Claim], Words], Matrix] = all_reach


def _sentences_alike(one: Claim, other: Claim, words: Words) -> float:
    return words.likeness(terms(one.passage.quote), terms(other.passage.quote))


# ---------------------------------------------------------------- numbers


_RUNNING = word_set("count share percent distance temperature money volume age")
"""Kinds of number that change with time, so that two of them may be true of two moments."""


def _numbers_exclude(one: Claim, other: Claim, words: Words) -> bool:
    kind = Slot.read(one.slot).kind
    if kind in _RUNNING and _taken(one) != _taken(other):
        return False
    if kind == "duration" and one.quantity and other.quantity and one.quantity.unit != other.quantity.unit:
        return False
    return amounts_exclude(one, other)


def _taken(claim: Claim) -> str:
    return next((mark for mark in claim.scope if not mark.startswith(("of ", "per ", "total", "past", "part", "sole"))), "")


# ---------------------------------------------------------------- dates


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
    return days_exclude(one.when, other.when)


# ---------------------------------------------------------------- causes

LEAST_SAID = 2
"""Words of content that a cause must have before it can contradict another one."""
LEAST_NEAR = 0.08
"""How alike sentences must be whose causes explain effects of one name in other words, unless both articles lead with that effect."""
_SINGLE_CAUSE = frozenset(["delay", "cancellation", "departure", "failure", "closure"])


def _reasons_alike(one: Claim, other: Claim, words: Words) -> float:
    effect, effect_other = Slot.read(one.slot).outcome, Slot.read(other.slot).outcome
    if effect != effect_other:
        return 0.0
    near = words.likeness(one.terms, other.terms)
    leads = "lead" in one.scope and "lead" in other.scope
    if effect and not leads and not near and _sentences_alike(one, other, words) < LEAST_NEAR:
        return 0.0
    base = {"delay": 0.35, "failure": 0.3, "": 0.0}.get(effect, 0.15)
    if effect and leads:
        base = max(base, 0.35)
    return base + near + 0.3 * words.likeness(terms(one.text), terms(other.text))


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


# ---------------------------------------------------------------- statements


def _statements_alike(one: Claim, other: Claim, words: Words) -> float:
    lead = 0.3 if one.facet is Facet.WHAT and other.facet is Facet.WHAT else 0.0
    return lead + words.kinship(one.terms, other.terms)


def _never(one: Claim, other: Claim, words: Words) -> bool:
    return False


NUMBERS = Comparison(
    word_set("count money percent share distance speed weight area volume power temperature duration storeys rank age"),
    counted_alike, _numbers_exclude, 0.45, 0.62, numbers_reach,
)  # fmt: skip
DATES = Comparison(frozenset({"date"}), _dates_alike, _dates_exclude, 0.4, 0.45, dates_reach)
REASONS = Comparison(frozenset({"reason"}), _reasons_alike, _reasons_exclude, 0.35, 0.35)
STREETS = Comparison(frozenset({"street"}), _sites_alike, _streets_exclude, 0.3, 0.3)
LODGINGS = Comparison(frozenset({"lodging"}), _sites_alike, _lodgings_exclude, 0.15, 0.15)
STATEMENTS = Comparison(frozenset({"statement"}), _statements_alike, _never, 0.26, 1.0, statements_reach)
COMPARISONS = (NUMBERS, DATES, REASONS, STREETS, LODGINGS, STATEMENTS)
