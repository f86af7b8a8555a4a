"""Write what `lawrep validate` finds: a table for people, lines for pipes, JSON, SARIF."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from lawrep.findings import as_json, as_line, place_of, sarif_fault, sarif_log, sarif_result
from lawrep.validate import Validated

if TYPE_CHECKING:
    from rich.text import Text

STYLES = {"error": "bold red", "warning": "yellow", "info": "blue"}
Put = Callable[[bytes], None]


class Writer(Protocol):
    """Takes the documents as each is done, and at the end the counts."""

    def document(self, document: Validated) -> None:
        """Write one document."""

    def end(self, summary: dict[str, int]) -> None:
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
        for finding in document.findings:
            self.echo(as_line(document.name, finding, document.text))

    def end(self, summary: dict[str, int]) -> None:
        """Leave the counts to standard error."""


class TableWriter:
    """A table a document, with the words around each finding; nothing for a document without."""

    def document(self, document: Validated) -> None:
        """Show the table of a document."""
        if not document.faults and not document.findings:
            return
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(title=Text(document.name, "bold"), title_justify="left", box=box.SIMPLE_HEAD)
        table.add_column("Where", style="cyan", overflow="fold")
        table.add_column("Level")
        table.add_column("What", overflow="fold")
        for fault in document.faults:
            table.add_row(Text(fault.path or "document"), Text("fault", STYLES["error"]), Text(fault.message))
        for finding in document.findings:
            table.add_row(*row_of(finding, document.text))
        Console().print(table)

    def end(self, summary: dict[str, int]) -> None:
        """Leave the counts to standard error."""


def row_of(finding: dict[str, Any], text: str | None) -> "tuple[Text, Text, Text]":
    """Return the cells of a finding: where, how bad, and what, with the words of its line."""
    from rich.text import Text

    level = finding["severity"]
    what = Text.assemble((finding["message"], ""), "  ", (finding["rule"], "dim"))
    where = f"{finding['line']}:{finding['column']}" if "line" in finding else ""
    if text is not None:
        place = place_of(text, finding["start"], finding["end"])
        where = f"{place.line}:{place.column}"
        what.append("\n").append(place.before, "dim").append(place.quoted, "reverse").append(place.after, "dim")
    return Text(where), Text(level, STYLES[level]), what


class JsonWriter:
    """One JSON object: the documents, written as each is done, and the counts."""

    def __init__(self, put: Put) -> None:
        self.put = put
        self.before = b'{"documents": ['

    def document(self, document: Validated) -> None:
        """Write the faults and findings of a document."""
        fields = {
            "name": document.name,
            "faults": [fault._asdict() for fault in document.faults],
            "findings": [as_json(finding, document.text) for finding in document.findings],
            "relations": document.relations,
        }
        self.put(self.before + b"\n  " + json.dumps(fields, ensure_ascii=False).encode("utf-8", "backslashreplace"))
        self.before = b","

    def end(self, summary: dict[str, int]) -> None:
        """Close the list and write the counts."""
        lead = self.before if self.before != b"," else b""
        self.put(lead + b'\n], "summary": ' + json.dumps(summary).encode() + b"}\n")


class SarifWriter:
    """One SARIF 2.1.0 log."""

    def __init__(self, put: Put, language: str) -> None:
        self.put = put
        self.language = language
        self.results: list[dict[str, Any]] = []

    def document(self, document: Validated) -> None:
        """Take the results of a document."""
        self.results += [sarif_fault(document.name, *fault) for fault in document.faults]
        self.results += [sarif_result(document.name, finding, document.text) for finding in document.findings]

    def end(self, summary: dict[str, int]) -> None:
        """Write the log."""
        log = sarif_log(self.results, summary, self.language)
        self.put(json.dumps(log, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace") + b"\n")
