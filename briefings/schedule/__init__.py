"""When a subscription's briefings are due: rules, the time zones they run in, and the words that people say both with.

`rules` answers the one question the clock asks (the next run strictly after an instant); `zones` finds the IANA zone a person means;
`words` reads what people type and tells a rule back to them. All of it is pure: no clock, no store.
"""

from briefings.schedule.policy import DEFAULT_POLICY, CatchUp, NothingNew, Policy, Quiet, policy_from_json, policy_to_json
from briefings.schedule.rules import LATE_AT_MOST, AtTimes, Every, Once, Rule, Run, next_run, rule_from_json, rule_to_json, upcoming
from briefings.schedule.words import describe, parse_once, parse_times, parse_weekdays
from briefings.schedule.zones import parse_zone, zones_like

__all__ = [
    "DEFAULT_POLICY",
    "LATE_AT_MOST",
    "AtTimes",
    "CatchUp",
    "Every",
    "NothingNew",
    "Once",
    "Policy",
    "Quiet",
    "Rule",
    "Run",
    "describe",
    "next_run",
    "parse_once",
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
