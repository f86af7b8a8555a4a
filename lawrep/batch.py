"""Many reports: what is done with each, by one process or several, nothing lost.

Each input is a job that ends in its document or in an error, and never stops the others. A file appears whole or not
at all. Whatever the number of processes, the outcome is the same; and in the same order, where that is asked for.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from lawrep.catalogue import Catalogue, extended, standard
from lawrep.errors import FaultError, FullError, LawrepError
from lawrep.inputs import Job, Outcome
from lawrep.manifest import Entry
from lawrep.pipeline import describe
from lawrep.reader import STDIN, decode, read_bytes
from lawrep.whole import write_whole
from lawrep.write import encode

FEW = 48  # reports: for fewer, starting a process for each core takes longer than they save
SECONDS = 300.0  # that a report may take; the slowest of PDF take some


class Options(NamedTuple):
    """How documents are made and written."""

    text: bool = True
    indent: int | None = None
    catalogue: str | None = None  # the file of a user's own
    settings: str = ""  # what else than its input a document depends on, as `manifest.settings_of` has it
    resume: bool = False  # leave a document that is true
    scratch: Path | None = None  # the folder in which files are written before they take their place


Do = Callable[[Job], Outcome]  # what is done with a job, in this process or another
Lost = Callable[[Job, str], Outcome]


def lost(job: Job, why: str) -> Outcome:
    """Return the outcome of a job over which its process was lost."""
    return Outcome(job, error=f"{job.source}: {why}")


def lost_report(job: Job, why: str) -> Outcome:
    """Return the outcome of a report over which its process was lost."""
    with suppress(LawrepError):
        forget(job, read_bytes(job.source))
    return lost(job, why)


def run(
    jobs: Iterable[Job],
    do: Do,
    processes: int,
    seconds: float | None = SECONDS,
    *,
    ordered: bool = True,
    lost: Lost = lost,
) -> Iterator[Outcome]:
    """Do the jobs and yield their outcomes, in order or as each is done; memory does not grow with their number.

    With no `processes` besides this one, a job that takes longer than `seconds`, or ends the process, is not survived.
    """
    if not processes:
        yield from map(do, jobs)
        return
    from lawrep.pool import Pool  # not needed, and slow to load, for one report

    with Pool(do, processes, lost, seconds=seconds) as pool:
        yield from pool.map(jobs, ordered=ordered)


def forget(job: Job, data: bytes) -> None:
    """Remove the document of an earlier run, as it left it, of a report that is another now and cannot be extracted."""
    known = job.known
    if known is None or job.target is None or known.input == sha256(data).hexdigest():
        return
    with suppress(OSError):
        if sha256(job.target.read_bytes()).hexdigest() == known.output:
            job.target.unlink()


@cache
def catalogue_of(path: str | None) -> Catalogue:
    """Return the catalogue of the package, or with that of a user's own file, read once."""
    return extended(path) if path is not None else standard()


def attempt(job: Job, make: Callable[[Job], Any]) -> Outcome:
    """Return what `make` makes of a job, or its error; a fault of lawrep's own stops no other input."""
    try:
        return Outcome(job, make(job))
    except LawrepError as error:
        return Outcome(job, error=str(error), is_full=isinstance(error, FullError))
    except Exception as error:  # noqa: BLE001
        return Outcome(job, error=str(FaultError.of(job.source, error)))


def extract(job: Job, options: Options) -> Outcome:
    """Read, extract and write one report, or leave its document where that is still true."""
    outcome = attempt(job, partial(make_document, options=options))
    if not isinstance(outcome.made, Entry):
        return outcome
    return outcome._replace(made=None, entry=outcome.made, is_left=outcome.made is job.known)


def make_document(job: Job, options: Options) -> bytes | Entry:
    """Return the document of one report; or write it to the file that it goes to, and return what is known of it."""
    data = read_bytes(job.source)
    if options.resume and job.known and job.target and is_true(job.known, data, job.target, options):
        return job.known
    try:
        document = document_of(job.source, data, options)
    except Exception:
        forget(job, data)
        raise
    if job.target is None:
        return document
    write_whole(job.target, [document], options.scratch)
    return Entry(sha256(data).hexdigest(), sha256(document).hexdigest(), options.settings)


def document_of(source: str, data: bytes, options: Options) -> bytes:
    """Return the document of the report that `data` is, with the line end that it is written with."""
    name = "stdin" if source == STDIN else Path(source).name
    text = decode(data, name, name if source == STDIN else source)
    return encode(describe(text, catalogue_of(options.catalogue)), text=options.text, indent=options.indent) + b"\n"


def is_true(known: Entry, data: bytes, target: Path, options: Options) -> bool:
    """Whether a file holds what would be written to it now: of this input, by this lawrep, unchanged since."""
    if known.settings != options.settings or known.input != sha256(data).hexdigest():
        return False
    with suppress(OSError):
        return known.output == sha256(target.read_bytes()).hexdigest()
    return False


def processes_for(count: int, asked: int | None, inputs: Iterable[str] = ()) -> int:
    """Return how many processes to use besides this one: as asked, else one for each core once there are enough jobs.

    None is used for a single report, nor where standard input is among the inputs, which is this one's.
    """
    if STDIN in inputs:
        return 0
    if asked is not None:
        return min(asked, count)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores if count >= FEW else int(count > 1)
