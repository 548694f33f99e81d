"""Captions and credits among paragraphs of plain text."""

from __future__ import annotations

import pytest

from briefings.articles.pictures import ends_in_agency, is_caption, is_credit, points_into_picture


@pytest.mark.parametrize(
    "text",
    [
        "Passengers wait at the pier, March 3, 2025. (Coastline Photo/Tom Reyes)",
        "Workers at the mill where cotton was spun [Tom Reyes/Agency]",
        "Workers at the mill [Tom Reyes, Agency]",
        "The mayor at the pier. PHOTO: AGENCY",
        "The mayor at the pier yesterday. Picture: Tom Reyes",
        "The mayor at the pier. Photograph: Tom Reyes/The Paper",
        "The mayor at the pier. Tom Reyes/Agency/Picture House",
        "PHOTO: The mayor at the pier. Credit: Tom Reyes",
        "Image caption, The bridge has carried traffic since 1936",
        "FILE - The mayor speaks in the town hall on May 3, 2024",
        "The mayor, in a picture of 2019 (file photo)",
        "Rusten in the lamp room. Photograph by Odd Lien",
    ],
)
def test_captions_are_known(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "He told reporters via Zoom.",
        "The archive was bought by Picture House.",
        "It was a picture by Monet.",
        "He debated Senator Roe (Republican, Texas).",
        "The party (Labour/Co-op) won three seats.",
        "“One word comes into the picture: money.”",
        "The price of a photo: $40.",
    ],
)
def test_running_text_is_no_caption(text: str) -> None:
    assert not is_caption(text)


def test_a_credit_names_nothing_but_its_makers() -> None:
    assert is_credit("Photo: Tom Reyes / Agency")
    assert is_credit("(Photograph by Tom Reyes)")
    assert not is_credit("Photos: Eleven days of waves")


def test_an_agency_behind_a_sentence_is_seen() -> None:
    assert ends_in_agency("Waves hit a breakwater in the town on Oct. 3, 2024. (Kyotan)")
    assert not ends_in_agency("Waves hit a breakwater (in the town)")


def test_pointing_into_a_picture_is_seen() -> None:
    assert points_into_picture("Mayor Ito (right) with the envoy")
    assert not points_into_picture("The right (and the left) agreed under section 501(c)")
