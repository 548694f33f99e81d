"""Whether a sentence denies what it speaks of."""

from __future__ import annotations

import re

from briefings.questions.passages import Hit

NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|nobody|nothing|cannot|without|denied|denies|refused|declined|rejected|failed to|yet to|dismissed"
    r"|ruled out|unlikely|instead of|rather than)\b|n['’]t\b",
    re.IGNORECASE,
)

_ONCE_PLANNED = re.compile(
    r"\b(?:was|were|had been|had|originally|first) (?:\w+ )?(?:meant|due|scheduled|planned|supposed|hoped|intended) |^scheduled for\b",
    re.IGNORECASE,
)
_PLANS = re.compile(r"\b(?:plan\w*|meant|due|schedul\w*|suppos\w*|hop\w*|intend\w*|original\w*|first|expect\w*)\b", re.IGNORECASE)


def only_planned(question: str, text: str) -> bool:
    """Whether a text tells of what was once planned, where the question asks of what came about."""
    return bool(_ONCE_PLANNED.search(text)) and not _PLANS.search(question)


def is_negated(hit: Hit) -> bool:
    """Whether a negation stands before a matched word in its clause, at most six words away."""
    text = hit.unit.text
    forms = set(hit.matched.values())
    spots = [token.start for token in hit.unit.tokens if token.stem in forms]
    for match in NEGATION.finditer(text):
        after = [spot for spot in spots if spot >= match.end()]
        between = text[match.end() : after[0]] if after else ""
        if after and len(between.split()) <= 6 and not re.search(r"[,;:.]\s", between):
            return True
    return False
