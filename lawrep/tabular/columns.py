"""Read the rows of heads of a table: what stands above each column."""

import re
from decimal import Decimal
from typing import NamedTuple

from lawrep.tabular.cells import Value
from lawrep.tabular.grid import Cell
from lawrep.tabular.heads import Head, merged, plain, read_head

PROSE = re.compile("[。；;！!？?]|[,，].{6}")
LONGEST_HEAD = 48  # characters


class Column(NamedTuple):
    """What stands above a column."""

    cells: tuple[Cell, ...]  # the outer head first
    head: Head
    words: str  # of the innermost head, as printed


def drop_years(row: list[Cell], values: list[Value | None]) -> None:
    """Leave out the years in a row that has no other numbers: it is one of heads."""
    if all(value is None or is_year(cell, value) for cell, value in zip(row, values, strict=True)):
        for at in range(len(values)):
            values[at] = None


def is_year(cell: Cell, value: Value) -> bool:
    return len(cell.words) == 4 and cell.words.isdecimal() and Decimal(1990) <= value.value <= Decimal(2060)


def is_prose(cell: Cell) -> bool:
    return len(cell.words) > LONGEST_HEAD or PROSE.search(cell.words) is not None


def make_columns(rows: list[list[Cell]]) -> list[Column]:
    """Return what stands above each column by the rows of heads; a head reaches over the empty cells beside it."""
    columns = []
    for at in range(len(rows[0])):
        cells: list[Cell] = []
        for level, row in enumerate(rows):
            cell = row[at] if row[at].words else beside(rows, level, at)
            if cell.words and not (cells and cells[-1].words == cell.words):
                cells.append(cell)
        head = merged([read_head(cell.words) for cell in cells])
        columns.append(Column(tuple(cells), head, plain(cells[-1].words) if cells else ""))
    return columns


def beside(rows: list[list[Cell]], level: int, at: int) -> Cell:
    """Return the head to the left that reaches over an empty cell: one with heads of its own below it, as this has."""
    row, below = rows[level], rows[level + 1 :]
    if any(lower[at].words for lower in below):
        for left in range(at - 1, -1, -1):
            if row[left].words:
                return row[left] if any(lower[left].words for lower in below) else row[at]
    return row[at]
