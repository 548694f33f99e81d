"""How sending goes, in one small object."""

from datetime import UTC, datetime, timedelta

from bot.health import Health, Rest

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_rest_is_told_until_it_is_over() -> None:
    health = Health()
    assert health.resting(NOW) is None
    health.rest(NOW + MINUTE, "Discord asked to wait")
    assert health.resting(NOW) == Rest(NOW + MINUTE, "Discord asked to wait")
    assert health.resting(NOW + MINUTE) is None


def test_a_shorter_rest_does_not_end_a_longer_one() -> None:
    health = Health()
    health.rest(NOW + 10 * MINUTE, "blocked")
    health.rest(NOW + MINUTE, "busy")
    resting = health.resting(NOW)
    assert resting is not None
    assert resting.why == "blocked"
