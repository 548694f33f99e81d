"""The small measures of text that all of cleaning uses."""

from __future__ import annotations

import pytest

from briefings.articles.line import ends_sentence, key, squeeze, tidy, unquoted


def test_invisible_characters_go_and_letters_compose() -> None:
    assert tidy("so\u00adft zero\u200bwidth \u202eback\ufeff cafe\u0301") == "soft zerowidth back caf\u00e9"


def test_every_kind_of_line_end_is_one_newline() -> None:
    assert tidy("a\r\nb\rc\u2028d\x85e\x0bf\x0cg") == "a\nb\nc\nd\ne\nf\ng"


def test_half_a_character_is_replaced() -> None:
    assert tidy("broken \ud83d emoji") == "broken \ufffd emoji"


def test_no_break_spaces_become_spaces() -> None:
    assert squeeze(" about\u00a040\u202f000\u3000people\n") == "about 40 000 people"


def test_quotation_marks_dashes_and_case_do_not_part_texts() -> None:
    assert key("“It’s late — go!”") == key('"it\'s late - GO"')
    assert key("It took 30 days") != key("It took 13 days")


@pytest.mark.parametrize("text", ["He did.", "Did he?", '"Go!"', "“Go.”", "He left (late).)", "And then…"])
def test_sentences_end(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["Weekly meetings", "He said:", "“Go”", "", "3.5m"])
def test_other_lines_do_not(text: str) -> None:
    assert not ends_sentence(text)


def test_what_is_quoted_is_not_the_writer_s_own_voice() -> None:
    assert unquoted('“Join us,” she said. \'Tis "your" ‘our’ day') == " …  she said. 'Tis  …   …  day"
