"""Question → Answer, from what the sources say and nothing else.

A question is taken apart (`questions.parse`), sentences are ranked for it (`questions.finder`), and the reply is put together with the
digest's facts (`questions.reply`); where no passage supports what is
asked, the answer is "not in the sources", with the nearest thing known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefings.errors import NoArticles, QuestionEmpty, QuestionTooLong
from briefings.model import Answer, Article, Digest
from briefings.questions.agreement import answer_about_agreement
from briefings.questions.derived import answer_computed
from briefings.questions.finder import Finder, Findings
from briefings.questions.kinds import Kind
from briefings.questions.ledger import Ledger
from briefings.questions.meaning import Meaning, by_meaning
from briefings.questions.reply import assemble, not_stated, yes_or_no
from briefings.questions.roles import answer_about_person
from briefings.questions.sources import answer_about_sources
from briefings.questions.speech import answer_about_words
from briefings.questions.support import nearest, supported
from briefings.questions.yesno import is_known_as

LIMIT = 500


class Index:
    """A story made ready for questions: build it once for a digest's revision and keep it; asking changes nothing in it.

    With `meaning`, passages that answer are put in order by sentence vectors too; what counts as an answer stays as it is without.
    """

    def __init__(self, digest: Digest, articles: Sequence[Article], meaning: Meaning | None = None) -> None:
        if not articles:
            raise NoArticles(story=digest.story)
        self._finder = Finder(digest, articles)
        self._ledger = Ledger(digest)
        self._meaning = meaning

    def ask(self, question: str) -> Answer:
        """Answer one question. Raises QuestionEmpty and QuestionTooLong (over LIMIT characters)."""
        text = " ".join(question.split())
        if not any(char.isalnum() for char in text):
            raise QuestionEmpty()
        if len(text) > LIMIT:
            raise QuestionTooLong(length=len(text), limit=LIMIT)
        findings = self._finder.find(self._finder.read(text))
        return replace(self._special(findings) or self._plain(findings), question=text)

    def _special(self, findings: Findings) -> Answer | None:
        """The answer to a question about the sources, about words spoken or about a person."""
        kind = findings.question.kind
        if kind is Kind.AGREEMENT:
            return answer_about_agreement(self._finder, findings, self._ledger)
        if kind is Kind.ROLE:
            return answer_about_person(self._finder, findings, self._ledger)
        if kind in {Kind.COUNT, Kind.WHEN}:
            return answer_computed(self._finder, findings)
        return answer_about_sources(self._finder, findings) or answer_about_words(self._finder, findings)

    def _plain(self, findings: Findings) -> Answer:
        """The answer from the best passages, or "not in the sources"."""
        question = findings.question
        if not supported(self._finder, findings):
            return not_stated(question.text, nearest(findings))
        if question.kind is Kind.YES_NO:
            decided = yes_or_no(self._finder, findings) if is_known_as(self._finder, findings) else None
            return decided or not_stated(question.text, nearest(findings))
        if self._meaning is not None:
            findings = by_meaning(self._finder, findings, self._meaning)
        return assemble(self._finder, findings, self._ledger)


def ask(question: str, digest: Digest, articles: Sequence[Article]) -> Answer:
    """Answer one question about a story; for several questions keep an `Index`."""
    return Index(digest, articles).ask(question)
