"""Dated statements: what is dated, and whether it is planned, past or given up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefings.facts.events import FORMER, HAPPENED, PLANNED, Dated, find_dated
from briefings.facts.pipeline import Parsed

Parse = Callable[..., Parsed]


def only(article: Parsed) -> Dated:
    (dated,) = find_dated(article)
    return dated


@pytest.mark.parametrize(
    ("text", "keys", "status"),
    [
        ("The bridge opened on Monday.", ("open",), HAPPENED),
        ("The bridge will open next Monday.", ("open",), PLANNED),
        ("The opening had been planned for last November.", ("opening",), FORMER),
        ("Workers will begin voting next Friday.", ("vote", "begin"), PLANNED),
        ("The hearing will take place on 12 June.", ("hearing", "place"), PLANNED),
        ("They agreed on it at the January summit.", ("summit",), HAPPENED),
    ],
)
def test_a_dated_statement_knows_its_event_and_its_status(parsed: Parse, text: str, keys: tuple[str, ...], status: str) -> None:
    dated = only(parsed(text))
    assert (dated.keys, dated.status) == (keys, status)


def test_the_date_of_saying_dates_no_event(parsed: Parse) -> None:
    assert list(find_dated(parsed("The mayor said on Monday that she was tired."))) == []


def test_the_words_of_an_event_are_those_of_its_clause(parsed: Parse) -> None:
    words = only(parsed("Critics were loud, but the new bridge over the river opened on Monday.")).words
    assert {"new", "bridge", "opened"} <= set(words)
    assert not {"Critics", "loud"} & set(words)
