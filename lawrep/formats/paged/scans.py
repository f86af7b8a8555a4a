"""Tell pages that hold pictures of text, and text whose characters are lost, from text."""

import unicodedata
from typing import NamedTuple

from lawrep.errors import ReadError
from lawrep.formats.paged.placed import Sheet, median

FEW = 20  # characters: a page that has fewer, and a picture, is a scan with a stamp or a page number
LARGE = 1.2  # of the usual size
NO_CHARACTERS = ("Co", "Cc", "Cn", "Cs")  # private use, control, unassigned, surrogate


class Scan(NamedTuple):
    """A page without text among pages with text."""

    page: int


def check_text_layer(sheets: list[Sheet], shown: str) -> None:
    """Raise ReadError where half of the pages are scans, where there is no text, or where most of it is unreadable."""
    inked = [inked_of(sheet) for sheet in sheets]
    scanned = len(scanned_pages(sheets))
    if (scanned and scanned * 2 >= scanned + sum(len(text) >= FEW for text in inked)) or not any(inked):
        raise scan_error(len(sheets), shown)
    total = sum(map(len, inked))
    lost = sum(is_lost(text) for page in inked for text in page)
    if lost * 2 > total:
        share = round(100 * lost / total)
        reason = f"{share}% of its characters have no meaning"
        raise ReadError(f"{shown}: the text layer is damaged ({reason}); print it to PDF anew or convert by OCR")


def scanned_pages(sheets: list[Sheet]) -> set[int]:
    """Return the numbers of the pages that a picture covers, with no more text than a page number or a stamp.

    A few large characters on a picture are a title on a cover.
    """
    usual = median(glyph.size for sheet in sheets for glyph in sheet.glyphs)
    return {
        sheet.number
        for sheet in sheets
        if sheet.pictured
        and len(inked_of(sheet)) < FEW
        and (not sheet.glyphs or median(glyph.size for glyph in sheet.glyphs) < LARGE * usual)
    }


def inked_of(sheet: Sheet) -> list[str]:
    return [glyph.text for glyph in sheet.glyphs if not glyph.text.isspace()]


def scan_error(pages: int, shown: str) -> ReadError:
    """Return what to say of a file without text."""
    advice = "run OCR on it first (ocrmypdf -l chi_sim in.pdf out.pdf)"
    return ReadError(f"{shown}: a scan of {pages} page{'s' * (pages != 1)} without a text layer; {advice}")


def is_lost(text: str) -> bool:
    return text[0] == "\ufffd" or unicodedata.category(text[0]) in NO_CHARACTERS
