"""Why: the causes that an article states, tied to the effect that they explain ("delayed when talks stalled", "planned for May, but …").

Reasons for the same effect can be set beside one another across sources. The effects named here are those of which news gives one cause:
why something was late, called off, shut or came about; every other reason keeps the words of its own effect.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from briefings.facts.pipeline import Parsed
from briefings.model import Sentence

_TALKS = r"(?:talks|negotiations|discussions|meeting|summit|deal|merger|coalition)"
_EFFECTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "delay",
        re.compile(
            r"\b(?:delay(?:ed|s|ing)?|postpon\w+|deferred|push(?:ed|ing)? back|put (?:back|off)|slipp?(?:ed|s)"
            r"|slipping|held (?:up|back)|behind schedule|overdue"
            r"|missed (?:the|its|that|a) (?:deadline|date|target)|(?:ran|running|run) late|late opening"
            r"|opened late|took (?:so|too) long)\b",
            re.I,
        ),
    ),
    ("cancellation", re.compile(r"\b(?:cancel+(?:ed|ing|ation)?|call(?:ed|ing)? off|scrapped|abandon(?:ed|ing)|axed)\b", re.I)),
    (
        "closure",
        re.compile(
            r"\b(?:clos(?:e[sd]?|ing|ure)(?! (?:to|by|aid|all)\b)|shut(?: down| it down)?|suspend(?:ed|ing)|halted|grounded)\b", re.I
        ),
    ),
    (
        "breakdown",
        re.compile(
            rf"\b{_TALKS} (?:\w+ly )?(?:(?:had |have |has )?(?:collapsed|failed|broke(?:n)? down|fell apart|fallen apart)|ended without)\b"
            rf"|\b(?:walk(?:ed|ing)? out of|broke off|break off|abandoned) (?:the |its |their )?{_TALKS}\b"
            rf"|\b(?:collapse|breakdown|failure) of (?:the )?{_TALKS}\b",
            re.I,
        ),
    ),
    (
        "failure",
        re.compile(
            r"\b(?:gave way|giving way|fail(?:ed|ure)|collaps\w+|burst|broke (?:through|down|apart)|crash\w*"
            r"|derail\w*|explo(?:ded|sion)|caught fire|sank|sinking"
            r"|capsiz\w+|blaze|fire|outage|accident|breach)\b",
            re.I,
        ),
    ),
    (
        "departure",
        re.compile(
            r"\b(?:resign(?:ed|s|ing|ation)?|(?:has|have) left (?:the|its)\b(?! (?:track|road|runway|rails"
            r"|building|country|home))|left (?:his|her|their) (?:post|job|role)|step(?:ped|ping)? down|sacked"
            r"|dismissed|stood down|quit)\b",
            re.I,
        ),
    ),
)
FORMER_PLAN = re.compile(
    r"\b(?:originally|initially|first) (?:planned|scheduled|meant|due|set|intended|expected|hoped|slated|announced|promised)\b"
    r"|\b(?:had|was|were)(?: \w+ly)?(?: been)?(?: \w+ly)? (?:planned|promised|meant|hoped|scheduled"
    r"|supposed|expected|intended|aimed|slated|due|set|billed|pledged|wanted)\b"
    r"|\b(?:was|were) to have\b|\bshould have\b|\bwould have (?:opened|begun|started)\b|\bmissed (?:the"
    r"|its|a|an) .{0,20}(?:deadline|target|date)\b",
    re.I,
)
_STRONG = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|as a result of|caused by|triggered by|on account of"
    r"|(?:sparked|started|ignited|lit|set off|brought down|brought on) by"
    r"|thanks to|blamed on|attributed to|put down to)\s+",
    re.I,
)
_BLAMES = re.compile(
    r"\b(?:blam(?:ed|es|ing)\s+(?!it\b|them\b|him\b|her\b)|(?:real |main |true |likely |probable "
    r"|stated )?(?:reason|cause)(?: for [^,.;]{3,40})? (?:was|is|were)(?: that)?\s+)",
    re.I,
)
_BLAMED_ON = re.compile(r"\bblam(?:ed|es|ing) (?P<effect>(?:the|its|their|his|her) [^,.;]{3,40}?) on\s+", re.I)
_DID = (
    r"(?:did for|stopped|halted|killed|sank|ended|brought down|brought about|caused|led to|lay behind|delayed|triggered|broke|ruined"
    r"|wrecked|undid|doomed|forced|set off|started)"
)
_CLEFT = re.compile(rf"\bwhat (?P<effect>(?:really |finally |actually )?{_DID}\b[^.;]*?)\s+(?:was|is|were)\s+(?!not\b)", re.I)
_IT_WAS = re.compile(
    rf"\bit (?:was|is) (?P<cause>(?!not\b|only\b)[^.;]{{8,90}}?),? (?:that|which) (?:had )?(?P<effect>(?:made|{_DID})\b)", re.I
)
_TO_BLAME = re.compile(r"\b(?:is|was|were|are) (?:largely |partly |chiefly )?to blame\b", re.I)
_HOWEVER = re.compile(r"^[^,;]{3,40}, however,\s+", re.I)
_WAS_CAUSE = re.compile(
    r"\b(?:was|is|were|as) (?:the|a|an) (?:\w+ )?(?:likely |probable |main |real |root )?cause\b"
    r"|\b(?:had |has |have |may have |might have )?caused (?:the|this|that|it\b)(?= )",
    re.I,
)
_WEAK = re.compile(r"\b(?:after|when|following|amid|over|as|citing)\s+", re.I)
_BUT = re.compile(r"[,;]\s+but\s+|\.\s+(?:But|However,|Instead,)\s+", re.I)
_NOT_DONE = re.compile(
    r"^(?:But |However, )?(?:it|that|this|they|he|she) (?:did not|didn['’]t|never|failed)\b|^(?:but|that) (?:date|deadline|target|plan)",
    re.I,
)
_TIME = re.compile(r"[\d$£€]|(?:more|the|a) (?:than|year|month|week|day|period)")
_WEAKLY = frozenset(["delay", "cancellation", "closure", "departure"])  # effects whose cause may follow "after" and "when"
_TAIL = re.compile(
    r",?\s+(?:according to|said [A-Z]|(?:he|she|they|[A-Z][\w.-]+(?: [A-Z][\w.-]+)*) (?:said|says|added|told))\b.*$"
    r"|,\s+(?:[\w'’-]+ ){1,8}(?:said|told)\b.*$",
    re.S,
)
LONGEST_SUBJECT = 15  # words


@dataclass(frozen=True, slots=True)
class Reason:
    """One stated cause: `text[start:end]`, and what it explains: a named effect, or empty with the words of the effect in `explained`.

    `leads` marks a cause of what the article is about: the effect that its title or lede names.
    """

    sentence: Sentence
    start: int
    end: int
    effect: str
    explained: str
    also: Sentence | None = None
    leads: bool = False


def find_reasons(parsed: Parsed) -> tuple[Reason, ...]:
    """The causes stated in the running text, in order, at most one a sentence."""
    running = list(parsed.running())
    opening = " ".join([parsed.article.title, *(parsed.text_of(sentence) for sentence in running[:2])])
    lead, leads = _effect(opening), {name for name, pattern in _EFFECTS if pattern.search(opening)}
    before = [None, *running]
    found = (_of(parsed, sentence, previous, lead) for sentence, previous in zip(running, before, strict=False))
    return tuple(replace(reason, leads=reason.effect in leads) for reason in found if reason is not None)


def _of(parsed: Parsed, sentence: Sentence, before: Sentence | None, lead: str) -> Reason | None:
    text = parsed.text_of(sentence)
    previous = parsed.text_of(before) if before is not None else ""
    if before is not None and _NOT_DONE.match(text) and FORMER_PLAN.search(previous):
        cause = _cause(parsed, sentence, 0)
        return _reason(sentence, text, cause, "delay", previous, before) if cause is not None else None
    plan = FORMER_PLAN.search(text)
    if plan and (but := _BUT.search(text, plan.end())):
        start = _cause(parsed, sentence, but.end())
        return _reason(sentence, text, but.end() if start is None else start, "delay", text[: but.start()])
    if before is not None and _HOWEVER.match(text) and FORMER_PLAN.search(previous) and _effect(text) in {"", "delay"}:
        return _reason(sentence, text, 0, "delay", previous, before)
    return _pointed(parsed, sentence, previous, lead) or _named(parsed, sentence, previous, lead) or _stated(parsed, sentence)


def _pointed(parsed: Parsed, sentence: Sentence, previous: str, lead: str) -> Reason | None:
    """ "What stopped it was X", "it was X that stopped it", "she blamed the delay on X": the effect stands beside its cause."""
    text = parsed.text_of(sentence)
    if it_was := _IT_WAS.search(text):
        if parsed.in_quotation(sentence.start + it_was.start("cause")):
            return None
        effect = _effect(text[it_was.start("effect") :]) or _effect(previous) or lead
        start, end = (sentence.start + at for at in it_was.span("cause"))
        return Reason(sentence, start, end, effect, f"{previous} {text[it_was.start('effect') :]}")
    pointed = _BLAMED_ON.search(text) or _CLEFT.search(text)
    if pointed is None or parsed.in_quotation(sentence.start + pointed.end()):
        return None
    effect = _effect(pointed["effect"]) or _effect(previous) or lead
    return _reason(sentence, text, pointed.end(), effect, f"{previous} {pointed['effect']}")


def _named(parsed: Parsed, sentence: Sentence, previous: str, lead: str) -> Reason | None:
    """ "X was the likely cause", "the reason was that X", "they blamed X": of what the sentence, the one before or the lead tells."""
    text = parsed.text_of(sentence)
    if was := _WAS_CAUSE.search(text) or _TO_BLAME.search(text):
        return _before(parsed, sentence, was.start(), _effect(text[was.end() :]) or _effect(previous) or lead or "failure", previous)
    blames = _BLAMES.search(text)
    if blames is None or parsed.in_quotation(sentence.start + blames.end()):
        return None
    effect = _effect(text[: blames.start()]) or _effect(previous) or lead
    return _reason(sentence, text, blames.end(), effect, f"{previous} {text[: blames.start()]}")


def _before(parsed: Parsed, sentence: Sentence, at: int, effect: str, explained: str) -> Reason | None:
    """The cause that is named right before these words: the subject, or else the nearest noun phrase."""
    verb = parsed.span(sentence.start + at, sentence.start + at + 1)[0]
    verb = verb.head if verb.dep_ in {"aux", "auxpass"} else verb
    subject = next((child for child in verb.children if child.dep_ == "nsubj" and child.pos_ in {"NOUN", "PROPN"}), None)
    if subject is not None and not parsed.in_quotation(subject.idx) and subject.right_edge.i - subject.left_edge.i < LONGEST_SUBJECT:
        return Reason(sentence, subject.left_edge.idx, subject.right_edge.idx + len(subject.right_edge), effect, explained)
    chunks = [chunk for chunk in parsed.span_of(sentence).noun_chunks if chunk.end_char <= sentence.start + at]
    if not chunks or parsed.in_quotation(chunks[-1].start_char) or chunks[-1].root.pos_ == "PRON":
        return None
    return Reason(sentence, chunks[-1].start_char, chunks[-1].end_char, effect, explained)


def _stated(parsed: Parsed, sentence: Sentence) -> Reason | None:
    """ "… because X", "delayed when X": of what the same sentence tells."""
    text = parsed.text_of(sentence)
    start = _cause(parsed, sentence, 0)
    if start is None or parsed.in_quotation(sentence.start + start):
        return None
    marker = _marker_start(text, start)
    effect = _effect(text[:marker]) or (_effect(text[start:]) if marker < 4 else "")
    if _STRONG.search(text) is None and not effect:
        return None
    return _reason(sentence, text, start, effect, text[:marker] if marker >= 4 else text[start:])


def _cause(parsed: Parsed, sentence: Sentence, at: int) -> int | None:
    """Where the cause begins in a sentence: behind the first strong marker, else behind a weak one that follows a named effect."""
    text = parsed.text_of(sentence)
    for strong in _STRONG.finditer(text, at):
        if parsed.span(sentence.start + strong.end(), sentence.start + strong.end() + 1)[0].tag_ != "VB":  # not "due to open"
            return strong.end()
    for weak in _WEAK.finditer(text, at):
        effect = _effect(text[max(at, weak.start() - 60) : weak.start()])
        if (effect in _WEAKLY or (effect == "breakdown" and weak[0].strip().lower() == "over")) and not _TIME.match(text, weak.end()):
            return weak.end()
    return None


def _marker_start(text: str, cause: int) -> int:
    marker = next((match for match in [*_STRONG.finditer(text), *_WEAK.finditer(text)] if match.end() == cause), None)
    return marker.start() if marker else cause


def _effect(text: str) -> str:
    """The effect named last in a text; of two names for the same words the more special one, which is listed first."""
    found = [(match.end(), -at, name) for at, (name, pattern) in enumerate(_EFFECTS) for match in pattern.finditer(text)]
    return max(found)[2] if found else ""


def _reason(sentence: Sentence, text: str, start: int, effect: str, explained: str, also: Sentence | None = None) -> Reason | None:
    end = len(text.rstrip(' .”"'))
    if tail := _TAIL.search(text, start):
        end = tail.start()
    return Reason(sentence, sentence.start + start, sentence.start + end, effect, explained, also) if end - start > 2 else None
