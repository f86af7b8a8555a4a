"""`lawrep validate` and `lawrep rules`: what does not add up, and how that is found."""

import sys
from typing import TYPE_CHECKING

import click

from lawrep.cli.options import in_language
from lawrep.cli.terminal import is_file, put, report_failures, tell, with_progress
from lawrep.errors import LawrepError, OutputError

if TYPE_CHECKING:
    from lawrep.show.findings import Writer


@click.command()
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
    from lawrep.formats.kinds import SUFFIXES
    from lawrep.inputs import Job, find_jobs
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
    from lawrep.show.findings import JsonWriter, LineWriter, SarifWriter, TableWriter

    if layout == "json":
        return JsonWriter(put)
    if layout == "sarif":
        return SarifWriter(put, language)
    return TableWriter(language) if sys.stdout.isatty() else LineWriter(click.echo)


@click.command("rules")
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
    from lawrep.show.lists import show_rules

    language = lang or "en"
    wanted = named(names, "RULE") if names else frozenset(rules())
    book = [rule for rule in rules().values() if rule.name in wanted]
    if layout == "json":
        import json

        put(json.dumps([rule._asdict() for rule in book], ensure_ascii=False, indent=2).encode() + b"\n")
    elif names:
        put("\n".join("".join(f"{line}\n" for line in explained(rule, language)) for rule in book).encode())
    else:
        show_rules(book, language, put)
