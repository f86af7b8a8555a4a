"""`lawrep diff`: two reports of one organ side by side."""

import sys
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lawrep.cli.options import in_language
from lawrep.cli.pager import show_text
from lawrep.cli.terminal import put, tell, written
from lawrep.errors import LawrepError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from lawrep.compared import Comparison

ENDINGS = {".txt": "text", ".tsv": "text", ".json": "json", ".html": "html", ".htm": "html"}
WIDTH = 120  # of a table in a file


@click.command()
@click.argument("earlier")
@click.argument("later")
@click.option(
    "--format", "layout", type=click.Choice(["text", "json", "html"]), help="[default: as FILE ends, or text]"
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to a .html, .json, .txt or .tsv."
)
@click.option("--code", "--codes", "codes", multiple=True, metavar="CODE,...", help="Only these indicators, or groups.")
@click.option("--all", "everything", is_flag=True, help="Also figures without a code that are the same in both.")
@click.option("--pager/--no-pager", "paged", default=None, help="[default: where it is longer than the screen]")
@in_language
def diff(  # noqa: PLR0917 - click passes them by name
    earlier: str,
    later: str,
    layout: str | None,
    output: Path | None,
    codes: tuple[str, ...],
    everything: bool,
    paged: bool | None,
    lang: str | None,
) -> None:
    """Compare two reports of one organ: what went up, went down, is gone, is new.

    EARLIER and LATER are each a document that lawrep wrote, or a report, which is extracted first; one may be - for
    standard input. A number is compared as all that it can mean: 1.2万 and 1.3万, which may be rounded, are `unsure`,
    and so is an indicator of several values. What the earlier report planned is `met` in the later one, `missed`,
    `unsure`, or `untold`.

    Into a pipe or a .tsv each is a line, tab-separated, below a line with the names of the columns. A .json holds all,
    with the sentences behind the numbers; a .html is a page that holds all it needs, in
    Chinese unless --lang says otherwise.

    \b
    lawrep diff 2022.json 2023.json
    lawrep diff 2022.docx 2023.docx -o changes.html --lang zh
    lawrep diff 2022.json 2023.json | awk -F '\\t' '$6 == "gone"'
    """
    from lawrep.panel.choice import choose_codes

    chosen = layout_for(output, layout)
    wanted = choose_codes(codes, "--code")
    comparison = compare_inputs(earlier, later)
    if wanted is not None:
        comparison = comparison.of_codes(frozenset(wanted))
    language = lang or "en"
    if chosen == "text" and output is None:
        show_text(lambda console: as_lines(comparison, console, language, everything=everything), paged=paged)
    else:
        used = lang or ("zh" if chosen == "html" else "en")  # pages are Chinese by default, as those of `lawrep view`
        write(as_bytes(comparison, chosen, output, used, everything=everything), output)
    if output is not None or not sys.stdout.isatty():
        say_notes(comparison, language, everything=everything or chosen != "text")


def layout_for(output: Path | None, layout: str | None) -> str:
    """Return the format that is meant."""
    if output is None:
        if layout == "html" and sys.stdout is not None and sys.stdout.isatty():
            raise UsageError("a page is for a browser: write it to a file with -o FILE.html")
        return layout or "text"
    told = ENDINGS.get(output.suffix.lower())
    if output.is_dir() or (told is None and layout is None):
        raise UsageError(f"-o wants a file that ends in {', '.join(ENDINGS)}, and not {output}")
    if told is not None and layout not in (None, told):
        raise UsageError(f"-o {output} ends as a file of {told}, and --format says {layout}; leave one of them out")
    return layout or str(told)


def compare_inputs(earlier: str, later: str) -> "Comparison":
    """Return two inputs compared, each of which must be one document."""
    from lawrep.comparison import compare
    from lawrep.reader import STDIN

    if earlier == later == STDIN:
        raise UsageError("only one of the two can be standard input")
    return compare(*(document_of(source) for source in (earlier, later)))


def document_of(source: str) -> dict[str, Any]:
    """Return the one document of an input; raise LawrepError where there are several, or it cannot be read."""
    from lawrep.documents import load

    first, *others = islice(load(source), 2)
    if first.fields is None:
        raise LawrepError(str(first.error))
    if others:
        raise LawrepError(f"{source}: holds several documents, and two are compared: give each in a file of its own")
    return first.fields


def as_lines(comparison: "Comparison", console: "Console | None", language: str, *, everything: bool) -> Iterator[str]:
    """Return the lines of a comparison: tables for a terminal, else tab-separated."""
    from lawrep.show.comparison import shown
    from lawrep.show.lines import coloured
    from lawrep.show.tabbed import tabbed

    if console is None:
        return tabbed(comparison, everything=everything)
    return coloured(shown(comparison, language, console.width, everything=everything), console)


def as_bytes(comparison: "Comparison", layout: str, output: Path | None, language: str, *, everything: bool) -> bytes:
    """Return a comparison as it is written to a file."""
    if layout == "json":
        from lawrep.version import __version__
        from lawrep.write import encode

        return encode({"lawrep": __version__, **comparison.fields()}, indent=2) + b"\n"
    if layout == "html":
        from lawrep.page.comparison import comparison_page

        return comparison_page(comparison, language).encode()
    from rich.console import Console

    is_table = output is not None and output.suffix.lower() == ".txt"
    console = Console(file=StringIO(), width=WIDTH, color_system=None) if is_table else None
    lines = as_lines(comparison, console, language, everything=everything)
    return "".join(f"{line.rstrip(' ')}\n" for line in lines).encode()


def write(data: bytes, output: Path | None) -> None:
    """Write to a file, whole or not at all, or to standard output."""
    if output is None:
        put(data)
        return
    from lawrep.whole import write_whole

    write_whole(output, [data])
    written(str(output))


def say_notes(comparison: "Comparison", language: str, *, everything: bool) -> None:
    """Say on standard error what the reader of a file or a pipe does not see: what is doubtful, what is left out."""
    from lawrep.show.comparison import left_out, notes

    for line in (*notes(comparison, language), *left_out(comparison, language, everything)):
        tell(f"lawrep: {line}")
