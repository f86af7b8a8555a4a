"""Excel workbooks: a sheet each for the panel, the sentences behind its cells, and the codebook.

A figure leads to its sentence by a link, which shows it too when pointed at, and a sentence leads back to its row. What
Excel cannot do is said in the notes: of a sheet 65,530 cells have links, and the rest none; a text has 32,767
characters; a number has 15 digits, and what has more is written as text, with all of them. A sheet has 1,048,576 rows;
where there are more, nothing is written.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException

from lawrep.errors import OutputError
from lawrep.panel.files.sentences import SENTENCE, Sentences
from lawrep.panel.files.sheet import Formats, Full, Link, Sheet
from lawrep.panel.files.written import Written
from lawrep.panel.table import Column, Panel, Table
from lawrep.version import __version__
from lawrep.whole import writing

EVIDENCE = "evidence"
VALUE = "value"
KEPT = ("document", "section_path", SENTENCE)  # of a sentence
BACK = Column("row", "integer", "The row of the sheet panel that this stands behind.", "本条所对应的panel表行号。")
BORN = datetime(1980, 1, 1)  # no clock: the same input gives the same bytes
LEADING = 4  # columns of a wide panel that say whose row it is


def write(panel: Panel, path: Path, shown: Path) -> Written:
    """Write the sheets of a data set.

    Raises OutputError where one of its tables has more rows or columns than a sheet.
    """
    with writing(shown, XlsxWriterException), book_at(path) as book:
        try:
            sheets = add_sheets(panel, book)
        except Full as error:
            advice = "write .csv, .parquet or .duckdb, or choose fewer with --codes, --status or --kind"
            raise OutputError(f"{shown}: a sheet of Excel has {error} at most, and there are more; {advice}") from None
    return Written(sheets[0].rows - 1, tuple(note for sheet in sheets for note in sheet.notes()))


@contextmanager
def book_at(path: Path) -> Iterator[Workbook]:
    """Yield a workbook that keeps its rows in files beside it, and not in memory; it is written at the end."""
    book = Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent)})
    book.set_properties({"title": path.stem, "comments": f"lawrep {__version__}", "created": BORN})
    try:
        yield book
    except BaseException:
        for sheet in book.worksheets():
            with suppress(OSError):  # the disk may be full
                sheet.row_data_fh.close()
        raise
    book.close()


def add_sheets(panel: Panel, book: Workbook) -> Sequence[Sheet]:
    """Add all sheets to a workbook, and return them, the table of the data set first."""
    formats = Formats(book)
    if panel.evidence_columns:
        sheets = add_wide(panel, book, formats)
    elif any(column.name == SENTENCE for column in panel.table.columns):
        sheets = add_long(panel.table, book, formats)
    else:
        sheets = [add_plain(panel.table, book, formats)]
    if panel.codebook.columns:
        sheets.append(add_plain(panel.codebook, book, formats))
    return sheets


def add_plain(table: Table, book: Workbook, formats: Formats) -> Sheet:
    """Add a sheet without links."""
    sheet = Sheet(book, formats, table.name, table.columns)
    for record in table.rows:
        sheet.add(record.values, {})
    sheet.finish()
    return sheet


def add_long(table: Table, book: Workbook, formats: Formats) -> list[Sheet]:
    """Add a sheet of figures, and one of their sentences, each once."""
    sentences = Sentences(table.columns, KEPT)
    columns = {column.name: column for column in table.columns}
    sheet = Sheet(book, formats, table.name, table.columns)
    evidence = Sheet(book, formats, EVIDENCE, (BACK, *(columns[name] for name in sentences.kept)), SENTENCE)
    value, sentence = list(columns).index(VALUE), list(columns).index(SENTENCE)
    for record in table.rows:
        found = sentences.find(record.values)
        place = sentence if record.values[value] is None else value
        links = {}
        if found is not None:
            links[place] = Link(EVIDENCE, found.number, len(sentences.kept), record.values[sentence])
        row = sheet.add(record.values, links)
        if found is not None and found.is_new:
            evidence.add((row + 1, *sentences.told(record.values)), {0: Link(sheet.name, row, place)})
    sheet.finish()
    evidence.finish()
    return [sheet, evidence]


def add_wide(panel: Panel, book: Workbook, formats: Formats) -> list[Sheet]:
    """Add a sheet of organs and years, and one of the figures behind each of its cells."""
    columns = panel.table.columns
    places = {column.name: place for place, column in enumerate(columns)}
    sentence = [column.name for column in panel.evidence_columns].index(SENTENCE)
    sheet = Sheet(book, formats, panel.table.name, columns)
    behind: dict[int, Link] = {}  # by the first of the figures behind it, the cell
    for record in panel.table.rows:
        links = {}
        for name, index in record.evidence.items():
            tip = panel.evidence[index].values[sentence] or ""
            links[places[name]] = Link(EVIDENCE, index + 1, sentence + 1, tip)
            behind[index] = Link(sheet.name, sheet.rows, places[name])
        sheet.add(record.values, links)
    sheet.finish(frozen=LEADING)
    return [sheet, add_behind(panel, behind, book, formats)]


def add_behind(panel: Panel, behind: dict[int, Link], book: Workbook, formats: Formats) -> Sheet:
    """Add the sheet of the figures behind the cells of a wide panel, those of a cell next to each other."""
    sheet = Sheet(book, formats, EVIDENCE, (BACK, *panel.evidence_columns), SENTENCE)
    cell: Link | None = None
    for index, record in enumerate(panel.evidence):
        cell = behind.get(index, cell)
        values: tuple[Any, ...] = (cell and cell.row + 1, *record.values)
        sheet.add(values, {0: cell} if cell else {})
    sheet.finish()
    return sheet
