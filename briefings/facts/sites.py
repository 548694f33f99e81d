"""Where, as attributes that two sources can contradict: the street something stands in, where people live, and what is "the only" one.

Site claims are narrow on purpose. A street beside another street of the same thing, or "at the barracks" beside "at a nearby hotel" for
the same people, cannot both be true; a town beside its country can, and is left to the list of places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.facts.pipeline import Parsed
from briefings.facts.words import word_set
from briefings.model import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_STREET = re.compile(
    r"\b(?P<street>(?:[A-Z][\w'’-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard|Square|Row"
    r"|Terrace|Crescent|Highway|Parade|Quay|Embankment))\b(?!['’]s)"
)
_LIVING = word_set("live sleep stay lodge reside dwell")
_ONLY = re.compile(r"\b(?:the|its|their|his|her) (?:only|sole) ", re.I)


@dataclass(frozen=True, slots=True)
class Site:
    """One statement of place: `kind` is street, lodging or only; `what` the words of the thing, `text[start:end]` the place."""

    sentence: Sentence
    kind: str
    start: int
    end: int
    what: tuple[str, ...]


def find_sites(parsed: Parsed) -> Iterator[Site]:
    """Streets of things, lodgings of people and exclusives of the running text, in order."""
    for sentence in parsed.running():
        yield from _streets(parsed, sentence)
        yield from _lodgings(parsed, sentence)
        yield from _exclusives(parsed, sentence)


def _streets(parsed: Parsed, sentence: Sentence) -> Iterator[Site]:
    for match in _STREET.finditer(parsed.article.text, sentence.start, sentence.end):
        root = parsed.span(match.start(), match.end()).root
        thing = root.head.head if root.head.dep_ == "prep" else root.head
        if thing.pos_ in {"NOUN", "PROPN"} or thing.pos_ == "VERB":
            noun = (
                thing
                if thing.pos_ != "VERB"
                else next((child for child in thing.children if child.dep_ in {"nsubj", "nsubjpass", "dobj"}), None)
            )
            if noun is not None:
                yield Site(sentence, "street", match.start("street"), match.end("street"), tuple(token.text for token in _phrase(noun)))


def _lodgings(parsed: Parsed, sentence: Sentence) -> Iterator[Site]:
    for verb in parsed.span_of(sentence):
        if verb.lemma_.lower() not in _LIVING or verb.pos_ != "VERB":
            continue
        subject = _subject(verb)
        place = next(
            (
                child
                for prep in verb.children
                if prep.dep_ == "prep" and prep.lower_ in {"at", "in", "inside", "near", "outside"}
                for child in prep.children
                if child.dep_ == "pobj"
            ),
            None,
        )
        if subject is None or place is None or place.ent_type_ in {"DATE", "TIME", "GPE"}:
            continue
        tokens = list(_phrase(place))
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
        yield Site(
            sentence,
            "lodging",
            place.head.idx if place.head.lower_ in {"near", "outside"} else start,
            end,
            tuple(token.text for token in _phrase(subject)),
        )


def _exclusives(parsed: Parsed, sentence: Sentence) -> Iterator[Site]:
    """ "the only channel between them has been the telephone": what is exclusive, and what it is said to be."""
    for match in _ONLY.finditer(parsed.article.text, sentence.start, sentence.end):
        noun = next(
            (
                token
                for token in parsed.span(match.end(), min(match.end() + 60, sentence.end))
                if token.pos_ == "NOUN" and token.dep_ not in {"compound", "amod"}
            ),
            None,
        )
        verb = noun.head if noun is not None and noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.lemma_ == "be" else None
        said = next((child for child in verb.children if child.dep_ == "attr"), None) if verb is not None else None
        if noun is not None and said is not None:
            tokens = _phrase(said)
            yield Site(sentence, "only", tokens[0].idx, tokens[-1].idx + len(tokens[-1].text), tuple(token.text for token in noun.subtree))


def _subject(verb: Token) -> Token | None:
    """The subject of a verb, or of the verb that it is coordinated with."""
    while True:
        subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is not None or verb.dep_ not in {"conj", "xcomp"}:
            return subject
        verb = verb.head


def _phrase(noun: Token) -> list[Token]:
    """A noun with its modifiers and prepositional phrases, without the clauses that describe it."""
    skipped = {
        inner.i
        for child in noun.children
        if child.dep_ in {"relcl", "acl", "conj", "cc", "punct", "appos", "advcl"}
        for inner in child.subtree
    }
    return [token for token in noun.subtree if token.i not in skipped]
