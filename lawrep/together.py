"""All documents of a run in one file, JSONL or Parquet, made of a folder of them.

The folder stands hidden beside the file until that is written, so that a run that is killed can go on. One that goes
on from a file that is complete takes its documents back out of it.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from functools import partial
from hashlib import sha256
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from lawrep.errors import LawrepError, OutputError
from lawrep.inputs import MANIFEST, Job, Outcome, Shard
from lawrep.manifest import Ledger, Line, read_lines
from lawrep.pipeline import in_decimals
from lawrep.runs import Run, seize
from lawrep.whole import PART, appearing, write_whole, writing
from lawrep.write import encode

JSONL, PARQUET = ".jsonl", ".parquet"
ENDINGS = (JSONL, PARQUET)
APART, DONE = "apart", "done"  # folders of documents, on their way from a file and after it
DAMAGED = (LawrepError, OSError, ValueError, TypeError, LookupError, ArithmeticError)  # what a changed file may raise
GROUP = 64  # documents that become a batch of rows at a time
ROW_GROUP = 32 << 20  # bytes of rows that are written together, which bounds the memory


def sharded(path: Path, shard: Shard) -> Path:
    """Return the file for a share of the reports, so that no two shares are written to one.

    >>> sharded(Path("reports.parquet"), Shard(3, 16)).name
    'reports-03-of-16.parquet'
    """
    if shard.of == 1:
        return path
    return path.with_stem(f"{path.stem}-{shard.number:0{len(str(shard.of))}}-of-{shard.of}")


def manifest_of(path: Path) -> Path:
    """Return the manifest that stands beside a file.

    >>> manifest_of(Path("reports.parquet")).name
    'reports.parquet.lawrep-manifest.jsonl'
    """
    return path.with_name(f"{path.name}.{MANIFEST}")


def check(path: Path) -> None:
    """Raise OutputError where a library is missing that writes such a file."""
    if path.suffix.lower() == PARQUET and find_spec("pyarrow") is None:
        raise OutputError(f"{path}: needs pyarrow, which is not installed: pip install 'lawrep[panel]'")


def folder_of(path: Path) -> Path:
    """Return the folder for the documents of a file, in a hidden one beside it."""
    return path.with_name(f".{path.name}.lawrep") / "documents"


@contextmanager
def folder_for(path: Path, *, resume: bool) -> Iterator[Path]:
    """Yield the folder for the documents of a file, and clear it away unless the run is broken off.

    Raises OutputError where it cannot be made, or another run is at it.
    """
    documents = folder_of(path)
    folder = documents.parent
    with writing(path):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        hold = seize(folder)
    except BlockingIOError:
        raise OutputError(f"{path}: another lawrep is writing it; wait for it, or name another file") from None
    try:
        with writing(path):
            prepare(path, documents, resume=resume)
        yield documents
        with writing(path):
            clear_away(documents)
    finally:
        if hold is not None:
            os.close(hold)


def prepare(path: Path, documents: Path, *, resume: bool) -> None:
    """Clear away what a killed run has left, but for its documents where they are wanted."""
    for left in documents.parent.iterdir():
        if left.is_dir() and not (resume and left == documents):
            shutil.rmtree(left)
        elif left.suffix == PART:
            left.unlink()
    if resume and not documents.exists() and path.exists():
        take_apart(path, documents)


def clear_away(documents: Path) -> None:
    """Remove the documents that are in the file now; all at once, or who goes on would take some for all."""
    if documents.exists():
        documents.rename(documents.with_name(DONE))
    shutil.rmtree(documents.parent, ignore_errors=True)


def take_apart(path: Path, folder: Path) -> None:
    """Put the documents of a file back into a folder, with their manifest; what is damaged is made anew."""
    apart = folder.with_name(APART)
    ledger = Ledger(read_lines(manifest_of(path)))
    write_whole(apart / MANIFEST, ledger.lines())
    with suppress(*DAMAGED):
        for document in documents_in(path):
            name = ledger.holding(sha256(document).hexdigest())
            if name is not None:
                write_whole(apart / name, [document])
                ledger.forget(name)  # another may be the same to the byte
    ledger.close()
    apart.rename(folder)


def documents_in(path: Path) -> Iterator[bytes]:
    """Yield the documents in a file, each with its line end."""
    if path.suffix.lower() == JSONL:
        yield from read_lines(path)
        return
    import pyarrow.parquet as pq

    from lawrep.arrow import DOCUMENTS, to_document

    with pq.ParquetFile(path) as file:
        if not file.schema_arrow.equals(DOCUMENTS):
            return
        for batch in file.iter_batches(GROUP):
            for row in batch.to_pylist():
                if row["error"] is None:
                    yield encode(to_document(row), text=row["text"] is not None) + b"\n"


def put_together(path: Path, folder: Path, found: Iterable[Job | Outcome], processes: int, run: Run) -> None:
    """Write the documents that a run has made in a folder into one file, in the order in which they were `found`.

    Its manifest goes beside it. Raises OutputError where they cannot be written; what was there is then as before.
    """
    told = run.told()
    write_documents(path, folder, in_order(found, told), processes)
    write_whole(manifest_of(path), told.lines(), folder.parent)
    told.close()


def in_order(found: Iterable[Job | Outcome], told: Ledger) -> Iterator[Line]:
    """Yield what is told of each report, in the order in which they were found."""
    for item in found:
        line = told.line((item if isinstance(item, Job) else item.job).document)
        if line is not None:
            yield line


def write_documents(path: Path, folder: Path, lines: Iterator[Line], processes: int) -> None:
    if path.suffix.lower() == JSONL:
        documents = ((folder / line.document).read_bytes() for line in lines if line.entry)
        write_whole(path, documents, folder.parent)
        return
    from lawrep.pool import Pool

    def lost(_: object, why: str) -> bytes:
        raise OutputError(f"{path}: cannot be written: the process that made its rows {why}")

    with Pool(partial(batch_of, folder), max(processes, 1), lost, chunk=1) as pool:
        write_parquet(path, pool.map(groups(lines)), folder.parent)


def groups(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """Yield the lines, some at a time."""
    while group := list(islice(lines, GROUP)):
        yield group


def batch_of(folder: Path, lines: list[Line]) -> bytes:
    """Return the rows of some documents as one batch, serialised as Arrow does it."""
    from lawrep.arrow import document_batch

    rows = []
    for line in lines:
        data = (folder / line.document).read_bytes() if line.entry else None
        fields = in_decimals(json.loads(data, parse_float=Decimal)) if data is not None else None
        rows.append((line.source, fields, line.error))
    return document_batch(rows).serialize().to_pybytes()  # type: ignore[no-any-return]


def write_parquet(path: Path, batches: Iterator[bytes], scratch: Path) -> None:
    """Write batches of rows into one file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from lawrep.arrow import DOCUMENTS

    with appearing(path, scratch) as temporary, pq.ParquetWriter(temporary, DOCUMENTS, compression="zstd") as writer:
        held: list[pa.RecordBatch] = []
        for data in batches:
            held.append(pa.ipc.read_record_batch(pa.py_buffer(data), DOCUMENTS))
            if sum(batch.nbytes for batch in held) >= ROW_GROUP:
                writer.write_table(pa.Table.from_batches(held))
                held.clear()
        if held:
            writer.write_table(pa.Table.from_batches(held))
