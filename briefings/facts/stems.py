"""English word stems (Porter 2), each worked out once: an article, a story and its titles use the same few thousand words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from threading import Lock

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("english")
_STEMMING = Lock()  # the stemmer holds the word it works on, and digests are made in threads


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of one word, in lower case."""
    with _STEMMING:
        stemmed: str = _STEMMER.stemWord(word.casefold())
    return stemmed


def stems(words: Iterable[str]) -> tuple[str, ...]:
    """The stems of some words, in their order."""
    return tuple(map(stem, words))
