"""Whose: the side or country to which a count belongs, named alike however an article puts it ("French", "the French", "France")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# Demonyms that share too little with their country's name to be recognised by their letters.
_NAMES = """
netherlands: dutch
france: french
wales: welsh
switzerland: swiss
denmark: danish, dane
spain: spanish
greece: greek
britain: british, briton, uk, united kingdom, great britain
united states: american, us, usa, america
turkey: turkish, turk
philippines: filipino
united arab emirates: uae, emirati
slovakia: slovak
czechia: czech, czech republic
finland: finnish
sweden: swedish
poland: polish
ireland: irish
norway: norwegian
portugal: portuguese
belgium: belgian
thailand: thai
afghanistan: afghan
kazakhstan: kazakh
uzbekistan: uzbek
scotland: scottish, scot
england: english
european union: eu, european
"""
_IRREGULAR = {name: country for line in _NAMES.strip().splitlines() for country, names in [line.split(": ")] for name in names.split(", ")}
_COUNTRIES = frozenset(_IRREGULAR.values())
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ians?|eans?|ans?|ese|ish|is?|ic|ine|ia|ea|ey|y|land|a|e|o)$")
_POINTS = {"northern": "north", "southern": "south", "eastern": "east", "western": "west"}
POINTS = frozenset(("north", "south", "east", "west"))


def owner_key(name: str) -> str:
    """One form of a country, people or body: "South Koreans" and "South Korea" give the same key, as do "British" and "UK"."""
    words = re.sub(r"['’]s?\b|^the\s+|\.", "", name.strip().lower()).split()
    words = [_POINTS.get(word, word) for word in words]
    name = " ".join(words)
    single = name.removesuffix("s") if len(name) > 4 else name
    if name in _COUNTRIES:
        return name
    if name in _IRREGULAR or single in _IRREGULAR:
        return _IRREGULAR.get(name) or _IRREGULAR[single]
    return " ".join([*words[:-1], _root(words[-1])]) if words else ""


def _root(word: str) -> str:
    """A name without its endings: both "Japan" and "Japanese" shrink to the same letters."""
    shorter = _ENDING.sub("", word)
    return word if shorter == word else _root(shorter)


class Owners:
    """The owners that one article names, with the short forms that it establishes itself ("the North" once it has said "North Korea")."""

    def __init__(self, entities: tuple[Span, ...]) -> None:
        self._names: dict[str, str] = {}
        for entity in entities:
            if entity.label_ in {"GPE", "NORP"}:
                self._names.setdefault(owner_key(entity.text), _display(entity.text))
        self._points = {
            point: key for point in POINTS for key in [next((key for key in self._names if key.startswith(f"{point} ")), "")] if key
        }

    def name(self, key: str) -> str:
        """How the article writes this owner."""
        return self._names.get(key, key.title())

    def of(self, span: Span | list[Token]) -> list[str]:
        """The owners named among these tokens, in order, each once."""
        found: dict[str, None] = {}
        tokens = list(span)
        for at, token in enumerate(tokens):
            word = _POINTS.get(token.lower_, token.lower_)
            tokens[at + 1].lower_ if at + 1 < len(tokens) else ""
            if token.ent_type_ in {"GPE", "NORP"} and token.ent_iob_ == "B":
                entity = next((ent for ent in token.doc[token.i : token.i + 6].ents if ent.start == token.i), None)
                key = owner_key(entity.text) if entity is not None else owner_key(token.text)
                found.setdefault(self._points.get(key, key))
            elif word in self._points and token.text[0].isupper():
                found.setdefault(self._points[word])
        return list(found)

    def sides(self) -> list[str]:
        """The owners that the article opposes by a point of the compass, else none: whom "the two sides" means."""
        return list(self._points.values()) if len(self._points) == 2 else []


def _display(name: str) -> str:
    return re.sub(r"['’]s$|^[Tt]he ", "", name).strip()
