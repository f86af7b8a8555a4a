"""Findings as people and programs read them: lines, JSON, SARIF 2.1.0 (OASIS), each with the place in the text."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from lawrep.facts import line_starts
from lawrep.rulebook import Rule, rules
from lawrep.terms import Severity
from lawrep.version import __version__

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
LEVEL_NAMES: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
LEVELS: tuple[Severity, ...] = ("error", "warning", "info")
DOCUMENT = "document"  # what SARIF calls a fault of a document, which no rule is about
AROUND = 24  # characters of a line that are quoted on either side of a finding


class Place(NamedTuple):
    """A finding's place in the text: line and column, both from 1, and the words of the line around it."""

    line: int
    column: int
    end_line: int
    end_column: int
    before: str
    quoted: str
    after: str


class Places:
    r"""The lines of a text, by which each finding is placed; columns are code points.

    >>> Places("一、成效\n办结率109%。").of(8, 12)
    Place(line=2, column=4, end_line=2, end_column=8, before='办结率', quoted='109%', after='。')
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = line_starts(text)

    def of(self, start: int, end: int) -> Place:
        """Return where `text[start:end]` stands, with the words of its line around it."""
        line, last = bisect_right(self.starts, start), bisect_right(self.starts, end)
        begin = self.starts[line - 1]
        stop = self.text.find("\n", end, end + AROUND)
        return Place(
            line,
            start - begin + 1,
            last,
            end - self.starts[last - 1] + 1,
            self.text[max(begin, start - AROUND) : start].lstrip(),
            self.text[start:end],
            self.text[end : stop if stop >= 0 else end + AROUND].rstrip(),
        )


def where(finding: dict[str, Any], places: Places | None) -> str:
    """Return line and column of a finding as 3:25; one across years brings its own, one without a text has none."""
    if places is not None:
        place = places.of(finding["start"], finding["end"])
        return f"{place.line}:{place.column}"
    return f"{finding['line']}:{finding['column']}" if "line" in finding else ""


def as_line(name: str, finding: dict[str, Any], places: Places | None) -> str:
    """Return a finding as `name:line:column: level rule message`; without a text, line and column are left out."""
    at = where(finding, places)
    return f"{name}{':' * bool(at)}{at}: {finding['severity']} {finding['rule']} {finding['message']}"


def as_json(finding: dict[str, Any], places: Places | None) -> dict[str, Any]:
    """Return a finding as plain data, with its place and the words around it."""
    if places is None:
        return finding
    place = places.of(finding["start"], finding["end"])
    quote_ = f"{place.before}{place.quoted}{place.after}"
    return {**finding, "line": place.line, "column": place.column, "text": place.quoted, "quote": quote_}


def uri_of(name: str) -> str:
    """Return the address of the file that a document stands in; one of several is called FILE:NUMBER."""
    file, _, number = name.rpartition(":")
    return quote(file if file and number.isdecimal() else name)


def sarif_rule(rule: Rule, language: str) -> dict[str, Any]:
    """Return the SARIF descriptor of a rule."""
    why = rule.why_zh if language == "zh" else rule.why
    return {
        "id": rule.name,
        "shortDescription": {"text": why},
        "defaultConfiguration": {"level": SARIF_LEVELS[rule.level]},
        "properties": {"tags": [rule.topic]},
    }


def sarif_result(name: str, finding: dict[str, Any], places: Places | None) -> dict[str, Any]:
    """Return the SARIF result of a finding."""
    region: dict[str, Any] = {"charOffset": finding["start"], "charLength": finding["end"] - finding["start"]}
    if "line" in finding:
        region |= {"startLine": finding["line"], "startColumn": finding["column"]}
    elif places is not None:
        place = places.of(finding["start"], finding["end"])
        region |= {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "snippet": {"text": place.quoted},
        }
    return {
        "ruleId": finding["rule"],
        "level": SARIF_LEVELS[finding["severity"]],
        "message": {"text": finding["message"]},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri_of(name)}, "region": region}}],
    }


def sarif_fault(name: str, path: str, message: str) -> dict[str, Any]:
    """Return the SARIF result of a fault of a document."""
    where: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri_of(name)}}}
    if path:
        where["logicalLocations"] = [{"fullyQualifiedName": path}]
    return {"ruleId": DOCUMENT, "level": "error", "message": {"text": message}, "locations": [where]}


def sarif_log(
    results: list[dict[str, Any]], summary: dict[str, int], failures: list[str], language: str
) -> dict[str, Any]:
    """Return the SARIF log of a run."""
    document = {
        "id": DOCUMENT,
        "shortDescription": {"text": "A document agrees with its schema, and its parts with each other."},
    }
    driver = {
        "name": "lawrep",
        "semanticVersion": __version__,
        "rules": [document, *(sarif_rule(rule, language) for rule in rules().values())],
    }
    notes = [{"level": "error", "message": {"text": failure}} for failure in failures]
    invocation = {"executionSuccessful": not failures, "toolExecutionNotifications": notes}
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": summary,
    }
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def explained(rule: Rule, language: str) -> Iterator[str]:
    """Yield the lines that explain a rule to people: why it is there, what it says, and its examples."""
    chinese = language == "zh"
    yield f"{rule.name}  ({rule.level}, {rule.topic})"
    yield f"    {rule.why_zh if chinese else rule.why}"
    yield f"    {'提示' if chinese else 'says'}: {rule.message_zh if chinese else rule.message}"
    for title, examples in (
        ("报告" if chinese else "finds", rule.fires),
        ("不报告" if chinese else "is silent on", rule.silent),
    ):
        for example in examples:
            texts = example if rule.across else [example]
            for index, text in enumerate(texts):
                lead = f"    {title}: " if not index else "        > "
                yield lead + text.replace("\n", "\n        ")
