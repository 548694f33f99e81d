import dataclasses
from datetime import date

import pytest

from briefings.model import ArticleNote, Briefing, Digest, KeyPoint, Precision, Quote, Template, TimelineEntry, When
from briefings.templates.render import render

DISAGREEMENT = """\
⚠ **Sources disagree: crew members on strike**
- 240 — *Harbour Post*
- up to 200 — *Coast Daily*
- about 150 to 180 — *North Radio*
The company counts only those on shift."""


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
        "- Ferry crews at Port Ellery walked out on Monday over night shifts. — *Harbour Post and Coast Daily*\n"
        "- The company says it will not pay for days on strike. — *retold from North Radio*",
        DISAGREEMENT,
        "-# Three sources: Harbour Post, Coast Daily and North Radio",
    )


def test_the_standard_briefing_goes_in_an_editors_order(digest: Digest) -> None:
    briefing = render(1, 1, digest, Template.STANDARD)
    assert headings(briefing) == [
        "What happened",
        "⚠ Sources disagree: crew members on strike",
        "Where and when",
        "Key facts",
        "Who",
        "What comes next",
        "Sources",
    ]
    assert block(briefing, "Key facts") == [
        "- **Sailings cancelled**",
        "  - 36 — *Harbour Post and North Radio*",
        "  - 18 a day — *Coast Daily*",
        "- **Reason**: night shifts without a rest day — *North Radio*",
    ]
    assert block(briefing, "Who")[0] == "- **Mara Quill** — union secretary (*Harbour Post and North Radio*)"


def test_the_long_briefing_adds_quotes_timeline_and_roles(digest: Digest) -> None:
    briefing = render(1, 1, digest, Template.LONG)
    assert block(briefing, "How it came to this") == [
        "- **November 2025**: talks on the rota break down — *Harbour Post*",
        "- **2 March 2026**: crews leave the first boat — *Harbour Post and Coast Daily; retold from North Radio*",
        "- **By 8 March 2026**: The company wants an offer accepted. — *retold from North Radio*",
    ]
    assert block(briefing, "Who is who")[0].startswith("- **Mara Quill** — union secretary; former deckhand (")


def test_a_retold_article_is_never_quoted(digest: Digest) -> None:
    said = block(render(1, 1, digest, Template.LONG), "What they said")
    assert said == [
        "- “We sail when we have slept.” — **Mara Quill** (*Harbour Post*)",
        "- **Tom Ashby**: The door is open. (*retold from North Radio*)",
        "- “a long week” (*Coast Daily*)",
    ]
    everywhere = dataclasses.replace(digest, articles=tuple(dataclasses.replace(note, retold=True) for note in digest.articles))
    briefing = render(1, 1, everywhere, Template.LONG)
    assert not any(mark in block for block in briefing.blocks for mark in '“”"')
    assert "- a long week (*retold from Coast Daily*)" in block(briefing, "What they said")


def test_sources_are_told_by_name_with_what_to_know_of_them(digest: Digest) -> None:
    assert block(render(1, 1, digest, Template.STANDARD), "Sources") == [
        "- **Harbour Post**: [Ferry crews walk out](<https://harbour.example/walkout>), 2 March 2026",
        "- **Coast Daily**: No boats at Port Ellery, 2 March 2026. "
        "*Two passages word for word as in Harbour Post, so no second source for them*",
        "- **North Radio**: Strike stops the ferries, 3 March 2026. *Retold in our own words*",
    ]


def test_wire_copy_is_named(digest: Digest) -> None:
    wire = dataclasses.replace(digest.articles[0], original="the Northern Press agency", published=None, url=None)
    briefing = render(1, 1, dataclasses.replace(digest, articles=(wire, *digest.articles[1:])), Template.SHORT)
    assert briefing.blocks[-1].startswith("-# Three sources")
    sources = block(render(1, 1, dataclasses.replace(digest, articles=(wire, *digest.articles[1:])), Template.STANDARD), "Sources")
    assert sources[0] == "- **Harbour Post**: Ferry crews walk out. *From the Northern Press agency*"


def test_many_sources_that_all_agree_are_not_listed_on_every_line(digest: Digest) -> None:
    notes = tuple(ArticleNote(id, f"Outlet {id}", "", None, 1) for id in "ABCDE")
    told = dataclasses.replace(
        digest, articles=notes, key_points=(), people=(dataclasses.replace(digest.people[0], sources=tuple("ABCDE")),)
    )
    assert block(render(1, 1, told, Template.STANDARD), "Who") == ["- **Mara Quill** — union secretary (*all five sources*)"]


@pytest.mark.parametrize("template", Template)
def test_an_empty_digest_has_no_empty_sections(template: Template) -> None:
    briefing = render(1, 1, Digest("Quiet", "UTC", 1, ()), template)
    assert briefing.blocks == ("No source has been added to this story yet.",)


ATTACK = "@everyone <@&5> **x** [free](https://evil.example)\n# big\n---\n||y||"


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
        timeline=(TimelineEntry(when, ATTACK, ("A", "C"), ()),),
        key_points=(KeyPoint(ATTACK, ("A", "C"), ()),),
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
