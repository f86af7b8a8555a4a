"""Run the rules over one report, and say what they found: the step after identification."""

from collections.abc import Container
from typing import Any, NamedTuple

from lawrep.facts import Facts
from lawrep.rulebook import rules
from lawrep.rules import CHECKS, COMPARING
from lawrep.rules.registry import Held


class Checked(NamedTuple):
    """What came of the rules: the findings in reading order, and how many relations each rule compared."""

    findings: list[dict[str, Any]]
    relations: dict[str, int]
    held: list[dict[str, Any]]  # those that name the figures by which they hold


def check(facts: Facts, wanted: Container[str] | None = None, language: str = "en") -> Checked:
    """Run the rules that are `wanted`, by default all, over the facts of a report."""
    findings: list[dict[str, Any]] = []
    relations: dict[str, int] = {}
    held: list[dict[str, Any]] = []
    for name, run in CHECKS.items():
        if wanted is not None and name not in wanted:
            continue
        looked_at = 0
        for found in run(facts):
            looked_at += 1
            if isinstance(found, Held):
                held.append({"rule": name, "pair": found.pair, "start": found.start, "end": found.end})
            elif found is not None:
                findings.append(rules()[name].finding(found.start, found.end, found.words, language))
        if looked_at and name in COMPARING:
            relations[name] = looked_at
    findings.sort(key=lambda finding: (finding["start"], finding["end"], finding["rule"]))
    return Checked(findings, relations, held)
