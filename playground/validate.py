"""Checks requests and our own replies against Discord's OpenAPI document, where one is at hand.

The document is not part of this repository: it is read from a path given, or from the one in DISCORD_OPENAPI. Two things are widened to
what Discord takes: requests may write an id as a number, and permissions as a string of digits.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, cast

from playground.refusal import Path as Place
from playground.refusal import Problems

FAULTS = {
    "maxLength": ("BASE_TYPE_MAX_LENGTH", "Must be {limit} or fewer in length."),
    "maxItems": ("BASE_TYPE_MAX_LENGTH", "Must be {limit} or fewer in length."),
    "minLength": ("BASE_TYPE_MIN_LENGTH", "Must be {limit} or more in length."),
    "minItems": ("BASE_TYPE_MIN_LENGTH", "Must be {limit} or more in length."),
    "minimum": ("NUMBER_TYPE_MIN", "Value should be greater than or equal to {limit}."),
    "maximum": ("NUMBER_TYPE_MAX", "Value should be less than or equal to {limit}."),
    "required": ("BASE_TYPE_REQUIRED", "This field is required"),
    "enum": ("BASE_TYPE_CHOICES", "Value must be one of {options}."),
}
LOOSE_ID = {"anyOf": [{"type": "string", "pattern": "^(0|[1-9][0-9]*)$"}, {"type": "integer", "minimum": 0}]}


class _Fault(Protocol):
    message: str
    instance_path: list[str | int]
    kind: Any


class _Validator(Protocol):
    def is_valid(self, instance: Any) -> bool: ...
    def iter_errors(self, instance: Any) -> Iterator[_Fault]: ...


class Document:
    """An OpenAPI document of Discord's; operations are looked up by method and path template, and compiled when first met."""

    def __init__(self, document: dict[str, Any]) -> None:
        import jsonschema_rs  # a tool of tests and developers: whoever has no document does not need it

        self._rs = jsonschema_rs
        self._paths: dict[str, Any] = document["paths"]
        loose = copy.deepcopy(document)
        loose["components"]["schemas"]["SnowflakeType"] = LOOSE_ID
        for schema in loose["components"]["schemas"].values():
            if permissions := schema.get("properties", {}).get("default_member_permissions"):
                permissions["type"] = ["integer", "string", "null"]
        resources = [("urn:strict", document), ("urn:loose", loose)]
        self._registry = jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012)
        self._compiled: dict[tuple[str, str, str], _Validator | None] = {}

    @staticmethod
    @lru_cache(maxsize=1)
    def read(path: Path) -> Document:
        """Load the document from a JSON file; the last one is kept, as it takes a quarter of a second and many tests use it."""
        return Document(json.loads(path.read_text(encoding="utf-8")))

    def check_request(self, method: str, path: str, body: Any) -> None:
        """Refuse (50035) a body that the document does not allow. A path or method that it does not have is not judged."""
        validator = self._validator(method, path, "request")
        form = {} if body is None else body
        if validator is None or validator.is_valid(form):
            return
        problems = Problems()
        for place, fault in _leaves(validator.iter_errors(form)):
            code, sentence = FAULTS.get(fault.kind.name, ("BASE_TYPE_INVALID", "{message}"))
            problems.add(place, code, sentence.format(message=_short(fault.message), **_figures(fault.kind)))
        problems.refuse()

    def faults_of_reply(self, method: str, path: str, status: int, data: Any) -> list[str]:
        """What the document has against an answer of ours, one sentence each; only successes are described closely enough to judge."""
        operation = self._operation(method, path)
        if operation is None:
            return []
        if str(status) not in operation["responses"]:
            return [f"{method} {path}: status {status} is not in Discord's document"]
        validator = self._validator(method, path, str(status))
        if validator is None:
            return [] if data is None else [f"{method} {path}: {status} must have no body"]
        if validator.is_valid(data):
            return []
        return [
            f"{method} {path} → {status} {'.'.join(map(str, place))}: {_short(fault.message)}"
            for place, fault in _leaves(validator.iter_errors(data))
        ]

    def _operation(self, method: str, path: str) -> Any:
        return self._paths.get(path, {}).get(method.lower())

    def _validator(self, method: str, path: str, part: str) -> _Validator | None:
        key = (method, path, part)
        if key not in self._compiled:
            self._compiled[key] = self._compile(method, path, part)
        return self._compiled[key]

    def _compile(self, method: str, path: str, part: str) -> _Validator | None:
        operation = self._operation(method, path)
        if operation is None:
            return None
        described = operation.get("requestBody") if part == "request" else operation["responses"].get(part)
        if not described or "application/json" not in described.get("content", {}):
            return None
        step = "requestBody" if part == "request" else f"responses/{part}"
        escaped = path.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
        pointer = f"#/paths/{escaped}/{method.lower()}/{step}/content/application~1json/schema"
        schema = {"$ref": ("urn:loose" if part == "request" else "urn:strict") + pointer}
        return cast(_Validator, self._rs.validator_for(schema, registry=self._registry, validate_formats=True))


def _leaves(faults: Iterable[_Fault]) -> Iterator[tuple[Place, _Fault]]:
    """The faults at the fields themselves: a failed choice between forms is replaced by the faults of the form that was meant."""
    for fault in faults:
        branches: list[list[_Fault]] = getattr(fault.kind, "context", None) or []
        meant = [branch for branch in branches if branch and not any(_names_another_type(inner) for inner in branch)]
        if meant:
            yield from _leaves(min(meant, key=lambda branch: len(list(branch))))
        elif fault.kind.name == "required":
            yield (*fault.instance_path, fault.kind.property), fault
        else:
            yield tuple(fault.instance_path), fault


def _names_another_type(fault: _Fault) -> bool:
    """Whether a branch failed because it is for another kind of component, or for null."""
    if fault.kind.name in ("enum", "const"):
        return list(fault.instance_path)[-1:] == ["type"]
    return bool(fault.kind.name == "type" and fault.kind.types == ["null"])


def _figures(kind: Any) -> dict[str, Any]:
    return {name: getattr(kind, name) for name in ("limit", "options") if hasattr(kind, name)}


def _short(text: str) -> str:
    """A fault's sentence without the pages of JSON that it may quote."""
    return text if len(text) <= 300 else f"{text[:150]} … {text[-150:]}"
