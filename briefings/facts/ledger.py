"""The ledger: claims of several articles → facts with a state. Pure: no parser, no clock.

Claims of one kind are paired across articles, best match first, and joined into groups with one value an article. A group whose values
cannot all be true is a conflict, unless a source explains the difference itself: the parts add up, or the article that differs gives the
other value too. Where a later article corrects an earlier one, the fact's note says which value supersedes which.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from heapq import heappop, heappush
from itertools import chain, product

from briefings.facts.compare import COMPARISONS, NUMBERS, STATEMENTS, Comparison
from briefings.facts.corrections import corrects, takes_back
from briefings.facts.echoes import with_echoes
from briefings.facts.exclusives import exclusive_facts
from briefings.facts.match import Words, amount, interval
from briefings.facts.pairing import pairs
from briefings.facts.rivals import Pair, join_rivals
from briefings.facts.slots import Slot, terms
from briefings.facts.witnesses import Shared, count_witnesses
from briefings.facts.wording import UNNAMED_DATE
from briefings.model import Claim, Facet, Fact, Passage, State, Value

_ORDER = "what where when who staffing numbers why how next quotes background"
FACETS = tuple(Facet(name) for name in _ORDER.split())


ByArticle = Mapping[str, Sequence[Claim]]
"""The claims of a kind that each article makes."""


@dataclass(frozen=True)
class Ledger:
    """What the ledger needs beside the claims: the words' weights, when each article was published, and which text articles share.

    `rivals` are pairs of claims that are of one thing however little their words have in common.
    """

    words: Words
    published: Mapping[str, date | None]
    shared: Shared
    rivals: Set[Pair] = frozenset()


def reconcile(claims: Sequence[Claim], published: Mapping[str, date | None], shared: Shared) -> tuple[Fact, ...]:
    """The facts of a story from the claims of its articles (`published`: article id → day), by facet, widest support first."""
    statements = [claim for claim in claims if claim.slot == "statement"]
    words = Words(claim.terms for claim in statements)
    ledger = Ledger(words, published, shared)
    facts: list[Fact] = []
    for comparison in COMPARISONS:
        mine = [claim for claim in claims if Slot.read(claim.slot).kind in comparison.kinds]
        groups = group_claims(mine, comparison, ledger)
        if comparison.rivalry is not None:
            groups, rivals = join_rivals(groups, comparison.rivalry, comparison.excludes, statements, words)
            ledger = replace(ledger, rivals=rivals)
        among: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in mine:
            among[claim.article].append(claim)
        facts.extend(
            _fact(group, comparison, ledger, among) for group in (with_echoes(groups, words) if comparison is STATEMENTS else groups)
        )
    facts.extend(exclusive_facts(claims, words, shared))
    return in_order(facts)


def in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts by facet; within one, conflicts first, then those of most sources, else as they came."""
    return tuple(sorted(facts, key=_rank))


def _rank(fact: Fact) -> tuple[int, bool, int]:
    return FACETS.index(fact.facet), fact.state is not State.CONFLICT, -len({source for value in fact.values for source in value.sources})


# ---------------------------------------------------------------- grouping


def group_claims(claims: Sequence[Claim], comparison: Comparison, ledger: Ledger) -> list[list[Claim]]:
    """The claims in groups that speak of the same thing: best pairs first, one value an article in a group.

    Pairs come by the most that they may be alike and are weighed only then: most have been joined or kept apart by that time.
    """
    groups = _Groups(claims)
    for score, one, other in _best_first(claims, comparison, ledger.words, groups):
        if groups.may_join(one, other) and (score >= comparison.sure or not _differ(claims[one], claims[other], comparison, ledger)):
            groups.join(one, other)
    return groups.all()


def _best_first(claims: Sequence[Claim], comparison: Comparison, words: Words, groups: _Groups) -> Iterator[tuple[float, int, int]]:
    """The likeness and the places of every two claims that may be joined while this is asked."""
    if not claims:
        return
    weighed: list[tuple[float, int, int]] = []  # a heap, turned round: its least is the best pair
    for most, one, other in chain(pairs(comparison.reach(claims, words), comparison.join), [(-math.inf, 0, 0)]):
        while weighed and -weighed[0][0] >= most:
            score, left, right = heappop(weighed)
            yield -score, -left, -right
        if groups.may_join(one, other):
            score = _likeness(claims[one], claims[other], comparison, words)
            if score >= comparison.join:
                heappush(weighed, (-score, -one, -other))


class _Groups:
    """Claims by their places, joined into groups; of an article a group has claims of one value only."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = claims
        self._of = [{claim.article: [at]} for at, claim in enumerate(claims)]

    def may_join(self, one: int, other: int) -> bool:
        """Whether these two are not in one group yet, and joining theirs would give no article two values: once not, then never."""
        left, right = self._of[one], self._of[other]
        if left is right:
            return False
        return all(
            same_value(self._claims[mine], self._claims[theirs])
            for article in left.keys() & right.keys()
            for mine, theirs in product(left[article], right[article])
        )

    def join(self, one: int, other: int) -> None:
        """Make one group of those of these two."""
        left, right = self._of[one], self._of[other]
        for article, places in right.items():
            left.setdefault(article, []).extend(places)
            for at in places:
                self._of[at] = left

    def all(self) -> list[list[Claim]]:
        """Every group, each in the order of its claims."""
        unique = {id(group): group for group in self._of}
        return [[self._claims[at] for at in sorted(chain.from_iterable(group.values()))] for group in unique.values()]


def _differ(one: Claim, other: Claim, comparison: Comparison, ledger: Ledger) -> bool:
    """Whether two values exclude each other and neither article takes the other's back."""
    corrected = corrects(one, other, ledger.published) or corrects(other, one, ledger.published)
    return not corrected and comparison.excludes(one, other, ledger.words)


def _likeness(one: Claim, other: Claim, comparison: Comparison, words: Words) -> float:
    """How alike two claims are; of one article only those that give one value, a little less than of two."""
    if one.article != other.article:
        return comparison.alike(one, other, words)
    if one.slot == other.slot and same_value(one, other) and Slot.read(one.slot).kind != "statement":
        return comparison.alike(one, other, words) - 0.05
    return 0.0


def same_value(one: Claim, other: Claim) -> bool:
    """Whether two claims state the same value in the same terms."""
    if one.quantity is not None and other.quantity is not None:
        kind, kind_other = Slot.read(one.slot).kind, Slot.read(other.slot).kind
        return kind == kind_other and amount(one) == amount(other)
    if one.when is not None and other.when is not None:
        return (one.when.start, one.when.end) == (other.when.start, other.when.end)
    if Slot.read(one.slot).kind in {"clock", "injury", "stance"}:
        return one.scope[0] == other.scope[0]
    return terms(one.text) == terms(other.text)


# ---------------------------------------------------------------- facts


def _fact(group: Sequence[Claim], comparison: Comparison, ledger: Ledger, among: ByArticle) -> Fact:
    values = _values(group)
    articles = {claim.article for claim in group}
    later = [claim for claim in group if takes_back(claim.passage.quote)]
    note = next((note for one in group for other in later if (note := corrects(one, other, ledger.published))), None)
    if len(articles) == 1:
        state = State.SINGLE_SOURCE
    elif any(_conflict(one, other, comparison, ledger, among) for one in group for other in group):
        state = State.CONFLICT
    else:
        state = State.AGREE if len(values) == 1 else State.COMPLEMENTARY
    head = max(group, key=lambda one: (one.label != UNNAMED_DATE, len({c.article for c in group if c.label == one.label}), -len(one.label)))
    witnesses = count_witnesses((passage for value in values for passage in value.evidence), ledger.shared)
    return Fact(min((claim.facet for claim in group), key=FACETS.index), head.label, state, witnesses, values, head.slot, note)


def _values(group: Sequence[Claim]) -> tuple[Value, ...]:
    alike: list[list[Claim]] = []
    for claim in group:
        home = next((claims for claims in alike if same_value(claims[0], claim)), None)
        if home is None:
            alike.append([claim])
        else:
            home.append(claim)
    return tuple(_value(claims) for claims in alike)


def _value(claims: Sequence[Claim]) -> Value:
    first = claims[0]
    evidence: dict[tuple[str, int], Passage] = {}
    for claim in claims:
        for passage in (claim.passage, *claim.also):
            evidence.setdefault((passage.article, passage.start), passage)
    sources = tuple(dict.fromkeys(claim.article for claim in claims))
    quantity = first.quantity
    low, high, unit = (quantity.low, quantity.high, quantity.unit) if quantity is not None else (None, None, None)
    return Value(first.text, sources, tuple(evidence.values()), low, high, unit)


def _conflict(one: Claim, other: Claim, comparison: Comparison, ledger: Ledger, among: ByArticle) -> bool:
    if one.article >= other.article or not comparison.excludes(one, other, ledger.words):
        return False
    if frozenset((id(one), id(other))) not in ledger.rivals and comparison.alike(one, other, ledger.words) < comparison.sure:
        return False
    if comparison is NUMBERS and (_adds_up(one, other, among) or _adds_up(other, one, among)):
        return False
    return not (_also_said(one, other, comparison, ledger, among) or _also_said(other, one, comparison, ledger, among))


def _also_said(one: Claim, other: Claim, comparison: Comparison, ledger: Ledger, among: ByArticle) -> bool:
    """Whether the article of the first claim states the second one's value of the same thing too."""
    return any(
        claim is not one and comparison.alike(claim, other, ledger.words) >= comparison.sure
        and not comparison.excludes(claim, other, ledger.words)
        for claim in among[one.article]
    )  # fmt: skip


def _adds_up(part: Claim, whole: Claim, among: ByArticle) -> bool:
    """Whether a number given in the part's own sentence makes up the difference to the whole: 3 and a further 2 are 5."""
    low, high = interval(part)
    target = interval(whole)
    kind = part.slot.split("/")[0]
    rest = [
        interval(claim)
        for claim in among[part.article]
        if claim.passage == part.passage and claim is not part and claim.slot.split("/")[0] == kind
    ]
    closed = [more for more in rest if not any(map(math.isinf, (*more, *target)))]
    return any(low + more[0] <= target[1] and target[0] <= high + more[1] and high < target[0] for more in closed)
