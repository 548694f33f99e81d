"""A question is read as people type it."""

from __future__ import annotations

import pytest

from briefings.questions.wording import Spelling, written_out

SPELLING = Spelling(["Ines Okell", "Lee Baker", "Tollmouth"], {"the", "baker", "harbour", "who", "is", "lee"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who's the mayor", "who is the mayor"),
        ("Whats the toll?", "What is the toll?"),
        ("wheres the shelter", "where is the shelter"),
        ("Didn’t the ferry sail?", "Did not the ferry sail?"),
        ("Won't it open?", "will not it open?"),
        ("staff numbers", "how many staff?"),
        ("number of dead", "how many dead?"),
        ("death toll", "how many people died?"),
        ("opening date", "when is the opening?"),
        ("kick-off time", "at what time is the kick-off?"),
        ("cost of the bridge", "how much does the bridge cost?"),
        ("captain's age", "how old is captain?"),
        ("harbour bridge", "harbour bridge"),
        ("Whose bridge is it?", "Whose bridge is it?"),
    ],
)
def test_what_is_typed_becomes_a_question(typed: str, meant: str) -> None:
    assert written_out(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who is ines okell", "who is Ines Okell"),
        ("Where is Tollmuoth?", "Where is Tollmouth?"),
        ("who is ines okel", "who is Ines Okell"),
        ("okell's age", "Okell's age"),
        ("who is the baker", "who is the baker"),
        ("who is lee baker", "who is Lee Baker"),
        ("who is the bakers", "who is the bakers"),
        ("Where is Tillmauth?", "Where is Tillmauth?"),
    ],
)
def test_a_name_is_spelt_as_in_the_texts(typed: str, meant: str) -> None:
    assert SPELLING.corrected(typed) == meant
