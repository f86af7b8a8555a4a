"""Files that appear whole or not at all, whatever interrupts, a power cut included."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from pathlib import Path

from lawrep.errors import FullError, OutputError

PART = ".part"  # how the names end of files that are being written


def write_whole(path: Path, pieces: Iterable[bytes], scratch: Path | None = None) -> None:
    """Write a file of several pieces.

    Until all are written it stands in `scratch`, a folder on the same disk, else beside its place. Raises OutputError
    where it cannot be written, FullError where there is no room; the file that was there is then as before.
    """
    with appearing(path, scratch) as temporary, open(temporary, "wb") as file:
        file.writelines(pieces)


@contextmanager
def appearing(path: Path, scratch: Path | None = None) -> Iterator[Path]:
    """Yield where to write what shall be the file at `path`; it takes its place once all is written."""
    temporary = (scratch or path.parent) / f".lawrep-{os.getpid()}-{os.urandom(4).hex()}{PART}"
    with writing(path):
        make_folder(path.parent)
        try:
            yield temporary
            with open(temporary, "rb+") as file:
                os.fsync(file.fileno())  # or a power cut leaves a file of that name with nothing in it
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder, and those that it is in; unlike `mkdir`, however many."""
    missing = []
    while not folder.is_dir() and folder != folder.parent:
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(exist_ok=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say of what the system refuses that `path` cannot be written: FullError for want of room, else OutputError."""
    try:
        yield
    except OSError as error:
        kind = FullError if error.errno in (ENOSPC, EDQUOT) else OutputError
        raise kind(f"{path}: cannot be written: {error.strerror or error}") from None
