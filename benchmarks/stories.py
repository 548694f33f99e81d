"""Made-up stories of any size: many outlets tell of one flood, each in an order, with figures and words of its own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, product
from string import ascii_uppercase

from briefings.articles.read import read_article
from briefings.model import Article

TIMEZONE = "Europe/London"
TITLE = "The Marl floods Oxley"
_BEGUN = date(2024, 3, 12)

_TELLINGS = (
    "{n} people {left} their homes in {town} on Tuesday after the river Marl {rose}, {official} said.",
    "The river {rose} at about {hour} p.m., {minutes} minutes after a warning was sent to {n} households.",
    "At least {few} people were injured and {fewer} are still missing, according to {official}.",
    "“We have never seen the water come this fast,” said {person}, {role}. “It took {minutes} minutes.”",
    "{person}, {role}, said that {n} homes in {town} were without power on Wednesday morning.",
    "The embankment near {street} gave way because {cause}, {official} told reporters.",
    "Officials put the damage at £{millions} million, most of it in {town} and along {street}.",
    "Some {n} sandbags had been laid along {street} by {hour} p.m., {person} said.",
    "{person} said that schools in {town} would reopen on {weekday}, {days} days later than planned.",
    "The county expects to finish repairs of the {thing} by {month} if the {government} pays its share.",
    "{few} boats and {fewer} helicopters took part in the search, which ended at {hour} p.m. on Wednesday.",
    "Rain of {n} millimetres fell within {hours} hours, the most since {year}, the weather service said.",
    "“{fewer} of our {thing}s are gone,” {person} said. “Nobody asked us, and nobody {came}.”",
    "The {thing} at {street}, built in {year} and {metres} metres long, was closed to traffic on Monday.",
    "In {year} a flood of the same river {killed} {few} people and damaged {n} houses in {town}.",
    "{person}, {role}, called for an inquiry into why {cause}.",
    "About {percent} percent of the shops in {town} had no insurance, a survey of {n} owners found last year.",
    "The council met in {town} on Thursday and {decided} {millions} million pounds for the {thing}.",
    "Volunteers from {town} served {n} meals a day in the hall on {street}, {person} said.",
    "Trains between {town} and Oxley run every {minutes} minutes again since {weekday}, the operator said.",
    "{person} denied that the {thing} had been left without a guard during the night.",
    "The {government} sent {n} soldiers, of whom {few} stayed until {weekday}.",
    "A further {few} residents of {town} were taken to hospital, {fewer} of them with serious injuries.",
    "It was not clear on {weekday} whether {cause}, or whether the {thing} had failed first.",
)  # fmt: skip
_WORDS = {
    "town": ["Oxley", "Marlbridge", "Upper Stow", "Fenwick Green", "Castle Hythe"],
    "street": ["Mill Lane", "Harbour Road", "Station Street", "Quay Road", "Chapel Street"],
    "official": ["county officials", "the fire service", "police", "the environment agency", "the mayor’s office"],
    "person": ["Ruth Calloway", "Imran Sadiq", "Helen Prior", "Tom Ashdown", "Grace Okoro", "Victor Lund", "Mira Patel", "Owen Tranter"],
    "role": [
        "the mayor of Oxley",
        "head of the county’s fire service",
        "a farmer",
        "who runs a bakery",
        "a hydrologist",
        "deputy head of the agency",
    ],
    "left": ["left", "had to leave", "were told to leave", "fled"],
    "rose": ["burst its banks", "rose by two metres", "broke through the embankment", "left its bed"],
    "cause": ["a sluice had been left open", "the pumps failed", "the wall was too low", "nobody had cleared the culvert"],
    "thing": ["bridge", "pumping station", "footpath", "sluice", "dam"],
    "government": ["government", "ministry", "county", "region"],
    "came": ["came", "helped", "called", "listened"],
    "killed": ["killed", "injured", "displaced"],
    "decided": ["approved", "refused", "promised", "set aside"],
    "weekday": ["Monday", "Tuesday", "Thursday", "Friday", "Saturday"],
    "month": ["May", "June", "the end of the year", "early autumn"],
}
_NUMBERS = {
    "n": (60, 4900),
    "few": (4, 40),
    "fewer": (2, 12),
    "hour": (1, 11),
    "hours": (3, 30),
    "minutes": (5, 55),
    "days": (2, 9),
    "millions": (2, 90),
    "metres": (20, 400),
    "percent": (5, 70),
    "year": (1950, 2019),
}


def flood(articles: int, seed: int = 1) -> list[Article]:
    """That many articles about one event, some 350 words each; the same seed makes the same ones, and more of them begin alike."""
    chance = random.Random(seed)
    return [_article(id, chance) for id, _ in zip(_ids(), range(articles), strict=False)]


def _article(id: str, chance: random.Random) -> Article:
    told = chance.sample(_TELLINGS, 18)
    sentences = [sentence.format(**_values(chance)) for sentence in told]
    paragraphs = [" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)]
    published = _BEGUN + timedelta(days=chance.randrange(1, 5))
    title = f"{chance.choice(_WORDS['town'])} under water as the Marl {chance.choice(_WORDS['rose'])}"
    text = "\n\n".join(paragraphs)
    return read_article(text, name=f"{id}.txt", id=id, outlet=f"The {id} Courier", title=title, published=published)


def _values(chance: random.Random) -> dict[str, str]:
    words = {name: chance.choice(choices) for name, choices in _WORDS.items()}
    return words | {name: str(chance.randint(*bounds)) for name, bounds in _NUMBERS.items()}


def _ids() -> Iterator[str]:
    return ("".join(letters) for length in count(1) for letters in product(ascii_uppercase, repeat=length))
