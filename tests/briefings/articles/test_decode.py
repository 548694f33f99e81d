"""Bytes become text, or a sentence that says why not."""

from __future__ import annotations

import pytest

from briefings.articles.decode import MAX_BYTES, decode
from briefings.errors import ArticleBinary, ArticleEmpty, ArticleTooLarge

SENTENCE = "“Café owners” said the fee – £5 a day – was naïve."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_in_a_usual_character_set_is_read(encoding: str) -> None:
    assert decode((SENTENCE * 8).encode(encoding), "a.txt", html=False) == SENTENCE * 8


def test_a_page_s_own_charset_counts() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Кафе</p>'
    assert "Кафе" in decode(page.encode("cp1251"), "a.html", html=True)


def test_a_page_that_names_no_known_charset_is_guessed() -> None:
    page = '<meta charset="klingon"><p>' + SENTENCE * 8
    assert "Café" in decode(page.encode("cp1252"), "a.html", html=True)


def test_utf8_wins_over_a_false_declaration() -> None:
    assert "Café" in decode(b'<meta charset="iso-8859-1">' + SENTENCE.encode(), "a.html", html=True)


@pytest.mark.parametrize("data", [b"", b" \n\t ", "", " \n"])
def test_nothing_is_called_empty(data: bytes | str) -> None:
    with pytest.raises(ArticleEmpty, match=r"a\.txt is empty"):
        decode(data, "a.txt", html=False)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe",
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xff\xd8" * 9,
        b"%PDF-1.7\n1 0 obj",
        b"{\\rtf1\\ansi The harbor opened.}",
        "\x01\x02\x03 text",
    ],
)
def test_files_that_are_no_text_are_refused(data: bytes | str) -> None:
    with pytest.raises(ArticleBinary, match=r"save the article as \.txt"):
        decode(data, "a.txt", html=False)


def test_five_megabytes_are_the_limit() -> None:
    assert len(decode("a" * MAX_BYTES, "a.txt", html=False)) == MAX_BYTES
    with pytest.raises(ArticleTooLarge, match=r"5\.0 MB; the limit is 5 MB"):
        decode(b"a" * (MAX_BYTES + 1), "a.txt", html=False)
