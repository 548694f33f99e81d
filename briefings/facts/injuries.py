"""Injuries: which part of the body of whom was hurt, so that a knee in one source can be set against an ankle in another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefings.facts.pipeline import Parsed
from briefings.facts.words import word_set
from briefings.model import Sentence

_REGIONS = {
    "leg": word_set("leg knee ankle thigh calf shin hamstring groin foot heel achilles"),
    "arm": word_set("arm elbow wrist forearm hand finger thumb"),
    "head": word_set("head skull jaw nose eye face"),
    "trunk": word_set("back spine rib chest hip pelvis shoulder collarbone neck"),
}
_REGION_OF = {part: region for region, parts in _REGIONS.items() for part in parts}
_PART = re.compile(rf"\b({'|'.join(sorted(_REGION_OF))})\b", re.I)
_HURT = re.compile(
    r"\b(?:injur\w+|torn?|tore|tear|ruptur\w+|broken?|fractur\w+|s[pt]rain\w*|dislocat\w+|wound\w*|shot in|surgery|bruis\w+)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Injury:
    """One person's injury: `text[start:end]` tells it, `part` names the part of the body, `whose` the person's last name."""

    sentence: Sentence
    start: int
    end: int
    part: str
    whose: str


def find_injuries(parsed: Parsed) -> Iterator[Injury]:
    """The injuries of named people in the running text, in order: sentences that name one part of the body and what happened to it."""
    whose = ""
    for sentence in parsed.running():
        text = parsed.text_of(sentence)
        parts = list(_PART.finditer(text))
        hurt = [match for match in _HURT.finditer(text) if parts and abs(match.start() - parts[0].start()) < 40]
        named = [ent for ent in parsed.span_of(sentence).ents if ent.label_ == "PERSON"]
        limit = sentence.start + parts[0].start() if parts else sentence.end
        earlier = [ent[-1].lower_ for ent in named if ent.start_char < limit]
        owner = earlier[0] if earlier else whose
        if owner and hurt and len({part[0].lower() for part in parts}) == 1:
            start, end = min(hurt[0].start(), parts[0].start()), max(hurt[0].end(), parts[0].end())
            yield Injury(sentence, sentence.start + start, sentence.start + end, parts[0][0].lower(), owner)
        whose = named[-1][-1].lower_ if named else whose


def parts_exclude(one: str, other: str) -> bool:
    """Whether two parts of the body are neither the same nor one a part of the other."""
    return one != other and _REGION_OF.get(other) != one and _REGION_OF.get(one) != other
