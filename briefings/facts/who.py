"""Who: one fact a person, with what each source calls them; two posts that exclude each other are a conflict. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefings.facts.slots import terms
from briefings.facts.witnesses import Shared, count_witnesses
from briefings.model import Facet, Fact, Passage, Person, Role, State, Value

_GRADES = frozenset(["deputy", "vice", "assistant", "acting", "interim", "associate", "junior"])
_GRADE = re.compile(rf"\b({'|'.join(sorted(_GRADES))}|lieutenant(?= governor))\b", re.I)
_RANKS = (
    "constable",
    "sergeant",
    "inspector",
    "superintendent",
    "corporal",
    "lieutenant",
    "captain",
    "major",
    "colonel",
    "brigadier",
    "general",
    "commander",
    "admiral",
)


def people_facts(people: Sequence[Person], shared: Shared) -> tuple[Fact, ...]:
    """One fact for each person, in the order given."""
    return tuple(_fact(person, shared) for person in people)


def _fact(person: Person, shared: Shared) -> Fact:
    values = tuple(_values(person))
    witnesses = count_witnesses((passage for value in values for passage in value.evidence), shared)
    return Fact(Facet.WHO, person.name, _state(person, values), witnesses, values, f"person/{person.name}")


def _state(person: Person, values: Sequence[Value]) -> State:
    if len(person.sources) == 1:
        return State.SINGLE_SOURCE
    if any(posts_exclude(one, other) for one in person.roles for other in person.roles):
        return State.CONFLICT
    return State.AGREE if len(values) == 1 else State.COMPLEMENTARY


def _values(person: Person) -> Iterator[Value]:
    """The roles each with its sources; a source that gives none still names the person."""
    for role in person.roles:
        yield Value(f"{person.name}, {role.text}", role.sources, tuple(_evidence(person, role.sources, role.text)))
    silent = tuple(source for source in person.sources if all(source not in role.sources for role in person.roles))
    if silent:
        yield Value(person.name, silent, tuple(_evidence(person, silent, person.name)))


def _evidence(person: Person, sources: Iterable[str], text: str) -> Iterator[Passage]:
    """For each source the passage of the person that holds most words of a text."""
    wanted = set(terms(text))
    for source in sources:
        passages = [passage for passage in person.evidence if passage.article == source]
        if passages:
            yield max(passages, key=lambda passage: len(wanted & set(terms(passage.quote))))


def posts_exclude(one: Role, other: Role) -> bool:
    """Whether two sources give a person posts that cannot both be right: the post and its deputy's, or two ranks of one service.

    A source that gives both posts itself explains them: then they do not exclude each other.
    """
    if set(one.sources) & set(other.sources):
        return False
    grades, grades_other = _grades(one.text), _grades(other.text)
    if grades != grades_other and _post(one.text) == _post(other.text) and _post(one.text):
        return True
    ranks, ranks_other = _rank(one.text), _rank(other.text)
    return bool(ranks and ranks_other and ranks != ranks_other)


def _grades(text: str) -> frozenset[str]:
    found = frozenset(grade.lower() for grade in _GRADE.findall(text))
    return frozenset("deputy" if grade == "vice" else grade for grade in found)


def _post(text: str) -> tuple[str, ...]:
    return tuple(sorted(terms(_GRADE.sub("", text))))


def _rank(text: str) -> str:
    words = re.findall(r"[a-z]+", text.lower())
    return next(
        (rank for rank in _RANKS if rank in words and not {"secretary", "attorney", "director", "governor", "surgeon"} & set(words)), ""
    )
