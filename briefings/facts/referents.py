"""Whom or what a pronoun stands for, where its sentence or the one before leaves no choice; a wrong name is worse than none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefings.facts import names
from briefings.facts.animate import is_office

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_HE, _SHE = frozenset({"he", "him", "his"}), frozenset({"she", "her"})
_IT, _THEY = frozenset({"it", "its"}), frozenset({"they", "them", "their"})
THIRD_PERSON = _HE | _SHE | _IT | _THEY
POSSESSIVE = frozenset({"his", "her", "its", "their"})
_NO_THINGS = frozenset({"DATE", "TIME", "PERSON", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"})
_SENTENCES_BACK = 3
_WORDS = 6


def referent(pronoun: Token) -> str | None:
    """The words that a pronoun of the third person stands for, in the article's own; None where it could be another."""
    if pronoun.lower_ in _HE | _SHE:
        return _person(pronoun)
    if pronoun.lower_ in _IT | _THEY:
        return _of_clause(pronoun) or _thing(pronoun)
    return None


def _person(pronoun: Token) -> str | None:
    """The only person named before in the sentence; else the only one, or the subject, of the next sentence back that names any."""
    sentence: Span | None = pronoun.sent
    named = _people(sentence, pronoun) if sentence is not None else {}
    for _ in range(_SENTENCES_BACK):
        if named or sentence is None:
            break
        sentence = _before(sentence)
        named = _people(sentence, pronoun) if sentence is not None else {}
    if len(named) == 1:
        return next(iter(named))
    subjects = [name for name, token in named.items() if token.dep_ in {"nsubj", "nsubjpass"} and token.head.dep_ == "ROOT"]
    return subjects[0] if len(subjects) == 1 and sentence != pronoun.sent else None


def _people(sentence: Span, pronoun: Token) -> dict[str, Token]:
    """The people named in a sentence, before the pronoun if it is its own, whom the pronoun may mean by their titles."""
    strange = names.MALE if pronoun.lower_ in _SHE else names.FEMALE
    found: dict[str, Token] = {}
    for entity in sentence.ents:
        titled = entity.start > 0 and names.plain(entity.doc[entity.start - 1].text) in strange
        if entity.label_ == "PERSON" and entity.end <= pronoun.i and not titled:
            found[re.sub(r"['’]s$", "", entity.text)] = entity.root
    return found


def _of_clause(pronoun: Token) -> str | None:
    """What "it" is in "to win the cup since it began": the only noun that the main clause could mean."""
    verb = pronoun.head
    if pronoun.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ not in {"advcl", "ccomp"}:
        return None
    nouns = [
        child
        for child in verb.head.children
        if child.i < pronoun.i and child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and _fits(child, pronoun)
    ]
    return _phrase(nouns[0]) if len(nouns) == 1 else None


def _thing(pronoun: Token) -> str | None:
    """The only noun of a fitting number before the pronoun: in its sentence, or else in the one before."""
    before = _before(pronoun.sent)
    own = pronoun.sent if pronoun.dep_ in {"nsubj", "nsubjpass"} else None
    for sentence in (own, before) if own is not None else (before,):
        if sentence is None:
            return None
        found = {_phrase(noun): None for noun in _nouns(sentence) if noun.i < pronoun.i and _fits(noun, pronoun)}
        if found:
            return next(iter(found)) if len(found) == 1 else None
    return None


def _nouns(sentence: Span) -> Iterator[Token]:
    """The nouns of a sentence that are not one of several joined; those of the parser's phrases."""
    yield from (chunk.root for chunk in sentence.noun_chunks if chunk.root.dep_ != "conj")


def _fits(noun: Token, pronoun: Token) -> bool:
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    joined = any(child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN"} for child in noun.children)
    if pronoun.lower_ in _THEY:
        return joined or (noun.tag_ in {"NNS", "NNPS"} and noun.ent_type_ not in _NO_THINGS)
    return not joined and noun.tag_ in {"NN", "NNP"} and not is_office(noun.text) and noun.ent_type_ not in _NO_THINGS


def _phrase(noun: Token) -> str:
    """The noun with what stands before it, joined ones with "and"; what was "a boat" is "the boat" from then on."""
    last = next((child for child in noun.children if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN"}), noun)
    text = noun.doc[noun.left_edge.i : last.i + 1].text
    if len(text.split()) > _WORDS:
        text = noun.text
    return re.sub(r"^(?:an?|one|another) ", "the ", text, flags=re.IGNORECASE)


def _before(sentence: Span) -> Span | None:
    return sentence.doc[sentence.start - 1].sent if sentence.start else None
