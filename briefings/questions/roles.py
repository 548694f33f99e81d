"""Who somebody is: the roles that the digest holds, each with the passage that says so."""

from __future__ import annotations

import re

from briefings.model import Answer, AnswerValue, Person, Role, State
from briefings.questions.finder import Candidate, Finder, Findings
from briefings.questions.ledger import Ledger
from briefings.questions.reply import clip

_COURTESY = re.compile(r"^(?:mr|mrs|ms|miss|dr|prof|sir|dame|lord|lady)\.?$", re.IGNORECASE)


def answer_about_person(finder: Finder, findings: Findings, ledger: Ledger) -> Answer | None:
    """What the sources call the person that a question names; None where it names none, or none is called anything."""
    full = finder.people.person(findings.question.text)
    person = next((person for person in finder.digest.people if person.name == full), None)
    if person is None:
        return None
    scope = findings.question.scope
    roles = [role for role in person.roles if not _COURTESY.match(role.text) and (not scope or scope & set(role.sources))]
    if not roles:
        return None
    ordered = sorted(roles, key=lambda role: (_is_clause(role), -len(role.sources), -len(role.text)))
    values = tuple(_values(ordered, scope))
    candidates = _with_roles(finder, findings, person, ordered)
    passages = dict.fromkeys(candidate.hit.unit.passage for candidate in candidates)
    state = next((fact.state for fact in finder.digest.facts if fact.slot == f"person/{person.name}"), State.SINGLE_SOURCE)
    if state is not State.CONFLICT:
        state = State.SINGLE_SOURCE if len({one for value in values for one in value.sources}) == 1 else State.COMPLEMENTARY
    text = f"{person.name}: {'; '.join(dict.fromkeys(value.text for value in values[:3]))}"
    return Answer(findings.question.text, True, clip(text), state, values, tuple(passages)[: len(values) + 3])


def _is_clause(role: Role) -> bool:
    """A role told as what somebody did ("cut the ribbon") says less than a title."""
    return bool(re.match(r"^(?:who\s)?(?:has|had|was|is|\w+ed|\w+s|ran|led|cut)\s", role.text))


def _values(roles: list[Role], scope: frozenset[str]) -> list[AnswerValue]:
    """One value per role, those first that add a source, so that each source's own words come early."""
    seen: set[str] = set()
    first: list[AnswerValue] = []
    rest: list[AnswerValue] = []
    for role in roles:
        sources = tuple(source for source in role.sources if not scope or source in scope)
        (rest if set(sources) <= seen else first).append(AnswerValue(clip(role.text), sources))
        seen.update(sources)
    return first + rest


def _with_roles(finder: Finder, findings: Findings, person: Person, roles: list[Role]) -> list[Candidate]:
    """The sentences that say a role, one of each source first, then the others that name the person."""

    def worth(candidate: Candidate) -> float:
        text = candidate.hit.unit.text
        return (
            candidate.score
            + 2.0 * any(role.text in text for role in roles if not _is_clause(role))
            + any(role.text in text for role in roles)
        )

    ranked = sorted(findings.candidates, key=worth, reverse=True)
    named = [candidate for candidate in ranked if any(name.full == person.name for name in finder.people.names(candidate.hit.unit.text))]
    best: dict[str, Candidate] = {}
    for candidate in named:
        best.setdefault(candidate.article, candidate)
    return [*best.values(), *named]
