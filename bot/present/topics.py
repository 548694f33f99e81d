"""What a digest says on one topic, as a card: who, where, when, staffing, sources (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.present.cards import Card, Tone
from bot.present.words import credit, footing, outlets, state_words
from briefings.model import ArticleNote, Digest, Facet, Fact, Passage, Person, Place, SharedText, State, TimelineEntry
from briefings.templates import dates, telling
from briefings.templates.filters import capital, counted, listed, note_told
from briefings.templates.markdown import bold, escape, italic, link

NOTHING = "**Not in the sources.** None of them says."
_ROLES_IN_A_LIST = 2
_FACTS_IN_FULL = 4
"""With more facts than these on a card, those that need no more than a line get no more."""


def topic_card(digest: Digest, topic: str) -> Card:
    """The card of a topic; KeyError or IndexError for one that the digest does not have."""
    person = _person(digest, topic)
    return _person_card(digest, person) if person else _CARDS[topic](digest)


def topic_evidence(digest: Digest, topic: str) -> Iterable[tuple[str, tuple[Passage, ...]]]:
    """The passages that a topic's card rests on, under the words they support; the same errors as topic_card."""
    if topic == "who" or topic.startswith("who."):
        person = _person(digest, topic)
        return ((escape(one.name), one.evidence) for one in ((person,) if person else digest.people))
    return _EVIDENCE["briefing" if topic.startswith("briefing.") else topic](digest)


def _person(digest: Digest, topic: str) -> Person | None:
    """The person of a topic such as "who.3"; None for other topics."""
    name, _, index = topic.partition(".")
    if name != "who" or not index:
        return None
    return dict(enumerate(digest.people))[int(index)]


# ---------------------------------------------------------------- the cards


def _who(digest: Digest) -> Card:
    lines = [_person_line(digest, person) for person in digest.people]
    disputed = [fact for fact in _of(digest, Facet.WHO) if fact.state is State.CONFLICT]
    return _card("Who", digest, disputed, then="\n".join(lines))


def _where(digest: Digest) -> Card:
    main = [place for place in digest.places if place.main]
    others = sorted((place for place in digest.places if not place.main), key=lambda place: place.kind == "country")
    named = {place.name.casefold() for place in main}
    facts = [fact for fact in _of(digest, Facet.WHERE) if {value.text.casefold() for value in fact.values} - named]
    return _card(
        "Where",
        digest,
        facts,
        first=_list("Where it happened", [_place_line(digest, place) for place in main]),
        then=_list("Also named", [_place_line(digest, place) for place in others]),
    )


def _when(digest: Digest) -> Card:
    """What several sources date, or date differently; what one source alone dates stands in the timeline."""
    dated = [fact for fact in (*_of(digest, Facet.WHEN), *_of(digest, Facet.NEXT)) if _is_date(fact) and not telling.says_nothing(fact)]
    facts = [fact for fact in dated if fact.state is not State.SINGLE_SOURCE or not digest.timeline]
    agreed = [fact for fact in facts if fact.facet is Facet.WHEN and fact.state is State.AGREE]
    main = max(agreed, key=_spread, default=None)
    rest = [fact for fact in facts if fact is not main]
    rest.sort(key=lambda fact: (fact.state is not State.CONFLICT, fact.facet is not Facet.NEXT))
    timeline = _list("Timeline", [_event_line(digest, entry) for entry in digest.timeline])
    return _card("When", digest, rest, first=fact_block(digest, main) if main else "", then=timeline)


def _is_date(fact: Fact) -> bool:
    """Whether a fact states a day, and is not a sentence about what comes."""
    return fact.facet is Facet.WHEN or fact.slot.startswith("date/")


def _spread(fact: Fact) -> int:
    return len({source for value in fact.values for source in value.sources})


def _staffing(digest: Digest) -> Card:
    return _card("Staffing", digest, _of(digest, Facet.STAFFING))


def _sources(digest: Digest) -> Card:
    return Card("Sources", tuple(_source_block(digest, note) for note in digest.articles) or (NOTHING,), footing(digest))


def _person_card(digest: Digest, person: Person) -> Card:
    roles = "\n".join(f"- {escape(role.text)} — {outlets(digest, role.sources)}" for role in person.roles)
    also = f"Also written {listed(italic(name) for name in person.aliases)}" if person.aliases else ""
    named = f"Named by {outlets(digest, person.sources)}"
    return Card(escape(person.name), tuple(filter(None, (roles, also, named))), footing(digest))


def _card(title: str, digest: Digest, facts: list[Fact], *, first: str = "", then: str = "") -> Card:
    disputed = any(fact.state is State.CONFLICT for fact in facts)
    told = tuple(filter(None, (first, *_fact_blocks(digest, facts), then)))
    tone = Tone.DISPUTED if disputed else Tone.PLAIN if told else Tone.UNKNOWN
    return Card(title, told or (NOTHING,), footing(digest), tone)


# ---------------------------------------------------------------- their parts


def _fact_blocks(digest: Digest, facts: list[Fact]) -> list[str]:
    """The disputed facts first, then those of several values; of many facts, those of one value in a line each."""
    many = len(facts) > _FACTS_IN_FULL
    full = [fact for fact in facts if not many or len(_distinct(fact)) > 1 or fact.state is State.CONFLICT]
    full.sort(key=lambda fact: fact.state is not State.CONFLICT)
    lines = [_fact_line(digest, fact) for fact in facts if fact not in full]
    return [*(fact_block(digest, fact) for fact in full), "\n".join(lines)]


def _list(heading: str, lines: Sequence[str]) -> str:
    return "\n".join([f"**{heading}**", *lines]) if lines else ""


def _fact_line(digest: Digest, fact: Fact) -> str:
    ((text, sources),) = _distinct(fact)
    return f"- {escape(capital(fact.label))}: {bold(text)} — {outlets(digest, sources)}"


def _distinct(fact: Fact) -> list[tuple[str, tuple[str, ...]]]:
    """The fact's values with who states them; one that several articles word alike stands once."""
    stated: dict[str, tuple[str, tuple[str, ...]]] = {}
    for value in fact.values:
        text, sources = stated.get(value.text.casefold(), (value.text, ()))
        stated[value.text.casefold()] = (text, (*sources, *value.sources))
    return list(stated.values())


def fact_block(digest: Digest, fact: Fact) -> str:
    """A fact: its label, every value with who states it, and how they stand to each other."""
    values = [f"- {bold(text)} — {outlets(digest, sources)}" for text, sources in _distinct(fact)]
    state = [state_words(fact)] if fact.state is State.CONFLICT else []
    small = [f"-# {line}" for line in (None if state else state_words(fact), fact.note and escape(note_told(digest, fact.note))) if line]
    return "\n".join([bold(capital(fact.label)), *state, *values, *small])


def _person_line(digest: Digest, person: Person) -> str:
    roles = "; ".join(escape(role.text) for role in telling.roles(person, _ROLES_IN_A_LIST))
    return f"- {bold(person.name)}{f', {roles}' if roles else ''} — {outlets(digest, person.sources)}"


def _place_line(digest: Digest, place: Place) -> str:
    return f"- {bold(place.name)} — {outlets(digest, place.sources)}"


def _event_line(digest: Digest, entry: TimelineEntry) -> str:
    return f"- {bold(capital(dates.told(entry.when)))}: {escape(entry.event)} — {credit(digest, entry.sources)}"


def _source_block(digest: Digest, note: ArticleNote) -> str:
    facts = [
        dates.day(note.published) if note.published else "date unknown",
        counted(note.paragraphs, "paragraph"),
        *([f"{counted(len(note.removed), 'piece')} cut as boilerplate"] if note.removed else []),
        *([f"taken from {escape(note.original)}"] if note.original else []),
        *(["retold in our own words"] if note.retold else []),
    ]
    shared = [f"-# {_shared(digest, other)}" for other in note.shares_text_with]
    doubts = [f"-# ⚠ {escape(warning)}" for warning in note.warnings]
    return "\n".join([f"{bold(note.outlet)}: {link(note.title, note.url)}", f"-# {' · '.join(facts)}", *shared, *doubts])


def _shared(digest: Digest, shared: SharedText) -> str:
    passages = capital(counted(shared.passages, "passage"))
    return f"{passages} word for word as in {escape(digest.article(shared.article).outlet)}"


def _of(digest: Digest, facet: Facet) -> list[Fact]:
    return [fact for fact in digest.facts if fact.facet is facet]


# ---------------------------------------------------------------- what they rest on


def _of_facts(digest: Digest, facet: Facet) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    for fact in _of(digest, facet):
        for value in fact.values:
            yield f"{escape(capital(fact.label))}: {escape(value.text)}", value.evidence


def _where_evidence(digest: Digest) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    yield from _of_facts(digest, Facet.WHERE)
    for place in sorted(digest.places, key=lambda place: not place.main):
        yield escape(place.name), place.evidence


def _when_evidence(digest: Digest) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    yield from _of_facts(digest, Facet.WHEN)
    for entry in digest.timeline:
        yield escape(capital(dates.told(entry.when))), entry.evidence


def _briefing_evidence(digest: Digest) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    for point in digest.key_points:
        yield escape(point.text), point.evidence
    for fact in sorted(digest.facts, key=lambda fact: fact.state is not State.CONFLICT):
        for value in fact.values:
            yield f"{escape(capital(fact.label))}: {escape(value.text)}", value.evidence


_CARDS: dict[str, Callable[[Digest], Card]] = {"who": _who, "where": _where, "when": _when, "staffing": _staffing, "sources": _sources}
_EVIDENCE: dict[str, Callable[[Digest], Iterable[tuple[str, tuple[Passage, ...]]]]] = {
    "where": _where_evidence,
    "when": _when_evidence,
    "staffing": lambda digest: _of_facts(digest, Facet.STAFFING),
    "sources": lambda digest: (),
    "briefing": _briefing_evidence,
}
