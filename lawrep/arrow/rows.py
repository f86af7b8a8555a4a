"""Documents as rows of Arrow, and rows as documents again: every byte of a document's JSON comes back."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import Any

import pyarrow as pa

from lawrep.arrow.schema import DAY, DOCUMENTS, LISTS, METADATA, SOURCE
from lawrep.errors import ReadError
from lawrep.numerals import shorten
from lawrep.panel.files.arrow import shaped
from lawrep.source import SURROGATE

Row = tuple[str, dict[str, Any] | None, str | None]  # the name, the document as plain data, the error
NUMBERS = {"value", "value_max"}
IN_FULL = "_in_full"
WHERE = ("page", "paragraph", "path")  # a place of a source map has one of them
DAYS = [name for name, of in METADATA.items() if of == DAY]


def document_batch(rows: Sequence[Row]) -> pa.RecordBatch:
    """Return rows of DOCUMENTS, one for each name with its document (plain data, as `describe` gives it) or its error.

    Of a name that is not Unicode, as that of a file can be, each character that is none becomes U+FFFD.
    """
    found = [document for _, document, _ in rows]
    columns: dict[str, list[Any]] = {
        "name": [unicode(name) for name, _, _ in rows],
        "error": [unicode(error) for _, _, error in rows],
        "lawrep": [document and document["lawrep"] for document in found],
        "text": [document and document.get("text") for document in found],
        **{name: [document and document["source"][key] for document in found] for name, key in SOURCE.items()},
        **{name: [document and document["metadata"][name] for document in found] for name in METADATA},
    }
    for name in DAYS:
        columns[name] = [day and date.fromisoformat(day) for day in columns[name]]
    arrays = {name: pa.array(values, DOCUMENTS.field(name).type) for name, values in columns.items()}
    arrays |= {name: list_array(name, [document[name] if document else None for document in found]) for name in LISTS}
    return pa.RecordBatch.from_arrays([arrays[name] for name in DOCUMENTS.names], schema=DOCUMENTS)


def list_array(name: str, lists: Sequence[Sequence[dict[str, Any]] | None]) -> pa.Array:
    """Return what documents hold in the list of this name: a list of structs for each, null for None."""
    flat = [each for held in lists for each in held or ()]
    columns = {field: [each.get(field) for each in flat] for field in LISTS[name]}
    for number in NUMBERS & columns.keys():
        split = [split_number(value) for value in columns[number]]
        columns[number], columns[number + IN_FULL] = [held for held, _ in split], [full for _, full in split]
    starts = accumulate((len(held or ()) for held in lists[:-1]), initial=0)
    offsets = [None if held is None else start for held, start in zip(lists, starts, strict=True)]
    arrays = [pa.array(columns[field], of) for field, of in LISTS[name].items()]
    structs = pa.StructArray.from_arrays(arrays, fields=list(DOCUMENTS.field(name).type.value_type))
    return pa.ListArray.from_arrays(pa.array([*offsets, len(flat)], pa.int32()), structs)


def split_number(value: Decimal | None) -> tuple[Decimal | None, str | None]:
    """Return a number as a decimal of Arrow holds it, and as it is printed where that is not the whole of it.

    >>> split_number(Decimal("98.61")), split_number(Decimal("1E+30"))
    ((Decimal('98.61'), None), (None, '1E+30'))
    """
    return (None, None) if value is None else split_printed(str(value))


@lru_cache(maxsize=8192)
def split_printed(printed: str) -> tuple[Decimal | None, str | None]:
    held = shaped(Decimal(printed))
    return held, None if held is not None and str(shorten(held)) == printed else printed


def unicode(text: str | None) -> str | None:
    """Return a text without lone surrogates, which Arrow has no room for."""
    return text and SURROGATE.sub("\ufffd", text)


def to_document(row: dict[str, Any]) -> dict[str, Any]:
    """Return the document of a row of DOCUMENTS, as `RecordBatch.to_pylist` or Spark's `Row.asDict(True)` gives it.

    `lawrep.write.encode` makes of it the bytes that `lawrep extract` writes. A null `text` is one that was left out.
    Raises ReadError for a row that holds an error.
    """
    if row["error"] is not None:
        raise ReadError(row["error"])
    document = {
        "lawrep": row["lawrep"],
        "source": {key: row[name] for name, key in SOURCE.items()},
        "metadata": {name: row[name] for name in METADATA},
        "sections": [{name: section[name] for name in LISTS["sections"]} for section in row["sections"]],
        "indicators": [whole_numbers(indicator) for indicator in row["indicators"]],
        "findings": [{name: finding[name] for name in LISTS["findings"]} for finding in row["findings"]],
        "source_map": [given(place) for place in row["source_map"]],
    }
    for name in DAYS:
        document["metadata"][name] = row[name] and row[name].isoformat()
    return document if row["text"] is None else {**document, "text": row["text"]}


def whole_numbers(indicator: dict[str, Any]) -> dict[str, Any]:
    """Return an indicator whose numbers are what they were, without the columns that keep them in full."""
    fields = {name: indicator[name] for name in LISTS["indicators"] if not name.endswith(IN_FULL)}
    for name in NUMBERS:
        full = indicator[name + IN_FULL]
        if full is not None:
            fields[name] = Decimal(full)
        elif fields[name] is not None:
            fields[name] = shorten(fields[name])
    return fields


def given(place: dict[str, Any]) -> dict[str, Any]:
    """Return a place without what it is not told by."""
    return {name: value for name, value in place.items() if name not in WHERE or value is not None}
