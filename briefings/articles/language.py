"""Whether an article is English: Dateline reads no other language, and says so instead of finding nothing."""

from __future__ import annotations

from briefings.articles.line import unquoted, words
from briefings.errors import ArticleNotEnglish
from briefings.model import Article

ENOUGH_WORDS = 20
"""Fewer words than these are not judged: names alone can sway them."""


def check_english(article: Article, name: str) -> None:
    """Raise ArticleNotEnglish where the running text is clearly in another language; a quotation may be in any."""
    body = " ".join(article.text[block.start : block.end] for block in article.body())
    judged = unquoted(body)
    if words(judged) < ENOUGH_WORDS:
        judged = body
    if words(judged) < ENOUGH_WORDS and judged.isascii():
        return
    import py3langid  # here, not above: its model takes half a second to load, and is needed only when an article comes in

    language, _ = py3langid.classify(judged[:4000])
    if language != "en":
        raise ArticleNotEnglish(name=name, language=_NAMES.get(language, f'the language with the code "{language}"'))


_NAMES = {
    "ar": "Arabic",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "hi": "Hindi",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
