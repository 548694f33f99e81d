"""Whether an article is English: Dateline reads no other language, and says so instead of guessing at facts."""

from __future__ import annotations

import re

from briefings.articles.line import unquoted, words
from briefings.model import Article

ENOUGH_WORDS = 20
"""Fewer words than these are not judged: names alone can sway them."""


def foreign_language(article: Article) -> str | None:
    """The language of the running text where that is clearly not English, as a sentence names it; a quotation may be in any."""
    body = " ".join(article.text[block.start : block.end] for block in article.body()) or article.text
    judged = unquoted(body)
    if words(judged) < ENOUGH_WORDS:
        judged = body
    if (words(judged) < ENOUGH_WORDS and judged.isascii()) or _plainly_english(judged):
        return None
    import py3langid  # here, not above: its model takes half a second and 100 MB, and hardly any article needs it

    language, _ = py3langid.classify(judged[:4000])
    return None if language == "en" else _NAMES.get(language, f'the language with the code "{language}"')


def _plainly_english(text: str) -> bool:
    """Whether words that only English has make up so much of the text as in no other language."""
    tokens = _WORD.findall(text[:20_000].lower())
    return sum(token in _ENGLISH for token in tokens) >= len(tokens) * _ENGLISH_SHARE > 0


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENGLISH_WORDS = "the and of to that with for from which this have has been were their would by its his they"
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_ENGLISH_SHARE = 0.12
"""English news prose has 0.13 to 0.22 of these; what has fewer, such as tables of results, goes to the model."""
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
