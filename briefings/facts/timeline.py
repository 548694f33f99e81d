"""The dated happenings of an article, and one timeline of a story in which the sources' accounts of the same happening are one entry.

Two accounts are of one happening when their days can be the same (a day in its week, its month, a deadline that ends in it) and their
words overlap, weighed by how rare each word is in the story; accounts of one day may overlap in their whole sentences instead. The
entry takes the finest date, and keeps each source's passage.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefings.facts.clauses import event_text
from briefings.facts.dates import DateMention
from briefings.facts.pipeline import Parsed
from briefings.facts.stems import stems
from briefings.model import BlockKind, Event, Passage, Precision, Sentence, TimelineEntry, When

if TYPE_CHECKING:
    from spacy.tokens import Span

_TOLD = frozenset({BlockKind.BODY, BlockKind.CAPTION})
_FRAME_ONLY = re.compile(r"(?i)^this (?:year|decade)$")
_SAME, _COARSER, _SENTENCE = 0.3, 0.4, 0.4
_STOPWORDS = frozenset(
    {"the", "and", "that", "this", "with", "from", "for", "has", "have", "had", "was", "were", "are", "its", "their", "his"}
    | {"her", "not", "but", "will", "would", "been", "being", "they", "them", "she", "him", "which", "who", "whom", "into"}
    | {"over", "under", "than", "then", "there"}
)
_DEED = re.compile(r"\b[a-z]{3,}ed\b|\b(?:began|held|met|beat|fell|sank|struck|broke|came|left)\b")
_UNNAMED = re.compile(r"(?i)^(?:he|she|it|they|his|her|its|their|this|that|these|those|we|i|you|our|my)\b|\b(?:him|them|her|it)$")
_COMMON = re.compile(r"\b[a-z]{4,}\b")
_WIDE = frozenset({Precision.YEAR, Precision.MONTH, Precision.DECADE, Precision.WEEK})
_LOOSE = frozenset({Precision.DEADLINE, Precision.PART_OF_MONTH, Precision.MONTH, Precision.SEASON, Precision.QUARTER, Precision.YEAR})
_RANK = {
    Precision.DAY: 0,
    Precision.SPAN: 1,
    Precision.WEEK: 2,
    Precision.PART_OF_MONTH: 3,
    Precision.DEADLINE: 4,
    Precision.MONTH: 5,
    Precision.SEASON: 6,
    Precision.QUARTER: 7,
    Precision.YEAR: 8,
    Precision.DECADE: 9,
}


def find_events(parsed: Parsed, dates: Sequence[DateMention]) -> tuple[Event, ...]:
    """What an article dates, in the order of its text; the passage is the sentence, the text a few words of its clause.

    "This year" alone only frames a count ("the third this year") and dates nothing.
    """
    events: list[Event] = []
    for mention in dates:
        sentence = parsed.sentence_of(mention.start)
        if (
            sentence is None
            or sentence.kind not in _TOLD
            or _FRAME_ONLY.match(mention.text)
            or _is_frame_of(parsed, mention, dates, sentence)
        ):
            continue
        span = parsed.span(mention.start, mention.end)
        text = event_text(span)
        if text and not _is_denied(span) and (sentence.kind is BlockKind.CAPTION or _tells(parsed.span_of(sentence))):
            events.append(Event(mention.when, text, parsed.article.passage(sentence.start, sentence.end)))
    return tuple(events)


def _is_denied(span: Span) -> bool:
    """ "Not yesterday, not last week": nothing happened then."""
    return span.start > 0 and span.doc[span.start - 1].lower_ == "not"


def _tells(sentence: Span) -> bool:
    """Whether a sentence of the running text has a verb that says that something happens."""
    return any(token.pos_ in {"VERB", "AUX"} for token in sentence)


def _is_frame_of(parsed: Parsed, mention: DateMention, dates: Sequence[DateMention], sentence: Sentence) -> bool:
    """Whether a wide date only frames a finer one of its sentence: "next year's race starts on 16 June", "entries for 2026 open in May"."""
    wide = mention.when
    if wide.precision not in _WIDE or wide.start is None or wide.end is None:
        return False
    finer = [
        other.when
        for other in dates
        if sentence.start <= other.start < sentence.end and _RANK[other.when.precision] < _RANK[wide.precision] and other.when.start
    ]
    within = any(other.start and other.end and wide.start <= other.start and other.end <= wide.end for other in finer)
    return within or bool(finer and parsed.article.text[sentence.start : mention.start].endswith("for "))


@dataclass
class _Entry:
    """Accounts of one happening, while merging: those with the finest dates come first."""

    events: list[Event]

    @property
    def finest(self) -> Event:
        return self.events[0]


def merge_events(events: Sequence[Sequence[Event]]) -> tuple[TimelineEntry, ...]:
    """The timeline of a story from the events of each article: in order of time, an open interval by its last day."""
    everything = [event for article in events for event in article]
    words = _Words(everything)
    entries: list[_Entry] = []
    for event in sorted(everything, key=lambda one: (_RANK[one.when.precision], _days(one.when))):
        home = max(entries, key=lambda entry: words.likeness(entry, event), default=None)
        if home is not None and words.likeness(home, event) > 0:
            home.events.append(event)
        else:
            entries.append(_Entry([event]))
    return tuple(sorted((_told(entry) for entry in entries), key=_order))


class _Words:
    """How alike two accounts are: the share of rare words that they have in common."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._stems = {id(event): self._stem(event.text) for event in events}
        self._sentences = {event.passage: self._stem(event.passage.quote) for event in events}
        seen = Counter(stem for stems in self._stems.values() for stem in stems)
        seen.update({stem: 1 for stems in self._sentences.values() for stem in stems if stem not in seen})
        self._weight = {stem: math.log(1 + len(events) / count) for stem, count in seen.items()}
        self._sums = {stems: self._sum(stems) for stems in (*self._stems.values(), *self._sentences.values())}

    def _stem(self, text: str) -> frozenset[str]:
        words = [word for word in re.findall(r"\w{3,}", text.casefold()) if word not in _STOPWORDS]
        return frozenset(stems(words))

    def likeness(self, entry: _Entry, event: Event) -> float:
        """How well an event fits an entry, 0 where it is another happening."""
        if not _may_be_same(entry.finest.when, event.when):
            return 0.0
        if any(one.passage == event.passage and one.when != event.when for one in entry.events):
            return 0.0
        return max((self._pair(one, event) for one in entry.events), default=0.0)

    def _pair(self, one: Event, other: Event) -> float:
        if _told_alike(one, other):
            return 1.0
        exact = (one.when.start, one.when.end) == (other.when.start, other.when.end)
        share = self._share(self._stems[id(one)], self._stems[id(other)], 2)
        if share >= (_SAME if exact else _COARSER):
            return share
        spoken = any(event.passage.quote[0] in "“\"‘'" for event in (one, other))
        if exact and one.when.precision is Precision.DAY and one.passage.article != other.passage.article and not spoken:
            whole = self._share(self._sentences[one.passage], self._sentences[other.passage], 4)
            return whole if whole >= _SENTENCE else 0.0
        return 0.0

    def _share(self, a: frozenset[str], b: frozenset[str], few: int) -> float:
        """The weight of the common words in that of the shorter account; 0 where they have fewer than `few` in common."""
        common = a & b
        least = min(self._sums[a], self._sums[b])
        return self._sum(common) / least if least and len(common) >= few else 0.0

    def _sum(self, stems: Iterable[str]) -> float:
        return math.fsum(map(self._weight.__getitem__, stems))


def _told_alike(one: Event, other: Event) -> bool:
    """Whether two articles say in few words that the same came to pass on one day: their verb and a noun of theirs are the same.

    Figures and names are left to the weighing of words: many things befall one person on one day.
    """
    if one.when != other.when or one.when.precision is not Precision.DAY or one.passage.article == other.passage.article:
        return False
    deed, deed_other = _DEED.search(one.text), _DEED.search(other.text)
    if deed is None or deed_other is None or deed[0] != deed_other[0]:
        return False
    nouns = [{word for word in _COMMON.findall(event.text) if word not in _STOPWORDS} - {deed[0]} for event in (one, other)]
    return bool(nouns[0] & nouns[1])


def _may_be_same(fine: When, coarse: When) -> bool:
    """Whether the finer days lie within the coarser ones; a deadline fits what is said of its last month, not what came to pass."""
    if fine.end is None or coarse.end is None:
        return False
    if coarse.start is None or fine.start is None:
        loose = {fine.precision, coarse.precision} <= _LOOSE
        return loose and (coarse.end == fine.end or (coarse.start is not None and coarse.start <= fine.end <= coarse.end))
    return coarse.start <= fine.start and fine.end <= coarse.end


def _told(entry: _Entry) -> TimelineEntry:
    """The entry as the digest keeps it: the finest date, a text with it that names whom it means, each passage once."""
    when = entry.finest.when
    dated = [event for event in entry.events if event.when == when]
    text = max(dated, key=lambda event: (not _UNNAMED.search(event.text), *_fair_length(event.text))).text
    passages: dict[Passage, None] = dict.fromkeys(event.passage for event in entry.events)
    sources = tuple(sorted({passage.article for passage in passages}))
    return TimelineEntry(when, text, sources, tuple(sorted(passages, key=lambda passage: (passage.article, passage.start))))


def _fair_length(text: str) -> tuple[bool, int]:
    count = len(text.split())
    return 5 <= count <= 18, -abs(count - 11)


def _days(when: When) -> int:
    return (when.end - when.start).days if when.start and when.end else 30


def _order(entry: TimelineEntry) -> tuple[date, date, int]:
    first = entry.when.start or entry.when.end or date.max
    return first, entry.when.end or date.max, _RANK[entry.when.precision]
