"""Say in few words of the text's own what a date is about: the clause or the noun phrase around it, trimmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefings.facts.events import SAYING
from briefings.facts.referents import THIRD_PERSON, referent
from briefings.facts.words import word_set

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_WORDS = 24
_FEWEST, _REACH = 2, 14
_POINTING = frozenset({"this", "that", "these", "those", "whose"})
_ADMITTING = frozenset({"admit", "concede", "acknowledge", "confirm", "deny", "believe", "think", "know"})
_RANKS = frozenset({"first", "second", "third", "last", "only", "same", "next"})
_EMPTY = word_set(
    """it he she they we you him her them us me my his its their our your this that these those there here who whom whose which what is
    are was were be been being am has have had do does did will would can could may might must shall should not no and or but so as of in
    the on at to by for with from into over under than then the an said says say told"""
)
_LEFT_OUT = frozenset({"advcl", "parataxis", "punct", "cc", "mark", "discourse", "intj", "preconj"})
_RELATIVES = frozenset({"that", "which", "who", "whom"})
_MODIFIER = frozenset({"compound", "poss", "nmod", "amod", "nummod"})
_TRAILING = frozenset(
    {"and", "or", "but", "that", "which", "who", "as", "when", "while", "the", "a", "an", "of", "in", "on", "at", "for", "to", "with", "by"}
)
_JOINTS = frozenset({",", ";", ":", "–", "—"})
_PLAIN_PREPOSITIONS = frozenset({"on", "in", "at", "during", "over"})


def event_text(date: Span) -> str:
    """What happens, happened or will happen at a date, in at most 24 words of its sentence.

    The date itself is left out where that changes no meaning: "On Friday the town opened a bridge that …" gives "the town opened a
    bridge", "Friday's opening of the bridge" gives "opening of the bridge"; but "not before May" stays. A pronoun that it begins with is
    told by what it stands for where that is plain, else left out; words that say too little give way to the whole sentence.
    """
    noun = dated_noun(date)
    phrase = _tokens_of_noun(noun, date) if noun is not None else []
    if len(phrase) >= 3:
        return _named(phrase)
    if beside := _set_beside(date):
        return _named(beside)
    clause = _clause(date)
    text = _named(clause)
    if _content(text) >= _FEWEST and not _starts_speech(clause) and not _only_names(clause):
        return text
    return _written(list(date.sent)) or text


def _starts_speech(clause: list[Token]) -> bool:
    """ "Said we would win, Mrs Cruz": an inverted clause, of no use without what comes before."""
    first = min(clause, key=lambda token: token.i)
    return first.pos_ == "VERB" and first.lemma_ in SAYING


def _only_names(clause: list[Token]) -> bool:
    """ "Ana Cruz admitted": of what, the rest of the sentence says."""
    return all(token.pos_ == "PROPN" or token.lemma_ in SAYING | _ADMITTING for token in clause)


def _set_beside(date: Span) -> list[Token]:
    """ "Ana Cruz, mayor from 1991 to 1995, spoke": the date is of what stands beside the name, not of the verb."""
    beside = next((token for token in date.root.ancestors if token.dep_ == "appos" or token.pos_ in {"VERB", "AUX"}), None)
    if beside is None or beside.dep_ != "appos" or beside.pos_ not in {"NOUN", "PROPN"} or beside.ent_type_ == "DATE":
        return []
    return [*_tokens_of_noun(beside.head, date, without=beside), *_tokens_of_noun(beside, date)]


def dated_noun(date: Span) -> Token | None:
    """The noun that a date modifies: the opening in "Friday's opening"."""
    root = date.root
    return root.head if root.dep_ in _MODIFIER and root.head.pos_ in {"NOUN", "PROPN"} else None


def _clause(date: Span) -> list[Token]:
    verb = _verb_of(date.root)
    if verb is None:
        return []
    predicate = _predicate(verb, date)
    if predicate and _is_listed(date, predicate):
        predicate = list(verb.doc[predicate[0].i : predicate[-1].i + 1])
    return [*_subject(verb, date), *predicate]


def _is_listed(date: Span, predicate: list[Token]) -> bool:
    """Whether the date is one of several in a list: without the others and their commas no reader could follow."""
    others = any(token.ent_type_ == "DATE" and token.i not in range(date.start, date.end) for token in predicate)
    line = [token for token in (date.root, *date.root.ancestors) if token in predicate and token.pos_ not in {"VERB", "AUX"}]
    return others and any("conj" in {token.dep_, *(child.dep_ for child in token.children)} for token in line)


def _content(text: str) -> int:
    """The words that say something: no pronouns, helpers or prepositions."""
    return sum(word not in _EMPTY for word in re.findall(r"[^\W\d_]{2,}", text.casefold()))


def _named(tokens: list[Token]) -> str:
    """The tokens as text; a pronoun of the third person at their head is named, or goes with its helping verb."""
    text = _written(tokens)
    kept = sorted(tokens, key=lambda token: token.i)
    if not kept:
        return text
    first, last = kept[0], kept[-1]
    if last.dep_ == "dobj" and text.endswith(f" {last.text}") and last.lower_ in THIRD_PERSON and (name := referent(last)):
        text = f"{text.removesuffix(last.text)}{name}"
    if first.lower_ not in THIRD_PERSON | _POINTING or first.tag_ not in {"PRP", "PRP$", "DT", "WP$"} or first.dep_ == "det":
        return text
    rest = text[len(first.text) :].strip()
    if name := _owner(first) or referent(first):
        owner = f"{name}’" if name.endswith("s") else f"{name}’s"
        return f"{owner if first.tag_ in {'PRP$', 'WP$'} else name} {rest}"
    helped = first.tag_ != "PRP$" and (first.head.tag_ == "VBN" or first.head.lemma_ == "be")
    return re.sub(r"^(?:has|have|had|is|are|was|were)(?: been)? ", "", rest) if helped else rest


def _owner(whose: Token) -> str | None:
    """ "The firm, whose engineers hoped": the firm's."""
    clause = next((token for token in whose.ancestors if token.dep_ == "relcl"), None) if whose.tag_ == "WP$" else None
    return clause.head.doc[clause.head.left_edge.i : clause.head.i + 1].text if clause is not None else None


def _verb_of(token: Token) -> Token | None:
    return next((head for head in (token, *token.ancestors) if head.pos_ in {"VERB", "AUX"} and head.dep_ not in {"aux", "auxpass"}), None)


def _tokens_of_noun(noun: Token, date: Span, without: Token | None = None) -> list[Token]:
    left_out = {child for child in noun.children if (child.dep_ in {"relcl", "cc", "conj"} and child.i > noun.i) or child == without}
    left_out |= {child for child in noun.children if child.i in range(date.start, date.end)}
    kept = [token for token in noun.subtree if not _below(token, left_out, noun)]
    while kept and ((kept[0].pos_ in {"DET", "PRON", "PUNCT", "PART"} and kept[0].tag_ != "PRP$") or kept[0].text in {"'s", "’s"}):
        kept = kept[1:]
    return _without_loose_end(kept)


def _subject(verb: Token, date: Span) -> list[Token]:
    """The subject's phrase; for "that" and "which" what they stand for; of a second verb the first one's subject."""
    for _ in range(5):
        own = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "expl"}), None)
        if own is not None:
            if own.lower_ in _RELATIVES and verb.dep_ == "relcl":
                return _tokens_of_noun(verb.head, date)
            if own.tag_ == "PRP" and own.dep_ == "nsubj" and verb.dep_ == "ccomp" and _subject(verb.head, date):
                return _subject(verb.head, date)
            told = _without_loose_end([token for token in own.subtree if not _below(token, _asides(own), own)])
            told += _second_of(own)
            if not _is_bare_relative(verb):
                return told
            return [*_tokens_of_noun(verb.head, date), *(child for child in verb.children if child.lower_ in _RELATIVES), *told]
        if verb.dep_ in {"relcl", "acl"}:
            return _tokens_of_noun(verb.head, date)
        if verb.dep_ not in {"conj", "xcomp", "advcl", "ccomp", "pcomp", "acomp", "attr"} or verb.head == verb:
            return []
        verb = verb.head
    return []


def _is_bare_relative(verb: Token) -> bool:
    """ "The promise she gave", "the patients we had": what it is about stands before the clause."""
    if verb.dep_ != "relcl" or any(token.tag_ in {"WRB", "WP$"} for token in verb.subtree):
        return False
    return all(child.lower_ in _RELATIVES or child.pos_ == "PRON" for child in verb.children if child.dep_ == "dobj")


def _second_of(noun: Token) -> list[Token]:
    """The second person of "Ana Cruz, the mayor, and Ben Vale, her deputy, met", which reads as if it belonged to "the mayor"."""
    beside = next((child for child in noun.children if child.dep_ == "appos" and child.i > noun.i), None)
    second = next((child for child in beside.children if child.dep_ == "conj" and child.ent_type_ == "PERSON"), None) if beside else None
    if beside is None or second is None:
        return []
    return [child for child in beside.children if child.dep_ == "cc"] + [*(t for t in second.lefts if t.dep_ == "compound"), second]


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
    said = next((child for child in verb.children if child.dep_ == "ccomp" and child.i < verb.i and verb.lemma_ in SAYING), None)
    if said is not None:
        return [token for token in verb.subtree if not _below(token, left_out - {said}, verb)]
    core = min([verb.i, *(child.i for child in verb.children if child.dep_ in {"aux", "auxpass", "neg"})])
    tokens = [token for token in verb.subtree if token.i >= core and not _below(token, left_out, verb)]
    if verb.dep_ == "xcomp" and verb.head.pos_ in {"VERB", "AUX", "ADJ"}:
        tokens = [*_plan(verb.head), *tokens]
    tokens = [*_helpers(verb), *tokens]
    return [token for token in tokens if not any(up.dep_ == "relcl" and up.i > verb.i for up in (token, *token.ancestors))]


def _helpers(verb: Token) -> list[Token]:
    """What a verb owes to the one before it: "would" of "would open and run", "was" of "was at first planned", "came" of "came to win"."""
    head, own = verb.head, {child.dep_ for child in verb.children}
    if verb.dep_ == "conj" and verb.tag_ == "VB" and "aux" not in own:
        return [child for child in head.children if child.dep_ == "aux" and child.tag_ == "MD"]
    if verb.dep_ in {"acomp", "attr", "acl"} and head.lemma_ == "be":
        return [head]
    if (
        verb.dep_ == "advcl"
        and head.pos_ == "VERB"
        and 0 < verb.i - head.i <= _REACH
        and any(child.tag_ == "TO" for child in verb.children)
    ):
        return [*(child for child in head.children if child.dep_ in {"aux", "auxpass", "neg"}), *verb.doc[head.i : verb.i]]
    return []


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
    """Tokens as text, at most 24 words, ended at a word that can end it; what was left out between commas leaves one of them."""
    kept = _ended(_within(sorted(set(tokens), key=lambda token: token.i)))
    text = "".join(token.text + _space(kept, at) for at, token in enumerate(kept))
    text = " ".join(text.split()).strip(" ,;:—–-.")
    return text if text.count("“") == text.count("”") and text.count('"') % 2 == 0 else re.sub(r'["“”]', "", text)


def shortened(text: str, most: int) -> str:
    """At most so many words of a text, ended before a conjunction, an article or a preposition that would dangle."""
    words = text.split()
    kept = words[:most]
    while len(words) > most and len(kept) > 2 and kept[-1].strip(",").casefold() in _TRAILING:
        kept = kept[:-1]
    return " ".join(kept).rstrip(",;:")


def _within(tokens: list[Token]) -> list[Token]:
    """As many tokens as make 24 words; of more, up to the last comma or joining word that leaves half of them."""
    starts = [at for at, token in enumerate(tokens) if at == 0 or tokens[at - 1].whitespace_ or _gap(tokens, at - 1)]
    if len(starts) <= _WORDS:
        return tokens
    end = starts[_WORDS]
    joints = [at for at in starts[_WORDS // 2 : _WORDS] if tokens[at].pos_ in {"CCONJ", "SCONJ"} or tokens[at].nbor(-1).text in _JOINTS]
    return tokens[: joints[-1] if joints else end]


def _ended(tokens: list[Token]) -> list[Token]:
    """The tokens without a last one that leaves the reader waiting: a conjunction, an article, a preposition, "the first"."""
    while len(tokens) > 1 and _leaves_waiting(tokens[-1]):
        tokens = tokens[:-1]
    return tokens


def _leaves_waiting(token: Token) -> bool:
    if (token.is_punct and token.text != "%") or token.is_space or token.pos_ in {"CCONJ", "SCONJ", "DET"}:
        return True
    if token.lower_ in _RANKS and token.i > 0 and token.nbor(-1).lower_ == "the":
        return True
    if token.tag_ in {"IN", "TO", "PRP$", "WDT", "WP", "WP$", "WRB", "POS"} or token.dep_ in {"aux", "auxpass", "poss"}:
        return token.dep_ != "prt" and not (token.tag_ == "POS" and token.nbor(-1).dep_ != "poss")
    return token.lower_ in _TRAILING | {"according", "including"} and token.dep_ not in {"prt", "advmod", "acomp"}


def _space(tokens: list[Token], at: int) -> str:
    """What goes between a token and the next one kept: a comma where one was left out, but none between subject and verb."""
    if not _gap(tokens, at):
        return tokens[at].whitespace_
    left, right = tokens[at], tokens[at + 1]
    if right.is_punct and not (right.is_left_punct or right.is_quote):
        return ""
    between = left.doc[left.i + 1 : right.i]
    to_verb = right.pos_ in {"VERB", "AUX"} and left.pos_ in {"NOUN", "PROPN", "PRON"}
    comma = any(token.text in _JOINTS for token in between) and not left.is_punct and not to_verb
    return ", " if comma and right.pos_ not in {"CCONJ", "SCONJ"} else " "


def _gap(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].i != tokens[at].i + 1 and tokens[at + 1].text not in {"'s", "’s"}
