"""Who: one fact a person, with what each source calls them; two posts that exclude each other are a conflict. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from briefings.facts.slots import terms
from briefings.facts.witnesses import Shared, count_witnesses
from briefings.model import Facet, Fact, Passage, Person, Role, State, Value

_GRADES = frozenset(["deputy", "vice", "assistant", "acting", "interim", "associate", "junior"])
_GRADE = re.compile(rf"\b({'|'.join(sorted(_GRADES))}|lieutenant(?= governor))\b", re.I)
_HEADS = re.compile(r"\b(?:chief|head|director|boss)\b(?! (?:executive|financial|operating|of staff|justice))", re.I)
_RANK = re.compile(
    r"\b(constable|sergeant|inspector|superintendent|corporal|lieutenant|captain|major|colonel|brigadier"
    r"|general|commander|admiral)(?=$| of\b| in\b| at\b)",
    re.I,
)
_MINISTER = re.compile(
    r"\b(prime|foreign|defen[cs]e|interior|finance|health|education|justice|trade|transport|environment"
    r"|agriculture|culture|energy|home) (?:minister|secretary)\b",
    re.I,
)
# Offices of one body that one person hardly holds beside another.
_OFFICES = {
    name: re.compile(rf"\b(?:{words})\b", re.I)
    for name, words in {
        "chief executive": "chief executive|CEO|managing director",
        "finance director": "finance (?:director|chief)|financial director|chief financial officer|CFO|treasurer",
        "accountant": "(?:chief |head )?(?:accountant|bookkeeper)|financial controller",
        "operations director": "operations director|director of operations|chief operating officer|COO",
        "counsel": "general counsel|in-house lawyer|company lawyer",
        "chair": "chairman|chairwoman|chairperson",
        "spokesperson": "spokes(?:man|woman|person)",
        "captain": "(?:ship['’]s )?captain|skipper",
        "first officer": "first officer|first mate|chief officer|co-?pilot",
        "second officer": "(?:second|third) (?:officer|mate)",
        "engineer": "(?:chief|ship['’]s|flight) engineer",
        "judge": "judge|magistrate",
        "prosecutor": "prosecutor|prosecuting (?:lawyer|counsel|attorney)",
        "defence": "defen[cs]e (?:lawyer|counsel|attorney|barrister)",
    }.items()
}
_BODILESS = re.compile(
    "|".join(pattern.pattern for pattern in (_RANK, _MINISTER, *_OFFICES.values())) + r"|\b(?:former|then|late|ex)\b|['’]s\b", re.I
)


def people_facts(people: Sequence[Person], shared: Shared) -> tuple[Fact, ...]:
    """One fact for each person, in the order given, and one for each two that are one person by another first name."""
    return (*(_fact(person, shared) for person in people), *_misnamed(people, shared))


def _misnamed(people: Sequence[Person], shared: Shared) -> Iterator[Fact]:
    """One surname and one post in two sources, but two first names that are not short for each other."""
    for one, other in combinations(people, 2):
        if set(one.sources) & set(other.sources) or not _first_names_differ(one.name, other.name):
            continue
        if any(_post(mine.text) and _post(mine.text) == _post(theirs.text) for mine in one.roles for theirs in other.roles):
            values = tuple(
                Value(person.name, person.sources, tuple(_evidence(person, person.sources, person.name))) for person in (one, other)
            )
            witnesses = count_witnesses((passage for value in values for passage in value.evidence), shared)
            yield Fact(Facet.WHO, f"first name of {one.name.split()[-1]}", State.CONFLICT, witnesses, values, f"name/{one.name}")


def _first_names_differ(one: str, other: str) -> bool:
    first, first_other = one.casefold().split(), other.casefold().split()
    if min(len(first), len(first_other)) < 2 or first[-1] != first_other[-1]:
        return False
    return "." not in first[0] + first_other[0] and first[0][:3] != first_other[0][:3]


def _fact(person: Person, shared: Shared) -> Fact:
    values = tuple(_values(person))
    witnesses = count_witnesses((passage for value in values for passage in value.evidence), shared)
    state = _state(person, values)
    label = f"post of {person.name}" if state is State.CONFLICT else person.name
    return Fact(Facet.WHO, label, state, witnesses, values, f"person/{person.name}")


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
    if grades != grades_other and _same_post(_post(one.text), _post(other.text)):
        return True
    return any(
        mine and theirs and mine != theirs for read in (_rank, _portfolio, _office) for mine, theirs in [(read(one.text), read(other.text))]
    ) and _same_body(one.text, other.text)


def _grades(text: str) -> frozenset[str]:
    found = frozenset(grade.lower() for grade in _GRADE.findall(text))
    return frozenset("deputy" if grade == "vice" else grade for grade in found)


def _post(text: str) -> frozenset[str]:
    """The words of a post without its grade; who heads something is its head, whatever the word."""
    return frozenset(terms(_HEADS.sub("head", _GRADE.sub("", text))))


def _same_post(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two posts are one, or one says more of it (the region's) than the other; a single word is too little for that."""
    return bool(one) and (one == other or (min(len(one), len(other)) > 1 and (one <= other or other <= one)))


def _rank(text: str) -> str:
    match = _RANK.search(text)
    return match[1].lower() if match else ""


def _portfolio(text: str) -> str:
    """The field of a minister; spellings and predecessors count alike."""
    match = _MINISTER.search(text)
    return match[1].lower().replace("defense", "defence") if match else ""


def _office(text: str) -> str:
    """One of the offices of which one person hardly holds two in one body."""
    return next((office for office, pattern in _OFFICES.items() if pattern.search(text)), "")


def _same_body(one: str, other: str) -> bool:
    """Whether two posts are of one body: what is left of the shorter without the post is in the longer, or one names no body."""
    left, left_other = (set(terms(_BODILESS.sub("", text))) for text in (one, other))
    return left <= left_other or left_other <= left
