"""When: dated statements, each with what is dated and how it stands (planned, happened, or a plan that was given up).

The words around a date are those of its clause: the governing verb, its subject, objects and their modifiers. Dates of mere saying
("he said on Tuesday") date no event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.facts.dates import DateMention, find_dates
from briefings.facts.pipeline import Parsed, governing_verb
from briefings.facts.reasons import FORMER_PLAN
from briefings.facts.words import word_set
from briefings.model import BlockKind, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

PLANNED, HAPPENED, FORMER, CANCELLED = "planned", "happened", "formerly planned", "cancelled"
SAYING = word_set(
    "say tell add note argue describe write warn insist announce claim state explain declare report ask reply comment reaffirm stress"
)
_PLANS = re.compile(
    r"\b(?:will|would|plans? to|planned to|due to|due in|is to|are to|set to|expected to|aims? to"
    r"|hopes? to|hopes? that|scheduled|slated|next|may|could|should|tomorrow)\b",
    re.I,
)
_CANCELS = re.compile(r"\b(?:cancel+ed|called off|scrapped|abandoned|postponed)\b", re.I)
LIGHT = word_set(
    "be have do take hold set schedule plan expect make get come go give due mean hope promise want aim see begin start remain become put"
)
_PARTS = word_set("nsubj nsubjpass dobj attr acomp prt xcomp agent pobj oprd dative ccomp pcomp csubj prep")
_MODIFIERS = word_set("compound amod nmod poss nummod")


@dataclass(frozen=True, slots=True)
class Dated:
    """One dated statement: the mention, its sentence, the verb or noun that it dates, the words of that event, and its status.

    `keys` are the words that say what sort of event it is: the verb, or where that says little the nouns beside it.
    """

    mention: DateMention
    sentence: Sentence
    head: Token
    words: tuple[str, ...]
    keys: tuple[str, ...]
    status: str


def find_dated(parsed: Parsed) -> Iterator[Dated]:
    """The dated statements of the running text and the standfirst, in order."""
    for mention in find_dates(parsed):
        sentence = parsed.sentence_of(mention.start)
        if sentence is None or sentence.kind not in {BlockKind.BODY, BlockKind.STANDFIRST} or parsed.in_quotation(mention.start):
            continue
        head = event_head(parsed, mention)
        if head is None or (head.lemma_.lower() in SAYING and head.pos_ == "VERB"):
            continue
        yield Dated(mention, sentence, head, event_words(head, mention.start, mention.end), _keys(head), _status(parsed, mention, sentence))


def event_head(parsed: Parsed, mention: DateMention) -> Token | None:
    """What a date is the date of: the noun it modifies ("the spring fair", "a fair on 3 May"), else the verb of its clause."""
    root = parsed.span(mention.start, mention.end).root
    if root.dep_ in {"compound", "poss", "nmod", "amod"} and root.head.pos_ in {"NOUN", "PROPN"}:
        return root.head
    before = root.head.nbor(-1) if root.dep_ == "pobj" and root.head.i > 0 else None
    if before is not None and before.pos_ == "NOUN" and (root.head.head == before or before.dep_ == "pobj"):
        return before
    verb = governing_verb(root)
    return verb if verb is not None and parsed.sentence_of(verb.idx) == parsed.sentence_of(mention.start) else None


def _keys(head: Token) -> tuple[str, ...]:
    if head.pos_ in {"NOUN", "PROPN"}:
        return (head.lemma_.lower(),)
    keys = [head.lemma_.lower()]
    if head.dep_ == "xcomp":
        keys.append(head.head.lemma_.lower())
    if keys[0] in LIGHT:
        keys = [child.lemma_.lower() for child in head.children if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "acomp", "csubj"}]
    return tuple(keys) or (head.lemma_.lower(),)


def event_words(head: Token, start: int, end: int) -> tuple[str, ...]:
    """The words that name an event: its verb or noun with subject, objects and their modifiers, the date itself left out."""
    words: dict[int, str] = {}
    stack = [(head, 0)]
    if head.pos_ in {"NOUN", "PROPN"} and (verb := governing_verb(head)) is not None:
        words.setdefault(verb.i, verb.text)
    while stack:
        token, depth = stack.pop()
        if token.i in words or start <= token.idx < end or depth > 5:
            continue
        words[token.i] = token.text
        stack += [(child, depth + 1) for child in token.children if child.dep_ in _PARTS | _MODIFIERS]
    if head.dep_ in {"relcl", "acl", "advcl", "xcomp"}:
        words.setdefault(head.head.i, head.head.text)
    has_subject = any(child.dep_ in {"nsubj", "nsubjpass"} for child in head.children)
    if head.dep_ == "xcomp" or (head.dep_ == "conj" and not has_subject):
        words |= {child.i: child.text for child in head.head.children if child.dep_ in {"nsubj", "nsubjpass", "dobj"}}
    return tuple(word for _, word in sorted(words.items()))


def _status(parsed: Parsed, mention: DateMention, sentence: Sentence) -> str:
    text = parsed.text_of(sentence)
    at = mention.start - sentence.start
    if FORMER_PLAN.search(text[max(0, at - 90) : at + 1]):
        return FORMER
    future = parsed.anchor is not None and mention.when.start is not None and mention.when.start > parsed.anchor
    if future:
        return PLANNED
    if parsed.anchor is not None and mention.when.end is not None and mention.when.end < parsed.anchor:
        return CANCELLED if _CANCELS.search(text[max(0, at - 60) : at + 30]) else HAPPENED
    return PLANNED if _PLANS.search(text[max(0, at - 60) : at]) else HAPPENED
