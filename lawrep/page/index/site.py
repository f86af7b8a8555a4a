"""The pages of several reports in a folder, and the index that leads to them: files, names, links.

The pages are made in the processes that read the reports, and put in place one after the other, so that the same inputs
give the same files, whatever the number of processes.
"""

import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import quote

from lawrep.batch import attempt
from lawrep.documents import Loaded, load
from lawrep.errors import OutputError, UsageError
from lawrep.inputs import Job, Outcome
from lawrep.page.index.spots import Entry
from lawrep.page.report.page import report_page
from lawrep.panel.gather import Gathering, Key, Read, below, read
from lawrep.panel.rows import Row, unreadable
from lawrep.reader import STDIN
from lawrep.whole import write_whole

HTML = (".html", ".htm")
INDEX = "index.html"
UNSAFE = frozenset('<>:"/\\|?*')  # what some system takes in no name
RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{at}" for port in ("COM", "LPT") for at in range(1, 10))})
LONGEST = 60  # characters of a name, which are 180 bytes where they are Chinese
NO_TEXT = "its text is left out, so that it has no page: extract it again without --no-text"


class Site(NamedTuple):
    """Where the index goes, and the folder of the pages."""

    page: Path
    folder: Path

    @property
    def home(self) -> str:
        """The address of the index from a page in the folder."""
        return quote(Path(os.path.relpath(self.page, self.folder)).as_posix())


class Made(NamedTuple):
    """What was made of a document: its page, where it has one, and what the index says of it."""

    read: Read
    file: Path | None
    levels: dict[str, int]
    starts: tuple[int, ...]


def site_of(output: str) -> Site:
    """Return what `output` means: a page, or a folder that the index goes to."""
    path = Path(output) / INDEX if names_folder(output) else Path(output)
    if path.suffix.lower() not in HTML:
        raise UsageError(f"-o wants a page that ends in .html, or a folder, and not {output}")
    return Site(path, path.with_suffix(""))


def names_folder(output: str) -> bool:
    """Whether `output` is a folder, or can only be meant as one."""
    is_one = os.path.isdir(output)  # noqa: PTH112 - unlike Path.is_dir, False for too long a name
    return is_one or output.endswith(("/", os.sep)) or not Path(output).suffix


def refuse_overwriting(paths: Iterable[Path], inputs: Iterable[str]) -> None:
    """Raise UsageError where one of `paths` is an input, or holds one, or lies in one, to be read as a report later."""
    given = {os.path.realpath(name): name for name in inputs if name != STDIN}
    for path in paths:
        real = os.path.realpath(path)
        for each, name in given.items():
            if each == real or each.startswith(real + os.sep):
                raise UsageError(f"{name} is an input, and pages would be written there: give another -o")
            if real.startswith(each + os.sep):
                raise UsageError(f"{path} lies in {name}, and would be read as a report the next time: give another -o")


@contextmanager
def workshop(site: Site) -> Iterator[Path]:
    """Yield a folder where pages are made before they are put in place; it is gone at the end, whatever happens.

    Raises OutputError where the pages could not go to their folder.
    """
    if os.path.lexists(site.folder) and not site.folder.is_dir():
        raise OutputError(f"{site.folder}: is a file, and the pages go to a folder of that name: give another -o")
    try:
        site.folder.mkdir(parents=True, exist_ok=True)
        shop = TemporaryDirectory(prefix=".lawrep-", dir=site.folder)
    except OSError as error:
        raise OutputError(f"{site.folder}: cannot be written: {error.strerror or error}") from None
    try:
        with shop as folder:
            yield Path(folder)
    finally:
        with suppress(OSError):  # that it is not empty
            site.folder.rmdir()


def in_workshop(jobs: Sequence[Job], folder: Path) -> list[Job]:
    """Return the jobs with where the page of each is made."""
    return [Job(job.source, folder / f"{number}.html") for number, job in enumerate(jobs)]


def pages_of(job: Job, language: str, folder: str | None, home: str) -> Outcome:
    """Read an input and make the page of each of its documents."""
    return attempt(job, lambda job: make_pages(job, load(job.source), language, folder, home))


def make_pages(job: Job, documents: Iterable[Loaded], language: str, folder: str | None, home: str) -> list[Made]:
    """Make the pages of the documents of an input, and return what there is to say of each."""
    page = job.target or Path()
    return [
        make_page(loaded, page.with_name(f"{page.stem}-{number}{page.suffix}"), language, folder, home)
        for number, loaded in enumerate(documents)
    ]


def make_page(loaded: Loaded, file: Path, language: str, folder: str | None, home: str) -> Made:
    """Write the page of a document; one without its text has none."""
    fields = loaded.fields
    told = read(below(loaded.name, folder), fields, loaded.error)
    if fields is None:
        return Made(told, None, {}, ())
    told = told._replace(digest=told.digest._replace(rows=coded(told.digest.rows)))
    levels = Counter(finding["severity"] for finding in fields["findings"])
    starts = tuple(indicator["start"] for indicator in fields["indicators"])
    if not told.has_text:
        return Made(told, None, levels, starts)
    write_whole(file, [report_page(told.digest.document, fields, language, home).encode()])
    return Made(told, file, levels, starts)


def coded(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows that charts are made from, without the sentences, which need not go from process to process."""
    return tuple({**row, "sentence": None} for row in rows if row["code"] is not None)


class Collection:
    """The documents of one run, each once, and their pages put in place."""

    def __init__(self, gathering: Gathering, site: Site) -> None:
        self.gathering = gathering
        self.site = site
        self.taken: dict[str, Entry] = {}
        self.waiting: dict[str, Made] = {}
        self.bare: dict[Key | None, str] = {}  # documents that were taken without text
        self.names: set[str] = set()

    def add(self, outcome: Outcome) -> None:
        """Take what was made of an input, and say what is to be noted of it."""
        if outcome.note is not None:
            self.gathering.say(outcome.note)
        if outcome.error is not None:
            name = below(outcome.job.source, self.gathering.folder)
            self.take(Made(Read(unreadable(name, outcome.error)), None, {}, ()))
        for made in outcome.made or ():
            self.take(made)

    def take(self, made: Made) -> None:
        """Take a document that is new, or that has the text of one that was taken without it."""
        name, key, has_text = made.read.digest.document, made.read.key, made.read.has_text
        if self.gathering.is_new(made.read):
            self.taken[name] = self.placed(made)
            if key is not None and not has_text:
                self.bare[key] = name
        elif not has_text:
            self.waiting[name] = made
        elif key in self.bare:
            self.taken[self.bare.pop(key)] = self.placed(made)

    def placed(self, made: Made) -> Entry:
        """Put the page of a document in place, and return what the index says of it."""
        if made.file is None:
            return Entry(made.read.digest, None, made.levels, made.starts)
        place = self.site.folder / f"{unique(safe_name(made.read.digest.document), self.names)}.html"
        try:
            made.file.replace(place)
        except OSError as error:
            raise OutputError(f"{place}: cannot be written: {error.strerror or error}") from None
        return Entry(made.read.digest, link(self.site.folder.name, place.name), made.levels, made.starts)

    def entries(self) -> list[Entry]:
        """Return the entries of all documents; those without text are named."""
        for told in self.gathering.waiting.values():
            self.taken[told.document] = self.placed(self.waiting[told.document])
        for name, entry in self.taken.items():
            if entry.href is None and entry.digest.error is None:
                self.gathering.say(f"{name}: {NO_TEXT}")
        return list(self.taken.values())


def safe_name(name: str) -> str:
    r"""Return the name of a document as that of a file on any system, without its ending.

    >>> safe_name("2023/a:b\n.json"), safe_name("all.jsonl:3"), safe_name("../con.txt")
    ('2023-a-b-', 'all-3', 'con_')
    """
    file, _, number = name.rpartition(":")
    several = bool(file) and number.isdecimal()
    stem = os.path.splitext(file if several else name)[0]  # noqa: PTH122 - a name may be longer than a path can be
    stem = unicodedata.normalize("NFC", f"{stem}-{number}" if several else stem)
    kept = "".join(each if each.isprintable() and each not in UNSAFE else "-" for each in stem).lstrip(". -")
    kept = kept[:LONGEST].rstrip(". ") or "report"
    return f"{kept}_" if kept.upper().partition(".")[0] in RESERVED else kept


def unique(name: str, used: set[str]) -> str:
    """Return a name that none of those `used` is like, whatever the case, and note it there."""
    number, candidate = 1, name
    while candidate.casefold() in used:
        number += 1
        candidate = f"{name}-{number}"
    used.add(candidate.casefold())
    return candidate


def link(folder: str, file: str) -> str:
    """Return the address of a page, relative to the index; letters of any script stand as they are.

    >>> link("page", "海安 #1.html")
    'page/海安%20%231.html'
    """
    return "/".join(
        "".join(each if each.isalnum() else quote(each, safe="") for each in part) for part in (folder, file)
    )
