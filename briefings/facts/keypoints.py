"""The few sentences that a short briefing would keep: central to the sources (LexRank), early in them, and saying different things (MMR).

Likeness to the headlines counts beside centrality, for three short articles make a thin graph; each further sentence of one article
counts a little less.

LexRank: Erkan and Radev 2004, on tf-idf cosine above 0.1, damping 0.85. A sentence's links to other articles count more than those to
its own, for what several sources tell is what happened. MMR: Carbonell and Goldstein 1998. Only body sentences take part; a point's
evidence is its own sentence and the sentences of other sources that say the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from briefings.facts.stems import stems
from briefings.model import Article, BlockKind, KeyPoint, Passage, Sentence

Matrix = npt.NDArray[np.float64]

_LINKED = 0.1
_DAMPING = 0.85
_OWN_ARTICLE = 0.6
_POSITION = 0.5
_QUOTED = 0.3
_HEADLINE = 0.8
_REDUNDANCY = 1.1
_SAME_SOURCE = 0.15
_SAYS_THE_SAME = 0.35
_ROUNDS = 60
_SETTLED = 1e-9
_MIN_WORDS, _MAX_WORDS = 8, 60
_STOPWORDS = frozenset(
    {"a", "an", "the", "of", "to", "in", "on", "at", "for", "by", "with", "and", "or", "is", "are", "was", "were", "be", "been", "being"}
    | {"will", "would", "it", "its", "as", "from", "has", "have", "had", "that", "this", "these", "those", "which", "who", "his", "her"}
    | {"their", "they", "he", "she", "but", "not", "also", "said", "says", "say", "than", "then", "there", "into", "after", "before"}
    | {"over", "more"}
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One body sentence: its article, how many body sentences stand before it, its passage and its stemmed words."""

    article: str
    position: int
    passage: Passage
    words: tuple[str, ...]


def key_points(articles: Sequence[Article], sentences: Mapping[str, Sequence[Sentence]], count: int = 5) -> tuple[KeyPoint, ...]:
    """Up to `count` sentences of the articles' running text, most telling first; `sentences` holds each article's, by its id.

    Sentences of fewer than 8 or more than 60 words take no part. Fewer points come back where the rest would say the same again.
    """
    candidates = list(_candidates(articles, sentences))
    if not candidates:
        return ()
    titles = [_stems(article.title) for article in articles]
    everything = _similarity([*(one.words for one in candidates), *titles])
    alike = everything[: len(candidates), : len(candidates)]
    headed = everything[: len(candidates), len(candidates) :].max(axis=1)
    scores = _scores(candidates, alike) + _HEADLINE * headed
    return tuple(_point(at, candidates, alike) for at in _chosen(candidates, scores, alike, count))


def _candidates(articles: Sequence[Article], sentences: Mapping[str, Sequence[Sentence]]) -> Iterator[_Candidate]:
    for article in articles:
        body = [sentence for sentence in sentences.get(article.id, ()) if sentence.kind is BlockKind.BODY]
        for position, sentence in enumerate(body):
            passage = article.passage(sentence.start, sentence.end)
            words = re.findall(r"[^\W_]+", passage.quote.casefold())
            if _MIN_WORDS <= len(words) <= _MAX_WORDS and passage.quote[-1] in ".!?”\"’'":
                yield _Candidate(article.id, position, passage, _stems(passage.quote))


def _stems(text: str) -> tuple[str, ...]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return stems(word for word in words if word not in _STOPWORDS)


def _similarity(documents: Sequence[Sequence[str]]) -> Matrix:
    """Cosine of tf-idf vectors, sentence by sentence, with an empty diagonal."""
    frequency = Counter(word for words in documents for word in dict.fromkeys(words))
    column = {word: at for at, word in enumerate(frequency)}
    vectors: Matrix = np.zeros((len(documents), max(1, len(column))))
    for row, words in enumerate(documents):
        for word, times in Counter(words).items():
            vectors[row, column[word]] = (1 + math.log(times)) * math.log(1 + len(documents) / frequency[word])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    alike: Matrix = vectors @ vectors.T
    np.fill_diagonal(alike, 0.0)
    return alike


def _scores(candidates: Sequence[_Candidate], alike: Matrix) -> Matrix:
    """Centrality in the graph of sentences, more for the first ones of an article, less for what is mostly a quotation."""
    sources = np.array([one.article for one in candidates])
    links = np.where(alike > _LINKED, alike * np.where(sources[:, None] == sources[None, :], _OWN_ARTICLE, 1.0), 0.0)
    steps = links / (links.sum(axis=1, keepdims=True) + 1e-9)
    rank = np.full(len(candidates), 1.0 / len(candidates))
    for _ in range(_ROUNDS):
        before, rank = rank, (1 - _DAMPING) / len(candidates) + _DAMPING * (steps.T @ rank)
        if np.abs(rank - before).max() < _SETTLED * rank.max():
            break
    early = np.array([1.0 / (1 + one.position) for one in candidates])
    quoted = np.array([_quoted_share(one.passage.quote) > 0.5 for one in candidates], dtype=float)
    total: Matrix = rank / rank.max() + _POSITION * early - _QUOTED * quoted
    return total


def _quoted_share(text: str) -> float:
    inside = sum(len(match[0]) for match in re.finditer(r"[“\"][^”\"]*(?:[”\"]|$)", text))
    return inside / max(1, len(text))


def _chosen(candidates: Sequence[_Candidate], scores: Matrix, alike: Matrix, count: int) -> list[int]:
    """Greedy MMR: the best score less what the chosen ones already say; nothing that says the same as one of them."""
    chosen: list[int] = []
    while len(chosen) < min(count, len(candidates)):
        said = alike[:, chosen].max(axis=1) if chosen else np.zeros(len(candidates))
        crowded = np.array([sum(one.article == candidates[at].article for at in chosen) for one in candidates])
        gain = np.where(said < _SAYS_THE_SAME, scores - _REDUNDANCY * said - _SAME_SOURCE * crowded, -np.inf)
        gain[chosen] = -np.inf
        best = int(gain.argmax())
        if not np.isfinite(gain[best]):
            break
        chosen.append(best)
    return chosen


def _point(at: int, candidates: Sequence[_Candidate], alike: Matrix) -> KeyPoint:
    """A chosen sentence with, from each other article, the one that says the same, if one does."""
    own = candidates[at]
    evidence = {own.article: own.passage}
    for other in np.argsort(-alike[at], kind="stable"):
        candidate = candidates[int(other)]
        if alike[at, int(other)] < _SAYS_THE_SAME:
            break
        evidence.setdefault(candidate.article, candidate.passage)
    return KeyPoint(own.passage.quote, tuple(sorted(evidence)), tuple(evidence.values()))
