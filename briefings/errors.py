"""What can go wrong, one class each; the class's docstring is the sentence that a person reads, with its details filled in."""

from __future__ import annotations

import inspect


class DatelineError(Exception):
    """Something went wrong in Dateline."""

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(" ".join(inspect.cleandoc(type(self).__doc__ or "").format_map(details).split()))


# ---------------------------------------------------------------- stories and articles


class StoryFolderMissing(DatelineError):
    """There is no story folder at {path}: name a folder that holds story.yaml and its article files."""


class UnknownStory(DatelineError):
    """There is no story "{name}" here. {hint}"""


# ---------------------------------------------------------------- schedules


class UnknownZone(DatelineError):
    """"{name}" is not a time zone that follows the clock changes: choose one by its place, such as {suggestion}."""


# ---------------------------------------------------------------- language model and engines


class ModelMissing(DatelineError):
    """The language model "{model}" is not installed, so no article can be read: run "make setup", then try again."""


class EngineFailed(DatelineError):
    """The language engine stopped twice while reading {article}: the article may be unusual; shorten it or leave it out."""
