"""When a subscription's briefings are due: rules, the time zones they run in, and the words that people say both with.

`rules` answers the question the clock asks (the next run strictly after an instant), `catch_up` what is due where some runs were missed,
`turns` how many due at once are spread; `quiet` the hours in which
nothing is posted; `zones` finds the IANA zone a person means;
`words` reads what people type and tells a rule back to them. All of it is pure: no clock, no store.
"""

from briefings.schedule.catch_up import Due, due_times, expiry
from briefings.schedule.policy import DEFAULT_POLICY, ON_TIME, CatchUp, NothingNew, Policy, policy_from_json, policy_to_json
from briefings.schedule.quiet import Quiet
from briefings.schedule.rules import (
    GATHERED,
    LATE_AT_MOST,
    AtTimes,
    Every,
    Once,
    OnChange,
    Rule,
    Run,
    next_run,
    out_of_quiet,
    rule_from_json,
    rule_to_json,
    upcoming,
)
from briefings.schedule.turns import delay
from briefings.schedule.words import describe, describe_policy, parse_once, parse_quiet, parse_times, parse_weekdays
from briefings.schedule.zones import parse_zone, zones_like

__all__ = [
    "DEFAULT_POLICY",
    "GATHERED",
    "LATE_AT_MOST",
    "ON_TIME",
    "AtTimes",
    "CatchUp",
    "Due",
    "Every",
    "NothingNew",
    "OnChange",
    "Once",
    "Policy",
    "Quiet",
    "Rule",
    "Run",
    "delay",
    "describe",
    "describe_policy",
    "due_times",
    "expiry",
    "next_run",
    "out_of_quiet",
    "parse_once",
    "parse_quiet",
    "parse_times",
    "parse_weekdays",
    "parse_zone",
    "policy_from_json",
    "policy_to_json",
    "rule_from_json",
    "rule_to_json",
    "upcoming",
    "zones_like",
]
