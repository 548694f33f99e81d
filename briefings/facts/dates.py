"""Find the dates that an article speaks of, and resolve them from its day of publication.

First every rule is tried at every place of the text, and of overlapping readings the one that begins first wins, then the longer one.
Each reading is resolved in its frame: the publication day, the tense of its clause, the last dated thing before it. Then neighbours are
joined: "by" makes a deadline, "from … to …" a span, "Monday (May 13)" one day, and "for a three-day visit" counts on from its start.

Not dates: frequencies ("every Tuesday", "six days a week"), durations, ages, names ("Sunday Times").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefings.facts import calendar_dates, days, relative_dates
from briefings.facts.date_words import COUNT, STEPS, Frame, Rule, Tense, number
from briefings.facts.pipeline import Parsed, governing_verb
from briefings.facts.tense import tense_at
from briefings.model import Precision, Sentence, When

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["DateMention", "Tense", "find_dates", "resolve"]

RULES: tuple[Rule, ...] = calendar_dates.RULES + relative_dates.RULES
_BY = re.compile(r"\b(?:[Bb]y|[Nn]o later than|[Nn]ot later than)\s+(?:the\s+)?$")
_FROM = re.compile(r"\b(?:[Ff]rom|[Bb]etween)\s+$")
_JOINT = re.compile(r"\s*(?:to|and|until|till|through|-|–|—)\s*")
_FREQUENCY = re.compile(r"\b(?:[Ee]very|[Ee]ach|[Mm]ost|[Aa]lternate|[Aa]ny)\s+(?:other\s+)?$")
_INDEFINITE = re.compile(r"\b(?:[Aa]|[Aa]nother|[Oo]ne|\w+est)\s+$")
_NAMED = re.compile(r"\b(?:Black|Good|Bloody|Super|Ash|Maundy|Shrove|Palm|Cyber|Sheffield|Operation|Class of)\s+$")
_COUNTED = re.compile(
    r"\s+(?:people|pounds|dollars|euros|metres|meters|miles|feet|homes|workers|jobs|staff|troops|tonnes|tons|members|residents)\b"
)
_WRITTEN_YEAR = re.compile(r"\b\d{4}\b")
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Ff]rom|[Uu]ntil|[Tt]ill|[Bb]y|of|[Dd]uring|[Bb]efore|[Aa]fter|to|and|or|through|[Tt]hroughout|season|year|between|"
    r"late|early|back to|for|fiscal|FY)\s+|[(–—/]\s*)$"
)
_MONEY_WORDS = re.compile(
    r"(?i)\b(?:profits?|revenues?|sales|earnings|results|turnover|gdp|growth|deliveries|shares|forecast|orders|losses|output)\b"
)
_OF_A_YEAR = re.compile(r"\b(?P<which>[Nn]ext|[Ll]ast) year['’]s\b")
_N_DAYS = re.compile(rf"\bfor\s+(?:a|his|her|their|its)\s+{COUNT}[\s-](?P<unit>day|week)(?:\s+\w+|\b)")
_RUNS = re.compile(rf"\b(?:run|runs|ran|last|lasts|continue|continues|stay open)\s+for\s+{COUNT}\s+(?P<unit>day|week|month)s?\b")
_NAME_ENTITIES = frozenset({"PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "FAC"})


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date expression of an article, `text == article.text[start:end]`, with the days it means."""

    start: int
    end: int
    text: str
    when: When


@dataclass(frozen=True, slots=True)
class _Reading:
    """One rule's match in a text, before it is resolved."""

    rule: Rule
    match: re.Match[str]

    @property
    def start(self) -> int:
        return self.match.start()

    @property
    def end(self) -> int:
        return self.match.end()


def resolve(expression: str, anchor: date | None, tense: Tense | None = None) -> When | None:
    """The days that one expression ("by late August", "next Tuesday") means to a reader on the anchor day.

    Without an anchor only absolute dates have a meaning; None where the expression is no date at all, or a frequency, duration or age.
    """
    mentions = _resolved(expression, _read(expression), lambda _: Frame(anchor, tense))
    return mentions[0].when if mentions else None


def find_dates(parsed: Parsed) -> list[DateMention]:
    """The dates of an article in the order of its text, captions included; without a publication day only absolute ones."""
    text = parsed.article.text
    readings = [reading for reading in _read(text) if _is_date(parsed, reading)]
    previous: dict[int, When] = {}
    mentions: list[DateMention] = []
    for sentence in parsed.sentences:
        inside = [reading for reading in readings if sentence.start <= reading.start < sentence.end]
        found = _in_sentence(parsed, sentence, inside, previous.get(sentence.block))
        if found:
            previous[sentence.block] = previous[sentence.block + 1] = found[-1].when
        mentions += found
    return mentions


def _read(text: str) -> list[_Reading]:
    """The readings of a text that do not overlap: the earlier one wins, then the longer one, then the rule that stands first."""
    readings = [_Reading(rule, match) for rule in RULES for match in rule.pattern.finditer(text)]
    readings.sort(key=lambda reading: (reading.start, -reading.end))
    kept: list[_Reading] = []
    for reading in readings:
        if (not kept or reading.start >= kept[-1].end) and not _is_repeated(text, reading):
            kept.append(reading)
    return kept


def _is_repeated(text: str, reading: _Reading) -> bool:
    before = text[max(0, reading.start - 20) : reading.start]
    indefinite = reading.rule.name in {"weekday", "month"} and _INDEFINITE.search(before)
    return bool(_FREQUENCY.search(before) or _NAMED.search(before) or indefinite)


def _is_date(parsed: Parsed, reading: _Reading) -> bool:
    """Whether the words are a date here: not the verb "may", not a name, not a count that looks like a year."""
    span = parsed.span(reading.start, reading.end)
    name, text = reading.rule.name, parsed.article.text
    if name in {"month", "weekday"} and any(token.ent_type_ in _NAME_ENTITIES for token in span):
        return _beside_preposition(span)
    if name in {"month", "weekday"} and _names_a_proper_noun(span):
        return False
    if name in {"month", "short month"}:
        return not any(token.tag_ in {"MD", "VB", "VBP"} for token in span)
    if name == "season" and reading.match["which"].lower() == "the" and span[-1].dep_ == "compound":
        return False  # "the winter holidays"
    if name == "quarter":
        sentence = parsed.sentence_of(reading.start)
        return sentence is not None and bool(_MONEY_WORDS.search(parsed.text_of(sentence)))
    if name == "year":
        before = text[max(0, reading.start - 16) : reading.start]
        dated = bool(_BEFORE_YEAR.search(before)) or any(token.ent_type_ in {"DATE", "EVENT"} for token in span)
        return dated and not _COUNTED.match(text, reading.end)
    return True


def _names_a_proper_noun(span: Span) -> bool:
    """ "Sunday Gazette": a weekday or month that only begins a name."""
    last = span[-1]
    return last.dep_ == "compound" and last.head.i == last.i + 1 and last.head.pos_ == "PROPN" and last.head.is_title


def _beside_preposition(span: Span) -> bool:
    before = span.doc[span.start - 1] if span.start else None
    return before is not None and before.lower_ in {"on", "in", "since", "until", "by", "last", "next", "this"}


def _in_sentence(parsed: Parsed, sentence: Sentence, readings: list[_Reading], previous: When | None) -> list[DateMention]:
    seen = [previous]

    def frame(reading: _Reading) -> Frame:
        return Frame(parsed.anchor, _tense(parsed, reading), seen[-1], _year_set(parsed, reading))

    mentions = _resolved(parsed.article.text, readings, frame, seen)
    return [*mentions, *_counted_on(parsed.article.text, sentence, mentions)]


def _tense(parsed: Parsed, reading: _Reading) -> Tense | None:
    """The tense of the clause around a date; a deadline is still to come in "for delivery by March" and "has ordered by March"."""
    root = parsed.span(reading.start, reading.end).root
    by = next((token for token in (root.head, root.head.head) if token.lower_ == "by"), None)
    if by is not None and (by.head.pos_ == "NOUN" or any(child.lower_ in {"has", "have"} for child in by.head.children)):
        return Tense.FUTURE
    return tense_at(root, parsed.span(reading.start, reading.end).start, day="weekday" in reading.rule.name)


def _year_set(parsed: Parsed, reading: _Reading) -> int | None:
    """ "Next year's race is on 5 May": the year that the subject of a date's verb names is that of the date."""
    sentence = parsed.sentence_of(reading.start)
    if parsed.anchor is None or sentence is None or not _OF_A_YEAR.search(parsed.article.text, sentence.start, reading.start):
        return None
    verb = governing_verb(parsed.span(reading.start, reading.end).root)
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None) if verb is not None else None
    found = _OF_A_YEAR.search(subject.doc[subject.left_edge.i : subject.i + 1].text) if subject is not None else None
    return parsed.anchor.year + STEPS[found["which"].lower()] if found else None


def _resolved(
    text: str, readings: list[_Reading], frame: Callable[[_Reading], Frame], seen: list[When | None] | None = None
) -> list[DateMention]:
    mentions: list[DateMention] = []
    for reading in readings:
        when = reading.rule.when(reading.match, frame(reading))
        if when is None:
            continue
        mention = DateMention(reading.start, reading.end, reading.match[0], when)
        joined = _join(text, mentions[-1], mention) if mentions else None
        if joined:
            mentions[-1] = joined
        else:
            mentions.append(_with_deadline(text, mention))
        if seen is not None:
            seen.append(when)
    return mentions


def _with_deadline(text: str, mention: DateMention) -> DateMention:
    """ "By August" as an open interval that ends with August."""
    by = _BY.search(text, max(0, mention.start - 20), mention.start)
    if by is None or mention.when.precision is Precision.DEADLINE:
        return mention
    return DateMention(by.start(), mention.end, text[by.start() : mention.end], days.deadline(mention.when))


def _join(text: str, first: DateMention, second: DateMention) -> DateMention | None:
    """One date of two neighbours: "Monday (May 13)" is the named day, "from 1931 to 1958" a span."""
    between = text[first.end : second.start]
    if re.fullmatch(r"\s*\(\s*", between) and text[second.end : second.end + 1] == ")":
        return DateMention(first.start, second.end + 1, text[first.start : second.end + 1], second.when)
    a, b = _with_year_of(first, second), second.when
    if not _JOINT.fullmatch(between) or not a.start or not b.end or a.start > b.end:
        return None
    if between.strip() == "and" and not _FROM.search(text, max(0, first.start - 10), first.start):
        return None
    if not _FROM.search(text, max(0, first.start - 10), first.start) and a.precision is not b.precision:
        return None
    return DateMention(first.start, second.end, text[first.start : second.end], days.span(a.start, b.end))


def _with_year_of(first: DateMention, second: DateMention) -> When:
    """ "From 30 June to 2 July 2019": both days are of 2019."""
    start, end = first.when.start, second.when.end
    if start is None or end is None or _WRITTEN_YEAR.search(first.text) or not _WRITTEN_YEAR.search(second.text):
        return first.when
    return replace(first.when, start=start.replace(year=end.year))


def _counted_on(text: str, sentence: Sentence, mentions: list[DateMention]) -> Iterator[DateMention]:
    """ "On Tuesday for a three-day visit" (the first day counts), "opens on Friday and runs for three weeks"."""
    for pattern, inclusive in ((_N_DAYS, True), (_RUNS, False)):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            start = next((m.when.start for m in reversed(mentions) if m.end <= match.start() and m.when.precision is Precision.DAY), None)
            if start:
                end = days.later(start, number(match["count"]), match["unit"]) - timedelta(days=1 if inclusive else 0)
                yield DateMention(match.start(), match.end(), match[0], days.span(start, end))
