"""Witnesses: how many independent sources a fact has. Outlets that print its passage word for word alike are one witness for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefings.model import Passage

Shared = Mapping[tuple[str, str], tuple[tuple[int, int], ...]]
"""(article, other article) → the spans of the first that both print."""


def count_witnesses(evidence: Iterable[Passage], shared: Shared) -> int:
    """The number of independent sources behind these passages.

    Two articles are one witness where all passages of one of them lie in text that it shares with the other.
    """
    by_article: dict[str, list[Passage]] = {}
    for passage in evidence:
        by_article.setdefault(passage.article, []).append(passage)
    leader = {article: article for article in by_article}

    def find(article: str) -> str:
        while leader[article] != article:
            article = leader[article]
        return article

    for one, passages in by_article.items():
        for other in by_article:
            spans = shared.get((one, other))
            if spans and all(_inside(passage, spans) for passage in passages):
                leader[find(one)] = find(other)
    return len({find(article) for article in by_article})


def _inside(passage: Passage, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < passage.end and passage.start < end for start, end in spans)
