"""Findings as people and programs read them: lines, JSON, SARIF 2.1.0 (OASIS), each with the place in the text."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from lawrep.rulebook import Rule, rules
from lawrep.terms import Severity
from lawrep.version import __version__

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
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


def place_of(text: str, start: int, end: int) -> Place:
    r"""Return where `text[start:end]` stands, columns in code points.

    >>> place_of("一、成效\n办结率109%。", 8, 12)
    Place(line=2, column=4, end_line=2, end_column=8, before='办结率', quoted='109%', after='。')
    """
    begin = text.rfind("\n", 0, start) + 1
    last = text.rfind("\n", 0, end) + 1
    stop = text.find("\n", end)
    line_end = stop if stop >= 0 else len(text)
    line = text.count("\n", 0, start) + 1
    return Place(
        line,
        start - begin + 1,
        line + text.count("\n", start, end),
        end - last + 1,
        text[max(begin, start - AROUND) : start].lstrip(),
        text[start:end],
        text[end : min(line_end, end + AROUND)].rstrip(),
    )


def as_line(name: str, finding: dict[str, Any], text: str | None) -> str:
    """Return a finding as `name:line:column: level rule message`; without a text, line and column are left out."""
    where = name
    if "line" in finding:
        where = f"{name}:{finding['line']}:{finding['column']}"
    elif text is not None:
        place = place_of(text, finding["start"], finding["end"])
        where = f"{name}:{place.line}:{place.column}"
    return f"{where}: {finding['severity']} {finding['rule']} {finding['message']}"


def as_json(finding: dict[str, Any], text: str | None) -> dict[str, Any]:
    """Return a finding as plain data, with its place and the words around it."""
    if text is None:
        return finding
    place = place_of(text, finding["start"], finding["end"])
    quote_ = f"{place.before}{place.quoted}{place.after}"
    return {**finding, "line": place.line, "column": place.column, "text": place.quoted, "quote": quote_}


def sarif_rule(rule: Rule, language: str) -> dict[str, Any]:
    """Return the SARIF descriptor of a rule."""
    why = rule.why_zh if language == "zh" else rule.why
    return {
        "id": rule.name,
        "shortDescription": {"text": why},
        "defaultConfiguration": {"level": SARIF_LEVELS[rule.level]},
        "properties": {"tags": [rule.topic]},
    }


def sarif_result(name: str, finding: dict[str, Any], text: str | None) -> dict[str, Any]:
    """Return the SARIF result of a finding."""
    region: dict[str, Any] = {"charOffset": finding["start"], "charLength": finding["end"] - finding["start"]}
    if "line" in finding:
        region |= {"startLine": finding["line"], "startColumn": finding["column"]}
    elif text is not None:
        place = place_of(text, finding["start"], finding["end"])
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
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(name)}, "region": region}}],
    }


def sarif_fault(name: str, path: str, message: str) -> dict[str, Any]:
    """Return the SARIF result of a fault of a document."""
    where: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": quote(name)}}}
    if path:
        where["logicalLocations"] = [{"fullyQualifiedName": path}]
    return {"ruleId": DOCUMENT, "level": "error", "message": {"text": message}, "locations": [where]}


def sarif_log(results: list[dict[str, Any]], summary: dict[str, int], language: str) -> dict[str, Any]:
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
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results, "properties": summary}
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
