"""Question → Answer, from what the sources say and nothing else.

A question is taken apart (`questions.parse`), sentences are ranked for it (`questions.finder`), and the reply is put together with the
digest's facts (`questions.reply`); where no passage supports what is
asked, the answer is "not in the sources", with the nearest thing known.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefings.errors import NoArticles, QuestionEmpty, QuestionTooLong
from briefings.model import Answer, Article, Digest
from briefings.questions.finder import Finder
from briefings.questions.kinds import Kind
from briefings.questions.parse import parse
from briefings.questions.reply import assemble, not_stated, yes_or_no
from briefings.questions.sources import answer_about_sources
from briefings.questions.speech import answer_about_words
from briefings.questions.support import supported

LIMIT = 500


class Index:
    """A story made ready for questions: build it once for a digest's revision and keep it; asking changes nothing in it."""

    def __init__(self, digest: Digest, articles: Sequence[Article]) -> None:
        if not articles:
            raise NoArticles(story=digest.story)
        self._finder = Finder(digest, articles)

    def ask(self, question: str) -> Answer:
        """Answer one question. Raises QuestionEmpty and QuestionTooLong (over LIMIT characters)."""
        text = " ".join(question.split())
        if not any(char.isalnum() for char in text):
            raise QuestionEmpty()
        if len(text) > LIMIT:
            raise QuestionTooLong(length=len(text), limit=LIMIT)
        findings = self._finder.find(parse(text, self._finder.outlets))
        special = answer_about_sources(self._finder, findings) or answer_about_words(self._finder, findings)
        if special:
            return special
        if not supported(findings):
            return not_stated(text, findings.best.hit.unit.text if findings.best else None)
        if findings.question.kind is Kind.YES_NO:
            return yes_or_no(findings) or not_stated(text, findings.best.hit.unit.text if findings.best else None)
        return assemble(findings, self._finder.outlets)


def ask(question: str, digest: Digest, articles: Sequence[Article]) -> Answer:
    """Answer one question about a story; for several questions keep an `Index`."""
    return Index(digest, articles).ask(question)
