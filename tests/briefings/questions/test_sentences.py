"""A paragraph is cut into sentences where a reader would cut it."""

from __future__ import annotations

import pytest

from briefings.questions.sentences import split


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("The tide turned. Boats came in.", ["The tide turned.", "Boats came in."]),
        ("Mr. Hale met Dr. Okafor at St. Anne's. They left.", ["Mr. Hale met Dr. Okafor at St. Anne's.", "They left."]),
        ("J. R. Hale spoke for the U.S. Navy on Sept. 3.", ["J. R. Hale spoke for the U.S. Navy on Sept. 3."]),
        ("He moved to the U.S. The rest stayed.", ["He moved to the U.S.", "The rest stayed."]),
        (
            "“We lost the roof. We kept the dog,” she said. “Good dog.”",
            ["“We lost the roof.", "We kept the dog,” she said.", "“Good dog.”"],
        ),
        ("It cost £4.5m. £2m was left.", ["It cost £4.5m.", "£2m was left."]),
        ("", []),
    ],
)
def test_a_paragraph_is_cut_where_a_reader_would_cut_it(paragraph: str, expected: list[str]) -> None:
    assert sentences(paragraph) == expected
