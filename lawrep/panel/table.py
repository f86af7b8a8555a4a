"""What a data set is made of: columns with a type and a meaning, and records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

Type = Literal["text", "integer", "decimal"]
NOTHING: Mapping[str, int] = MappingProxyType({})


class Column(NamedTuple):
    """A column: its name, the type of its values (any of which may be None), and what it means, in both languages."""

    name: str
    type: Type
    meaning: str
    meaning_zh: str


class Record(NamedTuple):
    """A row of a data set: its values in the order of the columns: str, int, Decimal or None.

    `evidence` is of a wide row: for a column the place, in the evidence of its panel, of the first sentence behind it.
    """

    values: tuple[Any, ...]
    evidence: Mapping[str, int] = NOTHING


@dataclass(frozen=True, slots=True)
class Table:
    """A named table. `rows` can be gone through once."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Record]


@dataclass(frozen=True, slots=True)
class Panel:
    """A data set: its table, the codebook that explains it, and for a wide one the indicators behind its cells.

    The evidence of a wide panel is rows of the long form, those of one cell next to each other. A long panel has none:
    each of its rows holds its sentence.
    """

    table: Table
    codebook: Table
    evidence: Sequence[Record] = ()
    evidence_columns: tuple[Column, ...] = ()
