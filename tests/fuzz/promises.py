"""What must hold of whatever was read, described or shown, as assertions."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from lawrep.errors import LawrepError
from lawrep.formats.reading import Reading
from lawrep.page.report.page import report_page
from lawrep.panel.rows import digest
from lawrep.pipeline import describe
from lawrep.source import Place, Text
from lawrep.validate import find_faults
from lawrep.write import encode

NAME = "x"  # what the file of every input is called
MOST_REASON = 600  # characters of an error, which is one line


def reads(read: Callable[[bytes, str], Reading | Text], data: bytes) -> Reading | Text | None:
    """Return what a reader gives, or None where it refuses in one line that names the file."""
    try:
        reading = read(data, NAME)
    except LawrepError as error:
        reason = str(error)
        assert reason.startswith(NAME), f"no name of the file: {reason}"
        assert len(reason.splitlines()) == 1, f"not one line: {reason!r}"
        assert len(reason) < MOST_REASON, f"{len(reason)} characters: {reason[:200]}"
        return None
    hold_places(reading.text, reading.places)
    for told in (reading.text, reading.beside, *reading.declared.values()):
        told.encode()  # no lone surrogate
    return reading


def refuse_or(work: Callable[..., object], *given: object) -> None:
    """Do some work, which may be refused in one line."""
    reason = ""
    try:
        work(*given)
    except LawrepError as error:
        reason = str(error)
    assert len(reason.splitlines()) <= 1, repr(reason)


def hold_places(text: str, places: tuple[Place, ...]) -> None:
    """Assert that the places stand in the text, in order and without overlap."""
    last = 0
    for place in places:
        assert last <= place["start"] <= place["end"] <= len(text), f"{place} after {last} of {len(text)}"
        last = place["end"]


def hold_document(text: Text) -> dict[str, Any]:
    """Assert that a document is whole, valid and true to its text; return it."""
    document = describe(text)
    written = encode(document)
    faults = find_faults(written)
    assert not faults, faults[:3]
    for kind in ("indicators", "findings", "sections"):
        for each in document[kind]:
            assert 0 <= each["start"] <= each["end"] <= len(text.text), each
    for indicator in document["indicators"]:
        assert text.text[indicator["start"] : indicator["end"]] == indicator["text"], indicator
    assert json.loads(written)["text"] == text.text
    return document


def hold_views(document: dict[str, Any]) -> None:
    """Assert that the rows of a document quote its text, and that its page shows it, and nothing unescaped."""
    text = document["text"]
    for row in digest(NAME, document).rows:
        assert text[row["start"] : row["end"]] == row["text"], row
        low, high = row["low"], row["high"]
        assert low is None or high is None or low <= high, row
    shown = Shown(report_page(NAME, document))
    assert shown.text == text.replace("\0", "\ufffd")  # as a browser would show it


class Shown(HTMLParser):
    """The text that a page shows of a report; raises where an element is not closed or a script has come in."""

    VOID = frozenset({"wbr", "meta", "input", "br"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.pieces: list[str] = []
        self.scripts = 0
        self.feed(html)
        self.close()
        assert self.open == [], f"not closed: {self.open}"
        assert self.scripts <= 1, "a script has come in"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        assert not any(name.startswith("on") for name, _ in attrs), attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        opened = self.open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_data(self, data: str) -> None:
        if "article" in self.open:
            self.pieces.append(data)

    @property
    def text(self) -> str:
        return "".join(self.pieces)
