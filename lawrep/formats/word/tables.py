"""Tables of a Word document: which are rows of cells, and which only lay out running text."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lawrep.formats.reading import Piece, Transcript
from lawrep.formats.word.xml import W, integer, switch, unwrapped, value

if TYPE_CHECKING:
    from lxml.etree import _Element

WIDEST = 63  # columns; Word allows no more
RUNNING = 100  # characters of a cell from which on it may hold running text
SENTENCE_END = re.compile("[。；！？]")
HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}[、.．](?![0-9]))"
)
ROWS = frozenset((W + "tr",))
CELLS = frozenset((W + "tc",))


class Paragraph(NamedTuple):
    """One paragraph, its number included, and where its pieces stand."""

    pieces: list[Piece]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)


class Table(NamedTuple):
    """The rows of a table, a row being its cells, and a cell its blocks; None is a cell that another one covers."""

    rows: "list[list[list[Paragraph | Table] | None]]"


Block = Paragraph | Table
Cell = list[Block] | None


def rows_of(table: "_Element") -> Iterator["_Element"]:
    """Yield the rows that are seen: neither deleted nor hidden."""
    for row in unwrapped(table, ROWS):
        properties = row.find(W + "trPr")
        if properties is None or (properties.find(W + "del") is None and not switch(properties, "hidden")):
            yield row


def cells_of(row: "_Element") -> Iterator["_Element | None"]:
    """Yield the cells of a row, column by column; None stands for each column that a cell covers besides its own."""
    before = span(value(row.find(W + "trPr"), "gridBefore"), 0)
    covered = before
    yield from (None,) * before
    for cell in unwrapped(row, CELLS):
        properties = cell.find(W + "tcPr")
        yield None if is_covered(properties) else cell
        more = min(span(value(properties, "gridSpan"), 1) - 1, max(WIDEST - covered, 0))
        covered += more
        yield from (None,) * more


def span(text: str | None, default: int) -> int:
    return min(max(integer(text) or default, default), WIDEST)


def is_covered(properties: "_Element | None") -> bool:
    """Whether a cell belongs to the one above it or before it, or was deleted."""
    if properties is None:
        return False
    if properties.find(W + "cellDel") is not None:
        return True
    merges = (properties.find(W + "vMerge"), properties.find(W + "hMerge"))
    return any(merge is not None and merge.get(W + "val", "continue") == "continue" for merge in merges)


def write(blocks: list[Block], transcript: Transcript) -> None:
    """Add blocks to a transcript: a paragraph is a line, and so is a row of a table that is no mere layout."""
    for block in blocks:
        if isinstance(block, Paragraph):
            transcript.add(*block.pieces)
        else:
            write_table(block, transcript)


def write_table(table: Table, transcript: Transcript) -> None:
    single = all(sum(cell is not None for cell in row) < 2 and len(row) < 2 for row in table.rows)
    for row in table.rows:
        if single or is_layout(row):
            for cell in row:
                write(cell or [], transcript)
        else:
            transcript.add_row(flat(cell or []) for cell in row)


def is_layout(row: list[Cell]) -> bool:
    """Whether a row only lays out running text: one cell of it, with at most a heading beside, or all of its cells."""
    filled = [cell for cell in row if cell and any(text.strip() for text, _ in flat(cell))]
    running = sum(map(is_running, filled))
    return running > 0 and (len(filled) < 3 or running == len(filled))


def is_running(cell: list[Block]) -> bool:
    """Whether a cell holds running text: it is long, and has sentences or headings."""
    text = "".join(text for text, _ in flat(cell))
    if len(text) <= RUNNING:
        return False
    return bool(SENTENCE_END.search(text)) or any(
        isinstance(block, Paragraph) and HEADING.match(block.text) for block in cell
    )


def flat(cell: list[Block]) -> list[Piece]:
    """Return the text of a cell on one line, that of tables in it included."""
    pieces: list[Piece] = []
    for block in cell:
        inside = block.pieces if isinstance(block, Paragraph) else flat_table(block)
        if pieces and inside:
            pieces.append((" ", inside[0][1]))
        pieces += inside
    return pieces


def flat_table(table: Table) -> list[Piece]:
    pieces: list[Piece] = []
    for row in table.rows:
        for cell in row:
            inside = flat(cell or [])
            if pieces and inside:
                pieces.append((" ", inside[0][1]))
            pieces += inside
    return pieces
