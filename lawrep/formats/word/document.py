"""Read a Word document (docx, docm, dotx): its text as Word shows it, automatic numbers included."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lawrep.errors import ReadError
from lawrep.formats.package import Package
from lawrep.formats.reading import EDGES, Piece, Reading, Transcript
from lawrep.formats.word.chunks import Chunks
from lawrep.formats.word.numbering import Counters, Marker, Numbering, joined
from lawrep.formats.word.parts import WordParts
from lawrep.formats.word.runs import Runs
from lawrep.formats.word.styles import Styles
from lawrep.formats.word.tables import Block, Cell, Paragraph, Table, cells_of, rows_of, write
from lawrep.formats.word.xml import R, W, switch, unwrapped, value
from lawrep.source import NOTES, Place

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_PARAGRAPHS = 50_000
PARAGRAPH, TABLE, CHUNK = W + "p", W + "tbl", W + "altChunk"
BLOCKS = frozenset((PARAGRAPH, TABLE, CHUNK))
HEADS = dict(zip(("footnotes", "endnotes"), NOTES, strict=True))  # by the part that holds them, the line above them


def read(data: bytes, shown: str) -> Reading:
    """Read a Word document; a place is the number of a `w:p` in the body, the first being 1.

    Raises ReadError, with the reason and what to do, where it is damaged, locked, hostile, or holds no text.
    """
    parts = WordParts(Package(data, shown))
    reading = read_parts(parts)
    if not reading.text:
        raise ReadError(f"{shown}: {why_empty(parts.document())}")
    return reading


def read_parts(parts: WordParts, depth: int = 0) -> Reading:
    """Read a Word document, which may be empty; `depth` is the number of documents that it stands in."""
    body = parts.document().find(W + "body")
    if body is None:
        shown = parts.package.shown
        raise ReadError(f"{shown}: no Word document, or an empty one; open it in Word and save it as docx")
    transcript = Transcript()
    Document(parts, body, depth).write(transcript)
    return transcript.reading()


def why_empty(root: "_Element") -> str:
    if next(root.iter(W + "drawing", W + "pict", W + "object"), None) is not None:
        return "pictures and no text, a scan perhaps; recognise its text first (OCR)"
    return "the document is empty"


class Flow:
    """One run of text with its own counts: the body, its text boxes, or the notes."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.runs = Runs(styles)
        self.counters = Counters(numbering)


class Joint:
    """The paragraph under way: the next one belongs to it too where the mark at its end is deleted or hidden."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.marker: Marker | None = None
        self.boxes: list[_Element] = []

    def paragraph(self) -> Paragraph:
        if self.marker is None:
            return Paragraph(self.pieces)
        start = next((n for n, (text, _) in enumerate(self.pieces) if text.strip(EDGES)), 0)
        text, place = self.pieces[start]
        return Paragraph([(joined(self.marker, text.lstrip(EDGES)), place), *self.pieces[start + 1 :]])


class Document:
    """The body of a Word document with all that its text depends on."""

    def __init__(self, parts: WordParts, body: "_Element", depth: int = 0) -> None:
        self.parts = parts
        self.chunks = Chunks(parts, depth, read_parts)
        self.body = body
        self.styles = Styles(parts.optional("styles"))
        self.numbering = Numbering(parts.optional("numbering"), self.styles)
        self.places = places_of(body, parts.package.shown)
        self.notes: dict[str, dict[str, Place]] = {kind: {} for kind in HEADS}  # in the order of their marks
        self.boxes = self.flow()

    def flow(self) -> Flow:
        return Flow(self.styles, self.numbering)

    def write(self, transcript: Transcript) -> None:
        """Add the text of the body to a transcript, and that of its notes below it."""
        write(self.blocks(self.body, self.flow()), transcript)
        for kind, heading in HEADS.items():
            self.write_notes(kind, heading, transcript)

    def blocks(self, parent: "_Element", flow: Flow, place: Place | None = None) -> list[Block]:
        """Return the paragraphs and tables of the body, a cell, a text box or a note, as they are read.

        `place` is that of each of them where they do not stand in the body.
        """
        blocks: list[Block] = []
        joint = Joint()
        for element in unwrapped(parent, BLOCKS):
            if element.tag != PARAGRAPH:
                blocks += self.ended(joint)
                joint = Joint()
                blocks += self.chunk(element, place) if element.tag == CHUNK else [self.table(element, flow, place)]
            elif not self.is_open(element, flow, joint, place):
                blocks += self.ended(joint)
                joint = Joint()
        return blocks + self.ended(joint)

    def ended(self, joint: Joint) -> list[Block]:
        """Return a paragraph that is complete, and what stands in the text boxes that hang on it."""
        blocks: list[Block] = [joint.paragraph()] if joint.pieces else []
        for box in joint.boxes:
            blocks += self.blocks(box, self.boxes)
        return blocks

    def is_open(self, element: "_Element", flow: Flow, joint: Joint, place: Place | None) -> bool:
        """Add a `w:p` to the paragraph under way; return whether the next one belongs to it too."""
        place = place or {"paragraph": self.places[element]}
        line = flow.runs.read(element)
        joint.boxes += line.boxes
        for kind, note in line.notes:
            self.notes[kind].setdefault(note, place)
        properties = element.find(W + "pPr")
        mark = None if properties is None else properties.find(W + "rPr")
        style_id = value(properties, "pStyle") or self.styles.default
        hidden = self.is_hidden(mark, style_id)
        if hidden and not line.text.strip():
            return True
        joint.pieces.append((line.text, place))
        if is_deleted(mark) or is_drop_cap(properties):
            return True
        numbered = self.numbering.of_paragraph(properties, style_id)
        marker = flow.counters.next(*numbered) if numbered else None
        joint.marker = joint.marker or marker
        return hidden

    def is_hidden(self, mark: "_Element | None", style_id: str | None) -> bool:
        stated = switch(mark, "vanish")
        return self.styles.hidden(style_id) if stated is None else stated

    def chunk(self, element: "_Element", place: Place | None) -> list[Block]:
        """Return the lines of a file that stands in the document; their place is that of the paragraph before it."""
        place = place or {"paragraph": self.places[element]}
        return [Paragraph([(line, place)]) for line in self.chunks.read(element.get(R + "id", ""))]

    def table(self, element: "_Element", flow: Flow, place: Place | None) -> Table:
        return Table([list(self.row(row, flow, place)) for row in rows_of(element)])

    def row(self, row: "_Element", flow: Flow, place: Place | None) -> Iterator[Cell]:
        for cell in cells_of(row):
            yield None if cell is None else self.blocks(cell, flow, place)

    def write_notes(self, kind: str, heading: str, transcript: Transcript) -> None:
        """Add the notes of one kind, `[1]` before the first, in the order of their marks, below a line of their own."""
        marked, flow = dict(self.notes[kind]), self.flow()
        root = self.parts.optional(kind) if marked else None
        elements = {} if root is None else {note.get(W + "id", ""): note for note in root}
        for number, (note, place) in enumerate(marked.items(), 1):
            if number == 1 and elements:
                transcript.add((heading, place))
            blocks = self.blocks(elements[note], flow, place) if note in elements else []
            write(numbered_note(number, blocks, place), transcript)


def numbered_note(number: int, blocks: list[Block], place: Place) -> list[Block]:
    first = next((n for n, block in enumerate(blocks) if isinstance(block, Paragraph) and block.text.strip()), None)
    if first is None:
        return []
    pieces = [(text.lstrip(EDGES), where) for text, where in blocks[first].pieces]  # type: ignore[union-attr]
    return [Paragraph([(f"[{number}] ", place), *pieces]), *blocks[first + 1 :]]


def places_of(body: "_Element", shown: str) -> "dict[_Element, int]":
    """Return the numbers of the paragraphs; a file that stands between two has that of the first."""
    places = {}
    number = 0
    for element in body.iter(PARAGRAPH, CHUNK):
        number += element.tag == PARAGRAPH
        if number > MOST_PARAGRAPHS:
            raise ReadError(f"{shown}: more than {MOST_PARAGRAPHS:,} paragraphs; no report has so many")
        places[element] = max(number, 1)
    return places


def is_deleted(mark: "_Element | None") -> bool:
    """Whether a tracked change takes the mark at the end of a paragraph away."""
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)


def is_drop_cap(properties: "_Element | None") -> bool:
    """Whether a paragraph is the large initial of the next one."""
    frame = None if properties is None else properties.find(W + "framePr")
    return frame is not None and frame.get(W + "dropCap", "none") != "none"
