"""Whether a sentence denies what it speaks of."""

from __future__ import annotations

import re

from briefings.questions.passages import Hit

NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|nobody|nothing|cannot|without|denied|denies|refused|declined|rejected|failed to|yet to|dismissed"
    r"|ruled out|unlikely|instead of|rather than)\b|n['’]t\b",
    re.IGNORECASE,
)


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
