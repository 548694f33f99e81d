"""Stances: who does a thing or does not, where two sources may say the opposite: will appeal or not, admits or denies, stays or resigns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.facts.pipeline import Parsed
from briefings.facts.words import stem, word_set
from briefings.model import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

# One line an axis: the verbs of one side, and those of the other.
_AXES = {
    "appeal": ("appeal", ""),
    "admit": ("admit confess", "deny"),
    "resign": ("resign quit", ""),
    "reopen": ("reopen", ""),
    "survive": ("survive", "die perish"),
    "approve": ("approve ratify", "reject veto"),
    "strike": ("strike", ""),
    "testify": ("testify", ""),
    "settle": ("settle", ""),
    "apologise": ("apologise apologize", ""),
    "win": ("win", "lose"),
}
_SIDE = {
    verb: (axis, side) for axis, sides in _AXES.items() for side, verbs in zip((True, False), sides, strict=True) for verb in verbs.split()
}
_TURNS = word_set("refuse decline fail reject")
_INTENDS = word_set("will would plan intend vow promise pledge expect going decide want refuse decline")
_DOUBT = re.compile(r"\b(?:if|whether|may|might|could|can|consider\w*|unless|until|yet)\b", re.I)


@dataclass(frozen=True, slots=True)
class Stance:
    """One statement that somebody does a thing (`does`) or does not: `text[start:end]`, on an axis, of now or then or of what will be."""

    sentence: Sentence
    start: int
    end: int
    axis: str
    whose: str
    does: bool
    ahead: bool


def find_stances(parsed: Parsed) -> Iterator[Stance]:
    """The stances of named or described subjects in the running text; what is only possible, and what is quoted, is none."""
    for sentence in parsed.running():
        if _DOUBT.search(parsed.text_of(sentence)):
            continue
        for verb in parsed.span_of(sentence):
            axis, side = _SIDE.get(verb.lemma_.lower(), ("", True))
            if not axis or verb.pos_ != "VERB" or parsed.in_quotation(verb.idx):
                continue
            chain = _chain(verb)
            subject = next(
                (child for link in chain for child in link.children if child.dep_ == "nsubj" and child.pos_ in {"NOUN", "PROPN"}), None
            )
            if subject is None:
                continue
            turned = sum(child.dep_ == "neg" for link in chain for child in link.children) + sum(
                link.lemma_ in _TURNS for link in chain[1:]
            )
            ahead = any(token.lemma_.lower() in _INTENDS for link in chain for token in [link, *link.children])
            start, end = min(verb.idx, subject.idx), max(verb.idx + len(verb), subject.idx + len(subject))
            yield Stance(sentence, start, end, axis, stem(subject.lemma_), side != bool(turned % 2), ahead)


def _chain(verb: Token) -> list[Token]:
    """A verb and those that it completes: "appeal" of "decided not to appeal"."""
    chain = [verb]
    while chain[-1].dep_ in {"xcomp", "conj"} and chain[-1].head.pos_ in {"VERB", "AUX"} and len(chain) < 4:
        chain.append(chain[-1].head)
    return chain
