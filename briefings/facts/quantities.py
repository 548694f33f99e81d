"""Quantities: the numbers of an article, typed and tied to what they measure.

A `Measure` says of what kind a number is (a count of people or things, money, share, distance, duration, rank, age …), what noun it counts,
whose, with which outcome, and at what time of day it was taken. Years, ages, floors, ranks and spans of hours are never headcounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefings.facts.counted import AVERAGE, OF_THE, OF_THEM, counts_people, is_knowing, noun_before
from briefings.facts.events import LIGHT
from briefings.facts.numerals import MONEY_WORDS, Numeral, find_numerals
from briefings.facts.owners import Owners
from briefings.facts.pipeline import Parsed, governing_verb
from briefings.facts.slots import (
    AMOUNT_OF,
    OUTCOME_PHRASES,
    PEAK,
    PERSON,
    PERSON_NOUNS,
    PERSONAL,
    RELATIVE,
    STAFF,
    STAFF_NOUNS,
    STANDING,
    TAKEN_AT,
    TEAM_NOUNS,
    WITHDRAWN,
    WORK_VERBS,
    Slot,
    outcome_in,
)
from briefings.facts.units import read_unit
from briefings.facts.words import word_set
from briefings.model import Quantity, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_MONEY = re.compile(rf"[\s-]*(?:US |Canadian |Australian )?({'|'.join(MONEY_WORDS)})s?\b", re.I)
_RATE = re.compile(
    r"^[\s,]*(?:\w+ ){0,2}?(?:a|an|per|every|each)[\s-](day|week|month|year|hour|minute|night|head|person|share|barrel|tonne|ton)\b", re.I
)
_AGE_AFTER = re.compile(r"^-years?-old\b|^ years?[ -]old\b|^-year-old", re.I)
_AGE_BEFORE = re.compile(r"\b(?:aged|age|age of)\s$", re.I)
_AGE_THEN = re.compile(r"\b(?:at the age of|(?:when|then|while) (?:\w+ )?(?:was )?(?:just |only )?(?:aged )?)\s*$", re.I)
_MEMBERS = re.compile(r"^-(?:members?|person|people|man|woman|strong)\b", re.I)
_HAVING = word_set("have comprise include number count contain")
_UNIT_NOUNS = word_set("percent cent quarter third half fifth tenth one member number group total average maximum minimum record estimate")
_A_DAY = re.compile(r"^[\s,]*(?:\w+ ){0,2}?in (?:24 hours|a (?:single )?day)\b", re.I)
_IN_SECONDS = {
    "year": 31_557_600.0,
    "month": 2_629_800.0,
    "week": 604_800.0,
    "day": 86_400.0,
    "hour": 3600.0,
    "minute": 60.0,
    "second": 1.0,
}
_JOINED = re.compile(r"^(?:,? and|,)\s+$")
_NOTHING = re.compile(r"\b(?:nothing|nobody|none|no \w+)(?: (?:that|which|who))? \w+ (?:at |in )?$", re.I)
_MILLIONS = re.compile(r"^\s+(?:[a-z-]+ )?[a-z-]+s\b|^\s+(?:people|men|women)\b")
_BEGINNINGS = word_set("start begin kick open set leave depart gather arrive line close end finish")
_WHOLE_BEFORE = re.compile(
    r"(?:\d|quarters?|thirds?|half|fifths?|%|percent|per cent) (?:out )?of (?:the|its|their|his|her|all|a total of)?\s?(?:[\w-]+['’]s\s)?$",
    re.I,
)
_SCORE = re.compile(r"^[-–]\d{1,3}\b(?!\s*(?:percent|per cent|%))")
_VAGUE = word_set("more further other additional extra new old many such own same different separate")
_WHOLE = re.compile(r"^\s+(?:(?:out )?of|in)\s", re.I)


@dataclass(frozen=True)
class Measure:
    """One number of an article: `text[start:end]` with its modifiers, and what it measures.

    `noun` heads what is counted, `root` the number itself; `whole` is the total in "7 of the 12", `is_whole` marks that total, `is_part`
    the part; `per` is the unit of a rate, `taken` the time of day of a running count; `equal_to` the sentence that an "equal number" refers
    back to; `length` is a time told in several units, in the largest of them ("two years and six months" is 2.5); `slot` is the key under
    which it is compared.
    """

    sentence: Sentence
    start: int
    end: int
    quantity: Quantity
    slot: Slot
    noun: Token | None
    root: Token
    whole: float | None = None
    per: str = ""
    taken: str = ""
    is_whole: bool = False
    is_part: bool = False
    equal_to: Sentence | None = None
    length: float | None = None


def find_measures(parsed: Parsed) -> list[Measure]:
    """Every number of the running text and the headlines that measures something, in order.

    "each" and "both sides" give one measure per side the article names; "an equal number of" repeats the count it refers back to.
    """
    owners = Owners(tuple(parsed.doc.ents))
    found: list[Measure] = []
    for numeral in find_numerals(parsed.article.text):
        sentence = parsed.sentence_of(numeral.core)
        if sentence is not None and numeral.end <= sentence.end:
            found.extend(_of_them(measure, found) for measure in _Reader(parsed, owners, sentence, numeral).measures())
    found.extend(_equal_numbers(parsed, owners, found))
    return _lengths(parsed.article.text, sorted(found, key=lambda measure: measure.start))


def _lengths(text: str, measures: list[Measure]) -> list[Measure]:
    """The measures, those of one time in several units ("two hours and five minutes") made one."""
    joined: list[Measure] = []
    for measure in measures:
        before = joined[-1] if joined else None
        if before is None or not _goes_on(text, before, measure):
            joined.append(measure)
            continue
        unit = _IN_SECONDS[before.quantity.unit or ""]
        more = (measure.quantity.low or 0.0) * _IN_SECONDS[measure.quantity.unit or ""] / unit
        length = (before.quantity.low or 0.0 if before.length is None else before.length) + more
        joined[-1] = replace(before, end=measure.end, length=length)
    return joined


def _goes_on(text: str, before: Measure, measure: Measure) -> bool:
    """Whether a time goes on with a smaller unit right behind a larger one."""
    units = _IN_SECONDS.get(before.quantity.unit or ""), _IN_SECONDS.get(measure.quantity.unit or "")
    if before.slot.kind != "duration" or measure.slot.kind != "duration" or None in units or before.sentence != measure.sentence:
        return False
    if before.quantity.low is None or measure.quantity.low is None:
        return False
    larger, smaller = (unit or 0.0 for unit in units)
    return smaller < larger and _JOINED.match(text[before.end : measure.start] or " ") is not None


def _of_them(measure: Measure, found: list[Measure]) -> Measure:
    """The measure, which as "eleven of them" counts what was counted last."""
    text = measure.root.doc.text[measure.root.idx + len(measure.root.text) :][:20]
    before = next((earlier for earlier in reversed(found) if earlier.slot.kind == "count" and earlier.slot.what), None)
    if measure.slot.kind != "count" or measure.slot.what or before is None or not OF_THEM.match(text):
        return measure
    return replace(measure, slot=replace(before.slot, outcome=measure.slot.outcome or before.slot.outcome))


class _Reader:
    """Reads one numeral in its sentence."""

    def __init__(self, parsed: Parsed, owners: Owners, sentence: Sentence, numeral: Numeral) -> None:
        self.parsed, self.owners, self.sentence, self.numeral = parsed, owners, sentence, numeral
        self.text = parsed.article.text
        self.after = self.text[numeral.end : sentence.end]
        self.span = parsed.span(numeral.core, numeral.end)

    def measures(self) -> Iterator[Measure]:
        kind, unit, end = self._unit()
        quantity = Quantity(self.numeral.low, self.numeral.high, unit or None, self.numeral.approximate)
        if self._in_millions(kind, end):
            quantity = replace(quantity, low=_million(quantity.low), high=_million(quantity.high))
        if quantity.high is None and _NOTHING.search(self.text[self.sentence.start : self.numeral.start]):
            quantity = replace(quantity, low=None, high=quantity.low)
        if self.numeral.form == "elapsed":
            quantity = Quantity(None, None, "hour")
        if _SCORE.match(self.after) and kind == "count":
            return
        noun = self._noun(end)
        if kind == "count" and self._is_pronoun(noun):
            return
        if kind == "storeys" and self.numeral.form == "ordinal":
            kind, quantity = "rank", replace(quantity, unit="floor")
        whole = self._whole() if kind in {"count", "share", "percent"} else None
        rate = (
            _RATE.match(self.text[end : self.sentence.end])
            or (noun is not None and _RATE.match(self.text[_end(noun) : self.sentence.end]))
            or None
        )
        per = self._per(noun, end, rate if kind != "speed" else None)
        if noun is not None and noun.idx < self.sentence.end:
            end = max(end, _end(noun)) if noun.idx - end < 40 and noun.idx >= end else end
        if rate and rate.end() + end - rate.start() <= self.sentence.end:
            end = max(end, self._rate_end(end))
        is_whole = kind == "count" and _WHOLE_BEFORE.search(self.text[self.sentence.start : self.numeral.start]) is not None
        base = Measure(
            self.sentence, self.numeral.start, end, quantity, Slot(kind), noun, self.span.root, whole, per, self._taken(), is_whole
        )
        if self.numeral.form == "elapsed":
            base = replace(base, length=(self.numeral.low or 0.0) / _IN_SECONDS["hour"])
        base = replace(base, is_part=kind == "count" and OF_THE.match(self.after) is not None)
        yield from self._owned(base, kind, unit)

    def _per(self, noun: Token | None, end: int, rate: re.Match[str] | None) -> str:
        """The unit of a rate: what a match names, a day of 24 hours; "average" where the words around say no more."""
        if noun is not None and _A_DAY.match(self.text[_end(noun) : self.sentence.end]):
            return "day"
        if rate is not None:
            return rate[1].lower()
        return "average" if AVERAGE.search(self.text[self.numeral.start - 20 : end]) else ""

    def _in_millions(self, kind: str, end: int) -> bool:
        """Whether "m" behind a figure without a mark of money stands for millions: of money or of what is counted."""
        if self.numeral.currency or not re.search(r"\d\s?m$", self.text[self.numeral.core : self.numeral.end]):
            return False
        return kind == "money" or (kind == "count" and _MILLIONS.match(self.text[end : self.sentence.end]) is not None)

    def _rate_end(self, end: int) -> int:
        match = _RATE.match(self.text[end : self.sentence.end])
        return end + match.end() if match else end

    def _unit(self) -> tuple[str, str, int]:
        end = self.numeral.end
        if self.numeral.currency:
            return "money", self.numeral.currency, end
        if self._is_age():
            return "age", "year", end + (match.end() if (match := _AGE_AFTER.match(self.after)) else 0)
        if match := _MONEY.match(self.after):
            return "money", MONEY_WORDS[match[1].lower()], end + match.end()
        if self.numeral.form == "elapsed":
            return "duration", "hour", end
        if self.numeral.form == "fraction":
            return "share", "share", end
        if measured := read_unit(self.after, ranked=self.numeral.form == "ordinal"):
            return measured[0], measured[1], end + measured[2]
        core = self.text[self.numeral.core : self.numeral.end].lower()
        if core.endswith(("decade", "century")):
            return "duration", "year", end
        if self.numeral.form == "ordinal":
            return "rank", "ordinal", end
        if match := _MEMBERS.match(self.after):
            return "count", PERSON, end + match.end()
        return "count", "", end

    def _is_age(self) -> bool:
        low, high = self.numeral.low, self.numeral.high
        if low is None or low != high or low > 115 or self.numeral.currency:
            return False
        if _AGE_AFTER.match(self.after) or _AGE_BEFORE.search(self.text[max(0, self.numeral.start - 12) : self.numeral.start]):
            return True
        before = self.parsed.doc[self.span.start - 2] if self.span.start >= 2 else None
        return bool(
            before is not None and self.text[self.numeral.start - 2 : self.numeral.start] == ", " and re.match(r"[,.]", self.after)
            and before.ent_type_ == "PERSON" and before.idx >= self.sentence.start
        )  # fmt: skip

    def _noun(self, end: int) -> Token | None:
        """What is counted: the noun that the numeral modifies, else the head of the phrase after it."""
        last = self.span[-1]
        of = self.parsed.doc[self.span.start - 1] if self.span.start > 0 else None
        before = self.parsed.doc[of.i - 1] if of is not None and of.i > 0 and of.lower_ == "of" else None
        if before is not None and before.pos_ == "NOUN" and before.idx >= self.sentence.start and before.lemma_ not in _UNIT_NOUNS:
            return before
        if _MEMBERS.match(self.after):
            return self._first_noun(self.parsed.span(end - 1, end).end)
        for token in reversed(list(self.span)):
            head = token.head
            if (
                token.dep_ in {"nummod", "amod", "quantmod", "compound", "nmod"}
                and head.pos_ in {"NOUN", "PROPN", "SYM"}
                and head.i > last.i
            ):
                return head if head.idx < self.sentence.end else None
        if settled := noun_before(self.span.root):
            return settled
        if (match := _WHOLE.match(self.after)) and (
            part := self._first_noun(self.parsed.span(self.numeral.end, self.numeral.end + match.end()).end)
        ):
            return part
        start = self.parsed.span(self.numeral.end - 1, end).end if end > self.numeral.end else last.i + 1
        return self._first_noun(start) if start < len(self.parsed.doc) and self._adjoins(start) else None

    def _adjoins(self, start: int) -> bool:
        token = self.parsed.doc[start]
        return (token.pos_ in {"NOUN", "PROPN", "ADJ", "PUNCT"} and token.text in {"-", "–"}) or token.pos_ in {"NOUN", "PROPN", "ADJ"}

    def _first_noun(self, start: int) -> Token | None:
        """The last noun of the first run of nouns from a token on, within a few words."""
        found: Token | None = None
        for token in self.parsed.doc[start : start + 9]:
            if token.idx >= self.sentence.end or (token.is_punct and token.text not in {"-", "–", "’s", "'s"}):
                break
            if token.pos_ in {"NOUN", "PROPN"} and not (token.i + 1 < len(self.parsed.doc) and token.nbor().lower_ in {"'s", "’s"}):
                found = token
            elif found is not None or token.pos_ in {"VERB", "AUX", "SCONJ"}:
                break
        return found

    def _is_pronoun(self, noun: Token | None) -> bool:
        core = self.text[self.numeral.core : self.numeral.end].lower()
        return core == "one" and (noun is None or self.span[0].dep_ not in {"nummod", "compound"})

    def _whole(self) -> float | None:
        if not _WHOLE.match(self.after):
            return None
        rest = next((numeral for numeral in find_numerals(self.after[:60]) if numeral.form == "cardinal"), None)
        return rest.high if rest is not None and rest.core < 40 and "," not in self.after[: rest.core] else None

    def _taken(self) -> str:
        """The moment that a running count was taken: a time of day in its clause, "still", "down from"; a peak is the count itself."""
        before, after = self.text[self.sentence.start : self.numeral.start], self.text[self.numeral.start : self.sentence.end]
        if self._is_age():
            return "then" if _AGE_THEN.search(before) else ""
        clause_end = RELATIVE.search(after)
        clause = after[: clause_end.start()] if clause_end else after
        if PEAK.search(before) or PEAK.search(clause[:60]):
            return ""
        begins = (verb := governing_verb(self.span.root)) is not None and verb.lemma_.lower() in _BEGINNINGS
        match = (None if begins else TAKEN_AT.search(clause) or TAKEN_AT.search(before)) or STANDING.search(before[-25:] + clause[:45])
        return match[0].lower() if match else ""

    def _owned(self, base: Measure, kind: str, unit: str) -> Iterator[Measure]:
        what, outcome = self._what(base.noun, kind), self._state(base, kind)
        if not what and kind == "count" and outcome in PERSONAL:
            what = PERSON
        if kind == "count" and what in {STAFF, PERSON} and not unit:
            unit = PERSON
        quantity = replace(base.quantity, unit=unit or what or None) if not base.quantity.unit else base.quantity
        whose = self._whose(base.noun, base.end) if kind in {"count", "percent", "share"} else [""]
        for owner in whose or [""]:
            yield replace(base, quantity=quantity, slot=Slot(kind, what, owner, outcome))

    def _state(self, base: Measure, kind: str) -> str:
        if WITHDRAWN.search(self.text[self.sentence.start : self.numeral.start]):
            return "withdrawn"
        return self._outcome(base.noun) if kind in {"count", "share", "percent"} and not base.is_whole else ""

    def _what(self, noun: Token | None, kind: str) -> str:
        if kind == "age":
            return self._person_before()
        if kind not in {"count", "share", "rank"}:
            return self._measured(noun, kind)
        if noun is None:
            return ""
        lemma = noun.lemma_.lower()
        if kind != "count":
            return lemma
        if self._is_staff(noun, lemma):
            return STAFF
        return PERSON if lemma in PERSON_NOUNS or counts_people(lemma) else " ".join([*self._modifiers(noun), lemma])

    def _measured(self, noun: Token | None, kind: str) -> str:
        """What an amount with a unit is the amount of: the noun beside it ("a bail of", "-minute drive"), else what its verb says."""
        if noun is not None and noun.i in range(self.span.start, self.span.end + 2) and noun.dep_ in {"compound", "nmod", "amod"}:
            noun = noun.head
        if noun is not None and noun.i not in range(self.span.start, self.span.end + 2) and noun.pos_ in {"NOUN", "PROPN"}:
            return noun.lemma_.lower()
        verb = governing_verb(self.span.root)
        if verb is None:
            return ""
        lemma = verb.lemma_.lower()
        if lemma in AMOUNT_OF or (lemma not in LIGHT and kind != "speed"):
            return AMOUNT_OF.get(lemma, lemma)
        return next(
            (
                child.lemma_.lower()
                for child in verb.children
                if child.dep_ in {"acomp", "attr", "advmod", "nsubj"} and child.i not in range(self.span.start, self.span.end + 1)
            ),
            "",
        )

    def _modifiers(self, noun: Token) -> list[str]:
        """What kind of thing is counted: "nursing" of posts, "treatment" of spaces; numbers and owners are no kinds."""
        kinds = [
            child for child in noun.children if child.dep_ in {"compound", "amod"} and child.i > self.span[-1].i and child.pos_ != "NUM"
        ]
        return [child.lower_ for child in kinds if child.ent_type_ not in {"GPE", "NORP", "DATE"} and child.lower_ not in _VAGUE]

    def _is_staff(self, noun: Token, lemma: str) -> bool:
        if lemma in STAFF_NOUNS or (lemma in TEAM_NOUNS and _MEMBERS.match(self.after)):
            return True
        if lemma == "member" and any(token.lemma_ in STAFF_NOUNS | TEAM_NOUNS for token in [*noun.subtree, *_team(noun)]):
            return True
        return lemma in PERSON_NOUNS and any(verb.lemma_.lower() in WORK_VERBS for verb in self._verbs(noun))

    def _person_before(self) -> str:
        """The family name of the person whose age this is: the last one named before it."""
        before = [ent for ent in self.parsed.doc.ents if ent.label_ == "PERSON" and ent.start_char < self.numeral.start]
        entity = before[-1] if before else None
        return entity[-1].lower_ if entity is not None else ""

    def _verbs(self, noun: Token) -> list[Token]:
        """The verb that the counted noun depends on, with what it is "known to have" done, and those of clauses that describe it."""
        governing = governing_verb(noun)
        described = [child for child in noun.children if child.dep_ in {"acl", "relcl"}]
        done = [child for child in governing.children if child.dep_ == "xcomp"] if governing is not None and is_knowing(governing) else []
        return ([governing] if governing is not None else []) + done + described

    def _outcome(self, noun: Token | None) -> str:
        """What happened to those counted: told by the noun, its verbs and adjectives, the words right behind it, or a turn of phrase."""
        own: list[Token] = []
        if noun is not None:
            described = [child for child in noun.children if child.dep_ in {"amod", "acl", "relcl", "compound"}]
            own = [noun, *self._verbs(noun), *described]
        verb = governing_verb(self.span.root)
        if verb is not None:
            parts = {"nsubj", "nsubjpass", "acomp", "oprd"}
            own += [child for child in verb.children if child.dep_ in parts and child.pos_ in {"ADJ", "NOUN", "VERB"}]
        near = [token for token in self.parsed.doc[self.span.end : self.span.end + 4] if token.idx < self.sentence.end]
        phrase = next((outcome for pattern, outcome in OUTCOME_PHRASES if pattern.search(self._clause(noun))), "")
        return _outcome_of(own) or _outcome_of(near) or phrase

    def _clause(self, noun: Token | None) -> str:
        """The words around the number up to the nearest comma, semicolon or "and" clause on both sides."""
        left = re.split(r"[,;:—–]|\band\b", self.text[self.sentence.start : self.numeral.start])[-1]
        right = re.split(r"[,;:—–]|\band\b", self.after)[0]
        return f"{left} {self.text[self.numeral.start : self.numeral.end]} {right}"

    def _whose(self, noun: Token | None, end: int) -> list[str]:
        if noun is None:
            return []
        own = self.owners.of([token for token in noun.subtree if token.i > self.span[-1].i - 1 and token.idx < end and token.i <= noun.i])
        if re.match(
            r"[^.;,]{0,25}\b(?:each|apiece)\b|[^.;,]{0,25}\b(?:from|on|by) (?:both|the two|either|each of the) sides?\b",
            self.text[end : self.sentence.end],
        ):
            return self._sides()
        possessive = [child for child in noun.children if child.dep_ == "poss"]
        of = [token for child in noun.children if child.dep_ == "prep" and child.lower_ in {"from", "of"} for token in child.subtree]
        return own[:1] or self.owners.of(possessive)[:1] or self.owners.of(of)[:1] or self.owners.of(_team(noun))[:1]

    def _sides(self) -> list[str]:
        return self.owners.sides() or self.owners.of(self.parsed.span_of(self.sentence))[:2]


def _team(noun: Token) -> list[Token]:
    """The words for those who have what is counted: "the Danish team" of "the Danish team has 12 members"."""
    verb = noun.head
    if noun.lemma_ != "member" or verb.lemma_ not in _HAVING:
        return []
    return [token for child in verb.children if child.dep_ == "nsubj" for token in child.subtree]


def _outcome_of(tokens: list[Token]) -> str:
    return outcome_in(word for token in tokens if token.pos_ in {"ADJ", "VERB", "NOUN"} for word in (token.lemma_.lower(), token.lower_))


def _end(token: Token) -> int:
    return int(token.idx + len(token.text))


def _million(amount: float | None) -> float | None:
    return None if amount is None else amount * 1e6


_EQUAL = re.compile(
    r"\b(?:an equal number|the same number|a similar number|a like number) of\b|\bas many (?=\w+ (?:from|officials|workers|people))", re.I
)


def _equal_numbers(parsed: Parsed, owners: Owners, found: list[Measure]) -> Iterator[Measure]:
    """ "an equal number of X": the last headcount before it, counted again of X."""
    for match in _EQUAL.finditer(parsed.article.text):
        sentence = parsed.sentence_of(match.start())
        before = [measure for measure in found if measure.slot.kind == "count" and measure.start < match.start()]
        if sentence is None or not before:
            continue
        source = before[-1]
        rest: Span = parsed.span(match.start(), min(match.end() + 50, sentence.end))
        whose = owners.of(rest)[:1] or [""]
        noun = next((token for token in rest if token.pos_ == "NOUN" and token.idx >= match.end()), None)
        slot = replace(source.slot, whose=whose[0])
        end = _end(noun) if noun is not None else match.end()
        yield replace(source, sentence=sentence, start=match.start(), end=end, slot=slot, noun=noun, equal_to=source.sentence, taken="")
