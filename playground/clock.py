"""The playground's clock: the machine's own, plus an offset that tests and the page can move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the time of the world: it runs at the speed of real time, from wherever it was last set."""

    def __init__(self) -> None:
        self._offset = timedelta()
        self.on_move: Callable[[], None] = lambda: None

    def now(self) -> datetime:
        """The instant it is in the playground, in UTC."""
        return datetime.now(UTC) + self._offset

    def move(self, by: timedelta) -> datetime:
        """Jump forward (or back, when negative) and return the new instant."""
        self._offset += by
        self.on_move()
        return self.now()

    def set(self, at: datetime) -> datetime:
        """Jump to an instant; a datetime without a zone is refused with ValueError."""
        if at.tzinfo is None:
            raise ValueError("the clock needs an instant with a time zone")
        self._offset = at - datetime.now(UTC)
        self.on_move()
        return self.now()
