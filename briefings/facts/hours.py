"""At what hour: clock times of events, so that "kicked off at 8:10 p.m." can be set against "the match started at 8.15pm"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.facts.events import LIGHT, SAYING
from briefings.facts.pipeline import Parsed, governing_verb
from briefings.facts.words import stem, word_set
from briefings.model import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_HOURS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_PAST = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_NAMED = "|".join(_HOURS)
_ENDS = (
    r"(?=\s*(?:$|[.,;:)]|(?:on|in the|when|that|this|yesterday|local time|o['’]clock|at night)\b"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day))"
)
_CLOCK = re.compile(
    r"(?<![\d:.])\b(?:(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])(?:m\b|\.m\b\.?)"
    r"|(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)\b(?![:.]\d)|(?P<word>midnight|noon)\b"
    rf"|(?:a )?(?P<past>half|quarter|five|ten|twenty|twenty-five)(?: minutes)? (?P<side>past|to) (?P<named>{_NAMED}|1[0-2]|[1-9])\b"
    rf"|(?<=\bat )(?P<dotted>1[0-2]|[1-9])\.(?P<minutes>[0-5]\d){_ENDS}"
    rf"|(?:(?<=\bat )|(?<=\baround )|(?<=\bbefore )|(?<=\bafter ))(?P<full>{_NAMED}){_ENDS})",
    re.I,
)
_MORNING, _EVENING = re.compile(r"\b(?:morning|before dawn|dawn|small hours)\b", re.I), re.compile(r"\b(?:afternoon|evening|night)\b", re.I)
_OF = frozenset({"dobj", "nsubj", "nsubjpass"})
_PARTS = _OF | {"prt", "advmod", "acomp"}
_SPAN = 25  # characters around an hour in which the part of the day is named
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
    "departure": word_set("depart leave sail departure"),
    "arrival": word_set("arrive dock arrival"),
    "quake": word_set("quake earthquake tremor"),
    "death": word_set("die death"),
    "arrest": word_set("arrest detain"),
    "vote": word_set("vote ballot"),
    "ending": word_set("end finish close adjourn"),
    "crash": word_set("crash collide derail explode collapse explosion collision derailment aground ram hit strike scrape"),
}
NAMED_HOURS = frozenset(_KINDS)
"""The kinds of event that one word names: two of them are two events."""


@dataclass(frozen=True, slots=True)
class Hour:
    """One event's clock time, `text[start:end]`: the minutes of the day that it allows, and what happened, in a word, to what.

    `either` marks a time of which the text does not say the half of the day: its minutes are those of the first half.
    """

    sentence: Sentence
    start: int
    end: int
    low: int
    high: int
    what: str
    things: tuple[str, ...] = ()
    either: bool = False


def find_hours(parsed: Parsed) -> Iterator[Hour]:
    """The clock times of the running text that date an event, in order; deadlines, opening hours and quotations are left out."""
    for sentence in parsed.running():
        text = parsed.text_of(sentence)
        for match in _CLOCK.finditer(text):
            before = text[: match.start()]
            if _WISHED.search(before):
                continue
            open_ended = _OPEN.search(before) and not _JUST.search(before) and not _MOVED.search(before)
            if open_ended or parsed.in_quotation(sentence.start + match.start()):
                continue
            verb = _verb(parsed, sentence, match.start())
            if verb is not None and (what := _what(verb)):
                minutes, either = _minutes(match, text)
                low, high, start = _allowed(minutes, before)
                yield Hour(sentence, sentence.start + start, sentence.start + match.end(), low, high, what, _things(verb), either)


def _minutes(match: re.Match[str], text: str) -> tuple[int, bool]:
    """The minute of the day that a time names, and whether it may be twelve hours later as well."""
    if match["word"]:
        return (24 * 60 if match["word"].lower() == "midnight" else 12 * 60), False
    if match["half"]:
        return (int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)) * 60 + int(match["minute"] or 0), False
    if match["hour24"] and (match["hour24"].startswith("0") or int(match["hour24"]) > 12):
        return int(match["hour24"]) * 60 + int(match["minute24"]), False
    minutes = _on_the_dial(match)
    near = text[max(match.start() - _SPAN, 0) : match.end() + _SPAN]
    if _MORNING.search(near):
        return minutes, False
    return (minutes + 12 * 60, False) if _EVENING.search(near) else (minutes, True)


def _on_the_dial(match: re.Match[str]) -> int:
    """The minutes since twelve that a time shows which does not say in which half of the day it is."""
    hour = (match["named"] or match["full"] or match["dotted"] or match["hour24"]).lower()
    minutes = (_HOURS.index(hour) + 1 if hour in _HOURS else int(hour)) % 12 * 60
    if match["past"]:
        past = _PAST[match["past"].lower()]
        return (minutes + (past if match["side"].lower() == "past" else -past)) % (12 * 60)
    return minutes + int(match["minutes"] or match["minute24"] or 0)


def _allowed(minutes: int, before: str) -> tuple[int, int, int]:
    """The minutes that a time with the words before it allows, and where those words begin."""
    if just := _JUST.search(before):
        span = (minutes - NEAR, minutes) if just[1].lower() == "before" else (minutes, minutes + NEAR)
        return *span, just.start()
    if about := _ABOUT.search(before):
        return minutes - 15, minutes + 15, about.start()
    return minutes, minutes, len(before)


def _verb(parsed: Parsed, sentence: Sentence, at: int) -> Token | None:
    """The verb of what happens at this hour; of "it was half past ten when the ship left" the second one."""
    token = parsed.span(sentence.start + at, sentence.start + at + 1)[0]
    verb = governing_verb(token)
    if verb is not None and verb.lemma_ == "be":
        verb = next((inner for inner in verb.subtree if inner.dep_ in {"advcl", "relcl", "ccomp"} and inner.i > token.i), verb)
    return verb if verb is not None and parsed.sentence_of(verb.idx) == sentence and verb.lemma_.lower() not in SAYING else None


def _what(verb: Token) -> str:
    """The kind of event that the verb, what is next to it, or what it is of tells; empty where nothing tells."""
    parts = [verb, *(child for child in verb.children if child.dep_ in _PARTS)]
    words = {
        inner.lemma_.lower() for part in parts for inner in [part, *(kid for kid in part.children if kid.dep_ in {"compound", "punct"})]
    }
    words |= {verb.lower_.removesuffix("d")}  # a verb that the parser does not know keeps its ending
    kind = next((kind for kind, names in _KINDS.items() if not names.isdisjoint(words)), "")
    particle = any(child.dep_ == "prt" for child in verb.children)
    return kind or ("" if verb.lemma_.lower() in LIGHT and not particle else stem(verb.lemma_))


def _things(verb: Token) -> tuple[str, ...]:
    """The stems of what the verb is of: its subject and its object."""
    return tuple(stem(child.text) for child in verb.children if child.dep_ in _OF and child.pos_ == "NOUN")
