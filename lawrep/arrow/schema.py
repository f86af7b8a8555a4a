"""The columns of the two data sets that reports are turned into, and how Spark writes the same."""

import pyarrow as pa

from lawrep.panel.files.arrow import DIGITS, PLACES, schema_of
from lawrep.panel.rows import LONG
from lawrep.version import __version__

TEXT, INTEGER, DAY, NUMBER = pa.string(), pa.int64(), pa.date32(), pa.decimal128(DIGITS, PLACES)
SPAN = {"start": INTEGER, "end": INTEGER}
# the columns of what a document says of its source, and what it calls that
SOURCE = {"source_name": "name", "sha256": "sha256", "media_type": "media_type", "encoding": "encoding"}
METADATA = {
    **dict.fromkeys(("title", "organ", "region"), TEXT),
    "year": INTEGER,
    **dict.fromkeys(("date", "published"), DAY),
    **dict.fromkeys(("index_number", "document_number"), TEXT),
}
LISTS = {
    "sections": {
        **dict.fromkeys(("id", "parent"), TEXT),
        "level": INTEGER,
        **dict.fromkeys(("marker", "title", "part"), TEXT),
        **SPAN,
    },
    "indicators": {
        "text": TEXT,
        **SPAN,
        "value": NUMBER,
        "value_max": NUMBER,
        **dict.fromkeys(("unit", "kind", "bound", "change", "status", "label", "code", "section"), TEXT),
        # as it is printed, where a decimal of this size would not hold it, or would print it otherwise; else null
        "value_in_full": TEXT,
        "value_max_in_full": TEXT,
    },
    "findings": {**dict.fromkeys(("rule", "severity", "message"), TEXT), **SPAN},
    "source_map": {**SPAN, "page": INTEGER, "paragraph": INTEGER, "path": TEXT},
}

DOCUMENTS = pa.schema(
    {
        "name": TEXT,
        "error": TEXT,
        "lawrep": TEXT,
        **dict.fromkeys(SOURCE, TEXT),
        **METADATA,
        **{name: pa.list_(pa.struct(list(fields.items()))) for name, fields in LISTS.items()},
        "text": TEXT,
    },
    metadata={"lawrep": __version__, "table": "documents"},
)
INDICATORS = schema_of(LONG, {"lawrep": __version__, "table": "panel"})

SPARK_NAMES = {TEXT: "string", INTEGER: "bigint", DAY: "date", NUMBER: f"decimal({DIGITS},{PLACES})"}


def one_batch(table: pa.Table) -> pa.RecordBatch:
    """Return the rows of a table as one record batch."""
    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_pylist([], table.schema)


def ddl(schema: pa.Schema) -> str:
    """Return a schema of this module in the words of Spark, as `mapInArrow` takes it.

    >>> ddl(pa.schema({"name": TEXT, "spans": pa.list_(pa.struct(list(SPAN.items())))}))
    '`name` string, `spans` array<struct<`start`: bigint, `end`: bigint>>'
    """
    return ", ".join(f"`{field.name}` {spark_type(field.type)}" for field in schema)


def spark_type(of: pa.DataType) -> str:
    """Return how Spark calls a type."""
    if pa.types.is_list(of):
        return f"array<{spark_type(of.value_type)}>"
    if pa.types.is_struct(of):
        return f"struct<{', '.join(f'`{field.name}`: {spark_type(field.type)}' for field in of)}>"
    return SPARK_NAMES[of]
