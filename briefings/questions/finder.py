"""The sentences that answer a question, best first: by what they say, where they stand, and whether they hold the type of value asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefings.facts.words import is_date_word, is_saying
from briefings.model import Article, BlockKind, Digest
from briefings.questions.found import Found
from briefings.questions.kinds import Kind
from briefings.questions.names import People
from briefings.questions.negation import NEGATION, is_negated, only_planned
from briefings.questions.outlets import Outlets
from briefings.questions.parse import Question, Term, parse
from briefings.questions.passages import Hit, Passages
from briefings.questions.typed import LEAST_FIT, STRICT, Typer
from briefings.questions.wording import Spelling, written_out

_TYPE_BONUS = 0.35
_WITHOUT_TYPE = -0.25
_LEDE_BONUS = 0.3
_MAIN_PLACE = 0.4


@dataclass(slots=True)
class Candidate:
    """A sentence with the typed values that it offers, in the order of the question's kinds."""

    hit: Hit
    offers: tuple[Sequence[Found], ...]
    score: float

    @property
    def article(self) -> str:
        """The id of the article in which it stands."""
        return self.hit.unit.article

    def value(self, part: int = 0) -> Found | None:
        """The value that fits best, for the first or second thing asked."""
        return self.offers[part][0] if part < len(self.offers) and self.offers[part] else None


@dataclass(slots=True)
class Findings:
    """All that was found for a question: candidates best first, and the terms that no source has in any form."""

    question: Question
    candidates: list[Candidate]
    unknown: tuple[Term, ...]
    forms: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def best(self) -> Candidate | None:
        """The best candidate."""
        return self.candidates[0] if self.candidates else None


class Finder:
    """A story indexed for questions."""

    def __init__(self, digest: Digest, articles: Sequence[Article]) -> None:
        self.digest = digest
        self.articles = {article.id: article for article in articles}
        self.outlets = Outlets(articles)
        self.people = People(digest)
        self.passages = Passages(articles)
        self._main = tuple(place.name for place in digest.places if place.main)
        self.published = {article.id: article.published for article in articles}
        self._spelling = _spelling(digest, self.passages)
        self._typer = Typer(digest, self.people, self.published)

    def read(self, text: str) -> Question:
        """A question as it was typed, taken apart; the names in it as the texts spell them."""
        return parse(self._spelling.corrected(written_out(text)), self.outlets)

    def find(self, question: Question) -> Findings:
        """Rank the sentences for a question; verbs of saying are not looked for where the question asks for words."""
        if question.kind in {Kind.SPEAKER, Kind.WORDS}:
            question = replace(question, terms=tuple(term for term in question.terms if not is_saying(term.stem)) or question.terms)
        opposed = question.kind is Kind.YES_NO
        forms = {term.stem: self.passages.forms(term.stem, opposed=opposed) for term in question.terms}
        hits = self.passages.rank(question.terms, forms, question.scope)
        general = self._generality(question.terms)
        candidates = [self._candidate(question, hit, forms, general) for hit in hits]
        candidates.sort(key=lambda candidate: -candidate.score)
        unknown = tuple(term for term in question.terms if not forms[term.stem])
        return Findings(question, candidates, unknown, forms)

    def _candidate(self, question: Question, hit: Hit, forms: Mapping[str, Mapping[str, float]], general: float) -> Candidate:
        offers = tuple(self._typer.offers(question, kind, hit, forms) for kind in question.kinds)
        score = hit.score + _LEDE_BONUS * general * self._lede(hit)
        if question.kind is Kind.WHERE and any(name in hit.unit.text for name in self._main):
            score += _MAIN_PLACE * general
        for kind, found in zip(question.kinds, offers, strict=True):
            if found and (found[0].fit >= LEAST_FIT or kind not in STRICT):
                score += _TYPE_BONUS * found[0].fit
            elif kind in STRICT:
                score += _WITHOUT_TYPE
        return Candidate(hit, offers, score - self._unlike(question, hit, forms))

    def _unlike(self, question: Question, hit: Hit, forms: Mapping[str, Mapping[str, float]]) -> float:
        """What a sentence loses that denies what the question takes for granted, or that lacks the month or year it names."""
        denied = (
            question.kind not in {Kind.YES_NO, Kind.SPEAKER, Kind.WORDS, Kind.SOURCE}
            and is_negated(hit)
            and not NEGATION.search(question.text)
        )
        near = hit.unit.stems.union(*(unit.stems for unit in self.passages.neighbours(hit.at)))
        undated = any(is_date_word(term.word) and term.stem not in near for term in question.terms)
        stray = question.kind in STRICT | {Kind.MEASURE} and self._is_stray(question, hit, forms)
        planned = question.kind is Kind.WHEN and only_planned(question.text, hit.unit.text)
        return (0.3 if question.kind is Kind.WHY else 0.15) * denied + 0.15 * undated + 0.15 * planned + 0.2 * stray

    def _is_stray(self, question: Question, hit: Hit, forms: Mapping[str, Mapping[str, float]]) -> bool:
        """Whether a sentence, those around it and the article's first one hold none of the names asked about."""
        names = {form for term in question.terms if term.name for form in forms[term.stem]}
        around = [hit.unit, *self.passages.neighbours(hit.at), self.passages.units[self.passages.lede(hit.unit.article)]]
        return bool(names) and not any(names & unit.stems for unit in around)

    def _generality(self, terms: Sequence[Term]) -> float:
        """How little a question's words tell sentences apart (0 to 1): "When did it happen?" is about the story as a whole."""
        if not terms:
            return 1.0
        rarest = max(self.passages.idf(term.stem) for term in terms)
        return max(0.0, 1.0 - rarest / self.passages.idf(""))

    def _lede(self, hit: Hit) -> float:
        first = self.passages.lede(hit.unit.article)
        if hit.unit.kind is not BlockKind.BODY:
            return 0.0
        return {0: 1.0, 1: 0.6, 2: 0.3}.get(hit.at - first, 0.0)


def _spelling(digest: Digest, passages: Passages) -> Spelling:
    names = [name for person in digest.people for name in (person.name, *person.aliases)] + [place.name for place in digest.places]
    plain = {unit.text[token.start : token.end] for unit in passages.units for token in unit.tokens if not token.capital}
    return Spelling(names, plain)
