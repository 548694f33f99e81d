"""A digest rendered from a shipped template into a Briefing: Markdown blocks, each a whole thought, article text escaped.

A template sees `digest` and the filters of filters.py; `seen` holds the sentences that the briefing has told so far. What an expression
puts out is escaped unless a filter made it Safe, so a template cannot forget to. A line of "---" parts two blocks; a block with nothing in
it vanishes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from briefings.model import Briefing, Digest, Template
from briefings.templates.filters import FILTERS
from briefings.templates.markdown import Safe, escape

_BLOCK_END = re.compile(r"^---$", re.MULTILINE)
_REMEMBERED = 256


def render(digest_id: int, story_id: int, digest: Digest, template: Template, *, since: datetime | None = None) -> Briefing:
    """The briefing that a template makes of a digest; the last ones rendered are remembered.

    UNCHANGED says since when nothing is new: since the last briefing, and by its time where that is known.
    """
    return _rendered(_Order(digest_id, story_id, template, since, digest))


@dataclass(frozen=True, slots=True)
class _Order:
    """What to render; two orders are found by their ids and told apart by the digest too, as another database counts from 1 as well."""

    digest_id: int
    story_id: int
    template: Template
    since: datetime | None
    digest: Digest = field(hash=False)


@lru_cache(_REMEMBERED)
def _rendered(order: _Order) -> Briefing:
    text = _environment().get_template(f"{order.template}.j2").render(digest=order.digest, seen=set(), since=order.since)
    blocks = tuple(block for part in _BLOCK_END.split(text) if (block := _tidy(part)))
    return Briefing(escape(order.digest.story), blocks, order.digest_id, order.story_id, order.template)


@cache
def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=PackageLoader("briefings", "templates"),
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters.update(FILTERS)
    return environment


def _finalize(value: object) -> Safe:
    """What an expression of a template puts out."""
    return Safe("") if value is None else escape(value)


def _tidy(block: str) -> str:
    """The block without empty lines and spaces at line ends."""
    return "\n".join(stripped for line in block.splitlines() if (stripped := line.rstrip()))
