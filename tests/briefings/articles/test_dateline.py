"""Datelines in the forms of agencies and papers, and openings that only look like one."""

from __future__ import annotations

import pytest

from briefings.articles.dateline import find_dateline

LEDE = "The council of the town voted on Monday to sell the old harbor."


@pytest.mark.parametrize(
    ("prefix", "place", "day", "agency"),
    [
        ("LONDON — ", "LONDON", None, None),
        ("LONDON, March 3 (Agency) - ", "LONDON", "March 3", "Agency"),
        ("PORT AMALIE, Sorrel Islands (CP) — ", "PORT AMALIE, Sorrel Islands", None, "CP"),
        ("ST. MARY'S, Sorrel Islands, Sept. 14, 2018 -- ", "ST. MARY'S, Sorrel Islands", "Sept. 14, 2018", None),
        ("NORTHTOWN/SOUTHTOWN (ONE, TWO) - ", "NORTHTOWN/SOUTHTOWN", None, "ONE, TWO"),
        ("Geneva, 4 March 2025 – ", "Geneva", "4 March 2025", None),
        ("Nairobi (GNN) — ", "Nairobi", None, "GNN"),
        ("BERGMARK, Norway, March 4, 2025 /PRWire/ -- ", "BERGMARK, Norway", "March 4, 2025", "PRWire"),
        ("LAKESIDE: ", "LAKESIDE", None, None),
        ("NEW LAKESIDE | ", "NEW LAKESIDE", None, None),
        ("(Agency) - ", "", None, "Agency"),
        ("BOGOTÁ (March 3) — ", "BOGOTÁ", "March 3", None),
    ],
)
def test_a_dateline_is_found_with_its_parts(prefix: str, place: str, day: str | None, agency: str | None) -> None:
    found = find_dateline(prefix + LEDE)
    assert found is not None
    assert (found.place, found.day, found.agency) == (place, day, agency)
    assert (prefix + LEDE)[found.end :] == LEDE


@pytest.mark.parametrize(
    "text",
    [
        LEDE,
        "NATO said on Monday that it would move its harbor patrols north.",
        "The mayor — who has never liked the harbor — voted against it on Monday.",
        "UPDATE: The council has now published all of the letters it had.",
        "EXCLUSIVE — The council hid the true cost of the harbor for years.",
        "Q: Why did the council vote to sell the old harbor now?",
        "Anna (left) - a teacher - said that she would miss the old harbor.",
        "WEST BANK: Violence",
        "A U-turn - the third this year - was announced by the council.",
    ],
)
def test_other_openings_are_none(text: str) -> None:
    assert find_dateline(text) is None
