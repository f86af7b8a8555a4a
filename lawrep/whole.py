"""Files that appear whole or not at all, whatever interrupts, a power cut included."""

import errno
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from lawrep.errors import FullError, OutputError

PREFIX, PART = ".lawrep-", ".part"  # how the names begin and end of what is being written
UNSEEN = re.compile(rf"{re.escape(PREFIX)}[\w-]+{re.escape(PART)}[/\\]?")
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
FULL = "free some space, or name a place on another disk"
LOCKED = "close the program that has it open, or name a place where you may write"
NO_FOLDER = "a part of its path is a file and no folder; name another"
ADVICE = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EACCES: LOCKED,
    errno.EPERM: LOCKED,
    errno.EROFS: "name a place that can be written to",
    errno.ENOTDIR: NO_FOLDER,
    errno.EEXIST: NO_FOLDER,
    errno.EISDIR: "that is a folder; name a file",
    errno.ENAMETOOLONG: "give it a shorter name",
}


def write_whole(path: Path, pieces: Iterable[bytes], scratch: Path | None = None) -> None:
    """Write a file of several pieces.

    Until all are written it stands in `scratch`, if that is a folder on the same disk, else beside its place. Raises
    OutputError where it cannot be written, FullError where there is no room; what was there is then as before.
    """
    with appearing(path, scratch) as temporary, open(temporary, "wb") as file:
        file.writelines(pieces)


@contextmanager
def appearing(path: Path, scratch: Path | None = None) -> Iterator[Path]:
    """Yield where to write what shall be the file at `path`; it takes its place once all is written.

    A link goes on pointing to its file. Raises as `write_whole`.
    """
    with writing(path):
        target = target_of(path)
        near = scratch if scratch is not None and same_disk(scratch, target.parent) else target.parent
        temporary = near / f"{PREFIX}{os.getpid()}-{os.urandom(4).hex()}{PART}"
        try:
            yield temporary
            settle(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def appearing_from_folder(path: Path) -> Iterator[Path]:
    """Yield as `appearing`, but in a folder of its own, where a library may leave what it needs meanwhile."""
    with writing(path):
        target = target_of(path)
        with TemporaryDirectory(dir=target.parent, prefix=PREFIX, suffix=PART) as folder:
            temporary = Path(folder, target.name)
            yield temporary
            settle(temporary, target)


def target_of(path: Path) -> Path:
    """Return the file that a path, or the link there, stands for; its folder is made."""
    make_folder(path.parent)
    return Path(os.path.realpath(path))


def settle(temporary: Path, target: Path) -> None:
    """Put a file that is written in its place."""
    with open(temporary, "rb+") as file:
        os.fsync(file.fileno())  # or a power cut leaves a file of that name with nothing in it
    if target.is_file():
        shutil.copymode(target, temporary)
    temporary.replace(target)


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
def writing(path: Path, *kinds: type[Exception]) -> Iterator[None]:
    """Turn what the system, or a library by errors of these kinds, says against a file into one line.

    Raises FullError for want of room, else OutputError.
    """
    caught: tuple[type[Exception], ...] = (OSError, *kinds)
    try:
        yield
    except caught as error:
        under = error.__context__  # a library makes an error of its own of what the system says
        cause = under if isinstance(under, OSError) and not isinstance(error, OSError) else error
        full = isinstance(cause, OSError) and cause.errno in NO_ROOM
        raise (FullError if full else OutputError)(f"{path}: cannot be written: {reason_of(cause)}") from None


def reason_of(error: BaseException) -> str:
    """Return what went wrong and what to do, without the name under which it was being written."""
    number = error.errno if isinstance(error, OSError) else None
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error) or type(error).__name__
    advice = f"; {ADVICE[number]}" if number in ADVICE else ""
    return UNSEEN.sub("", said).partition("\n")[0] + advice
