"""Dated clauses of an article, and the same happening told by several sources."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from briefings.facts.dates import find_dates
from briefings.facts.pipeline import Parsed
from briefings.facts.timeline import find_events, merge_events
from briefings.model import BlockKind, Event, Passage, Precision, When

Parse = Callable[..., Parsed]

MAY_3 = When(date(2024, 5, 3), date(2024, 5, 3), Precision.DAY)
WEEK = When(date(2024, 4, 29), date(2024, 5, 5), Precision.WEEK)
MAY = When(date(2024, 5, 1), date(2024, 5, 31), Precision.MONTH)
BY_MAY = When(None, date(2024, 5, 31), Precision.DEADLINE)


def texts(article: Parsed) -> list[str]:
    return [event.text for event in find_events(article, find_dates(article))]


TOLD = [
    ("Both sides plan to build on their May agreement to lower the tariffs.", "agreement to lower the tariffs"),
    ("On Tuesday the town opened a bridge that cost 40 million pounds.", "the town opened a bridge"),
    ("Tuesday's opening of the bridge drew thousands.", "opening of the bridge"),
    ("The bridge, which opened in 1957, is closed.", "bridge opened"),
    ("Work will not begin before May 2025.", "Work will not begin before May 2025"),
    ("The mayor said the town would open the bridge on Friday.", "the town would open the bridge"),
    ("The firm said it would close the works by March 2025.", "The firm would close the works"),
    ("The council plans to vote on Friday.", "The council plans to vote"),
    ("Fighting stopped in 1953 with a truce and no treaty followed.", "Fighting stopped with a truce"),
    ("The town opened a bridge on Friday, the first it has ever had.", "The town opened a bridge"),
    ("A service will be held in the hall on Sunday at 10am.", "A service will be held in the hall"),
    ("The budget was cut by 12% last year.", "The budget was cut by 12%"),
    ("The market was sold. It has stood closed since February 2016.", "The market has stood closed since February 2016"),
    ("Judge us in September.", "Judge us in September"),
]


@pytest.mark.parametrize(("sentence", "text"), TOLD)
def test_an_event_is_told_in_words_of_its_clause(parsed: Parse, sentence: str, text: str) -> None:
    assert texts(parsed(sentence)) == [text]


def test_captions_tell_events_and_titles_do_not(parsed: Parse) -> None:
    article = parsed((BlockKind.TITLE, "Bridge opened on Tuesday"), (BlockKind.CAPTION, "The mayor at the bridge on Monday."), "It rained.")
    assert len(texts(article)) == 1


def test_a_wide_date_that_frames_a_finer_one_is_no_event(parsed: Parse) -> None:
    article = parsed("Next year's race starts on 16 June 2025.", "It is the third such storm this year.", "Not yesterday, not ever.")
    assert [event.when.start for event in find_events(article, find_dates(article))] == [date(2025, 6, 16)]


def event(text: str, when: When, article: str) -> Event:
    return Event(when, text, Passage(article, 0, len(text), text))


def test_one_happening_of_several_sources_is_one_entry_with_the_finest_date() -> None:
    entries = merge_events(
        [
            [event("the old bridge collapsed into the river", WEEK, "A"), event("the council met in the school", MAY_3, "A")],
            [event("bridge collapsed", MAY_3, "B"), event("a market opened", MAY, "B")],
        ]
    )
    collapse = next(entry for entry in entries if "collapsed" in entry.event)
    assert (collapse.when, collapse.sources) == (MAY_3, ("A", "B"))
    assert {passage.article for passage in collapse.evidence} == {"A", "B"}
    assert len(entries) == 3


def test_accounts_of_one_day_may_meet_in_their_sentences() -> None:
    one = Event(
        MAY_3, "the roof fell", Passage("A", 0, 1, "The roof fell on Friday when the old bridge at Vance collapsed into the river.")
    )
    other = Event(
        MAY_3, "eleven people died", Passage("B", 0, 1, "Eleven people died on Friday as a bridge at Vance collapsed into the river.")
    )
    assert [entry.sources for entry in merge_events([[one], [other]])] == [("A", "B")]


def test_what_was_planned_and_what_came_to_pass_stay_apart() -> None:
    assert len(merge_events([[event("the bridge should open", BY_MAY, "A")], [event("the bridge did open", MAY_3, "B")]])) == 2


def test_the_timeline_is_in_order_of_time_with_deadlines_at_their_end() -> None:
    entries = merge_events([[event("alpha came", BY_MAY, "A"), event("beta went", MAY_3, "A"), event("gamma stayed", MAY, "A")]])
    assert [entry.event for entry in entries] == ["gamma stayed", "beta went", "alpha came"]


def test_no_events_make_an_empty_timeline() -> None:
    assert merge_events([[], []]) == ()


def test_of_two_wordings_the_one_that_names_whom_it_means_is_told() -> None:
    bare, named = "She gave him the keys of the new town hall", "Ana Duarte gave the builder the keys of the town hall"
    accounts = [(Event(MAY_3, text, Passage(id, 0, len(text), text)),) for id, text in (("A", bare), ("B", named))]
    (entry,) = merge_events(accounts)
    assert (entry.event, entry.sources) == (named, ("A", "B"))


def test_a_year_for_which_something_is_done_does_not_date_it(parsed: Parse) -> None:
    article = parsed("Entries for 2026 open on 1 October and cost 95 euros.")
    assert [event.when.start for event in find_events(article, find_dates(article))] == [date(2024, 10, 1)]
