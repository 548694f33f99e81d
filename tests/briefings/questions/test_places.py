"""A place answers "where" by how it stands in the sentence."""

from __future__ import annotations

from briefings.articles.read import read_article
from briefings.model import Place
from briefings.questions.passages import Passages
from briefings.questions.places import parts_in, places_in

KNOWN = (Place("Tollmouth", "town", True, ("A",), ()), Place("Portugal", "country", False, ("A",), ()))


def best(sentence: str) -> str:
    article = read_article(f"Notes\n\n{sentence}\n\nThe rest of it is told elsewhere in this paper.", name="a.txt", id="A")
    unit = next(unit for unit in Passages([article]).units if unit.text == sentence)
    return max(places_in(unit, [], frozenset(), KNOWN), key=lambda found: found.fit).text


def test_where_somebody_comes_from_is_not_where_it_is() -> None:
    assert best("Forty singers from Portugal came to the opening in Tollmouth.") == "Tollmouth"


def test_the_town_goes_before_the_country_that_holds_it() -> None:
    assert best("They met again in Portugal, in Tollmouth.") == "Tollmouth"


def test_a_place_with_a_preposition_goes_before_one_without() -> None:
    assert best("Portugal sent two boats to Tollmouth.") == "Tollmouth"


def test_the_side_that_is_asked_for_is_told_with_its_word() -> None:
    article = read_article(
        "Notes\n\nThe kiosk stands on the western side of the canal, they said.\n\nThe rest of it is told elsewhere.", name="a.txt", id="A"
    )
    found = [one.text for unit in Passages([article]).units for one in parts_in(unit, "side")]
    assert found == ["the western side"]
