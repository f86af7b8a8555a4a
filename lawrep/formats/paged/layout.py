"""Placed characters of pages to the text that a reader sees.

`sheets_to_reading` runs the steps: scans are told from text, characters gathered into lines, furniture left out,
footnotes set apart, tables made rows, and lines paragraphs, those of two pages included.
"""

import re
from operator import attrgetter

from lawrep.formats.paged.columns import split_columns
from lawrep.formats.paged.furniture import drop_furniture, drop_watermarks
from lawrep.formats.paged.paragraphs import Paragraph, body_size, items_to_paragraphs
from lawrep.formats.paged.placed import Line, Page, Sheet, by_page, runs_to_lines, sheet_to_page
from lawrep.formats.paged.ruling import Row, lines_to_rows, page_to_rows
from lawrep.formats.paged.scans import check_text_layer, scan_error
from lawrep.formats.reading import Reading, Transcript
from lawrep.source import NOTES

FOOTNOTES = NOTES[0]
FOOTNOTE = 0.9  # of the size of the body
NOTE_MARKER = re.compile(
    r"[①-⑳]|\[\d{1,2}\]|［\d{1,2}］|〔\d{1,2}〕|[*※]|注\d{0,2}[:：]|\d{1,2}(?=\s|[^\d.,%年月日\s]{4})"
)


def sheets_to_reading(sheets: list[Sheet], shown: str) -> Reading:
    """Make a text of pages as a format has them.

    Raises ReadError where they are scans, or their characters have no meaning.
    """
    check_text_layer(sheets, shown)
    reading = pages_to_reading([sheet_to_page(sheet) for sheet in sheets])
    if not reading.text:
        raise scan_error(len(sheets), shown)
    return reading


def pages_to_reading(pages: list[Page]) -> Reading:
    """Make a text of the characters of pages; footnotes stand behind it."""
    body = body_size(run.size for page in pages for run in page.runs if not run.text.isspace())
    lines: list[Line] = []
    rows: dict[int, list[Row]] = {}
    for page in drop_watermarks(pages, body):
        runs, rows[page.number] = page_to_rows(page)
        lines += runs_to_lines(runs)
    lines, notes = split_footnotes([line for line in drop_furniture(lines, body) if line.text], body)
    lines = split_columns(by_page(lines))
    transcript = Transcript()
    for block in items_to_paragraphs(merged(lines, rows)):
        if isinstance(block, Row):
            transcript.add_row([[(cell, {"page": block.page})] for cell in block.cells])
        else:
            transcript.add(*block.pieces())
    if notes and transcript.length:
        transcript.add((FOOTNOTES, {"page": notes[0].lines[0].page}))
    for note in notes:
        transcript.add(*note.pieces())
    return transcript.reading()


def merged(lines: list[Line], rows: dict[int, list[Row]]) -> list[Line | Row]:
    """Put the rows of ruled tables where they stand among the lines, and find the tables without rules."""
    pages = by_page(lines)
    items: list[Line | Row] = []
    for number in sorted({*pages, *rows}):
        found = lines_to_rows(pages.get(number, []))
        for row in rows.get(number, []):
            before = next((place for place, item in enumerate(found) if item.baseline > row.baseline), len(found))
            found.insert(before, row)
        items += found
    return items


def split_footnotes(lines: list[Line], body: float) -> tuple[list[Line], list[Paragraph]]:
    """Part the footnotes, small lines at the foot of a page of which the first begins with a mark, from the text."""
    text: list[Line] = []
    notes: list[Paragraph] = []
    for page in by_page(lines).values():
        ordered = sorted(page, key=attrgetter("baseline"))
        start = len(ordered)
        while start and ordered[start - 1].size <= FOOTNOTE * body:
            start -= 1
        referred = any(line.marks for line in ordered[:start])
        while start < len(ordered) and not begins_note(ordered[start], referred):
            start += 1
        foot = ordered[start:] if start else []
        for line in foot:
            if begins_note(line, referred):
                notes.append(Paragraph(line._replace(text=NOTE_MARKER.sub("", line.text, count=1).lstrip())))
            else:
                notes[-1].lines.append(line)
        held = {id(line) for line in foot}
        text += [line for line in page if id(line) not in held]
    return text, notes


def begins_note(line: Line, referred: bool) -> bool:
    return line.noted or (referred and NOTE_MARKER.match(line.text) is not None)
