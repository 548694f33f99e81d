"""A policy is kept as one JSON object that says only what differs from the default."""

from datetime import time, timedelta

import pytest
from pydantic import ValidationError

from briefings.schedule import DEFAULT_POLICY, CatchUp, NothingNew, Policy, Quiet, policy_from_json, policy_to_json


def test_the_default_policy_is_an_empty_object() -> None:
    assert policy_to_json(DEFAULT_POLICY) == "{}"
    assert policy_from_json("{}") == DEFAULT_POLICY


def test_a_policy_comes_back_as_it_was_kept() -> None:
    policy = Policy(CatchUp.ALL, timedelta(hours=6), 3, Quiet(time(22), time(6, 30)), NothingNew.SILENT)
    assert policy_from_json(policy_to_json(policy)) == policy


def test_a_policy_that_nobody_wrote_is_refused() -> None:
    with pytest.raises(ValidationError):
        policy_from_json('{"catch_up": "sometimes"}')
