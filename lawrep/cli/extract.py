"""`lawrep extract`: reports to documents."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from lawrep.cli.options import own_catalogue
from lawrep.cli.terminal import is_file, put, report_failures, tell, with_progress
from lawrep.errors import FullError, UsageError

if TYPE_CHECKING:
    from lawrep.batch import Options
    from lawrep.inputs import Job, Outcome, Shard
    from lawrep.runs import Run

SHARD = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")
MANY = 1000  # reports of which a log is told how it ended
OTHERS = (".json", ".ndjson", ".csv", ".tsv", ".xlsx", ".gz", ".zip")  # what is no folder, and not written here
LIKE = 0.75  # how near an ending must be to one of ours to be meant
WAYS = "name a folder, FILE.jsonl or FILE.parquet; for one report, redirect with >"


class Share(click.ParamType):  # type: ignore[type-arg]
    """A share of the reports: 3/16 is the third of sixteen."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Shard":
        """Return the share, its numbers being from 1 on."""
        from lawrep.inputs import Shard

        match = SHARD.fullmatch(str(value))
        if match is None or not 1 <= int(match[1]) <= int(match[2]):
            self.fail(f"{value!r} is no share: 3/16 is the third of sixteen", param, ctx)
        return Shard(int(match[1]), int(match[2]))


class Seconds(click.FloatRange):
    """A number of seconds; nan is none, though in no way out of range."""

    name = "number of seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number."""
        number: float = super().convert(value, param, ctx)
        return number if isfinite(number) else self.fail(f"{value!r} is no number of seconds", param, ctx)


class Wanted(NamedTuple):
    """What is asked for besides the inputs."""

    inputs: tuple[str, ...]
    output: Path | None
    options: "Options"
    shard: "Shard"
    jobs: int | None
    timeout: float | None


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR|FILE",
    help="NAME.json a report in a folder, or all in one .jsonl or .parquet.",
)
@click.option(
    "--format", "layout", type=click.Choice(["json", "jsonl"]), default="json", help="jsonl: a line a document."
)
@click.option("--no-text", is_flag=True, help="Leave the report's text out of the document.")
@click.option(
    "--indent", type=click.IntRange(0, 16), metavar="N", help="Spaces a level of json; 0: one line.  [default: 2]"
)
@click.option("--resume", is_flag=True, help="Leave the documents that are in -o already, and still true.")
@click.option("--shard", type=Share(), default="1/1", metavar="N/OF", help="Only a share of the reports: 3/16.")
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Processes.  [default: all cores, for 48 reports or more]"
)
@click.option(
    "--timeout",
    type=Seconds(0.1, 86_400),
    metavar="SECONDS",
    help="That a report may take.  [default: 300, for several reports]",
)
@own_catalogue
def extract(  # noqa: PLR0917 - click passes them by name
    inputs: tuple[str, ...],
    output: Path | None,
    layout: str,
    no_text: bool,
    indent: int | None,
    resume: bool,
    shard: "Shard",
    jobs: int | None,
    timeout: float | None,
    catalogue: str | None,
) -> None:
    """Extract the outline and every quantity of reports.

    PATH is a report as text, web page, Word, PDF or OFD, told by its content; a folder or .zip, of which the files are
    read whose names end as those of reports do; or - for standard input. A report that cannot be read is named on
    standard error; the others are still done.

    With -o a manifest, DIR/lawrep-manifest.jsonl, tells what became of each report. A run that was broken off goes on
    with the same command and --resume, and ends with the same bytes.

    \b
    lawrep extract report.txt | jq '.indicators[] | {label, value, unit}'
    lawrep extract reports/ -o out/ --resume
    lawrep extract reports/ -o reports.parquet --shard 3/16
    """
    from lawrep.batch import Options, catalogue_of
    from lawrep.manifest import settings_of
    from lawrep.together import ENDINGS, sharded

    together = output is not None and output.suffix.lower() in ENDINGS and not os.path.isdir(output)  # noqa: PTH112
    one_line = layout == "jsonl" or together
    refuse_misfits(output, layout, indent, together=together, resume=resume)
    options = Options(not no_text, None if one_line else (2 if indent is None else indent or None), catalogue)
    own = catalogue_of(catalogue)  # what is wrong with it is said before anything is done
    if output is not None:
        options = options._replace(settings=settings_of(own, options.text, options.indent), resume=resume)
    wanted = Wanted(inputs, output, options, shard, jobs, timeout)
    if output is None:
        failures = to_stream(wanted)
    elif together:
        failures = to_one_file(wanted._replace(output=sharded(output, shard)))
    else:
        failures = to_folder(wanted)
    sys.exit(1 if failures else 0)


def refuse_misfits(output: Path | None, layout: str, indent: int | None, *, together: bool, resume: bool) -> None:
    """Raise UsageError for options that do not go together."""
    from difflib import get_close_matches

    from lawrep.together import ENDINGS

    if (layout == "jsonl" or together) and indent:
        raise UsageError("--indent is for files of JSON, and here each document is a line: leave it out")
    if resume and output is None:
        raise UsageError("--resume goes on with what is in -o, which is not given")
    if output is None or together:
        return
    if layout == "jsonl":
        raise UsageError("--format jsonl goes to standard output, or to -o FILE.jsonl, a line a document")
    if os.path.isdir(output):  # noqa: PTH112 - unlike Path.is_dir, False for too long a name
        return
    if os.path.exists(output):  # noqa: PTH110
        raise UsageError(f"-o wants a folder, and {output} is a file: {WAYS}")
    ending = output.suffix.lower()
    if meant := get_close_matches(ending, ENDINGS, 1, LIKE):
        raise UsageError(f"{output}: is {output.with_suffix(meant[0])} meant? As a folder it would have to be there")
    if ending in OTHERS:
        raise UsageError(
            f"-o wants a folder, and {output} is called as a file is: {WAYS}; `lawrep panel` writes tables"
        )


class Done(NamedTuple):
    """How many documents were made, were left since they are true, and could not be made."""

    made: int
    left: int
    failed: int


class Plan(NamedTuple):
    """The jobs, found anew each time, so that a nation's reports need no memory; how many; and what else was found."""

    find: "Callable[[], Iterator[Job | Outcome]]"
    total: int
    others: "list[Outcome]"
    processes: int


def plan_for(wanted: Wanted, folder: Path | None, *, apart: bool = False) -> Plan:
    """Return what is to be done. Raises UsageError, before anything is written, where two documents would be one."""
    from lawrep.batch import processes_for
    from lawrep.formats.kinds import SUFFIXES
    from lawrep.inputs import find_jobs, survey

    find = partial(find_jobs, wanted.inputs, SUFFIXES, folder, wanted.shard, apart=apart and len(wanted.inputs) > 1)
    total, others = survey(find)
    jobs = wanted.jobs or (1 if wanted.timeout is not None and total == 1 else None)  # it needs another process
    return Plan(find, total, others, processes_for(total, jobs, wanted.inputs))


def to_stream(wanted: Wanted) -> int:
    """Write the documents to standard output as each is done, and return how many could not be made."""
    failures = 0
    for outcome in outcomes_of(plan_for(wanted, None), wanted, None, quiet=not is_file(sys.stdout)):
        if outcome.made is not None:
            put(outcome.made)
        failures += len(report_failures([outcome]))
    return failures


def to_folder(wanted: Wanted) -> int:
    """Write each document to a file of its own, and return how many could not be made."""
    assert wanted.output is not None
    done = run_into(wanted.output, plan_for(wanted, wanted.output), wanted)
    say_how_many(done, wanted)
    return done.failed


def to_one_file(wanted: Wanted) -> int:
    """Write all documents to one file, and return how many could not be made; where none could, nothing is written."""
    from lawrep.together import check, folder_for, folder_of, put_together

    assert wanted.output is not None
    check(wanted.output)
    plan = plan_for(wanted, folder_of(wanted.output), apart=True)
    with folder_for(wanted.output, resume=wanted.options.resume) as folder:
        finish = partial(put_together, wanted.output, folder, plan.find(), plan.processes)
        done = run_into(folder, plan, wanted, finish)
    say_how_many(done, wanted)
    return done.failed


def say_how_many(done: Done, wanted: Wanted) -> None:
    """Say how many documents were written, left, and could not be made; of few, only on a terminal."""
    if sys.stderr is not None and (sys.stderr.isatty() or sum(done) >= MANY):
        left = f", {done.left:,} left as they were" if done.left else ""
        failed = f", {done.failed:,} failed" if done.failed else ""
        tell(f"{done.made:,} written to {wanted.output}{left}{failed}")


def run_into(folder: Path, plan: Plan, wanted: Wanted, finish: "Callable[[Run], None] | None" = None) -> Done:
    """Write the documents into a folder, and `finish` the run if there are any."""
    from lawrep.runs import Run

    made = left = failed = 0
    with Run(folder) as run, saying_how_to_go_on():
        for outcome in outcomes_of(plan, wanted, run, quiet=False):
            failed += len(report_failures([outcome]))
            if outcome.is_full:
                raise FullError(f"{wanted.output}: no space left on the disk; free some, and go on with --resume")
            left += outcome.is_left
            made += outcome.entry is not None and not outcome.is_left
            if outcome.job.target is not None:
                run.note(outcome)
        if finish is not None and (made + left or not failed):  # a share may have no report, and still its file
            finish(run)
    return Done(made, left, failed)


@contextmanager
def saying_how_to_go_on() -> "Iterator[None]":
    """Say, when Ctrl-C breaks a run off, how it goes on."""
    try:
        yield
    except KeyboardInterrupt:
        tell("lawrep: broken off; the same command with --resume goes on from here")
        raise


def outcomes_of(plan: Plan, wanted: Wanted, run: "Run | None", *, quiet: bool) -> "Iterator[Outcome]":
    """Yield what becomes of each report, and show how far it is; documents of a run go where its jobs say."""
    from lawrep import batch
    from lawrep.inputs import Job

    yield from plan.others
    jobs = (item for item in plan.find() if isinstance(item, Job))
    options = wanted.options._replace(scratch=run.workshop) if run else wanted.options
    known = run.knowing(jobs) if run else jobs
    do = partial(batch.extract, options=options)
    seconds = batch.SECONDS if wanted.timeout is None else wanted.timeout
    outcomes = batch.run(known, do, plan.processes, seconds, ordered=run is None, lost=batch.lost_report)
    yield from with_progress(outcomes, plan.total, quiet=quiet)
