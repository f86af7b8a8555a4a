"""Tell a page whose report is a file that it links to, or shows in a viewer."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lawrep.formats.web.declared import one_line
from lawrep.formats.web.lines import HEADING
from lawrep.formats.web.render import Block
from lawrep.tables import load, words

if TYPE_CHECKING:
    from lxml.etree import _Element

FILE = re.compile(r"[^?&=#\"'\s]{1,300}\.(?:pdf|docx?|wps|ofd|rtf|zip|rar|7z)(?=[?&#]|\Z)", re.IGNORECASE)
ADDRESSES = {"iframe": "src", "frame": "src", "embed": "src", "object": "data", "a": "href"}
MOST_NAMED = 3  # files that an error names
POINTER = 200  # characters of a text that says no more than that the report is in a file
LONGEST = 2000  # characters of an address


def linked_files(root: "_Element") -> list[str]:
    """Return the files that may hold the report: those shown in a viewer, else those that a link calls so."""
    found: dict[str, str] = {}
    for element in root.iter(*ADDRESSES):
        address = (element.get(ADDRESSES[str(element.tag)]) or "").strip()[:LONGEST]
        if file := FILE.search(address):
            found.setdefault(one_line(file[0]), called(element) if element.tag == "a" else "")
    viewed = [file for file, link in found.items() if not link]
    return viewed or [file for file, link in found.items() if is_report(link)]


def called(link: "_Element") -> str:
    return one_line("".join(map(str, link.itertext())) + " " + (link.get("title") or "")) or "?"


def is_report(link: str) -> bool:
    """Whether the words of a link tell that its file is a report, or is attached."""
    return FILE.search(link) is not None or any(word in link for word in signs())


def signs() -> Iterator[str]:
    yield from words("metadata", "title", "ends")
    yield from load("web")["files"]["words"]


def is_pointer(lines: Sequence[Block]) -> bool:
    """Whether a text is so short, and without a heading, that it can but say where the report is."""
    return sum(len(line.text) for line in lines) <= POINTER and not any(HEADING.match(line.text) for line in lines)


def named(files: Sequence[str]) -> str:
    return ", ".join(files[:MOST_NAMED]) + (f" and {len(files) - MOST_NAMED} more" if len(files) > MOST_NAMED else "")
