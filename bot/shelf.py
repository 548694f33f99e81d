"""The stories that commands are about, kept at hand: most commands ask for what the one before asked for, and nothing was written since."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import NoStories
from briefings.errors import NoArticles, UnknownStory
from briefings.model import Digest, Story
from briefings.store import Database, Reader, digests, stories

_MOST = 100


@dataclass(frozen=True, slots=True)
class Told:
    """A story as one server sees it, with its newest digest."""

    story: Story
    digest_id: int
    digest: Digest


class Shelf:
    """Looks stories up by name; what it found is good until the next change of the database, whichever that is."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._found: dict[tuple[int, str | None], Told] = {}
        self._changes = db.changes

    async def told(self, guild_id: int, name: str | None) -> Told:
        """The story of that name with its newest digest; the errors of `story_named`, and NoArticles."""
        if self._changes != self._db.changes or len(self._found) >= _MOST:
            self._found.clear()
            self._changes = self._db.changes
        key, begun = (guild_id, name), self._changes
        if key not in self._found:
            told = await _told(self._db, guild_id, name)
            if begun != self._changes:
                return told  # somebody wrote meanwhile: good for this answer, not for keeping
            self._found[key] = told
        return self._found[key]


async def story_named(db: Reader, guild_id: int, name: str | None) -> Story:
    """The story with this key or title; without a name the server's newest own one, else a built-in one. Raises UnknownStory, NoStories."""
    seen = await stories.visible(db, guild_id)
    if not seen:
        raise NoStories
    if name is None:
        return max(seen, key=lambda story: (not story.built_in, story.id if not story.built_in else -story.id))
    for story in seen:
        if name.strip().casefold() in (story.key.casefold(), story.title.casefold()):
            return story
    raise UnknownStory(name=name, hint=f"Choose one of these: {', '.join(story.title for story in seen[:5])}.")


async def _told(db: Reader, guild_id: int, name: str | None) -> Told:
    story = await story_named(db, guild_id, name)
    newest = await digests.latest(db, story.id)
    if newest is None:
        raise NoArticles(story=story.title)
    return Told(story, *newest)
