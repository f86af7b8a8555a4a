"""DuckDB: a typed table each for the panel, its evidence and its codebook, with comments on what columns mean."""

from pathlib import Path

import duckdb

from lawrep.panel.files.arrow import DIGITS, PLACES, Batches, schema_of
from lawrep.panel.files.schema import quoted
from lawrep.panel.files.written import Written
from lawrep.panel.table import Panel, Table, Type
from lawrep.whole import writing

TYPES: dict[Type, str] = {"text": "VARCHAR", "integer": "BIGINT", "decimal": f"DECIMAL({DIGITS}, {PLACES})"}


def write(panel: Panel, path: Path, shown: Path) -> Written:
    """Write the tables of a data set."""
    with writing(shown, duckdb.Error), duckdb.connect(str(path)) as database:
        database.begin()
        written = add(database, panel.table)
        notes = written.notes
        if panel.evidence_columns:
            notes += add(database, Table("evidence", panel.evidence_columns, panel.evidence)).notes
        if panel.codebook.columns:
            add(database, panel.codebook)
        database.commit()
    return Written(written.rows, notes)


def add(database: duckdb.DuckDBPyConnection, table: Table) -> Written:
    """Write one table."""
    columns = ", ".join(f"{quoted(column.name)} {TYPES[column.type]}" for column in table.columns)
    database.execute(f"CREATE TABLE {quoted(table.name)} ({columns})")
    for column in table.columns:
        where = f"{quoted(table.name)}.{quoted(column.name)}"
        database.execute(f"COMMENT ON COLUMN {where} IS {literal(f'{column.meaning} {column.meaning_zh}')}")
    batches = Batches(table.columns, table.rows, schema_of(table.columns, {}))
    for batch in batches:
        database.register("batch", batch)
        database.execute(f"INSERT INTO {quoted(table.name)} SELECT * FROM batch")  # noqa: S608 - quoted
        database.unregister("batch")
    return Written(batches.rows, batches.notes())


def literal(text: str) -> str:
    """Return a text for SQL, where there is no place for a parameter."""
    return "'" + text.replace("'", "''") + "'"
