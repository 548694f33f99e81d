"""The signs by which a line betrays that it speaks to the reader or about the outlet, and not about the story.

Rules look at form: a whole line that is one fixed marker, an order to the reader together with what outlets offer (a newsletter, a channel,
an account), an address, who speaks of "our" and "you" outside quotation marks. A line of reporting that merely mentions such a thing
("residents can download the council's app") stays.
"""

from __future__ import annotations

import re

from briefings.articles.line import ends_sentence, unquoted, words
from briefings.articles.phrases import (
    ABOUT_OUTLET,
    ARROWED,
    DESK,
    MARKERS,
    OPENINGS,
    ORDERS,
    RELATED,
    STRONG_OFFERS,
    WEAK_OFFERS,
)

_SELF = re.compile(r"\b(?:our|us|we|we['’](?:re|ve|ll))\b", re.IGNORECASE)
_YOU = re.compile(r"\b(?:you|your|yours|you['’](?:re|ve|ll|d))\b", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:said|says|told|added|adds|according to|reported|announced|warned|insisted|argued|noted|wrote|stated|claimed|explained|confirmed"
    r"|denied|asked|replied|called|urged|described)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\S+@\S+\.\w{2,}|\bhttps?://\S+|\bwww\.\S+|(?:\+|\b00)\d[\d ()\-]{7,}\d|\b0\d{2,4}[ \-]\d{3,4}[ \-]?\d{3,4}\b|\(\d{3}\)\s?\d{3}-\d{4}"
    r"|\b\d{3}[-.]\d{3}[-.]\d{4}\b"
)
_LABELLED = re.compile(
    r"(?:(?:media|press|investor|news|editorial|for|further|more)?\s?(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|relations|information)"
    r"|e-?mails?|tel(?:ephone)?|phone|mobile|fax|web(?:site)?|twitter|facebook|instagram|linkedin|whatsapp|url|source url|link)"
    r"\s?(?:\([^)]{1,30}\))?\s?[:|]\s?.*",
    re.IGNORECASE,
)
_BIO = re.compile(
    r"(?:[A-Z][\w.'’-]+ ){1,4}(?:is|works as|covers|reports|writes|has (?:covered|reported|written)|joined)\b.{0,100}?"
    r"\b(?:reporter|correspondent|staff writer|senior writer|columnist|contributor|freelance|bureau|newsroom|covers|covering|reports on"
    r"|writes (?:about|for|on))\b"
)
_DISCLOSURE = re.compile(r"The (?:author|writer)s? (?:advise[ds]?|holds?|owns?|(?:is|are|was|were) an?|ha(?:s|ve) (?:no|advised|worked))\b")
_STAMP = re.compile(r"\b\d{4,6}\s?(?:GMT|UTC|EST|EDT|CET|BST)\b|\b\d{1,2}:\d{2}\s?(?:GMT|UTC|EST|EDT|CET|BST)\b")
_CORRECTED = re.compile(r"\b(?:this|the) (?:article|story|report|piece)\b", re.IGNORECASE)
_WRONG = re.compile(r"\b(?:wrong|incorrect(?:ly)?|mistaken(?:ly)?|misstated|said|gave|stated|not|should have)\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b|\b\d{6}\b")
_PARTED = re.compile(r"\s(?:[/|*·•–—-]|//|--)\s")
_SLUG = re.compile(r"[A-Z][A-Z0-9]+(?: [A-Z0-9]+)*(?:[-/][A-Z0-9]+)+(?: \d)?(?: ?[/(\-].{0,80})?")
_LONGEST_OFFER = 60
_SHORT = 14


def marker(text: str) -> str | None:
    """The boilerplate kind of a line that is nothing but a marker ("Advertisement", "Share", "###"), or None."""
    if words(text) > _SHORT:
        return None
    kinds = [_marked(part) for part in (re.split(r"\s[|·•]\s", text) if _marked(text) is None else [text])]
    return kinds[0] if all(kinds) else None


def _marked(text: str) -> str | None:
    return next((kind for kind, pattern in MARKERS.items() if pattern.fullmatch(text)), None)


def opening(text: str) -> str | None:
    """The boilerplate kind that a line's first words give away ("You have 2 free articles …"), or None."""
    if text[:1] in '"“‘':
        return None
    return next((kind for kind, pattern in OPENINGS.items() if pattern.match(text)), None)


def corrects(text: str) -> bool:
    """Whether a correction says of this very article what was wrong in it or what is right: then it is news, not furniture."""
    return opening(text) == "correction" and bool(_CORRECTED.search(text)) and bool(_WRONG.search(text))


def points_elsewhere(text: str) -> bool:
    """Whether the line is a pointer to another article: "Read more: …", "» …"."""
    return bool((RELATED.fullmatch(text) and not text.endswith(".")) or ARROWED.fullmatch(text))


def wire(text: str) -> bool:
    """Whether the line is a slug, a desk note or a transmission line of a news agency."""
    if words(text) > 40 or text[:1] in '"“':
        return False
    return _is_transmission(text) or bool(DESK.search(text)) or bool(_SLUG.fullmatch(text))


def _is_transmission(text: str) -> bool:
    """Whether the line opens with a sender in capitals and carries a time: "ABC 031542 GMT MAR 25 -- …", "ABC NEWS // SPORT // 17:22"."""
    capitals = [word for word in text.split() if word.isupper() and len(word) > 1]
    if len(capitals) < 3 or capitals[0] != text.split()[0]:
        return False
    if not _STAMP.search(text):
        lettered = [word for word in text.split() if any(c.isalpha() for c in word)]
        return bool(_CLOCK.search(text)) and len(_PARTED.findall(text)) >= 2 and len(capitals) * 2 >= len(lettered)
    return text.count("/") >= 2 or bool(re.search(r"\d{4,6}\s?[A-Z]{3}\b", text)) or len(capitals) * 2 >= words(text)


def contact(text: str) -> bool:
    """Whether the line is a label with an address ("Email: desk@…") or nothing but addresses."""
    bare = _ADDRESS.sub("", text)
    if bare == text:
        return words(text) <= 4 and bool(_LABELLED.fullmatch(text))
    return bool(_LABELLED.fullmatch(text)) or words(bare) <= 3


def address(text: str) -> bool:
    """Whether the line holds an e-mail address, a web address or a telephone number."""
    return bool(_ADDRESS.search(text))


def offers(text: str) -> bool:
    """Whether the line, wherever it stands, asks the reader to take up what an outlet offers: nobody else speaks like that."""
    own = unquoted(text)
    if words(text) > _LONGEST_OFFER or _SAYS.search(own):
        return False
    strong = len({found[0].lower() for found in STRONG_OFFERS.finditer(own)})
    ours, yours, order = _speech(own)
    if order:
        return strong >= 1 and (ours or yours or strong >= 2 or words(text) <= _SHORT)
    return strong >= 2 and (yours or ours)


def invites(text: str) -> bool:
    """A weaker sign, for lines at the end: an order or a "you" with any offer, an address or an exclamation, nobody quoted as saying it."""
    own = unquoted(text)
    if words(text) > _LONGEST_OFFER or _SAYS.search(own):
        return False
    ours, yours, order = _speech(own)
    offer = bool(STRONG_OFFERS.search(own) or WEAK_OFFERS.search(own))
    shouts = text.endswith("!")
    return (order and (offer or ours or yours or shouts or address(text))) or ((ours or yours) and (offer or shouts))


def speaks_to_reader(text: str) -> bool:
    """The weakest sign, for lines after the story's end: an order, a "you", a "we" or an exclamation outside quotes."""
    own = unquoted(text)
    return not _SAYS.search(own) and (any(_speech(own)) or text.endswith("!"))


def _speech(own: str) -> tuple[bool, bool, bool]:
    """Whether the writer's own words say "our" or "we", "you" or "your", and give an order."""
    return bool(_SELF.search(own)), bool(_YOU.search(own)), bool(ORDERS.search(own))


def about_outlet(text: str, *, named: bool) -> bool:
    """Whether the line tells of the paper, its owner or its people instead of the story; `named` where it names the outlet."""
    if _SAYS.search(unquoted(text)) or words(text) > _LONGEST_OFFER:
        return False
    signs = len(ABOUT_OUTLET.findall(text))
    return signs >= (1 if named or not ends_sentence(text) else 2) or bool(_BIO.match(text) or _DISCLOSURE.match(text))


def reports(text: str) -> bool:
    """Whether the line attributes something to somebody, as only reporting does."""
    return bool(_SAYS.search(unquoted(text)))
