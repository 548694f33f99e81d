"""Plain text in the shapes that people paste it in."""

from __future__ import annotations

from briefings.articles.plain import plain_lines, wrap_width

WRAPPED = """\
The bridge over the river was shut on Monday after a barge struck
one of its piers, and engineers said that it would not open again
before the end of the week.

Nobody was hurt. The barge, which carries gravel, was steered by a
pilot who had worked for nineteen hours, the harbor police said on
Tuesday.
"""


def texts(text: str) -> list[str]:
    return [line.text for line in plain_lines(text)]


def test_wrapped_lines_are_paragraphs_again() -> None:
    first, second = texts(WRAPPED)
    assert first == " ".join(WRAPPED.split("\n\n")[0].split())
    assert second.endswith("the harbor police said on Tuesday.")


def test_an_indent_starts_a_paragraph_in_wrapped_text() -> None:
    assert len(texts(WRAPPED.replace("\n\nNobody", "\n   Nobody"))) == 2


def test_a_list_in_wrapped_text_keeps_its_items() -> None:
    assert texts(WRAPPED + "\n- one barge\n- two tugs\n")[-2:] == ["- one barge", "- two tugs"]


def test_a_line_is_a_paragraph_where_nobody_wrapped() -> None:
    pasted = (
        "A title of five words\nThe first paragraph of the report, which goes on for a good while and then ends.\nThe second.\n3 boats\n"
    )
    assert len(texts(pasted)) == 4


def test_short_lists_below_long_paragraphs_are_not_wrapped_text() -> None:
    listed = (
        "word " * 40
        + "\n\nbe more than three miles from the next one\nhave fewer than ten staff\nhave traded for at least 12 months\nown it\n"
    )
    assert len(texts(listed)) == 5


def test_lines_of_one_chunk_belong_together() -> None:
    lines = plain_lines("one\ntwo\n \t\u00a0\nthree")
    assert [line.chunk for line in lines] == [0, 0, 1]


def test_too_few_lines_say_nothing_about_a_width() -> None:
    assert wrap_width([["one line of text", "another"]]) is None
