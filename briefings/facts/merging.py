"""Merge the mentions of people across the articles of a story into persons, with their aliases and what each source calls them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from briefings.facts import names
from briefings.facts.animate import OFFICES
from briefings.model import Mention, Passage, Person, Role

_EVIDENCE_PER_SOURCE = 3


@dataclass
class _Bearer:
    """One person while merging: the full names of each article, and all mentions that are theirs."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def full_names(self) -> list[str]:
        return [mention.name for mention in self.mentions if names.is_full(mention.name)]

    @property
    def articles(self) -> set[str]:
        return {mention.passage.article for mention in self.mentions}

    def named_in(self, article: str) -> set[str]:
        return {names.letters(one.name) for one in self.mentions if one.passage.article == article and names.is_full(one.name)}


def merge_people(mentions: Sequence[Sequence[Mention]]) -> tuple[Person, ...]:
    """The people of a story, most mentioned first, from the mentions of each of its articles in the order of their text.

    Spellings of one name merge across articles; within one article two spellings are two people unless they differ by hyphens,
    accents, a middle name or an initial. A name in short belongs to the bearer last named in its article, else to the only bearer in
    the story. Single names that nobody bears in full are kept where the text gives them a role.
    """
    bearers: list[_Bearer] = []
    for article in mentions:
        for mention in _in_full(article):
            _bearer_of(bearers, mention).mentions.append(mention)
    for article in mentions:
        _attach_short(bearers, article)
    bearers = [bearer for bearer in bearers if bearer.mentions]
    return tuple(_person(bearer) for bearer in sorted(bearers, key=lambda bearer: -len(bearer.mentions)))


def _in_full(article: Sequence[Mention]) -> list[Mention]:
    """The mentions of an article by full name: not "van der Berg" nor "Cruz Vale" beside "Ana Cruz Vale"."""
    spelled = {mention.name for mention in article}
    return [one for one in article if names.is_full(one.name) and not any(names.is_part_of(one.name, other) for other in spelled)]


def _bearer_of(bearers: list[_Bearer], mention: Mention) -> _Bearer:
    article = mention.passage.article
    for bearer in bearers:
        if any(names.letters(name) == names.letters(mention.name) for name in bearer.full_names):
            return bearer
    for bearer in bearers:
        known = bearer.named_in(article)
        if any(names.same_person(name, mention.name) for name in bearer.full_names) and (not known or _nested(bearer, mention)):
            return bearer
    bearers.append(_Bearer())
    return bearers[-1]


def _nested(bearer: _Bearer, mention: Mention) -> bool:
    """Whether one article itself gives a name with and without a middle name or an initial."""
    mine = set(names.parts(mention.name))
    inside = [set(names.parts(one.name)) for one in bearer.mentions if one.passage.article == mention.passage.article]
    return any(mine <= other or other <= mine for other in inside)


def _attach_short(bearers: list[_Bearer], article: Sequence[Mention]) -> None:
    """Give each name in short of an article to its bearer; a name that several bear is the one's who was last named before it."""
    last: dict[int, int] = {}
    full = {id(mention) for mention in _in_full(article)}
    for at, mention in enumerate(article):
        if id(mention) in full:
            owner = next(index for index, bearer in enumerate(bearers) if any(mention is one for one in bearer.mentions))
            last[owner] = at
            continue
        fitting = [index for index, bearer in enumerate(bearers) if _bears(bearer, mention.name)]
        here = [index for index in fitting if mention.passage.article in bearers[index].articles]
        owners = _by_surname(bearers, here or fitting, mention.name)
        if len(owners) > 1:
            owners = sorted(owners, key=lambda index: (-last.get(index, -1), -len(bearers[index].mentions)))
        if owners and (here or len(owners) == 1):
            bearers[owners[0]].mentions.append(mention)
            last[owners[0]] = at
        elif not fitting and any(word in OFFICES for role in mention.roles for word in role.casefold().split()):
            bearers.append(_Bearer([mention]))


def _bears(bearer: _Bearer, short: str) -> bool:
    return any(names.is_part_of(short, name) for name in bearer.full_names) or any(
        names.letters(one.name) == names.letters(short) for one in bearer.mentions
    )


def _by_surname(bearers: list[_Bearer], fitting: list[int], short: str) -> list[int]:
    """Those whose surname it is, before those whose given name it is."""
    surnamed = [index for index in fitting if any(names.is_surname(short, name) for name in bearers[index].full_names)]
    return surnamed or fitting


def _person(bearer: _Bearer) -> Person:
    counted = Counter(mention.name for mention in bearer.mentions)
    full = Counter(bearer.full_names) or counted
    name = max(full, key=lambda spelled: (full[spelled], len(spelled), spelled))
    sources = tuple(dict.fromkeys(mention.passage.article for mention in bearer.mentions))
    ordered = tuple(sorted(sources))
    return Person(name, tuple(other for other in counted if other != name), _roles(bearer.mentions), ordered, _evidence(bearer.mentions))


def _roles(mentions: Iterable[Mention]) -> tuple[Role, ...]:
    """What each source calls them; of two roles of one source the fuller one is kept where it holds all words of the other."""
    by_source: dict[str, dict[str, str]] = {}
    for mention in mentions:
        for role in mention.roles:
            by_source.setdefault(mention.passage.article, {}).setdefault(names.plain(role), role)
    sources: dict[str, list[str]] = {}
    wording: dict[str, str] = {}
    for article, roles in by_source.items():
        for key, role in roles.items():
            if not any(key != other and set(key.split()) < set(other.split()) for other in roles):
                sources.setdefault(key, []).append(article)
                wording.setdefault(key, role)
    return tuple(Role(wording[key], tuple(sorted(sources[key]))) for key in sources)


def _evidence(mentions: Sequence[Mention]) -> tuple[Passage, ...]:
    """The passages that say most: those with a role, then those with the full name, some of each article."""
    ranked = sorted(mentions, key=lambda mention: (not mention.roles, not names.is_full(mention.name)))
    kept: dict[Passage, None] = {}
    count: Counter[str] = Counter()
    for mention in ranked:
        passage = mention.passage
        if passage not in kept and count[passage.article] < _EVIDENCE_PER_SOURCE:
            count[passage.article] += 1
            kept[passage] = None
    return tuple(sorted(kept, key=lambda passage: (passage.article, passage.start)))
