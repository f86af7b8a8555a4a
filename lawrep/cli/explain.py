"""`lawrep explain`: why a figure has its code."""

import click

from lawrep.cli.options import own_catalogue
from lawrep.cli.terminal import put
from lawrep.errors import LawrepError


@click.command()
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
