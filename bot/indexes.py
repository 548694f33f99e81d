"""Digests made ready for questions, kept at hand: making one ready takes longer than answering."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from briefings.ask import Index
from briefings.model import Article, Digest
from briefings.questions.meaning import load
from briefings.store import Reader, articles

MOST = 16
"""Digests kept; one of a hundred articles holds some 20 MB."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A digest's index and the articles that it was made of."""

    index: Index
    articles: Sequence[Article]


class Indexes:
    """The latest digests that were asked about. A digest never changes, so neither does what is kept of it."""

    def __init__(self) -> None:
        self._made: OrderedDict[int, asyncio.Task[Ready]] = OrderedDict()

    async def of(self, db: Reader, digest_id: int, digest: Digest) -> Ready:
        """The digest made ready, in a thread so that other commands need not wait, and once, however many ask at the same time."""
        if digest_id not in self._made:
            self._made[digest_id] = asyncio.create_task(_make(db, digest_id, digest))
        self._made.move_to_end(digest_id)
        while len(self._made) > MOST:
            self._made.popitem(last=False)
        try:
            return await asyncio.shield(self._made[digest_id])
        except Exception:
            self._made.pop(digest_id, None)  # the next one tries again
            raise


async def _make(db: Reader, digest_id: int, digest: Digest) -> Ready:
    texts = await articles.of_digest(db, digest_id)
    return Ready(await asyncio.to_thread(_index, digest, texts), texts)


def _index(digest: Digest, texts: Sequence[Article]) -> Index:
    """In a thread, as the first index loads the sentence vectors too, where they are installed."""
    return Index(digest, texts, load())
