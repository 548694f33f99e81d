"""What a question asks for (its kinds), of what (its terms), and of which sources (its scope)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefings.facts.words import stem, tokens, word_set
from briefings.questions.kinds import Kind, kinds_of
from briefings.questions.outlets import Outlets

_AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|may|might|must|should|of|in|on|at|for|from|to|by|with|came|went|and"
    r"|that|who|it|they|he|she|the|a|an|according|used)"
)
_FOCUS = re.compile(
    r"\b(?:how many|how much|which|what (?!(?:is|was|were|are|did|do|does|will|would|has|have|had|can|could|must|may|should)\b)"
    rf"(?:(?:kinds?|types?|sorts?) of )?)\s*"
    rf"(?P<focus>(?!(?:is|are|was|were|has|have|had|did|do|does|will)\b)[\w'’-]+(?: (?!{_AUXILIARY}\b)[\w'’-]+)*)",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\b(?:[\w'’-]*[^\Ws]s|[\w-]*(?:people|men|women|children)|staff|police)\b")
_STOP = word_set("""
a an the of in on at to for from by with without as is are was were be been being am do does did done doing has have had having will would
shall should can could may might must it its this that these those there their them they he his him she her we our you your i my me us
who whom whose which what when where why how many much long far often and or but if so than then not no nor any some all both each other
another such only just also too very about into over under up down per s t between during through according said says say tell
told give gives given sources source story article articles text texts report reports reported state states stated mention mentions
mentioned name names happened happen take place kind kinds type types sort sorts get gets got make makes made come comes came go goes went
whether while after still yet ever again else already used until now nowadays currently today present presently really actually anyone
anybody someone somebody everyone everybody
""")
_FRAME = re.compile(
    r"\b(?:according to (?:the )?(?:sources|articles|texts|reports)|in (?:the|this) (?:story|articles?|text|news)|in all|in total"
    r"|altogether"
    r"|explicitly|exactly|(?:do|did) we know)\b",
    re.IGNORECASE,
)
_SOURCE_FRAME = re.compile(
    r"^(?:in |according to )?(?:which|what) (?:(?:of the |two |three |other )*)(?:sources?|outlets?|articles?|(?:news)?papers?|reports?"
    r"|publications?|accounts?)\b"
    r"(?: (?:also |only )?(?:says?|said|reports?|gives?|names?|mentions?|cites?|quotes?|describes?|discuss(?:es)?|carr(?:y|ies)|prints?"
    r"|notes?|states?"
    r"|has|have|speaks? of|tells? of|puts?))?",
    re.IGNORECASE,
)
_NAMED_THING = re.compile(r"\b(?:sur|first )?names? of\b|\bwhat (?:is|was) .*\b(?:called|named)\?*$")
_COPULA = re.compile(r"^(?:who (?:is|was|are|were)\b|what (?:is|was|are|were) the (?:sur|first )?names?\b)")
# Words that only say what type of answer is wanted: no passage need hold them.
_TYPE_WORDS = {
    Kind.WHEN: "hold held date day weekday week month year time deadline",
    Kind.CLOCK: "clock time times hour hours",
    Kind.COUNT: "number total figure size largest smallest possible maximum minimum",
    Kind.PERCENT: "share percentage proportion percent fraction",
    Kind.MONEY: "money amount",
    Kind.AGE: "old age",
    Kind.MEASURE: "big large great size height speed depth length weight width",
    Kind.SCORE: "score result",
    Kind.DISTANCE: "far away distance close near",
    Kind.DURATION: "long time",
    Kind.FREQUENCY: "frequently regularly",
    Kind.STREET: "street road avenue lane square",
    Kind.COUNTRY: "country countries nation nations nationality",
    Kind.WHERE: "hold held city town village place location venue region state district site",
    Kind.ROLE: "post role job position title rank occupation profession regular current",
    Kind.WHY: "reason reasons cause caused",
    Kind.SOURCE: "date",
    Kind.YES_NO: "valid correct accurate true",
}
_TYPE_STEMS = {kind: frozenset(map(stem, words.split())) for kind, words in _TYPE_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Term:
    """One content word of a question: `name` where it has a capital inside the question, `focus` where it says what is counted."""

    stem: str
    word: str
    name: bool
    focus: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart: `kinds` holds one kind or two, `focus` the words after "how many" or "which", `scope` ids of articles."""

    text: str
    kinds: tuple[Kind, ...]
    terms: tuple[Term, ...]
    focus: str
    scope: frozenset[str]

    @property
    def kind(self) -> Kind:
        """The first thing asked."""
        return self.kinds[0]

    @property
    def is_copula(self) -> bool:
        """Whether the question asks who bears a title: "who is the judge?", "what is the name of the ship?"."""
        return bool(_COPULA.match(self.lower))

    @property
    def names_a_thing(self) -> bool:
        """Whether the question asks for a name itself: only a name that stands beside the thing answers it."""
        return bool(_NAMED_THING.search(self.lower))

    @property
    def lower(self) -> str:
        """The question in lower case."""
        return self.text.casefold()


def parse(text: str, outlets: Outlets) -> Question:
    """Take a question apart; it need not be well formed: bare key words are a "what" question."""
    scope, bare = outlets.scope(text)
    bare = _SOURCE_FRAME.sub(" ", bare)
    match = _FOCUS.search(bare)
    focus = _counted(match.group("focus")) if match else ""
    kinds = kinds_of(text)
    terms = _terms(_FRAME.sub(" ", bare), focus)
    needless = frozenset().union(*(_TYPE_STEMS.get(kind, frozenset()) for kind in kinds))
    return Question(text, kinds, tuple(term for term in terms if term.stem not in needless) or terms, focus, scope)


def _counted(focus: str) -> str:
    """The words up to the first plural: "how many Danes work there" counts Danes, "which risk" asks for a risk."""
    plural = _PLURAL.search(focus)
    return focus[: plural.end()] if plural else focus


def _terms(text: str, focus: str) -> tuple[Term, ...]:
    at = text.find(focus) if focus else -1
    seen: dict[str, Term] = {}
    for i, token in enumerate(tokens(text)):
        word = text[token.start : token.end]
        if word not in {"US", "U.S."} and re.sub(r"['’]s$", "", word.casefold()) in _STOP:
            continue
        in_focus = 0 <= at <= token.start < at + len(focus)
        seen.setdefault(token.stem, Term(token.stem, word, token.capital and i > 0, in_focus))
    return tuple(seen.values())
