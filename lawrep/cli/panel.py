"""`lawrep panel`: documents and reports to a data set."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from lawrep.cli.terminal import is_file, tell, with_progress
from lawrep.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawrep.panel.choice import Choice
    from lawrep.panel.files import Written
    from lawrep.panel.gather import Gathering
    from lawrep.panel.rows import Digest
    from lawrep.panel.table import Panel

FORMATS = ("csv", "tsv", "jsonl", "xlsx", "parquet", "sqlite", "duckdb")
STREAMED = ("csv", "tsv", "jsonl")  # what standard output can take
UTF_8 = "utf-8"
NAMED = 6  # documents that a line names
MERGES = ("total", "single", "first", "largest", "sum")


@click.command()
@click.argument("inputs", nargs=-1, metavar="[PATH]...")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write there; its ending is the format."
)
@click.option("--format", "layout", type=click.Choice(FORMATS), help="Where no ending says it.  [default: csv]")
@click.option("--encoding", type=click.Choice([UTF_8, "utf-8-sig"]), help="Of csv and tsv; Excel wants utf-8-sig.")
@click.option("--wide", "is_wide", is_flag=True, help="A row an organ and year, a column an indicator.")
@click.option("--merge", type=click.Choice(MERGES), help="Which of several values a cell has.  [default: total]")
@click.option("--codes", multiple=True, metavar="CODE,...", help="Only these indicators, or groups of them.")
@click.option(
    "--status", type=click.Choice(["achieved", "planned", "all"]), help="[default: all; with --wide: achieved]"
)
@click.option("--kind", multiple=True, metavar="KIND,...", help="Only count, rate, amount, measure.")
@click.option("--amount-unit", type=click.Choice(["元", "万元", "亿元"]), default="元", help="Of money.  [default: 元]")
@click.option("--balanced", is_flag=True, help="A row also for what a document does not give, and why not.")
@click.option("--codebook", "is_book", is_flag=True, help="Write the codebook alone; takes no PATH.")
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Processes.  [default: all cores, for 48 inputs or more]"
)
def panel(  # noqa: PLR0917 - click passes them by name
    inputs: tuple[str, ...],
    output: Path | None,
    layout: str | None,
    encoding: str | None,
    is_wide: bool,
    merge: str | None,
    codes: tuple[str, ...],
    status: str | None,
    kind: tuple[str, ...],
    amount_unit: str,
    balanced: bool,
    is_book: bool,
    jobs: int | None,
) -> None:
    """Make a data set of documents, or of reports, which are extracted on the way.

    PATH is a document that lawrep wrote (.json, .jsonl), a report, a folder or .zip of them, or - for standard input.
    FILE ends in .csv, .tsv, .jsonl, .xlsx, .parquet, .sqlite, .db or .duckdb; without -o the data set goes to standard
    output. The long form has a row an indicator, with the sentence that it stands in. The wide form has a row an organ
    and year, and for each indicator its value and a note. Of several values --merge says which is taken:

    \b
    total    the one value, else the total that the report itself gives, else none
    single   the one value, else none
    first    the one that is told first
    largest  the largest
    sum      the one value, else the total, else the sum of all different ones

    The note says how it was taken and how it is meant, or why there is none: several, not_mentioned, part_missing,
    unreadable. CODE is an id, the beginning of ids (disputes), or a first-level group (functions), as `lawrep
    catalogue` lists them. `lawrep panel --codebook` explains every column, indicator and word.

    \b
    lawrep panel out/ -o panel.xlsx --wide --codes disputes,enforcement.fines --amount-unit 万元
    """
    from lawrep.panel.build import book_alone, build_long, build_wide
    from lawrep.panel.choice import Choice, choose_codes, choose_kinds

    refuse_misfits(merge, status, inputs, is_wide=is_wide, balanced=balanced, is_book=is_book)
    target = target_of(output, layout, encoding)
    wanted = status or ("achieved" if is_wide else "all")
    choice = Choice(choose_codes(codes), wanted, choose_kinds(kind), amount_unit)
    if is_book:
        target.write(book_alone(choice, is_wide=is_wide))
        return
    gathering, digests = gather(inputs, jobs, output, quiet=output is None and not is_file(sys.stdout))
    silent: list[str] = []
    digests = noting_silent(any_read(digests), choice, silent)
    made = (
        build_wide(digests, choice, merge or MERGES[0]) if is_wide else build_long(digests, choice, balanced=balanced)
    )
    written = target.write(made)
    if silent and not is_wide and not balanced:
        tell(f"lawrep: {told_silent(silent)}")
    report(gathering, written, output, is_wide=is_wide)
    sys.exit(1 if gathering.failures else 0)


def refuse_misfits(
    merge: str | None, status: str | None, inputs: tuple[str, ...], *, is_wide: bool, balanced: bool, is_book: bool
) -> None:
    """Raise UsageError for options that do not go together."""
    if is_book and inputs:
        raise UsageError("--codebook takes no PATH: it is of what could be in a panel")
    if not is_book and not inputs:
        raise UsageError("no PATH is given: name documents, reports, or folders of them")
    if merge is not None and not is_wide:
        raise UsageError("--merge goes with --wide: the long form has a row for each value")
    if balanced and is_wide:
        raise UsageError("--balanced is for the long form: the wide form has a cell for everything")
    if status == "all" and is_wide:
        raise UsageError("--wide is of one status: --status achieved, the default, or --status planned")


class Target(NamedTuple):
    """Where a panel goes; `output` is None for standard output."""

    output: Path | None
    layout: str
    encoding: str

    def write(self, made: "Panel") -> "Written":
        """Write a panel."""
        from lawrep.panel.files import write, write_stream

        if self.output is not None:
            return write(made, self.output, self.encoding, self.layout)
        if sys.stdout is None:
            raise OutputError("standard output: is closed")
        written = write_stream(made, sys.stdout.buffer, self.layout, self.encoding)
        sys.stdout.buffer.flush()
        return written


def target_of(output: Path | None, layout: str | None, encoding: str | None) -> Target:
    """Return where the panel goes: the format as asked, or as the name of the file says; csv for standard output.

    What would keep it from being written is told now, before anything is read.
    """
    from lawrep.panel.files import ENDINGS, check, check_encoding

    if output is None and layout not in (None, *STREAMED):
        raise UsageError(f"--format {layout} needs -o FILE; standard output takes {', '.join(STREAMED)}")
    if output is not None and os.path.isdir(output):  # noqa: PTH112 - unlike Path.is_dir, False for too long a name
        raise UsageError(f"-o wants a file, and {output} is a folder")
    name = layout or (ENDINGS.get(output.suffix.lower()) if output is not None else STREAMED[0])
    if name is None:
        raise UsageError(f"{output}: the ending says no format: there are {' '.join(ENDINGS)}; or give --format")
    check_encoding(name, encoding or UTF_8)
    if output is not None:
        check(output, encoding or UTF_8, name)
    return Target(output, name, encoding or UTF_8)


def gather(
    inputs: tuple[str, ...], jobs: int | None, output: Path | None, *, quiet: bool
) -> "tuple[Gathering, Iterator[Digest]]":
    """Return the documents of the inputs, which are read as they are asked for, and what is kept of the run."""
    from functools import partial
    from itertools import chain

    from lawrep.batch import processes_for, run
    from lawrep.formats.kinds import SUFFIXES
    from lawrep.inputs import Job, find_jobs
    from lawrep.panel.gather import DOCUMENTS, Gathering, digests_of

    found = list(find_jobs(inputs, (*DOCUMENTS, *SUFFIXES), None))
    work = [job for job in found if isinstance(job, Job)]
    if output is not None:
        refuse_overwriting(output, inputs, [job.source for job in work], (*DOCUMENTS, *SUFFIXES))
    folder = inputs[0] if len(inputs) == 1 and os.path.isdir(inputs[0]) else None  # noqa: PTH112
    gathering = Gathering(lambda line: tell(f"lawrep: {line}"), work, folder)
    outcomes = run(work, partial(digests_of, folder=folder), processes_for(len(work), jobs, inputs))
    failed = (item for item in found if not isinstance(item, Job))
    return gathering, gathering.digests(chain(failed, with_progress(outcomes, len(work), quiet=quiet)))


def refuse_overwriting(output: Path, inputs: tuple[str, ...], sources: list[str], suffixes: tuple[str, ...]) -> None:
    """Raise UsageError where `output` is an input, or stands in one that is a folder and would be read as a report."""
    real = os.path.realpath(output)
    for name in (*inputs, *sources):
        if os.path.realpath(name) == real:
            raise UsageError(f"{name} is an input, and the panel would be written over it: give another -o")
    for name in inputs:
        if output.name.lower().endswith(suffixes) and real.startswith(os.path.realpath(name) + os.sep):
            raise UsageError(f"{output} lies in {name}, and would be read as a report the next time: give another -o")


def any_read(digests: "Iterator[Digest]") -> "Iterator[Digest]":
    """Return the documents, once one of them could be read; of none no panel is made, and no file is written over.

    Why they could not be read has been said by then: the exit code is 1.
    """
    from itertools import chain

    unread: list[Digest] = []
    for digest in digests:
        if digest.error is None:
            return chain(unread, [digest], digests)
        unread.append(digest)
    sys.exit(1)


def noting_silent(digests: "Iterator[Digest]", choice: "Choice", silent: list[str]) -> "Iterator[Digest]":
    """Yield the documents, and put into `silent` the names of those that give nothing of what is chosen."""
    for digest in digests:
        if digest.error is None and not any(choice.takes(row) for row in digest.rows):
            silent.append(digest.document)
        yield digest


def told_silent(names: list[str]) -> str:
    """Say that documents have no row in the long form; the first few by name."""
    more = ", …" if len(names) > NAMED else ""
    listed = ", ".join(names[:NAMED])
    return f"{len(names)} without a row, for they give none of these figures (--balanced has rows): {listed}{more}"


def report(gathering: "Gathering", written: "Written", output: Path | None, *, is_wide: bool) -> None:
    """Say what a reader of the panel should know, and on a terminal what was written."""
    for note in (*gathering.notes(), *(gathering.doubles() if is_wide else ()), *written.notes):
        tell(f"lawrep: {note}")
    if output and sys.stderr.isatty():
        failed = f", {len(gathering.failures)} could not be read" if gathering.failures else ""
        tell(f"{gathering.seen} documents, {written.rows} rows written to {output}{failed}")
