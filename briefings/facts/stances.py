"""Stances: who does a thing or does not, where two sources may say the opposite: will appeal or not, in custody or free, smiled or did not.

A doing is told by a verb ("appealed"), by a phrase ("taken into custody") or by a noun ("no decision on an appeal has been taken"). Whose
it is stands as the subject, in the passive and in the active of what is done to somebody; a pronoun counts for whom it plainly means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.facts.animate import is_office
from briefings.facts.pipeline import QUOTED, Parsed, governing_verb
from briefings.facts.referents import THIRD_PERSON, referent
from briefings.facts.slots import PERSON_NOUNS
from briefings.facts.words import stem, word_set
from briefings.model import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# One line an axis: the verbs of one side, and those of the other.
_AXES = {
    "appeal": ("appeal", ""),
    "admit": ("admit confess", "deny"),
    "resign": ("resign quit", ""),
    "reopen": ("reopen", ""),
    "survive": ("survive", "die perish"),
    "approve": ("approve ratify accept", "reject veto"),
    "strike": ("strike", ""),
    "testify": ("testify", ""),
    "settle": ("settle", ""),
    "apologise": ("apologise apologize", ""),
    "win": ("win", "lose"),
    "custody": ("arrest detain", ""),
    "charge": ("charge indict", ""),
    "emotion": ("smile weep sob grin", ""),
    "cancellation": ("cancel", ""),
}
_SIDE = {
    verb: (axis, side) for axis, sides in _AXES.items() for side, verbs in zip((True, False), sides, strict=True) for verb in verbs.split()
}
# What is told in a phrase: the axis, the side, and the words, which begin or end with what the verb hangs on.
_PHRASES: tuple[tuple[str, bool, re.Pattern[str]], ...] = tuple(
    (axis, side, re.compile(rf"\b(?:{words})\b", re.I))
    for axis, side, words in (
        ("custody", True, r"(?:taken|remanded|kept|held|is|are|was|were) in(?:to)? (?:police )?custody|put behind bars"),
        ("custody", True, r"(?:driven|taken|sent|led|returned) (?:straight |back |directly )?to (?:[\w'’-]+ ){0,3}(?:prison|jail)"),
        ("custody", False, r"(?:remain|stay)(?:s|ed)? (?:free|at home|at large|at liberty|out of (?:prison|jail))"),
        ("appeal", True, r"no decision (?:on|about|over|whether to) (?:an |the |any )?appeal"),
        (
            "appeal",
            True,
            r"notice of appeal (?:was|were|has been|had been) (?:filed|lodged|submitted)|(?:filed|lodged) (?:an|their|his|her|its) appeal",
        ),
        ("admit", True, r"plead(?:ed|s|ing)? guilty"),
        ("admit", False, r"plead(?:ed|s|ing)? not guilty"),
        ("concession", True, r"conced(?:ed?|es|ing) (?:defeat|the (?:election|race|vote))|to concede"),
        ("concession", True, r"congratulat(?:ed|es|ing) (?:[\w'’-]+ ){1,4}on (?:his|her|their) (?:victory|win|election|success)"),
        ("emotion", True, r"(?:burst|broke|broken|bursts) (?:into|out in|down in) tears|(?:in|fought back|held back) tears"),
        ("emotion", True, r"show(?:ed|s|n)? (?:no |little |hardly any )?emotion"),
        ("emotion", False, r"(?:remain(?:ed|s)?|was|sat|stood|looked) (?:impassive|expressionless|motionless|unmoved)"),
        (
            "hospital stay",
            False,
            r"discharged(?: from)?(?: the| an?)?(?: hospital| clinic| infirmary)?|(?:left|allowed to leave) (?:the )?hospital",
        ),
        ("hospital stay", True, r"(?:still|remain(?:s|ed)?) (?:in|at) (?:the |a )?(?:intensive care|hospital|critical condition)"),
        ("cancellation", True, r"called off"),
        ("cancellation", False, r"(?:go|goes|went|going|gone) ahead|(?:take|takes|taking|took) place as (?:planned|scheduled)"),
        ("unanimity", True, r"unanimous(?:ly)?"),
        ("unanimity", False, r"split (?:decision|vote)|majority (?:verdict|decision|vote)|by (?:a|one|[\w-]+) votes? to (?:none|[\w-]+)"),
    )
)
OF_ONE = word_set("appeal custody concession emotion unanimity") | {"hospital stay"}
"""Doings that a story tells of one person or body as a rule, however its sources call that one."""
_CONTESTS = word_set(
    "election race match game title final case vote seat cup championship medal battle fight point majority prize contest trial"
)
_OBJECT_OF = {"win": _CONTESTS, "strike": frozenset[str](), "settle": word_set("case dispute claim lawsuit suit strike row")}
"""What some verbs are of where they mean their axis: nobody wins what a company lost in a year."""
_PATIENT = word_set("arrest detain charge indict cancel discharge drive take send lead return remand hold keep call")  # done to somebody
_TURNS = word_set("refuse decline fail reject")
_INTENDS = word_set("will would plan intend vow promise pledge expect going decide want refuse decline decision")
_NONE = word_set("no neither none little hardly without nobody")
_DOUBT = re.compile(r"\b(?:if|whether|may|might|could|can|consider\w*|unless|yet)\b", re.I)
_WHO = word_set("who which that")


@dataclass(frozen=True, slots=True)
class Stance:
    """One statement that somebody does a thing (`does`) or does not: `text[start:end]`, on an axis, of now or then or of what will be.

    `whose` is a stem, empty where the text names nobody; `named` says that it is of a name, `person` that it may be one person.
    """

    sentence: Sentence
    start: int
    end: int
    axis: str
    whose: str
    does: bool
    ahead: bool
    named: bool = False
    person: bool = False


def find_stances(parsed: Parsed) -> Iterator[Stance]:
    """The stances of the running text, at most one an axis and sentence; what is only possible, and what is quoted, is none."""
    for sentence in parsed.running():
        if _DOUBT.search(QUOTED.sub("", parsed.text_of(sentence))):
            continue
        seen: set[str] = set()
        for axis, side, told in [*_phrases(parsed, sentence), *_verbs(parsed, sentence)]:
            if axis in seen or parsed.in_quotation(told.start_char):
                continue
            stance = _stance(sentence, axis, side, told)
            if stance is not None:
                seen.add(axis)
                yield stance


def _phrases(parsed: Parsed, sentence: Sentence) -> Iterator[tuple[str, bool, Span]]:
    text = parsed.text_of(sentence)
    for axis, side, pattern in _PHRASES:
        for match in pattern.finditer(text):
            yield axis, side, parsed.span(sentence.start + match.start(), sentence.start + match.end())


def _verbs(parsed: Parsed, sentence: Sentence) -> Iterator[tuple[str, bool, Span]]:
    for token in parsed.span_of(sentence):
        axis, side = _SIDE.get(token.lemma_.lower(), ("", True))
        if axis and token.pos_ == "VERB" and _means(axis, token):
            yield axis, side, parsed.span(token.idx, token.idx + len(token))


def _means(axis: str, verb: Token) -> bool:
    """Whether a verb is of what its axis is of, where it has an object."""
    given = [child for child in verb.children if child.dep_ == "dobj"]
    return axis not in _OBJECT_OF or all(child.pos_ == "PROPN" or child.lemma_.lower() in _OBJECT_OF[axis] for child in given)


def _stance(sentence: Sentence, axis: str, side: bool, told: Span) -> Stance | None:
    token = told.root
    verb = token if token.pos_ in {"VERB", "AUX"} else governing_verb(token)
    chain = _chain(verb) if verb is not None else []
    subject = subject_of(chain, _PATIENT) if chain else None
    if subject is None:
        return None
    turned = sum(_is_negated(link) for link in chain) + sum(link.lemma_ in _TURNS for link in chain[1:])
    ahead = any(near.lemma_.lower() in _INTENDS for link in chain for near in [link, *link.children])
    if subject.pos_ == "PRON" and subject.lower_ not in THIRD_PERSON:
        return None
    whose, named = ("", False) if axis in OF_ONE and subject.lower_ in {"he", "she"} else name_of(subject)
    if not whose and subject.lower_ in {"it", "they"}:
        return None
    start, end = min(told.start_char, subject.idx), max(told.end_char, subject.idx + len(subject))
    return Stance(sentence, start, end, axis, whose, side != bool(turned % 2), ahead, named, one_person(subject, whose, named))


def _is_negated(verb: Token) -> bool:
    """Whether a verb is denied: by "not" and "never", or by "no" before its subject or object."""
    return any(
        child.dep_ == "neg" or child.lower_ in _NONE or (child.dep_ in {"nsubj", "nsubjpass", "dobj"} and _is_none(child))
        for child in verb.children
    )


def _is_none(noun: Token) -> bool:
    return any(child.lower_ in _NONE and child.dep_ in {"det", "amod", "neg"} for child in noun.children)


def _chain(verb: Token) -> list[Token]:
    """A verb and those that it completes: "appeal" of "decided not to appeal"."""
    chain = [verb]
    while chain[-1].dep_ in {"xcomp", "conj"} and chain[-1].head.pos_ in {"VERB", "AUX"} and len(chain) < 4:
        chain.append(chain[-1].head)
    return chain


def subject_of(chain: list[Token], done_to_somebody: frozenset[str]) -> Token | None:
    """The subject of a verb; of what is done to somebody (these verbs), whom it is done to."""
    verb = chain[0]
    if verb.lemma_ in done_to_somebody and not any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
        done_to = next((child for child in verb.children if child.dep_ == "dobj"), None)
        if done_to is not None:
            return done_to if done_to.pos_ in {"NOUN", "PROPN", "PRON"} else None
    subject = next((child for link in chain for child in link.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None:
        return verb.head if verb.dep_ == "acl" and verb.head.pos_ in {"NOUN", "PROPN"} else None
    if subject.lower_ in _WHO:
        return subject.head.head if subject.head.dep_ == "relcl" else None
    return subject if subject.pos_ in {"NOUN", "PROPN", "PRON"} else None


def name_of(subject: Token) -> tuple[str, bool]:
    """The stem of whose a doing is, and whether that is a name; of a pronoun what it stands for."""
    if subject.pos_ == "PRON":
        told = referent(subject) if subject.lower_ in THIRD_PERSON else None
        return (stem(told.split()[-1]), told[0].isupper()) if told else ("", False)
    if stem(subject.text) in {stem("decision"), stem("notice")}:
        return "", False
    return stem(subject.lemma_), subject.pos_ == "PROPN"


def one_person(subject: Token, whose: str, named: bool) -> bool:
    """Whether a subject may be one person: by a name, by what a person is, or somebody left unnamed."""
    if not whose:
        return True
    person = named or subject.pos_ == "PRON" or is_office(subject.text) or subject.lemma_.lower() in PERSON_NOUNS
    return subject.tag_ not in {"NNS", "NNPS"} and person
