"""`lawrep view`: reports as pages, and an index of several."""

import os
import sys
from contextlib import closing
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

import click

from lawrep.cli.options import Language
from lawrep.cli.terminal import put, tell, with_progress, written
from lawrep.errors import LawrepError, UsageError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from lawrep.documents import Loaded
    from lawrep.inputs import Job, Outcome


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", metavar="PAGE", help="Write there: a .html, or a folder that then holds index.html.")
@click.option("--lang", type=Language(["zh", "en"]), default="zh", help="Language of the page.  [default: zh]")
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Processes.  [default: all cores, for 48 inputs or more]"
)
def view(inputs: tuple[str, ...], output: str | None, lang: str, jobs: int | None) -> None:
    """Show reports as pages for a browser.

    PATH is a document that lawrep wrote (.json, .jsonl), a report, which is extracted on the way, a folder or .zip of
    them, or - for standard input. A page is one file that loads nothing: the text, each quantity marked in it, the
    outline, a table, the findings.

    Of one document PAGE is its page; without -o that goes to standard output. Of several it is an index, with a table
    of the reports and charts of each indicator over years and across places; the pages go to a folder beside it that is
    called as PAGE is, without its ending. What could not be read is named there too.

    \b
    lawrep view report.docx -o report.html
    lawrep view out/ -o reports.html       reports.html, and reports/*.html
    """
    from lawrep.formats.kinds import SUFFIXES
    from lawrep.inputs import Job, find_jobs
    from lawrep.page.index.site import names_folder
    from lawrep.panel.gather import DOCUMENTS

    if output is None and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError("a page is for a browser: write it to a file with -o PAGE.html")
    found = list(find_jobs(inputs, (*DOCUMENTS, *SUFFIXES), None))
    documents = None
    if len(found) == 1 and isinstance(found[0], Job) and not (output and names_folder(output)):
        documents, is_one = look_into(found[0].source)
        if is_one:
            show_one(next(documents), output, lang, inputs)
            return
    if output is None:
        raise UsageError("several documents make an index and a folder of pages: give -o PAGE.html")
    sys.exit(show_several(found, documents, Wanted(inputs, output, lang, jobs)))


def look_into(source: str) -> "tuple[Iterator[Loaded], bool]":
    """Return the documents of an input, which are read as they are asked for, and whether there is only one."""
    from lawrep.documents import load

    documents = load(source)
    first = list(islice(documents, 2))
    return chain(first, documents), len(first) == 1


def show_one(loaded: "Loaded", output: str | None, lang: str, inputs: tuple[str, ...]) -> None:
    """Write the page of one document to a file, or to standard output."""
    from lawrep.page.index.site import refuse_overwriting, site_of
    from lawrep.page.report.page import report_page
    from lawrep.whole import write_whole

    target = site_of(output).page if output is not None else None
    if target is not None:
        refuse_overwriting([target], inputs)
    if loaded.fields is None:
        raise LawrepError(loaded.error or "")
    page = report_page(os.path.basename(loaded.name), loaded.fields, lang).encode()  # noqa: PTH119 - no path
    if target is None:
        put(page)
    else:
        write_whole(target, [page])
        written(str(target))


class Wanted(NamedTuple):
    """What was asked for."""

    inputs: tuple[str, ...]
    output: str
    lang: str
    jobs: int | None


def show_several(found: "Sequence[Job | Outcome]", documents: "Iterator[Loaded] | None", wanted: Wanted) -> int:
    """Write the pages of several documents and their index; return the exit code.

    `documents` are those of the only input, where that was looked into.
    """
    from lawrep.inputs import Job
    from lawrep.page.index.page import index_page
    from lawrep.page.index.site import Collection, in_workshop, refuse_overwriting, site_of, workshop
    from lawrep.panel.gather import Gathering
    from lawrep.whole import write_whole

    site = site_of(wanted.output)
    work = [item for item in found if isinstance(item, Job)]
    refuse_overwriting([site.page, site.folder], [*wanted.inputs, *(job.source for job in work)])
    only = wanted.inputs[0] if len(wanted.inputs) == 1 else ""
    folder = only if os.path.isdir(only) else None  # noqa: PTH112
    collection = Collection(Gathering(lambda line: tell(f"lawrep: {line}"), work, folder), site)
    failed = (item for item in found if not isinstance(item, Job))
    with (
        workshop(site) as shop,
        closing(pages(in_workshop(work, shop), documents, folder, site.home, wanted)) as outcomes,
    ):
        for outcome in chain(failed, with_progress(outcomes, len(work), quiet=False)):
            collection.add(outcome)
    entries = collection.entries()
    if any(entry.digest.error is None for entry in entries):
        write_whole(site.page, [index_page(entries, wanted.lang).encode()])
        written(f"{site.page}, and the pages of {sum(entry.href is not None for entry in entries)} reports,")
    return 1 if collection.gathering.failures else 0


def pages(
    work: "list[Job]", documents: "Iterator[Loaded] | None", folder: str | None, home: str, wanted: Wanted
) -> "Generator[Outcome, None, None]":
    """Write the pages of the reports, and yield what was made of each input."""
    from functools import partial

    from lawrep.batch import attempt, processes_for, run
    from lawrep.page.index.site import make_pages, pages_of

    if documents is not None:
        yield attempt(work[0], lambda job: make_pages(job, documents, wanted.lang, folder, home))
    else:
        make = partial(pages_of, language=wanted.lang, folder=folder, home=home)
        yield from run(work, make, processes_for(len(work), wanted.jobs, (job.source for job in work)))
