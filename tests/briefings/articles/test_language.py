"""English is read; other languages are refused by name."""

from __future__ import annotations

import pytest

from briefings.articles.read import read_article
from briefings.errors import ArticleNotEnglish

ENGLISH = "The council of the town voted on Monday to sell the old harbor, which had been closed for years, to a company from the coast."


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
def test_other_languages_are_refused_by_name(text: str, language: str) -> None:
    with pytest.raises(ArticleNotEnglish, match=f"seems to be in {language}"):
        read_article(text, name="a.txt", id="A")


def test_a_language_without_a_name_here_is_told_by_its_code() -> None:
    text = "Borgarstjórnin samþykkti á mánudag að selja gömlu höfnina til fyrirtækis frá ströndinni, sagði borgarstjórinn um kvöldið."
    with pytest.raises(ArticleNotEnglish, match='the language with the code "is"'):
        read_article(text, name="a.txt", id="A")


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
