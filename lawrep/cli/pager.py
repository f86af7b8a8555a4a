"""Text for people: plain into a pipe, coloured on a terminal, and through a pager where it is longer than the screen.

As with git, PAGER names the pager, and less gets -FRX.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, cast

import click

from lawrep.cli.terminal import put
from lawrep.errors import OutputError

if TYPE_CHECKING:
    from rich.console import Console

FLAGS = "-FRX"  # print what fits on the screen and end there, keep colours, do not clear the screen
BLOCK = 64  # lines that are written at a time
Make = Callable[["Console | None"], Iterator[str]]  # lines for a terminal, or plain ones for a pipe


def show_text(make: Make, *, paged: bool | None) -> None:
    """Print lines; `paged` is whether they go through a pager on a terminal, by default if they are too many for it."""
    if sys.stdout is None:
        raise OutputError("standard output: is closed")
    if not sys.stdout.isatty():
        lines = make(None)
        while block := list(islice(lines, BLOCK)):
            put("".join(f"{line}\n" for line in block).encode())
        return
    from rich.console import Console

    console = Console(highlight=False)
    show_lines(make(console), console.height, paged=paged)


def show_lines(lines: Iterator[str], height: int, *, paged: bool | None) -> None:
    """Print lines on a terminal `height` lines high, through a pager if that is asked for or they are more."""
    command = pager() if paged is not False else None
    first = list(islice(lines, height)) if command and not paged else []
    if command and (paged or len(first) == height):
        feed(chain(first, lines), command)
        return
    for line in chain(first, lines):
        click.echo(line, color=True)


def pager() -> list[str] | None:
    """Return the command of the pager; None where PAGER is empty, or where there is no such program."""
    import shlex
    import shutil

    try:
        command = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # a quotation mark is left open
        return None
    program = shutil.which(command[0]) if command else None
    return [program, *command[1:]] if program else None


def feed(lines: Iterable[str], command: list[str]) -> None:
    """Give lines to a pager, until there are no more or it is left, and wait for it."""
    import subprocess

    environment = {"LESS": FLAGS, "LV": "-c", **os.environ}
    encoding = sys.stdout.encoding
    process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603 - the user's own
    pipe = cast("IO[bytes]", process.stdin)
    with without_interrupt(), suppress(BrokenPipeError), process:
        for line in lines:
            pipe.write(f"{line}\n".encode(encoding, "backslashreplace"))


@contextmanager
def without_interrupt() -> Iterator[None]:
    """Leave Ctrl-C to the pager, which ends a search by it and stays; it would be orphaned were this program to end."""
    import signal

    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
