"""The rows of an HTML table, merged cells spread over their columns; and whether it is a table, or only layout."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from lawrep.formats.web.bodies import PARTS

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_COLUMNS = 100  # columns over which a merged cell is spread
LONG = 300  # characters of a cell that holds running text
MOST_OF = 0.8  # of a table's text, in one cell: the table is there to place it
NUMBER = re.compile(r"\s*([0-9]{1,4})")

Row = tuple["_Element", list[str]]


class Cell(NamedTuple):
    element: "_Element"
    columns: int
    rows: int


def span(element: "_Element", name: str) -> int:
    found = NUMBER.match(element.get(name) or "")
    return max(int(found[1]), 1) if found else 1


def cells_of(row: "_Element") -> list[Cell]:
    return [Cell(cell, span(cell, "colspan"), span(cell, "rowspan")) for cell in row if cell.tag in ("td", "th")]


def rows_of(table: "_Element") -> Iterator["_Element"]:
    """Yield the table's own rows, in the order in which they are shown."""
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in PARTS:
            yield from (row for row in part if row.tag == "tr")


def read_table(table: "_Element", read: Callable[["_Element"], str]) -> list[Row] | None:
    """Return the rows of a table with the text of each cell, as `read` gives it; None where it is only layout."""
    if table.get("role") == "presentation" or next(table.iterdescendants("table"), None) is not None:
        return None
    rows = [(row, [(cell, read(cell.element)) for cell in cells_of(row)]) for row in rows_of(table)]
    lengths = [len(text) for _, cells in rows for _, text in cells]
    if not any(sum(bool(text) for _, text in cells) > 1 for _, cells in rows):
        return None
    if max(lengths) > LONG and max(lengths) > sum(lengths) * MOST_OF:
        return None
    return list(aligned(rows))


def aligned(rows: list[tuple["_Element", list[tuple[Cell, str]]]]) -> Iterator[Row]:
    """Yield the rows with an empty cell for each that a merged one covers."""
    covered: dict[int, int] = {}  # column to rows that a cell from above still takes of it
    for row, cells in rows:
        texts: list[str] = []

        def pass_covered(texts: list[str] = texts) -> None:
            while covered.get(len(texts), 0) > 0:
                covered[len(texts)] -= 1
                texts.append("")

        pass_covered()
        for cell, text in cells:
            at = len(texts)
            width = min(cell.columns, max(MOST_COLUMNS - at, 1))
            texts += [text, *[""] * (width - 1)]
            if cell.rows > 1:
                covered.update(dict.fromkeys(range(at, at + width), cell.rows - 1))
            pass_covered()
        yield row, texts
