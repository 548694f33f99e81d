"""Captions and picture credits, which plain text holds as lines among the paragraphs."""

from __future__ import annotations

import re

from briefings.articles.line import ends_sentence, words

_WORD = (
    r"(?:Photo(?:graph|grapher|s|graphy)?|Pictures?|Pic|Images?|Credits?|Illustration|Graphic|Court sketch|Video"
    r"|PHOTOS?|PHOTOGRAPH|PICTURES?|PIC|IMAGES?|CREDIT)"
)
_NAME = r"[A-Z][\w.'’\-]*(?:\s(?:and|of|for|via|/)?\s?[A-Z@][\w.'’\-]*){0,6}"
_MAKERS = r"(?:[^.]|\b[A-Z]\.){2,80}"
_CREDIT_TAIL = re.compile(
    rf"""(?:
        (?:^|[\s(\[|—–-]){_WORD}\s?[:|/]\s?{_MAKERS}[.)\]]*                      # PHOTO: AGENCY · (Picture: A. Name)
      | (?:^|[.!?:)\]"”’|—–-]\s?|[(\[]){_WORD}\s(?:by|courtesy(?:\sof)?)\s{_MAKERS}[.)\]]*      # Picture by A. Name
      | [\[(]{_NAME}\s?/\s?{_NAME}(?:\svia\s{_NAME})?[\])]                          # [Name/Agency] · (AGENCY Photo/Name)
      | \[{_NAME}\s?[,|]\s?{_NAME}\]                                              # [Name, Agency]
      | [\[(]\s?(?i:file|handout|courtesy|supplied|©|copyright\b)[^\])]{{0,80}}[\])]     # (File photo) · (© Agency)
      | [.!?”"’)]\s(?:©\s?)?{_NAME}(?:\s?/\s?{_NAME}){{1,3}}                            # … yesterday. Name Surname/Agency
      | \s(?:©\s?[A-Z][^.]{{1,60}}|(?i:handout|file\ photo(?:graph)?|file\ pic(?:ture)?))     # … © Agency · … file photo
    )$""",
    re.VERBOSE,
)
_HEAD = re.compile(
    r"©\s?[A-Z][\w.'’-]*\s?/\s?[A-Z]|"
    r"(?:image|media|photo|video) caption\W+|file(?: photo)?\s?[-–—:]\s"
    r"|(?:file )?(?:photos?|pictures?|pic|images?|caption|photograph|illustration)(?: \d+)?\s?[:|–—]\s?"
    r"|(?:fig(?:ure|\.)|chart|graphic|map|table|court sketch)(?: \d+)?\s?[:|–—]\s"
    r"|(?:above|below|left|right|top|pictured|in this (?:file |undated |handout )?(?:photo|image|picture)\b)[^.]{0,40}[:,]\s",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\((?:(?:top |bottom |far |front |back |second |third )?(?:left|right|centre|center)|top|bottom|above|below|pictured|from left|l-r)\)",
    re.IGNORECASE,
)
_CREDIT_ONLY = re.compile(rf"[(\[]?{_WORD}(?:\s?[:|/]\s?|\s(?:by|credit:?|courtesy of)\s){_NAME}(?:\s?[/,|]\s?{_NAME}){{0,3}}[)\]]?")
_AGENCY_TAIL = re.compile(r"[.!?]\s\([A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,3}\)$")
_LONGEST_CAPTION = 80


def is_caption(text: str) -> bool:
    """Whether the line names a photographer or an agency as only the caption of a picture does."""
    return words(text) <= _LONGEST_CAPTION and text[:1] not in '"“' and bool(_HEAD.match(text) or _CREDIT_TAIL.search(text))


def ends_in_agency(text: str) -> bool:
    """Whether an agency in brackets follows the last sentence: of a caption, or of a whole report."""
    return words(text) <= _LONGEST_CAPTION and bool(_AGENCY_TAIL.search(text[-80:]))


def points_into_picture(text: str) -> bool:
    """Whether the line says where somebody stands: "(right)". Papers write so in captions, and now and then in running text."""
    return words(text) <= _LONGEST_CAPTION // 2 and bool(_POINTING.search(text))


def is_credit(text: str) -> bool:
    """Whether the line is nothing but a picture's credit: "Photo: A. Name / Agency"."""
    return words(text) <= 8 and bool(_CREDIT_ONLY.fullmatch(text)) and not ends_sentence(text.rstrip(")]."))
