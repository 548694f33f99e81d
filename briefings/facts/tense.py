"""Which side of the publication day a clause speaks of, told from its verbs: what "on Tuesday" means hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.facts.date_words import Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

PLANS = frozenset(
    {"plan", "expect", "schedule", "due", "intend", "hope", "set", "want", "aim", "agree", "vow", "promise", "prepare", "likely"}
    | {"decide", "slate", "book", "propose", "pledge", "ready", "bound", "poise", "need", "ask", "invite", "order"}
    | {"hop"}  # the lemma that the model gives to "hoped"
)
REPORTING = frozenset({"say", "tell", "add", "report", "announce", "write", "claim", "state", "note"})
_FUTURE_AUXILIARIES = frozenset({"will", "shall", "'ll", "’ll", "wo", "would", "should", "may", "might", "could", "can", "must"})
_UPCOMING = frozenset({"upcoming", "forthcoming", "planned", "coming", "scheduled", "next", "expected", "proposed"})
_TIMETABLE = frozenset(
    {"start", "starts", "begin", "begins", "open", "opens", "close", "closes", "arrive", "arrives", "resume", "resumes"}
    | {"reopen", "reopens"}
)
_CONVENING = frozenset({"call", "announce", "organise", "organize", "convene", "arrange", "fix"})
_STILL_TO_BE = frozenset({"until", "till", "once", "unless"})
_PERFECT = frozenset({"have", "has", "'ve", "’ve"})
_CLIMBING = frozenset({"VERB", "AUX"})


def tense_at(token: Token, first: int | None = None, *, day: bool = False) -> Tense | None:
    """The tense of the clause that governs a date's token; None where its verbs leave it open. `first` is where the date's words begin.

    `day` says that the date is a weekday: "hoped to open by Friday" then looks ahead, for a plan that is over is dated by its month.
    """
    if _is_scheduled(token.doc[token.i if first is None else first], day=day):
        return Tense.FUTURE
    if token.dep_ == "pobj" and token.head.lower_ == "for":
        return Tense.PLANNED  # "invited the clubs for Friday", "promised for January"
    if not day and token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ == "NOUN":
        return None  # "we rely on the report of May": the verb does not date the report
    head = token
    nested = False
    for _ in range(30):
        if head.pos_ in _CLIMBING:
            tense = _of_verb(head, day=day, named=token.dep_ == "poss")
            if tense is Tense.FUTURE and nested and not day:
                return None  # "it is the fourth, after one in May": the verb does not date the earlier ones
            if tense is not None or head.head == head:
                return tense
        elif any(child.lower_ in _UPCOMING for child in head.children if child.dep_ == "amod") or (
            head.lower_ == "due" and (day or not _was(head.head))
        ):
            return Tense.FUTURE
        if head == token.head and token.dep_ in {"compound", "nmod", "poss"} and head.dep_ == "pobj":
            return None  # "to build on the May agreement": the verb does not date the agreement
        if head.head == head:
            return None
        nested = nested or (head != token and head.pos_ in {"NOUN", "PROPN"} and head.dep_ == "pobj")
        head = head.head
    return None


def _is_scheduled(token: Token, *, day: bool) -> bool:
    """ "Classes start in April": the base form of a verb of timetables right before, which the parser often takes for a noun."""
    before = token.doc[max(0, token.i - 2) : token.i]
    if day and any(word.lower_ in {"beginning", "starting"} for word in before):
        return True
    if any(word.tag_ == "VB" and any(child.lower_ == "to" for child in word.children) for word in before):
        return False  # "wanted it to open by May" hangs on its own verb
    return any(word.lower_ in _TIMETABLE for word in before) and (before[-1].pos_ == "ADP" or before[-1].lower_ in _TIMETABLE)


def _of_verb(verb: Token, *, day: bool, named: bool = False) -> Tense | None:
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if helpers & (_PERFECT | {"had"}) and not helpers & {"will", "wo", "'ll", "’ll"}:
        return Tense.FUTURE if helpers & _PERFECT and _is_to_come(verb, day=day) else Tense.PAST
    if day and verb.tag_ == "VBN" and verb.lemma_.lower() in PLANS:
        return Tense.FUTURE
    if helpers & _FUTURE_AUXILIARIES:
        unable = "could" in helpers and any(child.dep_ == "neg" for child in verb.children)
        return Tense.PAST if unable else Tense.FUTURE
    if "to" in helpers:
        return _of_infinitive(verb, day=day) or (Tense.FUTURE if day and verb.head.lemma_.lower() in PLANS else None)
    if verb.tag_ == "VBD":
        return Tense.PAST
    if verb.tag_ == "VB" and not helpers and verb.head == verb:
        return Tense.FUTURE  # an order: "Ask me again in May"
    if verb.tag_ == "VB" and not helpers and any(child.dep_ == "nsubj" for child in verb.children):
        return Tense.FUTURE  # "schools reopen on Monday", taken for a base form
    return _of_participle(verb, helpers) if verb.tag_ in {"VBN", "VBG"} else _of_present(verb, day=day, named=named)


def _is_to_come(verb: Token, *, day: bool) -> bool:
    """ "Until a test has been made at the end of June", and "has called a march for Sunday": the perfect tells of what is still to be."""
    awaited = any(child.dep_ == "mark" and child.lower_ in _STILL_TO_BE for child in verb.children)
    return awaited or (day and verb.lemma_.lower() in PLANS | _CONVENING)


def _was(verb: Token) -> bool:
    return bool(verb.lower_ in {"was", "were"})


def _of_infinitive(verb: Token, *, day: bool) -> Tense | None:
    """ "Plans to open" looks ahead; "had hoped to open" is over; "planned to open" leaves it to the distance."""
    head = verb.head
    if _was(head) and not day:
        return None  # "was to open in May": a plan that is over, or one to come
    if head == verb or head.lemma_ == "be":
        return Tense.FUTURE  # a headline's "to open on Friday", and "they were to meet on Friday"
    if head.lemma_.lower() in PLANS or head.pos_ == "NOUN":
        helpers = {child.lower_ for child in head.children if child.dep_ in {"aux", "auxpass"}}
        helpers |= {child.lower_ for child in head.head.children if child.dep_ in {"aux", "auxpass"}} if head.pos_ == "ADJ" else set()
        if "had" in helpers:
            return Tense.PAST
        past = head.tag_ == "VBD" or helpers & {"was", "were"} or (head.head.tag_ == "VBD" and head.pos_ != "NOUN")
        return None if past else Tense.FUTURE
    return None


def _of_participle(verb: Token, helpers: set[str]) -> Tense | None:
    if helpers & {"was", "were", "been", "being", "got"} or (verb.dep_ == "acomp" and _was(verb.head)):
        return Tense.PAST
    if verb.tag_ == "VBN" and verb.lemma_.lower() in PLANS and not helpers & {"is", "are"}:
        return Tense.PLANNED
    if verb.lemma_.lower() in PLANS or (verb.tag_ == "VBG" and helpers & {"is", "are", "am", "'s", "’s", "'re", "’re"}):
        return Tense.FUTURE
    if verb.tag_ == "VBN":
        return Tense.FUTURE if helpers & {"is", "are"} else None if helpers else Tense.PAST
    return None


def _of_present(verb: Token, *, day: bool, named: bool) -> Tense | None:
    if verb.tag_ not in {"VBZ", "VBP"}:
        return None
    if verb.lemma_ == "be" and named and not any(child.lemma_.lower() in PLANS for child in verb.children):
        return Tense.PAST  # "Tuesday's walkout is a story of rosters"
    if verb.lemma_.lower() in REPORTING:
        return Tense.PAST
    if verb.lemma_ == "be" and not day and not any(child.lemma_.lower() in PLANS for child in verb.children):
        return None  # "it is the fourth, after one in May"
    return Tense.FUTURE
