"""How a topic of a digest reads as a card."""

from __future__ import annotations

from dataclasses import replace

from bot.present import Tone, topic_card
from bot.present.topics import fact_block
from briefings.model import Digest, Facet, Fact, State, Value


def _fact(label: str, *values: Value, facet: Facet = Facet.STAFFING, state: State = State.SINGLE_SOURCE) -> Fact:
    return Fact(facet, label, state, 1, values)


def test_a_disputed_topic_has_the_colour_and_the_word_of_it(ferry_digest: Digest) -> None:
    card = topic_card(ferry_digest, "staffing")
    assert card.tone is Tone.DISPUTED
    assert card.blocks[0].splitlines()[:2] == ["**Staff of the terminal**", "⚠ The sources disagree"]


def test_a_topic_that_no_source_speaks_of_says_so(ferry_digest: Digest) -> None:
    card = topic_card(replace(ferry_digest, facts=()), "staffing")
    assert card.blocks == ("**Not in the sources.** None of them says.",)
    assert card.tone is Tone.UNKNOWN


def test_outlets_that_print_the_same_text_are_one_witness(ferry_digest: Digest) -> None:
    fact = Fact(Facet.WHERE, "place", State.AGREE, 1, (Value("the quay", ("A", "B"), ()),))
    assert "-# Several outlets, but the same text: one independent source" in fact_block(ferry_digest, fact)


def test_a_value_worded_alike_by_several_articles_stands_once(ferry_digest: Digest) -> None:
    fact = _fact("place", Value("The quay", ("A",), ()), Value("the quay", ("B",), ()), state=State.AGREE)
    assert fact_block(ferry_digest, fact).splitlines()[1] == "- **The quay** — *The Harbour Herald and Coast Courier*"


def test_of_many_facts_those_of_one_value_take_a_line_and_the_disputed_one_stands_first(ferry_digest: Digest) -> None:
    simple = [_fact(f"count {number}", Value(f"{number}", ("A",), ())) for number in range(5)]
    disputed = _fact("crew", Value("3", ("A",), ()), Value("9", ("B",), ()), state=State.CONFLICT)
    card = topic_card(replace(ferry_digest, facts=(*simple, disputed)), "staffing")
    assert card.blocks[0].startswith("**Crew**\n⚠")
    assert card.blocks[1].splitlines()[4] == "- Count 4: **4** — *The Harbour Herald*"


def test_text_from_articles_is_escaped(ferry_digest: Digest) -> None:
    block = fact_block(ferry_digest, _fact("**bold** label", Value("@everyone [here](https://example.org)", ("A",), ())))
    assert "@everyone" not in block
    assert r"\*\*bold\*\*" in block
    assert r"\[here\]" in block


def test_the_main_place_comes_first_and_is_not_told_twice(ferry_digest: Digest) -> None:
    fact = _fact("Norrvik", Value("Norrvik", ("A",), ()), facet=Facet.WHERE)
    card = topic_card(replace(ferry_digest, facts=(fact,)), "where")
    assert [block.splitlines()[0] for block in card.blocks] == ["**Where it happened**"]


def test_a_note_that_begins_with_an_articles_id_names_its_outlet(ferry_digest: Digest) -> None:
    fact = replace(_fact("crew", Value("40", ("A",), ())), note="B corrects an earlier value")
    assert fact_block(ferry_digest, fact).endswith("-# Coast Courier corrects an earlier value")


def test_when_leads_with_the_main_date_and_leaves_out_bare_ones(ferry_digest: Digest) -> None:
    opening = _fact("date of the opening", Value("3 May", ("A", "B"), ()), facet=Facet.WHEN, state=State.AGREE)
    hearing = _fact("date of the hearing", Value("9 May", ("A",), ()), Value("10 May", ("B",), ()), facet=Facet.WHEN, state=State.CONFLICT)
    bare = _fact("date", Value("8 May", ("A", "B"), ()), facet=Facet.WHEN, state=State.AGREE)
    card = topic_card(replace(ferry_digest, facts=(bare, hearing, opening)), "when")
    assert card.blocks[0].startswith("**Date of the opening**")
    assert card.blocks[1].startswith("**Date of the hearing**")
    assert not any("8 May" in block for block in card.blocks)


def test_a_source_with_a_doubt_about_it_is_shown_with_it(ferry_digest: Digest) -> None:
    first, *rest = ferry_digest.articles
    doubtful = replace(first, warnings=("No date was found in it.",))
    card = topic_card(replace(ferry_digest, articles=(doubtful, *rest)), "sources")
    assert card.blocks[0].splitlines()[-1] == "-# ⚠ No date was found in it."
