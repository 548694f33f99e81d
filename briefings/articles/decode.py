"""Bytes to text: size, binary content and the character set, each decided before anything is parsed."""

from __future__ import annotations

import codecs
import re

from briefings.errors import ArticleBinary, ArticleEmpty, ArticleTooLarge

MAX_BYTES = 5_000_000
"""The largest article file that is read, in bytes."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_SAMPLE = 200_000
_FOREIGN = ("%PDF-", "{\\rtf")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x7f]")


def decode(data: bytes | str, name: str, *, html: bool) -> str:
    """The text in `data`; raises ArticleTooLarge, ArticleBinary or ArticleEmpty, naming the file `name`.

    The character set is the byte order mark's, else the HTML page's own, else UTF-8, else charset-normalizer's best guess.
    """
    size = len(data) if isinstance(data, bytes) else len(data.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise ArticleTooLarge(name=name, size=f"{size / 1e6:.1f} MB", limit=f"{MAX_BYTES // 1_000_000} MB")
    text = data if isinstance(data, str) else _from_bytes(data, name, html=html)
    if _looks_binary(text) or text.startswith(_FOREIGN):
        raise ArticleBinary(name=name)
    if not text.strip():
        raise ArticleEmpty(name=name)
    return text


def _from_bytes(data: bytes, name: str, *, html: bool) -> str:
    for encoding in _declared(data, html=html):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    if b"\0" in data:
        raise ArticleBinary(name=name)
    # English with a few bytes above ASCII is in the web's own default set; statistics over so few bytes guess worse.
    if sum(byte > 127 for byte in data[:_SAMPLE]) * 10 < len(data[:_SAMPLE]):
        return data.decode("cp1252", "replace")
    return _guessed(data, name)


def _declared(data: bytes, *, html: bool) -> list[str]:
    """The encodings to try in turn: what the bytes themselves say, then UTF-8."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return [encoding]
    found = _META_CHARSET.search(data[:4096]) if html else None
    # UTF-8 first even where the page says otherwise: text in another set is hardly ever valid UTF-8 by chance.
    return ["utf-8", found[1].decode("ascii")] if found else ["utf-8"]


def _guessed(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes  # only for the rare file that is neither UTF-8 nor declared

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise ArticleBinary(name=name)
    return data.decode(best.encoding, "replace")


def _looks_binary(text: str) -> bool:
    """Whether control characters that no text file holds make up more than one in a hundred characters."""
    sample = text[:100_000]
    return len(_CONTROL.findall(sample)) * 100 > len(sample)
