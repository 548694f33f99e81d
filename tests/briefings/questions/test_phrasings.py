"""One thing can be asked in many ways: what each question asks for, and what the sources answer, over four stories read by the engine.

An answer of None means that the sources do not say; a tuple, that each of its parts is in the answer's line or its values.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from briefings.articles.folder import read_story_folder
from briefings.ask import Index
from briefings.engines.rules import RulesEngine
from briefings.model import Answer
from briefings.questions.kinds import Kind, kinds_of
from briefings.questions.wording import written_out
from briefings.understand import understand

STORIES = Path(__file__).parents[2] / "stories"

COURT = [
    ("How long was Moriarty jailed for?", Kind.DURATION, ("six years", "seven years")),
    ("how long is the sentence", Kind.DURATION, "years"),
    ("How much money did Moriarty steal?", Kind.MONEY, "4.2"),
    ("How much was stolen?", Kind.MEASURE, "4.2"),
    ("How much has been repaid?", Kind.MEASURE, "900,000"),
    ("How many counts of fraud did he plead guilty to?", Kind.COUNT, "14"),
    ("How many people does the company employ?", Kind.COUNT, ("85", "120")),
    ("staff numbers", Kind.COUNT, "85"),
    ("How many people lost their jobs?", Kind.COUNT, "Nineteen"),
    ("When did Moriarty plead guilty?", Kind.WHEN, "February 2024"),
    ("When was he sentenced?", Kind.WHEN, "16 May 2024"),
    ("When is the confiscation hearing?", Kind.WHEN, ("12 June 2024", "19 June 2024")),
    ("confiscation hearing date", Kind.WHEN, "June 2024"),
    ("Where did the money go?", Kind.WHERE, "Malta"),
    ("In which street does Moriarty live?", Kind.STREET, "Orchard Road"),
    ("How old is Declan Moriarty?", Kind.AGE, ("58", "59")),
    ("How old is Ronan Pike?", Kind.AGE, None),
    ("Who is Aoife Brennan?", Kind.ROLE, "chair"),
    ("who's aoife brennan", Kind.WHO, "chair"),
    ("Whos Ronan Pike?", Kind.ROLE, "Defence counsel"),
    ("Who is Siobhan Kerns?", Kind.ROLE, "Judge"),
    ("Who is the judge?", Kind.WHO, "Siobhan Kearns"),
    ("Who led the inquiry?", Kind.WHO, "Niamh Tully"),
    ("Who spoke of a betrayal?", Kind.SPEAKER, "Siobhan Kearns"),
    ("Who said that they trusted him with everything?", Kind.SPEAKER, "Aoife Brennan"),
    ("What did Brennan say about the years?", Kind.WORDS, "those years back"),
    ("How many people attended the public meeting?", Kind.COUNT, "200"),
    ("How many detectives were involved?", Kind.COUNT, "nine"),
    ("How long was the sentence according to Courts Daily?", Kind.DURATION, "seven years"),
    ("How long did the inquiry take?", Kind.DURATION, "three years"),
    ("Why was the trial delayed?", Kind.WHY, ("witness fell ill", "documents")),
    ("Which source mentions a villa?", Kind.SOURCE, "Courts Daily"),
    ("Do the sources agree on Moriarty's age?", Kind.AGREEMENT, "No"),
    ("Did Moriarty plead guilty?", Kind.YES_NO, "Yes"),
    ("Did the company close?", Kind.YES_NO, None),
    ("Did Aoife Brennan plead guilty?", Kind.YES_NO, None),
    ("What did the fraud cost the auditor?", Kind.MONEY, None),
    ("Who is the prime minister?", Kind.WHO, None),
    ("How many houses does Moriarty own?", Kind.COUNT, None),
    ("What is the phone number of the court?", Kind.CONTACT, None),
]
DERAILMENT = [
    ("How many people were injured?", Kind.COUNT, ("six", "Nine")),
    ("How many residents had to leave their homes?", Kind.COUNT, "1,500"),
    ("How many cars left the tracks?", Kind.COUNT, "22 cars"),
    ("How many cars leaked?", Kind.COUNT, "three"),
    ("At what time did the train derail?", Kind.CLOCK, "4:15"),
    ("How fast was the train travelling?", Kind.MEASURE, ("38", "52")),
    ("what was the speed limit", Kind.WHAT, "45"),
    ("Where did the train derail?", Kind.WHERE, "Tolland"),
    ("On which street did it derail?", Kind.STREET, "Foundry Street"),
    ("What was the train carrying?", Kind.WHAT, "chlorine"),
    ("Where was the train bound for?", Kind.WHERE, "Des Moines"),
    ("Who is Ana Delacroix?", Kind.ROLE, "chief"),
    ("whos ana delacroix?", Kind.WHO, "chief"),
    ("Who is the sheriff?", Kind.WHO, "Wade Corliss"),
    ("Who is Wade Corlis?", Kind.ROLE, "sheriff"),
    ("When will the governor visit the site?", Kind.WHEN, "November 2021"),
    ("When did the line reopen?", Kind.WHEN, "11 November 2021"),
    ("How much did the accident cost?", Kind.MONEY, "$14 million"),
    ("cost of the accident", Kind.MONEY, "$14 million"),
    ("How much was the railway fined in 2017?", Kind.MONEY, "$2.1 million"),
    ("How many people does the railway employ?", Kind.COUNT, "3,400"),
    ("How many trains a day use the line?", Kind.COUNT, "40"),
    ("How many people were killed in 1988?", Kind.COUNT, "four"),
    ("How many people slept at the shelter?", Kind.COUNT, "310"),
    ("How old is Rosalind Meek?", Kind.AGE, "66"),
    ("What caused the accident?", Kind.WHY, "broken axle"),
    ("Why did the track fail?", Kind.WHY, "ties were rotten"),
    ("Who said it shook the plates off the wall?", Kind.SPEAKER, "Rosalind Meek"),
    ("Which outlet mentions the elementary school?", Kind.SOURCE, "Tolland Observer"),
    ("How many were hurt according to the Tolland Observer?", Kind.COUNT, "Nine"),
    ("Do they agree on the number of injured?", Kind.AGREEMENT, "No"),
    ("Was anyone killed?", Kind.YES_NO, "No"),
    ("Did the line reopen?", Kind.YES_NO, "Yes"),
    ("Did the shelter close?", Kind.YES_NO, None),
    ("Did the governor resign?", Kind.YES_NO, None),
    ("How old is Ana Delacroix?", Kind.AGE, None),
    ("What is the name of the elementary school?", Kind.WHO, None),
]
FESTIVAL = [
    ("Why did Radcliffe resign?", Kind.WHY, ("Petrona", "pay")),
    ("How much will Petrona give?", Kind.MEASURE, "450,000"),
    ("How many authors have withdrawn?", Kind.COUNT, "14 authors"),
    ("When does the festival open?", Kind.WHEN, "3 June 2022"),
    ("when's the festival opening?", Kind.WHEN, "3 June 2022"),
    ("Where does the festival go ahead?", Kind.WHERE, "Fennel Park"),
    ("How many people work for the festival?", Kind.COUNT, "14"),
    ("How many volunteers are there?", Kind.COUNT, "200"),
    ("When do tickets go on sale?", Kind.WHEN, ("21 March 2022", "28 March 2022")),
    ("Who is Lucas Thorne?", Kind.ROLE, "chairman"),
    ("who is lucas thorn?", Kind.WHO, "chairman"),
    ("Who is Bram Osei?", Kind.ROLE, "novelist"),
    ("How old is Imogen Radcliffe?", Kind.AGE, "44"),
    ("When did Radcliffe join?", Kind.WHEN, "2015"),
    ("How much did Radcliffe ask for?", Kind.MEASURE, "95,000"),
    ("How many people marched through Marlow?", Kind.COUNT, "300"),
    ("How many visitors came last year?", Kind.COUNT, "52,000"),
    ("How did the trustees vote?", Kind.HOW, "eight to one"),
    ("Who said that somebody added the tax twice?", Kind.SPEAKER, "Thorne"),
    ("Which source reports a row about pay?", Kind.SOURCE, "Stage & Page"),
    ("When do tickets go on sale according to Stage & Page?", Kind.WHEN, "28 March 2022"),
    ("Do the sources agree on when tickets go on sale?", Kind.AGREEMENT, "No"),
    ("How far is Fennel Park from the old home of the festival?", Kind.DISTANCE, "two miles"),
    ("Did Radcliffe resign?", Kind.YES_NO, "Yes"),
    ("Did Lucas Thorne resign?", Kind.YES_NO, None),
    ("Who will succeed Radcliffe?", Kind.WHO, None),
    ("How much does a ticket cost?", Kind.MONEY, None),
    ("How old is Lucas Thorne?", Kind.AGE, None),
    ("What did the mayor say about the sponsor?", Kind.WORDS, None),
    ("Which bank supports the festival?", Kind.WHAT, None),
]
QUAKE = [
    ("How many people died?", Kind.COUNT, ("17", "24")),
    ("death toll", Kind.COUNT, "24"),
    ("What was the magnitude of the earthquake?", Kind.WHAT, "6.1"),
    ("At what time did the quake hit?", Kind.CLOCK, "4:52"),
    ("How long did the quake last?", Kind.DURATION, "20 seconds"),
    ("When did the earthquake strike?", Kind.WHEN, "19 October 2020"),
    ("How many people were injured?", Kind.COUNT, "200"),
    ("How many soldiers were sent?", Kind.COUNT, "1,200"),
    ("How many people were pulled alive from the rubble?", Kind.COUNT, "43"),
    ("Where did people spend the night?", Kind.WHERE, "tents"),
    ("When was the church of San Vito built?", Kind.WHEN, "1420"),
    ("How far from Solva was the epicenter?", Kind.DISTANCE, "seven kilometers"),
    ("How many people died in 1976?", Kind.COUNT, "98"),
    ("How much first aid did the prime minister promise?", Kind.MEASURE, "50 million"),
    ("When will the prime minister come?", Kind.WHEN, "October 2020"),
    ("Who is Paolo Renzi?", Kind.ROLE, "civil protection"),
    ("Who is Ada Moretti?", Kind.ROLE, "prefect"),
    ("who is ada moreti", Kind.WHO, "prefect"),
    ("Who is the prime minister?", Kind.WHO, "Carla Bellini"),
    ("What is Nives Colla's job?", Kind.ROLE, "baker"),
    ("How old is Nives Colla?", Kind.AGE, "52"),
    ("Why did the hotel collapse?", Kind.WHY, ("columns", "sand")),
    ("What is the name of the street?", Kind.WHO, None),
    ("Until when is the railway closed?", Kind.WHEN, "October 2020"),
    ("Who said the wall was gone?", Kind.SPEAKER, "Nives Colla"),
    ("Which source mentions the Red Cross?", Kind.SOURCE, "The World Today"),
    ("What did the quake measure according to Corriere del Lago?", Kind.WHAT, "6.3"),
    ("Did the hotel collapse?", Kind.YES_NO, "Yes"),
    ("Did the church close?", Kind.YES_NO, None),
    ("Has the president visited Solva?", Kind.YES_NO, None),
    ("How many children died?", Kind.COUNT, None),
    ("What is the owner of the hotel called?", Kind.WHO, None),
    ("How old is Paolo Renzi?", Kind.AGE, None),
    ("How much will it cost to rebuild the church?", Kind.MONEY, None),
]
TABLES = {"court": COURT, "derailment": DERAILMENT, "festival": FESTIVAL, "quake": QUAKE}
ROWS = [(story, *row) for story, rows in TABLES.items() for row in rows]

Asked = str | tuple[str, ...] | None


@pytest.fixture(scope="module")
def indexes() -> dict[str, Index]:
    engine, made = RulesEngine(in_process=True), {}
    for story in TABLES:
        folder = read_story_folder(STORIES / story)
        digest, _ = asyncio.run(understand(engine, folder.title, folder.timezone, 1, folder.articles, {}))
        made[story] = Index(digest, folder.articles)
    return made


def said(answer: Answer) -> str:
    return " | ".join([answer.text, *(value.text for value in answer.values)]).casefold()


@pytest.mark.parametrize(("question", "kind"), [(question, kind) for _, question, kind, _ in ROWS])
def test_the_wording_tells_what_is_asked_for(question: str, kind: Kind) -> None:
    assert kinds_of(written_out(question))[0] is kind


@pytest.mark.model
@pytest.mark.parametrize(("story", "question", "kind", "expected"), ROWS)
def test_the_sources_answer_or_are_said_not_to(indexes: dict[str, Index], story: str, question: str, kind: Kind, expected: Asked) -> None:
    answer = indexes[story].ask(question)
    if expected is None:
        assert not answer.answered, answer.text
        return
    assert answer.answered
    for part in (expected,) if isinstance(expected, str) else expected:
        assert part.casefold() in said(answer)
