"""`lawrep catalogue`: the canonical indicators, and trying one's own."""

import sys

import click

from lawrep.cli.options import own_catalogue
from lawrep.cli.terminal import put, tell
from lawrep.errors import UsageError


@click.group(invoke_without_command=True)
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
    from lawrep.show.lists import show_catalogue

    chosen = extended(catalogue) if catalogue is not None else standard()
    if layout == "table":
        show_catalogue(by_groups(chosen.entries.values()), put)
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
