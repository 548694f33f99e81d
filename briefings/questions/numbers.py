"""Numbers that a sentence holds for a question: counts of what is asked, money, percentages, measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.facts.numerals import Numeral
from briefings.facts.thesaurus import opposites
from briefings.facts.words import Token, numerals_of, stem, tokens, word_set
from briefings.questions.found import Forms, Found
from briefings.questions.kinds import Kind
from briefings.questions.parse import Question
from briefings.questions.passages import Unit

DURATION = frozenset(map(stem, word_set("second minute hour day week month year decade century night weekend")))
DISTANCE = frozenset(map(stem, word_set("kilometre km mile metre yard foot feet inch")))
_MEASURES = DISTANCE | frozenset(
    map(
        stem, word_set("mph kph knot degree ton tonne kilogram kg gram litre acre hectare megawatt mw gw gwh mwh kw centimetre cm mm point")
    )
)
_MONEY = frozenset(
    map(
        stem,
        word_set("""
        pound dollar euro yen pence cent franc yuan rupee naira krone krona crown peso rand real lira rouble zloty forint dinar dirham
        shilling baht
        """),
    )
)
PEOPLE = frozenset(
    map(
        stem,
        word_set("""
        person people man woman child member official worker resident visitor passenger patient guest employee staff officer soldier troop
        student pupil player fan victim survivor nurse doctor volunteer firefighter protester delegate juror witness defendant customer
        them whom driver adult family household participant crew personnel other spectator supporter prisoner migrant refugee civilian guard
        """),
    )
)
_PERSONS = PEOPLE | frozenset(map(stem, word_set("dead injured wounded missing bereaved homeless")))
TIMES = stem("times")
_THEM = stem("them")
GENERIC = frozenset(map(stem, word_set("people person man woman child other")))
_ENDS = re.compile(
    r"[,;:.!?)](?:\s|$)|\s(?:from|with|to|in|on|at|for|by|who|that|which|when|while|as|and|but|or|is|are|was|were|will|would|has|have"
    r"|had|can"
    r"|could|may|might|than|after|before|between|because|until|a|an|each|without|within|near|during|through|against|across|over|under|last|this"
    r"|next)\b"
)
_OF = re.compile(r"\s+(?:out )?of\s+(?:(?:the|its|their|his|her|all|these|those|[\w'’-]+['’]s)\s+){0,2}")
_WHOLE = re.compile(r"\b(?:\d[\d,]*|\w+) of (?:(?:the|its|their|[\w'’-]+['’]s) )$")
_DENIED = re.compile(r"\b(?:not|rather than|instead of)\s+(?:the\s+)?$", re.IGNORECASE)
_REST = re.compile(r"\b(other|another|further|remaining|additional|extra)\s+$", re.IGNORECASE)
_ALL = re.compile(r"\b(?:in all|in total|altogether|total|overall|whole)\b")
_SHARE = re.compile(r"\s+(?:[a-z]+\s+)?(?:in|out of)\s+(?:every\s+)?(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b|\s+to\s+one\b")
_EQUAL = re.compile(r"\b(?:an equal number|the same number|just as many)(?: of)?\b", re.IGNORECASE)


def numbers_in(question: Question, kind: Kind, unit: Unit, forms: Forms) -> Iterator[Found]:
    """The numbers of a sentence that are of the kind asked, each with its noun."""
    numerals = [numeral for numeral in numerals_of(unit.text) if numeral.form != "ordinal"]
    for i, numeral in enumerate(numerals):
        limit = numerals[i + 1].core if i + 1 < len(numerals) else len(unit.text)
        end = _noun_end(unit.text, numeral, limit)
        noun = [token for token in unit.tokens if numeral.end <= token.start < end]
        if re.search(rf"(?<!\w){re.escape(unit.text[numeral.core : numeral.end])}(?!\w)", question.text, re.IGNORECASE):
            continue  # the question's own number answers nothing
        if _DENIED.search(unit.text, 0, numeral.start):
            continue  # "nine, not eleven"
        count = kind is Kind.COUNT
        fit = _count_fit(question, unit, numeral, noun, end, forms) if count else _measure_fit(question, kind, unit, numeral, noun, forms)
        if fit > 0:
            yield Found(unit.text[numeral.start : end].strip(' (,“"-'), numeral.start, end, fit, numeral.low, numeral.high)
    if kind is Kind.COUNT:
        yield from _equal(question, unit, forms)
        yield from _ranked(question, unit, forms)


def _noun_end(text: str, numeral: Numeral, limit: int) -> int:
    """Where the thing counted ends: "84 of the 112 posts" counts posts, "20 people from two sides" people."""
    of = _OF.match(text, numeral.end)
    start = of.end() if of else numeral.end
    stop = _ENDS.search(text, start)
    end = min(stop.start() if stop else len(text), len(text) if of else max(limit, numeral.end))
    words = list(re.finditer(r"[^\s]+", text[start:end]))[:6]
    return start + words[-1].end() if words else numeral.end


def _measure_fit(question: Question, kind: Kind, unit: Unit, numeral: Numeral, noun: Sequence[Token], forms: Forms) -> float:
    first = noun[0].stem if noun else ""
    tail = unit.text[numeral.end : numeral.end + 10]
    percent = bool(re.match(r"\s?(?:%|per ?cent\b)", tail))
    money = bool(numeral.currency) or first in _MONEY
    if kind is Kind.MONEY:
        short = not noun and (numeral.low or numeral.high or 0) >= 1000 and _has_money(unit.text)
        return 1.0 if money else 0.95 if short else 0.0
    if kind is Kind.PERCENT:
        part = _SHARE.match(unit.text, numeral.end)
        return 1.0 if percent or numeral.form == "fraction" or part else 0.0
    asked = [term.stem for term in question.terms if term.focus]
    measured = first in _MEASURES or percent or (money and not asked)
    beside = any(token.stem in forms.get(one, ()) for one in asked for token in noun)
    return (1.0 if measured else 0.55) * (1.0 if beside or not asked else 0.8)


def _has_money(text: str) -> bool:
    return any(numeral.currency for numeral in numerals_of(text)) or any(token.stem in _MONEY for token in tokens(text))


def _count_fit(question: Question, unit: Unit, numeral: Numeral, noun: Sequence[Token], end: int, forms: Forms) -> float:
    """How well the thing counted is the thing asked; nothing for money, measures, percentages, or for the opposite thing."""
    them = any(token.stem == _THEM for token in noun[:2])  # "three of them" counts what was named before
    stems = [] if them else [token.stem for token in noun]
    focus = [term.stem for term in question.terms if term.focus]
    measured = stems[:1] and stems[0] in DURATION | _MEASURES | _MONEY and stems[0] not in focus
    if measured or numeral.currency or re.match(r"\s?(?:%|per ?cent\b)", unit.text[numeral.end :]):
        return 0.0
    if any(opposites(one) & set(stems) and one not in stems for one in focus):
        return 0.0
    fit = _focus_fit(focus, stems, forms) if focus else _beside(question, unit, numeral, end, forms)
    if not _names_fit(question, unit, stems):
        return 0.0
    if (
        not stems
        and focus
        and any(token.stem in forms.get(one, ()) for one in focus for token in unit.tokens if token.end <= numeral.start)
    ):
        fit = max(fit, 0.75)  # "put the attendance at 4,000"
    if them:
        return _beside(question, unit, numeral, unit.tokens[-1].end if not noun else noun[0].end, forms)
    if not stems or stems[0] in _PERSONS:
        fit = max(fit, _beside(question, unit, numeral, end, forms) if not focus or _are_people(question) else 0.0)
    if (rest := _REST.search(unit.text, 0, numeral.start)) and rest[1].lower() not in question.lower:
        fit *= 0.6  # "the other six" are not all of them
    if not stems and _others_counted(question, unit, numeral, forms):
        fit *= 0.75
    if _is_either(unit.text, numeral):
        fit *= 0.8 if _is_part(unit.text, numeral) is bool(_ALL.search(question.lower)) else 1.0
    return fit


def _others_counted(question: Question, unit: Unit, numeral: Numeral, forms: Forms) -> bool:
    """Whether a bare number stands beside another one that counts the very thing asked, which is not just people."""
    focus = [term.stem for term in question.terms if term.focus and term.stem not in GENERIC]
    if re.search(r"\b(?:of whom|of them|of these|of those|including)\b", unit.text):
        return False
    asked = {form for one in focus for form in forms.get(one, ())}
    starts = {token.start for token in unit.tokens if token.stem in asked}
    return bool(focus) and any(
        one.start != numeral.start and any(0 < start - one.end <= 2 for start in starts) for one in numerals_of(unit.text)
    )


def _is_part(text: str, numeral: Numeral) -> bool:
    """Whether a number is the 84 of "84 of the 112"."""
    return bool(_OF.match(text, numeral.end))


def _is_either(text: str, numeral: Numeral) -> bool:
    """Whether a number is one of the two of "84 of the 112"."""
    return _is_part(text, numeral) or bool(_WHOLE.search(text, 0, numeral.start))


def _names_fit(question: Question, unit: Unit, stems: Sequence[str]) -> bool:
    """Whether the names among the asked words ("Danish", "North") stand beside the number, or in the sentence where it counts people."""
    names = {term.stem for term in question.terms if term.focus and term.name}
    return names <= set(stems) or ((not stems or bool(set(stems) & PEOPLE)) and names <= unit.stems)


def _are_people(question: Question) -> bool:
    """Whether people are counted: "how many workers …", "how many Danes …"."""
    focus = [term for term in question.terms if term.focus]
    return focus[-1].stem in PEOPLE or any(term.name and term.word.endswith("s") for term in focus)


def _focus_fit(focus: Sequence[str], stems: Sequence[str], forms: Forms) -> float:
    """The share of the asked words that the counted words hold; a person stands for any kind of person."""
    person = any(one in _PERSONS for one in stems)
    worth = 0.0
    for one in focus:
        same = max((value for form, value in forms.get(one, {one: 1.0}).items() if form in stems), default=0.0)
        worth += same or (0.6 if person and one in PEOPLE else 0.0)
    return worth / len(focus)


def _beside(question: Question, unit: Unit, numeral: Numeral, end: int, forms: Forms) -> float:
    """For "14 were injured": whether a word of the question stands within five words of the number."""
    near = [token.stem for token in unit.tokens if end <= token.start][:6]
    near += [token.stem for token in unit.tokens if token.end <= numeral.start][-4:]
    return 0.95 if any(form in near for term in question.terms if not term.focus for form in forms.get(term.stem, ())) else 0.0


def _equal(question: Question, unit: Unit, forms: Forms) -> Iterator[Found]:
    for match in _EQUAL.finditer(unit.text):
        stop = _ENDS.search(unit.text, match.end())
        end = stop.start() if stop else len(unit.text)
        stems = [token.stem for token in unit.tokens if match.end() <= token.start < end]
        focus = [term.stem for term in question.terms if term.focus]
        if focus and not any(opposites(one) & set(stems) and one not in stems for one in focus):
            fit = _focus_fit(focus, stems, forms)
            if fit:
                yield Found(unit.text[match.start() : end], match.start(), end, fit)


def _ranked(question: Question, unit: Unit, forms: Forms) -> Iterator[Found]:
    """ "The third listed ship this year" says that there were four."""
    focus = [term.stem for term in question.terms if term.focus]
    times = focus == [TIMES]  # "how many times has she won", for "her third victory"
    if times:
        focus = [term.stem for term in question.terms if not term.focus][-1:]
    for numeral in numerals_of(unit.text) if focus else ():
        if numeral.form == "ordinal":
            end = _noun_end(unit.text, numeral, len(unit.text))
            stems = [token.stem for token in unit.tokens if numeral.end <= token.start < end]
            fit = 1.0 if times and TIMES in stems[:1] else (0.9 if times else 0.6) * _focus_fit(focus, stems, forms)
            if fit >= 0.5:
                yield Found(unit.text[numeral.start : end], numeral.start, end, fit, numeral.low, numeral.high)
