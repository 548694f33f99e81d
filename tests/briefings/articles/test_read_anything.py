"""Whatever comes in: a sentence for the person who sent it, or an article whose blocks fit its text."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from briefings.articles.read import read_article
from briefings.errors import DatelineError
from briefings.model import Article

NAMES = st.sampled_from(["a.txt", "a.md", "a.html"])
SENTENCE = st.sampled_from(
    [
        "The harbor opened on Monday after a long and costly repair, officials said.",
        "“We waited for years,” she said.",
        "He did.",
        "LONDON, March 3 (Agency) - The council of the town met on Friday to vote.",
        "Advertisement",
        "Read more: The bridge that moved",
        "By Jane Doe",
        "Photo: Jane Doe / Agency",
        "- three boats",
        "Weekly meetings",
        "ENDS",
        "© 2025 The Paper",
    ]
)
TAG_NAMES = "p div span h1 h2 ul li table tr td figure figcaption aside nav article main br b a blockquote script style pre form button"
TAGS = st.sampled_from(TAG_NAMES.split())
relaxed = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def check(article: Article) -> None:
    """Every block lies within the text, in order, and holds something; the gaps between them are one empty line."""
    assert article.blocks
    at = 0
    for block in article.blocks:
        assert block.start == at
        assert block.start < block.end <= len(article.text)
        assert article.text[block.start : block.end].strip()
        assert article.text[block.end : block.end + 2] in ("\n\n", "")
        at = block.end + 2
    assert at == len(article.text) + 2
    assert all(cut.text and cut.kind for cut in article.removed)
    article.text.encode("utf-8")


def read(data: bytes | str, name: str) -> Article | None:
    try:
        article = read_article(data, name=name, id="A")
    except DatelineError as error:
        sentence = str(error)
    else:
        check(article)
        return article
    assert sentence.endswith(".")
    return None


@relaxed
@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=300), NAMES)
@example("\ud800 text", "a.txt")
@example("\x00" * 5, "a.html")
def test_any_text_gives_a_sentence_or_an_article(text: str, name: str) -> None:
    read(text, name)


@relaxed
@given(st.binary(max_size=300), NAMES)
@example(b"\xff\xfe<\x00p\x00>\x00", "a.html")
@example(b"<meta charset=utf-9><p>caf\xe9</p>", "a.html")
@example(b"<meta charset=base64><p>caf\xe9</p>", "a.html")
def test_any_bytes_give_a_sentence_or_an_article(data: bytes, name: str) -> None:
    read(data, name)


@relaxed
@given(st.lists(SENTENCE, min_size=1, max_size=25), st.sampled_from(["\n", "\n\n", "\r\n", " \n\t\n"]))
def test_any_order_of_lines_keeps_every_word_in_text_or_receipt(lines: list[str], parting: str) -> None:
    article = read(parting.join(lines), "a.txt")
    if article is not None:
        everything = " ".join([article.text, *(cut.text for cut in article.removed)]).split()
        assert sorted(everything) == sorted(" ".join(lines).split())


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """One element with any class around some children, now and then left open."""
    names = st.sampled_from(["", "article-body", "ad-slot", "byline", "newsletter", "caption", "x_1 share-bar", "comments", "hidden"])

    def build(parts: tuple[str, str, list[str], bool]) -> str:
        tag, name, inner, closed = parts
        return f'<{tag} class="{name}">{"".join(inner)}' + (f"</{tag}>" if closed else "")

    return st.tuples(TAGS, names, st.lists(children, max_size=4), st.booleans()).map(build)


ODD_HTML: Any = st.recursive(SENTENCE | st.text(max_size=20), element, max_leaves=20)


@relaxed
@given(ODD_HTML)
@example("<p>" * 3000 + "The harbor opened on Monday after a long and costly repair.")
@example('<script type="application/ld+json">[[1, {"@type": ["NewsArticle"], "headline": 5, "author": [{}]}]</script><p>It did.</p>')
def test_odd_html_gives_a_sentence_or_an_article(source: str) -> None:
    read(source, "a.html")
