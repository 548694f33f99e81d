"""Names of people in a sentence, and who is speaking in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefings.facts.words import tokens, word_set
from briefings.model import Digest
from briefings.questions.passages import Passages, Unit

_PARTICLE = r"(?:de|da|di|del|della|van|von|der|den|al|el|bin|ibn|la|le|du|y)"
_CAP = r"(?:[A-Z]\.|(?:O['’]|Mc|Mac|[A-Z]['’])?[A-Z][^\W\d_]+(?:-[^\W\d_]+)*)"
_RUN = re.compile(rf"(?<![\w'’-]){_CAP}(?:(?:\s{_PARTICLE})?\s{_CAP})*")
_TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Sgt|Capt|Col|Gen|Lt|Rev|Sen|Rep|Gov|Judge|Justice)\b\.?\s*")
_SPEECH = word_set("""
said says say saying told tells added adds called calls calling described describes describing warned warns insisted insists claimed
claims argued argues urged urges noted notes noting dismissed suggested suggests hoped hopes announced announces explained explains
conceded admitted admits acknowledged denied denies praised recalled replied responded asked wrote writes testified stated remarked
complained promised vowed pledged concluded continued declared joked quipped predicted confirmed confirms estimated reported believes
believed
""")
_VERB = re.compile(rf"\b(?:{'|'.join(sorted(_SPEECH))})\b")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|(?<!\w)‘[^’]*(?:’(?!\w)|$)")
_OPENED = re.compile(r":\s*[“\"‘]")
_PRONOUN = re.compile(r"\b(?:he|she|He|She|they|They)\b")
_ACCORDING = re.compile(r"\baccording to (?P<who>[^,.;]+)", re.IGNORECASE)
_NOUNS = re.compile(
    r"(?:^|[,;]\s+|\b(?:but|and|that|while|as|because)\s+)(?P<noun>(?:(?:The|the|A|a|An|an|One|Its|His|Her|Their|Some"
    r"|Many)\s+)?(?:[\w'’.-]+\s+){0,6}?[\w'’-]+)"
    r"(?=\s+(?:has |have |had |also |later |then |repeatedly |publicly |reportedly )*$)"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person named in a sentence: the fullest form of the name that the sources give, and where the sentence writes it."""

    full: str
    start: int
    end: int


class People:
    """The people of a story by any part of their names: the digest's, merged across the sources."""

    def __init__(self, digest: Digest) -> None:
        self.persons = digest.people
        self._places = {place.name.casefold() for place in digest.places}
        self._roles: dict[str, frozenset[str]] = {}
        self._by_words: dict[tuple[str, ...], str | None] = {}
        for person in digest.people:
            for name in (person.name, *person.aliases):
                self._learn(_words(name), person.name)
            parts = _words(person.name)
            for part in {parts[:1], parts[-1:], parts[-2:]}:
                self._learn(part, person.name)

    def _learn(self, words: tuple[str, ...], name: str) -> None:
        known = self._by_words.get(words, name)
        self._by_words[words] = name if known == name else None

    def names(self, text: str) -> Iterator[Name]:
        """The people of the digest that a text names, in order."""
        for match in _RUN.finditer(text):
            yield from self._in_run(match)

    def _in_run(self, match: re.Match[str]) -> Iterator[Name]:
        words = list(re.finditer(r"\S+", match[0]))
        for size in range(len(words), 0, -1):
            for at in range(len(words) - size + 1):
                start, end = words[at].start(), words[at + size - 1].end()
                full = self._by_words.get(_words(match[0][start:end]))
                if full and match[0].casefold() not in self._places:
                    yield Name(full, match.start() + start, match.start() + end)
                    return

    def person(self, text: str) -> str | None:
        """The known person that a text names, if it names one."""
        return next((name.full for name in self.names(text)), None)

    def role_share(self, full: str, wanted: Sequence[str]) -> float:
        """How much of some wanted stems the roles of a person hold (0 to 1)."""
        if full not in self._roles:
            person = next(person for person in self.persons if person.name == full)
            self._roles[full] = frozenset(token.stem for role in person.roles for token in tokens(role.text))
        return sum(one in self._roles[full] for one in wanted) / len(wanted) if wanted else 0.0


def _words(name: str) -> tuple[str, ...]:
    bare = re.sub(r"['’]s\b", "", _TITLE.sub("", name)).casefold()
    return tuple(re.findall(r"[^\W_]+", bare))


def unquoted(text: str) -> str:
    """The text with quoted words blanked out, so that offsets stay."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def speaker(people: People, passages: Passages, at: int) -> str | None:
    """Who speaks in a sentence: by its own verb of saying, else by that of the sentence before or after in the same paragraph."""
    unit = passages.units[at]
    for other, near in ((unit, at), *_paragraph(passages.units, at)):
        found = _subject(people, other.text)
        if found and not _PRONOUN.fullmatch(found):
            return found
        if found:
            return _antecedent(people, passages.units, near)
    return None


def _paragraph(units: Sequence[Unit], at: int) -> Iterator[tuple[Unit, int]]:
    for other in (at - 1, at + 1, at - 2):
        if 0 <= other < len(units) and (units[other].article, units[other].block) == (units[at].article, units[at].block):
            yield units[other], other


def _antecedent(people: People, units: Sequence[Unit], at: int) -> str | None:
    """Whom "he" or "she" means: the last person named before, within the last few sentences of the article."""
    here = unquoted(units[at].text)
    pronoun = _PRONOUN.search(here)
    before = [name for name in people.names(here) if pronoun and name.start < pronoun.start()]
    if before:
        return before[0].full
    for other in range(at - 1, max(-1, at - 5), -1):
        if units[other].article != units[at].article:
            return None
        named = list(people.names(unquoted(units[other].text)))
        if named:
            return named[0].full
    return None


def _subject(people: People, text: str) -> str | None:
    """The subject of the first verb of saying outside quotation marks: a person's name, a pronoun, or the words of a body ("the union")."""
    bare = unquoted(text)
    for verb in _VERB.finditer(bare):
        before = re.split(r"[;]|\.\s", bare[: verb.start()])[-1]
        after = re.split(r"[;.]\s|\s(?:that|in|at|during|on)\s", bare[verb.end() :])[0]
        inverted = re.match(r"\s+(?:the\s+)?(?:[\w'’-]+\s+){0,7}", after) if not before.strip() or before.rstrip().endswith(",") else None
        named = list(people.names(before))
        if named:
            return named[-1].full
        if inverted and (named := list(people.names(after))):
            return named[0].full
        if found := re.search(r"\b(?:he|she|they)\s+(?:also |had |has |later |then )*$", before, re.IGNORECASE):
            return found[0].split()[0]
        if noun := _NOUNS.search(before.rstrip(" ") + " "):
            return noun["noun"].strip(" ,")
    if according := _ACCORDING.search(bare):
        return according["who"].strip()
    opened = _OPENED.search(text)  # 'Ann Lee put it in a sentence: "…"'
    named = list(people.names(bare[: opened.start()])) if opened else []
    return named[0].full if named else None
