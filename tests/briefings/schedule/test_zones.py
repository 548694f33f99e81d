import pytest

from briefings.errors import UnknownZone
from briefings.schedule import parse_zone, zones_like
from briefings.schedule.zones import WELL_KNOWN


@pytest.mark.parametrize(
    ("asked", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (" europe/BERLIN ", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("London time", "Europe/London"),
        ("new york", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("Stockholm", "Europe/Stockholm"),
        ("US/Eastern", "America/New_York"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Calcutta", "Asia/Kolkata"),
        ("Japan", "Asia/Tokyo"),
        ("utc", "UTC"),
        ("Etc/UTC", "UTC"),
    ],
)
def test_a_place_is_found(asked: str, zone: str) -> None:
    assert parse_zone(asked).key == zone


@pytest.mark.parametrize(
    ("asked", "suggestion"),
    [
        ("EST", "America/New_York, America/Toronto or"),
        ("est5edt", "America/New_York, America/Toronto or"),
        ("PST8PDT", "America/Los_Angeles, America/Tijuana or"),
        ("CST", "America/Chicago, Asia/Shanghai or"),
        ("CET", "Europe/Berlin, Europe/Paris or"),
        ("BST", "Europe/London"),
        ("GMT", "Europe/London"),
        ("UTC+2", "Europe/Berlin"),
        ("+5:30", "Asia/Kolkata"),
        ("NZ", "Pacific/Auckland"),
        ("Europe/Berln", "such as Europe/Berlin."),
        ("lodnon", "such as Europe/London."),
        ("Eastern", "America/New_York or America/Toronto"),
        ("Xanadu-on-Sea", "America/New_York, Europe/Berlin or Asia/Tokyo"),
        ("Etc/GMT+5", "America/New_York, Europe/Berlin or Asia/Tokyo"),
        ("", "America/New_York, Europe/Berlin or Asia/Tokyo"),
    ],
)
def test_what_is_no_place_is_refused_with_likely_places(asked: str, suggestion: str) -> None:
    with pytest.raises(UnknownZone) as refusal:
        parse_zone(asked)
    assert f'"{asked}" is not a time zone' in str(refusal.value)
    assert suggestion in str(refusal.value)


def test_a_huge_name_is_not_repeated_whole() -> None:
    with pytest.raises(UnknownZone) as refusal:
        parse_zone("x" * 10_000)
    assert len(str(refusal.value)) < 300


def test_all_well_known_zones_are_places() -> None:
    assert [parse_zone(name).key for name in WELL_KNOWN] == list(WELL_KNOWN)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("", "America/New_York"),
        ("ber", "Europe/Berlin"),
        ("New Y", "America/New_York"),
        ("est", "America/New_York"),
        ("pacific/a", "Pacific/Auckland"),
        ("Berln", "Europe/Berlin"),
        ("+09:00", "Asia/Tokyo"),
    ],
)
def test_typing_offers_the_likeliest_zone_first(typed: str, first: str) -> None:
    assert zones_like(typed)[0] == first


def test_typing_offers_no_more_than_asked_and_each_once() -> None:
    offers = zones_like("a")
    assert len(offers) == len(set(offers)) == 25
    assert zones_like("a", 3) == offers[:3]
    assert zones_like("qqqqqq") == []
