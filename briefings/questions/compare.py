"""Whether the values that several sources give to one question can all be true."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from briefings.model import Precision, State
from briefings.questions.finder import Candidate
from briefings.questions.found import Found
from briefings.questions.kinds import Kind
from briefings.questions.words import stem, tokens

_COMPARABLE = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DURATION, Kind.WHEN})
_SURE_FIT = 0.72
_SURE_COVERAGE = 0.88


def state_of(kind: Kind, sources: Sequence[Candidate], texts: Sequence[str]) -> State:
    """How the best sentences of the sources stand to each other, told from their values alone."""
    if len(sources) < 2:
        return State.SINGLE_SOURCE
    if any(_conflict(kind, one, other) for one, other in combinations(sources, 2)):
        return State.CONFLICT
    return State.AGREE if len(set(texts)) == 1 else State.COMPLEMENTARY


def _conflict(kind: Kind, one: Candidate, other: Candidate) -> bool:
    """Only where both sentences carry the whole question as well, and their values cannot both be true."""
    a, b = one.value(), other.value()
    if kind not in _COMPARABLE or a is None or b is None or min(a.fit, b.fit) < _SURE_FIT:
        return False
    lesser, greater = sorted((one.hit.own, other.hit.own))
    return lesser >= _SURE_COVERAGE * greater and lesser >= 0.6 and (_apart_in_time(a, b) if kind is Kind.WHEN else _apart(a, b))


def _apart_in_time(a: Found, b: Found) -> bool:
    if a.when is None or b.when is None or not a.when.end or not b.when.end:
        return False
    exact = {Precision.DAY, Precision.MONTH}
    if not a.when.start or not b.when.start or a.when.precision not in exact or b.when.precision not in exact:
        return False
    return a.when.end < b.when.start or b.when.end < a.when.start


def _apart(a: Found, b: Found) -> bool:
    if _unit(a.text) != _unit(b.text):
        return False
    low = max(bound for bound in (a.low, b.low, float("-inf")) if bound is not None)
    high = min(bound for bound in (a.high, b.high, float("inf")) if bound is not None)
    return low > high * 1.1 and (a.low, a.high) != (None, None) and (b.low, b.high) != (None, None)


def _unit(text: str) -> str:
    words = [token.stem for token in tokens(text) if not token.stem[0].isdigit()]
    return words[0] if words and words[0] not in {stem("about"), stem("some")} else words[1] if len(words) > 1 else ""
