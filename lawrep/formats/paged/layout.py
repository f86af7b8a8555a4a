"""Placed characters of pages to the text that a reader sees.

`sheets_to_reading` runs the steps: scans are told from text, characters gathered into lines, furniture left out,
footnotes set apart, tables made rows, and lines paragraphs, those of two pages included.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from operator import attrgetter

from lawrep.formats.paged.columns import Gutter, find_gutters, in_order, page_to_lines, split_sheets
from lawrep.formats.paged.furniture import drop_furniture, drop_line_numbers, drop_watermarks
from lawrep.formats.paged.paragraphs import Block, Item, Paragraph, body_size, items_to_paragraphs
from lawrep.formats.paged.placed import Line, Page, Sheet, by_page, sheet_to_page
from lawrep.formats.paged.ruling import Row, lines_to_rows, page_to_rows
from lawrep.formats.paged.scans import Scan, check_text_layer, scan_error, scanned_pages
from lawrep.formats.reading import Reading, Transcript
from lawrep.source import NOTES

FOOTNOTES = NOTES[0]
FOOTNOTE = 0.9  # of the size of the body
NOTE_MARKER = re.compile(
    r"[①-⑳]|\[\d{1,2}\]|［\d{1,2}］|〔\d{1,2}〕|[*※]|注\d{0,2}[:：]|\d{1,2}(?=\s|[^\d.,%年月日\s]{4})"
)


def sheets_to_reading(sheets: list[Sheet], shown: str) -> Reading:
    """Make a text of pages as a format has them; of a page without text among others, its place.

    Raises ReadError where they are scans, or their characters have no meaning.
    """
    check_text_layer(sheets, shown)
    reading = pages_to_reading([sheet_to_page(sheet) for sheet in sheets], scanned_pages(sheets))
    if not reading.text:
        raise scan_error(len(sheets), shown)
    return reading


def pages_to_reading(pages: list[Page], scanned: Collection[int] = ()) -> Reading:
    """Make a text of the characters of pages, of which those `scanned` have none; footnotes stand behind it."""
    body = body_size(run.size for page in pages for run in page.runs if not run.text.isspace())
    pages, sheets = split_sheets(drop_watermarks(pages, body))
    parted = {page.number: page_to_rows(page) for page in pages}
    outside = {number: drop_line_numbers(runs) for number, (runs, _) in parted.items()}
    gutters = find_gutters(outside)
    lines = [line for number, runs in outside.items() for line in page_to_lines(runs, gutters[number])]
    lines, notes = split_footnotes([line for line in drop_furniture(lines, body) if line.text], body)
    by_number = by_page(sorted(lines, key=attrgetter("page")))
    items: list[Item] = []
    for page in pages:
        rows = parted[page.number][1]
        items += items_of_page(by_number.get(page.number, []), rows, gutters[page.number])
        items += [Scan(page.number)] if sheets[page.number] in scanned else []
    blocks = without_repeated_heads(items_to_paragraphs(items, {page.number: page.width for page in pages}))
    return blocks_to_reading(blocks, notes, sheets)


def items_of_page(lines: list[Line], rows: list[Row], gutter: Gutter | None) -> list[Item]:
    """Put the rows of ruled tables where they stand among the lines of a page, and find the tables without rules."""
    items: list[Item] = []
    waiting: list[Line] = []
    for item in [*in_order(lines, rows, gutter), None]:
        if isinstance(item, Line):
            waiting.append(item)
            continue
        items += lines_to_rows(waiting)
        waiting = []
        items += [item] if item else []
    return items


def without_repeated_heads(blocks: Iterable[Block]) -> Iterator[Block]:
    """Leave out the first rows of a table that are printed again where it goes on on the next page."""
    heads: list[Row] = []  # the rows of the table on the page where it begins
    page = place = 0  # the page of the row before, and how many of its rows were those again
    for block in blocks:
        if not isinstance(block, Row):
            heads = []
        elif not heads or block.page == heads[0].page:
            heads.append(block)
            page = block.page
        else:
            place = place if block.page == page else 0
            page = block.page
            if place < len(heads) and block.cells == heads[place].cells:
                place += 1
                continue
            place = len(heads)
        yield block


def blocks_to_reading(blocks: Iterable[Block], notes: list[Paragraph], sheets: dict[int, int]) -> Reading:
    """Write paragraphs, rows and what was passed over, each with the number of its page in the file."""
    transcript = Transcript()
    for block in blocks:
        if isinstance(block, Scan):
            transcript.skip({"page": sheets[block.page]})
        elif isinstance(block, Row):
            transcript.add_row([[(cell, {"page": sheets[block.page]})] for cell in block.cells])
        else:
            transcript.add(*block.pieces(sheets))
    if notes and transcript.length:
        transcript.add((FOOTNOTES, {"page": sheets[notes[0].lines[0].page]}))
    for note in notes:
        transcript.add(*note.pieces(sheets))
    return transcript.reading()


def split_footnotes(lines: list[Line], body: float) -> tuple[list[Line], list[Paragraph]]:
    """Part the footnotes, small lines at the foot of a page of which the first begins with a mark, from the text."""
    text: list[Line] = []
    notes: list[Paragraph] = []
    columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.page, line.column].append(line)
    for column in columns.values():
        ordered = sorted(column, key=attrgetter("baseline"))
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
        text += [line for line in column if id(line) not in held]
    return text, notes


def begins_note(line: Line, referred: bool) -> bool:
    return line.noted or (referred and NOTE_MARKER.match(line.text) is not None)
