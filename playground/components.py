"""Message components: walking them, and turning what a bot sends into what Discord answers.

Types: 1 action row, 2 button, 3 and 5-8 selects, 9 section, 10 text, 11 thumbnail, 12 gallery, 13 file, 14 separator, 17 container; in
forms also 4 text input, 18 label, 19 file upload, 21 radio group, 22 checkbox group, 23 checkbox.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from playground.refusal import Path
from playground.world import File, Json

ACTION_ROW, BUTTON, STRING_SELECT, TEXT_INPUT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 1, 2, 3, 4, 5, 6, 7, 8
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE = 9, 10, 11, 12, 13
SEPARATOR, CONTAINER, LABEL, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 14, 17, 18, 19, 21, 22, 23
SELECTS = frozenset({STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT})
LINK_STYLE = 5
V2_ONLY = frozenset({SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER})
IS_V2 = 1 << 15


def walk(components: Iterable[Any], path: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Every component with its place, outermost first; whatever is not an object is passed over."""
    for index, component in enumerate(components):
        if not isinstance(component, dict):
            continue
        here = (*path, index)
        yield here, component
        nested = component.get("components")
        if isinstance(nested, list):
            yield from walk(nested, (*here, "components"))
        for key in ("accessory", "component"):
            inner = component.get(key)
            if isinstance(inner, dict):
                for (_, *rest), found in walk([inner]):
                    yield (*here, key, *rest), found


def texts(components: Sequence[Json]) -> list[str]:
    """What a reader sees of them besides buttons: text displays and descriptions of media, in reading order."""
    found: list[str] = []
    for _, component in walk(components):
        if component["type"] == TEXT_DISPLAY:
            found.append(component["content"])
        elif component["type"] == GALLERY:
            found.extend(item["description"] for item in component["items"] if item.get("description"))
    return found


def buttons(components: Sequence[Json]) -> list[Json]:
    """Every button, in reading order."""
    return [component for _, component in walk(components) if component["type"] == BUTTON]


def selects(components: Sequence[Json]) -> list[Json]:
    """Every select menu, in reading order."""
    return [component for _, component in walk(components) if component["type"] in SELECTS]


class Answered:
    """Builds the answered form of a message's components: numbered, with defaults filled in and media resolved."""

    def __init__(self, files: Sequence[File], new_id: Callable[[], int]) -> None:
        self._files = {file.name: file for file in files}
        self._new_id = new_id
        self._taken: set[int] = set()
        self._next = 1

    def all(self, components: Sequence[Json]) -> list[Json]:
        """The answered form of a whole message's components."""
        self._taken = {component["id"] for _, component in walk(components) if component.get("id")}
        return [self._one(component) for component in components]

    def _number(self) -> int:
        while self._next in self._taken:
            self._next += 1
        self._taken.add(self._next)
        return self._next

    def _one(self, component: Json) -> Json:
        answer = {key: value for key, value in component.items() if value is not None}
        answer["id"] = component.get("id") or self._number()
        kind = component["type"]
        if "components" in component:
            answer["components"] = [self._one(inner) for inner in component["components"]]
        if "accessory" in component:
            answer["accessory"] = self._one(component["accessory"])
        fill = {
            CONTAINER: self._container,
            THUMBNAIL: self._described,
            GALLERY: self._gallery,
            FILE: self._file,
            SEPARATOR: self._separator,
        }
        if kind in fill:
            fill[kind](answer)
        elif kind in SELECTS:
            answer.setdefault("min_values", 1)
            answer.setdefault("max_values", 1)
            answer.pop("required", None)
        return answer

    def _container(self, answer: Json) -> None:
        answer.setdefault("accent_color", None)
        answer.setdefault("spoiler", False)

    def _separator(self, answer: Json) -> None:
        answer.setdefault("divider", True)
        answer.setdefault("spacing", 1)

    def _described(self, answer: Json) -> None:
        answer["media"] = self._media(answer["media"])
        answer.setdefault("description", None)
        answer.setdefault("spoiler", False)

    def _gallery(self, answer: Json) -> None:
        answer["items"] = [dict(item) for item in answer["items"]]
        for item in answer["items"]:
            self._described(item)

    def _file(self, answer: Json) -> None:
        media = self._media(answer["file"])
        held = self._files.get(str(answer["file"]["url"]).removeprefix("attachment://"))
        answer |= {"file": media, "name": held.name if held else None, "size": len(held.data) if held else None}
        answer.setdefault("spoiler", False)

    def _media(self, wanted: Json) -> Json:
        held = self._files.get(str(wanted["url"]).removeprefix("attachment://"))
        url = held.url if held else wanted["url"]
        answer: Json = {"id": str(self._new_id()), "url": url, "proxy_url": url, "width": None, "height": None, "content_type": None}
        return answer | ({"content_type": held.content_type, "attachment_id": str(held.id)} if held else {})
