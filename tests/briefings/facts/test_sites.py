"""Streets of things, lodgings of people, and what is said to be the only one."""

from __future__ import annotations

from collections.abc import Callable

from briefings.facts.pipeline import Parsed
from briefings.facts.sites import Site, find_sites

Parse = Callable[..., Parsed]


def told(article: Parsed) -> list[tuple[str, str]]:
    return [(site.kind, article.article.text[site.start : site.end]) for site in find_sites(article)]


def test_a_street_is_the_address_of_the_thing_before_it(parsed: Parse) -> None:
    article = parsed("It replaces the old bakery on Lime Street.")
    site: Site = next(find_sites(article))
    assert told(article) == [("street", "Lime Street")]
    assert "bakery" in site.what


def test_where_people_live_is_told_of_their_verb(parsed: Parse) -> None:
    assert told(parsed("The guards sleep at a nearby hotel.")) == [("lodging", "a nearby hotel")]
    assert told(parsed("Officers from both sides will live in the barracks.")) == [("lodging", "the barracks")]


def test_the_only_one_is_told_with_what_it_is(parsed: Parse) -> None:
    assert told(parsed("The only link between the islands has been a ferry.")) == [("only", "a ferry")]
