"""How sending goes, for /status: what the clock and the sender last ran into, as long as the process lives; the truth is in tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Rest:
    """Nothing is sent to Discord until then, and why: half a sentence, such as "Discord's network blocks this address for now"."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Mishap:
    """The latest thing that went wrong with sending, half a sentence, and when."""

    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """The database cannot be written, so nothing new is sent: since when, and the error's whole sentence."""

    since: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Jump:
    """The machine's clock was set: at what time it was, after it, and by how much (below zero: back)."""

    at: datetime
    by: timedelta


@dataclass(slots=True)
class Health:
    """Filled by the clock and the sender, read by /status; all of it concerns the whole bot, nothing any one server."""

    store: Trouble | None = None
    last_mishap: Mishap | None = None
    last_jump: Jump | None = None
    _rest: Rest | None = None

    def rest(self, until: datetime, why: str) -> None:
        """All sending rests until then; an earlier rest that lasts longer stays."""
        if self._rest is None or until > self._rest.until:
            self._rest = Rest(until, why)

    def resting(self, now: datetime) -> Rest | None:
        """The rest that is not over yet."""
        return self._rest if self._rest and self._rest.until > now else None
