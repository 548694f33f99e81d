"""Words as they are compared: one spelling, digits for number words, stems."""

from __future__ import annotations

import re
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import snowballstemmer

from briefings.facts.numerals import ONES, ORDINALS, TENS, Numeral, find_numerals

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
_STEMMER = snowballstemmer.stemmer("english")
_STEMMING = Lock()  # the stemmer keeps the word it is at in itself, and questions and digests are worked on in threads

# One form for each group: the first word stands for the others. Spellings, and forms that no stemmer brings together.
_FORMS = """
program programme programs programmes
floor storey storeys story
meter metre metres
kilometer kilometre kilometres kilometers km
center centre centres
theater theatre
defense defence
license licence
truck lorry lorries
gray grey
tire tyre
win won winner winners
steal stole stolen
hear heard
sink sank sunk
draw drew drawn
withdraw withdrew withdrawn
throw threw thrown
shake shook shaken
seek sought
fight fought
meet met
hold held
close shut
build built
spend spent
pay paid
say said
tell told
speak spoke spoken
give gave given
begin began begun
lead led
leave left
lose lost
sell sold
buy bought
fall fell fallen
rise rose risen
take took taken
come came
go went gone
send sent
find found
break broke broken
drive drove driven
fly flew flown
see saw seen
sleep slept
strike struck
bring brought
think thought
catch caught
choose chose chosen
write wrote written
run ran
make made
keep kept
die died dead death deaths
person people
man men
woman women
child children
"""
_SPELLINGS = {word: line.split()[0] for line in _FORMS.strip().splitlines() for word in line.split()[1:]}
_GENDERED = re.compile(r"(?<=[a-z]{4})(?:m[ae]n|wom[ae]n|persons?|people)$")
_DEMONYM = re.compile(r"(?<=[a-z]{3})(?:ian|ean|an|ia|ea|a)$")
_DERIVED = re.compile(r"(?<=[a-z]{4})(?:iti|iv|al|or|er|ment|ion|anc|enc|ent|ant|ism|ist|ship|ness|ur|ic)$|(?<=[a-z]{5})i$")


class Token(NamedTuple):
    """One word of a text: its stem, where it stands, and whether it is written with a capital."""

    stem: str
    start: int
    end: int
    capital: bool


@lru_cache(maxsize=8192)
def numerals_of(text: str) -> tuple[Numeral, ...]:
    """The numbers of a sentence; sentences are asked about again and again."""
    return tuple(find_numerals(text))


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as text."""
    return frozenset(text.split())


def tokens(text: str) -> list[Token]:
    """The words of a text in order; a hyphenated word counts as its parts."""
    return [Token(stem(match.group()), match.start(), match.end(), match.group()[0].isupper()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The form in which a word is compared: "Programmes" and "program", "twelve" and "12", "Kenya's" and "Kenyan" come out alike."""
    word = word.casefold().replace("’", "'")
    if word[0].isdigit():
        return word.replace(",", "")
    if "." in word:
        return word.replace(".", "")
    word = word.removesuffix("'s").removesuffix("'").replace("'", "")
    if word in ONES or word in TENS:
        return str(ONES.get(word, TENS.get(word)))
    if word == "first" or word in ORDINALS:
        return f"{ORDINALS.get(word, 1)}th"
    word = _SPELLINGS.get(word, word)
    word = _GENDERED.sub("", re.sub(r"(?<=[a-z]{3})is(?=e$|es$|ed$|er$|ers$|ing$|ation$|ations$)", "iz", word))
    word = re.sub(r"(?<=[a-z]{3})our(?=s?$|ed$|ing$|ite$|able$)", "or", word)
    with _STEMMING:
        return _root(_STEMMER.stemWord(word))


def _root(word: str) -> str:
    if re.fullmatch(r"(?:north|south|east|west)ern", word):
        return word.removesuffix("ern")
    shorter = _DERIVED.sub("", word)
    if shorter == word and len(word) >= 5:
        shorter = _DEMONYM.sub("", word)
    return shorter.removesuffix("e") if len(shorter) > 3 else shorter


_SAYING = frozenset(
    map(
        stem,
        word_set("""
        say tell speak talk call describe use word phrase term expression argue insist claim remark quip joke reply answer respond comment
        put think
        """),
    )
)


def is_saying(one: str) -> bool:
    """Whether a stem is a verb of saying, which a question about words does not look for in the passage."""
    return one in _SAYING


_DATE_WORDS = word_set(
    "january february march april june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday"
)


def is_date_word(word: str) -> bool:
    """Whether a word names a month, a weekday or a year, which tells events of a kind apart."""
    return word.casefold() in _DATE_WORDS or bool(re.fullmatch(r"(?:1[5-9]|20)\d\d", word))
