"""The people of an article with what it calls them, and of a story with the sources merged."""

from __future__ import annotations

from briefings.facts.merging import merge_people
from briefings.facts.naming import Named, named_people
from briefings.facts.pipeline import Parsed
from briefings.facts.roles import roles_of
from briefings.model import Mention

__all__ = ["find_people", "merge_people"]


def find_people(parsed: Parsed) -> tuple[Mention, ...]:
    """Every mention of a person in an article, in order, with the roles that the text gives right there; the passage is its sentence."""
    found = named_people(parsed)
    return tuple(
        Mention(one.name, "person", roles_of(parsed, one.start, one.end, _before(found, one)), parsed.article.passage(*_edges(parsed, one)))
        for one in found
    )


def _before(found: tuple[Named, ...], one: Named) -> tuple[tuple[int, str], ...]:
    """Where people were named before a mention, for "his counterpart"."""
    return tuple((other.start, other.name) for other in found if other.end <= one.start)


def _edges(parsed: Parsed, one: Named) -> tuple[int, int]:
    sentence = parsed.sentence_of(one.start)
    return (sentence.start, sentence.end) if sentence else (one.start, one.end)
