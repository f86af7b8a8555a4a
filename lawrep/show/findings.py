"""Write what `lawrep validate` finds: a table for people, lines for pipes, JSON, SARIF."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from lawrep.audit import Validated
from lawrep.findings import LEVEL_NAMES, Places, as_json, as_line, sarif_fault, sarif_log, sarif_result, where

if TYPE_CHECKING:
    from rich.text import Text

STYLES = {"error": "bold red", "warning": "yellow", "info": "blue"}
Put = Callable[[bytes], None]


class Writer(Protocol):
    """Takes the documents as each is done, and at the end the counts."""

    def document(self, document: Validated) -> None:
        """Write one document."""

    def end(self, summary: dict[str, int], failures: list[str]) -> None:
        """Write what comes last."""


class LineWriter:
    """One line a fault or finding; nothing for a document without."""

    def __init__(self, echo: Callable[[str], None]) -> None:
        self.echo = echo

    def document(self, document: Validated) -> None:
        """Write the faults as name:path: message, the findings as name:line:column: level rule message."""
        for fault in document.faults:
            self.echo(
                f"{document.name}:{fault.path}: {fault.message}" if fault.path else f"{document.name}: {fault.message}"
            )
        places = places_of(document)
        for finding in document.findings:
            self.echo(as_line(document.name, finding, places))

    def end(self, summary: dict[str, int], failures: list[str]) -> None:
        """Leave the counts to standard error."""


class TableWriter:
    """A table a document, with the words around each finding; nothing for a document without."""

    def __init__(self, language: str) -> None:
        self.language = language

    def document(self, document: Validated) -> None:
        """Show the table of a document."""
        if not document.faults and not document.findings:
            return
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(title=Text(document.name, "bold"), title_justify="left", box=box.SIMPLE_HEAD)
        place, level, what = ("位置", "级别", "内容") if self.language == "zh" else ("Where", "Level", "What")
        table.add_column(place, style="cyan", overflow="fold")
        table.add_column(level)
        table.add_column(what, overflow="fold")
        for fault in document.faults:
            table.add_row(Text(fault.path or "document"), Text("fault", STYLES["error"]), Text(fault.message))
        places = places_of(document)
        for finding in document.findings:
            table.add_row(*row_of(finding, places, self.language))
        Console().print(table)

    def end(self, summary: dict[str, int], failures: list[str]) -> None:
        """Leave the counts to standard error."""


def places_of(document: Validated) -> Places | None:
    """Return the lines of the text of a document, where there is one and something is found in it."""
    return Places(document.text) if document.text is not None and document.findings else None


def row_of(finding: dict[str, Any], places: Places | None, language: str) -> "tuple[Text, Text, Text]":
    """Return the cells of a finding: where, how bad, and what, with the words of its line."""
    from rich.text import Text

    level = finding["severity"]
    what = Text.assemble((finding["message"], ""), "  ", (finding["rule"], "dim"))
    if places is not None:
        place = places.of(finding["start"], finding["end"])
        what.append("\n").append(place.before, "dim").append(place.quoted, "reverse").append(place.after, "dim")
    shown = LEVEL_NAMES[level] if language == "zh" else level
    return Text(where(finding, places)), Text(shown, STYLES[level]), what


class JsonWriter:
    """One JSON object: the documents, written as each is done, and the counts."""

    def __init__(self, put: Put) -> None:
        self.put = put
        self.before = b'{"documents": ['

    def document(self, document: Validated) -> None:
        """Write the faults and findings of a document."""
        places = places_of(document)
        fields = {
            "name": document.name,
            "faults": [fault._asdict() for fault in document.faults],
            "findings": [as_json(finding, places) for finding in document.findings],
            "relations": document.relations,
            "held": document.held,
        }
        self.put(self.before + b"\n  " + json.dumps(fields, ensure_ascii=False).encode("utf-8", "backslashreplace"))
        self.before = b","

    def end(self, summary: dict[str, int], failures: list[str]) -> None:
        """Close the list and write the counts."""
        lead = self.before if self.before != b"," else b""
        last = {"failures": failures, "summary": summary}
        self.put(lead + b"\n], " + json.dumps(last, ensure_ascii=False).encode("utf-8", "backslashreplace")[1:] + b"\n")


class SarifWriter:
    """One SARIF 2.1.0 log."""

    def __init__(self, put: Put, language: str) -> None:
        self.put = put
        self.language = language
        self.results: list[dict[str, Any]] = []

    def document(self, document: Validated) -> None:
        """Take the results of a document."""
        places = places_of(document)
        self.results += [sarif_fault(document.name, *fault) for fault in document.faults]
        self.results += [sarif_result(document.name, finding, places) for finding in document.findings]

    def end(self, summary: dict[str, int], failures: list[str]) -> None:
        """Write the log."""
        log = sarif_log(self.results, summary, failures, self.language)
        self.put(json.dumps(log, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace") + b"\n")
