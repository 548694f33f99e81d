"""/briefing through a real client: the story at once, and the rest behind "More"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefings.model import Digest, KeyPoint
from briefings.store import digests


@pytest.mark.parametrize("length", ["short", "standard", "long"])
async def test_every_length_shows_the_disagreement(stage: Any, length: str) -> None:
    reply = await stage.play.slash(f"/briefing length:{length}")
    assert "disagree" in reply.text
    assert "up to 25" in reply.text
    assert "would employ 40 people" in (await reply.press("Passages")).text


async def test_what_does_not_fit_stands_behind_more(stage: Any, ferry_digest: Digest) -> None:
    point = replace(ferry_digest.key_points[0], text=" ".join(f"Ferry number {number} came into the harbour." for number in range(300)))
    await _next_revision(stage, replace(ferry_digest, revision=2, key_points=(point,)))
    reply = await stage.play.slash("/briefing length:long")
    seen, pages = reply.text, [reply]
    while "More" in pages[-1].labels:
        pages.append(await pages[-1].press("More"))
        seen += pages[-1].text
    assert len(pages) > 2
    assert all(f"Ferry number {number} came" in seen for number in range(300))
    assert all(page.ephemeral for page in pages[1:])
    assert f"page {len(pages) - 1} of {len(pages)}" in (await pages[-1].press("Back")).text


async def test_a_long_briefing_keeps_its_passages_button(stage: Any, ferry_digest: Digest) -> None:
    points = tuple(KeyPoint(f"Point {number}. " + "It goes on. " * 200, ("A",), ferry_digest.key_points[0].evidence) for number in range(3))
    await _next_revision(stage, replace(ferry_digest, revision=2, key_points=points))
    reply = await stage.play.slash("/briefing")
    assert reply.labels == ["More", "Passages"]


async def _next_revision(stage: Any, digest: Digest) -> None:
    (row,) = await stage.db.read("SELECT id FROM stories")
    async with stage.db.write() as tx:
        await digests.add(tx, row["id"], digest, stage.play.clock.now())
