"""What a command prints, and where: data to standard output, what is for people to standard error."""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING, NoReturn, TextIO, TypeVar

from lawrep.errors import OutputError

if TYPE_CHECKING:
    from lawrep.inputs import Outcome

CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f]")  # which the name of a file may hold, and a terminal obeys

MINUTE, BLINK = 60, 0.1  # seconds between what is said of a run, in a log and in a bar

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
    """Yield the items and show how far they are, how fast, and how long it will take, where there are several.

    On a terminal a bar shows it, and nothing if it is `quiet`, as standard output may show there too; elsewhere a line
    now and then, for the log of a long run.
    """
    if total < 2 or sys.stderr is None:
        yield from items
    elif not sys.stderr.isatty():
        yield from with_lines(items, total)
    elif quiet:
        yield from items
    else:
        yield from with_bar(items, total)


def with_lines(items: Iterable[T], total: int) -> Iterator[T]:
    """Yield the items, and say in a line each minute how far they are."""
    start = said = monotonic()
    for number, item in enumerate(items, 1):
        yield item
        now = monotonic()
        if now - said >= MINUTE:
            said = now
            tell(f"lawrep: {how_far(number, total, now - start)}")


def how_far(number: int, total: int, seconds: float) -> str:
    """Say how far a run is after so many seconds.

    >>> how_far(12_000, 200_000, 60)
    '12,000 of 200,000 (6%), 200.0 a second, 0:15:40 left'
    """
    left = timedelta(seconds=round(seconds * (total - number) / number))
    return f"{number:,} of {total:,} ({number * 100 // total}%), {number / seconds:.1f} a second, {left} left"


def with_bar(items: Iterable[T], total: int) -> Iterator[T]:
    """Yield the items under a bar; without the thread that rich would have, since a fork knows one thread only."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.0f} a second" if task.speed else "")

    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as progress:
        task = progress.add_task("", total=total)
        shown = 0.0
        for item in items:
            yield item
            progress.advance(task)
            if monotonic() - shown >= BLINK:
                shown = monotonic()
                progress.refresh()


def unwritten(error: OSError) -> str:
    """Say that standard output could not be written, and why."""
    return f"standard output: cannot be written: {error.strerror}"


def leave(code: int) -> NoReturn:
    """Exit; what standard output could not take is given up, or the interpreter would complain of it."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(code)
