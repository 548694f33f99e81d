"""Finding the IANA zone that a person means: "europe/berlin", "New York", "US/Eastern", "EST", "UTC+2" or "Europe/Berln".

Only zones named for a place are taken, and UTC. "EST" or "Etc/GMT+5" stand still when the people there change their clocks, so they are
refused with the places that use them. Which places those are is read off the zones themselves, for January and July of one year.
The names come from the tables that the `tzdata` package ships beside the zones: zone.tab (one line a place) and tzdata.zi (old names).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from briefings.errors import UnknownZone

# Offered before others where several zones fit; the order follows roughly how many people live by each.
WELL_KNOWN = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Europe/London", "Europe/Berlin", "Europe/Paris",
    "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Asia/Seoul", "Asia/Singapore", "Asia/Dubai", "Asia/Jakarta", "Asia/Manila",
    "Asia/Karachi", "America/Sao_Paulo", "America/Mexico_City", "America/Toronto", "America/Halifax", "America/Anchorage",
    "America/Phoenix", "Pacific/Honolulu", "Australia/Sydney", "Australia/Brisbane", "Australia/Adelaide", "Australia/Perth",
    "Pacific/Auckland", "Europe/Madrid", "Europe/Rome", "Europe/Lisbon", "Europe/Athens", "Europe/Helsinki", "Europe/Kyiv",
    "Europe/Istanbul", "Europe/Moscow", "Africa/Cairo", "Africa/Lagos", "Africa/Johannesburg", "Africa/Nairobi", "Asia/Jerusalem",
    "Europe/Dublin", "UTC",
)  # fmt: skip

_EXAMPLES = ("America/New_York", "Europe/Berlin", "Asia/Tokyo")
_REFERENCE_YEAR = 2026
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])(\d{1,2})(?::?([0-5]\d))?")
_POSIX = re.compile(r"([a-z]{3,4})\d([a-z]{3,4})")  # EST5EDT and its kind: the short names in winter and in summer
_ALIKE = 75.0  # rapidfuzz's score from which two names pass for a misspelling of each other: "berln", "new yrok", "lodnon" do


def parse_zone(name: str) -> ZoneInfo:
    """The zone of an IANA name, an old name of it, or a city alone, in any case; raises UnknownZone, which names likely ones."""
    asked = _plain(name).removesuffix(" time")
    matches = _names().get(asked, frozenset())
    if len(matches) == 1:
        return ZoneInfo(*matches)
    likely = _ranked(matches) or _by_clock(asked) or _by_old_name(asked) or _misspelt(asked, 3) or _EXAMPLES
    raise UnknownZone(name=" ".join(name.split())[:60], suggestion=_either(likely[:3]))


def zones_like(text: str, limit: int = 25) -> list[str]:
    """Zones to offer for what somebody has typed so far: named so, with clocks that show so, or of a like name; likely ones first."""
    typed = _plain(text)
    places = _ranked(_places())
    city_begins = [name for name in places if _city(name).startswith(typed)]
    contains = [name for name in places if typed in _plain(name)]
    misspelt = () if city_begins or contains else _misspelt(typed, limit)
    return list(dict.fromkeys([*city_begins, *_by_clock(typed), *contains, *misspelt]))[:limit]


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())


def _city(name: str) -> str:
    return _plain(name).rsplit("/", 1)[-1]


def _either(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def _ranked(names: Iterable[str]) -> tuple[str, ...]:
    """Well-known zones first, the others by name."""
    return tuple(sorted(names, key=lambda name: (_ORDER.get(name, len(_ORDER)), name)))


_ORDER = {name: place for place, name in enumerate(WELL_KNOWN)}


def _table(file: str) -> Iterator[list[str]]:
    lines = files("tzdata.zoneinfo").joinpath(file).read_text(encoding="utf-8").splitlines()
    return (line.split() for line in lines if not line.startswith("#"))


@cache
def _places() -> frozenset[str]:
    """The current names, one a place: the third column of zone.tab."""
    return frozenset(columns[2] for columns in _table("zone.tab")) | {"UTC"}


@cache
def _names() -> Mapping[str, frozenset[str]]:
    """Plain name → the zones it may stand for: every place by its name and by its city, then old names ("US/Eastern", "Japan").

    Old names in capitals ("EST", "PST8PDT", "GB") are left out: they read as a clock's short name, which is not a place.
    """
    names: defaultdict[str, set[str]] = defaultdict(set)
    for place in _places():
        names[_plain(place)].add(place)
        names[_city(place)].add(place)
    for old, zone in _old_names():
        if _plain(old) not in names and zone in _places() and not re.fullmatch(r"[A-Z0-9+-]+", old):
            names[_plain(old)].add(zone)
    for old, zone in _old_names():
        if zone in _places() and "/" in old and old not in _places():
            names[_city(old)].add(zone)
    names["etc/utc"] = {"UTC"}
    return {name: frozenset(zones) for name, zones in names.items()}


@cache
def _old_names() -> tuple[tuple[str, str], ...]:
    """Old name and current zone, from the link lines of tzdata.zi."""
    return tuple((columns[2], columns[1]) for columns in _table("tzdata.zi") if columns[0] == "L")


@cache
def _clocks() -> Mapping[str, tuple[str, ...]]:
    """What clocks show → the zones where they do: short names ("est") and offsets ("+02:00"), in winter or in summer."""
    clocks: defaultdict[str, set[str]] = defaultdict(set)
    for place in _places():
        for month in (1, 7):
            local = datetime(_REFERENCE_YEAR, month, 1, tzinfo=ZoneInfo(place))
            clocks[(local.tzname() or "").casefold()].add(place)
            clocks[local.isoformat()[-6:]].add(place)
    return {shown: _ranked(places) for shown, places in clocks.items()}


def _by_clock(asked: str) -> tuple[str, ...]:
    """The zones whose clocks show this short name, this pair of short names (EST5EDT) or this offset from UTC; none for other texts."""
    if found := _OFFSET.fullmatch(asked):
        sign, hours, minutes = found.groups()
        asked = f"{sign}{int(hours):02}:{minutes or '00'}"
    if pair := _POSIX.fullmatch(asked):
        winter, summer = (_clocks().get(shown, ()) for shown in pair.groups())
        return tuple(zone for zone in winter if zone in summer)
    return _clocks().get(asked, ())


def _by_old_name(asked: str) -> tuple[str, ...]:
    """The zone that an old name in capitals is a link to ("NZ", "GB")."""
    return tuple(zone for old, zone in _old_names() if _plain(old) == asked and zone in _places())


def _misspelt(asked: str, limit: int) -> tuple[str, ...]:
    """The zones whose names resemble this one, the likeliest first, without those that are much less like it than the first."""
    found = process.extract(asked[:60], _names().keys(), scorer=fuzz.ratio, limit=limit, score_cutoff=_ALIKE)
    close = [name for name, score, _ in found if score > found[0][1] - 10]
    return tuple(dict.fromkeys(zone for name in close for zone in _ranked(_names()[name])))
