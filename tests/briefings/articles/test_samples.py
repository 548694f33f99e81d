"""Whole made-up articles of many kinds (see samples/README.md): each line becomes what it should, and none is lost without a receipt."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml.html import document_fromstring

from briefings.articles.line import squeeze
from briefings.articles.read import read_article
from briefings.model import Article, BlockKind

SAMPLES = sorted(path for path in (Path(__file__).parent / "samples").iterdir() if path.suffix in {".txt", ".html"})
ANNOTATED = re.compile(r"(?P<kind>\w*)\s*(?P<wrapped>\+?)\s*\| (?P<text>.*)")


def plain(source: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without its annotations, and (kind, paragraph) for each of them."""
    expected: list[tuple[str, str]] = []
    lines = []
    for line in source.split("\n"):
        found = ANNOTATED.fullmatch(line)
        lines.append(found["text"] if found else line)
        if found and found["wrapped"]:
            kind, text = expected.pop()
            expected.append((kind, f"{text} {squeeze(found['text'])}"))
        elif found:
            expected.append((found["kind"], squeeze(found["text"])))
    return "\n".join(lines), expected


def page(source: str) -> tuple[str, list[tuple[str, str]]]:
    """The page, and (kind, text) of each element that says what it is."""
    marked = document_fromstring(source).xpath("//*[@data-is]")
    texts = (" ".join(element.itertext()) if element.tag == "tr" else element.text_content() for element in marked)
    return source, [(element.get("data-is"), squeeze(text)) for element, text in zip(marked, texts, strict=True)]


def verdicts(article: Article) -> Counter[tuple[str, str]]:
    """How often the article holds each (kind, text); a paragraph is put together again with its dateline or signature."""
    found: Counter[tuple[str, str]] = Counter(("cut", cut.text) for cut in article.removed)
    dateline = paragraph = ""
    for block in article.blocks:
        text = article.text[block.start : block.end]
        if block.kind is BlockKind.DATELINE:
            dateline = text
            continue
        found["dateline" if dateline else block.kind.value, f"{dateline} {text}".strip()] += 1
        if block.kind is BlockKind.CREDIT:
            found["signed", f"{paragraph} {text}"] += 1
        dateline, paragraph = "", text
    return found


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_line_of_the_sample_is_what_it_should_be(path: Path) -> None:
    source, expected = (page if path.suffix == ".html" else plain)(path.read_text("utf-8"))
    article = read_article(source, name=path.name, id="A")
    assert expected
    assert Counter(expected) - verdicts(article) == Counter()


@pytest.mark.parametrize("path", [path for path in SAMPLES if path.suffix == ".txt"], ids=lambda path: path.stem)
def test_text_and_receipt_together_hold_every_word(path: Path) -> None:
    source, _ = plain(path.read_text("utf-8"))
    article = read_article(source, name=path.name, id="A")
    kept = Counter(article.text.split())
    assert kept + Counter(" ".join(cut.text for cut in article.removed).split()) == Counter(source.split())
