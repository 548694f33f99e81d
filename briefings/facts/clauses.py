"""Say in few words of the text's own what a date is about: the clause or the noun phrase around it, trimmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_WORDS = 24
_LEFT_OUT = frozenset({"advcl", "parataxis", "punct", "cc", "mark", "discourse", "intj", "preconj"})
_RELATIVES = frozenset({"that", "which", "who", "whom"})
_MODIFIER = frozenset({"compound", "poss", "nmod", "amod", "nummod"})
_TRAILING = frozenset(
    {"and", "or", "but", "that", "which", "who", "as", "when", "while", "the", "a", "an", "of", "in", "on", "at", "for", "to", "with", "by"}
)
_PLAIN_PREPOSITIONS = frozenset({"on", "in", "at", "during", "over"})


def event_text(date: Span) -> str:
    """What happens, happened or will happen at a date, in at most 24 words of its sentence.

    The date itself is left out where that changes no meaning: "On Friday the town opened a bridge that …" gives "the town opened a
    bridge", "Friday's opening of the bridge" gives "opening of the bridge"; but "not before May" stays.
    """
    root = date.root
    noun = root.head if root.dep_ in _MODIFIER and root.head.pos_ in {"NOUN", "PROPN"} else None
    if noun is not None:
        phrase = _tokens_of_noun(noun, date)
        if len(phrase) >= 3:
            return _written(phrase)
    verb = _verb_of(root)
    clause = [*_subject(verb, date), *_predicate(verb, date)] if verb is not None else []
    if sum(token.is_alpha for token in clause) < 2:
        clause = [token for token in date.sent if not _drops(token, date)]
    return _written(clause)


def _verb_of(token: Token) -> Token | None:
    return next((head for head in (token, *token.ancestors) if head.pos_ in {"VERB", "AUX"} and head.dep_ not in {"aux", "auxpass"}), None)


def _tokens_of_noun(noun: Token, date: Span) -> list[Token]:
    left_out = {child for child in noun.children if child.dep_ in {"relcl", "cc", "conj"} and child.i > noun.i}
    left_out |= {child for child in noun.children if child.i in range(date.start, date.end)}
    kept = [token for token in noun.subtree if not _below(token, left_out, noun)]
    while kept and (kept[0].pos_ in {"DET", "PRON", "PUNCT", "PART"} or kept[0].text in {"'s", "’s"}):
        kept = kept[1:]
    return _without_loose_end(kept)


def _subject(verb: Token, date: Span) -> list[Token]:
    """The subject's phrase; for "that" and "which" what they stand for; of a second verb the first one's subject."""
    for _ in range(5):
        own = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "expl"}), None)
        if own is not None:
            if own.lower_ in _RELATIVES and verb.dep_ == "relcl":
                return _tokens_of_noun(verb.head, date)
            if own.pos_ == "PRON" and verb.dep_ == "ccomp" and _subject(verb.head, date):
                return _subject(verb.head, date)
            return _without_loose_end([token for token in own.subtree if not _below(token, _asides(own), own)])
        if verb.dep_ in {"relcl", "acl"}:
            return _tokens_of_noun(verb.head, date)
        if verb.dep_ not in {"conj", "xcomp", "advcl", "ccomp", "pcomp", "acomp", "attr"} or verb.head == verb:
            return []
        verb = verb.head
    return []


def _without_loose_end(tokens: list[Token]) -> list[Token]:
    while tokens and (tokens[-1].is_punct or tokens[-1].pos_ == "CCONJ"):
        tokens = tokens[:-1]
    return tokens


def _asides(noun: Token) -> set[Token]:
    return {child for child in noun.children if child.dep_ in {"relcl", "appos", "acl", "punct"} and child.i > noun.i}


def _predicate(verb: Token, date: Span) -> list[Token]:
    """The verb with its helpers, objects and adverbials, without other clauses and without the date."""
    subjects = {child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "expl"}}
    left_out = subjects | {child for child in verb.children if child.dep_ in _LEFT_OUT or _is_new_clause(child)}
    left_out |= {token for token in verb.subtree if _drops(token, date)}
    said = next((child for child in verb.children if child.dep_ == "ccomp" and child.i < verb.i), None)
    if said is not None:
        return [token for token in verb.subtree if not _below(token, left_out - {said}, verb)]
    core = min([verb.i, *(child.i for child in verb.children if child.dep_ in {"aux", "auxpass", "neg"})])
    tokens = [token for token in verb.subtree if token.i >= core and not _below(token, left_out, verb)]
    if verb.dep_ == "xcomp" and verb.head.pos_ in {"VERB", "AUX", "ADJ"}:
        tokens = [*_plan(verb.head), *tokens]
    return [token for token in tokens if not any(up.dep_ == "relcl" and up.i > verb.i for up in (token, *token.ancestors))]


def _plan(head: Token) -> Iterator[Token]:
    """ "Plans" of "plans to open": without it a plan would read as done."""
    for child in head.children:
        if child.dep_ in {"aux", "auxpass", "neg"} and child.i < head.i:
            yield child
    if head.pos_ == "ADJ" and head.head.pos_ == "AUX":
        yield head.head
    yield head


def _is_new_clause(token: Token) -> bool:
    return token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"}


def _drops(token: Token, date: Span) -> bool:
    """Whether a token is the date, or the preposition before it, and says nothing more ("not before May" does)."""
    if token.i in range(date.start, date.end):
        holder = date.root.head
        return date.root.dep_ != "pobj" or holder.lower_ in _PLAIN_PREPOSITIONS or holder.i in range(date.start, date.end)
    return token.lower_ in _PLAIN_PREPOSITIONS and token == date.root.head and date.root.dep_ == "pobj"


def _below(token: Token, roots: set[Token], top: Token) -> bool:
    while token != top:
        if token in roots:
            return True
        if token.head == token:
            return False
        token = token.head
    return False


def _written(tokens: list[Token]) -> str:
    """Tokens as text: gaps become spaces, the whole at most 24 words, ended at a word that can end it."""
    tokens = sorted(set(tokens), key=lambda token: token.i)
    text = "".join(token.text + (" " if token.whitespace_ or _gap(tokens, at) else "") for at, token in enumerate(tokens))
    text = re.sub(r"\s+([,.;:?!])", r"\1", " ".join(text.split())).strip(' ,;:—–-"“”')
    words = text.split()
    cut = words[:_WORDS]
    while len(words) > _WORDS and len(cut) > 4 and cut[-1].strip(",").casefold() in _TRAILING:
        cut = cut[:-1]
    return " ".join(cut).strip(' ,;:—–-."“”')


def _gap(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].i != tokens[at].i + 1 and tokens[at + 1].text not in {"'s", "’s"}
