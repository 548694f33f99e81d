"""Who did it: the subject of the question's verb in a sentence, or the words after "by"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.facts.words import tokens
from briefings.questions.found import Found
from briefings.questions.passages import Hit

_HELPERS = re.compile(
    r"(?:(?:^|\s)(?:has|have|had|will|would|could|should|may|might|can|is|are|was|were|been|be|being|to|expected|due|set|also|first"
    r"|then|later"
    r"|now|not|reportedly|already|who|which|that|finally|\w+ly))+\s*$"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+|also\s+)?$")
_BREAK = re.compile(r"[,;:—–]\s|\s[—–-]\s|\b(?:that|but|until|when|while|after|before|because|since|and then|where|if|as|said|says)\s")
# "… after she built the bridge and opened": the subject of the first verb is that of the second.
_SHARED = re.compile(r"(?P<subject>\b(?:he|she|they))\s+\w+(?:ed|t|d|ew|ok|ve)\b[^,;.]*\band\s+$", re.IGNORECASE)
_APPOSED = re.compile(r",\s[^,]{3,60},\s*$")
_BY = re.compile(
    r"\bby\s+(?P<who>(?:(?:the|a|an|its|their|his|her)\s+)?(?:[\w'’&.-]+\s+){0,5}?[\w'’&-]+)(?=[,.;]|\s+(?:on|in|at|after|when|and|to"
    r"|for|with|who|from)\b|$)"
)
_NP = re.compile(
    r"^(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Tt]wo|[Ss]ome|[Mm]ost|[Aa]bout|\d+)\s+)?[\w'’&.-]+(?:\s+(?:of\s+|in\s+"
    r"|for\s+)?(?:the\s+)?[\w'’&.-]+){0,7}$"
)

_NO_NOUN = re.compile(
    r"^(?:(?:the|a|an|its|their|his|her|all|most|some|many|who|which|this|that|it|there|not|though|although|even|i|we|you)|\w+ly)$"
    r"|\s(?:and|or|of|in|to|for|on|at|by|with|from|the|a|an|as|than|not)$|^(?:though|although|even|not|ran|runs|put|puts|in|to|for|on|at|by|with|from|as|than|and|or)\s",
    re.IGNORECASE,
)
_NAME = r"(?:[A-Z]\.|(?:O['’]|Mc|[A-Z]['’])?[A-Z][\w-]+)(?:\s(?:(?:de|da|van|von|der|al|bin|la)\s)?(?:[A-Z]\.|(?:O['’]|Mc)?[A-Z][\w-]+))+"
_BEFORE_NAME = re.compile(rf",?\s+(?P<name>{_NAME})")
_BEARER = re.compile(rf",\s(?P<name>{_NAME})")
_AFTER_NAME = re.compile(rf"(?P<name>{_NAME}),\s(?:\d+,\s)?(?:(?:who|the|a|an|its|his|her|their)\s)?(?:[\w'’-]+\s){{0,6}}$")
_AGENT = re.compile(r"(?:er|or|ee|ist|man|woman)$")
_THING = re.compile(r",?\s+(?:(?:called|named|known as)\s+)?[“\"]?(?P<name>[A-Z][\w'’&-]+(?:\s(?:of\s(?:the\s)?)?[A-Z][\w'’&-]+)*)")


def titled(hit: Hit, *, agents_only: bool) -> Iterator[Found]:
    """The bearers of a title: "Mayor Ann Lee", "his lawyer, Ann Lee", "Ann Lee, the coach of the club".

    With `agents_only` just those whose title says what they do ("the builder, Ann Lee", for "who built …").
    """
    text, forms = hit.unit.text, set(hit.matched.values())
    for token in hit.unit.tokens:
        if token.stem not in forms or (token.capital and token.start) or (agents_only and not _AGENT.search(text[token.start : token.end])):
            continue
        for match in (_BEFORE_NAME.match(text, token.end), _AFTER_NAME.search(text, 0, token.start)):
            if match:
                yield Found(match["name"], match.start("name"), match.end("name"), 1.0)


def named_things(hit: Hit) -> Iterator[Found]:
    """Names that stand right beside the thing asked for: "the yacht Aurora", "a ferry called Pioneer"."""
    text, forms = hit.unit.text, set(hit.matched.values())
    for token in hit.unit.tokens:
        match = _THING.match(text, token.end) if token.stem in forms and not token.capital else None
        if match:
            yield Found(match["name"], match.start("name"), match.end("name"), 1.0)


def agents(hit: Hit, verb: str) -> Iterator[Found]:
    """The subject before the verb that stands for `verb` (a stem of the question), and the agent after "by"."""
    text, form = hit.unit.text, hit.matched.get(verb)
    for token in hit.unit.tokens:
        if token.stem != form:
            continue
        by = _BY.match(text, token.end + 1) or _BY.search(text, token.end, token.end + 40)
        if by:
            named = _BEARER.match(text, by.end("who")) if by["who"].split()[0].lower() in {"a", "an", "the", "its"} else None
            start = named.start("name") if named else by.start("who")
            yield Found(text[start : named.end() if named else by.end("who")], start, named.end() if named else by.end("who"), 0.95)
        if _PASSIVE.search(text, 0, token.start):
            continue
        before = _HELPERS.sub("", _SHARED.sub(r"\g<subject> ", text[: token.start].rstrip() + " "))
        subject = _subject(_APPOSED.sub("", before))
        if subject and not {one.stem for one in tokens(subject)} & (set(hit.matched.values()) - {form}):
            at = text.find(subject)
            yield Found(subject, at, at + len(subject), 0.8)


def _subject(before: str) -> str | None:
    breaks = [match.end() for match in _BREAK.finditer(before)]
    words = before[breaks[-1] if breaks else 0 :].strip(" ,“”\"'")
    return words if words and _NP.match(words) and len(words.split()) <= 8 and not _NO_NOUN.search(words) else None
