"""The kinds of answer that a question can ask for, told from its wording."""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """The type of the answer that a question asks for."""

    SHARED_TEXT = "shared text"
    AGREEMENT = "agreement"
    AUTHOR = "author"
    PUBLISHED = "published"
    SOURCE = "source"
    SPEAKER = "speaker"
    WORDS = "words"
    CONTACT = "contact"
    PERCENT = "percent"
    MONEY = "money"
    AGE = "age"
    CLOCK = "clock"
    DURATION = "duration"
    FREQUENCY = "frequency"
    DISTANCE = "distance"
    MEASURE = "measure"
    COUNT = "count"
    ORDINAL = "ordinal"
    SCORE = "score"
    ROLE = "role"
    STREET = "street"
    COUNTRY = "country"
    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    WHY = "why"
    YES_NO = "yes or no"
    HOW = "how"
    WHAT = "what"


_SPEECH = (
    r"(?:said|says|say|spoke|speaks|talked|called|calls|described|describes|used the (?:words?|phrase|term|expression)|warned|warns|hoped"
    r"|argued|argues|insisted|insists|claimed|claims|told|remarked|complained|compared|promised|vowed|admitted|denied|praised|thanked|joked"
    r"|quipped|likened)"
)
_SOURCES = r"(?:sources?|outlets?|articles?|(?:news)?papers?|reports?|publications?|news sites?|accounts?|texts?)"
_PAID = (
    r"(?:costs?|price|pay|paid|spend|spent|earn|earns|earned|budget|worth|charge|fee|fined?|salary|fund|raise|donat\w+|invest\w*|owe|lose"
    r"|revenue|profit|sales?)"
)
_TITLED = r"(?-i:(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?[A-Z][\w'’-]*(?<!['’]s)(?: [A-Z][\w'’-]*(?<!['’]s))*)"
_DAYS = r"(?:date|day|weekday|week|month|year|season|decade|century)"

# The first that matches gives the kind; upper and lower case are alike.
_RULES: tuple[tuple[Kind, str], ...] = (
    (
        Kind.SHARED_TEXT,
        r"word[- ]for[- ]word|\bshare (?:(?:the|a|an|any|some|same) )*(?:paragraph|passage|sentence|text)|verbatim|(?:identical"
        r"|same) (?:text|wording|words|paragraphs?|passages?|sentences?)|\bcopied\b",
    ),
    (
        Kind.AGREEMENT,
        rf"\b(?:do|does|did|are|is|where|how|what)\b.*\b(?:{_SOURCES}|they|figures|numbers)\b.*\b(?:agree|disagree|differ|conflict\w*"
        r"|contradict\w*|consistent|fit together|match|the same|compatible|at odds)\b|\bis there (?:a|any) (?:conflict|contradiction"
        r"|disagreement|difference)|\b(?:contradict|fit together|in conflict)\b"
        r"|^(?:do|does|did) .+ (?:agree|disagree|differ) (?:on|about|over|as to)\b",
    ),
    (
        Kind.YES_NO,
        r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\b"
        r"(?! (?:it|we|they|you|anyone|the \w+) (?:clear|known|know|say|tell|explain)\b)",
    ),
    (Kind.AUTHOR, r"^who (?:wrote|reported|edited|is the (?:author|reporter|journalist))\b|\bbyline\b|^by whom was .*\bwritten"),
    (Kind.PUBLISHED, rf"^(?:when|on (?:what|which) (?:day|date)) (?:was|were|did) .*\b{_SOURCES}\b.*\b(?:published|appear|printed|posted)"),
    (Kind.SOURCE, rf"^(?:which|what|in which|how many|according to which) (?:\w+ )?(?:of the )?{_SOURCES}\b"),
    (Kind.CONTACT, r"\b(?:phone|telephone|hotline) number|\be-?mail|\bweb ?site|\bweb address|\bpostcode|\bpostal address"),
    (Kind.MEASURE, r"^by how much\b"),
    (Kind.AGE, r"\bhow old\b|\bwhat age\b|\bthe age of\b|['’]s age\b"),
    (
        Kind.MONEY,
        r"^what (?:was|is|does|did|do|will|would) .*\b(?:cost|spent|earn|paid)\b",
    ),
    (Kind.PERCENT, r"\b(?:share|percentage|proportion|fraction) (?:of|is|was|did)\b|\b(?:what|which|how many) (?:per ?cent|percentage)\b"),
    (
        Kind.MONEY,
        rf"\bhow much\b(?=.*\b{_PAID}\b)|\bhow much (?:[\w-]+ )?money\b"
        r"|\bwhat (?:is|was|are|were) (?:(?:the|its|his|her|their) )?(?:[\w'’-]+ ){0,3}(?:cost|price|fee|fine|salary|budget|bill)\b",
    ),
    (Kind.FREQUENCY, r"\bhow (?:often|frequently|regularly)\b"),
    (Kind.DURATION, r"\bhow long\b|\bhow (?:much time|late)\b"),
    (Kind.DISTANCE, r"\bhow (?:far|close|near)\b|\bwhat distance\b"),
    (Kind.CLOCK, r"\b(?:what|which) (?:clock )?times?\b|\bwhat hour\b|\bclock time\b|\bopening hours\b"),
    (
        Kind.COUNT,
        r"\bhow many\b|\bwhat (?:is|was|were) the (?:number|total|size|toll|death toll|largest|smallest|maximum|minimum)\b|\bwhat number\b",
    ),
    (
        Kind.MEASURE,
        r"\b(?:which|what) (?:height|speed|depth|length|weight|temperature|width|magnitude)\b|\bhow (?:much|big|large|tall"
        r"|high|deep|wide|heavy|fast|strong|hot|cold|great|thick)\b",
    ),
    (
        Kind.WORDS,
        r"^(?:how|what|as what|in what words|with what words) did .+ (?:say|describe|call|put|tell|remark|compare|liken|answer|reply"
        r"|respond"
        r"|argue|warn|comment)\b",
    ),
    (
        Kind.SPEAKER,
        rf"^(?:who|whom|which \w+|whose)(?: \w+ly)? {_SPEECH}\b(?! (?:for|on behalf)\b)|^who is quoted|^whose (?:words|quote)",
    ),
    (
        Kind.ORDINAL,
        r"\b(?:which|what) (?:floor|storey|story|level|round|place|attempt|anniversary|edition|term|minute|lap|round|innings"
        r"|season)\b",
    ),
    (Kind.SCORE, r"\bwhat (?:was|is) the (?:[\w-]+ )?(?:score|result)\b|\bby what score\b"),
    (Kind.STREET, r"\b(?:which|what|whose) (?:street|road|avenue|lane|square)\b"),
    (Kind.COUNTRY, r"\b(?:which|what|whose) (?:\w+ )?(?:countr(?:y|ies)|nations?|nationality)\b"),
    (Kind.WHEN, rf"\bwhen\b|\b(?:what|which) (?:\w+ )?{_DAYS}\b|\bhow (?:soon|recently)\b|\bdate of\b|\bwhat is the (?:\w+ )?deadline"),
    (
        Kind.WHERE,
        r"\bwhere\b|\b(?:which|what|whose) (?:\w+ )?(?:city|town|village|place|location|venue|region|state|district|site|port|airport"
        r"|side)\b",
    ),
    (
        Kind.ROLE,
        rf"^who (?:is|was|are) {_TITLED}\s*\?*$|\bwhat does .+ do for a living"
        r"|\b(?:what|which) (?!jobs\b)(?:[\w'’-]+ ){0,6}(?:post|role|job|position|title|rank|occupation|profession)\b",
    ),
    (
        Kind.WHO,
        r"\bwho(?:m|se)?\b|\bname of (?:the|a|an|its|his|her)\b|\bwhat is .* (?:called|named)\b"
        r"|\bwhat (?:is|are|was|were) the (?:sur|first )?names?\b",
    ),
    (Kind.WHY, r"\bwhy\b|\bwhat (?:was|is|were|are) the (?:reasons?|causes?)\b|\bwhat (?:caused|led to)\b|\bfor what reason|\bhow come\b"),
    (Kind.HOW, r"\bhow\b"),
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _RULES)
_BOTH = re.compile(r"^(where|when)(?: and|,) (where|when)\b", re.IGNORECASE)
_ALSO = re.compile(r",? and (when|where|why|who|how many)\??$", re.IGNORECASE)
_SECOND = {"when": Kind.WHEN, "where": Kind.WHERE, "why": Kind.WHY, "who": Kind.WHO, "how many": Kind.COUNT}


def kinds_of(question: str) -> tuple[Kind, ...]:
    """What a question asks for: one kind, or two in their order ("where and when …", "how many …, and when?")."""
    if both := _BOTH.search(question):
        return tuple(Kind(word.lower()) for word in both.groups())
    kind = next((kind for kind, pattern in _COMPILED if pattern.search(question)), Kind.WHAT)
    also = _ALSO.search(question)
    return (kind, _SECOND[also.group(1).lower()]) if also else (kind,)
