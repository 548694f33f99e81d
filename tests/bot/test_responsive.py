from __future__ import annotations

import gc
import sys
from collections.abc import Iterator

import pytest

from bot.responsive import stay_responsive


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    seconds = sys.getswitchinterval()
    yield
    sys.setswitchinterval(seconds)
    gc.unfreeze()


def test_what_is_built_is_not_looked_at_by_later_collections() -> None:
    built = {"a": ["list", "of", "its"]}
    stay_responsive()
    assert not any(built is one for one in gc.get_objects())


def test_a_thread_at_work_gives_way_within_a_millisecond() -> None:
    stay_responsive()
    assert sys.getswitchinterval() == pytest.approx(0.001)
