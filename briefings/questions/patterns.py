"""Values that a pattern tells: clock times, durations, distances, frequencies, ages, addresses, streets, ordinals."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from briefings.facts.words import tokens
from briefings.questions.found import Found
from briefings.questions.kinds import Kind
from briefings.questions.passages import Unit

_NUMBER = (
    r"(?:\d[\d,]*(?:\.\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven"
    r"|eigh|nine)ty"
    r"(?:-\w+)?|half an?|several|a few|a couple of|a hundred)"
)
_ABOUT = (
    r"(?:(?:about|around|roughly|some|nearly|almost|just over|just under|more than|over|up to|at least|at most|fewer than|less than)\s+)?"
)
_SPAN = r"(?:second|minute|hour|day|night|week|fortnight|month|year|decade|centur)(?:s|y|ies)?"
_TO = rf"(?:\s+(?:to|or|and a half|and)\s+{_NUMBER})?"
_PERIOD = r"(?:hour|day|night|week|fortnight|month|quarter|year|season|decade)"
_ORDINAL = r"(?:ground|top|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d+(?:st|nd|rd|th))"
_PATTERNS = {
    Kind.CLOCK: r"(?<![\d.:£$€])(?:\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\b\.?)?(?:\s?(?:GMT|BST|ET))?|\d{1,2}\s?[ap]\.?m\b\.?)"
    r"|\b(?:(?:half|quarter) past|quarter to) \w+\b|\b\w+ o['’]clock\b|\b(?:noon|midday|midnight|dawn|dusk)\b"
    r"|\b24 hours(?: a day)?(?:(?:,| and)? (?:(?:every|each) day(?: of the \w+)?|\d+ days|seven days a week))?",
    Kind.DURATION: rf"\b{_ABOUT}{_NUMBER}{_TO}[\s-]{_SPAN}\b(?:,? and {_NUMBER}[\s-]{_SPAN}\b)?(?! old\b)"
    rf"|\bovernight\b|\b(?:a"
    rf"|one) {_PERIOD} and a half\b",
    Kind.DISTANCE: rf"\b{_ABOUT}{_NUMBER}{_TO}[\s-]?(?:km|kilomet\w+|miles?|met(?:re|er)s?|m|yards?|f(?:oo|ee)t|blocks?)\b"
    rf"|\b{_ABOUT}{_NUMBER}[\s-](?:minute|hour)s?['’]?(?: by (?:car|road|train|boat|bus|air)| away|[\s-](?:drive|walk|flight|ride"
    rf"|journey|trip))",
    Kind.FREQUENCY: rf"\b(?:(?:only )?(?:once|twice|[\w-]+ times)(?:(?: or \w+)? (?:a|an|per|each|every|since|in) (?:\w+ )?{_PERIOD}?)?"
    rf"|every (?:\w+ )?"
    rf"(?:{_PERIOD}|minute|second|morning|weekend|\w+day)s?|(?:hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?)"
    r"|[\w-]+ days a week)\b",
    Kind.SCORE: r"(?<![\d-])\d{1,3}-\d{1,3}(?![\d-])(?: (?:up|ahead|down|behind|to [A-Z]\w+))?",
    Kind.AGE: r"\bat the age of (\d{1,3})\b|\bat (\d{1,2} years(?: and \d+ days)?|\d{1,2})(?=[,.;)]|"
    r"\s+(?:after|when|and|because|in|from|if)\b|$)"
    r"|\b(?:aged|age) (\d{1,3})\b|\b(\d{1,3})[- ]years?[- ]old\b|(?<=[a-z]),\s(\d{1,2})(?=[,.)])|\b\w+-year-old\b"
    r"|\b(?:turns?|is|was) (\d{1,2})\b(?!\s?[%\w])",
    Kind.CONTACT: r"[\w.+-]+@[\w-]+\.[\w.]+|\bhttps?://\S+|\bwww\.\S+|(?<!\d)\+?\d[\d\s()-]{6,}\d(?!\d)",
    Kind.STREET: r"\b(?:[A-Z][\w'’]+ ){1,3}(?:Street|Road|Avenue|Lane|Square|Row|Drive|Boulevard|Way|Place|Close|Crescent|Terrace"
    r"|Highway|Quay"
    r"|Hill)\b",
    Kind.ORDINAL: rf"\b(?:the )?{_ORDINAL}\b(?: and (?:the )?{_ORDINAL}\b)?(?: (?!of\b)[\w-]+)?",
}
_COMPILED = {kind: re.compile(pattern, 0 if kind is Kind.STREET else re.IGNORECASE) for kind, pattern in _PATTERNS.items()}


_RATE = re.compile(r"(?:an?|one) \w+$", re.IGNORECASE)
_SPENT = re.compile(r"\b(?:for|in|within|lasts?|lasted|took|takes?|take|after|only|just|about|than|by|of)\s+$", re.IGNORECASE)


_APART = re.compile(r"\s(?:ago|later|earlier|before)\b")


def patterned(unit: Unit, kind: Kind, asked: Container[str] = frozenset(), *, apart: bool = False) -> Iterator[Found]:
    """The values that the pattern of a kind finds in a sentence; an ordinal is worth less where what it counts is not among `asked`.

    With `apart` also how long before or after something else it was ("an hour later").
    """
    for match in _COMPILED[kind].finditer(unit.text):
        if kind is Kind.DURATION and _RATE.match(match[0]) and not _SPENT.search(unit.text, 0, match.start()):
            continue  # "900 cars a day" lasts no day
        if kind is Kind.DURATION and not apart and _APART.match(unit.text, match.end()):
            continue
        text = next((group for group in match.groups() if group), match[0])
        other = kind is Kind.ORDINAL and not any(token.stem in asked for token in tokens(match[0]))
        yield Found(text, match.start(), match.end(), 0.6 if other else 1.0)
