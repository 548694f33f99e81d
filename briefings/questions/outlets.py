"""The outlets of a story by every name a question may use for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefings.model import Article
from briefings.questions.words import word_set

_ARTICLE_WORD = r"(?:article|report|story|piece|text|account|figures?|version|says|reports|gives)"
_PLAIN = word_set("news press times daily weekly the post online world international agency media network")


class Outlets:
    """Finds and names the sources of a story; an article's id counts as a name where a question plainly means it so ("according to A")."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.ids = tuple(article.id for article in articles)
        self._outlets = {article.id: article.outlet for article in articles}
        self._patterns = {article.id: _pattern(article, self._lonely(article, articles)) for article in articles}

    def name(self, id: str) -> str:
        """The outlet of the article with this id."""
        return self._outlets[id]

    def names(self, ids: Iterable[str]) -> str:
        """The outlets of these articles as a list in words, each once."""
        names = list(dict.fromkeys(self._outlets[id] for id in ids))
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""

    def scope(self, question: str) -> tuple[frozenset[str], str]:
        """The ids of the articles that a question is limited to, and the question without the words that said so."""
        found = set()
        for id, pattern in self._patterns.items():
            bare = pattern.sub(" ", question)
            if bare != question:
                found.add(id)
                question = bare
        return frozenset(found), question

    def _lonely(self, article: Article, articles: Sequence[Article]) -> list[str]:
        """The words of an outlet's name that no other outlet of the story has."""
        others = {word for other in articles if other.id != article.id for word in _words(other)}
        return [word for word in _words(article) if word not in others and len(word) > 3]


def _words(article: Article) -> list[str]:
    return re.findall(r"[\w&'’-]+", f"{article.outlet} {article.original or ''}")


def _pattern(article: Article, lonely: Sequence[str]) -> re.Pattern[str]:
    full = [name.strip() for part in (article.outlet, article.original or "") for name in re.split(r"[()/]", part)]
    names = [re.escape(re.sub(r"^[Tt]he ", "", name)) for name in full if len(name) > 2]
    names += [re.escape(" ".join(words[i:])) for name in full for words in [name.split()] for i in range(1, len(words) - 1)]
    if lonely and full[0]:
        last = _words(article)[-1]
        names += [rf"(?<=the ){re.escape(word)}" for word in lonely if word in (last, full[0].split()[-1])]
        names += [rf"{re.escape(word)}(?=(?:['’]s)? {_ARTICLE_WORD}\b)" for word in lonely if word.lower() not in _PLAIN]
    by_id = rf"(?:(?<=according to )|(?<=article )|(?<=source ))(?:source |article )?{re.escape(article.id)}\b(?! \w+ing)"
    said = (
        rf"(?:\baccording to |\bunder |\bin )?(?:\b[Tt]he )?\b(?:{'|'.join(names)})\b(?:['’]s)?(?: {_ARTICLE_WORD}\b)?" if names else by_id
    )
    return re.compile(rf"{said}|{by_id}")
