"""A file that appears whole or not at all, and what is to be said of it."""

import errno
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from lawrep.errors import OutputError
from lawrep.panel.table import Panel

PREFIX, SUFFIX = ".lawrep-", ".part"  # of the folder in which a file is written
PART = re.compile(rf"{re.escape(PREFIX)}\w+{re.escape(SUFFIX)}[/\\]")
NAMED = 3  # of many things in a note
FULL = "free some space, or name a file on another disk"
LOCKED = "close the program that has it open, or name another file"
ADVICE = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EACCES: LOCKED,
    errno.EPERM: LOCKED,
    errno.EROFS: "name a file on a disk that can be written to",
    errno.ENOTDIR: "a part of its path is a file and no folder; name another",
    errno.EEXIST: "a part of its path is a file and no folder; name another",
    errno.ENAMETOOLONG: "give it a shorter name",
}


class Written(NamedTuple):
    """What was written: how many rows, and what a reader of the file should be told, a sentence each."""

    rows: int
    notes: tuple[str, ...] = ()


def alone(panel: Panel, format: str) -> tuple[str, ...]:  # noqa: A002 - as the option
    """Return what to say where a format has no place for the sentences behind the cells of a wide panel."""
    if not panel.evidence_columns:
        return ()
    return (
        f"{format} holds one table: the sentences behind its cells are in .xlsx, .sqlite, .duckdb or the long form",
    )


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """Yield where to write what shall be the file at `path`; it takes its place once all is written.

    It stands in a folder of its own beside it, where a library may leave what it needs meanwhile. A link goes on
    pointing to its file. Raises OutputError where it cannot be written; the file that was there is then as before.
    """
    target = Path(os.path.realpath(path))
    with failing(path):
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=target.parent, prefix=PREFIX, suffix=SUFFIX) as folder:
            temporary = Path(folder) / target.name
            yield temporary
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)


@contextmanager
def failing(path: Path, *kinds: type[Exception]) -> Iterator[None]:
    """Turn what the system, or a library by errors of these kinds, says against a file into an OutputError."""
    caught: tuple[type[Exception], ...] = (OSError, *kinds)
    try:
        yield
    except caught as error:
        raise OutputError(f"{path}: cannot be written: {reason_of(error)}") from None


def reason_of(error: BaseException) -> str:
    """Return what went wrong and what to do, without the folder that nobody knows of."""
    if not isinstance(error, OSError) and isinstance(error.__context__, OSError):
        error = error.__context__  # of which a library made its own
    number = error.errno if isinstance(error, OSError) else None
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error) or type(error).__name__
    advice = f"; {ADVICE[number]}" if number in ADVICE else ""
    return PART.sub("", said).partition("\n")[0] + advice


def listed(things: Sequence[str]) -> str:
    """Return the first of some things, and how many more there are.

    >>> listed("abcde")
    'a, b, c and 2 more'
    """
    more = f" and {len(things) - NAMED} more" if len(things) > NAMED else ""
    return ", ".join(things[:NAMED]) + more
