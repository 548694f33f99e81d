"""A crowd at nine o'clock: when each of many briefings due at once is sent, a little later than its due time and always equally so."""

from __future__ import annotations

from datetime import timedelta

AT_ONCE = 20
"""So many due at once are all sent at once; more are spread, so many to a second."""

LONGEST_SPREAD = 60.0
"""Seconds."""

# Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4): multiples of the golden ratio fall evenly, those of ids in a row too.
_BITS = 64
_GOLDEN = 0x9E3779B97F4A7C15


def delay(subscription_id: int, crowd: int) -> timedelta:
    """How long after its due time a subscription's briefing is sent, being one of `crowd` due at once in the whole bot: under a minute."""
    if crowd <= AT_ONCE:
        return timedelta(0)
    return timedelta(seconds=min(crowd / AT_ONCE, LONGEST_SPREAD) * _fraction(subscription_id))


def _fraction(id: int) -> float:
    """The same number from 0 to 1 for an id at every time."""
    return (id * _GOLDEN % (1 << _BITS)) / (1 << _BITS)
