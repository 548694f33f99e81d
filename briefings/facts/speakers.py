"""Who says what in an article: the verbs of speech outside the quotation marks, their subjects, and whom a pronoun stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefings.facts import names
from briefings.facts.animate import is_office
from briefings.facts.naming import Named
from briefings.facts.pipeline import Parsed
from briefings.facts.roles import roles_of

if TYPE_CHECKING:
    from spacy.tokens import Token


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SPEECH = _words(
    """
    say tell add note argue urge call describe write warn insist announce claim state explain declare report ask reply acknowledge admit
    suggest promise pledge comment deny dismiss continue conclude recall respond joke quip shout vow confirm concede contend maintain stress
    emphasise emphasize testify rule complain predict hail praise condemn denounce criticise criticize brand label accuse demand plead
    tweet post remark observe estimate caution reveal reiterate reaffirm assert allege lament welcome defend blame reject apologise
    apologize thank rename term dub characterise characterize repeat stammer laugh sigh cry whisper exclaim muse signal counter read
    cite refer speak express portray deplore ridicule slam deem find consider view mention hear hope hop believe think
    """
)
_ACCORDING = re.compile(r"\baccording to\s+")
_AGED = re.compile(r"year-old$")
_SINGULAR = {"he": "m", "she": "f"}
_NP_WORDS, _INVERSION = 9, 60


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of speech outside quotation marks: from where to where its clause's core (subject and verb) reaches, and who speaks."""

    start: int
    end: int
    verb: int
    speaker: str | None


@dataclass
class Speakers:
    """The cues of an article in order, and the names that its people go by."""

    parsed: Parsed
    people: Sequence[Named]
    quoted: Sequence[tuple[int, int]]

    def __post_init__(self) -> None:
        self._full = sorted({one.name for one in self.people if names.is_full(one.name)}, key=len, reverse=True)
        self._last_group: str | None = None
        self.cues = sorted(self._find_cues(), key=lambda cue: cue.verb)

    def in_quotes(self, char: int) -> bool:
        """Whether a character stands inside a quotation."""
        return any(start <= char < end for start, end in self.quoted)

    def full_name(self, one: Named) -> str:
        """The full name of a person whom a text names in short: the bearer last named before, else the first one after."""
        if names.is_full(one.name):
            return one.name
        bearers = [other for other in self.people if names.is_full(other.name) and names.is_part_of(one.name, other.name)]
        before = [other for other in bearers if other.start < one.start]
        surnamed = [
            other
            for other in before
            if names.parts(one.name)[-1] == names.parts(other.name)[-1 if not names.family_first(other.name) else 0]
        ]
        chosen = (surnamed or before or bearers[::-1])[-1:]
        return chosen[0].name if chosen else one.name

    def person_between(self, start: int, end: int) -> str | None:
        """The full name of the first person named in a stretch of text."""
        return next((self.full_name(one) for one in self.people if start <= one.start < end), None)

    def subject_of(self, token: Token) -> str | None:
        """Whoever the clause around a token is about, where that is a person or a group that can speak."""
        verb = token
        for _ in range(12):
            subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
            if subject is not None and verb.pos_ in {"VERB", "AUX"} and not self.in_quotes(subject.idx):
                return self._speaker(subject)
            if verb.head == verb:
                return None
            verb = verb.head
        return None

    def introduced_by(self, start: int, end: int) -> str | None:
        """Whom a clause that ends in a colon is about: "Ana Cruz put it in a sentence: …"."""
        return next(
            (
                self._speaker(token)
                for token in self.parsed.span(start, end)
                if token.dep_ == "nsubj" and token.head.dep_ != "relcl" and self._person_in(token)
            ),
            None,
        )

    def _find_cues(self) -> Iterator[Cue]:
        for token in self.parsed.doc:
            if token.lemma_.casefold() in SPEECH and token.pos_ in {"VERB", "AUX"} and not self.in_quotes(token.idx):
                subject = self._subject(token)
                if subject is None and (just := self._just_before(token)):
                    yield Cue(just.start, token.idx + len(token), token.idx, self.full_name(just))
                if subject is not None and (subject.dep_ != "nsubjpass" or subject.head != token):
                    speaker = self._inverted(token, subject) or self._speaker(subject)
                    left = min(subject.left_edge.idx, token.idx)
                    yield Cue(left, max(token.idx + len(token), subject.idx + len(subject)), token.idx, speaker)
        for match in _ACCORDING.finditer(self.parsed.article.text):
            if not self.in_quotes(match.start()):
                head = self.parsed.span(match.end(), match.end() + 1)[0]
                source = next((token for token in (head, *head.ancestors) if token.dep_ == "pobj"), head)
                yield Cue(match.start(), source.idx + len(source), match.start(), self._speaker(source))

    def _subject(self, verb: Token) -> Token | None:
        """The subject of a verb, or of the verb it hangs on ("…, adding that"), outside the quotation marks."""
        for _ in range(6):
            own = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"} and not self.in_quotes(child.idx)]
            if own:
                return own[0]
            if verb.dep_ not in {"conj", "advcl", "xcomp", "ccomp", "acl", "relcl", "pcomp", "prep"} or verb.head == verb:
                return None
            if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN"}:
                return verb.head
            verb = verb.head
        return None

    def _just_before(self, verb: Token) -> Named | None:
        """ "Its head, Ana Cruz, said", where the parser hung the name on something else."""
        if verb.tag_ not in {"VBD", "VBZ"}:
            return None
        text = self.parsed.article.text
        return next((one for one in self.people if 0 < verb.idx - one.end <= 2 and text[one.end : verb.idx].strip(",") == " "), None)

    def _inverted(self, verb: Token, subject: Token) -> str | None:
        """ "A strike, warned its head, Ana Cruz, would …": the one who speaks stands after the verb, between commas."""
        doc = verb.doc
        if subject.i > verb.i or subject.pos_ == "PRON" or verb.i == 0 or doc[verb.i - 1].text != "," or self._person_in(subject):
            return None
        reach = verb.idx + len(verb) + _INVERSION
        one = next((person for person in self.people if verb.idx < person.start < reach), None)
        if one is None or self.parsed.article.text[one.end : one.end + 1] != ",":
            return None
        between = doc[verb.i + 1 : self.parsed.span(one.start, one.end).start]
        return None if any(token.pos_ in {"VERB", "AUX"} for token in between) else self.full_name(one)

    def _speaker(self, subject: Token) -> str | None:
        if subject.lower_ in {"who", "which", "that"} and subject.head.dep_ == "relcl":
            return self._speaker(subject.head.head)
        if subject.pos_ == "PRON":
            return self._of_pronoun(subject)
        person = self._person_in(subject)
        if person:
            return person
        holder = self._of_office(subject)
        if holder:
            return holder
        group = _noun_phrase(subject)
        self._last_group = group or self._last_group
        return group

    def _person_in(self, subject: Token) -> str | None:
        """The person whom a subject names: its own head, or an apposition ("its secretary, Ana Cruz")."""
        start, end = subject.left_edge.idx, subject.right_edge.idx + len(subject.right_edge)
        own = [one for one in self.people if one.start <= subject.idx < one.end]
        if own:
            return self.full_name(own[0])
        apposed = [
            child
            for child in (subject.subtree if is_office(subject.text) else subject.children)
            if child.dep_ in {"appos", "compound", "nmod"}
        ]
        for one in self.people:
            if start <= one.start < end and any(one.start <= child.idx < one.end for child in apposed):
                return self.full_name(one)
        return None

    def _of_pronoun(self, pronoun: Token) -> str | None:
        """ "He" and "she" are whom the sentences before are about, of a fitting gender; "it" and "they" the last group that spoke."""
        word = pronoun.lower_
        if word in {"it", "they"}:
            return self._last_group
        return self._last_person(pronoun.idx, _SINGULAR[word]) if word in _SINGULAR else None

    def _of_office(self, noun: Token) -> str | None:
        """ "The coach": the last one whom the article calls so, else whom the sentence before is about if it gives them no office."""
        determiners = {child.lower_ for child in noun.children if child.dep_ == "det"}
        aged = _AGED.search(_whole(noun)) is not None
        plain = is_office(noun.text) and all(child.dep_ in {"det", "punct"} or child.pos_ == "NUM" for child in noun.children)
        if determiners != {"the"} or not (plain or aged):
            return None
        named = [one for one in self.people if one.end <= noun.idx]
        called = [one for one in named if noun.lower_ in self._offices.get(self.full_name(one), ())]
        if called:
            return self.full_name(called[-1])
        last = self._last_person(noun.idx, None)
        return last if last and (aged or not self._offices.get(last)) else None

    @cached_property
    def _offices(self) -> dict[str, set[str]]:
        """The offices that the article gives to each person, as single words."""
        held: dict[str, set[str]] = {}
        for one in self.people:
            words = {word for role in roles_of(self.parsed, one.start, one.end) for word in role.casefold().split() if is_office(word)}
            held.setdefault(self.full_name(one), set()).update(words)
        return held

    def _last_person(self, char: int, gender: str | None) -> str | None:
        """Whom the nearest earlier sentence that names people is about: the subject of its main clause, else its last person."""
        before = [one for one in self.people if one.end <= char and not self.in_quotes(one.start)]
        fitting = [one for one in before if gender is None or self.gender(self.full_name(one)) in {None, gender}]
        if not fitting:
            return None
        sentence = self.parsed.sentence_of(fitting[-1].start)
        near = [one for one in fitting if sentence is None or one.start >= sentence.start]
        near = [one for one in near if not self._is_owner(one)] or near
        main = [one for one in near if self._is_main_subject(one)]
        return self.full_name((main or near)[-1])

    def _is_owner(self, one: Named) -> bool:
        """Whether a name only tells whose something is ("the dismissal of Ana Cruz")."""
        token = self.parsed.span(one.start, one.end).root
        return token.dep_ == "poss" or (token.dep_ == "pobj" and token.head.lower_ == "of")

    def _is_main_subject(self, one: Named) -> bool:
        token = self.parsed.span(one.start, one.end).root
        if token.dep_ == "appos":
            token = token.head
        return token.dep_ in {"nsubj", "nsubjpass"} and token.head.dep_ in {"ROOT", "conj"}

    def gender(self, full_name: str) -> str | None:
        """ "f" or "m" where the article itself calls the person Ms, Sir and so on."""
        for one in self.people:
            if one.courtesy and names.gender_of(one.courtesy) and self.full_name(one) == full_name:
                return names.gender_of(one.courtesy)
        return None


def _whole(token: Token) -> str:
    """The word around a token as it is written, hyphens and all: "31-year-old"."""
    doc, first, last = token.doc, token, token
    while first.i and not doc[first.i - 1].whitespace_ and not doc[first.i - 1].is_space:
        first = doc[first.i - 1]
    while last.i + 1 < len(doc) and not last.whitespace_ and not doc[last.i + 1].is_punct:
        last = doc[last.i + 1]
    return doc[first.i : last.i + 1].text


def _noun_phrase(head: Token) -> str | None:
    """The subject in the article's words, without its article and what follows a comma: "mayor's office", "spokesman for the union"."""
    if head.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"}:
        return None
    kept: list[Token] = []
    for token in head.subtree:
        if kept and token.i > head.i and (token.text in {",", "(", "—", "–", ";"} or token.dep_ in {"relcl", "acl"} or token.is_space):
            break
        if not token.is_space:
            kept.append(token)
    if not kept:
        return None
    words = head.doc[kept[0].i : kept[-1].i + 1].text
    words = re.sub(r"^(?:the|a|an|its|his|her|their|our)\s+", "", " ".join(words.split()), flags=re.IGNORECASE)
    return " ".join(words.split()[:_NP_WORDS]) or None
