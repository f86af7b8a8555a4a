"""A run into a folder: its workshop, its journal, and the manifest that is left when it ends, however it ends.

The workshop is a hidden folder in the output. Files are written there before they take their place, and the journal
tells, line by line, what has become of each report. A run that is killed leaves it; the next one takes over what its
journal says and clears it away. Several runs may write into one folder: what each makes appears whole.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from itertools import chain
from pathlib import Path
from tempfile import mkdtemp

from lawrep.errors import OutputError
from lawrep.inputs import MANIFEST, Job, Outcome
from lawrep.manifest import Ledger, Line, decode, read_lines
from lawrep.whole import make_folder, write_whole, writing

try:
    import fcntl
except ImportError:  # Windows, where a killed run is not told from one that goes on
    fcntl = None  # type: ignore[assignment]

PREFIX = ".lawrep-run-"  # of workshops
JOURNAL = "journal.jsonl"
LOCK = "lock"


class Run:
    """A run that writes documents into `output`; a context manager, which knows the documents that are there."""

    def __init__(self, output: Path) -> None:
        self.output = output

    def __enter__(self) -> "Run":
        """Make the workshop. Raises OutputError where the folder cannot be written to."""
        with writing(self.output):
            make_folder(self.output)
            with locked(self.output):
                take_over(self.output)
                self.workshop = Path(mkdtemp(prefix=PREFIX, dir=self.output))
                self.hold = seize(self.workshop)
            self.journal = open(self.workshop / JOURNAL, "wb")
            self.ledger = Ledger(read_lines(self.output / MANIFEST))
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write the manifest, also of a run that is interrupted; where there is no room, the journal stays."""
        try:
            with suppress(OutputError) if kind else nullcontext(), writing(self.output):  # what came first is told
                self.journal.close()
                with locked(self.output):
                    settle(self.output, self.workshop)
        finally:
            if self.hold is not None:
                os.close(self.hold)
            self.ledger.close()

    def knowing(self, jobs: Iterable[Job]) -> Iterator[Job]:
        """Yield the jobs with what is known of their documents."""
        for job in jobs:
            with writing(self.output):
                known = self.ledger.get(job.document, job.source)
            yield job._replace(known=known)

    def note(self, outcome: Outcome) -> None:
        """Write down what has become of a report."""
        line = Line(outcome.job.document, outcome.job.source, outcome.entry, outcome.error)
        with writing(self.output):
            self.journal.write(line.encode())

    def told(self) -> Ledger:
        """Return what has been written down."""
        with writing(self.output):
            self.journal.flush()
            return Ledger(read_lines(self.workshop / JOURNAL))


def take_over(output: Path) -> None:
    """Settle what killed runs have left in a folder, which is locked; other things that are called so stay."""
    for workshop in sorted(output.glob(f"{PREFIX}*")):
        if workshop.is_symlink() or not (workshop / LOCK).is_file():
            continue
        with suppress(BlockingIOError):
            hold = seize(workshop)
            if hold is not None:
                settle(output, workshop)
                os.close(hold)


def settle(output: Path, workshop: Path) -> None:
    """Put what a journal says into the manifest of a folder, which is locked, and remove the workshop."""
    manifest = output / MANIFEST
    ledger = Ledger(chain(read_lines(manifest), read_lines(workshop / JOURNAL)))
    write_whole(manifest, (data for data in ledger.lines() if stands(output, data)), workshop)
    ledger.close()
    shutil.rmtree(workshop, ignore_errors=True)


def stands(output: Path, data: bytes) -> bool:
    """Whether a line tells of a document that is there, or of one that could not be made."""
    line = decode(data)
    return line is not None and (line.entry is None or os.path.lexists(output / line.document))


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Wait until no other process has the folder locked, and lock it."""
    hold = os.open(folder, os.O_RDONLY) if fcntl else None
    try:
        if hold is not None:
            with suppress(OSError):  # of a file system that has no locks
                fcntl.flock(hold, fcntl.LOCK_EX)
        yield
    finally:
        if hold is not None:
            os.close(hold)


def seize(folder: Path) -> int | None:
    """Lock a folder until the descriptor that is returned is closed, or this process ends; None: it cannot be locked.

    Raises BlockingIOError where another process has it locked.
    """
    if fcntl is None:
        return None
    path = folder / LOCK  # NFS locks no folders, nor what is not open for writing
    try:
        hold = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:  # of another user
        return None
    try:
        fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(hold), os.stat(path)):  # noqa: PTH116 - it has not been cleared away meanwhile
            return hold
    except BlockingIOError:
        os.close(hold)
        raise
    except OSError:  # of a file system that has no locks
        pass
    os.close(hold)
    return None
