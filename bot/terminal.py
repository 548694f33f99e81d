"""Digests and answers for a person at a terminal: tables, states in words, wrapped quotes with the names of their sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from briefings.model import Answer, Digest, Fact, Passage, State, TimelineEntry

STATE_WORDS = {
    State.AGREE: ("sources agree", "green"),
    State.COMPLEMENTARY: ("sources complete each other", "cyan"),
    State.CONFLICT: ("SOURCES DISAGREE", "bold red"),
    State.SINGLE_SOURCE: ("one source", "dim"),
}


def outlets(digest: Digest, sources: Iterable[str]) -> str:
    """The outlets of these article ids, each once, in the digest's order."""
    wanted = set(sources)
    return ", ".join(dict.fromkeys(note.outlet for note in digest.articles if note.id in wanted))


def state_text(state: State) -> Text:
    """A state in words and colour."""
    words, style = STATE_WORDS[state]
    return Text(words, style=style)


def passage_text(digest: Digest, passage: Passage) -> Text:
    """A passage with its outlet: quoted where the words are the outlet's, "retold from" where they are ours."""
    note = digest.article(passage.article)
    words = " ".join(passage.quote.split())
    if note.retold:
        return Text.assemble((f"retold from {note.outlet}: ", "bold"), words)
    return Text.assemble((f"{note.outlet}: ", "bold"), f"“{words}”")


def show_digest(console: Console, digest: Digest) -> None:
    """Prints a digest: sources, facts with the conflicts first, people, timeline, quotes, key points."""
    console.print(Text(digest.story, style="bold"), Text(f"revision {digest.revision} · {digest.timezone}", style="dim"), sep="\n")
    doubts = [Text(f"⚠ {note.outlet}: {warning}", style="yellow") for note in digest.articles for warning in note.warnings]
    console.print(_section("Sources", [_sources(digest), *doubts]))
    conflicts = [fact for fact in digest.facts if fact.state is State.CONFLICT]
    rest = [fact for fact in digest.facts if fact.state is not State.CONFLICT]
    console.print(_section("Where the sources disagree", [_fact(digest, fact) for fact in conflicts]))
    console.print(_section("Facts", [_fact(digest, fact) for fact in rest]))
    console.print(_section("People", [_people(digest)] if digest.people else []))
    console.print(_section("Timeline", [_timeline(digest.timeline, digest)] if digest.timeline else []))
    quotes = [
        Text.assemble(
            (f"{quote.speaker or 'Speaker not named'}: ", "bold"), f"“{quote.text}” ", (f"({outlets(digest, [quote.article])})", "dim")
        )
        for quote in digest.quotes
    ]
    console.print(_section("Quotes", quotes))
    console.print(_section("Key points", [Text(f"• {point.text} ({outlets(digest, point.sources)})") for point in digest.key_points]))


def show_answer(console: Console, digest: Digest, answer: Answer) -> None:
    """Prints an answer: the direct line, its state, the values per source, the passages."""
    console.print(Text(answer.text, style="bold" if answer.answered else "yellow"))
    if answer.state is not None:
        console.print(state_text(answer.state))
    for value in answer.values:
        console.print(Text(f"• {value.text} — {outlets(digest, value.sources)}"))
    if answer.nearest:
        console.print(Text(f"Nearest known: {answer.nearest}", style="dim"))
    for passage in answer.evidence:
        console.print(Padding(passage_text(digest, passage), (0, 0, 0, 2)))


def _section(title: str, parts: Sequence[RenderableType]) -> RenderableType:
    return Group(Text(""), Text(title, style="bold underline"), *parts) if parts else Group()


def _sources(digest: Digest) -> Table:
    table = Table("", "Outlet", "Title", "Published", "Paragraphs", "Cut", box=None)
    for note in digest.articles:
        published = note.published.isoformat() if note.published else "no date"
        outlet = f"{note.outlet} (retold)" if note.retold else note.outlet
        table.add_row(note.id, outlet, note.title, published, str(note.paragraphs), str(len(note.removed)))
    return table


def _fact(digest: Digest, fact: Fact) -> RenderableType:
    head = Text.assemble((fact.label, "bold"), "  ", state_text(fact.state))
    values = [Text(f"  {value.text} — {outlets(digest, value.sources)}") for value in fact.values]
    passages = [Padding(passage_text(digest, passage), (0, 0, 0, 6)) for value in fact.values for passage in value.evidence[:1]]
    return Group(head, *values, *passages)


def _people(digest: Digest) -> Table:
    table = Table("Name", "Who", "Named by", box=None)
    for person in digest.people:
        table.add_row(person.name, "; ".join(role.text for role in person.roles), outlets(digest, person.sources))
    return table


def _timeline(entries: Sequence[TimelineEntry], digest: Digest) -> Table:
    table = Table("When", "What", "Told by", box=None)
    for entry in entries:
        start, end = entry.when.start, entry.when.end
        when = f"by {end}" if start is None else str(start) if end in (None, start) else f"{start} to {end}"
        table.add_row(when, entry.event, outlets(digest, entry.sources))
    return table
