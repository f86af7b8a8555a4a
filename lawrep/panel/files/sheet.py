"""One sheet of a workbook: a head that stays in sight, typed cells, links, widths that fit Chinese."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from lawrep.panel.files.cell import MOST_TEXT, clean, cut, number_format, width_of
from lawrep.panel.files.decimals import fits_float, plain
from lawrep.panel.files.written import listed
from lawrep.panel.table import Column

MOST_ROWS, MOST_COLUMNS, MOST_LINKS = 1_048_576, 16_384, 65_530  # of a sheet of Excel
MOST_TIP = 255  # UTF-16 units of what shows when a link is pointed at
MEASURED = 200  # rows by which a column gets its width
NARROWEST, WIDEST_HEAD, WIDEST = 7, 16, 60  # columns, in digits; a head goes on in the next line
WIDEST_FROZEN = 24  # so that there is room beside what stays in sight
LINE = 15  # points
FILTER = 3  # digits that the button of the filter takes of a head
HEAD = {"bold": True, "bottom": 1, "bg_color": "#E7EEF5", "text_wrap": True, "valign": "top"}
LINK = {"font_color": "#0563C1", "underline": 1}
WRAPPED = {"text_wrap": True, "valign": "top"}
GENERAL, TEXT, WHOLE = "General", "@", "0"


class Full(Exception):  # noqa: N818 - it says what a sheet has at most
    """A sheet that can take no more."""


class Link(NamedTuple):
    """Where a cell leads: a cell of another sheet, row and column from 0, and what shows when it is pointed at."""

    sheet: str
    row: int
    place: int
    tip: str = ""


class Formats:
    """The formats of the cells of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.head = book.add_format(HEAD)
        self.wrapped = book.add_format(WRAPPED)
        self.made: dict[tuple[str, bool], Format] = {}

    def of(self, number: str, *, linked: bool) -> Format:
        """Return the format that shows numbers so, with the colour of a link or without."""
        if (number, linked) not in self.made:
            self.made[number, linked] = self.book.add_format({"num_format": number} | (LINK if linked else {}))
        return self.made[number, linked]


class Sheet:
    """A sheet with these columns; long texts of the one that is `wrapped` show over several lines."""

    def __init__(
        self, book: Workbook, formats: Formats, name: str, columns: tuple[Column, ...], wrapped: str | None = None
    ) -> None:
        if len(columns) > MOST_COLUMNS:
            raise Full(f"{MOST_COLUMNS:,} columns")
        self.name = name
        self.columns = columns
        self.formats = formats
        self.wrapped = wrapped
        self.rows = 1  # the head
        self.links = self.unlinked = 0
        self.cut: list[str] = []
        self.unfit: list[str] = []
        self.sheet = book.add_worksheet(name)
        heads = [width_of(column.name) + FILTER for column in columns]
        self.widths = [max(NARROWEST, min(WIDEST_HEAD, head)) for head in heads]
        self.sheet.set_row(0, LINE * -(-max(heads) // WIDEST_HEAD))
        for place, column in enumerate(columns):
            self.sheet.write_string(0, place, clean(column.name), formats.head)
            if meaning := clean(f"{column.meaning_zh}\n{column.meaning}".strip()):
                self.sheet.write_comment(0, place, meaning, {"x_scale": 2, "y_scale": 2})

    def add(self, values: tuple[Any, ...], links: Mapping[int, Link]) -> int:
        """Write a row, with the links of its cells by column, and return which it is, the head being 0.

        Raises Full where there is no room for it.
        """
        if self.rows >= MOST_ROWS:
            raise Full(f"{MOST_ROWS - 1:,} rows")
        for place, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            if value not in {None, ""}:
                linked = place in links and self.lead(place, links[place])
                self.put(place, column, value, linked=linked)
        self.rows += 1
        return self.rows - 1

    def lead(self, place: int, link: Link) -> bool:
        """Give a cell a link, if the sheet may have one more; what the cell shows is then written over it."""
        if self.links == MOST_LINKS:
            self.unlinked += 1
            return False
        self.links += 1
        target = f"internal:'{link.sheet}'!{xl_rowcol_to_cell(link.row, link.place)}"
        self.sheet.write_url(self.rows, place, target, tip=cut(clean(link.tip), MOST_TIP))
        return True

    def put(self, place: int, column: Column, value: Any, *, linked: bool) -> None:
        """Write a cell. A text is nothing but a text, whatever it begins with."""
        if column.type == "text":
            self.put_text(place, column, value, linked=linked)
            return
        if self.rows <= MEASURED:
            self.widen(place, f"{value:,}")
        number = WHOLE if column.type == "integer" else number_format(value)
        if column.type == "integer" or fits_float(value):
            self.sheet.write_number(self.rows, place, float(value), self.formats.of(number, linked=linked))
        else:
            self.unfit.append(f"{plain(value)} ({column.name}, row {self.rows + 1})")
            self.sheet.write_string(self.rows, place, plain(value), self.formats.of(TEXT, linked=linked))

    def put_text(self, place: int, column: Column, value: str, *, linked: bool) -> None:
        """Write a text, of which a cell holds so much."""
        whole = clean(value)
        text = cut(whole)
        if text is not whole:
            self.cut.append(f"{column.name} in row {self.rows + 1}")
        if self.rows <= MEASURED:
            self.widen(place, text)
        if linked:
            shape = self.formats.of(GENERAL, linked=True)
        else:
            shape = self.formats.wrapped if column.name == self.wrapped else None
        self.sheet.write_string(self.rows, place, text, shape)

    def widen(self, place: int, shown: str) -> None:
        """Let a column be as wide as what it is to show, within reason."""
        self.widths[place] = max(self.widths[place], min(WIDEST, width_of(shown) + 1))

    def finish(self, frozen: int = 0) -> None:
        """Give the sheet what goes for the whole of it; so many columns stay in sight, as its head does."""
        self.sheet.freeze_panes(1, frozen)
        self.sheet.repeat_rows(0)
        self.sheet.set_landscape()
        self.sheet.autofilter(0, 0, self.rows - 1, len(self.columns) - 1)
        for place, width in enumerate(self.widths):
            self.sheet.set_column(place, place, min(width, WIDEST_FROZEN) if place < frozen else width)

    def notes(self) -> tuple[str, ...]:
        """Return what to say of that which Excel cannot do, a sentence each."""
        notes = []
        if self.unfit:
            notes.append(f"sheet {self.name}: text and no number, since Excel keeps 15 digits: {listed(self.unfit)}")
        if self.cut:
            notes.append(f"sheet {self.name}: cut, since a cell has {MOST_TEXT:,} characters: {listed(self.cut)}")
        if self.unlinked:
            notes.append(
                f"sheet {self.name}: {self.unlinked:,} cells have no link; Excel allows {MOST_LINKS:,} a sheet"
            )
        return tuple(notes)
