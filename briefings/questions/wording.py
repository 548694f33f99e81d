"""A question as people type it, in the form that the rest reads: contractions written out, names spelt as in the texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import DamerauLevenshtein

from briefings.facts.geography import COUNTRIES

_CONTRACTED = re.compile(r"\b(?P<what>who|what|where|when|how|why|that|there)['’]?(?P<verb>s|re|d|ll)\b(?=\s)", re.IGNORECASE)
_APART = frozenset({"whore", "whered", "howll", "thats", "theres", "whend"})
_NOT = re.compile(r"\b(?P<verb>is|are|was|were|do|does|did|has|have|had|would|could|should|wo|ca)n['’]?t\b", re.IGNORECASE)
_IRREGULAR = {"wo": "will", "ca": "can"}
_VERBS = {"s": "is", "re": "are", "d": "did", "ll": "will"}
_ASKS = re.compile(
    r"\b(?:who|whom|whose|what|when|where|why|how|which)\b"
    r"|^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must|tell|name|list|give)\b",
    re.IGNORECASE,
)
# Key words whose last one says what is wanted, and the question that they stand for.
_KEYWORDS = (
    (r"(?:the )?(?:death toll|fatalities|deaths|dead)", "how many people died"),
    (r"(?P<of>.+?) (?:numbers?|figures?|count|total|headcount|levels)", "how many {of}"),
    (r"(?:number|total|count|size) of (?P<of>.+)", "how many {of}"),
    (r"(?P<of>.+?) (?:date|day)|date of (?P<of2>.+)", "when is the {of}"),
    (r"(?P<of>.+?) time", "at what time is the {of}"),
    (r"(?P<of>.+?) (?:costs?|price|budget)|(?:costs?|price|budget) of (?P<of2>.+)", "how much does the {of} cost"),
    (r"(?P<of>.+?) (?:location|address|venue|place)|(?:location|venue|place) of (?P<of2>.+)", "where is the {of}"),
    (r"(?:reasons?|causes?) (?:for|of) (?P<of>.+)", "why {of}"),
    (r"(?P<of>.+?) (?:reasons?|cause)", "why {of}"),
    (r"(?P<of>.+?)(?:['’]s)? age|age of (?P<of2>.+)", "how old is {of}"),
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), question) for pattern, question in _KEYWORDS)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_LEAST_LETTERS = 5


class Spelling:
    """How the texts write the names of people and places, to spell a question's words as they do."""

    def __init__(self, names: Iterable[str], known: Iterable[str]) -> None:
        """`names` are those of people and places in full, `known` all words of the texts in lower case."""
        self._known = frozenset(known)
        self._written: dict[str, str] = {}
        self._beside: dict[str, set[str]] = {}
        for name in names:
            words = [match[0] for match in _WORD.finditer(name) if match[0][0].isupper()]
            lower = [word.casefold() for word in words]
            for word, plain in zip(words, lower, strict=True):
                self._written.setdefault(plain, word)
                self._beside.setdefault(plain, set()).update(lower)

    def corrected(self, question: str) -> str:
        """The question with each name in the texts' spelling: a lower-case one gets its capital, one letter amiss is mended.

        A word in small letters is a name only where another part of that name stands beside it, or no text has it as a plain word.
        """
        words = list(_WORD.finditer(question))
        said = [match[0].casefold().removesuffix("'s").removesuffix("’s") for match in words]
        meant = [self._meant(said, i, match[0][0].isupper()) for i, match in enumerate(words)]
        for match, word, name in reversed(list(zip(words, said, meant, strict=True))):
            if name:
                question = question[: match.start()] + name + match[0][len(word) :] + question[match.end() :]
        return question

    def _meant(self, said: list[str], i: int, capital: bool) -> str | None:
        word = said[i]
        around = {said[j] for j in (i - 2, i - 1, i + 1, i + 2) if 0 <= j < len(said)}
        if word in self._written:
            sure = capital or bool((self._beside[word] - {word}) & around) or word not in self._known
            return self._written[word] if sure else None
        if word in self._known or word in COUNTRIES or len(word) < _LEAST_LETTERS - 1:
            return None
        near = {name for name in self._written if name[0] == word[0] and DamerauLevenshtein.distance(name, word, score_cutoff=1) == 1}
        near = {name for name in near if len(name) >= _LEAST_LETTERS and (capital or self._beside[name] & around)}
        return self._written[near.pop()] if len(near) == 1 else None


def written_out(question: str) -> str:
    """The question without contractions ("who's", "whats", "didn't"), and bare key words ("staff numbers") as a question."""
    question = _CONTRACTED.sub(_spelt_out, " ".join(question.split()))
    question = _NOT.sub(lambda match: f"{_IRREGULAR.get(match['verb'].lower(), match['verb'])} not", question)
    return question if _ASKS.search(question) else _asked(question)


def _spelt_out(match: re.Match[str]) -> str:
    return match[0] if match[0].lower() in _APART else f"{match['what']} {_VERBS[match['verb'].lower()]}"


def _asked(keywords: str) -> str:
    bare = keywords.strip(" ?!.")
    for pattern, question in _COMPILED:
        if match := pattern.fullmatch(bare):
            groups: Mapping[str, str | None] = match.groupdict()
            of = (groups.get("of") or groups.get("of2") or "").removesuffix("'s").removesuffix("’s")
            return question.format(of=_ARTICLE.sub("", of) if "the {of}" in question else of) + "?"
    return keywords
