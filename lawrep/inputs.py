"""What is to be read, found folder by folder, and where the document of each report goes; nothing is overwritten."""

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from lawrep.errors import LawrepError, UsageError
from lawrep.formats.kinds import ZIP
from lawrep.reader import STDIN

if TYPE_CHECKING:
    from lawrep.manifest import Entry

MANIFEST = "lawrep-manifest.jsonl"  # how the names of manifests end, which are no documents
OWN = (".json", ".jsonl", ".toml")  # documents, catalogues, settings
PAGES = (".html", ".htm")
OWN_PAGE = b'<meta name="generator" content="lawrep '
PAGE_HEAD = 2048  # bytes of a page in which its generator stands
KINDS_SAID = 6  # endings that are named of files that are passed over
HIDDEN = (".", "~$")  # what Word has open is ~$报告.docx
LONGEST_NAME = 200  # bytes of a folder's name; file systems take 255


class Job(NamedTuple):
    """One input, and the file that its document goes to; None is standard output."""

    source: str
    target: Path | None = None
    document: str = ""  # the path of the target below the output, or what it would be
    known: "Entry | None" = None  # what is known of the document, from an earlier run


class Outcome(NamedTuple):
    """What became of a job: what was made of it, of a report its document unless that went to a file, or the error."""

    job: Job
    made: Any = None
    error: str | None = None
    note: str | None = None  # what is to be said of it besides
    entry: "Entry | None" = None  # of a document in a file
    is_left: bool = False  # the document of an earlier run, which is true
    is_full: bool = False  # the disk: nothing else can be written either


class Shard(NamedTuple):
    """One of several equal shares of the reports, counted from 1."""

    number: int
    of: int

    def takes(self, document: str) -> bool:
        """Whether a report is of this share, by the path of its document below the input that it is in.

        >>> [shard.number for shard in (Shard(1, 3), Shard(2, 3), Shard(3, 3)) if shard.takes("city/a.json")]
        [1]
        """
        if self.of == 1:
            return True
        digest = blake2b(document.encode("utf-8", "surrogateescape"), digest_size=8).digest()
        return int.from_bytes(digest, "big") % self.of == self.number - 1


ALL = Shard(1, 1)


def find_jobs(
    inputs: Iterable[str],
    suffixes: tuple[str, ...],
    output: Path | None,
    shard: Shard = ALL,
    *,
    apart: bool = False,
) -> Iterator[Job | Outcome]:
    """Yield a job for each input, and for each file with one of the `suffixes` in an input that is a folder, sorted.

    A folder's structure is kept below `output`, where with `apart` each input has a folder of its own. A folder that
    cannot be searched, or holds no such file, is an Outcome with its error. Of a nation's reports only the names in one
    folder at a time are held in memory.
    """
    for name in inputs:
        if not name:
            raise UsageError("an input has no name: '' (an unset variable?)")
        if name == STDIN:
            found: Iterable[Job | Outcome] = [Job(name, None, "stdin.json")]
        elif not os.path.isdir(name):  # noqa: PTH112 - unlike Path.is_dir, False for a name that is too long
            found = jobs_of(name, f"{Path(name).stem}.json", given=True)
        else:
            found = jobs_below(name, suffixes)
        above = f"{own_folder(name)}/" if apart else ""
        for item in found:
            job = item if isinstance(item, Job) else item.job
            if job.document and not shard.takes(job.document):
                continue
            if job.document and output is not None:
                job = job._replace(target=output / (above + job.document), document=above + job.document)
            yield job if isinstance(item, Job) else item._replace(job=job)


def own_folder(source: str) -> str:
    """Return the name of a folder for the documents of one input, which no other input has.

    >>> own_folder("city/2024")
    'city%2F2024'
    """
    quoted = quote(os.fsencode(os.path.normpath(source)), safe="")
    if len(quoted) <= LONGEST_NAME and quoted not in (".", ".."):
        return quoted
    return blake2b(quoted.encode(), digest_size=16).hexdigest()


def jobs_below(folder: str, suffixes: tuple[str, ...]) -> Iterator[Job | Outcome]:
    """Yield the jobs of a folder, and what is to be said of what else is in it."""
    passed_over: Counter[str] = Counter()
    is_empty = True
    for item in search(folder, Path(), suffixes, passed_over):
        if isinstance(item, Outcome):
            is_empty = is_empty and item.job.source != folder
            yield item
        else:
            is_empty = False
            file, document = item
            yield from jobs_of(str(Path(folder) / file), document)
    if is_empty:
        yield Outcome(Job(folder), error=f"{folder}: no reports in this folder ({' '.join(suffixes)})")
    elif passed_over:
        yield Outcome(Job(folder), note=passed(folder, passed_over))


def search(
    folder: str, below: Path, suffixes: tuple[str, ...], passed_over: Counter[str]
) -> Iterator[tuple[Path, str] | Outcome]:
    """Yield the files below a folder that are called as reports are, with the documents that they become, in order.

    Both are relative to the folder. Of the others the endings are counted in `passed_over`, but for what is hidden and
    what lawrep writes and reads besides. Links to folders are not followed. What cannot be searched is an Outcome.
    """
    levels = [look_into(folder, below, suffixes, passed_over)]  # a call in a call would end at a thousand folders
    while levels:
        item = next(levels[-1], None)
        if item is None:
            levels.pop()
        elif isinstance(item, Path):
            levels.append(look_into(folder, item, suffixes, passed_over))
        else:
            yield item


def look_into(
    folder: str, below: Path, suffixes: tuple[str, ...], passed_over: Counter[str]
) -> Iterator[tuple[Path, str] | Path | Outcome]:
    """Yield what is in one folder: its reports, and the path of each folder in it that is to be searched too."""
    here = os.path.join(folder, below)  # noqa: PTH118 - ten times as fast as Path
    try:
        with os.scandir(here) as entries:
            names = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError as error:
        name = folder if below == Path() else here
        yield Outcome(Job(name, None, below.as_posix()), error=f"{name}: cannot be searched: {error.strerror}")
        return
    files = {name for name, is_folder in names if not is_folder}
    reports = {name for name in files if is_report(here, name, suffixes, passed_over)}
    alike = Counter(stem_of(name) for name in reports)
    for name, is_folder in names:
        if name in reports:
            yield below / name, (below / document_of(name, alike)).as_posix()
        elif is_folder and not name.startswith(".") and not is_part_of_page(name, files):
            yield below / name


def is_report(folder: str, name: str, suffixes: tuple[str, ...], passed_over: Counter[str]) -> bool:
    """Whether a file is called as a report is; one that is not, is counted by its ending."""
    if name.startswith(HIDDEN) or name.endswith(MANIFEST) or is_pipe(folder, name):
        return False
    lower = name.lower()
    if lower.endswith(PAGES) and is_own_page(os.path.join(folder, name)):  # noqa: PTH118
        return False
    if lower.endswith(suffixes):
        return True
    if not lower.endswith(OWN):
        passed_over[ending_of(name)] += 1
    return False


def stem_of(name: str) -> str:
    return os.path.splitext(name)[0].casefold()  # noqa: PTH122


def document_of(name: str, alike: Counter[str]) -> str:
    """Return what the document of a file is called: 报告.json, or 报告.html.json where 报告.pdf stands beside it."""
    return f"{os.path.splitext(name)[0]}.json" if alike[stem_of(name)] == 1 else f"{name}.json"  # noqa: PTH122


def jobs_of(source: str, document: str, *, given: bool = False) -> Iterator[Job | Outcome]:
    """Yield the job of a file; of a zip archive the job of each report in it, in a folder called as the archive.

    What is `given` by name is looked into whatever its name, and in a folder what is called .zip.
    """
    if not (given or source.lower().endswith(".zip")) or not begins_with(source, ZIP):
        yield Job(source, None, document)
        return
    from lawrep.formats.archive import open_archive

    try:
        archive = open_archive(source)
    except LawrepError as error:
        yield Outcome(Job(source, None, document), error=str(error))
        return
    if archive is None:
        yield Job(source, None, document)
        return
    if not archive.reports:
        yield Outcome(Job(source, None, document), error=f"{source}: no reports in this archive")
    elif archive.passed_over:
        yield Outcome(Job(source), note=passed(source, Counter(map(ending_of, archive.passed_over))))
    names = sorted(archive.reports)
    alike = Counter(map(stem_of, names))
    for name in names:
        yield Job(f"{source}/{name}", None, f"{document.removesuffix('.json')}/{document_of(name, alike)}")


def begins_with(source: str, magic: bytes) -> bool:
    """Whether a file begins with these bytes; one that cannot be read does not."""
    if not os.path.isfile(source):  # noqa: PTH113 - a pipe would be read twice
        return False
    with suppress(OSError), open(source, "rb") as file:
        return file.read(len(magic)) == magic
    return False


def is_own_page(path: str) -> bool:
    """Whether a file is a page that lawrep made of reports, and no report."""
    with suppress(OSError), open(path, "rb") as file:
        return OWN_PAGE in file.read(PAGE_HEAD)
    return False


def ending_of(name: str) -> str:
    return os.path.splitext(name)[1].lower() or "without ending"  # noqa: PTH122


def passed(where: str, endings: Counter[str]) -> str:
    """Say which files are passed over, by their endings.

    >>> passed("reports", Counter({".rar": 2, ".xls": 1, "without ending": 1}))
    'reports: 4 files passed over, not called as reports are: 2 .rar, 1 .xls, 1 without ending'
    """
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


def is_part_of_page(folder: str, files: set[str]) -> bool:
    """Whether a browser saved in `folder` what belongs to a page beside it: 报告.html and 报告_files."""
    name, _, rest = folder.rpartition("_")
    return rest == "files" and any(f"{name}{suffix}" in files for suffix in (".html", ".htm", ".shtml"))


def survey(find: Callable[[], Iterable[Job | Outcome]]) -> tuple[int, list[Outcome]]:
    """Return how many jobs `find` finds, and what else it has to say.

    Raises UsageError where two of them would be written to one file; names that differ in case only are one file.
    """
    number = 0
    others: list[Outcome] = []
    seen: set[int] = set()  # hashes only: names take ten times as much memory
    for item in find():
        if isinstance(item, Outcome):
            others.append(item)
            continue
        number += 1
        key = hash(str(item.target).casefold())
        if item.target and key in seen:
            refuse_clash(find, item, number)
        seen.add(key)
    return number, others


def refuse_clash(find: Callable[[], Iterable[Job | Outcome]], job: Job, number: int) -> None:
    """Raise UsageError where one of the jobs before the `number`-th, which is `job`, would be written to its file."""
    jobs = (item for item in find() if isinstance(item, Job))
    key = str(job.target).casefold()
    for first in islice(jobs, number - 1):
        if str(first.target).casefold() == key:
            if os.path.normpath(first.source) == os.path.normpath(job.source):
                raise UsageError(f"{job.source} is given twice")
            both = f"{first.source} and {job.source} would both be written to {job.target}"
            raise UsageError(f"{both}; give a folder that holds both, or rename one")
