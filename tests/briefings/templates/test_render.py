import dataclasses
from datetime import UTC, date, datetime

import pytest

from briefings.model import Briefing, Digest, Facet, KeyPoint, Passage, Precision, Quote, Template, TimelineEntry, Value, When
from briefings.templates.render import render

DISAGREEMENT = """\
⚠ **Sources disagree: crew members on strike**
- 240 — *Harbour Post*
- up to 200 — *Coast Daily*
- about 150 to 180 — *North Radio*
North Radio corrects an earlier value: about 150 to 180, not 240"""


def block(briefing: Briefing, heading: str) -> list[str]:
    """The lines under a heading."""
    (found,) = [block for block in briefing.blocks if block.startswith(f"**{heading}**")]
    return found.splitlines()[1:]


def headings(briefing: Briefing) -> list[str]:
    return [block.splitlines()[0].replace("**", "") for block in briefing.blocks]


def test_the_short_briefing_tells_the_story_and_the_disagreement(digest: Digest) -> None:
    briefing = render(7, 4, digest, Template.SHORT)
    assert (briefing.title, briefing.digest_id, briefing.story_id) == ("Ferry crews strike at Port Ellery", 7, 4)
    assert briefing.blocks == (
        "- Ferry crews at Port Ellery walked out over night shifts. — *Harbour Post and Coast Daily; also North Radio*\n"
        "- The company says it will not pay for days on strike. — *retold from North Radio*",
        DISAGREEMENT,
        "-# Three sources: Harbour Post, Coast Daily and North Radio",
    )


def test_the_standard_briefing_goes_in_an_editors_order(digest: Digest) -> None:
    briefing = render(1, 1, digest, Template.STANDARD)
    assert headings(briefing) == [
        "What happened",
        "⚠ Sources disagree: crew members on strike",
        "Where",
        "When",
        "Key facts",
        "Why",
        "Who",
        "What comes next",
        "Sources",
    ]


def test_a_value_is_told_in_its_sentence_and_a_hinted_date_before_it(digest: Digest) -> None:
    briefing = render(1, 1, digest, Template.STANDARD)
    assert block(briefing, "Where") == [
        "- **Port Ellery** — *all three sources*",
        "- Pickets stood at **the ferry terminal**. — *Harbour Post; also North Radio*",
    ]
    assert block(briefing, "When") == [
        "- **Monday 2 March 2026**: On Monday the first crews left their boats. — *Coast Daily; also Harbour Post*",
    ]
    assert block(briefing, "Why") == ["- It is about **night shifts without a rest day**, the crews say. — *retold from North Radio*"]
    assert block(briefing, "What comes next") == ["- Talks are to begin on Thursday with a mediator. — *Coast Daily*"]


def test_values_that_add_to_each_other_stand_side_by_side_and_trifles_are_left_out(digest: Digest) -> None:
    assert block(render(1, 1, digest, Template.STANDARD), "Key facts") == [
        "- **Office staff at work**",
        "  - 12 — *Harbour Post*",
        "  - a dozen or so — *Coast Daily*",
        "- On Monday **36 sailings** fell out. — *retold from North Radio; also Harbour Post*",
    ]


def test_no_sentence_is_told_twice(digest: Digest) -> None:
    point = dataclasses.replace(
        digest.key_points[0], text="They cancelled 36 sailings on Monday.", evidence=digest.facts[4].values[0].evidence[:1]
    )
    repeated = dataclasses.replace(digest, key_points=(point, point), facts=digest.facts[4:5])
    briefing = render(1, 1, repeated, Template.STANDARD)
    assert block(briefing, "What happened") == [
        "- They cancelled 36 sailings on Monday. — *Harbour Post; also Coast Daily and North Radio*"
    ]
    assert block(briefing, "Key facts") == ["- On Monday **36 sailings** fell out. — *retold from North Radio; also Harbour Post*"]


def test_a_resolved_date_is_told_even_where_its_sentence_was(digest: Digest) -> None:
    began = digest.facts[1].values[0].evidence[0]
    value = dataclasses.replace(digest.facts[1].values[0], sources=("A",), evidence=(began,))
    fact = dataclasses.replace(digest.facts[1], values=(value,))
    point = KeyPoint(began.quote, ("A",), (began,))
    briefing = render(1, 1, dataclasses.replace(digest, key_points=(point,), facts=(fact,)), Template.STANDARD)
    assert block(briefing, "When") == ["- **Monday 2 March 2026**: start of the strike — *Harbour Post*"]
    long_label = dataclasses.replace(fact, label="the day on which the strike of the crews began")
    briefing = render(1, 1, dataclasses.replace(digest, key_points=(point,), facts=(long_label,)), Template.STANDARD)
    assert "When" not in headings(briefing)


def test_a_digest_without_key_points_tells_what_its_facts_say_happened(digest: Digest) -> None:
    happened = dataclasses.replace(digest.facts[-1], facet=Facet.WHAT)
    briefing = render(1, 1, dataclasses.replace(digest, key_points=(), facts=(happened,)), Template.SHORT)
    assert briefing.blocks[0] == "- The boats are forty years old. — *retold from North Radio*"


def test_a_long_value_is_not_shouted_in_bold(digest: Digest) -> None:
    (evidence,) = digest.facts[8].values[0].evidence
    value = Value("night shifts without a rest day, the crews say", ("C",), (evidence,))
    fact = dataclasses.replace(digest.facts[8], values=(value,))
    briefing = render(1, 1, dataclasses.replace(digest, facts=(fact,)), Template.STANDARD)
    assert block(briefing, "Why") == ["- It is about night shifts without a rest day, the crews say. — *retold from North Radio*"]


def test_people_are_told_with_the_roles_of_those_who_state_them(digest: Digest) -> None:
    assert block(render(1, 1, digest, Template.LONG), "Who") == [
        "- **Mara Quill** — union secretary (*Harbour Post and North Radio*); former deckhand (*Coast Daily*)",
        "- **Ina Holm** (*Coast Daily*)",
        "- **Tom Ashby** — managing director of the ferry company (*Coast Daily*)",
    ]


def test_the_long_briefing_adds_timeline_and_background(digest: Digest) -> None:
    briefing = render(1, 1, digest, Template.LONG)
    assert block(briefing, "How it came to this") == [
        "- **November 2025**: talks on the rota break down — *Harbour Post*",
        "- **2 March 2026**: crews leave the first boat — *Harbour Post; also Coast Daily and North Radio*",
        "- **By 8 March 2026**: The company wants an offer accepted. — *retold from North Radio*",
    ]
    assert block(briefing, "Background") == ["- The boats are forty years old. — *retold from North Radio*"]
    assert "- Some **900 passengers** wait. — *Coast Daily*" in block(briefing, "Key facts")


def test_a_timeline_that_is_too_long_keeps_what_most_sources_date(digest: Digest) -> None:
    one, two, three = digest.timeline
    many = tuple(dataclasses.replace(one, event=f"round {number} of the talks") for number in range(20))
    told = block(render(1, 1, dataclasses.replace(digest, timeline=(two, *many, three)), Template.LONG), "How it came to this")
    assert len(told) == 15
    assert told[0] == "- **2 March 2026**: crews leave the first boat — *Harbour Post; also Coast Daily and North Radio*"
    assert [line.split(": ")[1].split(" of")[0] for line in told[1:-1]] == [f"round {number}" for number in range(7, 20)]


def test_a_retold_article_is_never_quoted(digest: Digest) -> None:
    said = block(render(1, 1, digest, Template.LONG), "What they said")
    assert said == [
        "- “We sail when we have slept.” — **Mara Quill** (*Harbour Post*)",
        "- **Tom Ashby**: The door is open. (*retold from North Radio*)",
    ]
    everywhere = dataclasses.replace(digest, articles=tuple(dataclasses.replace(note, retold=True) for note in digest.articles))
    briefing = render(1, 1, everywhere, Template.LONG)
    assert not any(mark in block for block in briefing.blocks for mark in '“”"')
    assert "- **Mara Quill**: We sail when we have slept. (*retold from Harbour Post*)" in block(briefing, "What they said")


def test_sources_are_told_by_name_with_what_to_know_of_them(digest: Digest) -> None:
    assert block(render(1, 1, digest, Template.STANDARD), "Sources") == [
        "- **Harbour Post**: [Ferry crews walk out](<https://harbour.example/walkout>), 2 March 2026",
        "- **Coast Daily**: No boats at Port Ellery, 2 March 2026 "
        "(two passages word for word as in Harbour Post, so no second source for them)",
        "- **North Radio**: Strike stops the ferries, 3 March 2026 (retold in our own words)",
    ]


def test_wire_copy_is_named(digest: Digest) -> None:
    wire = dataclasses.replace(digest.articles[0], original="the Northern Press agency", published=None, url=None)
    briefing = render(1, 1, dataclasses.replace(digest, articles=(wire, *digest.articles[1:])), Template.SHORT)
    assert briefing.blocks[-1].startswith("-# Three sources")
    sources = block(render(1, 1, dataclasses.replace(digest, articles=(wire, *digest.articles[1:])), Template.STANDARD), "Sources")
    assert sources[0] == "- **Harbour Post**: Ferry crews walk out (from the Northern Press agency)"


@pytest.mark.parametrize("template", [Template.SHORT, Template.STANDARD, Template.LONG])
def test_an_empty_digest_has_no_empty_sections(template: Template) -> None:
    briefing = render(1, 1, Digest("Quiet", "UTC", 1, ()), template)
    assert briefing.blocks == ("No source has been added to this story yet.",)


ATTACK = "@everyone <@&5> **x** [free](https://evil.example)\n# big\n---\n||y||"


@pytest.mark.parametrize(("since", "told"), [(datetime(2026, 3, 2, 9, tzinfo=UTC), "<t:1772442000:f>"), (None, "the last briefing")])
def test_where_nothing_is_new_a_line_says_since_when(digest: Digest, since: datetime | None, told: str) -> None:
    first, sources = render(1, 1, digest, Template.UNCHANGED, since=since).blocks
    assert first == f"Nothing new since {told}: the story stands as it was told then."
    assert sources.startswith("-# ")


@pytest.mark.parametrize("template", Template)
def test_nothing_in_a_digest_becomes_markup(digest: Digest, template: Template) -> None:
    when = When(date(2026, 3, 2), date(2026, 3, 2), Precision.DAY)
    hostile = dataclasses.replace(
        digest,
        story=ATTACK,
        articles=tuple(dataclasses.replace(note, outlet=ATTACK, title=ATTACK, original=ATTACK, url=ATTACK) for note in digest.articles),
        facts=tuple(
            dataclasses.replace(
                fact, label=ATTACK, note=ATTACK, values=tuple(dataclasses.replace(value, text=ATTACK) for value in fact.values)
            )
            for fact in digest.facts
        ),
        people=tuple(
            dataclasses.replace(person, name=ATTACK, roles=tuple(dataclasses.replace(role, text=ATTACK) for role in person.roles))
            for person in digest.people
        ),
        quotes=(Quote(ATTACK, ATTACK, "A", 0, 1), Quote(ATTACK, ATTACK, "C", 0, 1)),
        timeline=(TimelineEntry(when, f"{ATTACK} again", ("A", "C"), ()),),
        key_points=(KeyPoint(ATTACK, ("A", "C"), (Passage("A", 0, 1, ATTACK),)),),
    )
    briefing, usual = render(1, 1, hostile, template), render(1, 1, digest, template)
    for text in (briefing.title, *briefing.blocks):
        assert "@everyone" not in text
        assert "<@" not in text
        assert "](" not in text.replace(r"\](", "")
        assert "||" not in text
        assert "\n#" not in text
    assert len(briefing.blocks) == len(usual.blocks)


def test_a_digest_is_rendered_once_and_another_one_with_the_same_id_again(digest: Digest) -> None:
    first = render(1, 1, digest, Template.LONG)
    assert render(1, 1, digest, Template.LONG) is first
    assert render(1, 1, dataclasses.replace(digest, story="Another"), Template.LONG).title == "Another"
