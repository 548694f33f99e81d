"""Units of measure as news writes them: percent, lengths, weights, times, storeys."""

from __future__ import annotations

import re

# The unit as written, the kind of quantity, and its name in the singular.
_UNITS: tuple[tuple[str, str, str], ...] = (
    (r"percent|per cent|per-cent|percentage points?|%", "percent", "percent"),
    (r"(?:mph|miles (?:per|an) hour)", "speed", "mph"),
    (r"(?:kph|km/h|kilomet(?:re|er)s (?:per|an) hour)", "speed", "km/h"),
    (r"knots?", "speed", "knot"),
    (r"kilomet(?:re|er)s?|kms?|km", "distance", "km"),
    (r"miles?|mi", "distance", "mile"),
    (r"met(?:re|er)s?|m(?=\b)", "distance", "metre"),
    (r"feet|foot|ft", "distance", "foot"),
    (r"inch(?:es)?", "distance", "inch"),
    (r"yards?", "distance", "yard"),
    (r"centimet(?:re|er)s?|cm", "distance", "cm"),
    (r"millimet(?:re|er)s?|mm", "distance", "mm"),
    (r"tons?|tonnes?", "weight", "tonne"),
    (r"kilograms?|kilos?|kg", "weight", "kg"),
    (r"acres?", "area", "acre"),
    (r"hectares?|ha", "area", "hectare"),
    (r"square (?:met(?:re|er)s?|miles?|kilomet(?:re|er)s?|feet|foot)", "area", "square"),
    (r"barrels?", "volume", "barrel"),
    (r"lit(?:re|er)s?", "volume", "litre"),
    (r"gallons?", "volume", "gallon"),
    (r"[kmgt]wh?|(?:kilo|mega|giga)watts?(?:[ -]hours?)?", "power", "watt"),
    (r"degrees?", "temperature", "degree"),
    (r"seconds?", "duration", "second"),
    (r"minutes?|mins?", "duration", "minute"),
    (r"hours?|hrs?", "duration", "hour"),
    (r"nights?", "duration", "night"),
    (r"days?", "duration", "day"),
    (r"weeks?", "duration", "week"),
    (r"months?", "duration", "month"),
    (r"years?", "duration", "year"),
    (r"decades?", "duration", "decade"),
    (r"stor(?:ey|y|ies|eys)|floors?", "storeys", "storey"),
)
_UNIT_PATTERNS = tuple(
    (re.compile(rf"[\s-]*(?:{pattern})\b" if pattern[-1] != "%" else rf"[\s-]*(?:{pattern})", re.I), kind, unit)
    for pattern, kind, unit in _UNITS
)
_SQUARE = re.compile(r"square (\w+)", re.I)


def read_unit(after: str, *, ranked: bool = False) -> tuple[str, str, int] | None:
    """The kind, the unit and the length of a unit that begins the text after a number; of a `ranked` number only a floor."""
    for pattern, kind, unit in _UNIT_PATTERNS:
        match = pattern.match(after)
        if match and (not ranked or kind == "storeys"):
            square = _SQUARE.search(match[0])
            return kind, f"square {square[1].lower()}" if square else unit, match.end()
    return None
