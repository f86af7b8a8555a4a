"""Streams of record batches: reports in, rows of documents or of indicators out."""

from collections.abc import Callable, Iterable, Iterator
from typing import overload

import pyarrow as pa

from lawrep.arrow.extraction import Task, as_bytes, document_of, indicators_of_report, indicators_of_row
from lawrep.arrow.isolation import isolated
from lawrep.arrow.schema import DOCUMENTS, INDICATORS, one_batch
from lawrep.batch import SECONDS
from lawrep.errors import FaultError, LawrepError, UsageError
from lawrep.formats.archive import Archive
from lawrep.formats.kinds import ARCHIVE, LARGEST, ZIP, recognise

SIZE = 16 << 20  # bytes of a record batch that is handed on, or the one report that has more
REPORTS = ("name", "bytes")

Batches = Iterable[pa.RecordBatch]
Make = Callable[[Task], pa.RecordBatch]


@overload
def documents(batches: Batches, *, seconds: float = ...) -> Iterator[pa.RecordBatch]: ...
@overload
def documents(batches: pa.Table, *, seconds: float = ...) -> pa.Table: ...
def documents(batches: Batches | pa.Table, *, seconds: float = SECONDS) -> Iterator[pa.RecordBatch] | pa.Table:
    """Return the documents of reports: rows of DOCUMENTS, one a report, in order.

    `batches` have the columns `name` (string: the name, or the path with /, that the rows are to have) and `bytes`
    (binary: the file); others are left alone. A table gives a table. An archive of reports, called .zip, gives a row
    for each of them. A report that cannot be read, or takes longer than `seconds`, has a row with its error.
    """
    return made_of(batches, lambda each: tasks_of(each, document_of), DOCUMENTS, seconds)


@overload
def indicators(batches: Batches, *, seconds: float = ...) -> Iterator[pa.RecordBatch]: ...
@overload
def indicators(batches: pa.Table, *, seconds: float = ...) -> pa.Table: ...
def indicators(batches: Batches | pa.Table, *, seconds: float = SECONDS) -> Iterator[pa.RecordBatch] | pa.Table:
    """Return the indicators of reports: rows of INDICATORS, the long form of `lawrep panel`, in order.

    As `documents`, but for the rows: a report has as many as it has indicators, and one where it cannot be read, whose
    state is `unreadable` and whose sentence is the error. `batches` may also be rows of DOCUMENTS: then no report is
    read twice.
    """
    return made_of(batches, indicator_tasks, INDICATORS, seconds)


def made_of(
    batches: Batches | pa.Table, tasks: Callable[[pa.RecordBatch], Iterator[Task]], schema: pa.Schema, seconds: float
) -> Iterator[pa.RecordBatch] | pa.Table:
    """Return what is made of batches, as a table if they are one."""
    if isinstance(batches, pa.Table):
        return pa.Table.from_batches(made_of(batches.to_batches(), tasks, schema, seconds), schema)
    made = isolated((task for batch in batches for task in tasks(batch)), seconds)
    return together(made, schema)


def together(messages: Iterable[bytes], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Yield the batches that these bytes are, small ones together."""
    waiting: list[pa.RecordBatch] = []
    size = 0
    for message in messages:
        if waiting and size + len(message) > SIZE:
            yield one_batch(pa.Table.from_batches(waiting))
            waiting, size = [], 0
        waiting.append(pa.ipc.read_record_batch(pa.py_buffer(message), schema))
        size += len(message)
    if waiting:
        yield one_batch(pa.Table.from_batches(waiting))


def indicator_tasks(batch: pa.RecordBatch) -> Iterator[Task]:
    """Yield a task for each report, or each document, of a batch."""
    if "sha256" not in batch.schema.names:
        yield from tasks_of(batch, indicators_of_report)
        return
    rows = one_batch(pa.Table.from_batches([batch]).select(DOCUMENTS.names).cast(DOCUMENTS))
    for row in (rows.slice(place, 1) for place in range(rows.num_rows)):
        error = row["error"][0].as_py()
        yield Task(indicators_of_row, row["name"][0].as_py(), b"" if error else as_bytes(row), error)


def tasks_of(batch: pa.RecordBatch, make: Make) -> Iterator[Task]:
    """Yield a task for each report of a batch."""
    missing = [name for name in REPORTS if name not in batch.schema.names]
    if missing:
        raise UsageError(
            f"reports come in columns called name and bytes, and these are {', '.join(batch.schema.names)}"
        )
    for name, data in zip(*(batch[column] for column in REPORTS), strict=True):
        yield from tasks_for(name.as_py() or "", data.as_py(), make)


def tasks_for(name: str, data: bytes | None, make: Make) -> Iterator[Task]:
    """Yield the task of a report, or one for each report of an archive."""
    if data is None:
        yield Task(
            make,
            name,
            error=f"{name}: without its bytes: it could not be fetched, or has more than {LARGEST >> 20} MiB",
        )
    elif name.lower().endswith(".zip") and data.startswith(ZIP):
        try:
            yield from tasks_within(name, data, make)
        except LawrepError as error:
            yield Task(make, name, error=str(error))
        except Exception as error:  # noqa: BLE001 - a fault of lawrep's own, which costs one archive its rows
            yield Task(make, name, error=str(FaultError.of(name, error)))
    else:
        yield Task(make, name, data)


def tasks_within(name: str, data: bytes, make: Make) -> Iterator[Task]:
    """Yield the task of each report of what is called .zip, in the order that `lawrep panel` takes them in."""
    if recognise(data, name) is not ARCHIVE:
        yield Task(make, name, data)
        return
    archive = Archive(data, name)
    if not archive.reports:
        yield Task(make, name, error=f"{name}: no reports in this archive")
    yield from (task_of_member(archive, member, f"{name}/{member}", make) for member in sorted(archive.reports))


def task_of_member(archive: Archive, member: str, name: str, make: Make) -> Task:
    """Return the task of a report in an archive."""
    try:
        return Task(make, name, archive.read(member))
    except LawrepError as error:
        return Task(make, name, error=str(error))
