"""The furniture of a news article that carries facts about it: dateline, byline, caption, credit, time stamp, where the text came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from briefings.articles.line import ends_sentence, squeeze, words

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_DAY = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH})(?:,?\s+\d{{4}})?"
_UPPER = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]*[A-ZÀ-ÖØ-Þ.](?:[ \-][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]*){0,4}"
_CAPPED = r"[A-ZÀ-ÖØ-Þ][\w.'’\-]*(?: (?:of |and |the |de |du |la |al-|el-)?[A-ZÀ-ÖØ-Þ][\w.'’\-]*){0,4}"
_AGENCY = r"\((?P<agency>[A-Z][^()]{1,60})\)|/\s?(?P<wire>[A-Z][\w\- ]{1,40})\s?/"
_DASH = r"\s*(?:—|–|--|-(?=\s)|―)\s*"

_DATELINES = (
    # CITY, Country, March 3, 2025 (Agency) — the classic wire form; the city in capitals is enough to know it.
    re.compile(rf"(?P<place>{_UPPER}(?:/{_UPPER})?(?:, {_CAPPED}){{0,2}}?)(?:,? (?P<day>{_DAY}))?(?: (?:{_AGENCY}))?{_DASH}(?=\S)"),
    # City, March 3 (Agency) — in ordinary case only with a date or an agency beside it.
    re.compile(rf"(?P<place>{_CAPPED}(?:, {_CAPPED}){{0,2}}?),? (?P<day>{_DAY})(?: (?:{_AGENCY}))?{_DASH}(?=\S)"),
    re.compile(rf"(?P<place>{_CAPPED}(?:, {_CAPPED}){{0,2}}?)(?:, (?P<day>{_DAY}))? (?:{_AGENCY}){_DASH}(?=\S)"),
    # CITY: the form of South and South-East Asian papers, CITY | that of some magazines.
    re.compile(
        rf"(?P<place>{_UPPER}(?:, {_CAPPED})?)(?:, (?P<day>{_DAY}))?(?: \((?P<agency>[A-Z][^()]{{1,60}})\))?\s?[:|]\s+(?=[A-Z“\"'‘])"
    ),
    # (Agency) - without a place.
    re.compile(rf"(?P<place>)\((?P<agency>[A-Z][^()]{{1,60}})\){_DASH}(?=[A-Z“\"'‘])"),
)
# Words in capitals before a colon or a dash that label a line instead of naming a city.
_LABELS = re.compile(
    r"(?:UPDATE|BREAKING|WATCH|READ|EXCLUSIVE|ANALYSIS|OPINION|COMMENT|EXPLAINER|LIVE|VIDEO|PHOTOS?|PICTURES?|IMAGE|GALLERY|NEWS|NOTE|CORRECTION|"
    r"FACTBOX|TIMELINE|PROFILE|REVIEW|INTERVIEW|MORE|RELATED|ALSO|SEE|LISTEN|DATE|TIME|WHEN|WHERE|WHO|WHAT|WHY|HOW|Q|A|FAQ|PS|NB|RESULTS?|SCORE)\b"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The prefix of a lede: `end` is where the prefix stops and the sentence begins; `place` is as printed, `agency` may be empty."""

    end: int
    place: str
    day: str | None
    agency: str | None


def find_dateline(text: str) -> Dateline | None:
    """The dateline that opens the paragraph `text`, or None."""
    for pattern in _DATELINES:
        if (found := pattern.match(text)) and not _LABELS.match(found["place"] or "-"):
            groups = found.groupdict()
            agency = groups.get("agency") or groups.get("wire")
            if agency and re.match(_DAY, agency):
                agency = None
            return Dateline(found.end(), found["place"], groups.get("day"), agency)
    return None


# ---------------------------------------------------------------- captions and credits

_CREDIT_WORD = r"(?:photo(?:graph|grapher|s|graphy)?|pictures?|pic|images?|credit|illustration|graphic|file|video|source)"
_OF = r"(?:\s?[:|/]\s?|\s+(?:by|credit|courtesy of|courtesy)\s?:?\s+)"
_NAME = r"[A-Z][\w.'’\-]*(?:\s(?:and|of|for|via|/)?\s?[A-Z@][\w.'’\-]*){0,6}"
_CREDIT_TAIL = re.compile(
    rf"""(?:
        (?:^|[\s(\[|—–-])(?i:{_CREDIT_WORD}){_OF}[^.]{{2,80}}[.)\]]*          # PHOTO: AGENCY · Picture by A. Name · (Photo: X)
      | [\[(](?:{_NAME})\s?(?:/|,|\|)\s?(?:{_NAME})(?:\s(?i:via)\s{_NAME})?[\])]   # [Name/Agency] · (Name, Agency)
      | [\[(]\s?(?:(?i:file|handout|courtesy)[^\])]{{0,60}}|(?:©|(?i:copyright\b))[^\])]{{0,80}})[\])]      # (File photo) · (© Agency)
      | (?:\s|^)(?:©|(?i:via)\s)\s?[A-Z][^.]{{1,60}}                            # … © Agency
      | [.?!”"’)]\s(?:{_NAME})\s?/\s?(?:{_NAME})                              # …. Name Surname/Agency
      | \s(?i:getty\ images|handout|file\ photo(?:graph)?|file\ pic(?:ture)?)
    )\.?$""",
    re.VERBOSE,
)
_CAPTION_HEAD = re.compile(
    r"(?:(?:file )?(?:photos?|pictures?|pic|images?|caption|photo caption|photograph|illustration)(?: \d+)?\s?[:|–—-]\s?|file(?: photo)?\s?[-–—:]\s|"
    r"(?:above|below|left|right|top|pictured|in this (?:file |undated |handout )?(?:photo|image|picture)\b)[^.]{0,40}[:,]\s)",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\((?:(?:top |bottom |far |front |back )?(?:left|right|centre|center)|(?:top|bottom|above|below)|pictured|from left|l-r|l|r|c)\)",
    re.IGNORECASE,
)
_CREDIT_ONLY = re.compile(rf"[(\[]?(?:{_CREDIT_WORD}s?|photos?)(?:\s?[:|/]\s?|\s(?:by|credit:?|courtesy of)\s).{{2,80}}", re.IGNORECASE)


def is_caption(text: str) -> bool:
    """Whether the line reads as the caption of a picture: it names a photographer, an agency, or points into a picture."""
    if words(text) > 80 or text[:1] in '"“':
        return False
    if _CAPTION_HEAD.match(text) or _CREDIT_TAIL.search(text):
        return True
    return bool(_POINTING.search(text)) and words(text) <= 40


def is_credit(text: str) -> bool:
    """Whether the line is nothing but a picture's credit: "Photo: A. Name / Agency"."""
    return words(text) <= 8 and bool(_CREDIT_ONLY.fullmatch(text)) and not ends_sentence(text.rstrip(")]."))


# ---------------------------------------------------------------- bylines and time stamps

_PERSON = r"(?:[A-ZÀ-ÖØ-Þ][\w.'’\-]*|de|van|von|der|bin|al|el|di|la)(?:\s(?:[A-ZÀ-ÖØ-Þ][\w.'’\-]*|de|van|von|der|bin|al|el|di|la)){1,4}"
_BYLINE = re.compile(
    r"(?i:by|written by|words(?: by)?:?|story by|author:|reporter:)\s+(?:our\s|[A-ZÀ-ÖØ-Þ])[^.!?]{2,120}(?:\.[^.!?]{1,60}){0,3}"
)
_NO_NAME = re.compile(r"(?i:by)\s+(?:\d|(?i:mid|early|late|mon|tues|wednes|thurs|fri|satur|sun)\w*day\b|the\s)")
_BY = re.compile(r"(?i:written by|words(?: by)?:?|story by|by|author:|reporter:)\s+")
_ROLE = r"(?:reporter|correspondent|editor|writer|columnist|contributor|staff|bureau chief|chief|journalist|desk|agenc(?:y|ies)|news service|in [A-Z])"
_BARE_BYLINE = re.compile(rf"{_PERSON}(?:\s?(?:,|\||–|—|-|and|&|/)\s?[^.!?]{{0,60}})?")
_REPORTING = re.compile(
    r"[(\[]?\s?(?:additional |further )?(?:reporting|writing|editing|compiled|edited|written|report|translat\w+|with reporting)\s(?:and \w+ )?(?:by|from|in)\b.*",
    re.IGNORECASE,
)


def byline(text: str) -> str | None:
    """The names of a byline line without its "By", or None where the line is none."""
    if words(text) > 20 or text[:1] in "\"“‘'":
        return None
    if _BYLINE.fullmatch(text) and not _NO_NAME.match(text) and not _mostly_time(text):
        return _BY.sub("", text, count=1).strip(" |,")
    return None


def bare_byline(text: str) -> str | None:
    """A byline that is only a name with a role or an outlet ("Jane Doe, Health Reporter"), or None."""
    if words(text) <= 14 and _BARE_BYLINE.fullmatch(text) and re.search(rf"\b{_ROLE}", text, re.IGNORECASE):
        return text
    return None


def reporting_credit(text: str) -> bool:
    """Whether the line credits agency staff: "(Reporting by A; Editing by B)"."""
    return words(text) <= 60 and bool(_REPORTING.fullmatch(text))


_TIME_WORD = re.compile(
    rf"(?:{_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)|\d{{1,4}}(?:st|nd|rd|th)?|\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?\s?(?:[ap]\.?m\.?)?|[ap]\.?m\.?|"
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?:t[\d:]+z?)?|gmt|utc|[ecmp][sd]?t|bst|ist|kst|sgt|cet|cest|hrs?|hours?|min(?:ute)?s?|seconds?|days?|weeks?|months?|ago|today|yesterday|at|on|the|of|and|"
    r"published|posted|updated|update|modified|last|first|created|date|time|read|reading|issued|release[ds]?|edited|on:|from)",
    re.IGNORECASE,
)


def is_timestamp(text: str) -> bool:
    """Whether the line says nothing but when it was published or how long it takes to read."""
    return (
        words(text) <= 20
        and any(c.isdigit() for c in text)
        and not ends_sentence(text.replace("a.m.", "am").replace("p.m.", "pm"))
        and _mostly_time(text)
    )


def _mostly_time(text: str) -> bool:
    return all(_TIME_WORD.fullmatch(token) for token in re.split(r"[\s,;:|•·()\-–—]+", text) if token)


_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{_MONTH}),?\s+(?P<y>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<month>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})", re.IGNORECASE),
)


def full_date(text: str) -> date | None:
    """The first date with day, month and year that is written out unmistakably in the text (never 3/4/2025), or None."""
    for pattern in _DATES:
        if found := pattern.search(text):
            groups = found.groupdict()
            month = int(groups["m"]) if groups.get("m") else _month(groups["month"])
            try:
                return date(int(found["y"]), month, int(found["d"]))
            except ValueError:
                continue
    return None


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name[:3].lower()))


# ---------------------------------------------------------------- where the text came from

_SYNDICATION = (
    re.compile(
        r"(?:this|the) (?:article|story|piece|report|post|text|feature|column)\s.{0,40}?\b(?:appeared|published|ran|posted|printed)\s.{0,30}?\b(?:in|on|by|at)\s+(?P<from>.{2,60}?)(?:\s(?:on|under|and|with)\s.*|\s\d.*)?[.!]?",
        re.IGNORECASE,
    ),
    re.compile(r"(?:originally|first) (?:published|appeared|posted)\s.{0,20}?(?:in|on|by|at)\s+(?P<from>.{2,60}?)[.!]?", re.IGNORECASE),
    re.compile(
        r"(?:this|the) (?:article|story|report) (?:is|was) (?:republished|reprinted|reproduced|syndicated)\s.{0,40}?\bfrom\s+(?P<from>.{2,60}?)(?:\sunder\s.*)?[.!]?",
        re.IGNORECASE,
    ),
    re.compile(r"(?:sources?|via|agency|agencies|from)\s?:\s?(?P<from>[A-Z].{1,60}?)[.]?", re.IGNORECASE),
    re.compile(r"(?:©|copyright)\s?(?:\d{4}\s)?(?P<from>[A-Z].{1,60}?)[.]?", re.IGNORECASE),
)
_COPYRIGHT = 4


def syndicated_from(text: str) -> str | None:
    """The paper or agency that a credit line says the text came from, or None; copyright lines do not count here."""
    if words(text) > 30:
        return None
    for pattern in _SYNDICATION[:_COPYRIGHT]:
        if found := pattern.fullmatch(text):
            return squeeze(found["from"]).strip(" .()")
    return None


_RIGHTS = re.compile(r"^(?P<name>.{0,60}?)\s?(?:©|\(c\)|copyright)\s?(?:\d{4})?", re.IGNORECASE)


def copyright_author(text: str) -> str | None:
    """The person named before a copyright mark ("Jane Doe © 2025 The Paper"), or None."""
    found = _RIGHTS.match(text)
    name = found["name"].strip(" ,|") if found else ""
    return name if name and re.fullmatch(_PERSON, name) else None
