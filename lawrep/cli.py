"""The command line: arguments in, steps called, documents out. It decides nothing.

Only click is imported here; each command imports what it needs, so that `--help` is as quick as click itself.
"""

import os
import re
import signal
import sys
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from lawrep.errors import LawrepError, OutputError, UsageError
from lawrep.version import __version__

if TYPE_CHECKING:
    from types import FrameType

    from lawrep.batch import Outcome
    from lawrep.entries import Entry
    from lawrep.rulebook import Rule
    from lawrep.show import Writer

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
INTERRUPTED = 130
CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f]")  # which the name of a file may hold, and a terminal obeys

T = TypeVar("T")


class Program(click.Group):
    """The group of commands, which turns what goes wrong into a line and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that lawrep raises on purpose becomes a line, without traceback."""
        debug = ctx.params.get("debug")
        try:
            return super().invoke(ctx)
        except UsageError as error:
            if debug:
                raise
            raise click.UsageError(str(error)) from error
        except LawrepError as error:
            if debug:
                raise
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:  # before click sees it, which would exit with 1
            leave(0)
        except OSError as error:
            if debug:
                raise
            raise click.ClickException(unwritten(error)) from error
        except Exception as error:
            if debug or isinstance(error, click.ClickException | click.exceptions.Exit | click.Abort):
                raise
            message = (
                f"{type(error).__name__}: {error}; this is a fault in lawrep; `lawrep --debug COMMAND` shows it in full"
            )
            raise click.ClickException(message) from error


own_catalogue = click.option(
    "--catalogue", metavar="FILE", help="Add the indicators of a TOML file, or replace those of the same id."
)


@click.group(cls=Program, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="lawrep")
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
def program(debug: bool) -> None:
    """Turn the annual rule-of-law reports (法治政府建设情况报告) of Chinese governments into data.

    \b
    lawrep extract report.txt               one JSON document to standard output
    lawrep extract reports/ -o out/         one NAME.json a report
    lawrep text report.docx                 the text that is read
    lawrep extract reports/ --format jsonl  one document a line
    lawrep validate report.txt              what is missing, and what contradicts itself
    lawrep rules                            what validate checks
    lawrep explain report.txt               why each quantity has its code
    lawrep catalogue                        the canonical indicators

    Exit codes: 0 all good; 1 an input failed or is not valid; 2 wrong usage.
    """


@program.command()
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
    outcomes = run(work, options, processes_for(work, jobs))
    failures = report_failures(item for item in found if not isinstance(item, Job))
    for outcome in with_progress(outcomes, len(work), quiet=output is None and not is_file(sys.stdout)):
        if outcome.document is not None:
            put(outcome.document)
        failures += report_failures([outcome])
    if output and sys.stderr.isatty():
        tell(f"{len(work) - len(failures)} written to {output}" + (f", {len(failures)} failed" if failures else ""))
    sys.exit(1 if failures else 0)


class Language(click.Choice):  # type: ignore[type-arg]
    """A language, also as a locale names it: zh_CN.UTF-8."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the language's two letters."""
        return super().convert(str(value)[:2].lower(), param, ctx)


in_language = click.option(
    "--lang",
    type=Language(["en", "zh"]),
    envvar="LAWREP_LANG",
    help="Language of the messages.  [env: LAWREP_LANG; default: en]",
)


@program.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH...")
@click.option("--select", multiple=True, metavar="RULE,...", help="Run only these rules, or topics of rules.")
@click.option("--ignore", multiple=True, metavar="RULE,...", help="Leave these rules, or topics of rules, out.")
@click.option("--strict", is_flag=True, help="A warning fails as an error does.")
@click.option(
    "--format",
    "layout",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="text: a table on a terminal, else a line a finding.",
)
@in_language
def validate(  # noqa: PLR0917 - click passes them by name
    inputs: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    layout: str,
    lang: str | None,
) -> None:
    """Find what is missing, what contradicts itself, and what was damaged.

    PATH is a report (as text, web page, Word, PDF or OFD), a document that lawrep wrote (.json, .jsonl), a folder of
    them, or - for a document or a report on standard input. A document is first checked against the schema, its spans,
    sections and values; every fault is named with its path. Then the rules run over its figures, its outline and its
    text, and over the consecutive years of one organ where both are given. `lawrep rules` lists them.

    Into a pipe or a file each finding is a line, path:line:column: level rule message, line and column being those of
    the report's text. On standard error stands how many relations were checked, and how many hold.

    A lawrep.toml in the folder where you are, or one above it, holds a project's own choice, over which the options go:

    \b
    [validate]
    ignore = ["signed-in-december", "damage"]
    strict = true
    lang = "zh"

    Exit codes: 0 no error (with --strict, no warning); 1 an error, a fault, an unreadable input; 2 wrong usage.
    """
    from lawrep.audit import Run
    from lawrep.batch import Job, find_jobs
    from lawrep.formats.kinds import SUFFIXES
    from lawrep.settings import settings

    chosen = settings(select, ignore, strict, lang)
    found = list(find_jobs(inputs, (".json", ".jsonl", *SUFFIXES), None))
    work = [job for job in found if isinstance(job, Job)]
    failures = report_failures(item for item in found if not isinstance(item, Job))
    if sys.stdout is None:
        raise OutputError("standard output: is closed")
    run = Run(chosen)
    writer = writer_for(layout, chosen.language)
    for job in with_progress(work, len(work), quiet=not is_file(sys.stdout)):
        try:
            for document in run.documents(job.source):
                writer.document(document)
        except LawrepError as error:  # noqa: PERF203 - one bad input does not stop the others
            tell(f"lawrep: {error}")
            failures.append(str(error))
    for document in run.across():
        writer.document(document)
    writer.end(run.summary(), failures)
    tell(run.in_words(len(failures)))
    sys.exit(1 if failures or run.failed else 0)


def writer_for(layout: str, language: str) -> "Writer":
    """Return what writes the findings in a layout."""
    from lawrep.show import JsonWriter, LineWriter, SarifWriter, TableWriter

    if layout == "json":
        return JsonWriter(put)
    if layout == "sarif":
        return SarifWriter(put, language)
    return TableWriter(language) if sys.stdout.isatty() else LineWriter(click.echo)


@program.command("rules")
@click.argument("names", nargs=-1, metavar="[RULE]...")
@click.option("--format", "layout", type=click.Choice(["text", "json"]), default="text")
@in_language
def list_rules(names: tuple[str, ...], layout: str, lang: str | None) -> None:
    """List the rules that `validate` and `extract` check a report by.

    With RULE, the name of a rule or a topic, say why it is there and show examples in which it finds something, between
    ⟦ and ⟧, and in which it finds nothing.
    """
    from lawrep.findings import explained
    from lawrep.rulebook import rules
    from lawrep.settings import names as named

    language = lang or "en"
    wanted = named(names, "RULE") if names else frozenset(rules())
    book = [rule for rule in rules().values() if rule.name in wanted]
    if layout == "json":
        import json

        put(json.dumps([rule._asdict() for rule in book], ensure_ascii=False, indent=2).encode() + b"\n")
    elif names:
        put("\n".join("".join(f"{line}\n" for line in explained(rule, language)) for rule in book).encode())
    else:
        show_rules(book, language)


@program.command()
def schema() -> None:
    """Print the JSON Schema of a document."""
    import json

    from lawrep.models import json_schema

    put(json.dumps(json_schema(), ensure_ascii=False, indent=2).encode() + b"\n")


@program.command()
@click.argument("report")
@click.option("--places", is_flag=True, help="Before each line, where it stands in the original, and a tab.")
def text(report: str, places: bool) -> None:
    """Print the text that is read from a report.

    REPORT is a report in any format, or - for standard input; one in an archive is reports.zip/a.docx. All offsets of
    `lawrep extract` are into this text. A place is the page of a PDF or OFD, the paragraph of a Word document, or the
    XPath of the element of a web page.
    """
    from lawrep.places import lines_with_places
    from lawrep.reader import read

    found = read(report)
    if places:
        put("".join(f"{place}\t{line}\n" for place, line in lines_with_places(found)).encode())
    else:
        put(found.text.encode() + b"\n" * (not found.text.endswith("\n")))


@program.command()
@click.argument("report")
@click.option("--at", type=click.IntRange(0), metavar="OFFSET", help="Only the quantity at this character of the text.")
@click.option(
    "--format", "layout", type=click.Choice(["text", "jsonl"]), default="text", help="jsonl: a line a quantity."
)
@own_catalogue
def explain(report: str, at: int | None, layout: str, catalogue: str | None) -> None:
    """Show why each quantity of a report has its code, or none.

    REPORT is a report in any format, or - for standard input. Of each quantity: the entry of the catalogue that won,
    its worth, the cue and the words by which it won and where they stand, and the entry that came next.

    \b
    lawrep explain report.txt --at 861
    """
    import json

    from lawrep.catalogue import extended, standard
    from lawrep.explain import as_json, as_lines
    from lawrep.explain import explain as explain_all
    from lawrep.reader import read

    text = read(report)
    explanations = explain_all(text, extended(catalogue) if catalogue is not None else standard())
    if at is not None:
        explanations = [each for each in explanations if each.indicator["start"] <= at < each.indicator["end"]]
        if not explanations:
            raise LawrepError(f"{report}: no quantity stands at {at}; leave out --at to see them all")
    for explanation in explanations:
        if layout == "jsonl":
            put(json.dumps(as_json(explanation, text.text), ensure_ascii=False).encode() + b"\n")
        else:
            put("".join(f"{line}\n" for line in as_lines(explanation, text.text)).encode())


@program.group(invoke_without_command=True)
@click.option(
    "--format",
    "layout",
    type=click.Choice(["table", "json", "toml"]),
    default="table",
    help="toml: as --catalogue reads it.",
)
@own_catalogue
@click.pass_context
def catalogue(context: click.Context, layout: str, catalogue: str | None) -> None:
    """Print the canonical indicators: what each measures.

    Into a pipe or a file the table is a line an entry, tab-separated: id, group, name, English name, kind, units, what
    it measures.

    Your own file adds entries of the same form; `lawrep catalogue --format toml` shows what they look like. A cue is
    words with a space between, which must all stand in the clause of the figure: {set} is any word of a set, A|B is
    A or B, @word may also stand before the clause or in a heading above, -word must not stand in the clause.
    """
    if context.invoked_subcommand:
        if catalogue is not None or layout != "table":
            raise UsageError("--catalogue and --format go with `lawrep catalogue` alone: lawrep catalogue test FILE")
        return
    from lawrep.catalogue import by_groups, extended, group_of, standard

    chosen = extended(catalogue) if catalogue is not None else standard()
    if layout == "table":
        show_catalogue(by_groups(chosen.entries.values()))
    elif layout == "json":
        import json

        entries = [{"id": entry.id, "group": group_of(entry.id), **entry.fields()} for entry in chosen.entries.values()]
        put(json.dumps(entries, ensure_ascii=False, indent=2).encode() + b"\n")
    else:
        put(chosen.to_toml().encode())


@catalogue.command("test")
@click.argument("files", nargs=-1, metavar="[FILE]...")
def try_catalogue(files: tuple[str, ...]) -> None:
    """Try the examples of your catalogue files.

    Without FILE those of lawrep's own catalogue. Every example must be identified as its entry, and no
    counter-example may be.
    """
    from lawrep.catalogue import extended, standard
    from lawrep.trial import failures

    tried = failed = 0
    for chosen in [extended(file) for file in files] or [standard()]:
        entries = [entry for entry in chosen.entries.values() if not files or entry.source in files]
        tried += sum(len(entry.examples) + len(entry.counter_examples) for entry in entries)
        for failure in failures(chosen, entries):
            put(f"{failure}\n".encode())
            failed += 1
    tell(f"{tried} examples tried, {failed} failed")
    sys.exit(1 if failed else 0)


def put(data: bytes) -> None:
    """Write to standard output, which is UTF-8 whatever the console."""
    if sys.stdout is None:
        raise OutputError("standard output: is closed")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def report_failures(outcomes: "Iterable[Outcome]") -> list[str]:
    """Name each failed input on standard error and return what was said."""
    failures = [outcome.error for outcome in outcomes if outcome.error is not None]
    for failure in failures:
        tell(f"lawrep: {failure}")
    return failures


def tell(line: str) -> None:
    """Say something to the person at the terminal; above the progress bar, which takes `sys.stderr` over."""
    if sys.stderr is not None:
        print(CONTROL.sub(lambda match: repr(match[0])[1:-1], line), file=sys.stderr)  # noqa: T201


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


def show_rules(book: "list[Rule]", language: str) -> None:
    """Print the rules by topics on a terminal, else a line a rule, tab-separated."""
    rows = [(rule.name, rule.level, rule.topic, rule.why_zh if language == "zh" else rule.why) for rule in book]
    if not (sys.stdout and sys.stdout.isatty()):
        put("".join("\t".join(row) + "\n" for row in rows).encode())
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from lawrep.show import STYLES

    console = Console()
    topic = ""
    for name, level, own, why in rows:
        if own != topic:
            topic = own
            console.print(Text(f"\n{topic}", "bold underline"))
        console.print(Text.assemble((name, "cyan"), "  ", (level, STYLES[level])))
        console.print(Padding(Text(why), (0, 0, 0, 4)))


def show_catalogue(rows: "list[tuple[str, Entry]]") -> None:
    """Print the entries by groups on a terminal, else a line an entry, tab-separated."""
    if not (sys.stdout and sys.stdout.isatty()):
        for group, entry in rows:
            line = "\t".join(
                (entry.id, group, entry.name, entry.english, entry.kind, " ".join(entry.unit), entry.measures)
            )
            put(f"{line}\n".encode())
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console()
    group = ""
    for entry_group, entry in rows:
        if entry_group != group:
            group = entry_group
            console.print(Text(f"\n{group}", "bold underline"))
        parts = (entry.id, "cyan"), f"  {entry.name}  ", (f"{entry.kind}, {' '.join(entry.unit)}", "dim")
        console.print(Text.assemble(*parts))
        console.print(Padding(Text(f"{entry.english}. {entry.measures}"), (0, 0, 0, 4)))


def stop(signum: int, _frame: "FrameType | None") -> None:
    """Leave as on Ctrl-C, so that what is half written is cleared away."""
    sys.exit(128 + signum)


def main() -> None:
    """Run the command line; a closed pipe ends it quietly, Ctrl-C with exit code 130."""
    signal.signal(signal.SIGTERM, stop)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a console that has no such character shows its code
    try:
        program.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        leave(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("lawrep: interrupted", err=True)
        leave(INTERRUPTED)
    except BrokenPipeError:
        leave(0)
    except OSError as error:  # of the help itself
        tell(f"Error: {unwritten(error)}")
        leave(1)


def unwritten(error: OSError) -> str:
    return f"standard output: cannot be written: {error.strerror}"


def leave(code: int) -> None:
    """Exit; what standard output could not take is given up, or the interpreter would complain of it."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(code)
