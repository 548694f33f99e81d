"""The nouns of Dateline: frozen data that every other module passes around, with no behaviour that needs a clock, a store or a network.

Characters are counted in the *cleaned text* of an article (`Article.text`): a `Passage` with start and end is exactly `text[start:end]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of an article's cleaned text is; only BODY blocks are the reporter's running text.

    FOREIGN is text in a language that is not read: it is kept and shown, and nothing is ever learned from it.
    """

    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    SUBHEADING = "subheading"
    CAPTION = "caption"
    CREDIT = "credit"
    FOREIGN = "foreign"


class Facet(StrEnum):
    """What a claim or a fact is about."""

    WHAT = "what"
    WHO = "who"
    WHERE = "where"
    WHEN = "when"
    STAFFING = "staffing"
    NUMBERS = "numbers"
    WHY = "why"
    HOW = "how"
    QUOTES = "quotes"
    BACKGROUND = "background"
    NEXT = "next"


class State(StrEnum):
    """How the sources of one fact stand to each other."""

    AGREE = "agree"
    COMPLEMENTARY = "complementary"
    CONFLICT = "conflict"
    SINGLE_SOURCE = "single_source"


class Precision(StrEnum):
    """How exactly a text dates something."""

    DAY = "day"
    WEEK = "week"
    PART_OF_MONTH = "part_of_month"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    SPAN = "span"
    DEADLINE = "deadline"


# ---------------------------------------------------------------- articles


@dataclass(frozen=True, slots=True)
class Block:
    """One typed block of an article's cleaned text, `text[start:end]`."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cut:
    """One piece that cleaning took out: the receipt's line, with the kind of boilerplate it was taken for."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim piece of an article: `quote == article.text[start:end]`."""

    article: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Article:
    """One text from one source about one story, cleaned.

    `id` is the article's short key within its story ("A", "B", …). `retold` marks a text in our own words, so that no passage of it is
    ever shown as a quotation of its outlet. `original` is the agency or paper that the outlet took the text from, where it says so.
    `warnings` are whole sentences for the person who added it.
    """

    id: str
    outlet: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    published: date | None = None
    url: str | None = None
    byline: str | None = None
    original: str | None = None
    dateline: str | None = None
    retold: bool = False
    removed: tuple[Cut, ...] = ()
    warnings: tuple[str, ...] = ()

    def passage(self, start: int, end: int) -> Passage:
        """The passage from start to end of this article's cleaned text."""
        return Passage(self.id, start, end, self.text[start:end])

    def body(self) -> Iterator[Block]:
        """The blocks of the reporter's running text, in order."""
        return (block for block in self.blocks if block.kind is BlockKind.BODY)


# ---------------------------------------------------------------- what one article says


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article, with the kind of the block it stands in; `block` is the index in `Article.blocks`."""

    start: int
    end: int
    kind: BlockKind
    block: int


@dataclass(frozen=True, slots=True)
class When:
    """A resolved date: inclusive days from `start` to `end`; a missing start is an open interval ("by August")."""

    start: date | None
    end: date | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Quantity:
    """An interval of numbers, both ends inclusive: "up to 20" has no low, "more than 50" no high; `unit` is singular ("person", "GBP")."""

    low: float | None
    high: float | None
    unit: str | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One typed statement of one article, resting on one passage.

    `slot` is the canonical key of what is spoken of (claims are comparable only within a slot); `label` names it for people; `text` is the
    value in a few words. `attribution` is who the article says it from, `condition` an "if …" that belongs to it. `terms` are the stems
    of the words around the value, by which the ledger finds what other sources say of the same thing; `scope` holds what narrows the value
    (the total it is a part of, the time of day it was taken); `also` are further passages that it rests on.
    """

    article: str
    facet: Facet
    slot: str
    label: str
    text: str
    passage: Passage
    quantity: Quantity | None = None
    when: When | None = None
    attribution: str | None = None
    condition: str | None = None
    status: str | None = None
    terms: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    also: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A person or a place named in one article: the name as written there, what the text calls them, and where."""

    name: str
    kind: str
    roles: tuple[str, ...]
    passage: Passage


@dataclass(frozen=True, slots=True)
class Event:
    """Something that one article dates."""

    when: When
    text: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that an article puts in quotation marks: `text` verbatim, without the marks; `speaker` None where the text does not say."""

    speaker: str | None
    text: str
    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """All that an engine found in one article: it depends on that article alone, so a story's other articles are never read again."""

    article: str
    engine: str
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...] = ()
    people: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    quotes: tuple[Quote, ...] = ()


# ---------------------------------------------------------------- what the sources say together


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact with the articles that state it (ids) and the passages it rests on."""

    text: str
    sources: tuple[str, ...]
    evidence: tuple[Passage, ...]
    min: float | None = None
    max: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """The claims of a story that speak of the same thing; `witnesses` counts independent sources; `slot` is the ledger's key."""

    facet: Facet
    label: str
    state: State
    witnesses: int
    values: tuple[Value, ...]
    slot: str = ""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """What sources call a person."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the story, spellings merged across the sources."""

    name: str
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]
    sources: tuple[str, ...]
    evidence: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the story; `main` marks where the event happened, which a dateline alone never does."""

    name: str
    kind: str
    main: bool
    sources: tuple[str, ...]
    evidence: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One dated happening, merged across the sources."""

    when: When
    event: str
    sources: tuple[str, ...]
    evidence: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One sentence that a short briefing would keep."""

    text: str
    sources: tuple[str, ...]
    evidence: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class SharedText:
    """How many passages an article prints word for word like another one."""

    article: str
    passages: int


@dataclass(frozen=True, slots=True)
class ArticleNote:
    """What a digest keeps of an article beside its text."""

    id: str
    outlet: str
    title: str
    published: date | None
    paragraphs: int
    removed: tuple[Cut, ...] = ()
    shares_text_with: tuple[SharedText, ...] = ()
    url: str | None = None
    byline: str | None = None
    original: str | None = None
    retold: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """The whole ledger of a story at one revision: immutable, so two revisions can be compared."""

    story: str
    timezone: str
    revision: int
    articles: tuple[ArticleNote, ...]
    facts: tuple[Fact, ...] = ()
    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    quotes: tuple[Quote, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()

    def article(self, id: str) -> ArticleNote:
        """The note of the article with this id; KeyError where the digest has none."""
        for note in self.articles:
            if note.id == id:
                return note
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class AnswerValue:
    """One value of an answer and the ids of the articles that state it."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the sources say to a question: `text` is the direct line, `evidence` the passages, best first.

    Where `answered` is False the sources do not say, and `text` says so; `nearest` may then name the closest known fact.
    """

    question: str
    answered: bool
    text: str
    state: State | None = None
    values: tuple[AnswerValue, ...] = ()
    evidence: tuple[Passage, ...] = ()
    nearest: str | None = None


# ---------------------------------------------------------------- stories, subscriptions, deliveries


@dataclass(frozen=True, slots=True)
class StoryFolder:
    """A story as it lies in a folder: story.yaml and the articles it names, read and cleaned."""

    key: str
    title: str
    timezone: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A story of one server, or a built-in one (`guild_id` None), which nobody can change. `key` is its short name, unique per owner."""

    id: int
    guild_id: int | None
    key: str
    title: str
    timezone: str
    copied_from: int | None = None

    @property
    def built_in(self) -> bool:
        """Whether the story ships with Dateline."""
        return self.guild_id is None


class Template(StrEnum):
    """The shipped briefing templates. UNCHANGED is none to choose: it says that nothing is new since the last briefing."""

    SHORT = "short"
    STANDARD = "standard"
    LONG = "long"
    UNCHANGED = "unchanged"


class DeliveryState(StrEnum):
    """Where a delivery stands: PENDING and SENDING (leased) are still owed; the others are final.

    UNCERTAIN: a try was cut off, Discord may have the post, and the channel's history cannot be read to make sure.
    """

    PENDING = "pending"
    SENDING = "sending"
    DELIVERED = "delivered"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Briefing:
    """A digest told to people: a title and Markdown blocks in reading order, each a whole thought; articles' text is escaped by now."""

    title: str
    blocks: tuple[str, ...]
    digest_id: int
    story_id: int
    template: Template


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message of a briefing due for one subscription at one time, as the sender gets it; `nonce` is the same at every try.

    `part` counts the messages of one briefing from 0; `first_try_at` is when the first try of this one began. `late` marks one that comes
    so long after its due time that its readers are told when it was due.
    """

    id: int
    subscription_id: int
    guild_id: int
    channel_id: int
    due_at: datetime
    attempt: int
    first_try_at: datetime
    nonce: str
    role_id: int | None
    briefing: Briefing
    late: bool = False
    part: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What a further article (or one less) does to one fact: `kind` is new, confirmed, disputed, superseded or withdrawn."""

    kind: str
    fact: Fact
    before: Fact | None = field(default=None)
