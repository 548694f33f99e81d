"""What a scenario found, and how it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; `limit` is the most it should be, None where there is nothing to hold it against."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    note: str = ""

    @property
    def within(self) -> bool:
        """Whether the figure keeps its limit."""
        return self.limit is None or self.value <= self.limit


def show(figures: Sequence[Figure]) -> None:
    """Prints the figures as one table."""
    table = Table("Figure", "Value", "Limit", "", "Note", box=None)
    for figure in figures:
        limit = "" if figure.limit is None else f"{figure.limit:g} {figure.unit}"
        verdict = "" if figure.limit is None else "ok" if figure.within else "OVER"
        table.add_row(figure.name, f"{figure.value:.3g} {figure.unit}", limit, verdict, figure.note)
    Console(width=140).print(table)
