"""What bad input gets, from the file to the digest: kept, warned of by name, and never a guess told as a fact."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.articles.read import read_article
from briefings.facts.reading import read
from briefings.model import Article, Digest
from briefings.understand import build_digest

if TYPE_CHECKING:
    from spacy.language import Language

REPORT = "\n\n".join(
    [
        "Lima buys two ferries",
        "LIMA, March 3 (Agency) - The city of Lima bought two ferries on Friday, mayor Ana Duarte said, for 40 million soles each.",
        "“They will sail in June,” Duarte told reporters at the port, where some 300 people had come to see the first of them.",
        "The old ferry, which had served the islands since 1974, will be sold for its steel, and its crew of twelve keeps its work.",
    ]
)
SECOND = (
    "OSLO, March 4 (Agency) - A crane fell into the harbour of Oslo on Tuesday, and one man was hurt, police chief Kari Vold said. "
    "The crane had stood on the quay for 60 years, and nobody had looked at its bolts since the summer, she told the paper."
)
SPANISH = (
    "El alcalde dijo el viernes que la ciudad compró dos barcos por 40 millones de soles, y que el puerto abrirá en junio con "
    "300 invitados. Según Ana Duarte, la obra durará tres años y dará trabajo a 200 personas de la ciudad y de los pueblos vecinos."
)
COOKIES = "<html><body><h1>Lima buys two ferries</h1><p>We use cookies and similar technologies to run this site.</p></body></html>"
HEADLINES = "\n".join(
    f"{number} boats sold in {place} after the storm of last week"
    for number, place in enumerate(["Lima", "Oslo", "Lund", "Tarn", "Orr", "Bari"])
)
DATED = '<html><head><meta property="article:published_time" content="2024-03-04"></head><body><h1>Lima buys</h1><time>9 March 2025</time>'

BAD = [
    (SPANISH, "a.txt", "seems to be in Spanish"),
    (COOKIES, "a.html", "stop at a cookie notice"),
    (HEADLINES, "a.txt", "a list of headlines"),
    (f"{REPORT}\n\n{SECOND}", "a.txt", "more than one report"),
    (REPORT.replace(", March 3", ""), "a.txt", "has no date"),
    (f"{DATED}<p>{SECOND}</p></body></html>", "a.html", "two dates of publication"),
]


def digest(nlp: Language, *articles: Article) -> Digest:
    return build_digest("Ferries", "America/Lima", 1, articles, [read(nlp, article, "America/Lima") for article in articles])


@pytest.mark.parametrize(("text", "name", "trouble"), BAD)
def test_bad_input_is_kept_with_a_warning_that_names_the_trouble(nlp: Language, text: str, name: str, trouble: str) -> None:
    good = read_article(REPORT, name="good.txt", id="A", outlet="The Tide", published=date(2025, 3, 3))
    bad = read_article(text, name=name, id="B", outlet="The Courier")
    notes = digest(nlp, good, bad).articles
    assert notes[0].warnings == ()
    assert any(trouble in warning for warning in notes[1].warnings)


def test_of_a_text_in_another_language_nothing_is_told(nlp: Language) -> None:
    made = digest(nlp, read_article(SPANISH, name="a.txt", id="A", published=date(2025, 3, 3)))
    assert (made.facts, made.people, made.places, made.timeline, made.quotes, made.key_points) == ((), (), (), (), (), ())


@pytest.mark.parametrize(("text", "name", "trouble"), [bad for bad in BAD if "date" in bad[2]])
def test_without_a_sure_day_of_publication_no_weekday_is_resolved(nlp: Language, text: str, name: str, trouble: str) -> None:
    made = digest(nlp, read_article(text, name=name, id="A"))
    assert not [entry for entry in made.timeline if entry.when.start == entry.when.end]
