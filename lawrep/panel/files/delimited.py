"""Comma- and tab-separated values, as Excel, pandas and R read them (RFC 4180).

A line ends in a line feed, which all of them and every shell tool take. Numbers are in plain notation, with all their
digits. A text that a spreadsheet would take for a formula has an apostrophe before it ("CSV Injection", OWASP).
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from io import TextIOWrapper
from typing import Any, BinaryIO

from lawrep.errors import OutputError
from lawrep.panel.files.decimals import plain
from lawrep.panel.files.written import Written, alone
from lawrep.panel.table import Column, Panel, Record, Type

DELIMITERS = {"csv": ",", "tsv": "\t"}
# What a spreadsheet may leave out before the sign that makes a formula: blanks, controls, characters without width.
UNSEEN = "\\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff"
FORMULA = re.compile(f"[{UNSEEN}]*[=+\\-@＝＋－＠]|[\t\r]")
LINE_END = re.compile("\r\n?")


def write(panel: Panel, file: BinaryIO, format: str, encoding: str) -> Written:  # noqa: A002 - as the option
    """Write the table of a data set; `format` is csv or tsv."""
    text = TextIOWrapper(file, encoding=encoding, newline="")
    rows = 0
    try:
        writer = csv.writer(text, delimiter=DELIMITERS[format], lineterminator="\n")
        writer.writerow([guarded(column.name) for column in panel.table.columns])
        for cells in cells_of(panel.table.columns, panel.table.rows):
            rows += 1
            writer.writerow(cells)
    except UnicodeEncodeError as error:
        character = error.object[error.start]
        advice = "use utf-8, utf-8-sig (for Excel) or gb18030"
        raise OutputError(f"{encoding} has no {character!r}, which stands in row {rows}; {advice}") from None
    finally:
        text.detach()  # the file stays open; what is still to be written goes there
    return Written(rows, alone(panel, format))


def cells_of(columns: Iterable[Column], records: Iterable[Record]) -> Iterator[list[Any]]:
    """Yield the cells of each record as they are written; None is an empty one."""
    shows: dict[Type, Callable[[Any], Any]] = {"text": guarded, "integer": int, "decimal": plain}
    shown = [shows[column.type] for column in columns]
    for record in records:
        yield [None if value is None else show(value) for show, value in zip(shown, record.values, strict=True)]


def guarded(text: str) -> str:
    """Return a text so that no spreadsheet takes it for a formula, and its line ends are line feeds.

    A NUL, which Python before 3.11 neither writes nor reads in such a file, becomes U+FFFD.

    >>> guarded("=1+1"), guarded("　＝1+1"), guarded("全年调解12件")
    ("'=1+1", "'　＝1+1", '全年调解12件')
    """
    text = f"'{text}" if FORMULA.match(text) else text
    text = text.replace("\0", "\ufffd")
    return LINE_END.sub("\n", text) if "\r" in text else text
