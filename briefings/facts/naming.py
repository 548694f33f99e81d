"""Where an article names people: the parser's entities, corrected.

Spans cut at hyphens are extended, titles are cut off, possessives and newspaper names let go, places and firms that the parser took for
people are dropped, and a surname alone counts wherever the full name is known. Bylines and photo credits are not people of the story;
people of captions are. What a standfirst or a subheading says stands in the running text again, which is the passage to show.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from briefings.facts import names
from briefings.facts.animate import ORGANISATION_NOUNS, ORGANISATION_WORDS, PLACE_WORDS, is_office
from briefings.facts.pipeline import Parsed
from briefings.model import BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_CREDITS = re.compile(
    r"(?i)\b(?:(?:additional |further )?(?:reporting|editing|writing) by|photo(?:graph)?s?(?: by)?:|picture(?:s| by)?:|"
    r"image(?:s| by)?:|sketch(?: by)?:|credit:|©|photograph by|illustration by|getty)"
)
_UNSPOKEN = frozenset(
    {BlockKind.BYLINE, BlockKind.CREDIT, BlockKind.DATELINE, BlockKind.STANDFIRST, BlockKind.SUBHEADING, BlockKind.FOREIGN}
)
_NEVER = frozenset({"NORP", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "LANGUAGE"})
_PERSONAL = frozenset(
    {"say", "tell", "reply", "recall", "joke", "laugh", "smile", "shout", "whisper", "score", "resign", "apologise", "apologize"}
)
HELD_BY_FIRMS = frozenset({"share", "worker", "customer", "subsidiary", "plant", "factory", "unit", "stock", "stake", "branch", "staff"})
_NOT_GIVEN_NAMES = frozenset(
    {"cyclone", "hurricane", "storm", "typhoon", "operation", "project", "mount", "lake", "river", "fort", "port", "cape", "team", "hotel"}
)
_FIRM_AFTER = re.compile(
    r",? (?:who (?:are|were|have)|which)\b|, the (?:[\w'’-]+ ){0,3}(?:champions|holders|hosts|winners|leaders|makers|owners)\b"
)
_SURNAME_TAGS = frozenset({"ADJ", "NOUN", "PROPN", "ADV"})
_NICKNAMED = re.compile(r"\b(?P<first>[A-Z]\w+) [\"“'‘][A-Z]\w+[\"”'’] [A-Z][\w'’-]+\w")
_POST_NOMINALS = re.compile(r" (?:[KQ]C|SC|MS?P|[OCM]BE|PhD|MD)$")
_GIVEN_BEFORE = re.compile(r"(?<![\w'’-])(?P<given>[A-Z][a-zà-öø-ÿ]+) and $")
_VESSELS = frozenset({"ferry", "ship", "boat", "vessel", "yacht", "tug", "trawler", "tanker", "liner", "submarine", "horse"})
_JOINTS = "‐‑–-"
_BREAKS = frozenset({"'s", "’s", "'", "’", "/", "[", "]", "(", ")", ",", "and"})
Votes = dict[str, Counter[str]]


@dataclass(frozen=True, slots=True)
class Named:
    """One place where an article names a person: the name without titles, `text[start:end]`, and whether a courtesy word led it."""

    start: int
    end: int
    name: str
    courtesy: str | None
    certain: bool


@lru_cache(maxsize=2)
def named_people(parsed: Parsed) -> tuple[Named, ...]:
    """The places where an article names people, in order; a name of one word only where something tells that it is a person's.

    The last articles' are kept, as people, quotations and places of one article all ask for them.
    """
    votes = _votes(parsed)
    everything = list(_candidates(parsed))
    candidates = [one for one in everything if names.is_full(one.name)]
    certain = {names.plain(one.name) for one in candidates if one.certain}
    others = {
        names.plain(one.name) for one in candidates if not one.certain and (_acts_as_firm(parsed, one) or _named_as_thing(parsed, one))
    } - certain
    full = [one for one in candidates if names.plain(one.name) not in others and _may_be_person(parsed, one, votes)]
    full += _nicknamed(parsed, full)
    full += _surname_shared(parsed, full)
    full += _given_once(parsed, full, everything)
    known = sorted({one.name for one in full}, key=len, reverse=True)
    taken = [(one.start, one.end) for one in full]
    short = [
        one
        for one in _short_mentions(parsed, everything, known, votes)
        if not any(start < one.end and one.start < end for start, end in taken)
    ]
    return tuple(sorted(full + short, key=lambda one: one.start))


def _nicknamed(parsed: Parsed, full: list[Named]) -> list[Named]:
    """ "Ana "Nan" Cruz", which the marks part: one full name."""
    return [
        Named(match.start(), match.end(), match[0], None, True)
        for match in _NICKNAMED.finditer(parsed.article.text)
        if not any(one.start == match.start() for one in full) and not is_office(match["first"])
    ]


def _surname_shared(parsed: Parsed, full: list[Named]) -> list[Named]:
    """ "Ana and Ben Cruz": Ana is a Cruz too, under the surname that stands with Ben."""
    text, found = parsed.article.text, []
    for one in full:
        before = _GIVEN_BEFORE.search(text, max(0, one.start - 30), one.start) if len(one.name.split()) == 2 else None
        first = parsed.span(before.start("given"), before.end("given"))[0] if before else None
        if (
            before
            and first is not None
            and first.pos_ == "PROPN"
            and first.ent_type_ not in _NEVER | {"GPE", "LOC", "ORG"}
            and not is_office(first.text)
        ):
            found.append(Named(before.start("given"), before.end("given"), f"{before['given']} {one.name.split()[-1]}", None, True))
    return found


def _given_once(parsed: Parsed, full: list[Named], everything: list[Named]) -> list[Named]:
    """The full name of somebody whom the text later calls "Mr Cruz", where the parser took it for a firm's."""
    known = {names.parts(one.name)[-1] for one in full}
    courteous = {one.name for one in everything if one.courtesy and len(one.name.split()) == 1 and names.parts(one.name)[-1] not in known}
    return [
        Named(match.start(), match.end(), match[0], None, True)
        for surname in courteous
        for match in re.finditer(rf"\b(?P<given>[A-Z][a-z'’-]+) {re.escape(surname)}\b", parsed.article.text)
        if names.plain(match["given"]) not in names.COURTESY and not is_office(match["given"])
    ]


# ---------------------------------------------------------------- full names


def _candidates(parsed: Parsed) -> Iterator[Named]:
    """Names that the parser took for people, or that a courtesy word, an office or an age marks as such; never two at one place."""
    end = -1
    spans = sorted([*_from_entities(parsed), *_from_titles(parsed), *_set_apart(parsed)], key=lambda one: (one.start, -one.end))
    for one in spans:
        if one.start >= end:
            end = one.end
            yield one


def _from_entities(parsed: Parsed) -> Iterator[Named]:
    for entity in parsed.doc.ents:
        named = _trimmed(parsed, entity) if entity.label_ == "PERSON" or _marked_as_person(parsed, entity) else None
        if named:
            yield named
    for token in parsed.doc:
        if token.pos_ == "PROPN" and token.is_title and _speaks(token) and token.ent_type_ != "NORP":
            named = _trimmed(parsed, token.doc[token.i : token.i + 1])
            if named:
                yield named


def _set_apart(parsed: Parsed) -> Iterator[Named]:
    """ "The administrator, Ana Cruz, said", "the last of them, Ana Cruz, 83, left", where the parser saw no name at all."""
    for token in parsed.doc:
        if token.dep_ != "appos" or token.pos_ != "PROPN" or token.ent_type_ not in {"", "PERSON"} or not token.is_title:
            continue
        first = next((child for child in token.lefts if child.dep_ == "compound"), token)
        span = token.doc[first.i : token.i + 1]
        named = _trimmed(parsed, span) if len(span) > 1 and all(_goes_on(one) for one in span) else None
        if named and (_led(first) or _aged(parsed, named.end)):
            yield named


def _marked_as_person(parsed: Parsed, entity: Span) -> bool:
    """Whether the words around what the parser took for something else tell a person."""
    if entity.label_ in _NEVER:
        return False
    return _led(entity[0]) or _aged(parsed, entity.end_char) or _of_a_club(entity) or _beside_office(entity.root)


def _from_titles(parsed: Parsed) -> Iterator[Named]:
    """ "Mr Vale", "referee Ana Cruz": what follows a courtesy word or an office, whatever the parser took it for."""
    doc = parsed.doc
    for token in doc[:-1]:
        following = doc[token.i + 1]
        if not (_is_courtesy(token) or (is_office(token.text) and not following.is_sent_start)) or not _begins_name(following):
            continue
        last = following
        while last.i + 1 < len(doc) and not doc[last.i + 1].is_sent_start and _goes_on(doc[last.i + 1]):
            last = doc[last.i + 1]
        named = _trimmed(parsed, doc[following.i : last.i + 1])
        if named and (named.courtesy or names.is_full(named.name)):
            yield named


def _trimmed(parsed: Parsed, span: Span) -> Named | None:
    """The name inside a span: titles, possessives and line ends cut off, what a hyphen joins put back on."""
    tokens = [token for token in span if not token.is_space]
    breaks = [at for at, token in enumerate(tokens) if token.text in _BREAKS]
    if breaks and tokens[breaks[0]].text in {"'s", "’s"} and len(tokens) - breaks[0] > 2:
        return _trimmed(parsed, span.doc[tokens[breaks[0] + 1].i : span.end])  # "Vance's Ana Cruz" is Ana Cruz
    tokens = tokens[: breaks[0]] if breaks else tokens
    if "\n" in span.text:
        tokens = [token for token in tokens if "\n" not in parsed.article.text[span.start_char : token.idx]]
    while tokens and (_is_courtesy(tokens[0]) or is_office(tokens[0].text) or not tokens[0].text[0].isupper()):
        tokens = tokens[1:]
    while tokens and (not (tokens[-1].text[0].isupper() or _joined_by_hyphen(tokens[-1]))):
        tokens = tokens[:-1]
    if not tokens:
        return None
    if len(tokens) == 1 and span.label_ == "PERSON" and _completes_name(tokens[0]):
        tokens = [tokens[0], tokens[0].nbor(1)]
    first = tokens[0]
    while first.i and first.nbor(-1).lower_ in names.PARTICLES and not first.is_sent_start:
        first = first.nbor(-1)
    start, end = first.idx, _hyphened_end(parsed.article.text, tokens[-1].idx + len(tokens[-1].text))
    written = re.sub(r"['’]s?$", "", parsed.article.text[start:end])
    name = _POST_NOMINALS.sub("", written)
    before = first.nbor(-1) if first.i else None
    courtesy = before.text if before is not None and _is_courtesy(before) else None
    certain = courtesy is not None or _aged(parsed, end) or _led(tokens[0])
    certain = certain or _beside_office(tokens[-1])
    return Named(start, start + len(written), name, courtesy, certain) if name else None


def _completes_name(given: Token) -> bool:
    """Whether the capitalised word after a given name is the surname that the parser overlooked."""
    if given.i + 1 >= len(given.doc) or given.whitespace_ != " ":
        return False
    after = given.nbor(1)
    return after.is_title and after.is_alpha and not after.is_sent_start and not after.ent_type_ and after.pos_ in _SURNAME_TAGS


def _hyphened_end(text: str, end: int) -> int:
    """ "Min" of "Min-jun" goes on to the end of the joined word."""
    joined = re.compile(rf"(?:[{_JOINTS}]\w+)+").match(text, end)
    return joined.end() if joined else end


def _joined_by_hyphen(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).text in _JOINTS and not token.nbor(-1).whitespace_


def _is_courtesy(token: Token) -> bool:
    return token.text[:1].isupper() and names.plain(token.text) in names.COURTESY


def _begins_name(token: Token) -> bool:
    return (
        token.text[:1].isupper()
        and token.is_alpha
        and token.ent_type_ not in _NEVER
        and not is_office(token.text)
        and token.pos_ == "PROPN"
    )


def _goes_on(token: Token) -> bool:
    joint = token.text in _JOINTS or _joined_by_hyphen(token) or token.lower_ in names.PARTICLES
    return joint or (token.text[:1].isupper() and token.pos_ == "PROPN" and token.ent_type_ not in _NEVER)


def _led(first: Token) -> bool:
    """Whether a courtesy word or an office stands right before a name, or begins it."""
    before = first.nbor(-1) if first.i else None
    root = first.doc[first.i : first.i + 1].root
    while root.dep_ == "compound" and root.head.i > root.i:
        root = root.head
    if root.dep_ == "appos" and is_office(root.head.text):
        return root.head.lemma_.casefold() not in ORGANISATION_NOUNS and root.head.tag_ != "NNS"
    held = before is not None and is_office(before.text) and not before.is_sent_start and before.tag_ != "NNS"
    return _is_courtesy(first) or held or (before is not None and _is_courtesy(before))


def _of_a_club(entity: Span) -> bool:
    """ "Bayside's Ana Cruz", taken for one organisation: two capitalised words after the genitive, which act or are acted upon."""
    after = [token for token in entity if any(mark.text in {"'s", "’s"} for mark in entity if mark.i < token.i)]
    acts = entity.root.dep_ in {"nsubj", "nsubjpass", "dobj"}
    if entity.label_ != "ORG" or not acts:
        return False
    owned = len(entity) == 2 and any(child.dep_ == "poss" and child.ent_type_ in {"ORG", "GPE"} for child in entity.root.children)
    name = list(entity) if owned else after
    return len(name) == 2 and all(token.is_title for token in name) and name[-1].lower_ not in ORGANISATION_WORDS | PLACE_WORDS


def _speaks(token: Token) -> bool:
    """ "Cruz, the union's chair, said": a lone name that an office is set beside, or that is said to speak, is a person's."""
    alone = not any(child.dep_ in {"compound", "det", "amod", "poss", "nmod"} for child in token.children)
    if not alone or token.dep_ != "nsubj":
        return False
    return token.head.lemma_ in _PERSONAL or _beside_office(token)


def _beside_office(token: Token) -> bool:
    """ "Ana Cruz, the inspector, left": an office set beside a name makes it a person's."""
    offices = [child for child in token.children if child.dep_ == "appos" and child.tag_ != "NNS" and is_office(child.text)]
    return any(office.lemma_.casefold() not in ORGANISATION_NOUNS for office in offices)


def _aged(parsed: Parsed, end: int) -> bool:
    """ "Ana Cruz, 41, said": an age makes a name a person's."""
    return re.compile(r",\s+(?:aged\s+)?[1-9]\d?(?=,|\.|\s+of\b)").match(parsed.article.text, end) is not None


# ---------------------------------------------------------------- is it a person?


def _may_be_person(parsed: Parsed, one: Named, votes: Votes) -> bool:
    if _is_credit(parsed, one) or not _looks_like_name(one.name):
        return False
    if one.certain:
        return True
    words = [word.casefold() for word in re.split(r"[\s-]", one.name)]
    if words[-1] in PLACE_WORDS or any(word in ORGANISATION_WORDS for word in words):
        return False
    return _voted_person(votes, one.name) and not _is_organisation_or_place(parsed, one)


def _looks_like_name(name: str) -> bool:
    words = name.split()
    if words[0].casefold() in _NOT_GIVEN_NAMES:
        return False
    plain = all(word[0].isupper() or word.casefold() in names.PARTICLES for word in words)
    return plain and len(words) <= 5 and not re.search(r"[\d&@/|]", name) and not (name.isupper() and len(name) > 4)


def _is_credit(parsed: Parsed, one: Named) -> bool:
    """Whether a name stands in a byline or is the photographer's."""
    article = parsed.article
    sentence = parsed.sentence_of(one.start)
    if sentence is None or sentence.kind in _UNSPOKEN or (article.byline and names.stands_in(one.name, article.byline)):
        return True
    block = article.blocks[sentence.block]
    if article.text[one.end : one.end + 1] == "/":
        return True
    before = article.text[block.start : one.start] if block.kind is BlockKind.CAPTION else article.text[sentence.start : one.start]
    return _CREDITS.search(before) is not None or (block.kind is BlockKind.CAPTION and before.count("[") > before.count("]"))


def _votes(parsed: Parsed) -> Votes:
    """How often the parser gave each label to the same words: a name is what it is mostly taken for."""
    votes: Votes = {}
    for entity in parsed.doc.ents:
        votes.setdefault(names.plain(entity.text), Counter())[entity.label_] += 1
    return votes


def _voted_person(votes: Votes, name: str) -> bool:
    labels = votes.get(names.plain(name))
    return labels is None or labels["PERSON"] * 2 >= labels.total()


def _is_organisation_or_place(parsed: Parsed, one: Named) -> bool:
    """ "The builder, Marlow Crest,": a firm; "in Upper Vance": a place; "Marlow Crest's shares" may be either."""
    first = parsed.span(one.start, one.end)[0]
    if first.i < 2:
        return False
    before = first.nbor(-1)
    if before.lower_ in {"in", "at", "near", "into", "inside", "outside"}:
        return not parsed.article.text[one.end :].startswith((",", " who"))
    return _named_as_thing(parsed, one)


def _named_as_thing(parsed: Parsed, one: Named) -> bool:
    """ "The builder, Marlow Crest,", "its auditors, Marlow Crest,", "the ferry Marlow Crest"."""
    last = parsed.span(one.start, one.end).root
    first = parsed.span(one.start, one.end)[0]
    if first.i < 2:
        return False
    noun = first.nbor(-2) if first.nbor(-1).text == "," else first.nbor(-1)
    if noun.tag_ == "NNS" and is_office(noun.lemma_) and last.dep_ != "conj" and not any(child.dep_ == "conj" for child in last.children):
        return True  # "its auditors, Marlow Crest, were fined", "for the brokers Marlow Crest"
    held = any(is_office(token.text) for token in noun.doc[max(0, noun.i - 5) : noun.i])
    return noun.lemma_.casefold() in ORGANISATION_NOUNS | _VESSELS and not held


def _acts_as_firm(parsed: Parsed, one: Named) -> bool:
    """ "Marlow Crest said it would close its works", "shares in Marlow Crest": what has works, shares or customers is no person."""
    span = parsed.span(one.start, one.end)
    root = span.root
    if span.start and span.doc[span.start - 1].lower_ == "the":
        return True  # "the Marlow Crest": a ship, a race, a paper
    if _FIRM_AFTER.match(parsed.article.text, one.end):
        return True
    if root.dep_ in {"nsubj", "nsubjpass"} and any(child.lower_ == "its" for child in root.head.subtree if child.i > root.i):
        return True
    holder = root.head.head if root.dep_ == "pobj" else root.head if root.dep_ == "poss" else None
    return holder is not None and holder.lemma_ in HELD_BY_FIRMS


# ---------------------------------------------------------------- names in short


def _short_mentions(parsed: Parsed, candidates: list[Named], known: list[str], votes: Votes) -> Iterator[Named]:
    """Surnames of people whose full names the article gives, surnames after a courtesy word, and other single names of people."""
    seen: set[int] = set()
    for one in _single_names(parsed, candidates, votes):
        if not any(names.is_part_of(one.name, name) for name in known):
            seen.add(one.start)
            yield one
    for form in _short_forms(known):
        if _names_firm(votes, form):
            continue
        for match in re.finditer(rf"(?<![\w{_JOINTS}]){re.escape(form)}(?![\w{_JOINTS}])", parsed.article.text):
            found = _short_mention(parsed, match.start(), match.end(), form)
            if found and found.start not in seen:
                seen.add(found.start)
                yield found


def _single_names(parsed: Parsed, candidates: list[Named], votes: Votes) -> Iterator[Named]:
    for one in candidates:
        if names.is_full(one.name) or len(one.name) < 3 or not _looks_like_name(one.name) or _is_credit(parsed, one):
            continue
        lower = one.name.casefold()
        unlikely = lower in ORGANISATION_WORDS or lower in PLACE_WORDS or not _voted_person(votes, one.name) or _after_of(parsed, one)
        if one.courtesy or not (unlikely or _is_organisation_or_place(parsed, one)):
            yield one


def _after_of(parsed: Parsed, one: Named) -> bool:
    """ "The mayor of Vance": what stands after "of" is a place unless a fuller name says otherwise."""
    first = parsed.span(one.start, one.end)[0]
    return first.i > 0 and first.nbor(-1).lower_ == "of"


def _short_forms(known: list[str]) -> list[str]:
    """What known people are called in short: the surname, with its particles, or the first word where the surname stands first."""
    forms: dict[str, None] = {}
    for name in known:
        words = name.split()
        at = len(words) - 1
        while at > 1 and words[at - 1].casefold() in names.PARTICLES:
            at -= 1
        forms[" ".join(words[at:])] = None
        forms[words[0]] = None
    return sorted((form for form in forms if len(form) > 1), key=len, reverse=True)


def _names_firm(votes: Votes, form: str) -> bool:
    """Whether a firm of the article bears the surname ("Cruz Castings"): then the bare word may mean either, and counts for neither."""
    plain = names.plain(form)
    return any(name.startswith(plain + " ") and labels["ORG"] > labels["PERSON"] for name, labels in votes.items())


def _short_mention(parsed: Parsed, start: int, end: int, name: str) -> Named | None:
    """The mention at a place where a short form stands, unless it is a piece of a longer name there ("the Cruz Medical Fund")."""
    sentence = parsed.sentence_of(start)
    if sentence is None or sentence.kind in _UNSPOKEN:
        return None
    span = parsed.span(start, end)
    first, last = span[0], span[-1]
    before = first.nbor(-1) if first.i and first.idx > sentence.start else None
    after = last.nbor(1) if last.i + 1 < len(last.doc) and last.idx + len(last) < sentence.end else None
    courtesy = before.text if before is not None and _is_courtesy(before) else None
    if after is not None and after.pos_ == "PROPN" and after.text[:1].isupper() and after.ent_type_ != "DATE":
        return None
    if (
        before is not None
        and not courtesy
        and before.pos_ == "PROPN"
        and not is_office(before.text)
        and before.ent_type_ not in {"GPE", "NORP"}
    ):
        return None
    named = Named(start, end, name, courtesy, True)
    return None if _is_credit(parsed, named) else named
