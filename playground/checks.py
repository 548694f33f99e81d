"""The hand checks: what Discord refuses and its OpenAPI document does not say (or what must hold when no document is at hand).

Figures are Discord's published ones: content 2,000 · embeds 6,000 in all · V2: 40 components, 4,000 characters · form: 5 parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground import refusal
from playground.components import (
    ACTION_ROW,
    BUTTON,
    IS_V2,
    LINK_STYLE,
    TEXT_DISPLAY,
    V2_ONLY,
    walk,
)
from playground.refusal import Path, Problems
from playground.rest import Call
from playground.world import Json, Message

CONTENT, EMBEDS, EMBEDS_TEXT, COMPONENTS, V2_TEXT, ROWS, FORM_PARTS = 2000, 10, 6000, 40, 4000, 5, 5
V2_LEGACY = "The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
USUAL_KEYS = ("content", "embeds", "allowed_mentions", "sticker_ids", "components", "flags", "attachments", "poll", "message_reference")
MESSAGE_KEYS = frozenset((*USUAL_KEYS, "nonce", "enforce_nonce", "tts", "username", "avatar_url", "thread_name", "applied_tags"))


def new_message(call: Call) -> None:
    """Check the form of POST …/messages and of followups."""
    body = call.body = as_object(call.body)
    problems = Problems()
    message_form(problems, body, ())
    problems.refuse()
    _not_empty(body, bool(call.files))


def edited_message(call: Call) -> None:
    """Check the form of an edit as far as it can be judged without the message itself."""
    call.body = as_object(call.body)
    problems = Problems()
    message_form(problems, call.body, (), edit=True)
    problems.refuse()


def change_of(message: Message, body: Json, *, v2: bool) -> None:
    """Check an edit against the message it changes: V2 stays V2, and nothing may end up empty."""
    problems = Problems()
    if v2:
        for field in ("content", "embeds"):
            if body.get(field) or (field not in body and getattr(message, field)):
                problems.add((field,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", V2_LEGACY.format(field=field))
        _v2_size(problems, listed(body.get("components")), ())
    else:
        _no_v2(problems, listed(body.get("components")), ())
    problems.refuse()
    after = {field: body.get(field, getattr(message, field)) for field in ("content", "embeds", "components")}
    if not any(after.values()) and not message.files and not body.get("attachments"):
        raise refusal.Refusal(400, 50006, "Cannot send an empty message")


def message_form(problems: Problems, body: Json, path: Path, *, edit: bool = False) -> None:
    """Note every fault of a message form below `path`."""
    for key in body.keys() - MESSAGE_KEYS:
        problems.add((*path, key), "UNKNOWN_KEY", f'Discord knows no field "{key}" here.')
    length(problems, (*path, "content"), body.get("content"), CONTENT)
    _embeds(problems, listed(body.get("embeds")), (*path, "embeds"))
    components = listed(body.get("components"))
    flags = body.get("flags")
    v2 = isinstance(flags, int) and bool(flags & IS_V2)
    _components(problems, components, (*path, "components"))
    if v2:
        _v2(problems, body, path)
    elif not edit:
        _no_v2(problems, components, path)


def _v2(problems: Problems, body: Json, path: Path) -> None:
    for field in ("content", "embeds", "poll", "sticker_ids"):
        if body.get(field):
            problems.add((*path, field), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", V2_LEGACY.format(field=field))
    _v2_size(problems, listed(body.get("components")), path)


def _v2_size(problems: Problems, components: list[Any], path: Path) -> None:
    every = [component for _, component in walk(components)]
    if len(every) > COMPONENTS:
        problems.add((*path, "components"), "BASE_TYPE_MAX_LENGTH", f"Must be {COMPONENTS} or fewer in length.")
    shown = sum(len(str(component.get("content") or "")) for component in every if component.get("type") == TEXT_DISPLAY)
    if shown > V2_TEXT:
        text = f"The total text of all components must be {V2_TEXT} or fewer characters; these have {shown}."
        problems.add((*path, "components"), "COMPONENT_MAX_TOTAL_TEXT_SIZE_EXCEEDED", text)


def _no_v2(problems: Problems, components: list[Any], path: Path) -> None:
    for index, component in enumerate(components):
        if isinstance(component, dict) and component.get("type") in V2_ONLY:
            problems.add((*path, "components", index, "type"), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1,).')
    if len(components) > ROWS:
        problems.add((*path, "components"), "BASE_TYPE_MAX_LENGTH", f"Must be {ROWS} or fewer in length.")


def _components(problems: Problems, components: list[Any], path: Path) -> None:
    seen: set[str] = set()
    for place, component in walk(components, path):
        custom_id = component.get("custom_id")
        if custom_id is not None and custom_id in seen:
            problems.add((*place, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
        if isinstance(custom_id, str):
            seen.add(custom_id)
            length(problems, (*place, "custom_id"), custom_id, 100, least=1)
        if component.get("type") == BUTTON:
            _button(problems, place, component)
        elif component.get("type") == ACTION_ROW:
            _row(problems, place, component)


def _button(problems: Problems, place: Path, button: Json) -> None:
    length(problems, (*place, "label"), button.get("label"), 80)
    if button.get("style") == LINK_STYLE:
        if not button.get("url"):
            problems.add((*place, "url"), "BASE_TYPE_REQUIRED", "A url is required")
        if button.get("custom_id"):
            problems.add(
                (*place, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be specified"
            )
    elif not button.get("custom_id") and button.get("style") in (1, 2, 3, 4):
        problems.add((*place, "custom_id"), "BASE_TYPE_REQUIRED", "A custom id is required")


def _row(problems: Problems, place: Path, row: Json) -> None:
    inside = [component for component in listed(row.get("components")) if isinstance(component, dict)]
    width = sum(1 if component.get("type") == BUTTON else 5 for component in inside)
    if not inside:
        problems.add((*place, "components"), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    elif width > 5:
        problems.add(place, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")


def _embeds(problems: Problems, embeds: list[Any], path: Path) -> None:
    if len(embeds) > EMBEDS:
        problems.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {EMBEDS} or fewer in length.")
    total = 0
    for index, embed in enumerate(embeds):
        if isinstance(embed, dict):
            total += _embed(problems, embed, (*path, index))
    if total > EMBEDS_TEXT:
        problems.add(path, "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {EMBEDS_TEXT}")


def _embed(problems: Problems, embed: Json, path: Path) -> int:
    fields = [field for field in listed(embed.get("fields")) if isinstance(field, dict)]
    if len(fields) > 25:
        problems.add((*path, "fields"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    parts: list[tuple[Path, Any, int]] = [
        (("title",), embed.get("title"), 256),
        (("description",), embed.get("description"), 4096),
        (("footer", "text"), _inside(embed.get("footer"), "text"), 2048),
        (("author", "name"), _inside(embed.get("author"), "name"), 256),
    ]
    for index, field in enumerate(fields):
        parts.append((("fields", index, "name"), field.get("name"), 256))
        parts.append((("fields", index, "value"), field.get("value"), 1024))
    for place, text, most in parts:
        length(problems, (*path, *place), text, most)
    return sum(len(text) for _, text, _ in parts if isinstance(text, str))


def form(problems: Problems, data: Json, path: Path) -> None:
    """Note every fault of a modal's data."""
    parts = listed(data.get("components"))
    if not 1 <= len(parts) <= FORM_PARTS:
        problems.add((*path, "components"), "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {FORM_PARTS} in length.")
    length(problems, (*path, "title"), data.get("title"), 45, least=1)
    length(problems, (*path, "custom_id"), data.get("custom_id"), 100, least=1)
    _components(problems, parts, (*path, "components"))


def callback(call: Call) -> None:
    """Check the form of an interaction's first answer."""
    body = call.body = as_object(call.body)
    data, problems = as_object(body.get("data")), Problems()
    match body.get("type"):
        case 4:
            message_form(problems, data, ("data",))
        case 7:
            message_form(problems, data, ("data",), edit=True)
        case 8:
            _choices(problems, data)
        case 9:
            form(problems, data, ("data",))
        case 5 | 6:
            pass
        case _:
            problems.add(("type",), "BASE_TYPE_CHOICES", "Value must be one of {4, 5, 6, 7, 8, 9}.")
    problems.refuse()
    if body["type"] == 4:
        _not_empty(data, bool(call.files))


def _choices(problems: Problems, data: Json) -> None:
    choices = [choice for choice in listed(data.get("choices")) if isinstance(choice, dict)]
    if len(choices) > 25:
        problems.add(("data", "choices"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    for index, choice in enumerate(choices):
        length(problems, ("data", "choices", index, "name"), choice.get("name"), 100, least=1)
        length(problems, ("data", "choices", index, "value"), choice.get("value"), 100)


def _not_empty(body: Json, has_files: bool) -> None:
    if not (
        has_files or body.get("content") or body.get("embeds") or body.get("components") or body.get("sticker_ids") or body.get("poll")
    ):
        raise refusal.Refusal(400, 50006, "Cannot send an empty message")


def listed(value: Any) -> list[Any]:
    """A list, or none where something else was sent: what has the wrong type is the document's to refuse."""
    return value if isinstance(value, list) else []


def _inside(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def length(problems: Problems, path: Path, text: Any, most: int, *, least: int = 0) -> None:
    if not isinstance(text, str):
        return
    if len(text) > most:
        problems.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
    elif len(text) < least:
        problems.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")


def as_object(body: Any) -> Json:
    """A form that must be an object; nothing at all stands for an empty one."""
    if body is None:
        return {}
    if not isinstance(body, dict):
        raise refusal.Refusal(
            400, 50035, "Invalid Form Body", {"_errors": [{"code": "DICT_TYPE_CONVERT", "message": "Only dictionaries may be used"}]}
        )
    return body


# ---------------------------------------------------------------- queries


def number(query: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    """A whole number from the query string, within bounds."""
    text = query.get(name)
    if text is None:
        return default
    problems = Problems()
    if not text.isdecimal():
        problems.add((name,), "NUMBER_TYPE_COERCE", f'Value "{text}" is not int.')
    elif not least <= int(text) <= most:
        problems.add((name,), "NUMBER_TYPE_MAX", f"int value should be between {least} and {most}.")
    problems.refuse()
    return int(text)


def snowflake(query: Mapping[str, str], name: str) -> int:
    """An id from the query string."""
    return number(query, name, 0, 0, (1 << 64) - 1)
