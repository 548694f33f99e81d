"""The outlets of a story by every name a question may use for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefings.facts.words import word_set
from briefings.model import Article

_ARTICLE_WORD = r"(?:article|report|story|piece|text|account|figures?|version|says|reports|gives)"
_PLAIN = word_set("news press times daily weekly the post online world international agency media network")


class Outlets:
    """Finds and names the sources of a story; an article's id counts as a name where a question plainly means it so ("according to A")."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._outlets = {article.id: article.outlet for article in articles}
        self._ids: dict[tuple[str, str], set[str]] = {}
        for article in articles:
            self._ids.setdefault((article.outlet, article.original or ""), set()).add(article.id)
        self._patterns = {names: re.compile(_pattern(names, self._lonely(names))) for names in self._ids}
        ids = "|".join(map(re.escape, self._outlets))
        self._by_id = re.compile(rf"(?:\baccording to |\barticle |\bsource )(?:source |article )?(?P<id>{ids})\b(?! \w+ing)")

    def name(self, id: str) -> str:
        """The outlet of the article with this id."""
        return self._outlets[id]

    def names(self, ids: Iterable[str]) -> str:
        """The outlets of these articles as a list in words, each once."""
        names = list(dict.fromkeys(self._outlets[id] for id in ids))
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""

    def scope(self, question: str) -> tuple[frozenset[str], str]:
        """The ids of the articles that a question is limited to, and the question without the words that said so."""
        found: set[str] = set()
        for names, pattern in self._patterns.items():
            bare = pattern.sub(" ", question)
            if bare != question:
                found |= self._ids[names]
                question = bare
        found |= {match["id"] for match in self._by_id.finditer(question)}
        return frozenset(found), self._by_id.sub(" ", question)

    def _lonely(self, names: tuple[str, str]) -> list[str]:
        """The words of an outlet's name that no other outlet of the story has."""
        others = {word for other in self._ids if other != names for word in _words(other)}
        return [word for word in _words(names) if word not in others and len(word) > 3]


def _words(names: tuple[str, str]) -> list[str]:
    return re.findall(r"[\w&'’-]+", " ".join(names))


def _pattern(outlet: tuple[str, str], lonely: Sequence[str]) -> str:
    """A pattern for an outlet's full name, its last words ("the Evening Post"), and a word of its own beside "article" or "report"."""
    full = [name.strip() for part in outlet for name in re.split(r"[()/]", part)]
    names = [re.escape(re.sub(r"^[Tt]he ", "", name)) for name in full if len(name) > 2]
    names += [re.escape(" ".join(words[i:])) for name in full for words in [name.split()] for i in range(1, len(words) - 1)]
    last = {_words(outlet)[-1], full[0].split()[-1]} if full[0] else set()
    names += [rf"(?<=the ){re.escape(word)}" for word in lonely if word in last]
    names += [rf"{re.escape(word)}(?=(?:['’]s)? {_ARTICLE_WORD}\b)" for word in lonely if word.lower() not in _PLAIN]
    if not names:
        return r"(?!)"
    return rf"(?:\baccording to |\bunder |\bin )?(?:\b[Tt]he )?\b(?:{'|'.join(names)})\b(?:['’]s)?(?: {_ARTICLE_WORD}\b)?"
