"""Run the rules over one report, and say what they found: the step after identification."""

from collections.abc import Container
from typing import Any, NamedTuple

from lawrep.facts import Facts
from lawrep.rulebook import rules
from lawrep.rules import CHECKS, COMPARING


class Checked(NamedTuple):
    """What came of the rules: the findings in reading order, and how many relations each rule compared."""

    findings: list[dict[str, Any]]
    relations: dict[str, int]


def check(facts: Facts, wanted: Container[str] | None = None, language: str = "en") -> Checked:
    """Run the rules that are `wanted`, by default all, over the facts of a report."""
    findings: list[dict[str, Any]] = []
    relations: dict[str, int] = {}
    for name, run in CHECKS.items():
        if wanted is not None and name not in wanted:
            continue
        looked_at = 0
        for found in run(facts):
            looked_at += 1
            if found is not None:
                findings.append(rules()[name].finding(found.start, found.end, found.words, language))
        if looked_at and name in COMPARING:
            relations[name] = looked_at
    findings.sort(key=lambda finding: (finding["start"], finding["end"], finding["rule"]))
    return Checked(findings, relations)
