"""Whole files inside a Word document (`w:altChunk`), which Word shows as part of it: what web pages save as .docx."""

from collections.abc import Callable
from importlib import import_module

from lawrep.errors import ReadError
from lawrep.formats.kinds import ARCHIVE, DOCX, HTML, MHTML, PLAIN, Kind, recognise
from lawrep.formats.package import Package
from lawrep.formats.reading import Reading, Transcript
from lawrep.formats.word.parts import WordParts

CONVERTED = "office.convert"
MOST = (100, 10)  # pages in a document, and in one that stands in another; deeper there are none
OF_CONVERTED = 20  # pages that one file counts for that must be converted first


class Chunks:
    """The files inside a Word document that is itself `depth` deep in others; each of them is read once.

    `read_parts` reads those that are Word documents themselves.
    """

    def __init__(self, parts: WordParts, depth: int, read_parts: Callable[[WordParts, int], Reading]) -> None:
        self.parts = parts
        self.depth = depth
        self.read_parts = read_parts
        self.left = MOST[depth] if depth < len(MOST) else 0
        self.lines: dict[str, list[str]] = {}

    def read(self, identifier: str) -> list[str]:
        """Return the lines of the file that a document relates to by this name.

        Raises ReadError where it is missing, cannot be read, or stands too deep.
        """
        shown = self.parts.package.shown
        name = self.parts.target(identifier)
        if name is None or name not in self.parts.package:
            raise ReadError(
                f"{shown}: part of its text is another file (altChunk), and that is missing; "
                "open it in Word and save it again"
            )
        if name not in self.lines:
            data = self.parts.package.read(name)
            kind = recognise(data, f"{shown}: {name}") if data.strip() else PLAIN
            self.left -= OF_CONVERTED if kind.module == CONVERTED else 1
            if self.left < 0:
                raise ReadError(f"{shown}: files inside files (altChunk), more of them than any report has")
            self.lines[name] = self.read_chunk(data, kind, f"{shown}: {name}").text.split("\n")
        return self.lines[name]

    def read_chunk(self, data: bytes, kind: Kind, shown: str) -> Reading:
        """Read a file of any kind: a page, a letter of a page and its pictures, text, RTF, Word."""
        if not data.strip():
            return Reading("")
        if kind is ARCHIVE:
            raise ReadError(f"{shown}: an archive inside a document (altChunk); no report has one")
        if kind.module == CONVERTED:
            data, kind = import_module(f"lawrep.formats.{CONVERTED}").to_docx(data, shown), DOCX
        if kind is DOCX:
            return self.read_parts(WordParts(Package(data, shown)), self.depth + 1)
        if kind in (HTML, MHTML):
            return whole_page(data, shown)
        reading: Reading = import_module(f"lawrep.formats.{kind.module}").read(data, shown)
        return reading


def whole_page(data: bytes, shown: str) -> Reading:
    """Read all of a web page: there is nothing around the report where the page is itself a part of it."""
    from lawrep.formats.web.charset import decode_page
    from lawrep.formats.web.dom import parse_page
    from lawrep.formats.web.page import rendered
    from lawrep.formats.web.saved import unwrap

    saved = unwrap(data, shown)
    root = parse_page(decode_page(saved.data, saved.charset, shown)[0], shown)
    transcript = Transcript()
    for block in () if root is None else rendered(root, shown).blocks:
        if block.cells is None:
            transcript.add((block.text, {}))
        else:
            transcript.add_row([(cell, {})] for cell in block.cells)
    return transcript.reading()
