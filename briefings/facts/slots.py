"""Slots: what a number or a date is *of*, written so that two sources that use other words meet in the same place.

A slot is what is counted × whose × what happened to it. The word lists are the general vocabulary of news counting; whatever else two
sources share is compared as stems (`briefings.facts.words`) with a general thesaurus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from briefings.facts.words import tokens, word_set

STAFF = "staff"
PERSON = "person"

STAFF_NOUNS = word_set("staff staffer worker personnel employee workforce manpower headcount colleague")
TEAM_NOUNS = word_set("mission team crew staff workforce unit bureau office detachment secretariat garrison")
WORK_VERBS = word_set("work staff man employ post station base")
PERSON_NOUNS = word_set(
    """people person man woman child boy girl human individual resident civilian local citizen victim casualty other passenger pedestrian
    bystander official officer member soul adult teenager youth family villager migrant refugee pupil student tourist"""
)
VISITOR_NOUNS = word_set(
    "visitor attendee guest spectator delegate participant fan supporter marcher protester demonstrator mourner worshipper"
)

# What happened to those counted: any of these words near the number names the outcome.
OUTCOMES: dict[str, frozenset[str]] = {
    "dead": word_set("kill die dead death fatality perish drown slay fatal lifeless toll"),
    "injured": word_set("injure injured injury hurt wound wounded maim"),
    "missing": word_set("missing unaccounted"),
    "arrested": word_set("arrest detain arrested detained detainee custody"),
    "charged": word_set("charge indict"),
    "rescued": word_set("rescue rescued pluck"),
    "evacuated": word_set("evacuate evacuated evacuee displace displaced flee homeless"),
    "hospitalised": word_set("hospitalize hospitalise hospitalized hospitalised"),
    "infected": word_set("infect infected infection sicken"),
    "laid off": word_set("redundant redundancy layoff axe"),
    "without power": word_set("outage powerless"),
    "damaged": word_set("damage damaged destroy destroyed flatten"),
    "attending": word_set("attend attendance turnout crowd audience spectator"),
    "withdrawn": frozenset(),
    "on strike": word_set("striker"),
    "filled": word_set("fill filled"),
    "vacant": word_set("vacant unfilled vacancy"),
}
PERSONAL = word_set("dead injured missing arrested charged rescued evacuated hospitalised infected") | {"laid off"}
OUTCOME_OF = {word: outcome for outcome, words in OUTCOMES.items() for word in words}
OUTCOME_PHRASES = (
    (
        re.compile(r"\b(?:without|no|lost|lose|losing)(?: mains)? (?:power|electricity)\b|\bpower (?:cut|outage)|\bin the dark\b", re.I),
        "without power",
    ),
    (
        re.compile(
            r"\bdeath toll\b|\blost their lives\b|\bclaimed the lives\b|\b(?:claim|cost|took|take)\w*\s+(?:\S+\s+){1,3}lives\b", re.I
        ),
        "dead",
    ),
    (re.compile(r"\b(?:taken|treated|admitted|rushed|brought) (?:to|at|in) (?:\w+ )?hospitals?\b", re.I), "hospitalised"),
    (
        re.compile(
            r"\b(?:from|out of|leave|left|flee|fled) (?:their|his|her) homes?\b|\bmoved out\b|\bmade homeless\b"
            r"|\b(?:told|ordered|asked|urged) to (?:leave|go|evacuate)\b",
            re.I,
        ),
        "evacuated",
    ),
    (
        re.compile(
            r"\bin front of\b|\b(?:were|was|packed|filled|watched)\s+"
            r"(?:(?!\w+(?:ing|ed)\b)[\w,.]+\s+){0,4}?(?:in|inside|at|into) (?:the |a )?"
            r"(?:[\w'’-]+ ){0,2}(?:stadium|arena|ground|hall|stands|theatre|theater|venue|ballpark|auditorium)\b",
            re.I,
        ),
        "attending",
    ),
    (re.compile(r"\bon strike\b|\bwalk(?:ed|ing)? out\b", re.I), "on strike"),
    (re.compile(r"\blaid off\b|\blay off\b|\blaying off\b|\bjob (?:cuts|losses)\b", re.I), "laid off"),
)

# Times of day at which a running count was taken: two such counts differ without contradicting each other.
TAKEN_AT = re.compile(
    r"\b(?:by|at|as of|before|until|since|after)\s+(?:(?:late|early|mid)[- ]?)?(midnight|noon|midday|dawn"
    r"|dusk|morning|afternoon|evening|nightfall|lunchtime|daybreak"
    r"|\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b|(?:[01]?\d|2[0-3]):[0-5]\d)",
    re.I,
)
# Words before a number that take it back: it is what was said before, not what the article says.
WITHDRAWN = re.compile(
    r"\b(?:not|instead of|rather than|(?:earlier|previous|initial|first|original|preliminary"
    r"|wrong) (?:figure|toll|count|number|estimate|report|tally|total)s? of)"
    r"\s+(?:the |about |some |over |more than |at least )?$",
    re.I,
)
# Verbs of amounts that name one thing from two sides: what one pays, the other receives.
_AMOUNT_VERBS = {
    "pay": word_set("pay give receive get award donate grant provide contribute sponsor hand"),
    "cost": word_set("cost price spend"),
    "raise": word_set("raise collect gather"),
    "damage": word_set("damage loss"),
    "fine": word_set("fine penalty penalise penalize"),
}
AMOUNT_OF = {verb: name for name, verbs in _AMOUNT_VERBS.items() for verb in verbs}
# Words beside a number that make it a count of one moment: what is left, what was before.
STANDING = re.compile(r"\b(?:still|remain(?:s|ed|ing)?|so far|(?:down|up) from|back for|all but)\b", re.I)
PEAK = re.compile(r"\bat (?:the|its|their) (?:very )?(?:height|peak|worst)\b", re.I)
# Where a clause that describes begins: the time of day in it is not the number's own.
RELATIVE = re.compile(r",\s+(?:which|who|whose|when|where|after|as|while|and (?:which|who))\b", re.I)
# Words that make a number a part of a whole, or a whole of parts.
PART = re.compile(
    r"\b(?:further|another|additional|additionally|extra|other|others|more|alone|including|among them"
    r"|of them|of whom|of these|on top|besides|also)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """The key of a claim: `kind` of value, `what` is counted or dated, `whose` it is, `outcome` or state of it; empty parts are unknown."""

    kind: str
    what: str = ""
    whose: str = ""
    outcome: str = ""

    def __str__(self) -> str:
        return "/".join((self.kind, self.what, self.whose, self.outcome))

    @classmethod
    def read(cls, key: str) -> Slot:
        """The slot that this key was written from."""
        return _read(key)


@lru_cache(maxsize=8192)
def _read(key: str) -> Slot:
    parts = [*key.split("/"), "", "", "", ""]
    return Slot(*parts[:4])


FUNCTION_WORDS = word_set(
    """a an the of to in on at for by with and or but nor so as from into onto over under about after before between during than then
    that this these those it its he him his she her they them their we us our i you your who whom whose which what when where why how
    there here is are was were be been being am do does did done have has had having will would can could may might must shall should
    not no yes if also only just very more most much many some any each every both all other another such own same still even now
    again once too up down out off through while because since until said say says told tell mr mrs ms dr prof one two three
    hundred thousand million billion m bn year years month months week weeks day days hour hours minute minutes pound pounds dollar dollars
    euro euros percent cent per mile miles km s"""
)


@lru_cache(maxsize=16_384)
def terms(text: str) -> tuple[str, ...]:
    """The distinct stems of the content words of a text, in order: what slots are compared by."""
    found: dict[str, None] = {}
    for token in tokens(text):
        if text[token.start : token.end].lower() not in FUNCTION_WORDS and not token.stem[0].isdigit():
            found.setdefault(token.stem)
    return tuple(found)


def outcome_in(words: Iterable[str]) -> str:
    """The outcome that one of these lemmas names; empty where none does."""
    return next((OUTCOME_OF[word] for word in words if word in OUTCOME_OF), "")
