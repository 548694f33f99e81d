"""The places of an article, and where a story happened."""

from __future__ import annotations

from collections.abc import Callable

from briefings.facts.pipeline import Parsed
from briefings.facts.places import find_places, merge_places
from briefings.model import BlockKind

Parse = Callable[..., Parsed]


def test_a_place_has_a_kind(parsed: Parse) -> None:
    article = parsed("He flew from Paris to Kenya. The house in Orchard Road burned. Boats crossed the North Sea.")
    assert {mention.name: mention.kind for mention in find_places(article)} == {
        "Paris": "town",
        "Kenya": "country",
        "Orchard Road": "street",
        "North Sea": "water",
    }


def test_the_main_place_is_where_the_event_was_not_where_the_reporter_wrote(parsed: Parse) -> None:
    article = parsed(
        (BlockKind.TITLE, "Factory burns down"),
        (BlockKind.DATELINE, "PARIS, May 15 - "),
        "A factory burned down in Lyon on Tuesday, officials in Paris said.",
        "Paris has sent help. Paris and Berlin offered money.",
    )
    (main, *others) = merge_places([find_places(article)])
    assert (main.name, main.main) == ("Lyon", True)
    assert not any(place.main for place in others)


def test_short_forms_of_a_country_are_one_place(parsed: Parse) -> None:
    places = merge_places([find_places(parsed("Troops left the US in 2020.")), find_places(parsed("The United States sent help.", id="B"))])
    assert [(place.name, place.kind, place.sources) for place in places] == [("United States", "country", ("A", "B"))]


def test_people_clubs_and_directions_are_no_places(parsed: Parse) -> None:
    article = parsed("Chelsea Clinton said the North had won. Bayside United lost.")
    assert find_places(article) == ()


def test_a_place_rests_on_passages_of_its_sources(parsed: Parse) -> None:
    article = parsed("A factory burned down in Lyon.")
    (place,) = merge_places([find_places(article)])
    assert [passage.quote for passage in place.evidence] == ["A factory burned down in Lyon."]


def test_a_story_without_places_has_none() -> None:
    assert merge_places([(), ()]) == ()
