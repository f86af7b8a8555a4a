"""Tables as Apache Arrow has them: typed columns, in batches, with their meanings."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

import pyarrow as pa

from lawrep.panel.files.decimals import exponent_of, plain
from lawrep.panel.files.written import listed
from lawrep.panel.table import Column, Record, Type

DIGITS, PLACES = 38, 10  # of a decimal: 28 before the point, 10 after it
BATCH = 32_768  # rows

TYPES: dict[Type, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "decimal": pa.decimal128(DIGITS, PLACES),
}


def schema_of(columns: Iterable[Column], about: dict[str, str]) -> pa.Schema:
    """Return the types of columns, with their meanings as metadata of the fields, and what is `about` the whole."""
    fields = [
        pa.field(column.name, TYPES[column.type], metadata={"meaning": column.meaning, "meaning_zh": column.meaning_zh})
        for column in columns
    ]
    return pa.schema(fields, metadata=about)


class Batches:
    """The rows of a table as batches; it counts them, and keeps the values that a decimal here cannot hold."""

    def __init__(self, columns: tuple[Column, ...], records: Iterable[Record], schema: pa.Schema) -> None:
        self.columns = columns
        self.records = iter(records)
        self.schema = schema
        self.rows = 0
        self.unfit: list[str] = []

    def __iter__(self) -> Iterator[pa.Table]:
        while records := list(islice(self.records, BATCH)):
            values = zip(*(record.values for record in records), strict=True)
            arrays = [self.array(column, cells) for column, cells in zip(self.columns, values, strict=True)]
            self.rows += len(records)
            yield pa.Table.from_arrays(arrays, schema=self.schema)

    def array(self, column: Column, cells: tuple[Any, ...]) -> pa.Array:
        """Return the cells of a column as Arrow has them."""
        if column.type == "decimal":
            cells = tuple([self.held(column, self.rows + place, cell) for place, cell in enumerate(cells, 1)])
        return pa.array(cells, TYPES[column.type])

    def held(self, column: Column, row: int, value: Decimal | None) -> Decimal | None:
        """Return a value that a decimal here holds exactly; another is None, and kept to be named."""
        if value is None:
            return None
        held = shaped(value)
        if held is None:
            self.unfit.append(f"{plain(value)} ({column.name}, row {row})")
        return held

    def notes(self) -> tuple[str, ...]:
        """Return what to say of the values that are left empty."""
        if not self.unfit:
            return ()
        return (f"empty, since DECIMAL({DIGITS}, {PLACES}) cannot hold it, as .csv can: {listed(self.unfit)}",)


def shaped(value: Decimal) -> Decimal | None:
    """Return a value as Arrow takes it, or None where a decimal of this precision does not hold it.

    >>> shaped(Decimal("1.500000000000")), shaped(Decimal("1E+27")), shaped(Decimal("1E+28")), shaped(Decimal("1E-11"))
    (Decimal('1.5'), Decimal('1E+27'), None, None)
    """
    if not value:
        return Decimal(0)
    value = stripped(value) if exponent_of(value) < -PLACES else value
    return value if value.adjusted() < DIGITS - PLACES and exponent_of(value) >= -PLACES else None


def stripped(value: Decimal) -> Decimal:
    """Return a value without the zeros at its end, and no digit rounded, as Decimal.normalize would."""
    sign, digits, _ = value.as_tuple()
    kept = "".join(map(str, digits)).rstrip("0")
    return Decimal((sign, tuple(map(int, kept)), exponent_of(value) + len(digits) - len(kept)))
