"""What one report gives: rows of a data set, or the row that says why there are none. This runs beside its caller.

What is handed from process to process is bytes: those of a report on the way there, of record batches on the way back.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import pyarrow as pa

from lawrep.arrow.rows import Row, document_batch, to_document
from lawrep.arrow.schema import DOCUMENTS, INDICATORS, one_batch
from lawrep.errors import FaultError, LawrepError
from lawrep.panel.build import long_rows
from lawrep.panel.choice import Choice
from lawrep.panel.files.arrow import Batches
from lawrep.panel.rows import LONG, digest, unreadable
from lawrep.pipeline import describe
from lawrep.reader import decode


class Task(NamedTuple):
    """One report, what it is to be made into, and the error that is known of it already."""

    make: Callable[["Task"], pa.RecordBatch]
    name: str
    data: bytes = b""
    error: str | None = None


def do(task: Task) -> bytes:
    """Return the record batch that a task asks for, in the format of Arrow, without its schema."""
    try:
        batch = task.make(task)
    except Exception as error:  # noqa: BLE001 - a fault of lawrep's own, which costs one report its rows
        batch = task.make(task._replace(error=str(FaultError.of(task.name, error))))
    return as_bytes(batch)


def lost(task: Task, why: str) -> bytes:
    """Return the batch of a report over which a process ended."""
    return as_bytes(task.make(task._replace(error=f"{task.name}: {why}")))


def as_bytes(batch: pa.RecordBatch) -> bytes:
    data: bytes = batch.serialize().to_pybytes()
    return data


def document_of(task: Task) -> pa.RecordBatch:
    """Return the row of DOCUMENTS of a report."""
    return document_batch([extracted(task)])


def indicators_of_report(task: Task) -> pa.RecordBatch:
    """Return the rows of INDICATORS of a report."""
    return indicator_batch(*extracted(task))


def indicators_of_row(task: Task) -> pa.RecordBatch:
    """Return the rows of INDICATORS of a document, whose row of DOCUMENTS is the data of the task."""
    if task.error is not None:
        return indicator_batch(task.name, None, task.error)
    [row] = pa.ipc.read_record_batch(pa.py_buffer(task.data), DOCUMENTS).to_pylist()
    return indicator_batch(task.name, to_document(row), None)


def extracted(task: Task) -> Row:
    """Return the document of a report, or why there is none."""
    if task.error is not None:
        return task.name, None, task.error
    try:
        return task.name, describe(decode(task.data, task.name.rpartition("/")[2], task.name)), None
    except LawrepError as error:
        return task.name, None, str(error)


def indicator_batch(name: str, document: dict[str, Any] | None, error: str | None) -> pa.RecordBatch:
    """Return the rows of the long form of the panel: one for each indicator, or one that says why there are none."""
    found = digest(name, document) if document is not None else unreadable(name, error or "")
    rows = Batches(LONG, long_rows([found], Choice(), {}, balanced=False), INDICATORS)
    return one_batch(pa.concat_tables([INDICATORS.empty_table(), *rows]))
