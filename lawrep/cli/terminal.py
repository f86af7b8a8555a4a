"""What a command prints, and where: data to standard output, what is for people to standard error."""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NoReturn, TextIO, TypeVar

from lawrep.errors import OutputError

if TYPE_CHECKING:
    from lawrep.batch import Outcome

CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f]")  # which the name of a file may hold, and a terminal obeys

T = TypeVar("T")


def put(data: bytes) -> None:
    """Write to standard output, which is UTF-8 whatever the console."""
    if sys.stdout is None:
        raise OutputError("standard output: is closed")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def report_failures(outcomes: "Iterable[Outcome]") -> list[str]:
    """Name each failed input on standard error, and what is to be noted of others; return what was said of failures."""
    failures = []
    for outcome in outcomes:
        if outcome.error is not None:
            failures.append(outcome.error)
        if outcome.error is not None or outcome.note is not None:
            tell(f"lawrep: {outcome.error or outcome.note}")
    return failures


def tell(line: str) -> None:
    """Say something to the person at the terminal; above the progress bar, which takes `sys.stderr` over."""
    if sys.stderr is not None:
        print(CONTROL.sub(lambda match: repr(match[0])[1:-1], line), file=sys.stderr)  # noqa: T201


def written(what: str) -> None:
    """Say on a terminal that something was written, where nothing else would show."""
    if sys.stderr is not None and sys.stderr.isatty():
        tell(f"{what} written")


def is_file(stream: TextIO | None) -> bool:
    """Whether a stream goes to a file, so that nothing of it shows on the terminal."""
    return stream is not None and os.path.isfile(stream.fileno())  # noqa: PTH113 - a descriptor


def with_progress(items: Iterable[T], total: int, *, quiet: bool) -> Iterator[T]:
    """Yield the items, with a progress bar on standard error where that is a terminal and there are several.

    `quiet` is for when standard output may show on the same terminal.
    """
    if quiet or total < 2 or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, total=total)


def unwritten(error: OSError) -> str:
    """Say that standard output could not be written, and why."""
    return f"standard output: cannot be written: {error.strerror}"


def leave(code: int) -> NoReturn:
    """Exit; what standard output could not take is given up, or the interpreter would complain of it."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(code)
