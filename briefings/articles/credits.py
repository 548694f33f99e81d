"""Who wrote an article and where its outlet took it from: bylines, staff credits, syndication and copyright lines."""

from __future__ import annotations

import re

from briefings.articles.line import squeeze, words
from briefings.articles.stamps import DAY, only_time

_PART = r"(?:[A-ZÀ-ÖØ-Þ][\w.'’\-]*|de|van|von|der|bin|al|el|di|la)"
_PERSON = rf"{_PART}(?:\s{_PART}){{1,4}}"
_BY = re.compile(
    r"(?i:written by|words(?: by)?:?|(?:story|analysis|report|text) by|by|(?:author|reporter|text|report):|from(?=\sour\b))\s+"
)
_BYLINE = re.compile(rf"{_BY.pattern}(?:our\s|[A-ZÀ-ÖØ-Þ])[^.!?]{{0,120}}(?:\.[^.!?]{{1,60}}){{0,3}}")
_NO_NAME = re.compile(r"(?i:by)\s+(?:\d|(?i:mid|early|late|mon|tues|wednes|thurs|fri|satur|sun)\w*day\b|the\s)")
_DATED = re.compile(rf"^{DAY}[^A-Za-z]{{0,12}}(?=by\s)", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|columnist|contributor|bureau chief|journalist|news desk|staff writers?|news service)\b"
    r"|\bin [A-Z]",
    re.IGNORECASE,
)
_BARE_BYLINE = re.compile(rf"{_PERSON}(?:\s?(?:,|\||–|—|-|and|&|/|in)\s?[^.!?]{{0,60}})?")
_NAME_AND_POST = re.compile(rf"{_PART}\s{_PART}\s(?:[\w&'-]+\s){{0,3}}(?:[Rr]eporter|[Cc]orrespondent|[Ee]ditor|[Ww]riter|[Cc]olumnist)")
_REPORTING = re.compile(
    r"[(\[]?\s?(?:(?:with )?(?:additional |further )?(?:reporting|writing)|compiled|edited|written|reported|translat\w+|editing)"
    r"\s(?:and \w+ )?(?:by|from):?\s[A-Z].*|[^.]{3,160}\bcontributed (?:to this (?:report|story|article)|reporting)\b.{0,40}"
    r"|(?:editors?|sub-?editor|translator|photographer|producer)\s?:\s?[A-Z].{1,60}",
    re.IGNORECASE,
)
_LONGEST_BYLINE = 20
_LONGEST_SIGNATURE = 60


def byline(text: str) -> str | None:
    """The names of a byline line without its "By", or None where the line is none."""
    text = _DATED.sub("", text)
    if words(text) > _LONGEST_BYLINE or text[:1] in "\"“‘'" or not _BYLINE.fullmatch(text) or _NO_NAME.match(text) or only_time(text):
        return None
    return _BY.sub("", text, count=1).strip(" |,")


def role(text: str) -> bool:
    """Whether the line is a reporter's post, as it stands below the name: "Transport correspondent, North West"."""
    return words(text) <= 7 and bool(_ROLE.search(text))


def bare_byline(text: str) -> str | None:
    """A byline that is only a name with a role or a place ("Jane Doe, Health Reporter", "Jane Doe in Lagos"), or None."""
    named = _BARE_BYLINE.fullmatch(text) and _ROLE.search(text)
    return text if words(text) <= 14 and (named or _NAME_AND_POST.fullmatch(text)) else None


def reporting_credit(text: str) -> bool:
    """Whether the line credits agency staff: "(Reporting by A; Editing by B)"."""
    listed = text[:1] in "([" or ";" in text or words(text) <= 12 or "contributed" in text
    return listed and words(text) <= 60 and bool(_REPORTING.fullmatch(text)) and not re.search(r"\b(?:said|says|told)\b", text)


_PIECE = r"(?:this|the) (?:article|story|piece|report|post|text|feature|column)"
_PRINTED = r"(?:appeared|published|ran|posted|printed)"
_FROM = r"(?P<from>.{2,60}?)"
_SYNDICATION = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_PIECE}\s.{{0,40}}?\b{_PRINTED}\s.{{0,30}}?\b(?:in|on|by|at)\s+{_FROM}(?:\s(?:on|under|and|with)\s.*|\s\d.*)?[.!]?",
        rf"(?:originally|first) {_PRINTED}\s.{{0,20}}?(?:in|on|by|at)\s+{_FROM}[.!]?",
        rf"{_PIECE} (?:is|was) (?:republished|reprinted|reproduced|syndicated)\s.{{0,40}}?\bfrom\s+{_FROM}(?:\sunder\s.*)?[.!]?",
        r"(?:sources?|via|agency|agencies|from)\s?:\s?(?P<from>[A-Z].{1,60}?)[.]?",
        r"\(?(?:with )?(?:additional )?inputs? from (?:the )?(?P<from>.{2,60}?)[.]?\)?",
    )
)
# One word or capitals: "– Jane Doe" below a quotation is who said it, no agency.
_SIGN = r"(?:[—–-]{1,2}\s?(?P<dashed>[A-Z][A-Za-z]+|[A-Z]{2,}[A-Z/&, ]*[A-Z])|\((?P<bracketed>[A-Z]{2,}[\w./&'’ ,]{0,30})\))"
_SIGNED = re.compile(rf"{_SIGN}|--\s?(?P<signed>[A-Z][\w./&'’]*(?: [A-Z][\w./&'’]*){{0,3}})")
_SIGNED_TAIL = re.compile(rf"(?:(?<=[.!?])|(?<=[.!?][\"”’]))\s*(?P<sign>{_SIGN}|[-(/]*(?:Enditem|ENDS?|Ends)[-)/]*)$")


_OWN_PAGES = re.compile(r"\b(?:print|edition|section|issue|page)\b", re.IGNORECASE)


def syndicated_from(text: str) -> str | None:
    """The paper or agency that a credit line names as the text's origin ("Source: …", "– AGENCY"), or None; copyright does not count."""
    if words(text) > 30:
        return None
    for pattern in _SYNDICATION:
        if (found := pattern.fullmatch(text)) and not _OWN_PAGES.search(found["from"]):
            return squeeze(found["from"]).strip(" .()")
    found = _SIGNED.fullmatch(text) if words(text) <= 5 else None
    return (found["dashed"] or found["bracketed"] or found["signed"]) if found else None


def signed_by(paragraph: str) -> tuple[int, str | None] | None:
    """Where the agency's signature or end mark starts that closes a paragraph ("… he said. – AGENCY"), and the agency; None without one."""
    start = max(len(paragraph) - _LONGEST_SIGNATURE, 0)
    found = _SIGNED_TAIL.search(paragraph, start)
    if not found or words(found["sign"]) > 5:
        return None
    return found.start("sign"), found["dashed"] or found["bracketed"]


_RIGHTS = re.compile(r"(?P<name>.{0,60}?)\s?(?:©|\(c\)|copyright)", re.IGNORECASE)


def copyright_author(text: str) -> str | None:
    """The person named before a copyright mark ("Jane Doe © 2025 The Paper"), or None."""
    found = _RIGHTS.match(text)
    name = found["name"].strip(" ,|") if found else ""
    return name if name and re.fullmatch(_PERSON, name) else None
