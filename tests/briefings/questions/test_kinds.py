"""What a question asks for is told from its wording."""

from __future__ import annotations

import pytest

from briefings.questions.kinds import Kind, kinds_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who opened the bridge?", Kind.WHO),
        ("Who is Ann Lee?", Kind.ROLE),
        ("Who is the club's coach?", Kind.WHO),
        ("What is Ann Lee's job?", Kind.ROLE),
        ("When did the ferry sink?", Kind.WHEN),
        ("On which day was the vote?", Kind.WHEN),
        ("Where was the ferry built?", Kind.WHERE),
        ("In which street is the school?", Kind.STREET),
        ("How many people were hurt?", Kind.COUNT),
        ("How much did the bridge cost?", Kind.MONEY),
        ("How much snow fell?", Kind.MEASURE),
        ("How long was the strike?", Kind.DURATION),
        ("How far is the island?", Kind.DISTANCE),
        ("How often do they meet?", Kind.FREQUENCY),
        ("How old is the captain?", Kind.AGE),
        ("At what time did the siren sound?", Kind.CLOCK),
        ("What share of voters came?", Kind.PERCENT),
        ("On which floor is the kitchen?", Kind.ORDINAL),
        ("What was the score?", Kind.SCORE),
        ("Which countries took part?", Kind.COUNTRY),
        ("Why was the match called off?", Kind.WHY),
        ("Was the bridge closed?", Kind.YES_NO),
        ("Which source says 40?", Kind.SOURCE),
        ("Do the sources agree on the number of dead?", Kind.AGREEMENT),
        ("Which outlets share word-for-word passages?", Kind.SHARED_TEXT),
        ("Who wrote the Herald article?", Kind.AUTHOR),
        ("When was the Herald article published?", Kind.PUBLISHED),
        ("Who said the plan was a joke?", Kind.SPEAKER),
        ("What did the mayor say about the plan?", Kind.WORDS),
        ("What is the phone number of the shelter?", Kind.CONTACT),
        ("How did the fire start?", Kind.HOW),
        ("What sank?", Kind.WHAT),
        ("harbour bridge", Kind.WHAT),
    ],
)
def test_the_wording_tells_the_kind(question: str, kind: Kind) -> None:
    assert kinds_of(question)[0] is kind


def test_two_things_asked_at_once_keep_their_order() -> None:
    assert kinds_of("Where and when did they meet?") == (Kind.WHERE, Kind.WHEN)
    assert kinds_of("How many nurses will come, and when?") == (Kind.COUNT, Kind.WHEN)
