"""Read the rows of heads of a table: what stands above each column."""

import re
from itertools import pairwise
from typing import NamedTuple

from lawrep.tabular.cells import Value
from lawrep.tabular.grid import Cell
from lawrep.tabular.heads import MARKER, NO_HEAD, PROSE, Head, merged, opens_header, plain, read_head, without_remarks
from lawrep.tabular.measures import measure_of

YEAR = re.compile("199[0-9]|20[0-5][0-9]")
LONGEST_HEAD = 48  # characters


class Column(NamedTuple):
    """What stands above a column."""

    cells: tuple[Cell, ...]  # the outer head first
    head: Head
    words: str  # of the innermost head, as printed


NO_COLUMN = Column((), NO_HEAD, "")


def drop_years(row: list[Cell], values: list[Value | None], *, first: bool) -> None:
    """Leave out the years in a row: the first of its words, and all where the row is one of heads.

    That is one with no other numbers: the first of its table, or such that its years follow each other.
    """
    said = [at for at, cell in enumerate(row) if cell.words]
    if said and is_year(row[said[0]], values[said[0]]):
        values[said[0]] = None
    years = [at for at in said if is_year(row[at], values[at])]
    if not years or any(value is not None for at, value in enumerate(values) if at not in years):
        return
    head = row[said[0]].words
    steps = {int(row[after].words) - int(row[at].words) for at, after in pairwise(years)}
    if (first and read_head(head).measure is None) or opens_header(plain(head)) or steps in ({1}, {-1}):
        for at in years:
            values[at] = None


def is_year(cell: Cell, value: Value | None) -> bool:
    """Whether a cell is the number of a year, and may be that of something else."""
    return value is not None and YEAR.fullmatch(cell.words) is not None


def is_prose(cell: Cell) -> bool:
    words = without_remarks(cell.words)
    return len(words) > LONGEST_HEAD or PROSE.search(words) is not None


def is_unit_row(row: list[Cell]) -> bool:
    """Whether a row of heads gives the units of the columns: 计量单位 | 件 | 次 | 万元."""
    said = [cell for cell in row[1:] if cell.words]
    return bool(said) and all(measure_of(cell.words) is not None for cell in said)


def goes_on(row: list[Cell], above: list[Cell]) -> bool:
    """Whether a row has heads where those of the row above reach over empty cells: 维持 | 撤销 below 行政复议 | ."""
    reached = [at for at in range(1, len(row)) if not above[at].words and row[at].words]
    return bool(reached) and not any(character.isdecimal() for cell in row for character in cell.words)


def are_groups(row: list[Cell]) -> bool:
    """Whether the words of a row are what the rows below are of, side by side: 一、行政复议 |  | 二、行政应诉."""
    said = [cell for cell in row if cell.words]
    return 1 < len(said) < len(row) and all(MARKER.match(cell.words) for cell in said)


def make_columns(rows: list[list[Cell]]) -> list[Column]:
    """Return what stands above each column by the rows of heads; a head reaches over the empty cells beside it."""
    columns = []
    width = len(rows[0])
    units = [row for row in rows if is_unit_row(row)]
    rows = [row for row in rows if not is_unit_row(row)]
    for at in range(width):
        cells: list[Cell] = []
        for level, row in enumerate(rows):
            cell = row[at] if row[at].words else beside(rows, level, at)
            if cell.words and not (cells and cells[-1].words == cell.words):
                cells.append(cell)
        head = merged([read_head(cell.words) for cell in cells] or [NO_HEAD])
        for row in units:
            head = head._replace(measure=measure_of(row[at].words) or head.measure)
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
