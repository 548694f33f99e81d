"""Find the quotations of an article and who speaks them.

A quotation's speaker is looked for in this order: the clause that follows it at once ("…," said Ana Cruz), the last verb of speech
before it in its sentence, the quotation before it in its paragraph, any verb of speech after it in its sentence, the subject of the clause
that uses the quoted words, and, for a paragraph that is nothing but a quotation, the speaker of the paragraph before.

Split quotations stay separate pieces with one speaker. Words set in marks that nobody says (titles, nicknames) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefings.facts.naming import named_people
from briefings.facts.pipeline import Parsed
from briefings.facts.quote_spans import QuoteSpan, spans_of_block
from briefings.facts.speakers import Cue, Speakers
from briefings.model import Block, BlockKind, Person, Quote

_TITLE_BEFORE = re.compile(
    r"(?i)\b(?:titled|entitled|called|named|nicknamed|known as|film|movie|song|single|album|book|novel|series|show|play|episode|poem|"
    r"painting|magazine|ship|boat)\s*,?\s*[“\"‘']$"
)
_NICKNAME_BEFORE = re.compile(r"\b[A-Z]\w+ $")
_NICKNAME_AFTER = re.compile(r" [A-Z]\w")
_CONNECTED = re.compile(r"[\s,.;:!?—–\-”\"’')]*")
_FULL_STOP = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bSt)(?<!\b[A-Z])[.!?](?:\s|$)")
_SHORT = 2


def find_quotes(parsed: Parsed) -> tuple[Quote, ...]:
    """The quotations in an article's running text, in order, each with its speaker where the text tells one."""
    text = parsed.article.text
    spans = [
        span
        for at, block in enumerate(parsed.article.blocks)
        if block.kind is BlockKind.BODY
        for span in spans_of_block(text, block.start, block.end, at)
    ]
    speakers = Speakers(parsed, named_people(parsed), [(span.start, span.end) for span in spans])
    said = _attribute(parsed, spans, speakers)
    return tuple(
        Quote(speaker, text[start:end], parsed.article.id, start, end)
        for span, speaker in zip(spans, said, strict=True)
        for start, end in [_trimmed(text, span)]
        if _is_quotation(text, span, speaker)
    )


def name_speakers(quotes: Iterable[Quote], people: Sequence[Person]) -> tuple[Quote, ...]:
    """The quotations with speakers under the names that the people of the story go by; other speakers stay as they are."""
    called = {(source, name): one.name for one in reversed(people) for source in one.sources for name in (one.name, *one.aliases)}
    return tuple(replace(quote, speaker=called.get((quote.article, quote.speaker or ""), quote.speaker)) for quote in quotes)


def _trimmed(text: str, span: QuoteSpan) -> tuple[int, int]:
    """The span without outer white space and the comma that only joins it to its sentence."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return start, end


def _is_quotation(text: str, span: QuoteSpan, speaker: str | None) -> bool:
    words = text[span.start : span.end].split()
    if len(words) == 1 and _is_nickname(text, span):
        return False
    if _TITLE_BEFORE.search(text[max(0, span.start - 30) : span.start]) and all(word[:1].isupper() for word in words if len(word) > 3):
        return False
    return speaker is not None or len(words) > _SHORT


def _is_nickname(text: str, span: QuoteSpan) -> bool:
    before = text[max(0, span.start - 30) : span.start - 1]
    return _NICKNAME_BEFORE.search(before) is not None and _NICKNAME_AFTER.match(text, span.end + 1) is not None


def _attribute(parsed: Parsed, spans: list[QuoteSpan], speakers: Speakers) -> list[str | None]:
    said: list[str | None] = []
    for at, span in enumerate(spans):
        previous = spans[at - 1] if at else None
        before = said[-1] if said else None
        said.append(_speaker(parsed, span, spans, at, speakers) or _inherited(parsed, span, previous, before))
    for at in range(len(spans) - 2, -1, -1):
        if said[at] is None and spans[at].open and spans[at + 1].block == spans[at].block + 1:
            said[at] = said[at + 1]
    return said


def _speaker(parsed: Parsed, span: QuoteSpan, spans: list[QuoteSpan], at: int, speakers: Speakers) -> str | None:
    block = parsed.article.blocks[span.block]
    following = spans[at + 1].start if at + 1 < len(spans) and spans[at + 1].block == span.block else block.end
    cue = _following_cue(parsed.article.text, span, following, speakers.cues)
    if cue:
        return cue.speaker
    begin = _sentence_start(parsed, span, block)
    begin = max([begin, *(stop.end() for stop in _FULL_STOP.finditer(parsed.article.text, begin, span.start - 1))])
    earlier = [cue for cue in speakers.cues if begin <= cue.verb < span.start]
    spoken = next((cue.speaker for cue in reversed(earlier) if cue.speaker), None)
    if not spoken and begin < span.start and parsed.article.text[begin : span.start].rstrip(" “\"‘'").endswith(":"):
        spoken = speakers.introduced_by(begin, span.start)
    if spoken:
        return spoken
    if at and spans[at - 1].block == span.block and begin >= spans[at - 1].end:
        return None
    return _loose_speaker(parsed, span, following, speakers)


def _following_cue(text: str, span: QuoteSpan, limit: int, cues: list[Cue]) -> Cue | None:
    """The verb of speech whose clause begins right where the quotation ends."""
    begin = _CONNECTED.match(text, span.end, limit)
    at = begin.end() if begin else span.end
    return next((cue for cue in cues if at <= cue.start <= at + 12 and cue.verb < limit and cue.speaker and _joined(text, span, cue)), None)


def _joined(text: str, span: QuoteSpan, cue: Cue) -> bool:
    """Whether no full stop parts a quotation from the clause after it; one inside the marks parts only a new sentence's subject."""
    between = text[span.end + 1 : cue.start]
    if _FULL_STOP.search(between):
        return False
    ended = text[span.end - 1] == "." or text[span.end + 1 : span.end + 2] == "."
    return not (ended and text[cue.start].isupper() and cue.start != cue.verb)


def _sentence_start(parsed: Parsed, span: QuoteSpan, block: Block) -> int:
    """Where the sentence around a quotation's opening begins; what ends in a colon or a comma before the marks belongs to it."""
    sentence = parsed.sentence_of(span.start)
    start = max(block.start, sentence.start if sentence else block.start)
    while start > block.start:
        before = parsed.article.text[block.start : start].rstrip(" \"“‘'")
        if not before.endswith((":", ",", "—", "–")) and parsed.article.text[start : start + 1].isupper():
            break
        earlier = parsed.sentence_of(block.start + max(0, len(before) - 1))
        if earlier is None or earlier.start >= start:
            break
        start = max(block.start, earlier.start)
    return start


def _loose_speaker(parsed: Parsed, span: QuoteSpan, following: int, speakers: Speakers) -> str | None:
    """A verb of speech later in the sentence, or the subject of the clause that uses the quoted words."""
    text = parsed.article.text
    stop = _FULL_STOP.search(text, span.end, following)
    end = stop.start() if stop else following
    later = next((cue.speaker for cue in speakers.cues if span.end <= cue.verb < end and cue.speaker), None)
    sentence = parsed.sentence_of(span.start)
    whole = sentence is not None and re.fullmatch(r"[“\"‘'\s]*", text[sentence.start : span.start]) is not None
    if later or whole:
        return later
    return speakers.subject_of(parsed.span(span.start, span.end).root)


def _inherited(parsed: Parsed, span: QuoteSpan, previous: QuoteSpan | None, speaker: str | None) -> str | None:
    """The speaker of the quotation before: in the same paragraph, or where a paragraph is nothing but a quotation."""
    if previous is None or speaker is None:
        return None
    if previous.block == span.block or (previous.open and span.block == previous.block + 1):
        return speaker
    block = parsed.article.blocks[span.block]
    alone = re.fullmatch(r"[“\"‘']?\s*", parsed.article.text[block.start : span.start]) is not None
    rest = re.fullmatch(r"[”\"’'.\s]*", parsed.article.text[span.end : block.end]) is not None
    return speaker if alone and rest and span.block == previous.block + 1 else None
