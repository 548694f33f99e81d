"""Merge the mentions of people across the articles of a story into persons, with their aliases and what each source calls them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from briefings.facts import names
from briefings.facts.animate import OFFICES
from briefings.model import Mention, Passage, Person, Role

_EVIDENCE_PER_SOURCE = 3


@dataclass
class _Bearer:
    """One person while merging: their mentions, the spellings of the full name, and which of them each article uses."""

    mentions: list[Mention] = field(default_factory=list)
    spellings: dict[str, None] = field(default_factory=dict)
    by_article: dict[str, set[str]] = field(default_factory=dict)

    def add(self, mention: Mention, *, full: bool) -> None:
        self.mentions.append(mention)
        used = self.by_article.setdefault(mention.passage.article, set())
        if full:
            self.spellings[mention.name] = None
            used.add(mention.name)

    def may_be(self, name: str, article: str) -> bool:
        """Whether a full name is another spelling: within one article only one with a middle name or an initial more or less."""
        used = self.by_article.get(article, set())
        nested = any(set(names.parts(name)) <= set(names.parts(one)) or set(names.parts(one)) <= set(names.parts(name)) for one in used)
        return (not used or nested) and any(names.same_person(one, name) for one in self.spellings)

    def bears(self, short: str) -> bool:
        return any(names.is_part_of(short, name) or names.letters(short) == names.letters(name) for name in self.spellings)


def merge_people(mentions: Sequence[Sequence[Mention]]) -> tuple[Person, ...]:
    """The people of a story, most mentioned first, from the mentions of each of its articles in the order of their text.

    Spellings of one name merge across articles; within one article two spellings are two people unless they differ by hyphens,
    accents, a middle name or an initial. A name in short belongs to the bearer last named in its article, else to the only bearer in
    the story. Single names that nobody bears in full are kept where the text gives them an office.
    """
    bearers: list[_Bearer] = []
    known: dict[str, _Bearer] = {}
    owners = [[_bearer_of(bearers, known, mention) for mention in _in_full(article)] for article in mentions]
    for article, full in zip(mentions, owners, strict=True):
        _attach_short(bearers, article, iter(full))
    return tuple(_person(bearer) for bearer in sorted(bearers, key=lambda bearer: -len(bearer.mentions)))


def _in_full(article: Sequence[Mention]) -> list[Mention]:
    """The mentions of an article by full name: not "van der Berg" nor "Cruz Vale" beside "Ana Cruz Vale"."""
    spelled = {mention.name for mention in article}
    short = {name for name in spelled if not names.is_full(name) or any(names.is_part_of(name, other) for other in spelled)}
    return [one for one in article if one.name not in short]


def _bearer_of(bearers: list[_Bearer], known: dict[str, _Bearer], mention: Mention) -> _Bearer:
    """The bearer of a full name, new where nobody bears it or a spelling of it; `known` finds them by their letters."""
    key = names.letters(mention.name)
    if key not in known:
        known[key] = next((one for one in bearers if one.may_be(mention.name, mention.passage.article)), None) or _Bearer()
    bearer = known[key]
    if not bearer.mentions:
        bearers.append(bearer)
    bearer.add(mention, full=True)
    return bearer


def _attach_short(bearers: list[_Bearer], article: Sequence[Mention], full: Iterator[_Bearer]) -> None:
    """Give each name in short of an article to its bearer; a name that several bear is the one's who was last named before it."""
    last: dict[int, int] = {}
    in_full = {id(mention) for mention in _in_full(article)}
    fitting: dict[str, list[_Bearer]] = {}
    for at, mention in enumerate(article):
        if id(mention) in in_full:
            last[id(next(full))] = at
            continue
        if mention.name not in fitting:
            fitting[mention.name] = _candidates(bearers, mention)
        ranked = sorted(fitting[mention.name], key=lambda one: (-last.get(id(one), -1), -len(one.mentions)))
        if ranked and (len(ranked) == 1 or mention.passage.article in ranked[0].by_article):
            ranked[0].add(mention, full=False)
            last[id(ranked[0])] = at
        elif not ranked and any(word in OFFICES for role in mention.roles for word in role.casefold().split()):
            bearers.append(_Bearer())
            bearers[-1].add(mention, full=True)
            fitting.pop(mention.name)


def _candidates(bearers: list[_Bearer], mention: Mention) -> list[_Bearer]:
    """Who may be meant by a name in short: those of its article before others, those whose surname it is before given names."""
    fitting = [one for one in bearers if one.bears(mention.name)]
    here = [one for one in fitting if mention.passage.article in one.by_article] or fitting
    return [one for one in here if any(names.is_surname(mention.name, name) for name in one.spellings)] or here


def _person(bearer: _Bearer) -> Person:
    counted = Counter(mention.name for mention in bearer.mentions)
    full = Counter({spelled: counted[spelled] for spelled in bearer.spellings})
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
