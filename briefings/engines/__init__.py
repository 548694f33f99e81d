"""Engines: what turns an article's text into a Reading. `rules` is the default and needs no network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from briefings.model import Article, Reading


class Engine(Protocol):
    """Reads articles. `name` carries a version: readings of another name are read again."""

    @property
    def name(self) -> str:
        """The engine's name with its version."""
        ...

    async def read(self, articles: Sequence[Article], timezone: str) -> list[Reading]:
        """One reading per article, in their order; relative dates count from each article's publication day in this time zone."""
        ...

    async def close(self) -> None:
        """Let go of everything the engine holds; a closed engine reads no more."""
        ...
