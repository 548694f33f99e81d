"""Every scenario runs once, small, so that none rots; how fast it is, `make bench` says."""

from __future__ import annotations

import pytest

from benchmarks.__main__ import SCENARIOS

pytestmark = pytest.mark.model


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_scenario_runs(name: str) -> None:
    figures = SCENARIOS[name](full=False)
    assert all(figure.value > 0 for figure in figures)
