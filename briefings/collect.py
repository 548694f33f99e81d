"""Collect: articles into the store, each story with the digest that follows from them.

    a folder ──load_story──▶ Story          an Article ──propose──▶ Preview (a draft) ──confirm──▶ Story, next Digest

Understanding takes seconds, so it happens outside any transaction; then everything is written in one, and only if the story is still at the
revision that the work began with (else the work is done again on top of what came between). Nothing is ever half-written.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count, product
from string import ascii_uppercase

from briefings.articles.same import shared_passages
from briefings.compose import digest_changed
from briefings.engines import Engine
from briefings.errors import ArticleAlreadyThere, DraftGone, LastArticle, StoryReadOnly, UnknownArticle, UnknownStory
from briefings.facts.changes import diff
from briefings.model import Article, Change, Digest, Reading, Story, StoryFolder
from briefings.store import Database, Reader, Transaction, articles, digests, drafts, readings, stories, subscriptions
from briefings.understand import build_digest, understand

__all__ = ["Preview", "cancel", "confirm", "load_story", "propose", "remove_article"]

NEARLY_ALL = 0.9
"""The share of an article's running text that makes it a copy when another one prints it word for word; a newer version adds more."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a proposed article would do, for the person who proposed it: nothing of it is public before `confirm`.

    `story` is the one that the article was proposed for; a built-in one is copied to the server at `confirm`.
    """

    draft_id: int
    article: Article
    story: Story
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the store holds of a story when work on it begins; the readings are the current engine's."""

    story: Story
    revision: int
    engine: str
    articles: tuple[Article, ...]
    readings: Mapping[str, Reading]


async def load_story(db: Database, engine: Engine, folder: StoryFolder, *, guild_id: int | None, now: datetime) -> Story:
    """Put a story folder into the store, as this server's story or (None) as a built-in one; its key is the owner's for it.

    A folder that is there already, unchanged and understood by this very engine, changes nothing; else the story becomes what the folder
    holds, and a new revision of its digest follows. Raises what the engine raises.
    """
    while True:
        story = await stories.owned(db, guild_id, folder.key)
        kept = await _kept(db, engine, story) if story else None
        if kept and _is_up_to_date(kept, folder, engine):
            return kept.story
        known = _still_known(kept, folder) if kept else {}
        revision = kept.revision + 1 if kept else 1
        digest, found = await understand(engine, folder.title, folder.timezone, revision, folder.articles, known)
        async with db.write() as tx:
            if await _as_before(tx, guild_id, folder.key, kept):
                story = await _put_story(tx, folder, guild_id, kept, now)
                await _keep(tx, story, digest, [*known.values(), *found], engine, now)
                return story


async def propose(db: Database, engine: Engine, *, guild_id: int, story_id: int, user_id: int, article: Article, now: datetime) -> Preview:
    """Read an article for a story that this server sees, keep it as a draft for a day, and tell what it would change.

    The article gets the story's next free id. Raises UnknownStory, ArticleAlreadyThere, or what the engine raises.
    """
    kept = await _kept(db, engine, await _story(db, guild_id, story_id))
    article = await asyncio.to_thread(_compared, article, kept.articles)
    article = replace(article, id=_next_id(await articles.used_ids(db, kept.story.id)))
    after, all_readings = await _understand_all(engine, kept, (*kept.articles, article), kept.readings)
    before = await asyncio.to_thread(_digest_of, kept, [all_readings[present.id] for present in kept.articles])
    async with db.write() as tx:
        draft_id = await drafts.add(
            tx,
            guild_id=guild_id,
            story_id=kept.story.id,
            user_id=user_id,
            article=article,
            reading=all_readings[article.id],
            timezone=kept.story.timezone,
            now=now,
        )
    return Preview(draft_id, article, kept.story, await asyncio.to_thread(diff, before, after))


async def confirm(db: Database, engine: Engine, *, guild_id: int, draft_id: int, user_id: int, now: datetime) -> tuple[Story, Digest]:
    """Make a draft part of its story, and return the server's story with its new digest.

    A built-in story is copied to the server first, and the server's subscriptions to it follow to the copy. Where another article took the
    draft's id meanwhile, it gets the next one. Raises DraftGone, ArticleAlreadyThere, or what the engine raises.
    """
    while True:
        draft = await drafts.get(db, guild_id, draft_id, now)
        if draft is None:
            raise DraftGone
        kept = await _kept(db, engine, await _story(db, guild_id, draft.story_id))
        await asyncio.to_thread(_compared, draft.article, kept.articles)
        article, known = await _fitted(db, engine, draft, kept)
        digest, all_readings = await _understand_all(engine, kept, (*kept.articles, article), known)
        async with db.write() as tx:
            if not await _as_before(tx, guild_id, kept.story.key, kept):
                continue
            if not await drafts.remove(tx, guild_id, draft_id):
                raise DraftGone
            story = await _own(tx, kept.story, guild_id, now)
            await articles.add(tx, story.id, article, now, added_by=user_id)
            await _keep(tx, story, digest, _fresh(all_readings, kept), engine, now)
            return story, digest


async def cancel(db: Database, *, guild_id: int, draft_id: int) -> None:
    """Forget a draft of this server; one that is gone already is no error."""
    async with db.write() as tx:
        await drafts.remove(tx, guild_id, draft_id)


async def remove_article(
    db: Database, engine: Engine, *, guild_id: int, story_id: int, article_id: str, now: datetime
) -> tuple[Story, Digest]:
    """Take an article out of a story of this server, and return the story with the digest that follows.

    Earlier digests keep the article. Raises UnknownStory, StoryReadOnly, UnknownArticle, LastArticle.
    """
    while True:
        kept = await _kept(db, engine, await _story(db, guild_id, story_id))
        rest = _without(kept, article_id)
        digest, all_readings = await _understand_all(engine, kept, rest, kept.readings)
        async with db.write() as tx:
            if await _as_before(tx, guild_id, kept.story.key, kept):
                await articles.remove(tx, kept.story.id, article_id, now)
                await _keep(tx, kept.story, digest, _fresh(all_readings, kept), engine, now)
                return kept.story, digest


# ---------------------------------------------------------------- the story, and what is kept of it


async def _story(db: Reader, guild_id: int, story_id: int) -> Story:
    """The story as this server sees it: its own one where it has one under a built-in story's key."""
    found = await stories.get(db, guild_id, story_id)
    if found is None:
        names = ", ".join(story.key for story in await stories.visible(db, guild_id))
        raise UnknownStory(name=story_id, hint=f"Choose one of these: {names}." if names else "No story has been loaded yet.")
    return await stories.owned(db, guild_id, found.key) or found


async def _kept(db: Reader, engine: Engine, story: Story) -> _Kept:
    """The revision is read first: what changes after it is noticed before anything is written."""
    revision, made_with = await digests.newest_revision(db, story.id)
    present = await articles.of_story(db, story.id)
    return _Kept(story, revision, made_with, tuple(present), await readings.of_story(db, story.id, engine.name))


async def _as_before(tx: Transaction, guild_id: int | None, key: str, kept: _Kept | None) -> bool:
    """Whether this owner's story under the key is still the one that work began with (or still missing), and at the same revision."""
    own = await stories.owned(tx, guild_id, key)
    begun_with = kept.story.id if kept and kept.story.guild_id == guild_id else None
    if (own.id if own else None) != begun_with:
        return False
    return kept is None or (await digests.newest_revision(tx, kept.story.id))[0] == kept.revision


async def _own(tx: Transaction, story: Story, guild_id: int, now: datetime) -> Story:
    """The story itself, or the server's new copy of a built-in one."""
    if not story.built_in:
        return story
    copy = await stories.add(
        tx, guild_id=guild_id, key=story.key, title=story.title, timezone=story.timezone, now=now, copied_from=story.id
    )
    await articles.copy(tx, story.id, copy.id)
    await readings.copy(tx, story.id, copy.id)
    newest = await digests.latest(tx, story.id)
    if newest:
        _, made_with = await digests.newest_revision(tx, story.id)
        await digests.add(tx, copy.id, newest[1], now, engine=made_with)
    await subscriptions.move(tx, guild_id, story.id, copy.id)
    return copy


async def _put_story(tx: Transaction, folder: StoryFolder, guild_id: int | None, kept: _Kept | None, now: datetime) -> Story:
    """The story with exactly the folder's articles; one whose content is unchanged stays the same row."""
    if kept is None:
        story = await stories.add(tx, guild_id=guild_id, key=folder.key, title=folder.title, timezone=folder.timezone, now=now)
    else:
        story = await stories.update(tx, kept.story.id, title=folder.title, timezone=folder.timezone)
    before = kept.articles if kept else ()
    for article in before:
        if article not in folder.articles:
            await articles.remove(tx, story.id, article.id, now)
    for article in folder.articles:
        if article not in before:
            await articles.add(tx, story.id, article, now)
    return story


async def _keep(tx: Transaction, story: Story, digest: Digest, found: Iterable[Reading], engine: Engine, now: datetime) -> None:
    await readings.add(tx, story.id, found)
    await digests.add(tx, story.id, digest, now, engine=engine.name)
    await digest_changed(tx, story.id, now)


def _is_up_to_date(kept: _Kept, folder: StoryFolder, engine: Engine) -> bool:
    story = (kept.story.title, kept.story.timezone, kept.engine)
    return story == (folder.title, folder.timezone, engine.name) and set(kept.articles) == set(folder.articles)


def _still_known(kept: _Kept, folder: StoryFolder) -> dict[str, Reading]:
    """The readings that the folder's articles and time zone leave true."""
    if kept.story.timezone != folder.timezone:
        return {}
    unchanged = {article.id for article in kept.articles if article in folder.articles}
    return {id: reading for id, reading in kept.readings.items() if id in unchanged}


# ---------------------------------------------------------------- articles and their readings


async def _understand_all(
    engine: Engine, kept: _Kept, present: Sequence[Article], known: Mapping[str, Reading]
) -> tuple[Digest, dict[str, Reading]]:
    """The story's next digest from these articles, and the reading of each of them."""
    digest, found = await understand(engine, kept.story.title, kept.story.timezone, kept.revision + 1, present, known)
    every = {**known, **{reading.article: reading for reading in found}}
    return digest, {article.id: every[article.id] for article in present}


def _fresh(every: Mapping[str, Reading], kept: _Kept) -> list[Reading]:
    """The readings that are not in the store yet: writing down again those of a large story would take long."""
    return [reading for id, reading in every.items() if id not in kept.readings]


def _digest_of(kept: _Kept, present: Sequence[Reading]) -> Digest:
    """The digest of what is kept, by the engine and the rules of today, so that a draft's changes are the draft's alone."""
    return build_digest(kept.story.title, kept.story.timezone, kept.revision, kept.articles, present)


async def _fitted(db: Reader, engine: Engine, draft: drafts.Draft, kept: _Kept) -> tuple[Article, dict[str, Reading]]:
    """The draft's article under an id that is free, and what is known of the story's articles with it."""
    used = await articles.used_ids(db, kept.story.id)
    if draft.article.id in used:
        return replace(draft.article, id=_next_id(used)), dict(kept.readings)
    if (draft.reading.engine, draft.timezone) != (engine.name, kept.story.timezone):
        return draft.article, dict(kept.readings)
    return draft.article, {**kept.readings, draft.article.id: draft.reading}


def _without(kept: _Kept, article_id: str) -> tuple[Article, ...]:
    if kept.story.built_in:
        raise StoryReadOnly(title=kept.story.title)
    rest = tuple(article for article in kept.articles if article.id != article_id)
    if len(rest) == len(kept.articles):
        raise UnknownArticle(title=kept.story.title, id=article_id, ids=", ".join(article.id for article in kept.articles))
    if not rest:
        raise LastArticle(title=kept.story.title, outlet=kept.articles[0].outlet)
    return rest


def _compared(article: Article, present: Iterable[Article]) -> Article:
    """The article with a warning for each other outlet that prints nearly all of it; the same outlet's is refused."""
    copies = [other for other in present if _share(article, other) >= NEARLY_ALL]
    for other in copies:
        if other.outlet.casefold() == article.outlet.casefold():
            raise ArticleAlreadyThere(id=other.id, outlet=other.outlet)
    notes = (f"{other.id} ({other.outlet}) prints nearly all of it word for word, so both count as one witness." for other in copies)
    return replace(article, warnings=(*article.warnings, *notes))


def _share(article: Article, other: Article) -> float:
    """How much of an article's running text another one prints word for word, from 0 to 1."""
    if article.text == other.text:
        return 1.0
    length = sum(block.end - block.start for block in article.body())
    shared = sum(len(passage.here.quote) for passage in shared_passages(article, other))
    return shared / length if length else 0.0


def _next_id(used: Collection[str]) -> str:
    """The first of A, B, … Z, AA, AB, … that no article of the story has or had."""
    return next(id for id in _ids() if id not in used)


def _ids() -> Iterator[str]:
    return ("".join(letters) for length in count(1) for letters in product(ascii_uppercase, repeat=length))
