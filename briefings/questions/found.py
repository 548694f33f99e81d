"""A typed value as it stands in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefings.model import When

Forms = Mapping[str, Mapping[str, float]]
"""For each stem of a question the stems of the texts that may stand for it, with their worth."""


@dataclass(frozen=True, slots=True)
class Found:
    """A typed value at `sentence[start:end]`; `fit` says how well it answers (1 at best); `low` and `high` where it is a number."""

    text: str
    start: int
    end: int
    fit: float
    low: float | None = None
    high: float | None = None
    when: When | None = None
