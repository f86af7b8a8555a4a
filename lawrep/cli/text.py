"""`lawrep text` and `lawrep schema`: what is read, and what is written."""

import click

from lawrep.cli.terminal import put


@click.command()
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


@click.command()
def schema() -> None:
    """Print the JSON Schema of a document."""
    import json

    from lawrep.models import json_schema

    put(json.dumps(json_schema(), ensure_ascii=False, indent=2).encode() + b"\n")
