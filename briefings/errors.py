"""What can go wrong, one class each; the class's docstring is the sentence that a person reads, with its details filled in."""

from __future__ import annotations

import inspect
from functools import partial
from typing import Any


class DatelineError(Exception):
    """Something went wrong in Dateline."""

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(" ".join(inspect.cleandoc(type(self).__doc__ or "").format_map(details).split()))

    def __reduce__(self) -> tuple[Any, ...]:
        """How an error comes whole out of another process."""
        return partial(type(self), **self.details), ()


# ---------------------------------------------------------------- stories and articles


class StoryFolderMissing(DatelineError):
    """There is no story folder at {path}: name a folder that holds story.yaml and its article files."""


class StoryFileMissing(DatelineError):
    """The folder {path} holds no story.yaml: add one with title, timezone and articles."""


class StoryFileInvalid(DatelineError):
    """The story file {path} cannot be used: {problem}. Mend it, then try again."""


class ArticleFileMissing(DatelineError):
    """The story names the file {file}, but {path} does not hold it: add the file, or correct its name in story.yaml."""


class ArticleFileOutside(DatelineError):
    """The story names the file {file}, which lies outside {path}: put it into the folder, and name it without a path."""


class ArticleFormUnknown(DatelineError):
    """The article {name} is in a form that Dateline does not read: save it as .txt, .md or .html, then try again."""


class ArticleTooLarge(DatelineError):
    """The article {name} is too large ({size}; the limit is {limit}): keep the article's own text, and leave out the rest."""


class ArticleTakesTooLong(DatelineError):
    """Reading the article {name} took too long and was stopped: keep the article's own text, and leave out the rest."""


class ArticleBinary(DatelineError):
    """The article {name} is not a text file: save the article as .txt, .md or .html, then try again."""


class ArticleEmpty(DatelineError):
    """The article {name} is empty: paste the article's text, then try again."""


class ArticleWithoutText(DatelineError):
    """The article {name} has no running text left once menus, adverts and notices are cut: paste the article's own text."""


class UnknownStory(DatelineError):
    """There is no story "{name}" here. {hint}"""


class StoryReadOnly(DatelineError):
    """The story "{title}" is built in and cannot be changed: add a source to it first, which gives this server its own copy."""


class UnknownArticle(DatelineError):
    """The story "{title}" has no source {id}: choose one of {ids}."""


class LastArticle(DatelineError):
    """{outlet} is the last source of "{title}", and a story needs one: add another source first."""


class ArticleAlreadyThere(DatelineError):
    """This article is nearly the same text as source {id} from {outlet}: remove that one first if this is its newer version."""


class DraftGone(DatelineError):
    """This proposal is no longer open: it was confirmed, cancelled, or is more than a day old. Add the source again."""


# ---------------------------------------------------------------- schedules


class UnknownZone(DatelineError):
    """ "{name}" is not a time zone that follows the clock changes: choose one by its place, such as {suggestion}."""


class UnknownTime(DatelineError):
    """ "{text}" is not a time of day: write hours and minutes, such as 09:00 or 17:30, with commas between several."""


class TooManyTimes(DatelineError):
    """{count} times a day are too many: name {limit} at most, or choose a briefing every so many minutes."""


class UnknownWeekday(DatelineError):
    """ "{text}" is not a weekday: write daily, weekdays, weekends, or days such as "{suggestion}"."""


class UnknownMoment(DatelineError):
    """ "{text}" is not a day and a time: write both, year first, such as 2026-12-24 18:00."""


class UnknownQuietHours(DatelineError):
    """ "{text}" are no quiet hours: write when they begin and end, such as 22:00-07:00."""


class NothingToSkip(DatelineError):
    """This subscription has no coming briefing to skip."""


class NothingToPost(DatelineError):
    """This subscription's story has no articles yet, so there is nothing to post: add a source first."""


class AlreadyOnItsWay(DatelineError):
    """A briefing of this subscription is on its way already: it will be posted as soon as Discord takes it."""


class IntervalTooShort(DatelineError):
    """Every {minutes} minutes is too often: choose 15 minutes or more."""


# ---------------------------------------------------------------- language model and engines


class ModelMissing(DatelineError):
    """The language model "{model}" is not installed, so no article can be read: run "make setup", then try again."""


class EngineFailed(DatelineError):
    """The language engine stopped twice while reading {article}: the article may be unusual; shorten it or leave it out."""


# ---------------------------------------------------------------- the database


class StoreInUse(DatelineError):
    """Another Dateline is using the database {path}: stop that one first, or set DATELINE_DATABASE to another file."""


class StorePathIsDirectory(DatelineError):
    """{path} is a folder: set DATELINE_DATABASE to the path of a file in it, such as {path}/dateline.db."""


class StoreNotWritable(DatelineError):
    """The database {path} cannot be read and written ({problem}): check the permissions of the file and its folder,
    or choose another place."""


class ForeignDatabase(DatelineError):
    """{path} is not a database of Dateline, and was left as it is: set DATELINE_DATABASE to another file, or move this one aside."""


class DatabaseTooNew(DatelineError):
    """The database {path} was written by a newer Dateline (schema {found}, this one knows {known}): install that version or a later one."""


class DatabaseCorrupt(DatelineError):
    """The database {path} is damaged ({problem}). It was left as it is: stop Dateline, and put a backup in its place
    with `dateline restore BACKUP`."""


class DatabaseBusy(DatelineError):
    """Another program keeps the database {path} busy: close it, then try again."""


class DiskFull(DatelineError):
    """The disk that holds the database {path} is full, so nothing new can be written: make room; Dateline then goes on by itself."""


class SqliteTooOld(DatelineError):
    """This Python comes with SQLite {found}; Dateline needs {needed} or later: use another Python, such as the one from python.org."""


class BackupTargetTaken(DatelineError):
    """{path} exists and is not an earlier backup of Dateline, so it was left as it is: choose another file name."""


class BackupFailed(DatelineError):
    """The backup could not be written to {path} ({problem}): nothing was left behind there; check the folder and the room on its disk."""


class BackupUnusable(DatelineError):
    """{path} cannot be restored ({problem}): nothing was changed; choose another backup."""


class RestoreFailed(DatelineError):
    """{backup} could not be put in the place of {path} ({problem}): the database there is as it was; mend that, then try again."""


class SetupInvalid(DatelineError):
    """The set-up in {path} cannot be used ({problem}): nothing was changed; mend the file, then try again."""


class SetupTooNew(DatelineError):
    """The set-up in {path} was written by a newer Dateline (version {found}, this one knows {known}): install that one or a later one."""


# ---------------------------------------------------------------- questions


class QuestionEmpty(DatelineError):
    """There is no question here: ask something in words, such as "When did it happen?"."""


class QuestionTooLong(DatelineError):
    """The question has {length} characters, and at most {limit} are read: ask it in one short sentence."""


class NoArticles(DatelineError):
    """The story "{story}" has no articles yet, so there is nothing to answer from: add a source first."""
