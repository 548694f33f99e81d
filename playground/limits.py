"""Rate limits as Discord publishes them: a bucket per route and major parameter, and 50 requests a second for the whole bot.

Only 50 a second is a published figure; sizes of buckets are told by headers alone, so those here are typical ones, seen in the field.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from playground.world import Json

GLOBAL_PER_SECOND = 50
MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token")
COMMON = (50, 1.0)
SIZES: dict[tuple[str, str], tuple[int, float]] = {
    ("POST", "/channels/{channel_id}/messages"): (5, 5.0),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): (5, 5.0),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}"): (5, 1.0),
    ("GET", "/channels/{channel_id}/messages"): (5, 5.0),
    ("POST", "/webhooks/{webhook_id}/{webhook_token}"): (5, 2.0),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"): (5, 2.0),
}


@dataclass
class Bucket:
    """What is left of one allowance until it is filled again; `reset` is on the monotonic clock."""

    limit: int
    per: float
    left: int
    reset: float


@dataclass
class Toll:
    """What a request finds at the gate: headers always, a body when it is turned away with 429."""

    headers: dict[str, str]
    body: Json | None = field(default=None)


class Limits:
    """Counts requests; with mode "off" nothing is refused and the headers promise plenty."""

    def __init__(self, mode: Literal["discord", "off"]) -> None:
        self.mode = mode
        self._buckets: dict[tuple[str, ...], Bucket] = {}
        self._whole = Bucket(GLOBAL_PER_SECOND, 1.0, GLOBAL_PER_SECOND, 0.0)

    def take(self, method: str, path: str, params: Mapping[str, str], *, whole: bool) -> Toll:
        """Count one request of a route, and with `whole` one of the bot's 50 a second; `params` are the values in the route's path."""
        name = hashlib.blake2s(f"{method} {path}".encode(), digest_size=8).hexdigest()
        if self.mode == "off":
            return Toll(_headers(Bucket(1_000_000, 1.0, 999_999, time.monotonic() + 1), name))
        if whole and not _take(self._whole):
            wait = self._whole.reset - time.monotonic()
            return Toll(
                {"Retry-After": f"{wait:.3f}", "X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}, limited(wait, whole=True)
            )
        limit, per = SIZES.get((method, path), COMMON)
        key = (name, *(params[major] for major in MAJOR if major in params))
        bucket = self._buckets.setdefault(key, Bucket(limit, per, limit, 0.0))
        if _take(bucket):
            return Toll(_headers(bucket, name))
        wait = bucket.reset - time.monotonic()
        return Toll(_headers(bucket, name) | {"Retry-After": f"{wait:.3f}", "X-RateLimit-Scope": "user"}, limited(wait))


def limited(wait: float, *, whole: bool = False) -> Json:
    """The body of a 429; `wait` is in seconds."""
    return {"message": "You are being rate limited.", "retry_after": round(max(wait, 0.001), 3), "global": whole, "code": 0}


def _take(bucket: Bucket) -> bool:
    now = time.monotonic()
    if now >= bucket.reset:
        bucket.left, bucket.reset = bucket.limit, now + bucket.per
    bucket.left -= 1
    if bucket.left < 0:
        bucket.left = 0
        return False
    return True


def _headers(bucket: Bucket, name: str) -> dict[str, str]:
    wait = max(bucket.reset - time.monotonic(), 0.0)
    return {
        "X-RateLimit-Limit": str(bucket.limit),
        "X-RateLimit-Remaining": str(bucket.left),
        "X-RateLimit-Reset": f"{time.time() + wait:.3f}",
        "X-RateLimit-Reset-After": f"{wait:.3f}",
        "X-RateLimit-Bucket": name,
    }
