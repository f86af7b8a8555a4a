"""Compare the reports of one organ over the years: each with that of the year before, where both are at hand."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from typing import Any, NamedTuple

from lawrep.rulebook import rules
from lawrep.rules.registry import Found
from lawrep.rules.years import ACROSS, Year

SURE = 4  # characters of a name that is no other organ's by chance
PLACES = ("省", "市", "州", "盟", "区", "县")
BODY = re.compile(
    "(?:人民政府|办事处|管理委员会|管委会|党工委|党委|党组|委员会)+$"
)  # what one organ is called with or without


class Compared(NamedTuple):
    """What came of comparing two years: findings in the later report, with line and column, and relations looked at."""

    name: str
    findings: list[dict[str, Any]]
    relations: dict[str, int]


def compare(years: Iterable[Year], wanted: Container[str] | None = None, language: str = "en") -> Iterator[Compared]:
    """Yield what comes of comparing each report with the one of its organ on the year before."""
    organs: defaultdict[str, list[Year]] = defaultdict(list)
    for year in sorted(years, key=lambda each: len(each.organ)):
        organs[organ_of(year.organ, organs)].append(year)
    for given in organs.values():
        given.sort(key=lambda each: (each.year, each.name))
        reports = [each for at, each in enumerate(given) if not is_same(each, given[max(0, at - 1) : at])]
        for later in reports:
            for earlier in reports:
                if earlier.year == later.year - 1 and same_place(earlier.region, later.region):
                    yield compare_two(earlier, later, wanted, language)


def organ_of(name: str, known: Iterable[str]) -> str:
    """Return the name by which an organ is known: without 人民政府 and the like, and without the places above it.

    >>> organ_of("云山省青禾县司法局", ["青禾县司法局"])
    '青禾县司法局'
    """
    own = BODY.sub("", name.removeprefix("中共"))
    for other in known:
        if len(other) >= SURE and own.endswith(other) and own[: -len(other)].endswith(PLACES):
            return other
    return own


def is_same(report: Year, before: list[Year]) -> bool:
    """Whether a report is the one before it once more: the report and its document in one folder."""
    return bool(before) and (report.year, report.figures, report.sentences) == (
        before[0].year,
        before[0].figures,
        before[0].sentences,
    )


def same_place(first: str | None, second: str | None) -> bool:
    """Whether two regions can be one: a page names as much of it as it likes."""
    return first is None or second is None or first.endswith(second) or second.endswith(first)


def compare_two(earlier: Year, later: Year, wanted: Container[str] | None, language: str) -> Compared:
    """Run the rules across years over two reports."""
    findings: list[dict[str, Any]] = []
    relations: dict[str, int] = {}
    for name, run in ACROSS.items():
        if wanted is not None and name not in wanted:
            continue
        looked_at = 0
        for found in run(earlier, later):
            looked_at += 1
            if isinstance(found, Found):
                finding = rules()[name].finding(found.start, found.end, found.words, language)
                line = bisect_right(later.line_starts, found.start)
                findings.append({**finding, "line": line, "column": found.start - later.line_starts[line - 1] + 1})
        if looked_at:
            relations[name] = looked_at
    findings.sort(key=lambda finding: (finding["start"], finding["rule"]))
    return Compared(later.name, findings, relations)
