"""`lawrep extract`: reports to documents."""

import os
import sys
from pathlib import Path

import click

from lawrep.cli.options import own_catalogue
from lawrep.cli.terminal import is_file, put, report_failures, tell, with_progress
from lawrep.errors import UsageError


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="Write one NAME.json a report there."
)
@click.option(
    "--format", "layout", type=click.Choice(["json", "jsonl"]), default="json", help="jsonl: a line a document."
)
@click.option("--no-text", is_flag=True, help="Leave the report's text out of the document.")
@click.option(
    "--indent", type=click.IntRange(0, 16), metavar="N", help="Spaces a level of json; 0: one line.  [default: 2]"
)
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Processes.  [default: all cores, for 48 reports or more]"
)
@own_catalogue
def extract(  # noqa: PLR0917 - click passes them by name
    inputs: tuple[str, ...],
    output: Path | None,
    layout: str,
    no_text: bool,
    indent: int | None,
    jobs: int | None,
    catalogue: str | None,
) -> None:
    """Extract the outline and every quantity of reports.

    PATH is a report as text, web page, Word, PDF or OFD, told by its content; a folder or .zip, of which the files are
    read whose names end as those of reports do; or - for standard input. A report that cannot be read is named on
    standard error; the others are still done.

    \b
    lawrep extract report.txt | jq '.indicators[] | {label, value, unit}'
    """
    from functools import partial

    from lawrep import batch
    from lawrep.batch import Job, Options, catalogue_of, find_jobs, processes_for, refuse_clashes, run
    from lawrep.formats.kinds import SUFFIXES

    if layout == "jsonl" and (output or indent):
        raise UsageError("--format jsonl goes to standard output, a line a document: leave out -o and --indent")
    if output and (os.path.isfile(output) or (output.suffix == ".json" and not os.path.isdir(output))):  # noqa: PTH112, PTH113
        raise UsageError(f"-o wants a folder, and {output} is a file; for one report, redirect with >")
    found = list(find_jobs(inputs, SUFFIXES, output))
    work = [job for job in found if isinstance(job, Job)]
    refuse_clashes(work)
    options = Options(not no_text, (2 if indent is None else indent or None) if layout == "json" else None, catalogue)
    catalogue_of(options)  # what is wrong with it is said before anything is done
    outcomes = run(work, partial(batch.extract, options=options), processes_for(work, jobs))
    failures = report_failures(item for item in found if not isinstance(item, Job))
    for outcome in with_progress(outcomes, len(work), quiet=output is None and not is_file(sys.stdout)):
        if outcome.made is not None:
            put(outcome.made)
        failures += report_failures([outcome])
    if output and sys.stderr.isatty():
        tell(f"{len(work) - len(failures)} written to {output}" + (f", {len(failures)} failed" if failures else ""))
    sys.exit(1 if failures else 0)
