"""The people of an article with what it calls them, and of a story with the sources merged."""

from __future__ import annotations

from briefings.facts import names
from briefings.facts.merging import merge_people
from briefings.facts.naming import Named, named_people
from briefings.facts.pipeline import Parsed
from briefings.facts.roles import deed_of, roles_of
from briefings.model import Mention

__all__ = ["find_people", "merge_people"]


def find_people(parsed: Parsed) -> tuple[Mention, ...]:
    """Every mention of a person in an article, in order, with the roles that the text gives right there; the passage is its sentence.

    Whom an article gives no role at all is told by what they do in it ("scored in the last minute").
    """
    found = named_people(parsed)
    roles = [roles_of(parsed, one.start, one.end, _before(found, one)) for one in found]
    told = {_bearer(found, one) for one, given in zip(found, roles, strict=True) if given}
    mentions: list[Mention] = []
    for one, given in zip(found, roles, strict=True):
        deed = deed_of(parsed, one.start, one.end) if _bearer(found, one) not in told else None
        if deed:
            told.add(_bearer(found, one))
        mentions.append(Mention(one.name, "person", (*given, deed) if deed else given, parsed.article.passage(*_edges(parsed, one))))
    return tuple(mentions)


def _bearer(found: tuple[Named, ...], one: Named) -> str:
    """The full name in the article that a mention may stand for, else its own."""
    return next((other.name for other in found if names.is_part_of(one.name, other.name)), one.name)


def _before(found: tuple[Named, ...], one: Named) -> tuple[tuple[int, str], ...]:
    """Where people were named before a mention, for "his counterpart"."""
    return tuple((other.start, other.name) for other in found if other.end <= one.start)


def _edges(parsed: Parsed, one: Named) -> tuple[int, int]:
    sentence = parsed.sentence_of(one.start)
    return (sentence.start, sentence.end) if sentence else (one.start, one.end)
