"""The sentences that a short briefing keeps."""

from __future__ import annotations

from briefings.facts.keypoints import key_points
from briefings.model import Article, Block, BlockKind, Sentence

LEAD = "A ferry with 120 people on board ran aground off the island of Brell on Monday night."
SAME = "The ferry ran aground off the island of Brell late on Monday with 120 people on board."
CAPTION = "The ferry with 120 people on board aground off the island of Brell on Monday night."
RESCUE = "Lifeboats brought all passengers ashore within three hours, the coastguard said."
CAUSE = "Investigators believe that a steering failure drove the vessel onto the rocks."
SHORT = "Nobody was hurt."


def article(id: str, *parts: tuple[BlockKind, str]) -> tuple[Article, tuple[Sentence, ...]]:
    text = "\n\n".join(words for _, words in parts)
    blocks, sentences, at = [], [], 0
    for index, (kind, words) in enumerate(parts):
        blocks.append(Block(kind, at, at + len(words)))
        sentences.append(Sentence(at, at + len(words), kind, index))
        at += len(words) + 2
    return Article(id, f"Outlet {id}", "Ferry runs aground off Brell", text, tuple(blocks)), tuple(sentences)


def points(*articles: tuple[Article, tuple[Sentence, ...]], count: int = 5) -> list[str]:
    return [point.text for point in key_points([one for one, _ in articles], {one.id: found for one, found in articles}, count)]


A = article("A", (BlockKind.CAPTION, CAPTION), (BlockKind.BODY, LEAD), (BlockKind.BODY, RESCUE), (BlockKind.BODY, SHORT))
B = article("B", (BlockKind.BODY, SAME), (BlockKind.BODY, CAUSE))


def test_what_several_sources_tell_comes_first_and_once() -> None:
    found = points(A, B)
    assert found[0] in {LEAD, SAME}
    assert len({LEAD, SAME} & set(found)) == 1
    assert {RESCUE, CAUSE} <= set(found)


def test_only_running_text_makes_a_point() -> None:
    assert CAPTION not in points(A, B)


def test_a_sentence_of_a_few_words_makes_no_point() -> None:
    assert SHORT not in points(A, B)


def test_a_point_names_the_sources_that_say_the_same() -> None:
    first = key_points([A[0], B[0]], {"A": A[1], "B": B[1]})[0]
    assert first.sources == ("A", "B")
    assert {passage.quote for passage in first.evidence} == {LEAD, SAME}


def test_no_more_points_than_asked_for() -> None:
    assert len(points(A, B, count=2)) == 2


def test_without_sentences_there_are_no_points() -> None:
    assert points((A[0], ())) == []
