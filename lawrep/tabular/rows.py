"""Read the rows of a table that stand under one set of heads: of what each number is."""

from lawrep.tables import words
from lawrep.tabular.captions import Caption
from lawrep.tabular.cells import EMPTY, Value
from lawrep.tabular.columns import NO_COLUMN, Column, are_groups, is_prose
from lawrep.tabular.counting import Counting, is_total, is_whole
from lawrep.tabular.figures import Figure, clause_of, quantity_of
from lawrep.tabular.grid import Cell
from lawrep.tabular.heads import (
    MARKER,
    Head,
    is_aside,
    is_brief,
    is_countable,
    is_organ,
    is_unit_head,
    is_verdict,
    label_of,
    merged,
    of_parts,
    of_progress,
    opens_header,
    read_head,
    without_marker,
)
from lawrep.tabular.measures import Measure, measure_of
from lawrep.terms import Change

ORGANS_FIRST = words("grid", "organs", "first", "ends")
TIME_HEADS = frozenset(words("grid", "heads", "time", "words"))


class Part:
    """The rows of a table under one set of heads, on the way to their figures."""

    def __init__(
        self,
        rows: list[list[Cell]],
        values: list[list[Value | None]],
        columns: list[Column],
        caption: Caption,
        table: int,
    ) -> None:
        self.rows, self.values = rows, values
        self.headed = bool(columns)
        self.width = len(rows[0])
        self.columns = columns or [NO_COLUMN] * self.width
        self.caption, self.title, self.table = caption, caption.title, table
        self.unit_columns = [at for at in range(self.width) if self.is_unit_column(at)]
        self.silent = {at for at in range(self.width) if self.columns[at].head.skipped or self.is_ordinal(at)}
        self.counting = Counting(rows, values, self.columns, caption, self.unit_columns, self.silent)
        self.has_targets = any(column.head.planned for column in self.columns)
        self.blocks = self.find_blocks()
        self.head_columns = {block: self.columns_of(block) for block in self.blocks} if self.headed else {}
        self.groups: dict[int, Cell] = {}  # what the rows are of, by the column where that is said
        self.above: dict[int, Cell] = {}  # the last head in each column
        self.whole: dict[tuple[int, int], Figure] = {}  # the last that is no part, by its column and place in the cell
        self.beside: Figure | None = None  # the last in the row that is no change: 2022年 | 2023年 | 增减
        self.figures: list[Figure] = []
        self.heads: list[Cell] = []  # the cells that are heads, and no prose

    def is_unit_column(self, at: int) -> bool:
        said = [row[at].words for row in self.rows if row[at].words]
        units = sum(measure_of(each) is not None for each in said)
        if self.headed:
            return is_unit_head(self.columns[at].words) and units * 2 > len(said)
        return at > 0 and 0 < units == len(said)

    def is_ordinal(self, at: int) -> bool:
        """Whether a column numbers the rows: 1, 2, 3 before words."""
        if self.columns[at].words or at + 1 >= self.width:
            return False
        numbers = [values[at] for values in self.values if values[at] is not None]
        if len(numbers) < 2 or any(self.values[row][at + 1] is not None for row in range(len(self.rows))):
            return False
        return all(value and is_whole(value) and value.value == order for order, value in enumerate(numbers, 1))

    def find_blocks(self) -> list[int]:
        """Return where the parts of a table begin that stand side by side: 指标 | 数值 | 指标 | 数值."""
        first = next((at for at in range(len(self.columns)) if self.columns[at].words and at not in self.silent), 0)
        words = self.columns[first].words
        if not words:
            return [0]
        return [
            at for at in range(len(self.columns)) if at == 0 or (at > first + 1 and self.columns[at].words == words)
        ]

    def read(self) -> None:
        for row, values in zip(self.rows, self.values, strict=True):
            self.heads += [row[at] for at in (*self.unit_columns, *self.silent) if not is_prose(row[at])]
            if not any(values):
                self.read_group(row)
                continue
            last = self.beside = None
            for at, value in enumerate(values):
                if value is None or at in self.silent:
                    continue
                heads = self.heads_of(row, values, at)
                self.heads += heads
                last = self.add_figures(row, at, value, heads, last)
            for at in range(self.width):
                if row[at].words and values[at] is None:
                    self.above[at] = row[at]

    def add_figures(
        self, row: list[Cell], at: int, value: Value, heads: list[Cell], last: Figure | None
    ) -> Figure | None:
        """Take up the numbers of one cell; return the figure that a change beside them is of."""
        for each in (value, *value.further):
            figure = self.figure(row, at, each, heads, last)
            if figure is not None:
                self.figures.append(figure)
                if self.can_change(figure, at):
                    last = figure
                if figure.quantity.change is None:
                    self.beside = figure if each.among == 1 else None
        return last if value.among == 1 else None

    def can_change(self, figure: Figure, at: int) -> bool:
        """Whether a figure is one that a change beside it can be of."""
        head = self.columns[at].head
        return figure.quantity.change is None and not (figure.when or head.part or of_parts(head.words))

    def read_group(self, row: list[Cell]) -> None:
        """Take up a row of words alone that names what the rows below it are of: 一、行政复议."""
        said = {at: cell for at, cell in enumerate(row) if cell.words}
        if 0 not in said or any(is_prose(cell) for cell in said.values()):
            return
        if are_groups(row) or (len(said) == 1 and (MARKER.match(row[0].words) or (self.headed and len(row) > 2))):
            self.groups = said
            self.above.clear()
            self.whole.clear()
            self.heads += said.values()

    def groups_of(self, at: int) -> list[Cell]:
        """Return what the rows are of for the number in the column `at`: of several side by side the last before it."""
        before = [each for each in self.groups if each <= at]
        return [self.groups[before[-1]]] if before else []

    def heads_of(self, row: list[Cell], values: list[Value | None], at: int) -> list[Cell]:
        """Return the heads of the row for the number in the column `at`, the outer first."""
        if self.headed:
            columns = [each for each in self.head_columns[max(each for each in self.blocks if each <= at)] if each < at]
            columns = [each for each in self.silent if each < at and is_total(row[each].words)] + columns
        else:
            columns = self.columns_before(row, values, at)
        cells: list[Cell] = []
        said = [each for each in columns if row[each].words]
        for each in columns:
            cell = row[each]
            if not cell.words and each in self.above and (not said or each < said[-1]):
                cell = self.above[each]  # a head that reaches over several rows stands in the first
            if cell.words and cell.words not in EMPTY and not is_prose(cell) and not (cells and self.is_told(cell)):
                cells.append(cell)
        return cells

    def is_told(self, cell: Cell) -> bool:
        """Whether a cell tells of numbers itself."""
        said = without_marker(cell.words)
        return any(character.isdecimal() for character in said) and not read_head(cell.words).when

    def columns_of(self, block: int) -> list[int]:
        """Return the columns of words before the first column of numbers in a block: those of the heads of its rows."""
        columns: list[int] = []
        for at in range(block, self.width):
            is_time = self.columns[at].words in TIME_HEADS
            if at in self.silent and not is_time:
                continue
            if not is_time and any(values[at] is not None for values in self.values):
                break
            if at not in self.unit_columns and not (columns and self.is_aside(at)):
                columns.append(at)
        return columns

    def is_aside(self, at: int) -> bool:
        """Whether a column says nothing of what is counted: by its head, or since each cell of it is a verdict."""
        said = [row[at].words for row in self.rows if row[at].words]
        return is_aside(self.columns[at].words) or (bool(said) and all(is_verdict(each) for each in said))

    def columns_before(self, row: list[Cell], values: list[Value | None], at: int) -> list[int]:
        """Return the columns of the words before a number, where no heads tell them."""
        columns: list[int] = []
        for each in range(at - 1, -1, -1):
            if each in self.silent or each in self.unit_columns:
                continue
            if values[each] is not None:
                if columns:
                    break
            elif row[each].words or (each in self.above and each + 1 in columns and each + 1 in self.above):
                columns.insert(0, each)
        return columns

    def figure(self, row: list[Cell], at: int, value: Value, cells: list[Cell], last: Figure | None) -> Figure | None:
        """Return the number in the column `at` of a row with what its heads say; None where nothing says what it is."""
        column, caption = self.columns[at], self.caption
        own = merged([read_head(cell.words) for cell in cells])
        if own.skipped or not (cells or column.cells):
            return None
        group = self.groups_of(at)
        said = merged([read_head(cell.words) for cell in (*group, *cells)]).words
        if not said and cells and self.headed:
            corner = self.corner(at)
            said = "" if opens_header(corner.words) or is_aside(corner.words) else corner.head.words
        change = self.change_of(value, own, column.head)
        base = self.base_of(at, value, own, last, is_change=change is not None)
        compared = base or self.beside
        unit = compared.measure if compared is not None else None
        measure = self.counting.measure(row, at, value, own, is_change=change is not None, base=unit)
        if measure is None and change is None:
            measure = self.measure_of_part(at, value, own)
        if measure is None:
            return None
        quantity = quantity_of(row[at], value, measure, change)
        label = label_of(said, column.head.words)
        figure = Figure(
            quantity,
            measure,
            clause_of(quantity, cells, column),
            label,
            cells[-1].words if cells else column.words,
            not column.head.words and is_organ(label) and self.is_of_organs(at),
            is_brief(said, column.head.words),
            (*group, *cells, *column.cells),
            column.head.when or own.when,
            own.planned or column.head.planned,
            caption.topic,
            self.title,
            caption.span,
            self.table,
            self.has_targets and of_progress(column.head.words),
            base,
        )
        if base is not None and change is not None:
            figure.words, figure.printed = base.words, base.printed
            figure.nameless, figure.cells = base.nameless, base.cells
        elif base is None and not (figure.when or own.part or column.head.part or change):
            self.whole[at, value.order] = figure
        return figure

    def measure_of_part(self, at: int, value: Value, own: Head) -> Measure | None:
        """Return the unit of the whole for a part without one: 收案(件) | 35, 其中:受理 | 33."""
        whole = self.whole.get((at, value.order)) if own.part and not (own.when or own.planned) else None
        if whole is None or whole.quantity.kind != "count" or not (is_whole(value) and is_countable(own.words)):
            return None
        return whole.measure if value.value * whole.measure.scale <= whole.quantity.value else None

    def is_of_organs(self, at: int) -> bool:
        """Whether the head of the rows says that they are of organs."""
        return self.headed and self.corner(at).words.endswith(ORGANS_FIRST)

    def corner(self, at: int) -> Column:
        """Return the first column of words in the block of the column `at`: its head may name what the rows are of."""
        block = max(each for each in self.blocks if each <= at)
        return next((self.columns[each] for each in self.head_columns[block] if self.columns[each].words), NO_COLUMN)

    def base_of(self, at: int, value: Value, own: Head, last: Figure | None, *, is_change: bool) -> Figure | None:
        """Return what a figure is a change or a part of: the one before it in its row, or in its column."""
        if is_change:
            return self.whole.get((at, value.order)) if own.change else last
        if own.part:
            return self.whole.get((at, value.order))
        return last if self.columns[at].head.part else None

    def change_of(self, value: Value, own: Head, column: Head) -> Change | None:
        """Return which way a number goes that is a change, by its sign, or by the words of its heads."""
        way = column.change or own.change
        if way == "":
            return value.change if value.change is not None and value.start > 1 else None
        if way == "down":
            return "down"
        if value.change is not None:
            return value.change
        return "down" if value.value < 0 else "up"
