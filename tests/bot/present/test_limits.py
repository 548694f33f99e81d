"""Whatever the text, every page keeps Discord's limits and no word is lost."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.present.limits import clip, pages, part, units

TEXTS = st.one_of(
    st.text(max_size=600),
    st.lists(
        st.sampled_from(["**bold** word", "A sentence ends here. ", "\n", "> quoted line", "\\*", "🗞️", "`code`", "Mr. Kim said no. "])
    ).map("".join),
)


def words(text: str) -> str:
    return re.sub(r"[\s>]+", "", text)


@given(st.lists(TEXTS, max_size=12), st.integers(20, 300), st.integers(1, 6))
def test_pages_keep_the_limits_and_lose_no_word(blocks: list[str], room: int, most: int) -> None:
    made = pages(blocks, room=room, most=most)
    for page in made:
        assert page
        assert len(page) <= most
        assert sum(map(units, page)) <= room
        assert all(block.strip() for block in page)
    assert words("".join("".join(page) for page in made)) == words("".join(blocks))


@given(TEXTS, st.integers(4, 100))
def test_a_clipped_text_fits(text: str, room: int) -> None:
    assert units(clip(text, room)) <= room


def test_a_page_ends_at_a_sentence() -> None:
    text = "The office opened on Friday. It has four floors. Nobody said how long it will stay."
    assert pages([text], room=55, most=5) == (
        ("The office opened on Friday. It has four floors.",),
        ("Nobody said how long it will stay.",),
    )


def test_a_title_before_a_name_ends_no_sentence() -> None:
    assert part("It was opened by Mr. Kim of the ministry", 24) == ("It was opened by Mr. Kim", "of the ministry")


def test_a_heading_never_stands_alone_at_the_foot() -> None:
    made = pages(["First thought here.", "**Who**\nA very long line about a person that does not fit"], room=50, most=5)
    assert made[0] == ("First thought here.",)


def test_bold_is_not_torn_apart() -> None:
    head, rest = part("He said **that it was over. Now go** and left", 32)
    assert (head, rest) == ("He said", "**that it was over. Now go** and left")


def test_a_quoted_line_stays_quoted_over_the_page() -> None:
    assert part("> One sentence stands. Another follows it.", 30) == ("> One sentence stands.", "> Another follows it.")


def test_a_wide_character_counts_twice_and_is_never_halved() -> None:
    assert units("🗞") == 2
    assert part("🗞🗞🗞", 3) == ("🗞", "🗞🗞")
