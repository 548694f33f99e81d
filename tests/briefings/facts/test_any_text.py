"""No text breaks the rules: whatever stands in an article, everything found in it is verbatim."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.facts.dates import find_dates
from briefings.facts.people import find_people, merge_people
from briefings.facts.pipeline import Parsed
from briefings.facts.places import find_places, merge_places
from briefings.facts.quotes import find_quotes, name_speakers
from briefings.facts.timeline import find_events, merge_events

Parse = Callable[..., Parsed]

WORDS = ["Mr", "Ana", "Cruz", "de", "the", "minister", "said", "“", "”", "'", '"', "-", ",", ".", "(", "who"]
DATED = ["on Tuesday", "by", "May", "31", "2024", "last", "from", "to"]
TEXTS = st.one_of(st.text(min_size=1, max_size=60), st.lists(st.sampled_from(WORDS + DATED), min_size=1, max_size=30).map(" ".join))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(TEXTS, st.one_of(st.none(), st.dates()))
def test_everything_found_is_verbatim(parsed: Parse, text: str, published: date | None) -> None:
    article = parsed(text, published=published)
    dates, people, places, quotes = find_dates(article), find_people(article), find_places(article), find_quotes(article)
    events = find_events(article, dates)
    mentions = people + places
    for passage in [one.passage for one in mentions] + [one.passage for one in events]:
        assert passage.quote == text[passage.start : passage.end]
    assert all(text[one.start : one.end] == one.text for one in dates)
    assert all(text[one.start : one.end] == one.text for one in quotes)
    persons = merge_people([people])
    assert len(name_speakers(quotes, persons)) == len(quotes)
    assert len(merge_places([places])) <= len(places)
    assert len(merge_events([events])) <= len(events)
