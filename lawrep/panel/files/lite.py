"""SQLite: the panel, its codebook, and its sentences with a full-text index that finds Chinese words.

    SELECT organ, year, value, unit, sentence FROM search WHERE words MATCH '人民调解';

The table `panel` has `sentence_id` in place of the sentence, which stands once in `sentences`; the view
`panel_sentences` has the columns of the other formats. Of a wide panel, the figures behind its cells are kept in the
same way in `evidence` and `evidence_sentences`. The table `search_examples` holds queries to begin with.

The tokenizers of SQLite take a run of Chinese for one word, or find nothing below three characters. So the index is
fed with every stretch of one to four characters (`ngrams`): a word of up to four is found as it is, a longer one as
several with a blank between (行政复议 决定书), and any string by LIKE. It keeps no positions, which would double it.

A whole number of up to 64 bits is exact, and so is one of 15 digits; others are rounded, and named in a note.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from lawrep.panel.files.decimals import fits_float, plain
from lawrep.panel.files.ngrams import ngrams
from lawrep.panel.files.schema import BEGIN, EXAMPLES, SENTENCES, create, create_figures, quoted, views_of
from lawrep.panel.files.sentences import SENTENCE, Sentences
from lawrep.panel.files.written import Written, listed
from lawrep.panel.table import Column, Panel, Record, Table
from lawrep.whole import writing

EVIDENCE = "evidence"
BATCH = 1000  # rows
KEPT = ("document", "section_path", SENTENCE)  # of a sentence
LARGEST = 2**63  # every whole number of a column is below


def write(panel: Panel, path: Path, shown: Path) -> Written:
    """Write the tables of a data set."""
    with writing(shown, sqlite3.Error), closing(sqlite3.connect(path)) as database:
        database.executescript(BEGIN)
        notes: list[str] = []
        rows = add(database, panel.table, notes)
        if panel.evidence_columns:
            add(database, Table(EVIDENCE, panel.evidence_columns, panel.evidence), notes)
        if panel.codebook.columns:
            add(database, panel.codebook, notes)
        database.commit()
    return Written(rows, tuple(notes))


def add(database: sqlite3.Connection, table: Table, notes: list[str]) -> int:
    """Write a table, its sentences apart, and return how many rows it has; what is to be said is added to the notes."""
    names = [column.name for column in table.columns]
    numbers = Numbers(table.columns)
    if SENTENCE in names:
        database.executescript(SENTENCES + create_figures(table.name, table.columns))
        rows = add_figures(database, table, numbers)
        database.executescript(views_of(table.name, table.columns))
        insert(database, "search_examples", EXAMPLES)
    else:
        database.execute(create(table.name, table.columns))
        rows = 0
        for batch in batches(table.rows):
            rows += insert(database, table.name, [numbers.held(record.values) for record in batch])
    notes += numbers.notes()
    return rows


def add_figures(database: sqlite3.Connection, table: Table, numbers: "Numbers") -> int:
    """Write figures, and their sentences with the words in them, and return how many figures there are."""
    sentences = Sentences(table.columns, KEPT)
    place = [column.name for column in table.columns].index(SENTENCE)
    rows = 0
    for batch in batches(table.rows):
        figures: list[list[Any]] = []
        told: list[tuple[Any, ...]] = []
        for record in batch:
            found = sentences.find(record.values)
            if found is not None and found.is_new:
                told.append((found.number, *sentences.told(record.values)))
            figures.append(numbers.held(record.values))
            figures[-1][place] = found and found.number
        insert(database, "sentences", told)
        words = ((number, ngrams(sentence)) for number, *_, sentence in told)
        database.executemany("INSERT INTO sentences_fts (rowid, sentence) VALUES (?, ?)", words)
        rows += insert(database, table.name, figures)
    return rows


def batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Yield the records, so many at a time."""
    remaining = iter(records)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def insert(database: sqlite3.Connection, table: str, rows: Sequence[Sequence[Any]]) -> int:
    """Add rows to a table, and return how many."""
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        database.executemany(f"INSERT INTO {quoted(table)} VALUES ({marks})", rows)  # noqa: S608 - quoted
    return len(rows)


class Numbers:
    """Turns the decimals of rows with these columns into numbers of SQLite, and keeps those that lose a digit."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.decimals = [(place, column.name) for place, column in enumerate(columns) if column.type == "decimal"]
        self.rows = 0
        self.unfit: list[str] = []

    def held(self, values: tuple[Any, ...]) -> list[Any]:
        """Return the values of a row as SQLite has them."""
        self.rows += 1
        cells = list(values)
        for place, name in self.decimals:
            value = cells[place]
            if value is not None:
                cells[place] = number(value)
                if isinstance(cells[place], float) and not fits_float(value):
                    self.unfit.append(f"{plain(value)} ({name}, row {self.rows})")
        return cells

    def notes(self) -> tuple[str, ...]:
        """Return what to say of the numbers that lose a digit."""
        if not self.unfit:
            return ()
        return (f"rounded, since SQLite keeps 15 digits of a number that is not whole: {listed(self.unfit)}",)


def number(value: Decimal) -> int | float:
    """Return a number as SQLite has it.

    >>> number(Decimal("12000.0")), number(Decimal("99.7")), number(Decimal("1E+20"))
    (12000, 99.7, 1e+20)
    """
    whole = value.to_integral_value()
    return int(whole) if whole == value and abs(whole) < LARGEST else float(value)
