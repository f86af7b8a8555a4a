"""Read the tables of a report: which cells are heads, and of what each number is."""

from lawrep.tabular.captions import UNIT_LINE, Caption, is_title, read_caption, topic_of, units_in
from lawrep.tabular.cells import EMPTY, NUMERIC, Value, is_doubtful, read_value
from lawrep.tabular.columns import Column, are_groups, drop_years, goes_on, is_prose, is_unit_row, make_columns
from lawrep.tabular.figures import Figure
from lawrep.tabular.forms import is_form_row, is_numbering
from lawrep.tabular.grid import Cell, Table, blanked, find_tables, parted
from lawrep.tabular.heads import opens_header, plain, says_header
from lawrep.tabular.rows import Part

MOST_LEVELS = 4  # rows of heads above each other
MOST_COLUMNS = 60  # of a table; what has more is none
APART = 60  # characters between the halves of one table


class Sheet:
    """The tables of one text, their figures in reading order, and the cells that are no prose."""

    def __init__(self, text: str, tables: list[Table]) -> None:
        self.tables = tables
        self.figures: list[Figure] = []
        self.heads: list[tuple[int, int]] = []
        self.numbers: list[tuple[int, int]] = []
        columns: list[Column] = []
        last: Table | None = None
        for number, table in enumerate(tables):
            near = last is not None and table.start - last.end < APART and width_of(last) == width_of(table)
            reader = Reader(text, table, number, columns if near else [])
            reader.read()
            self.figures += reader.figures
            self.heads += sorted(reader.heads)
            self.numbers += reader.numbers()
            columns, last = reader.columns, table

    def parted(self, text: str) -> str:
        """Return `text` with each cell a line of its own."""
        return parted(text, self.tables)

    def prose(self, text: str) -> str:
        """Return `text` without the cells that the figures account for, and those of numbers that measure nothing."""
        return blanked(blanked(text, self.heads), self.numbers)

    def told(self, text: str) -> str:
        """Return `text` as the rules read it: each cell a line, but for the heads, which are no sentences."""
        return self.parted(blanked(text, self.heads))


def read_sheet(text: str, printed: str, start: int) -> Sheet:
    """Return the tables of the report that begins at `start` of a normalised `text`; `printed` is the text as read."""
    return Sheet(text, find_tables(text, printed, start))


def width_of(table: Table) -> int:
    return max([len(row) for row in table.rows], default=0)


def is_told(cell: Cell) -> bool:
    """Whether a cell may tell of numbers in words."""
    return NUMERIC.search(cell.words) is not None or is_prose(cell)


class Reader:
    """One table on the way to its figures."""

    def __init__(self, text: str, table: Table, number: int, inherited: list[Column]) -> None:
        self.number = number
        self.width = width_of(table)
        nothing = Cell(table.end, table.end, "")
        rows = table.rows if self.width <= MOST_COLUMNS else []
        self.heads: set[tuple[int, int]] = set()
        self.rows: list[list[Cell]] = []
        self.values: list[list[Value | None]] = []
        self.caption = read_caption(text, table.start)
        for row in rows:
            self.add(row + [nothing] * (self.width - len(row)))
        self.columns = inherited
        self.top = 0  # the first row that is no caption
        self.header: list[str] = []  # the words of the first row of heads
        self.figures: list[Figure] = []
        self.has_numbers = any(value is not None for values in self.values for value in values)

    def add(self, row: list[Cell]) -> None:
        """Take up a row, but for one that says who filled the form in, or that numbers its columns."""
        values = [read_value(cell.words) for cell in row]
        drop_years(row, values, first=not self.rows)
        if not (is_form_row(row, values) or is_numbering(row, values)):
            self.rows.append(row)
            self.values.append(values)
            return
        units = next((units for cell in row if (units := units_in(cell.words))), ())
        self.caption = self.caption._replace(measures=units or self.caption.measures)
        self.take(row)

    def numbers(self) -> list[tuple[int, int]]:
        """Return where the cells stand that are numbers and no heads."""
        return [
            (cell.start, cell.start + value.last)
            for row, values in zip(self.rows, self.values, strict=True)
            for cell, value in zip(row, values, strict=True)
            if value is not None and (cell.start, cell.end) not in self.heads
        ]

    def read(self) -> None:
        """Read the table part by part, each with its heads above it."""
        if not self.has_numbers:
            return
        at = self.top = self.read_captions()
        while at < len(self.rows):
            stop = at
            while stop < len(self.rows) and stop - at < MOST_LEVELS and self.is_header(stop, at):
                stop += 1
            if stop > at:
                self.columns = make_columns(self.rows[at:stop])
                self.header = self.header or [cell.words for cell in self.rows[at]]
                self.take([cell for row in self.rows[at:stop] for cell in row])
            at = stop
            while stop < len(self.rows) and not (stop > at and self.is_header(stop, stop)):
                stop += 1
            if stop > at and not self.caption.contents:
                part = Part(self.rows[at:stop], self.values[at:stop], self.columns, self.caption, self.number)
                part.read()
                self.figures += part.figures
                self.take(part.heads)
            at = stop
        self.take([cell for row in self.rows for cell in row if is_doubtful(cell.words) or not is_told(cell)])

    def take(self, cells: list[Cell]) -> None:
        """Keep in mind that these cells are heads, and no prose."""
        self.heads.update([(cell.start, cell.end) for cell in cells if cell.words])

    def read_captions(self) -> int:
        """Return where the rows end that are the caption of the table: its title in one wide cell, its unit."""
        at = 0
        for at, row in enumerate(self.rows):
            said = [cell for cell in row if cell.words]
            others = [cell for cell in said if not UNIT_LINE.match(cell.words.strip("()"))]
            if self.width < 2 or len(others) > 1 or any(self.values[at]):
                return at
            if others and (others[0] is not row[0] or (len(others) == len(said) and not self.has_title(row))):
                return at
            title = others[0] if others else None
            units = next((units_in(cell.words) for cell in said if cell is not title), ())
            self.caption = Caption(
                topic_of(title.words) if title else self.caption.topic,
                (title.start, title.end) if title else self.caption.span,
                units or (units_in(title.words) if title else ()) or self.caption.measures,
                self.caption.contents,
            )
            self.take(said)
        return at + 1

    def has_title(self, row: list[Cell]) -> bool:
        """Whether the first cell of a row, with nothing beside it, can be the title of the table."""
        if self.width > 2:
            return True
        titles = [each for each in self.rows if is_title(each[0].words) and not any(cell.words for cell in each[1:])]
        return titles == [row]  # where there are several, each is of the rows below it

    def is_header(self, at: int, first: int) -> bool:
        """Whether the row `at` is one of heads; those from `first` up to it are."""
        row = self.rows[at]
        said = [cell for cell in row if cell.words]
        if any(self.values[at]) or not said or are_groups(row):
            return False
        if any(is_prose(cell) or cell.words in EMPTY for cell in said):
            return False
        others = [cell for cell in row[1:] if cell.words]
        if not others or at + 1 >= len(self.rows):
            return False
        if at > first:  # a further row of the same heads
            above = self.rows[at - 1][0]
            return (
                not row[0].words
                or row[0].words == above.words
                or is_unit_row(row)
                or goes_on(row, self.rows[at - 1])
                or all(says_header(plain(cell.words)) for cell in others)
            )
        if not row[0].words and self.columns == []:
            return True
        evident = any(says_header(plain(cell.words)) for cell in others)
        opens = opens_header(plain(row[0].words))
        if not opens and len(others) < len(row) - 1 and is_unit_row(row):  # 行政检查 | 次 | , which nobody counted
            return False
        if self.header:
            same = sum(cell.words == words for cell, words in zip(row, self.header, strict=True) if cell.words)
            return same * 2 >= len(said) or (opens and evident)
        if at > self.top:
            return opens and evident
        return evident or opens or self.width > 2 or self.values[at + 1][0] is not None
