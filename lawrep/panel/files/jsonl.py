"""JSON Lines: an object a row, with exact numbers."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, BinaryIO

from lawrep.panel.files.decimals import exponent_of
from lawrep.panel.files.written import Written, alone
from lawrep.panel.table import Panel, Type
from lawrep.write import ENCODER


def write(panel: Panel, file: BinaryIO, format: str, encoding: str) -> Written:  # noqa: A002, ARG001
    """Write the table of a data set; JSON is always UTF-8."""
    names = [column.name for column in panel.table.columns]
    shows: dict[Type, Callable[[Any], Any]] = {"text": str, "integer": int, "decimal": number}
    shown = [shows[column.type] for column in panel.table.columns]
    rows = 0
    for record in panel.table.rows:
        rows += 1
        values = [None if value is None else show(value) for show, value in zip(shown, record.values, strict=True)]
        file.write(ENCODER.encode(dict(zip(names, values, strict=True))) + b"\n")
    return Written(rows, alone(panel, format))


def number(value: Decimal) -> Decimal | int:
    """Return a number as JSON is to show it: a whole one without an exponent.

    >>> number(Decimal("1E+3")), number(Decimal("99.70"))
    (1000, Decimal('99.70'))
    """
    return int(value) if exponent_of(value) > 0 else value
