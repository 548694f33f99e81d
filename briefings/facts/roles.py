"""What an article calls a person right where it names them: titles before, appositions after, what they head or chair."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefings.facts import names
from briefings.facts.animate import OFFICE_PREFIXES, is_office
from briefings.facts.pipeline import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_WORDS, _REACH, _DEED_WORDS = 14, 9, 10
_PLACINGS = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "last", "runner-up"})
_DEMONYMS = ("an", "on", "nn", "i", "er", "k", "rb", "at", "ot", "rd", "swede", "dane", "pole")
_RANKS = frozenset({"first", "last", "only", "youngest", "oldest"})
_APPOINTING = frozenset({"name", "appoint", "elect", "become", "remain"})
SAYING = frozenset(
    {"say", "tell", "add", "call", "insist", "claim", "argue", "note", "write", "ask", "reply", "warn", "hope", "think", "want"}
)
_LEADS = frozenset(
    {"head", "lead", "chair", "run", "captain", "coach", "manage", "command", "represent", "co-head", "co-lead", "oversee", "found"}
    | {"skipper", "own", "direct", "design", "co-found", "conduct", "edit"}
)
_BOUND = frozenset(
    {"counterpart", "deputy", "predecessor", "successor", "lawyer", "wife", "husband", "son", "daughter", "brother", "sister", "mother"}
    | {"father", "cousin", "uncle", "aunt", "widow", "grandson", "granddaughter", "partner", "rival", "barrister", "solicitor"}
    | {"attorney", "counsel", "agent", "spokesman", "spokeswoman", "manager"}
)
_BEFORE_PHRASE = frozenset({"DET", "PRON", "ADP", "PUNCT", "VERB", "AUX", "SCONJ", "CCONJ", "SPACE", "ADV"})
_OF_OFFICE = frozenset({"ADP", "DET", "NOUN", "PROPN", "ADJ", "PART", "PUNCT", "NUM"})
_GENITIVE = frozenset({"-", "'s", "’s", "'", "’"})
_DROPPED = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "my", "this", "that", "and", "but", "as", "when", "with"})
_TITLE_TAGS = frozenset({"NOUN", "PROPN", "ADJ", "PART", "NUM"})
_AGE = re.compile(r"\s*,\s*(?:aged\s+)?\d{1,2}(?=\s*[,.;]|\s+of\b)")
_AFTER = re.compile(r"\s*(?:\([^)]*\))?\s*(?:,|–|—|\s-\s)\s+")
_END = re.compile(r",(?!\d{3})|;|:|\.(?=\s|$|[\"”’])|–|—|\s-\s|\(|\)|[\"“”]|$|\n|\bwho\b|\band\s+(?=[A-Z]|\d)")
_REST = r"(?:[^,;.\"“”\n–—]|(?<=\d)[,.](?=\d))+"
_WHO = re.compile(rf"\s*,?\s+(?:who\s+(?P<what>{_REST})|(?P<whose>whose\s+{_REST}))")
_LATER_CLAUSE = re.compile(r"\s(?:before|after|when|while|because|until|and)\s")
_AGED_BEFORE = re.compile(r"(?P<age>[\w-]+-year-old(?:\s[a-z]+)?)\s+$")
_NO_TITLES = frozenset({"police", "day", "week", "month", "year", "time", "court", "home", "work", "yesterday", "today", "tomorrow"})


def roles_of(parsed: Parsed, start: int, end: int, before: Sequence[tuple[int, str]] = ()) -> tuple[str, ...]:
    """The roles that the text gives to the person named at `text[start:end]`, in its own words, without a leading article.

    `before` holds the people named earlier, as pairs of place and name, for "his counterpart".
    """
    found: dict[str, None] = {}
    for role in (
        *_titles_before(parsed, start, end, before),
        *_appositions(parsed, end),
        *_clauses(parsed, end),
        *_deeds(parsed, parsed.span(start, end)),
    ):
        words = " ".join(role.split()).strip(" ,;:'’\"“”")
        if words and len(words) > 1:
            found[words] = None
    return tuple(found)


def _titles_before(parsed: Parsed, start: int, end: int, before: Sequence[tuple[int, str]]) -> Iterator[str]:
    """ "Deputy head teacher Ana Cruz" and "the union's secretary, Ana Cruz,"."""
    first = parsed.span(start, start + 1)[0]
    aged = _AGED_BEFORE.search(parsed.article.text, max(0, start - 40), start)
    if aged:
        yield aged["age"]
    at = first.i - 1
    doc = first.doc
    while at >= 0 and names.plain(doc[at].text) in names.COURTESY and doc[at].text[0].isupper():
        yield from _courtesy_role(doc[at])
        at -= 1
    apart = at >= 0 and doc[at].text == ","
    if apart:
        at -= 1
    name = parsed.span(start, end).root
    if at >= 0 and not is_office(doc[at].text) and (apart or (doc[at].is_title and doc[at - 1].lower_ in {"of", "for"})):
        yield from _office_of(doc, at)
    if at < 0 or first.is_sent_start or not _is_title_head(doc[at], name, apart=apart):
        return
    begin = _begin_of_title(doc[at])
    phrase = doc[begin : at + 1]
    if apart and not _is_whole_phrase(phrase):
        return
    yield _told(phrase, before)


def _office_of(doc: Doc, at: int) -> Iterator[str]:
    """ "A spokeswoman for the company, Ana Cruz,": the office stands before the last noun, with a preposition between."""
    begin = at
    while begin > 0 and at - begin < _REACH and doc[begin].pos_ in _OF_OFFICE and not doc[begin].is_sent_start:
        begin -= 1
        if is_office(doc[begin].text) and doc[begin + 1].lower_ in {"for", "of", "at", "in", "from", "with"}:
            yield doc[_begin_of_title(doc[begin]) : at + 1].text
            return


def is_one_of_a_nation(token: Token) -> bool:
    """ "The Swede", "Bolivian Ana Cruz": a nationality that can be one person's, unlike "the French"."""
    return token.tag_ in {"NNP", "NN", "JJ"} and token.text[:1].isupper() and token.lower_.endswith(_DEMONYMS)


def _courtesy_role(token: Token) -> Iterator[str]:
    """Courtesy words that are offices too ("Prof", "State Rep.") are roles; "Mr" is not."""
    if names.plain(token.text) not in names.FEMALE | names.MALE | {"mx"}:
        begin = _begin_of_title(token)
        yield token.doc[begin : token.i + 1].text


def _is_title_head(token: Token, name: Token, *, apart: bool) -> bool:
    """Whether a noun before a name says what its bearer is: an office, or a plain noun that the name is set beside."""
    if is_office(token.text) or (token.ent_type_ == "NORP" and is_one_of_a_nation(token) and not apart):
        return True
    if apart:
        return token.tag_ == "NN" and token.text.islower() and name.dep_ == "appos" and name.head == token
    beside = token.dep_ in {"compound", "nmod", "appos"} or token.head == name
    return beside and token.tag_ == "NN" and token.text.islower() and token.text not in _NO_TITLES


def _begin_of_title(head: Token) -> int:
    """The first token of the phrase before a name: nouns, adjectives, names and genitives, and "of" after an office."""
    doc, begin = head.doc, head.i
    while begin > 0 and not doc[begin].is_sent_start and _belongs_to_title(doc[begin - 1]):
        begin -= 1
    while begin < head.i and (doc[begin].lower_ in _DROPPED or doc[begin].is_punct or doc[begin].text in _GENITIVE):
        begin += 1
    return begin - 1 if begin > 0 and doc[begin - 1].tag_ == "PRP$" else begin


def _belongs_to_title(token: Token) -> bool:
    if (
        token.pos_ in _TITLE_TAGS
        or token.text in _GENITIVE
        or (token.i and token.nbor(-1).text == "-")
        or token.lower_ in OFFICE_PREFIXES
        or token.ent_type_ in {"NORP", "GPE"}
    ):
        return True
    return token.lower_ in {"of", "for", "the", "to"} and token.i > 1 and _holds_office(token.doc[: token.i], 4)


def _holds_office(tokens: Span, reach: int) -> bool:
    return any(is_office(token.text) for token in tokens[max(0, len(tokens) - reach) :])


def _is_whole_phrase(phrase: Span) -> bool:
    """Whether the words before a comma are a noun phrase of their own, not the end of a list."""
    before = phrase.doc[phrase.start - 1] if phrase.start else None
    return before is None or before.pos_ in _BEFORE_PHRASE or phrase[0].tag_ == "PRP$"


def _told(phrase: Span, before: Sequence[tuple[int, str]]) -> str:
    """The phrase, with "his" and "her" of a counterpart told by name: "his counterpart" is "counterpart of Ana Cruz"."""
    if phrase[0].tag_ == "PRP$":
        owner = next((name for at, name in reversed(before) if at < phrase.start_char), None)
        rest = phrase[1:].text
        if owner and rest.split()[-1].casefold() in _BOUND:
            return f"{rest} of {owner}"
        return rest
    return phrase.text


def _appositions(parsed: Parsed, end: int) -> Iterator[str]:
    """ "Ana Cruz, 41, the head of the harbour board, said"."""
    text = parsed.article.text
    aged = _AGE.match(text, end)
    at = aged.end() if aged else end
    opening = _AFTER.match(text, at)
    if opening is None and aged:
        opening = re.compile(r"\s+(?=of\b)").match(text, at)
    if opening is None:
        return
    stop = _apposition_end(parsed, opening.end())
    words = text[opening.end() : stop].strip()
    if not words or len(words.split()) > _WORDS or not _is_apposition(parsed.span(opening.end(), stop)):
        return
    relative = re.compile(rf"\s*,?\s*(?:who)\s+{_REST}").match(text, stop)
    more = relative[0].strip(" ,") if relative and len(relative[0].split()) <= _WORDS else ""
    role = f"{words} {more}"
    yield re.sub(r"^(?:the|a|an|its|his|her|their|our)\s+", "", role)


def _apposition_end(parsed: Parsed, start: int) -> int:
    text = parsed.article.text
    match = _END.search(text, start)
    return match.start() if match else len(text)


def _is_apposition(span: Span) -> bool:
    """Whether the words after a comma tell who somebody is: an office stands in them before any verb, or their noun looks like one."""
    if span[0].tag_ in {"WP$", "WDT", "WRB", "WP"} or span[0].lower_ in {"no", "not", "if"}:
        return False
    if span.text.startswith(("one of the ", "for the ")):
        return True
    if span[0].lower_ in {"a", "an"} and span.root.dep_ in {"appos", "attr", "ROOT"} and span.root.pos_ == "NOUN":
        return True
    for token in span:
        if token.pos_ in {"VERB", "AUX"} and token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return False
        if is_office(token.text) and token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            return True
    root = span.root
    return (
        root.dep_ == "appos"
        and root.pos_ == "NOUN"
        and span[0].pos_ in {"DET", "NOUN", "ADJ"}
        and root.text.endswith(("er", "or", "ist", "man", "woman"))
    )


def _clauses(parsed: Parsed, end: int) -> Iterator[str]:
    """ "Ana Cruz, who chairs the board,": what the relative clause says of them."""
    text = parsed.article.text
    aged = _AGE.match(text, end)
    match = _WHO.match(text, aged.end() if aged else end)
    told = (match["what"] or match["whose"]) if match else ""
    if len(told.split()) > _WORDS:
        told = _LATER_CLAUSE.split(told)[0]
    if 0 < len(told.split()) <= _WORDS:
        yield told


def _deeds(parsed: Parsed, name: Span) -> Iterator[str]:
    """ "Ana Cruz will head the mission", "Ana Cruz is the new chair", "co-led by Ana Cruz"."""
    root = name.root
    verb = root.head
    if root.dep_ in {"nsubj", "nsubjpass"} and verb.lemma_ in _LEADS:
        led = next((child for child in verb.children if child.dep_ in {"dobj", "obj"}), None)
        if led is not None:
            first = min([verb.i, *(child.i for child in verb.children if child.dep_ in {"aux", "neg"})])
            yield f"{verb.doc[first : led.left_edge.i].text} {_phrase(led, article=True)}"
    if root.dep_ == "nsubj" and verb.lemma_ == "be":
        for child in verb.children:
            if child.dep_ == "attr" and is_office(child.text):
                yield _phrase(child)
            elif child.dep_ in {"attr", "acomp", "advmod"} and child.lower_ in _PLACINGS:
                yield f"{verb.text} {child.text}"
            elif child.dep_ == "attr" and any(token.lower_ in _RANKS for token in child.children):
                yield child.doc[child.left_edge.i : min(child.right_edge.i + 1, child.i + _DEED_WORDS)].text.removeprefix("the ")
    if root.dep_ in {"nsubj", "nsubjpass"}:
        yield from _taken_up(verb)
    if root.dep_ == "nsubj" and verb.lemma_ in {"come", "finish", "place", "end"}:
        yield from (f"{verb.text} {child.text}" for child in verb.children if child.lower_ in _PLACINGS and child.i > verb.i)
    agent = root.head if root.dep_ in {"pobj", "conj"} else root
    if agent.dep_ == "agent" and agent.head.lemma_ in _LEADS:
        subject = [child for child in agent.head.children if child.dep_ == "nsubjpass"]
        if agent.head.dep_ == "acl":
            subject = [agent.head.head]
        if subject:
            yield f"{agent.head.lemma_} of {_phrase(subject[0])}"


def _taken_up(verb: Token) -> Iterator[str]:
    """ "Stepped down as coach", "was named chief executive"."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "as":
            office = next((token for token in child.children if is_office(token.text)), None)
            if office is not None and office.i - verb.i < _REACH:
                yield verb.doc[verb.i : office.i + 1].text
        if child.dep_ in {"oprd", "attr"} and is_office(child.text) and verb.lemma_ in _APPOINTING:
            yield _phrase(child)


def called(parsed: Parsed) -> Iterator[tuple[Token, str]]:
    """The words for a person whom the sentence does not name, with the role in them: "the Swede", "the baker, 52", "she was the mayor"."""
    for sentence in parsed.running():
        for token in parsed.span_of(sentence):
            if token.tag_ == "PRP" and token.lower_ in {"he", "she"} and token.dep_ == "nsubj" and not parsed.in_quotation(token.idx):
                yield from ((token, role) for role in _said_to_be(token.head))
            elif token.pos_ in {"NOUN", "PROPN", "ADJ"} and any(child.lower_ == "the" for child in token.lefts):
                yield from ((token, role) for role in _described(parsed, token))


def _said_to_be(verb: Token) -> Iterator[str]:
    """ "She was the engineer of the whole job"."""
    if verb.lemma_ == "be":
        yield from (_phrase(child) for child in verb.children if child.dep_ == "attr" and is_office(child.text))


def _described(parsed: Parsed, token: Token) -> Iterator[str]:
    """ "The Swede, a qualified dentist,", "the baker, 52," and "the 29-year-old"."""
    end = token.idx + len(token)
    nation = (
        token.ent_type_ in {"NORP", "PERSON"}
        and len(list(token.lefts)) == 1
        and is_one_of_a_nation(token)
        and token.dep_ not in {"compound", "amod", "poss"}
    )
    whole = parsed.article.text[token.left_edge.idx : end].removeprefix("the ").removeprefix("The ")
    aged = _AGE.match(parsed.article.text, end) if is_office(token.text) else None
    if nation or "year-old" in whole:
        yield whole
    elif aged:
        yield parsed.article.text[token.left_edge.idx : aged.end()].removeprefix("the ").removeprefix("The ")
    if nation:
        yield from _appositions(parsed, end)


def is_title(role: str) -> bool:
    """Whether a role names what somebody is, and not only something that they did or that befell them."""
    words = role.split()
    return any(is_office(word.strip(",")) for word in words) or words[0].removesuffix("s") in _LEADS


def deed_of(parsed: Parsed, start: int, end: int) -> str | None:
    """What the person named at `text[start:end]` does in its clause, in at most 10 words; None where they only speak or are."""
    root = parsed.span(start, end).root
    verb = root.head
    acts = root.dep_ in {"nsubj", "nsubjpass"} and verb.pos_ == "VERB" and verb.dep_ in {"ROOT", "conj", "ccomp", "relcl"}
    if not acts or verb.tag_ == "VB" or verb.lemma_ in SAYING:
        return None
    first = min([verb.i, *(child.i for child in verb.children if child.dep_ in {"aux", "auxpass", "neg"})])
    kept: list[Token] = []
    for token in verb.doc[first : min(verb.sent.end, first + _DEED_WORDS)]:
        if token.text in {",", ";", ".", ":", "—", "–"} or token.is_quote or token.is_space or token.dep_ in {"mark", "cc"}:
            break
        kept.append(token)
    while kept and kept[-1].pos_ in {"ADP", "DET", "PRON", "CCONJ", "SCONJ", "PART", "AUX"}:
        kept.pop()
    return verb.doc[kept[0].i : kept[-1].i + 1].text if len(kept) > 1 and kept[0].lower_ != "be" else None


def _phrase(head: Token, *, article: bool = False) -> str:
    """A noun with what belongs to it, up to a comma or a relative clause; without its article, unless that is asked for."""
    tokens = [token for token in head.subtree if token.i >= head.left_edge.i]
    kept: list[Token] = []
    for token in tokens:
        if token.text in {",", ";", "who", "which", "that"} or (
            token.i > head.i and token.dep_ in {"relcl", "acl", "punct"} and token.text != "-"
        ):
            break
        kept.append(token)
    text = head.doc[kept[0].i : kept[-1].i + 1].text if kept else head.text
    text = text if article else re.sub(r"^(?:the|a|an|its|his|her|their|our)\s+", "", text, flags=re.IGNORECASE)
    return " ".join(text.split()[:_WORDS])
