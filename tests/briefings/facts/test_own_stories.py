"""Two invented stories, end to end: the rules were written against the regatta, and the foundry then showed what else was missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

from briefings.articles.folder import read_story_folder
from briefings.facts.dates import find_dates
from briefings.facts.people import find_people, merge_people
from briefings.facts.pipeline import Parsed, parse
from briefings.facts.places import find_places, merge_places
from briefings.facts.quotes import find_quotes, name_speakers
from briefings.facts.timeline import find_events, merge_events

Read = Callable[[str], list[Parsed]]
STORIES = Path(__file__).parents[2] / "stories"

PEOPLE = {
    "regatta": {
        "Mette Lindqvist-Rao": "skipper",
        "Jun Watanabe": "tactician",
        "Sebastião de Almeida": "skipper",
        "Pål Øvergaard": "Race director",
        "Winifred Okafor": "jury",
        "Anders Lindqvist": "brother",
        "Ingrid Falk": "commodore",
        "Kim Ha-eun": "navigator",
        "J. P. Moreau": "campaign",
    },
    "foundry": {
        "Dolores Etxeberria": "Chief executive",
        'Terrence "Terry" Blackwood': "president of Local 88",
        "Amara Nwosu": "governor",
        "Nils Halvorsen": "father",
        "Zhang Liwei": "analyst",
        "Ruth Ann Pellegrino": "Mayor",
        "Janelle Dubois": "spokeswoman",
        "Luis Arroyo-Finch": "State Rep.",
        "Karin Halvorsen": "granddaughter",
    },
}
SPEAKERS = {
    "regatta": {
        "I have dreamt of this": "Mette Lindqvist-Rao",
        "pure madness": "Jun Watanabe",
        "The jury will decide": "Sebastião de Almeida",
        "but that is what a jury": "Pål Øvergaard",
        "sleeping like stones": "Anders Lindqvist",
        "every confidence": "Ingrid Falk",
        "I would like to apologise": "Sebastião de Almeida",
        "a sailor's answer": "Mette Lindqvist-Rao",
        "between 5,000 and": "organisers",
    },
    "foundry": {
        "The numbers left us": "Dolores Etxeberria",
        "They looked us in": 'Terrence "Terry" Blackwood',
        "deeply disappointing": "Amara Nwosu",
        "They are two years late": "Zhang Liwei",
        "Not yesterday, not": "Ruth Ann Pellegrino",
        "and we are not leaving": 'Terrence "Terry" Blackwood',
        "an insult": "Luis Arroyo-Finch",
        "My grandfather would": "Karin Halvorsen",
    },
}
MAIN_PLACE = {"regatta": "Helsingbro", "foundry": "Dunmere"}
DATED = {
    "regatta": {"1951-01-01", "2023-08-20", "2023-08-25", "2023-09-02", "2024-06-16"},
    "foundry": {"1964-01-01", "2022-11-04", "2022-11-09", "2022-11-15", "2022-11-17", "2023-01-11", "2023-03-31"},
}
NAMES = sorted(PEOPLE)


@pytest.fixture(scope="session")
def read(nlp: Language) -> Read:
    def parse_all(story: str) -> list[Parsed]:
        folder = read_story_folder(STORIES / story)
        return [parse(nlp, article, folder.timezone) for article in folder.articles]

    return parse_all


@pytest.mark.parametrize("story", NAMES)
def test_all_people_and_nobody_else_with_their_roles(read: Read, story: str) -> None:
    people = merge_people([find_people(article) for article in read(story)])
    assert {person.name for person in people} == set(PEOPLE[story])
    for person in people:
        assert any(PEOPLE[story][person.name] in role.text for role in person.roles), person


@pytest.mark.parametrize("story", NAMES)
def test_each_quotation_has_its_speaker(read: Read, story: str) -> None:
    articles = read(story)
    people = merge_people([find_people(article) for article in articles])
    quotes = name_speakers([quote for article in articles for quote in find_quotes(article)], people)
    for words, speaker in SPEAKERS[story].items():
        assert [quote.speaker for quote in quotes if quote.text.startswith(words)] == [speaker], words


@pytest.mark.parametrize("story", NAMES)
def test_the_main_place(read: Read, story: str) -> None:
    places = merge_places([find_places(article) for article in read(story)])
    assert [place.name for place in places if place.main] == [MAIN_PLACE[story]]


@pytest.mark.parametrize("story", NAMES)
def test_the_timeline_holds_the_dated_happenings(read: Read, story: str) -> None:
    timeline = merge_events([find_events(article, find_dates(article)) for article in read(story)])
    days = {str(entry.when.start or entry.when.end) for entry in timeline}
    assert days >= DATED[story]
    assert all(entry.evidence and entry.event for entry in timeline)
