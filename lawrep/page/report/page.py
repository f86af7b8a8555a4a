"""The page of one report: its text with each quantity marked, its outline, its table, and what was found in it."""

from collections import Counter
from typing import Any

from lawrep.errors import OutputError
from lawrep.page.frame import page
from lawrep.page.report.layout import find_blocks, find_heads
from lawrep.page.report.marks import LEVELS, Words
from lawrep.page.report.outline import outline_of
from lawrep.page.report.prose import render
from lawrep.page.report.remarks import flags_of, remarks_of
from lawrep.page.report.table import choices_of, marks_of, rows_of
from lawrep.page.wording import words_of

ABOUT = ("organ", "region", "year", "date", "published", "document_number", "index_number")
KINDS = ("count", "rate", "amount", "measure")
STATUSES = ("achieved", "planned")
SHORT = 12  # digits of a digest that are enough to tell one file from another


def report_page(name: str, fields: dict[str, Any], language: str = "zh", home: str | None = None) -> str:
    """Return the page of a document, given as plain data whose numbers are decimals; `name` is what it is called.

    `home` is the address of the index that it belongs to.

    Raises OutputError for a document without its text.
    """
    text = fields.get("text")
    if text is None:
        message = "its text is left out, so that there is nothing to show: extract it again without --no-text"
        raise OutputError(f"{name}: {message}")
    say = words_of(language)
    marks, rows = marks_of(fields, rows_of(fields, language, say))
    spans = [(mark.start, mark.end) for mark in marks]
    heads = find_heads(text, fields["sections"], spans)
    remarks = remarks_of(fields, language, say)
    metadata = fields["metadata"]
    blocks = find_blocks(text, heads, spans, metadata["document_number"])
    return page(
        "report.html",
        language=language,
        styles=("base.css", "report.css"),
        scripts=("report.js", "search.js"),
        about=[(key, metadata[key]) for key in ABOUT if metadata[key] is not None],
        choices=choices_of(rows, language, say),
        home=home,
        kinds=counted(KINDS, [row.kind for row in rows]),
        levels=counted(LEVELS, [remark.level for remark in remarks]),
        outline=outline_of(fields, heads, remarks),
        prose=render(text, blocks, Words(text, marks, flags_of(remarks, say))),
        remarks=remarks,
        rows=rows,
        short=fields["source"]["sha256"][:SHORT],
        source=fields["source"],
        statuses=counted(STATUSES, [row.status for row in rows]),
        title=title_of(name, metadata),
        uncoded=sum(row.code is None for row in rows),
    )


def title_of(name: str, metadata: dict[str, Any]) -> str:
    """Return what the page is called: the title of the report, or whose it is, or the name of its file."""
    if metadata["title"]:
        return str(metadata["title"])
    known = [str(metadata[key]) for key in ("organ", "year") if metadata[key]]
    return " ".join(known) if metadata["organ"] else name


def counted(every: tuple[str, ...], found: list[str]) -> list[tuple[str, int]]:
    """Return each of a closed set of words, and how often it was found."""
    counts = Counter(found)
    return [(each, counts[each]) for each in every]
