"""Questions about the sources themselves: which one says it, who wrote it, what they share, whether they agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefings.articles.same import SharedPassage, shared_passages
from briefings.facts.words import stem, tokens, word_set
from briefings.model import Answer, AnswerValue, Article, Passage, State
from briefings.questions.dates import spoken_day
from briefings.questions.finder import Candidate, Finder, Findings
from briefings.questions.kinds import Kind
from briefings.questions.reply import not_stated

_AS_SURE = 0.8
_SHARING = frozenset(
    map(stem, word_set("share word verbatim identical same text paragraph passage sentence wording copy two outlet source article print"))
)
_BY = re.compile(r"^By (?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’.-]+)+)")


def answer_about_sources(finder: Finder, findings: Findings) -> Answer | None:
    """The answer to a question about the sources; None where the question is none of these."""
    kind = findings.question.kind
    if kind is Kind.SHARED_TEXT:
        return _shared(finder, findings)
    if kind is Kind.AUTHOR:
        return _author(finder, findings)
    if kind is Kind.PUBLISHED:
        return _published(finder, findings)
    if kind is Kind.SOURCE:
        return _which(finder, findings)
    return None


def _shared(finder: Finder, findings: Findings) -> Answer:
    pairs = [(a, b, shared) for a, b in _sharing(finder) if (shared := shared_passages(a, b))]
    topic = [set(each) for one, each in findings.forms.items() if one not in _SHARING and each]
    about = [(a, b, told) for a, b, shared in pairs if (told := tuple(one for one in shared if _tells(one, topic)))]
    pairs = about or pairs
    if not pairs:
        return Answer(findings.question.text, True, "No two sources print a passage word for word alike.", State.AGREE)
    texts = [f"{finder.outlets.names((a.id, b.id))} ({len(shared)} passage{'s' * (len(shared) > 1)})" for a, b, shared in pairs]
    values = tuple(AnswerValue(finder.outlets.names((a.id, b.id)), (a.id, b.id)) for a, b, _ in pairs)
    passages = [side for _, _, shared in pairs for one in shared for side in (_sentence(finder, one.here), _sentence(finder, one.there))]
    return Answer(findings.question.text, True, "; ".join(texts), None, values, tuple(dict.fromkeys(passages))[:6])


def _sharing(finder: Finder) -> list[tuple[Article, Article]]:
    """The pairs of articles that the digest found to share text, each once."""
    ids = {tuple(sorted((note.id, other.article))) for note in finder.digest.articles for other in note.shares_text_with}
    return [(finder.articles[a], finder.articles[b]) for a, b in sorted(ids) if a in finder.articles and b in finder.articles]


def _tells(passage: SharedPassage, topic: Sequence[set[str]]) -> bool:
    """Whether a shared passage holds all words of what the question asks about; none if it asks about nothing."""
    held = {token.stem for token in tokens(passage.here.quote)}
    return bool(topic) and all(each & held for each in topic)


def _sentence(finder: Finder, passage: Passage) -> Passage:
    """The first sentence of a passage, so that a citation stays short."""
    units = (
        unit
        for unit in finder.passages.units
        if unit.article == passage.article and unit.start >= passage.start and unit.end <= passage.end
    )
    unit = next(units, None)
    return unit.passage if unit else passage


def _author(finder: Finder, findings: Findings) -> Answer:
    asked = [a for a in finder.articles.values() if not findings.question.scope or a.id in findings.question.scope]
    named = [replace(article, byline=byline) for article in asked if (byline := _byline(article))]
    if not named:
        return not_stated(findings.question.text, None)
    values = tuple(AnswerValue(article.byline or "", (article.id,)) for article in named)
    text = values[0].text if len(values) == 1 else "; ".join(f"{finder.outlets.name(v.sources[0])}: {v.text}" for v in values)
    return Answer(
        findings.question.text, True, text, State.SINGLE_SOURCE if len(values) == 1 else State.COMPLEMENTARY, values, _bylines(named)
    )


def _byline(article: Article) -> str | None:
    """The byline that reading kept, else one among the lines that cleaning cut."""
    cut = (match["name"] for one in article.removed if (match := _BY.match(one.text)))
    return article.byline or next(cut, None)


def _bylines(articles: Sequence[Article]) -> tuple[Passage, ...]:
    found = []
    for article in articles:
        at = article.text.find(article.byline or "\0")
        if at >= 0:
            found.append(article.passage(at, at + len(article.byline or "")))
    return tuple(found)


def _published(finder: Finder, findings: Findings) -> Answer:
    dated = [a for a in finder.articles.values() if a.published and (not findings.question.scope or a.id in findings.question.scope)]
    if not dated:
        return not_stated(findings.question.text, None)
    values = tuple(AnswerValue(spoken_day(article.published), (article.id,)) for article in dated if article.published)
    text = "; ".join(f"{finder.outlets.name(value.sources[0])}: {value.text}" for value in values) if len(values) > 1 else values[0].text
    return Answer(findings.question.text, True, text, None, values, ())


def _which(finder: Finder, findings: Findings) -> Answer:
    """The outlets whose best sentence carries about as much of what is asked as the best of all."""
    candidates = findings.candidates
    if not candidates or findings.unknown or candidates[0].hit.coverage < 0.5:
        return not_stated(findings.question.text, None)
    best: dict[str, Candidate] = {}
    top = max(candidate.hit.own for candidate in candidates)
    for candidate in sorted(candidates, key=lambda c: -c.hit.own):
        if candidate.hit.own >= _AS_SURE * top:
            best.setdefault(candidate.article, candidate)
    ids = tuple(best)
    passages = dict.fromkeys([c.hit.unit.passage for c in best.values()] + [c.hit.unit.passage for c in candidates if c.article in best])
    value = AnswerValue(finder.outlets.names(ids), ids)
    return Answer(
        findings.question.text,
        True,
        value.text,
        State.SINGLE_SOURCE if len(ids) == 1 else State.AGREE,
        (value,),
        tuple(passages)[: len(ids) + 3],
    )
