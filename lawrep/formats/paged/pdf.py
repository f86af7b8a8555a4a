"""Read a PDF with a text layer.

PDFium is C++ and cannot be stopped, so it works in a process of its own (`isolated`), within bounds of time and memory:
a hostile file ends that process and nothing else. What reads is imported there only.
"""

import re

from lawrep.errors import ReadError
from lawrep.formats.paged.isolated import run_isolated
from lawrep.formats.reading import Reading

HEAD = 1024  # bytes within which %PDF stands
LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,12})\b")


def read(data: bytes, shown: str) -> Reading:
    """Return the text of a PDF, page furniture aside.

    Raises ReadError where it is damaged, locked, a scan, or asks for more time and memory than a report does.
    """
    check_whole(data, shown)
    return run_isolated(__name__, data, shown)


def check_whole(data: bytes, shown: str) -> None:
    """Raise ReadError where the bytes are no PDF, or where their end is missing."""
    if b"%PDF" not in data[:HEAD]:
        raise ReadError(f"{shown}: no PDF; fetch it again")
    linearized = LINEARIZED.search(data[:2048])
    if b"startxref" not in data or (linearized and int(linearized[1]) > len(data)):
        raise ReadError(f"{shown}: damaged, or cut short: its end is missing; fetch it again")


def read_here(data: bytes, shown: str) -> Reading:
    """Do the work of `read` in this process, without bounds of time and memory."""
    from lawrep.formats.paged.layout import sheets_to_reading
    from lawrep.formats.paged.pdfium import load_sheets

    return sheets_to_reading(load_sheets(data, shown), shown)
