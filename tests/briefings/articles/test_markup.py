"""Markdown and pages become lines."""

from __future__ import annotations

from datetime import date

from briefings.articles import markup
from briefings.articles.line import Hint

LONG = "The council voted on Monday to sell the old harbor to a company from the coast."


def test_markdown_is_typed_by_its_marks() -> None:
    lines, _ = markup.markdown("# Harbor sold\n\nThe **council** [voted](x).\n\n## Next\n\n- one\n- two\n\n> Never.\n\n![A quay](q.jpg)\n")
    assert [(line.text, line.hint) for line in lines] == [
        ("Harbor sold", Hint.TITLE),
        ("The council voted.", Hint.PARAGRAPH),
        ("Next", Hint.HEADING),
        ("one", Hint.ITEM),
        ("two", Hint.ITEM),
        ("Never.", Hint.QUOTATION),
        ("A quay", Hint.NONE),
    ]
    assert lines[-1].cut == "image_alt"


def test_lines_pasted_into_markdown_are_paragraphs() -> None:
    lines, _ = markup.markdown(f"Harbor sold\nBy Jane Doe\n{LONG} {LONG}\n")
    assert len(lines) == 3


def test_wrapped_markdown_is_joined() -> None:
    source = "\n".join(
        [
            "The council voted on Monday to sell the old harbor to a",
            "company from the coast, which promised to dredge the basin",
            "and to build a quay that is",
            "long",
        ]
    )
    assert len(markup.markdown(source)[0]) == 1


def test_front_matter_is_metadata() -> None:
    _, meta = markup.markdown("---\ntitle: Harbor sold\nsource: The Courier\nauthor: Jane Doe\ndate: 2025-03-04\n---\n\nText\n")
    assert (meta.headline, meta.outlet, meta.author, meta.days) == ("Harbor sold", "The Courier", "Jane Doe", (date(2025, 3, 4),))


def test_broken_front_matter_is_passed_over() -> None:
    for broken in ("---\na: [\n---\nText\n", "---\n- list\n---\nText\n"):
        lines, meta = markup.markdown(broken)
        assert [line.text for line in lines] == ["Text"]
        assert meta.headline is None


def test_a_page_without_elements_gives_no_lines() -> None:
    assert markup.html("<!-- nothing -->")[0] == []


def test_a_page_keeps_what_lies_around_its_main_text_on_the_receipt() -> None:
    paragraphs = "".join(f"<p>{LONG} It was number {number} of the sales.</p>" for number in range(9))
    lines, _ = markup.html(f"<html><body><nav><a href=x>Weather</a></nav><article><h1>Harbor sold</h1>{paragraphs}</article></body></html>")
    assert [line.cut for line in lines] == ["nav", *[None] * 10]


def test_a_table_s_rows_are_lines() -> None:
    lines, _ = markup.markdown("| Region | Users |\n|---|---|\n| North | 41,000 |\n")
    assert [(line.text, line.hint) for line in lines] == [("Region Users", Hint.ITEM), ("North 41,000", Hint.ITEM)]
