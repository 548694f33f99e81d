"""At what hour: clock times of events, so that "kicked off at 8:10 p.m." can be set against "the match started at 8.15pm"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefings.facts.events import LIGHT, SAYING
from briefings.facts.pipeline import Parsed, governing_verb
from briefings.facts.words import stem, word_set
from briefings.model import Sentence

_CLOCK = re.compile(
    r"\b(?:(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])(?:m\b|\.m\b\.?)"
    r"|(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)\b|(?P<word>midnight|noon)\b)",
    re.I,
)
_JUST = re.compile(r"\b(?:just|shortly|soon|minutes|moments|a little) (before|after)\s$", re.I)
_ABOUT = re.compile(r"\b(?:about|around|almost|nearly|roughly|some time)\s$", re.I)
_OPEN = re.compile(r"\b(?:by|before|until|till|since|from|after|between|and|to|for|than)\s$", re.I)
_MOVED = re.compile(r"\b(?:put|push|mov|delay|postpon|brought|shift)\w*\b[^.;]{0,30}\bto\s$", re.I)
_WISHED = re.compile(r"\b(?:wants?|wanted|propos\w+|suggest\w*|calls? for|called for|demands?|should|could|might|may)\b", re.I)
NEAR = 55
"""Minutes that "shortly before" may stand for."""
# What begins, ends or happens at an hour is told in many words: one line a kind of event.
_KINDS = {
    "start": word_set("start begin kick kickoff commence open underway"),
    "landfall": word_set("landfall ashore coast"),
    "crash": word_set("crash collide derail explode collapse explosion collision derailment"),
    "departure": word_set("depart leave sail departure"),
    "arrival": word_set("arrive dock arrival"),
    "quake": word_set("quake earthquake tremor"),
    "death": word_set("die death"),
    "arrest": word_set("arrest detain"),
    "vote": word_set("vote ballot"),
    "ending": word_set("end finish close adjourn"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Hour:
    """One event's clock time, `text[start:end]`: the minutes of the day that it allows, and what happened, in a word."""

    sentence: Sentence
    start: int
    end: int
    low: int
    high: int
    what: str


def find_hours(parsed: Parsed) -> Iterator[Hour]:
    """The clock times of the running text that date an event, in order; deadlines, opening hours and quotations are left out."""
    for sentence in parsed.running():
        text = parsed.text_of(sentence)
        for match in _CLOCK.finditer(text):
            before = text[: match.start()]
            if _WISHED.search(before):
                continue
            open_ended = _OPEN.search(before) and not _JUST.search(before) and not _MOVED.search(before)
            what = "" if open_ended or parsed.in_quotation(sentence.start + match.start()) else _what(parsed, sentence, match.start())
            if what:
                low, high, start = _allowed(_minutes(match), before)
                yield Hour(sentence, sentence.start + start, sentence.start + match.end(), low, high, what)


def _minutes(match: re.Match[str]) -> int:
    if match["word"]:
        return 24 * 60 if match["word"].lower() == "midnight" else 12 * 60
    if match["hour24"]:
        return int(match["hour24"]) * 60 + int(match["minute24"])
    hour = int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)
    return hour * 60 + int(match["minute"] or 0)


def _allowed(minutes: int, before: str) -> tuple[int, int, int]:
    """The minutes that a time with the words before it allows, and where those words begin."""
    if just := _JUST.search(before):
        span = (minutes - NEAR, minutes) if just[1].lower() == "before" else (minutes, minutes + NEAR)
        return *span, just.start()
    if about := _ABOUT.search(before):
        return minutes - 15, minutes + 15, about.start()
    return minutes, minutes, len(before)


def _what(parsed: Parsed, sentence: Sentence, at: int) -> str:
    """The kind of event that happens at this hour: told by the verb, what is next to it, or what it is of; empty where nothing tells."""
    token = parsed.span(sentence.start + at, sentence.start + at + 1)[0]
    verb = governing_verb(token)
    if verb is None or parsed.sentence_of(verb.idx) != sentence or (verb.lemma_.lower() in SAYING):
        return ""
    parts = [verb, *(child for child in verb.children if child.dep_ in {"dobj", "prt", "advmod", "nsubj", "nsubjpass", "acomp"})]
    words = [
        inner.lemma_.lower() for part in parts for inner in [part, *(kid for kid in part.children if kid.dep_ in {"compound", "punct"})]
    ]
    kind = next((_KIND_OF[word] for word in words if word in _KIND_OF), "")
    return kind or ("" if verb.lemma_.lower() in LIGHT else stem(verb.lemma_))
