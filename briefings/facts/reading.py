"""Read one article: everything that the rules find in it, in one pass over one parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.facts.claims import find_claims
from briefings.facts.dates import find_dates
from briefings.facts.people import find_people
from briefings.facts.pipeline import parse
from briefings.facts.places import find_places
from briefings.facts.quotes import find_quotes
from briefings.facts.timeline import find_events
from briefings.model import Article, Reading

if TYPE_CHECKING:
    from spacy.language import Language

VERSION = "rules-3"
"""The version of these rules: readings of another version are read again."""


def read(nlp: Language, article: Article, timezone: str, engine: str = VERSION) -> Reading:
    """The reading of one article, whose relative dates count from its publication day in this time zone; `engine` signs it."""
    parsed = parse(nlp, article, timezone)
    return Reading(
        article=article.id,
        engine=engine,
        sentences=parsed.sentences,
        claims=find_claims(parsed),
        people=find_people(parsed),
        places=find_places(parsed),
        events=find_events(parsed, find_dates(parsed)),
        quotes=find_quotes(parsed),
    )
