"""The causes that an article states, and what they explain."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefings.facts.pipeline import Parsed
from briefings.facts.reasons import Reason, find_reasons

Parse = Callable[..., Parsed]


def told(article: Parsed) -> list[tuple[str, str]]:
    return [(reason.effect, article.article.text[reason.start : reason.end]) for reason in find_reasons(article)]


CAUSES = [
    ("The concert was postponed because the singer fell ill.", "delay", "the singer fell ill"),
    ("The launch had been planned for last May, but engineers found a crack in the hull.", "delay", "engineers found a crack in the hull"),
    ("They first planned to start in spring, but the date was pushed back after the mill burned down.", "delay", "the mill burned down"),
    ("The flight was cancelled due to fog.", "cancellation", "fog"),
    ("The pier has been shut since spring, when a ship struck it.", "closure", "a ship struck it"),
    ("The minister resigned over a loan from a brewer.", "departure", "a loan from a brewer"),
    ("A loose bolt had caused the crash.", "failure", "A loose bolt"),
    ("Inspectors said rust was the likely cause of the collapse.", "failure", "rust"),
    ("The dam failed because its gates had jammed, an engineer said.", "failure", "its gates had jammed"),
    ("The captain blamed the delay on a jammed anchor.", "delay", "a jammed anchor"),
    ("What sank the ferry, said divers, was a hole in its hull.", "failure", "a hole in its hull"),
    ("It was a row over seats that broke off the talks.", "breakdown", "a row over seats"),
    ("The talks broke down over fishing rights.", "breakdown", "fishing rights"),
    ("A nest of wasps in the engine was to blame for the crash.", "failure", "A nest of wasps in the engine"),
    ("The blaze was started by a cigarette.", "failure", "a cigarette"),
    ("It was the mayor that opened the fair.", "", ""),
    ("The train is due to leave at noon.", "", ""),
    ("The museum shut after 40 years.", "", ""),
]


@pytest.mark.parametrize(("text", "effect", "cause"), CAUSES, ids=[text[:40] for text, *_ in CAUSES])
def test_a_cause_is_tied_to_what_it_explains(parsed: Parse, text: str, effect: str, cause: str) -> None:
    assert told(parsed(text)) == ([(effect, cause)] if cause else [])


def test_a_plan_that_was_not_kept_is_explained_by_the_next_sentence(parsed: Parse) -> None:
    article = parsed("The firm had meant to open the mine by June. It did not, because the shaft flooded.")
    (reason,) = find_reasons(article)
    assert told(article) == [("delay", "the shaft flooded")]
    assert reason.also == article.sentences[0]


def test_a_plan_is_set_against_what_came_however(parsed: Parse) -> None:
    article = parsed("The pool was meant to open in May. The builder, however, could not find tiles.")
    assert told(article) == [("delay", "The builder, however, could not find tiles")]


def test_who_blames_explains_what_the_article_is_about(parsed: Parse) -> None:
    article = parsed("The mill will close in May, its owner said.", "The owner blamed the price of coal.")
    reason: Reason = find_reasons(article)[-1]
    assert (told(article)[-1], reason.leads) == (("closure", "the price of coal"), True)


def test_a_cause_within_a_quotation_is_left_to_the_quotes(parsed: Parse) -> None:
    assert told(parsed('"It was late because the bus was late," she said.')) == []
