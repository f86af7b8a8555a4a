"""The codebook of a panel: what its columns, its indicators and the words in it mean, in both languages."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lawrep.catalogue import group_of, groups, standard
from lawrep.panel.rows import columns_of
from lawrep.panel.table import Column, Record, Table
from lawrep.tables import load

COLUMNS = columns_of("codebook")
LONG_SETS = ("state", "part", "kind", "bound", "status", "change", "role")  # the columns with closed sets of words
WIDE_SETS = ("note", "merge")


class Own(NamedTuple):
    """An indicator of a catalogue of one's own, as the documents have it."""

    kind: str
    unit: str


def codebook(
    tables: Mapping[str, Iterable[Column]],
    codes: Iterable[str],
    sets: Iterable[str],
    own: Mapping[str, Own] | None = None,
) -> Table:
    """Return the codebook of a panel with these columns by table, indicators and closed sets of words.

    What is in `own` is looked at when the rows are gone through, which may be after those of the panel.
    """
    return Table("codebook", COLUMNS, lines(tables, codes, sets, own if own is not None else {}))


def lines(
    tables: Mapping[str, Iterable[Column]], codes: Iterable[str], sets: Iterable[str], own: Mapping[str, Own]
) -> Iterator[Record]:
    """Yield the rows of a codebook."""
    for table, columns in tables.items():
        for name, kind, meaning, meaning_zh in columns:
            yield line("column", of=table, name=name, type=kind, meaning=meaning, meaning_zh=meaning_zh)
    for code in codes:
        yield about_code(code)
    for code, seen in sorted(own.items()):
        yield line("indicator", of=code.partition(".")[0], name=code, type=seen.kind, units=seen.unit)
    for name in sets:
        for word, fields in load("panel")["values"][name].items():
            yield line("value", of=name, name=word, **fields)


def about_code(code: str) -> Record:
    """Return the row of an indicator of the catalogue."""
    entry = standard().entries[code]
    group = groups()[group_of(code)]
    return line(
        "indicator",
        of=code.partition(".")[0],
        name=code,
        type=entry.kind,
        group=f"{group_of(code)} {group['name']}",
        units=" ".join(entry.unit),
        chinese=entry.name,
        english=entry.english,
        meaning=entry.measures,
        meaning_zh=f"{entry.name}。",
    )


def line(about: str, **fields: str) -> Record:
    """Return a row of the codebook; what is not said of it stays empty."""
    return Record((about, *(fields.get(column.name) for column in COLUMNS[1:])))
