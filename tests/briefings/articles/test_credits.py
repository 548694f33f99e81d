"""Bylines, staff credits, and where a text came from."""

from __future__ import annotations

import pytest

from briefings.articles.credits import bare_byline, byline, copyright_author, reporting_credit, role, signed_by, syndicated_from


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE AND JOHN ROE", "JANE DOE AND JOHN ROE"),
        ("By J. R. Doe, Health Reporter", "J. R. Doe, Health Reporter"),
        ("By our estates correspondent, 5 March", "our estates correspondent, 5 March"),
        ("Words: Jane Doe", "Jane Doe"),
        ("Text: Jane Doe, Newsroom", "Jane Doe, Newsroom"),
        ("Analysis by Jane Doe", "Jane Doe"),
        ("From our reporter at the quay, Jane Doe", "our reporter at the quay, Jane Doe"),
        ("March 4, 2025 by Jane Doe", "Jane Doe"),
    ],
)
def test_bylines_give_the_names(text: str, names: str) -> None:
    assert byline(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "By Monday the water had gone",
        "By 2019 it was over",
        "By the river",
        "By hand",
        "“By Jove”",
        "By late Tuesday nobody was left in the town",
    ],
)
def test_other_lines_with_by_are_no_bylines(text: str) -> None:
    assert byline(text) is None


def test_a_name_with_a_post_is_a_byline_too() -> None:
    assert bare_byline("Jo Tandy, Crime Reporter")
    assert bare_byline("Jo Tandy Local government reporter")
    assert bare_byline("Jo Tandy in Lagos")
    assert not bare_byline("Jo Tandy won the vote")
    assert role("Transport correspondent, North West")
    assert not role("Transport strike enters its second week in the North")


@pytest.mark.parametrize(
    "text",
    [
        "(Reporting by Jane Doe; Editing by John Roe)",
        "Additional reporting by Jane Doe",
        "Jane Doe in Lagos and John Roe contributed to this report.",
        "Compiled by Jane Doe from staff reports",
    ],
)
def test_staff_credits_are_known(text: str) -> None:
    assert reporting_credit(text)


def test_reporting_about_reporting_stays() -> None:
    assert not reporting_credit("Reporting by the three papers led to his fall, a court said on Monday after it heard eleven witnesses.")
    assert not reporting_credit("Doctors contributed to this change. It was slow.")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("This article originally appeared in The Quarterly.", "The Quarterly"),
        ("This story was first published on Harbour Notes under a Creative Commons license.", "Harbour Notes"),
        ("This article is republished from The Lecture Hall under a licence.", "The Lecture Hall"),
        ("Originally published by The Quarterly", "The Quarterly"),
        ("Source: News Desk", "News Desk"),
        ("(With inputs from agencies)", "agencies"),
        ("– AGENCY", "AGENCY"),
        ("(AGENCY)", "AGENCY"),
        ("--Sportline Media", "Sportline Media"),
    ],
)
def test_origins_are_named(text: str, source: str) -> None:
    assert syndicated_from(text) == source


@pytest.mark.parametrize(
    "text",
    [
        "– Jane Doe",
        "The article was long.",
        "This report was thrown out by the court after a day of heated argument",
        "From here it is uphill",
    ],
)
def test_other_lines_name_no_origin(text: str) -> None:
    assert syndicated_from(text) is None


def test_a_signature_behind_the_last_sentence_is_found() -> None:
    text = "“We go on,” she said. – AGENCY"
    assert signed_by(text) == (text.index("–"), "AGENCY")
    assert signed_by("It joined the alliance (NATO)") is None
    assert signed_by("It was over.") is None


def test_a_copyright_line_may_name_the_author() -> None:
    assert copyright_author("Jane Doe © 2025 The Quarterly") == "Jane Doe"
    assert copyright_author("© 2025 The Quarterly") is None
    assert copyright_author("All about copyright") is None
