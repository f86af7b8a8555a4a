"""Parquet and DuckDB: typed columns with their meanings, exact decimals, and no value lost without a word."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawrep.panel import files
from lawrep.panel.files.arrow import BATCH, shaped
from lawrep.panel.table import Column, Panel, Record, Table
from lawrep.version import __version__
from tests.test_panel_files import LONG, READERS, ROWS, WIDE, WIDE_ROWS, long_panel, wide_panel

DECIMAL = pa.decimal128(38, 10)
ONE_COLUMN = (Column("value", "decimal", "", ""),)
# a value, and whether DECIMAL(38, 10) holds it
EDGES = [
    ("9999999999999999999999999999.9999999999", True),
    ("-9999999999999999999999999999.9999999999", True),
    ("1E+27", True),
    ("1E+28", False),
    ("10000000000000000000000000000", False),
    ("0.0000000001", True),
    ("0.00000000010", True),
    ("0.00000000001", False),
    ("0E-20", True),
    ("0E+50", True),
    ("1.50000000000000000000", True),
]


def of_values(values: Iterable[Decimal | None]) -> Panel:
    return Panel(Table("panel", ONE_COLUMN, [Record((value,)) for value in values]), Table("", (), ()))


def rows_of(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as database:
        return database.execute(sql).fetchall()


def test_parquet_has_types_and_meanings(tmp_path: Path) -> None:
    files.write(long_panel(), tmp_path / "panel.parquet")
    schema = pq.read_schema(tmp_path / "panel.parquet")
    types = {"text": pa.string(), "integer": pa.int64(), "decimal": DECIMAL}
    assert [(field.name, field.type) for field in schema] == [(column.name, types[column.type]) for column in LONG]
    assert schema.metadata[b"lawrep"] == __version__.encode()
    for field, column in zip(schema, LONG, strict=True):
        assert field.metadata[b"meaning"].decode() == column.meaning
        assert field.metadata[b"meaning_zh"].decode() == column.meaning_zh


def test_what_repeats_is_kept_once(tmp_path: Path) -> None:
    files.write(long_panel(ROWS * 500), tmp_path / "panel.parquet")
    column = pq.ParquetFile(tmp_path / "panel.parquet").metadata.row_group(0).column(len(LONG) - 1)
    assert "RLE_DICTIONARY" in column.encodings
    assert column.total_compressed_size < 5_000


def test_many_rows_come_in_several_batches(tmp_path: Path) -> None:
    values = [Decimal(number) for number in range(BATCH * 2 + 1)]
    for name in ("parquet", "duckdb"):
        assert files.write(of_values(values), tmp_path / f"panel.{name}").rows == len(values)
    assert pq.ParquetFile(tmp_path / "panel.parquet").num_row_groups == 3
    assert pq.read_table(tmp_path / "panel.parquet")["value"].to_pylist() == values
    assert [row[0] for row in rows_of(tmp_path / "panel.duckdb", "SELECT value FROM panel")] == values


@settings(deadline=None)
@given(st.lists(st.none() | st.decimals(allow_nan=False, allow_infinity=False), max_size=6))
def test_a_decimal_is_exact_or_is_null_and_named(tmp_path_factory: pytest.TempPathFactory, values: list[Any]) -> None:
    path = tmp_path_factory.mktemp("typed") / "panel.parquet"
    notes = files.write(of_values(values), path).notes
    read = pq.read_table(path)["value"].to_pylist()
    assert read == [value if value is not None and shaped(value) is not None else None for value in values]
    assert bool(notes) == any(value is not None and shaped(value) is None for value in values)


@pytest.mark.parametrize(("shown", "is_held"), EDGES)
@pytest.mark.parametrize("name", ["parquet", "duckdb"])
def test_the_edges_of_what_a_decimal_holds(name: str, shown: str, is_held: bool, tmp_path: Path) -> None:
    value, path = Decimal(shown), tmp_path / f"panel.{name}"
    notes = files.write(of_values([Decimal(1), value]), path).notes
    assert READERS[name](path) == [(Decimal(1),), (value if is_held else None,)]
    if is_held:
        assert not notes
    else:
        assert notes == (f"empty, since DECIMAL(38, 10) cannot hold it, as .csv can: {value:f} (value, row 2)",)


def test_duckdb_has_types_and_comments(tmp_path: Path) -> None:
    files.write(wide_panel(), tmp_path / "panel.duckdb")
    told = rows_of(
        tmp_path / "panel.duckdb",
        "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = 'panel' ORDER BY column_index",
    )
    types = {"text": "VARCHAR", "integer": "BIGINT", "decimal": "DECIMAL(38,10)"}
    assert told == [(name, types[kind], f"{meaning} {zh}") for name, kind, meaning, zh in WIDE]


def test_duckdb_holds_the_evidence_of_a_wide_panel_and_the_codebook(tmp_path: Path) -> None:
    path = tmp_path / "panel.duckdb"
    assert files.write(wide_panel(), path).notes == ()
    assert rows_of(path, "SELECT * FROM panel") == [values for values, _ in WIDE_ROWS]
    assert rows_of(path, "SELECT * FROM evidence") == [ROWS[place] for place in (0, 1, 2, 3)]
    assert rows_of(path, "SELECT name FROM codebook") == [(column.name,) for column in WIDE]
    joined = """
        SELECT p.organ, p."disputes.mediated", e.sentence FROM panel p
        JOIN evidence e ON e.organ = p.organ AND e.year = p.year AND e.code = 'disputes.mediated'
    """
    assert rows_of(path, joined) == [("河口县人民政府", Decimal(954), ROWS[0][-1])]


def test_the_two_agree(tmp_path: Path) -> None:
    files.write(long_panel(), tmp_path / "panel.duckdb")
    files.write(long_panel(), tmp_path / "panel.parquet")
    assert READERS["duckdb"](tmp_path / "panel.duckdb") == READERS["parquet"](tmp_path / "panel.parquet")
