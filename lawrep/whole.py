"""Files that appear whole or not at all, whatever interrupts, a power cut included."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from pathlib import Path

from lawrep.errors import FullError, OutputError

PART = ".part"  # how the names end of files that are being written


def write_whole(path: Path, pieces: Iterable[bytes], scratch: Path | None = None) -> None:
    """Write a file of several pieces.

    Until all are written it stands in `scratch`, if that is a folder on the same disk, else beside its place. Raises
    OutputError where it cannot be written, FullError where there is no room; what was there is then as before.
    """
    with appearing(path, scratch) as temporary, open(temporary, "wb") as file:
        file.writelines(pieces)


@contextmanager
def appearing(path: Path, scratch: Path | None = None) -> Iterator[Path]:
    """Yield where to write what shall be the file at `path`; it takes its place once all is written."""
    with writing(path):
        make_folder(path.parent)
        target = Path(os.path.realpath(path))  # a link goes on pointing to its file
        near = scratch if scratch is not None and same_disk(scratch, target.parent) else target.parent
        temporary = near / f".lawrep-{os.getpid()}-{os.urandom(4).hex()}{PART}"
        try:
            yield temporary
            with open(temporary, "rb+") as file:
                os.fsync(file.fileno())  # or a power cut leaves a file of that name with nothing in it
            if target.is_file():
                shutil.copymode(target, temporary)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)


def same_disk(one: Path, other: Path) -> bool:
    """Whether a file can be moved from one folder to the other at once."""
    return one.stat().st_dev == other.stat().st_dev


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
