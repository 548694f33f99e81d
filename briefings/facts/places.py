"""The places that an article names, and the places of a story with the one where it happened.

Where the event happened is told by the text, never by the dateline: a place that hangs by "in" or "at" on the verb of the lead or on
what that verb is about counts most, one that hangs on a word of the title less, any other one a little; after that it counts how often
the sources name it. A country is main only where nothing finer is. The role of a mention ("lead", "scene", "placed") keeps which it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.facts import names
from briefings.facts.animate import ORGANISATION_WORDS, PLACE_WORDS, is_office
from briefings.facts.date_words import MONTHS, WEEKDAYS
from briefings.facts.geography import KIND_NOUNS, VENUES, canonical, is_plural_of_country, kind_of
from briefings.facts.naming import HELD_BY_FIRMS, named_people
from briefings.facts.pipeline import Parsed
from briefings.facts.stems import stem
from briefings.facts.tense import REPORTING
from briefings.model import BlockKind, Mention, Passage, Place, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

LEAD, SCENE, PLACED = "lead", "scene", "placed"
_TOLD = frozenset({BlockKind.BODY, BlockKind.TITLE, BlockKind.CAPTION})
_TEAM_WORDS = frozenset({"united", "rangers", "rovers", "wanderers", "athletic", "fc", "club", "team", "albion", "wednesday"})
_PLACE_TOO = frozenset({"city", "county", "district", "republic", "region", "division", "capital", "town", "township"})
_NETWORKS = frozenset({"facebook", "twitter", "instagram", "whatsapp", "telegram", "youtube", "tiktok", "linkedin", "x"})
_NO_PLACES = frozenset({"ORG", "NORP", "EVENT", "DATE", "WORK_OF_ART", "PRODUCT"})
_LABELS = frozenset({"GPE", "LOC", "FAC"})
_PLACING = frozenset({"in", "at", "near", "outside", "inside", "off", "on", "along"})
_GOING = frozenset({"to", "from", "into", "towards", "toward", "visited", "visit", "visits", "leave", "left", "reach", "reached"})
_DIRECTIONS = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western", "north's", "south's"})
_HEADING = frozenset({BlockKind.TITLE, BlockKind.STANDFIRST})
_IN_COURT = frozenset({"hear", "tell", "sentence", "jail", "rule", "convict", "acquit", "find", "order"})
_CALENDAR = frozenset(MONTHS) | frozenset(WEEKDAYS)
_FINE = frozenset({"town", "site", "street"})
_STORMS = frozenset({"cyclone", "hurricane", "storm", "typhoon"})
_EVIDENCE_PER_SOURCE = 2
_LEAD_SENTENCES = 3
_WEIGHT = {LEAD: 6, SCENE: 3, PLACED: 1}


def find_places(parsed: Parsed) -> tuple[Mention, ...]:
    """Every mention of a place outside the dateline and the credits, in order; `kind` as in `geography`, the passage is its sentence."""
    people = [(one.start, one.end) for one in named_people(parsed)]
    about = _EventWords(parsed)
    mentions: list[Mention] = []
    for span in _spans(parsed):
        sentence = parsed.sentence_of(span.start_char)
        if sentence is None or sentence.kind not in _TOLD or any(start < span.end_char and span.start_char < end for start, end in people):
            continue
        name = _name(span)
        if name and (sentence.kind is not BlockKind.BODY or any(token.pos_ in {"VERB", "AUX"} for token in parsed.span_of(sentence))):
            role = about.role(span, sentence)
            passage = parsed.article.passage(sentence.start, sentence.end)
            mentions.append(Mention(name, _kind(name, span), (role,) if role else (), passage))
    return tuple(mentions)


def _kind(name: str, span: Span) -> str:
    """The kind that the text says ("the village of Vance"), else the one that the name looks like."""
    preposition = span.root.head
    said = KIND_NOUNS.get(preposition.head.lemma_) if preposition.lower_ == "of" and span.root.dep_ == "pobj" else None
    return said or kind_of(name, span.label_ or "GPE")


def _spans(parsed: Parsed) -> Iterator[Span]:
    """The parser's places, and capitalised names after a preposition of place that it overlooked or took for a person."""
    doc = parsed.doc
    placed = [entity for entity in doc.ents if entity.label_ in _LABELS or (entity.label_ == "ORG" and entity[-1].lower_ in VENUES)]
    covered = {token.i for entity in placed for token in entity}
    unplaced = [entity for entity in doc.ents if entity.label_ in _NO_PLACES and (len(entity) > 1 or entity.label_ != "ORG")]
    covered |= {token.i for entity in unplaced for token in entity}
    overlooked = [span for token in doc[:-1] if (span := _overlooked(token, covered)) is not None]
    yield from sorted([*placed, *overlooked], key=lambda span: span.start)


def _overlooked(preposition: Token, covered: set[int]) -> Span | None:
    doc, first = preposition.doc, preposition.i + 1
    if preposition.lower_ not in _PLACING | _GOING or (preposition.is_sent_start and preposition.lower_ == "on"):
        return None
    last = first
    while last < len(doc) and doc[last].pos_ == "PROPN" and doc[last].text[0].isupper() and doc[last].is_alpha and last not in covered:
        last += 1
    if last == first or doc[first].lower_ in _CALENDAR or any(is_office(token.text) for token in doc[first:last]):
        return None
    if doc[first].ent_type_ == "ORG" and preposition.lower_ not in {"in", "at", "near"}:
        return None
    if preposition.head.lemma_ in HELD_BY_FIRMS:
        return None
    return doc[first:last]


def _name(span: Span) -> str | None:
    text = re.sub(r"(?:\s+[a-z]+)+$", "", " ".join(span.text.split("\n")[0].split()))
    name = re.sub(r"^(?:[Tt]he)\s+|['’]s?$", "", text)
    words = name.casefold().split()
    if not words or len(name) < 2 or not name[0].isupper() or re.search(r"\d$", name) or " ".join(words) in _DIRECTIONS:
        return None
    if is_plural_of_country(words[-1]) or (text.lower().startswith("the ") and len(words) == 1 and kind_of(name, span.label_) == "town"):
        return None
    if words[-1] in _TEAM_WORDS | (ORGANISATION_WORDS - PLACE_WORDS - _PLACE_TOO) and span.label_ != "FAC" and words[-1] not in VENUES:
        return None
    if words[-1] in _NETWORKS or words[0] in _STORMS:
        return None
    if " and " in name and span.label_ != "FAC":
        return None
    return name.title() if name.isupper() and len(name) > 4 else name


class _EventWords:
    """The words in which an article's title and lead tell its event, to know what else is said to be of the event."""

    def __init__(self, parsed: Parsed) -> None:
        body = list(parsed.running())[:_LEAD_SENTENCES]
        self._lead = {sentence.start for sentence in body} | {one.start for one in parsed.sentences if one.kind in _HEADING}
        titles = [parsed.article.title, *(parsed.text_of(one) for one in parsed.sentences if one.kind is BlockKind.TITLE)]
        self._titles = {stem(word) for title in titles for word in re.findall(r"[a-z]{4,}", title.casefold())}
        self._core = {stem(token.lower_) for sentence in body[:1] for token in _core(parsed.span_of(sentence).root)}

    def role(self, span: Span, sentence: Sentence) -> str | None:
        """LEAD where the lead's sentences put its event in a place, SCENE where others or the title's words do, PLACED for the rest."""
        if span[-1].lower_ == "court" and span.root.head.lemma_ in _IN_COURT:
            return SCENE
        governor = _governor(span)
        if governor is None:
            return None
        stems = {stem(governor.lower_), stem(governor.lemma_)}
        if stems & self._core:
            return LEAD if sentence.start in self._lead else SCENE
        return SCENE if stems & self._titles else PLACED


def _core(verb: Token) -> Iterator[Token]:
    """The verb of the lead and the heads of its subject and object: "town opens bridge"."""
    told = next((child for child in verb.children if child.dep_ == "ccomp"), None)
    if verb.lemma_ in REPORTING and told is not None:
        verb = told
    yield verb
    yield from (child for child in verb.children if child.dep_ in {"nsubjpass", "dobj"})


def _governor(span: Span) -> Token | None:
    """What is said to be in a place: the word on which "at the border town of Vance" hangs."""
    token = span.root
    for _ in range(4):
        if token.dep_ == "pobj" and token.head.lower_ in _PLACING:
            return token.head.head
        if token.dep_ == "pobj" and token.head.lower_ == "of":
            token = token.head.head
        elif token.dep_ in {"compound", "appos", "nmod", "conj"}:
            token = token.head
        else:
            return None
    return None


@dataclass
class _Gathered:
    """One place while merging."""

    mentions: list[Mention]

    @property
    def weight(self) -> tuple[bool, bool, int]:
        """How likely it is where the story happened: a town or a site that a source puts it in, then what the sources say of it."""
        best: dict[str, int] = {}
        for mention in self.mentions:
            article = mention.passage.article
            best[article] = max([best.get(article, 0), *(_WEIGHT.get(role, 0) for role in mention.roles)])
        by_source = Counter(mention.passage.article for mention in self.mentions)
        named = sum(min(count, 3) for count in by_source.values()) + 2 * len(by_source)
        kind = Counter(mention.kind for mention in self.mentions).most_common(1)[0][0]
        happened = max(best.values()) > _WEIGHT[PLACED]
        return (
            kind in _FINE and happened,
            kind in _FINE and sum(best.values()) > 0,
            sum(best.values()) + named - (4 if kind == "street" else 0),
        )


def merge_places(mentions: Sequence[Sequence[Mention]]) -> tuple[Place, ...]:
    """The places of a story, the main one first, then by how often the sources name them; short forms of one name merge."""
    gathered: dict[str, _Gathered] = {}
    for article in mentions:
        for mention in article:
            key = names.plain(canonical(mention.name))
            gathered.setdefault(key, _Gathered([])).mentions.append(mention)
    ordered = sorted(gathered.values(), key=lambda place: (place.weight, len(place.mentions)), reverse=True)
    return tuple(_place(place, main=at == 0) for at, place in enumerate(ordered))


def _place(place: _Gathered, *, main: bool) -> Place:
    counted = Counter(canonical(mention.name) for mention in place.mentions)
    kinds = Counter(mention.kind for mention in place.mentions)
    sources = tuple(sorted({mention.passage.article for mention in place.mentions}))
    return Place(counted.most_common(1)[0][0], kinds.most_common(1)[0][0], main, sources, _evidence(place.mentions))


def _evidence(mentions: Sequence[Mention]) -> tuple[Passage, ...]:
    kept: dict[Passage, None] = {}
    count: Counter[str] = Counter()
    for mention in sorted(mentions, key=lambda one: not one.roles):
        passage = mention.passage
        if passage not in kept and count[passage.article] < _EVIDENCE_PER_SOURCE:
            count[passage.article] += 1
            kept[passage] = None
    return tuple(sorted(kept, key=lambda passage: (passage.article, passage.start)))
