"""What a number counts where no noun follows it: "put the attendance at 41,000", "the toll rose to 23", "eleven of them"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.facts.words import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_SETTING = word_set("put set give estimate place bring raise lower cut reduce revise take count report")
_STANDING = word_set("rise climb grow increase fall drop decline sink stand reach jump swell come be number total")
_TALLY = word_set("number toll total figure tally count")
_KNOWING = word_set("know believe report think confirm say fear presume feel estimate suspect")
_SUBJECTS = word_set("nsubj nsubjpass")
_PERSONAL = word_set("dead death deaths fatality injured wounded missing crowd attendance turnout audience life victim survivor toll")
OF_THEM = re.compile(r"^\s+of (?:them|whom|these|those)\b", re.I)
"""Behind a number that is a part of what was counted before."""
OF_THE = re.compile(r"^\s+of (?:the|its|their|them|whom|these|those)\b(?! \d)", re.I)
"""Behind a number that is a part of a whole."""
AVERAGE = re.compile(r"\b(?:average|averag(?:es|ed|ing)|typical(?:ly)?|usual(?:ly)?)\b", re.I)


def noun_before(root: Token) -> Token | None:
    """The noun that a verb sets at this number: its object ("put the attendance at N") or its subject ("the toll rose to N")."""
    preposition = root.head
    if root.dep_ != "pobj" or preposition.lower_ not in {"to", "at"} or preposition.head.pos_ not in {"VERB", "AUX", "NOUN"}:
        return None
    verb = preposition.head if preposition.head.pos_ != "NOUN" else preposition.head.head
    if preposition.head.pos_ == "NOUN" and preposition.head.dep_ != "dobj":
        return None
    wanted = {"dobj"} if verb.lemma_.lower() in _SETTING else _SUBJECTS if verb.lemma_.lower() in _STANDING else set()
    noun = next((child for child in verb.children if child.dep_ in wanted and child.pos_ == "NOUN"), None)
    return tallied(noun) if noun is not None and noun.i < root.i else None


def tallied(noun: Token) -> Token:
    """What a tally is of: the deaths of "the number of deaths"; any other noun is itself."""
    if noun.lemma_.lower() not in _TALLY:
        return noun
    of = next((child for child in noun.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    inner = next((child for child in of.children if child.dep_ == "pobj" and child.pos_ == "NOUN"), None) if of is not None else None
    return inner if inner is not None else noun


def counts_people(lemma: str) -> bool:
    """Whether a noun stands for the people of whom something is told: the dead, the crowd, lives."""
    return lemma in _PERSONAL


def is_knowing(verb: Token) -> bool:
    """Whether a verb only says how sure something is, as in "known to have died"."""
    return verb.lemma_.lower() in _KNOWING
