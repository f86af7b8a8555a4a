"""Apache Parquet: typed columns with their meanings, compressed. It holds one table."""

from pathlib import Path

import pyarrow.parquet as pq

from lawrep.panel.files.arrow import Batches, schema_of
from lawrep.panel.files.written import Written, alone
from lawrep.panel.table import Panel
from lawrep.version import __version__


def write(panel: Panel, path: Path, shown: Path) -> Written:  # noqa: ARG001 - its errors are those of the system
    """Write the table of a data set."""
    schema = schema_of(panel.table.columns, {"lawrep": __version__, "table": panel.table.name})
    batches = Batches(panel.table.columns, panel.table.rows, schema)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_table(batch)
    return Written(batches.rows, alone(panel, "parquet") + batches.notes())
