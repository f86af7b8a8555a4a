"""The largest texts that lawrep reads, of every kind that harms: python -m tests.fuzz.large [KIND…] [--characters N].

Each is written to a file and extracted, and its document checked against the schema, in processes of their own, or it
is refused in one line. It ends with 1 where something else happens.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

import click

from lawrep.reader import LONGEST

SAMPLES = Path(__file__).parents[2] / "samples"
PLANES = 0x110000
SURROGATES = range(0xD800, 0xE000)
SPAWN = get_context("spawn")
KIB = 1024  # to a MiB; Linux gives the most memory of a process in them
NO_TEXT = frozenset({"surrogates", "nuls", "spaces"})  # the kinds that are refused
REFUSED = 1  # the exit code of a command that cannot read its input
EXTRACT = (sys.executable, "-m", "lawrep", "extract")
FAULTS = """
import sys
from lawrep.validate import find_faults

with open(sys.argv[1], "rb") as file:
    sys.exit(find_faults(file.read())[:3] or 0)
"""
CHECK = (sys.executable, "-c", FAULTS)


@cache
def reports() -> str:
    """Return the samples, one after another."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt")))


def repeated(piece: str) -> Callable[[int], str]:
    """Return what fills so many characters with a piece."""
    return lambda characters: (piece * (characters // len(piece) + 1))[:characters]


def between(mark: str) -> Callable[[int], str]:
    """Return what puts a mark between each two characters of the samples."""
    return lambda characters: mark.join(repeated(reports())(characters // (len(mark) + 1)))


def report(characters: int) -> str:
    return repeated(reports())(characters)


def line(characters: int) -> str:
    return repeated(reports().replace("\n", ""))(characters)


def planes(characters: int) -> str:
    return repeated("".join(chr(code) for code in range(1, PLANES) if code not in SURROGATES))(characters)


KINDS: dict[str, Callable[[int], str]] = {
    "report": report,
    "line": line,
    "paragraphs": between("\n"),
    "planes": planes,
    "surrogates": between("\ud800"),
    "right-to-left": between("\u202e"),
    "nuls": between("\0"),
    "combining": repeated("调解纠纷1\u03012\u0301件，"),
    "homoglyphs": repeated("调解纠纷1О2l𝟑件，成功率９O.٥%，"),
    "figures": repeated("办结3件，"),
    "digits": repeated("1"),
    "scales": repeated("万"),
    "headings": repeated("一、标题\n"),
    "levels": repeated("一、标题\n（一）标题。\n1、标题。一是标题。"),
    "cells": repeated("项目 | 件数\n调解 | 3\n"),
    "one-table": lambda characters: "项目 | 件数\n" + repeated("调解 | 3\n")(characters - 8),
    "wide-table": repeated("件 | "),
    "opening": repeated("“"),
    "closing": repeated("）"),
    "quotes": repeated("“办"),
    "blanks": repeated("X件"),
    "spaces": repeated(" "),
}


def write(kind: str, characters: int, path: Path) -> None:
    path.write_bytes(KINDS[kind](characters).encode("utf-8", "surrogatepass"))


@click.command()
@click.argument("kinds", metavar="[KIND]…", type=click.Choice(list(KINDS)), nargs=-1)
@click.option("--characters", type=click.IntRange(1, LONGEST), default=LONGEST, show_default=True)
def main(kinds: tuple[str, ...], characters: int) -> None:
    """Extract and check a text of each KIND, or of all."""
    failed = False
    click.echo(f"{characters:,} characters: CPU seconds and most memory to extract, the document, and to check it")
    for kind in kinds or KINDS:
        with TemporaryDirectory(prefix="lawrep-large-") as folder:
            path = Path(folder, f"{kind}.txt")
            # By a process apart: a command is said to take at least what the one that starts it holds.
            writer = SPAWN.Process(target=write, args=(kind, characters, path))
            writer.start()
            writer.join()
            assert writer.exitcode == 0, f"{path} was not written"
            try:
                said = tried(path)
            except subprocess.CalledProcessError as error:
                failed = True
                said = f"exit {error.returncode}: {error.stderr.decode(errors='replace')[-500:]}"
            click.echo(f"{kind:15}{said}")
    sys.exit(failed)


def tried(path: Path) -> str:
    """Extract a file and check its document; say what that took, or the one line in which it is refused.

    Raises CalledProcessError where a command fails in another way.
    """
    output = path.parent / "out" / f"{path.stem}.json"
    try:
        extracted = run((*EXTRACT, str(path), "-o", str(output.parent)))
    except subprocess.CalledProcessError as error:
        if path.stem not in NO_TEXT or error.returncode != REFUSED or error.stderr.count(b"\n") != 1 or output.exists():
            raise
        return str(error.stderr, "utf-8").strip()
    return f"{extracted}   {output.stat().st_size / 1e6:7.1f} MB   {run((*CHECK, str(output)))}"


def run(command: Sequence[str]) -> str:
    """Run a command; return the CPU seconds and the most memory that it took.

    Raises CalledProcessError where it fails.
    """
    with TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command, stderr=errors.read())
    return f"{usage.ru_utime + usage.ru_stime:6.1f} s {usage.ru_maxrss / KIB:5.0f} MiB"


if __name__ == "__main__":
    main(prog_name="python -m tests.fuzz.large")
