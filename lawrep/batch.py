"""Many reports: what to read, where to write, several processes, nothing lost.

Each input is a job that ends in its document or in an error, and never stops the others. A file appears whole or not
at all. Whatever the number of processes, the outcome is the same, in the same order.
"""

import os
import signal
import stat
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lawrep.catalogue import Catalogue, extended, standard
from lawrep.errors import FaultError, LawrepError, OutputError, UsageError
from lawrep.formats.kinds import ZIP
from lawrep.pipeline import describe
from lawrep.reader import STDIN, read
from lawrep.write import encode

if TYPE_CHECKING:
    from concurrent.futures import Future

FEW = 48  # reports: for fewer, starting processes takes longer than they save
CHUNK = 16  # reports that a process is given at a time
TRIES = 3  # times that jobs are done again when a process dies over them
OWN = (".json", ".jsonl", ".toml")  # documents, catalogues, settings
PAGES = (".html", ".htm")
OWN_PAGE = b'<meta name="generator" content="lawrep '
PAGE_HEAD = 2048  # bytes of a page in which its generator stands
KINDS_SAID = 6  # endings that are named of files that are passed over
HIDDEN = (".", "~$")  # what Word has open is ~$报告.docx
AHEAD = 4  # chunks for each process that may wait to be written, which bounds the memory


class Job(NamedTuple):
    """One input, and the file that its document goes to; None is standard output."""

    source: str
    target: Path | None = None


class Options(NamedTuple):
    """How documents are made and written."""

    text: bool = True
    indent: int | None = None
    catalogue: str | None = None  # the file of a user's own


class Outcome(NamedTuple):
    """What became of a job: what was made of it, of a report its document unless that went to a file, or the error."""

    job: Job
    made: Any = None
    error: str | None = None
    note: str | None = None  # what is to be said of it besides


Do = Callable[[Job], Outcome]  # what is done with a job, in this process or another


def find_jobs(inputs: Iterable[str], suffixes: tuple[str, ...], output: Path | None) -> Iterator[Job | Outcome]:
    """Yield a job for each input, and for each file with one of the `suffixes` in an input that is a folder, sorted.

    A folder's structure is kept below `output`. A folder that cannot be searched, or holds no such file, is an
    Outcome with its error.
    """
    for name in inputs:
        path = Path(name)
        if not name:
            raise UsageError("an input has no name: '' (an unset variable?)")
        if name == STDIN:
            yield Job(name, output and output / "stdin.json")
        elif not os.path.isdir(name):  # noqa: PTH112 - unlike Path.is_dir, False for a name that is too long
            yield from jobs_of(name, output and output / f"{path.stem}.json", given=True)
        else:
            try:
                files, passed_over = search(path, suffixes)
            except OSError as error:
                yield Outcome(Job(name), error=f"{name}: cannot be searched: {error.strerror}")
                continue
            if files and passed_over:
                yield Outcome(Job(name), note=passed(name, passed_over))
            if not files:
                yield Outcome(Job(name), error=f"{name}: no reports in this folder ({' '.join(suffixes)})")
            for file, target in zip(files, targets(files), strict=True):
                yield from jobs_of(str(path / file), output and output / target)


def jobs_of(source: str, target: Path | None, *, given: bool = False) -> Iterator[Job | Outcome]:
    """Yield the job of a file; of a zip archive the job of each report in it, in a folder called as the archive.

    What is `given` by name is looked into whatever its name, and in a folder what is called .zip.
    """
    if not (given or source.lower().endswith(".zip")) or not begins_with(source, ZIP):
        yield Job(source, target)
        return
    from lawrep.formats.archive import open_archive

    try:
        archive = open_archive(source)
    except LawrepError as error:
        yield Outcome(Job(source), error=str(error))
        return
    if archive is None:
        yield Job(source, target)
    elif not archive.reports:
        yield Outcome(Job(source), error=f"{source}: no reports in this archive")
    elif archive.passed_over:
        yield Outcome(Job(source), note=passed(source, archive.passed_over))
    names = sorted(archive.reports) if archive else []
    for name, below in zip(names, targets(map(Path, names)), strict=True):
        yield Job(f"{source}/{name}", target and target.with_suffix("") / below)


def targets(files: Iterable[Path]) -> list[Path]:
    """Return where the document of each file goes: 报告.json, or 报告.html.json where 报告.pdf stands beside it."""
    files = list(files)
    alike = Counter(str(file.with_suffix("")).casefold() for file in files)
    return [
        file.with_suffix(".json")
        if alike[str(file.with_suffix("")).casefold()] == 1
        else file.with_name(f"{file.name}.json")
        for file in files
    ]


def begins_with(source: str, magic: bytes) -> bool:
    """Whether a file begins with these bytes; one that cannot be read does not."""
    if not os.path.isfile(source):  # noqa: PTH113 - a pipe would be read twice
        return False
    with suppress(OSError), open(source, "rb") as file:
        return file.read(len(magic)) == magic
    return False


def search(folder: Path, suffixes: tuple[str, ...]) -> tuple[list[Path], list[str]]:
    """Return the files below `folder`, relative to it and sorted, and the names of those that are passed over.

    Hidden files are neither, nor is what lawrep writes and reads besides; links to folders are not followed.
    """

    def fail(error: OSError) -> None:
        raise error

    found: list[Path] = []
    others: list[str] = []
    for parent, folders, files in os.walk(folder, onerror=fail):
        folders[:] = [name for name in folders if not name.startswith(".") and not is_part_of_page(name, files)]
        here = Path(parent).relative_to(folder)
        for name in files:
            if name.startswith(HIDDEN) or is_pipe(parent, name):
                continue
            if name.lower().endswith(PAGES) and is_own_page(os.path.join(parent, name)):  # noqa: PTH118
                continue
            if name.lower().endswith(suffixes):
                found.append(here / name)
            elif not name.lower().endswith(OWN):
                others.append(name)
    return sorted(found, key=lambda path: path.parts), others


def is_own_page(path: str) -> bool:
    """Whether a file is a page that lawrep made of reports, and no report."""
    with suppress(OSError), open(path, "rb") as file:
        return OWN_PAGE in file.read(PAGE_HEAD)
    return False


def passed(where: str, names: Iterable[str]) -> str:
    """Say which files are passed over, by their endings.

    >>> passed("reports", ["a.rar", "b.RAR", "c.xls", "README"])
    'reports: 4 files passed over, not called as reports are: 2 .rar, 1 .xls, 1 without ending'
    """
    endings = Counter(os.path.splitext(name)[1].lower() or "without ending" for name in names)  # noqa: PTH122
    listed = sorted(endings.items(), key=lambda item: (-item[1], item[0]))
    count = endings.total()
    said = ", ".join(f"{number} {ending}" for ending, number in listed[:KINDS_SAID])
    more = ", …" if len(listed) > KINDS_SAID else ""
    return f"{where}: {count} file{'s' * (count > 1)} passed over, not called as reports are: {said}{more}"


def is_pipe(folder: str, name: str) -> bool:
    """Whether a name is no file but a pipe, a socket or a device, on which a reader would wait for ever."""
    with suppress(OSError):
        mode = os.stat(os.path.join(folder, name)).st_mode  # noqa: PTH116, PTH118 - ten times as fast as Path
        return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
    return False


def is_part_of_page(folder: str, files: list[str]) -> bool:
    """Whether a browser saved in `folder` what belongs to a page beside it: 报告.html and 报告_files."""
    name, _, rest = folder.rpartition("_")
    return rest == "files" and any(f"{name}{suffix}" in files for suffix in (".html", ".htm", ".shtml"))


def refuse_clashes(jobs: Iterable[Job]) -> None:
    """Raise UsageError where two inputs would be written to one file; names that differ in case only are one file."""
    sources: dict[str, str] = {}
    for job in jobs:
        key = str(job.target).casefold()
        first = sources.get(key)
        sources[key] = job.source
        if job.target and first is not None:
            if os.path.normpath(first) == os.path.normpath(job.source):
                raise UsageError(f"{job.source} is given twice")
            both = f"{first} and {job.source} would both be written to {job.target}"
            raise UsageError(f"{both}; give a folder that holds both, or rename one")


def run(jobs: list[Job], do: Do, processes: int) -> Iterator[Outcome]:
    """Do the jobs and yield their outcomes in order, as each is done; memory does not grow with their number."""
    if processes < 2:
        for job in jobs:
            yield do(job)
        return
    waiting: deque[Task] = deque()
    with Pool(processes, do) as pool:
        for start in range(0, len(jobs), CHUNK):
            waiting.append(pool.submit(jobs[start : start + CHUNK]))
            if len(waiting) >= AHEAD * processes:
                yield from pool.result(waiting.popleft())
        while waiting:
            yield from pool.result(waiting.popleft())


class Task(NamedTuple):
    """Jobs that a process has been given, and what will come of them."""

    jobs: list[Job]
    future: "Future[list[Outcome]]"


class Pool:
    """Processes that are started anew when one of them is killed; what they were doing is then done again."""

    def __init__(self, processes: int, do: Do) -> None:
        from concurrent.futures import ProcessPoolExecutor  # not needed, and slow to load, for one report
        from concurrent.futures.process import BrokenProcessPool

        self.broken = BrokenProcessPool
        self.start = partial(ProcessPoolExecutor, processes, initializer=ignore_interrupt)
        self.executor = self.start()
        self.do = do

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self.executor.shutdown(wait=True, cancel_futures=True)

    def submit(self, jobs: list[Job]) -> Task:
        """Give jobs to a process."""
        try:
            return Task(jobs, self.executor.submit(do_all, jobs, self.do))
        except self.broken:
            self.executor = self.start()
            return Task(jobs, self.executor.submit(do_all, jobs, self.do))

    def result(self, task: Task) -> list[Outcome]:
        """Return the outcomes of jobs; those that a process died over again and again are failures."""
        for attempt in range(TRIES):
            task = self.submit(task.jobs) if attempt else task
            with suppress(self.broken):
                return task.future.result()
        return [Outcome(job, error=f"{job.source}: the process that read it, or its group, died") for job in task.jobs]


def ignore_interrupt() -> None:
    """Leave Ctrl-C and SIGTERM to the first process, which ends the others; one that dies with a lock holds them up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def do_all(jobs: list[Job], do: Do) -> list[Outcome]:
    return [do(job) for job in jobs]


@cache
def catalogue_of(options: Options) -> Catalogue:
    """Return the catalogue that is asked for, read once in each process."""
    return extended(options.catalogue) if options.catalogue is not None else standard()


def attempt(job: Job, make: Callable[[Job], Any]) -> Outcome:
    """Return what `make` makes of a job, or its error; a fault of lawrep's own stops no other input."""
    try:
        return Outcome(job, make(job))
    except LawrepError as error:
        return Outcome(job, error=str(error))
    except Exception as error:  # noqa: BLE001
        return Outcome(job, error=str(FaultError.of(job.source, error)))


def extract(job: Job, options: Options) -> Outcome:
    """Read, extract and write one report."""
    return attempt(job, partial(make_document, options=options))


def make_document(job: Job, options: Options) -> bytes | None:
    """Return the document of one report, or write it to the file that it goes to."""
    document = encode(describe(read(job.source), catalogue_of(options)), text=options.text, indent=options.indent)
    if job.target is None:
        return document + b"\n"
    write_whole(job.target, document + b"\n")
    return None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it appears whole or not at all, whatever interrupts.

    Raises OutputError where it cannot be written.
    """
    temporary = path.parent / f".lawrep-{os.getpid()}-{os.urandom(4).hex()}.part"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_bytes(data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from None


def processes_for(jobs: list[Job], asked: int | None) -> int:
    """Return how many processes to use: as asked, else all cores once there are enough; one reads standard input."""
    if any(job.source == STDIN for job in jobs):
        return 1
    if asked is not None:
        return min(asked, max(1, len(jobs)))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores if len(jobs) >= FEW else 1
