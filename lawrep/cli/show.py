"""`lawrep show`: a report in the terminal."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

import click

from lawrep.cli.options import in_language
from lawrep.cli.pager import show_text
from lawrep.cli.terminal import report_failures, tell
from lawrep.terms import Part

if TYPE_CHECKING:
    from lawrep.show.report import View


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH...")
@click.option("--part", "parts", multiple=True, type=click.Choice(get_args(Part)), help="Only this part of the report.")
@click.option("--code", "--codes", "codes", multiple=True, metavar="CODE,...", help="Only these indicators, or groups.")
@click.option("--pager/--no-pager", "paged", default=None, help="[default: where it is longer than the screen]")
@in_language
def show(
    inputs: tuple[str, ...], parts: tuple[str, ...], codes: tuple[str, ...], paged: bool | None, lang: str | None
) -> None:
    """Show a report: its outline as a tree, with its figures and findings.

    PATH is a report (as text, web page, Word, PDF or OFD), a document that lawrep wrote (.json, .jsonl), a folder of
    them, or - for standard input. C, R, A and M are counts, rates, amounts and measures, > is what is planned, and
    behind = stands a value in base units.

    Into a pipe or a file it is plain text. The line of a figure then holds, with two spaces between: the figure, what
    is counted, the id and the name of the indicator, the value, `planned`, § and the id of the section, and where
    several inputs are shown the name of its document.

    \b
    lawrep show report.txt --part plan
    lawrep show reports/ --code disputes | grep '  disputes.mediated'
    """
    from lawrep.formats.kinds import SUFFIXES
    from lawrep.inputs import Job, find_jobs
    from lawrep.panel.choice import choose_codes
    from lawrep.show.outline import Chosen
    from lawrep.show.report import View

    chosen = Chosen(frozenset(parts), frozenset(choose_codes(codes, "--code") or ()))
    found = list(find_jobs(inputs, (".json", ".jsonl", *SUFFIXES), None))
    failures = report_failures(item for item in found if not isinstance(item, Job))
    sources = [item.source for item in found if isinstance(item, Job)]
    view = View(chosen, lang or "en", names=len(sources) > 1)
    unread: list[str] = []
    show_text(lambda console: as_lines(sources, view._replace(console=console), unread), paged=paged)
    for failure in unread:  # now that no pager is in the way
        tell(f"lawrep: {failure}")
    sys.exit(1 if failures or unread else 0)


def as_lines(sources: list[str], view: "View", unread: list[str]) -> "Iterator[str]":
    """Yield the lines of all documents; why one cannot be read is added to `unread`."""
    from lawrep.documents import load
    from lawrep.errors import FaultError
    from lawrep.show.report import shown

    between: list[str] = []
    for source in sources:
        try:
            for name, fields, error in load(source):
                if fields is None:
                    unread.append(str(error))
                else:
                    yield from between
                    yield from shown(name, fields, view)
                    between = [""] * (2 if view.console else 1)
        except Exception as error:  # noqa: BLE001, PERF203 - a fault of lawrep's own stops no other input
            unread.append(str(FaultError.of(source, error)))
