"""Where somebody was taken: to which hospital or prison, so that one source's name can be set against another's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.facts.pipeline import Parsed
from briefings.facts.stances import name_of, one_person, subject_of
from briefings.facts.words import stem, word_set
from briefings.model import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_TAKING = word_set("take drive bring fly airlift rush admit treat transfer carry send move hold")
_KINDS = {"hospital": word_set("hospital infirmary clinic"), "prison": word_set("prison jail")}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Transfer:
    """One person taken to a named place of a kind (hospital, prison): `text[start:end]` is the place, `names` the stems that name it.

    `whose` is a stem, empty for a pronoun; `named` says that it is of a name.
    """

    sentence: Sentence
    start: int
    end: int
    kind: str
    names: tuple[str, ...]
    whose: str
    named: bool


def find_transfers(parsed: Parsed) -> Iterator[Transfer]:
    """The places that the running text says one person was taken to, in order; places without a name of their own are left out."""
    for sentence in parsed.running():
        for verb in parsed.span_of(sentence):
            if verb.pos_ != "VERB" or verb.lemma_ not in _TAKING or parsed.in_quotation(verb.idx):
                continue
            subject, place = subject_of([verb], _TAKING), _place(verb)
            if subject is None or place is None or any(child.dep_ == "neg" for child in verb.children):
                continue
            name = [*(token for token in place.lefts if token.pos_ == "PROPN" or token.dep_ == "poss"), place]
            names = tuple(stem(inner.text) for token in name[:-1] for inner in token.subtree if inner.pos_ == "PROPN")
            whose, named = ("", False) if subject.lower_ in {"he", "she", "him", "her"} else name_of(subject)
            if names and one_person(subject, whose, named):
                yield Transfer(sentence, place.left_edge.idx, place.idx + len(place), _KIND_OF[place.lower_], names, whose, named)


def _place(verb: Token) -> Token | None:
    """The place of a kind that follows "to", "at" or "in"."""
    preps = [child for child in verb.children if child.dep_ in {"prep", "dative"} and child.lower_ in {"to", "at", "in"}]
    return next((child for prep in preps for child in prep.children if child.dep_ == "pobj" and child.lower_ in _KIND_OF), None)
