"""A number of a table as a quantity, with what its heads say of it."""

from dataclasses import dataclass

from lawrep.clauses import Clause
from lawrep.numbers import ONE
from lawrep.numerals import EXACT, shorten
from lawrep.quantities import Quantity
from lawrep.tabular.cells import Value
from lawrep.tabular.columns import Column
from lawrep.tabular.grid import Cell
from lawrep.tabular.heads import joined
from lawrep.tabular.measures import Measure
from lawrep.terms import Change


@dataclass(slots=True, eq=False)
class Figure:
    """A number of a table, and what its heads say of it."""

    quantity: Quantity
    measure: Measure
    clause: Clause
    words: str  # what it counts; "" where its heads do not say so
    printed: str  # the nearest of its heads
    nameless: bool  # whether these words are no more than an organ
    brief: bool  # whether these words may need the matter of the table
    cells: tuple[Cell, ...]  # its heads
    when: str  # a year, or a part of one, that its heads name
    planned: bool
    topic: str  # the matter of the table, or what else the line above it says
    title: str  # that, where it is a caption
    caption: tuple[int, int]  # where that is printed
    table: int  # the number of its table
    progress: bool  # whether it is how much of a target was met
    base: "Figure | None" = None  # what it is a change or a part of
    code: str | None = None

    def label(self, title: str) -> str:
        """Return what it counts, in a table whose caption is `title`: 公安局 in one on 行政处罚."""
        if self.nameless:
            return joined(self.words, title)
        return self.words or title or self.printed


def quantity_of(cell: Cell, value: Value, measure: Measure, change: Change | None) -> Quantity:
    """Return the number of a cell as a quantity, the scale of its unit multiplied out."""
    size = ONE if value.scaled or value.unit is not None else measure.scale
    number, highest = value.value, value.value_max
    if size != ONE:
        number = shorten(EXACT.multiply(number, size))
        highest = shorten(EXACT.multiply(highest, size)) if highest is not None else None
    start, unit = cell.start + value.start, measure.unit
    return Quantity(
        start,
        cell.start + value.end,
        number.copy_abs() if change else number,
        highest,
        unit.name or unit.word,
        unit.kind,
        value.bound,
        change,
        start,
    )


def clause_of(quantity: Quantity, cells: list[Cell], column: Column) -> Clause:
    """Return where the heads of a number stand: that of its row before it, that of its column as if behind it."""
    start, end = quantity.start, quantity.end
    row = (cells[-1].start, cells[-1].end) if cells else (start, start)
    above = (column.cells[-1].start, column.cells[-1].end) if column.cells else (end, end)
    return Clause(*row, *above, end, None)
