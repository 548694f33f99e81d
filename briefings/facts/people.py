"""The people of an article with what it calls them, and of a story with the sources merged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefings.facts import names
from briefings.facts.merging import merge_people
from briefings.facts.naming import Named, named_people
from briefings.facts.pipeline import Parsed
from briefings.facts.roles import called, deed_of, is_title, roles_of
from briefings.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_people", "merge_people"]

_SENTENCES_BACK = 2


def find_people(parsed: Parsed) -> tuple[Mention, ...]:
    """Every mention of a person in an article, in order, with the roles that the text gives right there; the passage is its sentence.

    What "she" is said to be, or who is called "the Swede" or "the baker, 52", has a role there too, under the full name. Whom an article
    gives no title is told by what they do in it ("scored in the last minute").
    """
    found = named_people(parsed)
    roles = [roles_of(parsed, one.start, one.end, _before(parsed, found, one)) for one in found]
    meant = list(_meant(parsed, found))
    told = {_bearer(found, one) for one, given in zip(found, roles, strict=True) if any(is_title(role) for role in given)}
    told |= {mention.name for mention in meant}
    mentions: list[Mention] = meant
    for one, given in zip(found, roles, strict=True):
        deed = deed_of(parsed, one.start, one.end) if _bearer(found, one) not in told else None
        if deed:
            told.add(_bearer(found, one))
        mentions.append(Mention(one.name, "person", (*given, deed) if deed else given, parsed.article.passage(*_edges(parsed, one))))
    return tuple(sorted(mentions, key=lambda mention: mention.passage.start))


def _meant(parsed: Parsed, found: tuple[Named, ...]) -> Iterator[Mention]:
    """The people whom a sentence does not name but calls something, where nobody else can be meant."""
    for token, role in called(parsed):
        sentence, name = parsed.sentence_of(token.idx), _whom(parsed, found, token)
        if name is not None and sentence is not None:
            yield Mention(name, "person", (" ".join(role.split()),), parsed.article.passage(sentence.start, sentence.end))


def _whom(parsed: Parsed, found: tuple[Named, ...], token: Token) -> str | None:
    """The only person named in the last sentence that names any, or the only one that its main clause is about; None of a stranger sex."""
    before = [one for one in found if one.end <= token.idx]
    last = parsed.sentence_of(before[-1].start) if before else None
    own = parsed.sentence_of(token.idx)
    if last is None or own is None or parsed.index_of(own) - parsed.index_of(last) > _SENTENCES_BACK:
        return None
    near = [one for one in before if one.start >= last.start]
    subjects = [one for one in near if _is_main_subject(parsed, one)] if last != own else []
    for some in (near, subjects):
        bearers = {_bearer(found, one) for one in some}
        if len(bearers) == 1:
            (name,) = bearers
            return name if _may_be(token, name, found) else None
    return None


def _is_main_subject(parsed: Parsed, one: Named) -> bool:
    token = parsed.span(one.start, one.end).root
    return token.dep_ in {"nsubj", "nsubjpass"} and token.head.dep_ == "ROOT"


def _may_be(token: Token, name: str, found: tuple[Named, ...]) -> bool:
    """Whether nothing that the article puts before somebody's name speaks against a pronoun."""
    sexes = {names.gender_of(one.courtesy) for one in found if one.courtesy and _bearer(found, one) == name}
    return not sexes - {None, {"he": "m", "she": "f"}.get(token.lower_)} or token.tag_ != "PRP"


def _bearer(found: tuple[Named, ...], one: Named) -> str:
    """The full name in the article that a mention may stand for, else its own."""
    return next((other.name for other in found if names.is_part_of(one.name, other.name)), one.name)


def _before(parsed: Parsed, found: tuple[Named, ...], one: Named) -> tuple[tuple[int, str], ...]:
    """Where people were named not long before a mention, for "his counterpart"."""
    own = parsed.sentence_of(one.start)
    first = parsed.sentences[max(0, parsed.index_of(own) - _SENTENCES_BACK)].start if own else one.start
    return tuple((other.start, other.name) for other in found if first <= other.start and other.end <= one.start)


def _edges(parsed: Parsed, one: Named) -> tuple[int, int]:
    sentence = parsed.sentence_of(one.start)
    return (sentence.start, sentence.end) if sentence else (one.start, one.end)
