"""Cleaning a pasted text: what each line becomes by its place among the others."""

from __future__ import annotations

from datetime import date

from briefings.articles.clean import Cleaned, clean
from briefings.articles.plain import plain_lines
from briefings.model import BlockKind

BODY = [
    "The council voted on Monday to sell the old harbor to a shipping company from the coast.",
    "The price is 40 million pounds, to be paid over the next ten years, the mayor said.",
    "Fishermen had asked for a say in the sale, and were promised a meeting in June.",
    "Work on the new quay will start next spring, once the dredging of the basin is done.",
]
TITLE = "Council sells the old harbor"


def cleaned(*lines: str, title: str | None = None, outlet: str | None = None) -> Cleaned:
    return clean(plain_lines("\n\n".join(lines)), title=title, outlet=outlet)


def kinds(result: Cleaned) -> list[tuple[str, str]]:
    return [(block.kind.value, result.text[block.start : block.end]) for block in result.blocks]


def of_kind(result: Cleaned, kind: BlockKind) -> list[str]:
    return [text for name, text in kinds(result) if name == kind.value]


def cuts(result: Cleaned) -> list[tuple[str, str]]:
    return [(cut.kind, cut.text) for cut in result.removed]


def test_title_and_paragraphs_are_joined_by_an_empty_line() -> None:
    result = cleaned(TITLE, *BODY)
    assert result.text == "\n\n".join([TITLE, *BODY])
    assert result.title == TITLE
    assert of_kind(result, BlockKind.BODY) == BODY
    assert not result.removed


def test_a_text_without_a_title_has_none() -> None:
    assert cleaned(*BODY).title is None


def test_the_given_title_is_recognised_in_the_text() -> None:
    result = cleaned("Harbor latest today", TITLE, *BODY, title=TITLE.upper())
    assert result.title == TITLE
    assert cuts(result) == [("section", "Harbor latest today")]


def test_the_outlet_s_own_name_is_a_masthead() -> None:
    assert ("masthead", "The Coast Courier") in cuts(cleaned("The Coast Courier", TITLE, *BODY, outlet="The Coast Courier"))


def test_the_title_is_neither_the_outlet_s_line_nor_its_menu() -> None:
    head = "TIDE & QUAY – the weekly for people who own a boat\nHome / Boats / Ropes / Log in"
    assert cleaned(head, TITLE, *BODY, outlet="Tide & Quay").title == TITLE
    assert cleaned("THE OLD ROPE\nA page about knots, mostly useless ones", TITLE, *BODY).title == TITLE


def test_what_stands_right_below_the_word_advertisement_is_one() -> None:
    advert = "Meet us at the boat fair on 4 June. Register before 1 May and save 15%."
    result = cleaned(TITLE, *BODY[:2], f"ADVERTISEMENT\n{advert}", *BODY[2:])
    assert ("ad", advert) in cuts(result)
    assert of_kind(result, BlockKind.BODY) == BODY


def test_a_correction_of_the_article_itself_stays() -> None:
    correction = "Correction: An earlier version of this report said that the price was 60 million pounds. That was wrong."
    assert of_kind(cleaned(TITLE, *BODY, correction), BlockKind.BODY) == [*BODY, correction]


def test_a_question_may_be_the_title() -> None:
    question = "Who will pay for the new harbor wall at last?"
    assert cleaned(question, *BODY).title == question


def test_a_sentence_above_the_byline_is_the_standfirst() -> None:
    summary = "Fishermen fear for their moorings, and the mayor for her majority."
    result = cleaned(TITLE, summary, "By Jane Doe", *BODY)
    assert of_kind(result, BlockKind.STANDFIRST) == [summary]
    assert result.byline == "Jane Doe"


def test_without_anything_between_the_first_sentence_is_body() -> None:
    assert of_kind(cleaned(TITLE, *BODY), BlockKind.STANDFIRST) == []


def test_what_stands_above_a_dateline_is_the_standfirst() -> None:
    result = cleaned(TITLE, "Fishermen fear for their moorings there.", "LAKETOWN, March 3 (Agency) - " + BODY[0], *BODY[1:])
    assert kinds(result)[1:4] == [
        ("standfirst", "Fishermen fear for their moorings there."),
        ("dateline", "LAKETOWN, March 3 (Agency) -"),
        ("body", BODY[0]),
    ]
    assert (result.dateline, result.original) == ("LAKETOWN", "Agency")


def test_the_outlet_s_own_agency_name_is_no_origin() -> None:
    assert cleaned(TITLE, "LAKETOWN (Agency) - " + BODY[0], *BODY[1:], outlet="Agency").original is None


def test_short_sentences_and_open_quotations_stay_in_the_body() -> None:
    short = ["He did.", '"Never," said Olu Brandt of the harbor guild', "No.", "“We go on”, she said"]
    assert of_kind(cleaned(TITLE, BODY[0], *short, *BODY[1:]), BlockKind.BODY) == [BODY[0], *short, *BODY[1:]]


def test_lists_of_facts_stay_in_the_body() -> None:
    facts = ["- 40 berths", "- two cranes", "Depth: 9 metres", "Length: 210 metres"]
    assert of_kind(cleaned(TITLE, *BODY, "The new quay:", *facts), BlockKind.BODY)[-5:] == ["The new quay:", *facts]


def test_unmarked_items_below_a_colon_stay_in_the_body() -> None:
    facts = ["forty berths", "two new cranes", "a fish market"]
    assert of_kind(cleaned(TITLE, *BODY, "The quay will have:", *facts), BlockKind.BODY)[-3:] == facts


def test_one_short_line_between_paragraphs_is_a_subheading() -> None:
    assert of_kind(cleaned(TITLE, *BODY[:2], "A meeting in June", *BODY[2:]), BlockKind.SUBHEADING) == ["A meeting in June"]


def test_a_longer_line_without_a_verb_between_paragraphs_is_a_caption() -> None:
    caption = "Fishermen with their families on the old quay after the vote of the council"
    assert of_kind(cleaned(TITLE, *BODY[:2], caption, *BODY[2:]), BlockKind.CAPTION) == [caption]


def test_headlines_below_related_go_until_the_story_goes_on() -> None:
    result = cleaned(TITLE, BODY[0], "Related stories", "Eel season opens", "Who owns the slipway?", *BODY[1:])
    assert of_kind(result, BlockKind.BODY) == BODY
    assert [kind for kind, _ in cuts(result)] == ["related"] * 3


def test_a_pull_quote_is_not_counted_twice() -> None:
    result = cleaned(
        TITLE, *BODY, "“were promised a meeting in June after they had long asked for a say”", BODY[3].replace("Work", "Works")
    )
    assert of_kind(result, BlockKind.BODY)[:4] == BODY
    twice = cleaned(TITLE, *BODY[:2], "“Fishermen had asked for a say in the sale, and were promised a meeting”", *BODY[2:])
    assert [kind for kind, _ in cuts(twice)] == ["pull_quote"]


def test_a_paragraph_pasted_twice_is_kept_once() -> None:
    result = cleaned(TITLE, *BODY, BODY[1])
    assert of_kind(result, BlockKind.BODY) == BODY
    assert cuts(result) == [("repeated", BODY[1])]


def test_after_the_end_mark_nothing_is_body() -> None:
    result = cleaned(TITLE, *BODY, "ENDS", "The harbor was built in 1871 and last dredged in 1990.")
    assert of_kind(result, BlockKind.BODY) == BODY


def test_after_a_syndication_line_only_reporting_is_body() -> None:
    more = "The mayor told the meeting that she would resign if the sale failed."
    result = cleaned(TITLE, *BODY, "This article originally appeared in The Quarterly.", "Enhance your evenings!", more)
    assert of_kind(result, BlockKind.BODY) == [*BODY, more]
    assert result.original == "The Quarterly"


def test_standing_sections_of_a_press_release_go() -> None:
    result = cleaned(
        TITLE, *BODY, "About Laketown Harbors", "Laketown Harbors runs four harbors and employs 900 people.", "Media contact", "Jonas Lie"
    )
    assert of_kind(result, BlockKind.BODY) == BODY
    assert [kind for kind, _ in cuts(result)] == ["about", "about", "contact", "contact"]


def test_the_writer_s_own_lines_at_the_end_go() -> None:
    result = cleaned(TITLE, "By Jane Doe", *BODY, "Jane Doe is the author of two books on harbors.")
    assert of_kind(result, BlockKind.BODY) == BODY


def test_a_personal_ending_stays() -> None:
    ending = "I would pay it tomorrow. Would you?"
    assert of_kind(cleaned(TITLE, *BODY, ending), BlockKind.BODY)[-1] == ending


def test_a_signature_is_a_credit_and_names_the_origin() -> None:
    result = cleaned(TITLE, *BODY[:3], BODY[3] + " – AGENCY")
    assert kinds(result)[-2:] == [("body", BODY[3]), ("credit", "– AGENCY")]
    assert result.original == "AGENCY"


def test_the_date_is_taken_from_a_stamp_or_the_dateline_alone() -> None:
    old = "The last sale was on March 4, 1999, and it ended badly."
    assert cleaned(TITLE, "Published 3 March 2025", *BODY, old).stamp == date(2025, 3, 3)
    assert cleaned(TITLE, "Updated 5 March 2025", "Published 3 March 2025", *BODY).stamp == date(2025, 3, 3)
    assert cleaned(TITLE, "LAKETOWN, March 3, 2025 - " + BODY[0], *BODY[1:]).stamp == date(2025, 3, 3)
    assert cleaned(TITLE, *BODY, old).stamp is None


def test_speakers_in_capitals_are_no_datelines() -> None:
    result = cleaned(
        TITLE, "OLU BRANDT: Why did the council sell the old harbor?", "JANE DOE: The council needed the money for schools.", *BODY
    )
    assert result.dateline is None


def test_no_lines_give_an_empty_text() -> None:
    result = clean([])
    assert (result.text, result.blocks, result.removed) == ("", (), ())
