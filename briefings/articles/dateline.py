"""The dateline that opens a lede: where, and by which agency, the report was written ("LONDON, March 3 (Agency) - ")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefings.articles.line import words
from briefings.articles.stamps import DAY

_UPPER = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]*[A-ZÀ-ÖØ-Þ.](?:[ \-][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]*){0,4}"
_CAPPED = r"[A-ZÀ-ÖØ-Þ][\w.'’\-]*(?: (?:of |and |the |de |du |la |al-|el-)?[A-ZÀ-ÖØ-Þ][\w.'’\-]*){0,4}"
_BRACKETED = r"\((?P<agency>[A-Z][^()]{1,60})\)"
_AGENCY = rf"{_BRACKETED}|/\s?(?P<wire>[A-Z][\w\- ]{{1,40}})\s?/"
_DASH = r"\s*(?:—|–|--|-(?=\s)|―)\s*"

# CITY: the form of South and South-East Asian papers; CITY | that of some magazines.
_COLON = re.compile(rf"(?P<place>{_UPPER}(?:, {_CAPPED})?)(?:, (?P<day>{DAY}))?(?: {_BRACKETED})?\s?[:|]\s+(?=[A-Z“\"'‘])")
_FORMS = (
    # CITY, Country, March 3, 2025 (Agency) — the classic wire form; the city in capitals is enough to know it.
    re.compile(rf"(?P<place>{_UPPER}(?:/{_UPPER})?(?:, {_CAPPED}){{0,2}}?)(?:,? (?P<day>{DAY}))?(?: (?:{_AGENCY}))?{_DASH}(?=\S)"),
    # City, March 3 (Agency) — in ordinary case only with a date or an agency beside it.
    re.compile(rf"(?P<place>{_CAPPED}(?:, {_CAPPED}){{0,2}}?),? (?P<day>{DAY})(?: (?:{_AGENCY}))?{_DASH}(?=\S)"),
    re.compile(rf"(?P<place>{_CAPPED}(?:, {_CAPPED}){{0,2}}?)(?:, (?P<day>{DAY}))? (?:{_AGENCY}){_DASH}(?=\S)"),
    _COLON,
    # (Agency) - without a place.
    re.compile(rf"(?P<place>){_BRACKETED}{_DASH}(?=[A-Z“\"'‘])"),
)
# Words in capitals before a colon or a dash that label a line instead of naming a city.
_LABELS = re.compile(
    r"(?:UPDATE|BREAKING|WATCH|READ|EXCLUSIVE|ANALYSIS|OPINION|COMMENT|EXPLAINER|LIVE|VIDEO|PHOTOS?|PICTURES?|IMAGE|GALLERY|NEWS|NOTE"
    r"|CORRECTION|FOCUS|FACTBOX|TIMELINE|PROFILE|REVIEW|INTERVIEW|MORE|RELATED|ALSO|SEE|LISTEN|DATE|TIME|WHEN|WHERE|WHO|WHAT|WHY|HOW|Q|A|FAQ|PS|NB|RESULTS?"
    r"|SCORE)\b"
)

_LEDE_WORDS = 8
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Dateline:
    """The prefix of a lede: `end` is where the sentence begins; `place` is as printed, `day` and `agency` only where printed;
    `colon` marks the form without a dash, which speakers in a transcript share.
    """

    end: int
    place: str
    day: str | None
    agency: str | None
    colon: bool


def find_dateline(text: str) -> Dateline | None:
    """The dateline that opens the paragraph `text`, or None."""
    opening = text[:_LONGEST]
    for form in _FORMS:
        found = form.match(opening)
        if found and not _LABELS.match(found["place"]) and words(text) >= _LEDE_WORDS:
            groups = found.groupdict()
            agency = groups.get("agency") or groups.get("wire")
            dated = agency if agency and re.match(DAY, agency) else None
            return Dateline(found.end(), found["place"], groups.get("day") or dated, None if dated else agency, form is _COLON)
    return None
