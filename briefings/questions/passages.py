"""Sentences ranked for a question: BM25 finds them, then what counts is how much of the question each carries with its neighbours."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import bm25s
import numpy as np

from briefings.facts.thesaurus import opposites, phrase_stems, related
from briefings.facts.words import Token, is_date_word, stem, tokens
from briefings.model import Article, BlockKind, Passage
from briefings.questions import sentences
from briefings.questions.parse import Term

logging.getLogger("bm25s").setLevel(logging.WARNING)  # the library sets itself to DEBUG where it is imported

CANDIDATES = 60
_RELATED = 0.75
_NEIGHBOUR = 0.45
_ELSEWHERE = 0.25
_ANAPHORA = 0.65
_FOLLOWED = 40
_PRONOUN = re.compile(r"(?:[“\"]\s?)?(?:He|She|It|They|His|Her|Its|Their|Those|That)\b")
_WEIGHT = {BlockKind.BODY: 0.0, BlockKind.CAPTION: -0.15, BlockKind.STANDFIRST: -0.2, BlockKind.TITLE: -0.28}
_MAX_WORDS = 90
_PERSON = stem("people")  # whoever is counted stands for them: `numbers` sees to that


@dataclass(slots=True)
class Unit:
    """One sentence of an article, the piece that is ranked and cited."""

    article: str
    start: int
    end: int
    kind: BlockKind
    block: int
    text: str
    tokens: list[Token]
    words: list[str]
    stems: frozenset[str]

    @property
    def passage(self) -> Passage:
        """The sentence as a citation."""
        return Passage(self.article, self.start, self.end, self.text)


@dataclass(slots=True)
class Hit:
    """A unit found for a question: `own` is the share of the question that it carries itself, `coverage` that with its surroundings."""

    unit: Unit
    at: int
    own: float
    coverage: float
    bm25: float
    matched: Mapping[str, str] = field(default_factory=dict)
    score: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)


class Passages:
    """All sentences of a story's articles, indexed once; boilerplate, bylines and credits are left out."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.units = [unit for article in articles for unit in _units(article)]
        self._first = _first_of_each(self.units)
        self._blocks: dict[tuple[str, int], list[int]] = {}
        self._articles: dict[str, list[int]] = {}
        for i, unit in enumerate(self.units):
            self._blocks.setdefault((unit.article, unit.block), []).append(i)
            self._articles.setdefault(unit.article, []).append(i)
        self._frequency: dict[str, int] = {}
        for unit in self.units:
            for one in unit.stems:
                self._frequency[one] = self._frequency.get(one, 0) + 1
        self._bm25 = bm25s.BM25(method="lucene", k1=1.2, b=0.6)
        if self.units:
            self._bm25.index([unit.words for unit in self.units], show_progress=False)

    def idf(self, one: str) -> float:
        """How telling a stem is: high where few sentences hold it."""
        n = self._frequency.get(one, 0)
        return math.log(1 + (len(self.units) - n + 0.5) / (n + 0.5))

    def frequency(self, one: str) -> int:
        """How many sentences hold a stem."""
        return self._frequency.get(one, 0)

    def forms(self, one: str, *, opposed: bool = False) -> dict[str, float]:
        """The stems of the texts that stand for this stem, with their worth (itself 1); `opposed` takes opposites too."""
        forms = {one: 1.0} if one in self._frequency else {}
        for other in related(one) if one != _PERSON else ():
            if other in self._frequency:
                forms.setdefault(other, _RELATED)
        for other in opposites(one) if opposed else ():
            if other in self._frequency:
                forms.setdefault(other, _RELATED)
        if one not in self._frequency and len(one) >= 5 and not one.isdigit():
            for other in self._frequency:
                if _kindred(one, other):
                    forms.setdefault(other, _RELATED)
        return forms

    def weight(self, term: Term, forms: Mapping[str, float]) -> float:
        """How much a term counts within its question: the rarest of its exact form and its usual substitutes."""
        exact = self.idf(term.stem)
        best = exact if term.stem in forms or not forms else min(exact, max(self.idf(form) for form in forms))
        if not forms and not term.name and not term.focus:
            return 0.45 * best
        return best * (1.5 if is_date_word(term.word) else 1.15 if term.name else 1.0)

    def rank(self, terms: Sequence[Term], forms: Mapping[str, Mapping[str, float]], scope: frozenset[str]) -> list[Hit]:
        """The sentences that carry most of these terms, best first, at most CANDIDATES."""
        if not self.units or not terms:
            return []
        weights = {term.stem: self.weight(term, forms[term.stem]) for term in terms}
        scores = np.zeros(len(self.units))
        for term in terms:
            each = [worth * self._bm25.get_scores([form]) for form, worth in forms[term.stem].items()]
            if each:
                scores += np.maximum.reduce(each)
        order = self._candidates(scores, scope)
        total = sum(weights.values()) or 1.0
        top = float(scores.max()) or 1.0
        hits = [self._hit(i, forms, weights, total, float(scores[i]) / top) for i in order]
        return sorted(hits, key=lambda hit: -hit.score)

    def _candidates(self, scores: np.ndarray, scope: frozenset[str]) -> list[int]:
        order = [int(i) for i in np.argsort(-scores, kind="stable")[: CANDIDATES * 4] if scores[i] > 0]
        kept = [i for i in order if not scope or self.units[i].article in scope][:CANDIDATES]
        after = [i + 1 for i in kept[:_FOLLOWED] if i + 1 < len(self.units) and self._carries_on(i + 1)]
        return list(dict.fromkeys([*kept, *after]))

    def _carries_on(self, i: int) -> bool:
        """Whether a sentence speaks of what the sentence before it named: it begins with "It", "She", "His" …"""
        return self.units[i].article == self.units[i - 1].article and bool(_PRONOUN.match(self.units[i].text))

    def _hit(self, i: int, forms: Mapping[str, Mapping[str, float]], weights: Mapping[str, float], total: float, bm25: float) -> Hit:
        own = covered = 0.0
        matched: dict[str, str] = {}
        near = list(self.neighbours(i))
        before = self.units[i - 1].stems if i and self._carries_on(i) else frozenset()
        first = self.units[self._first[self.units[i].article]]
        for one, weight in weights.items():
            worth, form = _best(forms[one], self.units[i].stems)
            if worth:
                matched[one] = form
            worth = max(worth, _ANAPHORA * _best(forms[one], before)[0])
            own += weight * worth
            aside = max((_NEIGHBOUR * _best(forms[one], unit.stems)[0] for unit in near), default=0.0)
            covered += weight * max(worth, aside, _ELSEWHERE * _best(forms[one], first.stems)[0])
        hit = Hit(self.units[i], i, own / total, covered / total, bm25, matched, weights=weights)
        hit.score = 0.75 * hit.coverage + 0.25 * hit.own + 0.1 * bm25 + _WEIGHT.get(self.units[i].kind, -0.2)
        return hit

    def lede(self, article: str) -> int:
        """The place of the first sentence of an article's running text."""
        return self._first[article]

    def of_blocks(self, blocks: Iterable[tuple[str, int]]) -> Iterator[tuple[int, Unit]]:
        """The sentences of some paragraphs, each given as article id and block number, with their places."""
        return ((i, self.units[i]) for block in blocks for i in self._blocks.get(block, ()))

    def blocks_at(self, article: str, char: int) -> set[tuple[str, int]]:
        """The paragraph in which a character of an article stands."""
        units = (self.units[i] for i in self._articles.get(article, ()))
        return {(unit.article, unit.block) for unit in units if unit.start <= char < unit.end}

    def neighbours(self, i: int) -> Iterator[Unit]:
        """The sentences just before and after, where they stand in the running text of the same article."""
        for j in (i - 1, i + 1):
            if 0 <= j < len(self.units) and self.units[j].article == self.units[i].article and self.units[j].kind is BlockKind.BODY:
                yield self.units[j]


def _best(forms: Mapping[str, float], stems: frozenset[str]) -> tuple[float, str]:
    return max(((worth, form) for form, worth in forms.items() if form in stems), default=(0.0, ""))


def _kindred(one: str, other: str) -> bool:
    """Whether two stems share their root: one begins the other, or they part only after six letters, near the end."""
    if one[:5] != other[:5]:
        return False
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter):
        return len(longer) - len(shorter) <= 4
    same = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(shorter))
    return same >= 6 and len(longer) - same <= 3


def _units(article: Article) -> Iterable[Unit]:
    kept = (BlockKind.BODY, BlockKind.TITLE, BlockKind.STANDFIRST, BlockKind.CAPTION)
    for number, block in enumerate(article.blocks):
        if block.kind not in kept:
            continue
        for start, end in sentences.split(article.text[block.start : block.end]):
            text = article.text[block.start + start : block.start + end]
            if len(text.split()) > _MAX_WORDS:
                continue
            words = tokens(text)
            stems = [token.stem for token in words] + phrase_stems(text)
            yield Unit(article.id, block.start + start, block.start + end, block.kind, number, text, words, stems, frozenset(stems))


def _first_of_each(units: Sequence[Unit]) -> dict[str, int]:
    """The first sentence of the running text of each article (its lede), or its first sentence of any kind."""
    first: dict[str, int] = {}
    for i, unit in enumerate(units):
        if unit.article not in first or (unit.kind is BlockKind.BODY and units[first[unit.article]].kind is not BlockKind.BODY):
            first[unit.article] = i
    return first
