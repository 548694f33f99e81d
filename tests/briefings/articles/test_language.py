"""English is read; a text in another language is kept under a warning that names it, and nothing is learned from it."""

from __future__ import annotations

import pytest

from briefings.articles.read import read_article
from briefings.model import Article, BlockKind

ENGLISH = "The council of the town voted on Monday to sell the old harbor, which had been closed for years, to a company from the coast."


def foreign(article: Article) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks if block.kind is BlockKind.FOREIGN]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Der Stadtrat hat am Montag beschlossen, den alten Hafen an eine Firma von der Küste zu verkaufen, sagte der Bürgermeister.",
            "German",
        ),
        (
            "El ayuntamiento votó el lunes a favor de vender el viejo puerto a una empresa de la costa, dijo la alcaldesa a la prensa.",
            "Spanish",
        ),
        ("市議会は月曜日、古い港を沿岸の会社に売却することを決めた。市長が夜に記者団に語った。漁師たちは反対していた。", "Japanese"),
        (
            "Городской совет в понедельник проголосовал за продажу старого порта компании с побережья, сообщил мэр вечером журналистам.",
            "Russian",
        ),
    ],
)
def test_other_languages_are_kept_and_named(text: str, language: str) -> None:
    article = read_article(text, name="a.txt", id="A")
    assert article.warnings[0].startswith(f"The article seems to be in {language}, and Dateline reads English only")
    assert foreign(article) == [text]
    assert not any(article.body())


def test_a_language_without_a_name_here_is_told_by_its_code() -> None:
    text = "Borgarstjórnin samþykkti á mánudag að selja gömlu höfnina til fyrirtækis frá ströndinni, sagði borgarstjórinn um kvöldið."
    assert 'in the language with the code "is"' in read_article(text, name="a.txt", id="A").warnings[0]


def test_english_with_foreign_quotations_is_english() -> None:
    quoted = f"{ENGLISH} “Wir haben lange gewartet, und nun ist es vorbei mit dem alten Hafen von Laketown”, she said."
    assert read_article(quoted, name="a.txt", id="A").text == quoted


def test_tables_of_english_names_are_left_to_the_model() -> None:
    results = (
        "Rovers beat United after extra time in Laketown. "
        + "Hall, Baptiste, Cole, Okoro, Finn, Silva, Mensah, Byrne, Kaya, Lowe and Adams played well for Rovers. " * 2
    )
    assert read_article(results, name="a.txt", id="A").text


def test_a_few_words_are_not_judged() -> None:
    assert read_article("Hafen verkauft: Laketown sagt Ja.", name="a.txt", id="A").text
