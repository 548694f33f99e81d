"""Corrections: where a later article takes back what an earlier one said, its value stands and the other is history, no conflict."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from briefings.facts.numerals import find_numerals
from briefings.model import Claim

_CUES = re.compile(
    r"\b(?:correct(?:ed|ing|ion|s)|revis(?:ed|ing|es|ion)|earlier (?:figure|report|estimate|count|toll|statement|number|tally)s?"
    r"|(?:previous|initial|preliminary|first) (?:figure|report|estimate|count|toll|statement|number"
    r"|tally)s?|updated|amended|retracted|withdrew|mistaken(?:ly)?|in error"
    r"|(?:initially|previously|originally|wrongly|earlier) (?:said|reported|put|given|stated|announced|believed|thought|counted)"
    r"|(?:rose|risen|climbed|rising|increased|fell|fallen|lowered|raised|cut) (?:to|from)|(?:up|down) from"
    r"|instead of|rather than|now stands? at|not \d[\d,.]*(?: as)?)\b",
    re.I,
)


def _names_again(earlier: Claim, later: Claim) -> bool:
    """Whether the later passage repeats the earlier value, as a correction does."""
    if (
        earlier.quantity is None
        or later.quantity is None
        or (earlier.quantity.low, earlier.quantity.high) == (later.quantity.low, later.quantity.high)
    ):
        return False
    old = {earlier.quantity.low, earlier.quantity.high} - {None}
    return any({numeral.low, numeral.high} & old for numeral in find_numerals(later.passage.quote))


@lru_cache(maxsize=8192)
def takes_back(passage: str) -> bool:
    """Whether a passage has words by which a later article takes back what an earlier one said."""
    return bool(_CUES.search(passage))


def corrects(earlier: Claim, later: Claim, published: Mapping[str, date | None]) -> str | None:
    """A note where the second claim takes back the first: it was published no earlier, differs, and its passage says so."""
    before, after = published.get(earlier.article), published.get(later.article)
    if earlier.article == later.article or before is None or after is None or after < before or earlier.text == later.text:
        return None
    if not takes_back(later.passage.quote) or not _names_again(earlier, later):
        return None
    return f"{later.article} corrects an earlier value: {later.text}, not {earlier.text}"
